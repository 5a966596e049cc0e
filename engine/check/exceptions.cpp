#include "engine/check/exceptions.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/check/components.h"
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
        for (std::size_t i = 0; i < program_.rules.size(); ++i) {
            const std::string& id = program_.rules[id_at<RuleId>(i)].id;
            by_id_.try_emplace(id, static_cast<std::uint32_t>(i));
        }
        graph_.resize(program_.rules.size());
        for (std::size_t i = 0; i < program_.rules.size(); ++i) {
            for (const std::string& other : program_.rules[id_at<RuleId>(i)].overrides) {
                check(static_cast<std::uint32_t>(i), other);
            }
        }
        report_cycles();
    }

  private:
    void check(std::uint32_t index, const std::string& overridden) {
        const Rule& rule = program_.rules[id_at<RuleId>(index)];
        Relation& relation = program_.relations[rule.head];
        if (!relation.unavailable) {
            relation.unavailable = "rule `" + rule.id + "` overrides `" + overridden +
                                   "`, and overrides are not evaluated in this version";
        }
        const auto found = by_id_.find(overridden);
        if (found == by_id_.end()) return;
        const std::uint32_t first = by_id_.at(rule.id);
        graph_[first].push_back(found->second);
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
            check_recursion(rule, overridden);
        }
    }

    // What a rule of an exception reads may not depend on what the exception withdraws.
    void check_recursion(const Rule& rule, const std::string& overridden) {
        const StratumId own = program_.relations[rule.head].stratum;
        bool depends = false;
        visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool) {
            depends = depends || program_.relations[atom.relation].stratum == own;
        });
        if (!depends) return;
        findings_.error("override-recursion", rule.span,
                        "`" + rule.id + "` depends on `" + program_.relations[rule.head].name +
                            "`, whose conclusions by `" + overridden + "` it withdraws",
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

    const Rule& rule(std::uint32_t index) const { return program_.rules[id_at<RuleId>(index)]; }

    CheckedProgram& program_;
    Findings& findings_;
    std::unordered_map<std::string, std::uint32_t> by_id_;  // the first rule of each clause
    Graph graph_;                                           // of rules: whom they override
};

}  // namespace

void check_exceptions(CheckedProgram& program, Findings& findings) {
    Exceptions(program, findings).run();
}

}  // namespace dictum
