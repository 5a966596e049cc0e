#include "engine/check/exceptions.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/check/components.h"
#include "engine/check/made_rules.h"
#include "engine/check/stratify.h"

namespace dictum {
namespace {

class Exceptions {
  public:
    Exceptions(CheckedProgram& program, Findings& findings)
        : program_(program), findings_(findings) {}

    void run() {
        const bool any = std::any_of(program_.rules.begin(), program_.rules.end(),
                                     [](const Rule& rule) { return !rule.overrides.empty(); });
        if (!any) return;
        cycles_.emplace(program_);
        for (std::size_t i = 0; i < program_.rules.size(); ++i) {
            const std::string& id = program_.rules[id_at<RuleId>(i)].id;
            by_id_.try_emplace(id, static_cast<std::uint32_t>(i));
            alike_[id].push_back(id_at<RuleId>(i));
        }
        graph_.resize(program_.rules.size());
        const std::size_t rules = program_.rules.size();
        for (std::size_t i = 0; i < rules; ++i) {
            for (const std::string& other : program_.rules[id_at<RuleId>(i)].overrides) {
                check(static_cast<std::uint32_t>(i), other);
            }
        }
        report_cycles();
        if (!findings_.failed()) separate();
    }

  private:
    void check(std::uint32_t index, const std::string& overridden) {
        const auto found = by_id_.find(overridden);
        if (found == by_id_.end()) return;
        const Rule& rule = program_.rules[id_at<RuleId>(index)];
        const Relation& relation = program_.relations[rule.head];
        std::vector<std::uint32_t>& overrides = graph_[by_id_.at(rule.id)];
        if (std::find(overrides.begin(), overrides.end(), found->second) == overrides.end()) {
            overrides.push_back(found->second);
        }
        const Rule& other = program_.rules[id_at<RuleId>(found->second)];
        if (other.head != rule.head) {
            findings_.error("override-relation", rule.span,
                            "`" + rule.id + "` concludes `" + relation.name + "`, and the rule `" +
                                overridden + "` that it overrides `" +
                                program_.relations[other.head].name + "`",
                            "a rule overrides rules of its own relation");
        } else if (relation.key.empty()) {
            findings_.error("override-without-key", rule.span,
                            "`" + rule.id + "` overrides `" + overridden + "`, but `" +
                                relation.name + "` has no key to tell what it withdraws",
                            "declare which columns are the relation's key");
        } else {
            check_recursion(rule, rule, overridden);
            check_recursion(other, rule, overridden);
        }
    }

    // What a rule of an exception reads may not depend on what the exception withdraws.
    void check_recursion(const Rule& reader, const Rule& rule, const std::string& overridden) {
        bool depends = false;
        visit_atoms(reader, [&](const AtomLiteral& atom, const Literal&, bool) {
            depends = depends || cycles_->together(atom.relation, rule.head);
        });
        if (!depends) return;
        findings_.error("override-recursion", reader.span,
                        "`" + reader.id + "` depends on `" + program_.relations[rule.head].name +
                            "`, where `" + rule.id + "` withdraws conclusions of `" + overridden +
                            "`",
                        "let it read relations that don't depend on that one");
    }

    void report_cycles() {
        const Components components = components_of(graph_);
        for (const std::vector<std::uint32_t>& members : components.members) {
            const auto& edges = graph_[members[0]];
            const bool loops = members.size() > 1 ||
                               std::find(edges.begin(), edges.end(), members[0]) != edges.end();
            if (!loops) continue;
            const auto path = path_within(graph_, components, members[0], members[0]);
            Diagnostic diagnostic;
            diagnostic.id = "override-cycle";
            diagnostic.span = rule(members[0]).span;
            diagnostic.message = "`" + rule(members[0]).id + "` overrides itself";
            if (path.size() > 2) diagnostic.message += " by way of other rules";
            for (std::size_t i = 0; i + 1 < path.size(); ++i) {
                diagnostic.related.push_back(
                    {rule(path[i]).span,
                     "`" + rule(path[i]).id + "` overrides `" + rule(path[i + 1]).id + "`"});
            }
            diagnostic.mend = "decide which of the rules is the exception";
            findings_.add(std::move(diagnostic));
        }
    }

    // ---- the parts -------------------------------------------------------------------------

    struct Part {
        RelationId concluded{};
        RelationId standing{};
    };

    void separate() {
        std::vector<std::vector<std::uint32_t>> overriders(graph_.size());
        for (std::uint32_t by = 0; by < graph_.size(); ++by) {
            for (const std::uint32_t overridden : graph_[by]) overriders[overridden].push_back(by);
        }
        std::vector<std::optional<Part>> parts(graph_.size());
        for (std::uint32_t i = 0; i < graph_.size(); ++i) {
            if (!graph_[i].empty() || !overriders[i].empty()) parts[i] = part_of(i, overriders[i]);
        }
        for (std::uint32_t i = 0; i < graph_.size(); ++i) {
            if (!overriders[i].empty()) withdraw(i, overriders[i], parts);
        }
    }

    // The rule, by its first index, concludes a part; what stands of it is the relation.
    Part part_of(std::uint32_t index, const std::vector<std::uint32_t>& overriders) {
        const std::string id = rule(index).id;
        const RelationId whole = rule(index).head;
        const std::string name = program_.relations[whole].name + "@" + id;
        Part part;
        part.concluded = add_part(program_, whole, name);
        program_.relations[part.concluded].derived = true;
        for (const RuleId each : alike_.at(id)) {
            if (program_.rules[each].head == whole) program_.rules[each].head = part.concluded;
        }
        part.standing = part.concluded;
        if (!overriders.empty()) {
            part.standing = add_part(program_, whole, name + ".standing");
            program_.relations[part.standing].derived = true;
        }
        program_.rules.push(copy_rule(program_, whole, part.standing));
        return part;
    }

    void withdraw(std::uint32_t overridden, const std::vector<std::uint32_t>& overriders,
                  const std::vector<std::optional<Part>>& parts) {
        const Part& own = *parts[overridden];
        const RelationId whole = *program_.relations[own.concluded].part_of;
        const std::string id = rule(overridden).id;
        const std::string name = program_.relations[whole].name + "@" + id + ".withdrawn";
        std::vector<RelationId> withdrawn;
        for (const std::uint32_t by : overriders) {
            const std::string& by_id = rule(by).id;
            const RelationId lost = add_part(program_, whole, name + "." + by_id);
            program_.relations[lost].derived = true;
            withdrawn.push_back(lost);
            program_.exceptions.push_back({whole, lost, by_id, id});
            const std::vector<std::uint32_t> key = program_.relations[whole].key;
            for (std::uint32_t column = 0; column < program_.relations[whole].columns.size();
                 ++column) {
                if (std::binary_search(key.begin(), key.end(), column)) continue;
                program_.rules.push(differing_rule(program_, lost, own.concluded,
                                                   parts[by]->standing, key, column));
            }
        }
        program_.rules.push(copy_rule(program_, own.standing, own.concluded, withdrawn));
    }

    const Rule& rule(std::uint32_t index) const { return program_.rules[id_at<RuleId>(index)]; }

    CheckedProgram& program_;
    Findings& findings_;
    std::unordered_map<std::string, std::uint32_t> by_id_;  // the first rule of each clause
    std::unordered_map<std::string, std::vector<RuleId>> alike_;
    Graph graph_;  // of rules, each by its first index: whom they override
    std::optional<RelationCycles> cycles_;
};

}  // namespace

void separate_exceptions(CheckedProgram& program, Findings& findings) {
    Exceptions(program, findings).run();
}

}  // namespace dictum
