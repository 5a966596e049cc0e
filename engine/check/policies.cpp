#include "engine/check/policies.h"

#include <algorithm>
#include <map>

#include "engine/check/made_rules.h"
#include "engine/check/stratify.h"
#include "engine/lang/operators.h"

namespace dictum {
namespace {

class Policies {
  public:
    Policies(CheckedProgram& program, Findings& findings)
        : program_(program), findings_(findings) {}

    void run() {
        std::vector<RelationId> chosen;
        for (std::size_t i = 0; i < program_.relations.size(); ++i) {
            const auto id = id_at<RelationId>(i);
            if (program_.relations[id].conflict != ConflictPolicy::Report) chosen.push_back(id);
        }
        if (chosen.empty()) return;
        const RelationCycles cycles(program_);
        for (const RelationId id : chosen) {
            if (is_possible(id, cycles)) separate(id);
        }
    }

  private:
    bool is_possible(RelationId id, const RelationCycles& cycles) {
        const Relation& relation = program_.relations[id];
        const std::string policy(word(relation.conflict));
        if (relation.key.empty()) {
            findings_.error("policy-without-key", relation.span,
                            "`" + relation.name + "` has the conflict policy `" + policy +
                                "` and no key to tell what conflicts",
                            "declare which columns are the relation's key");
            return false;
        }
        if (!cycles.recursive(id)) return true;
        findings_.error("policy-recursion", relation.span,
                        "`" + relation.name + "` depends on itself, and its conflict policy `" +
                            policy + "` chooses among all of its rows",
                        "use the policy `report`, or let its rules read relations that don't "
                        "depend on it");
        return false;
    }

    void separate(RelationId whole) {
        const std::string name = program_.relations[whole].name;
        const RelationId raw = add_part(program_, whole, name + "@all");
        Relation& chosen = program_.relations[whole];
        program_.relations[raw].key = chosen.key;
        program_.relations[raw].derived = chosen.derived;
        chosen.resolution = Resolution{raw, std::nullopt};
        for (Rule& rule : program_.rules) {
            if (rule.head == whole) rule.head = raw;
        }
        if (chosen.conflict != ConflictPolicy::Consensus) return;
        Rule made;
        made.id = "consensus";
        made.head = whole;
        made.span = chosen.span;
        made.made = Made::Consensus;
        program_.rules.push(std::move(made));
    }

    CheckedProgram& program_;
    Findings& findings_;
};

class Strengths {
  public:
    Strengths(CheckedProgram& program, Findings& findings)
        : program_(program), findings_(findings) {}

    void run() {
        const bool any = std::any_of(program_.rules.begin(), program_.rules.end(),
                                     [](const Rule& rule) { return rule.at_least.has_value(); });
        if (!any) return;
        const RelationCycles cycles(program_);
        const std::size_t rules = program_.rules.size();
        for (std::size_t i = 0; i < rules; ++i) {
            if (program_.rules[id_at<RuleId>(i)].at_least) demand(id_at<RuleId>(i), cycles);
        }
    }

  private:
    void demand(RuleId id, const RelationCycles& cycles) {
        const std::size_t literals = program_.rules[id].literals.size();
        for (std::size_t i = 0; i < literals; ++i) {
            const auto literal = id_at<LiteralId>(i);
            auto* atom = std::get_if<AtomLiteral>(&program_.rules[id].literals[literal].node);
            if (atom == nullptr) continue;
            const RelationId read = atom->relation;
            if (cycles.together(program_.rules[id].head, read)) {
                report(id, literal, read);
                continue;
            }
            const RelationId strong = strong_part(read, *program_.rules[id].at_least);
            atom = std::get_if<AtomLiteral>(&program_.rules[id].literals[literal].node);
            atom->relation = strong;
        }
    }

    void report(RuleId id, LiteralId literal, RelationId read) {
        const Rule& rule = program_.rules[id];
        findings_.error(
            "strength-recursion", rule.literals[literal].span,
            "`" + rule.id + "` demands a strength of `" + program_.shown_name(read) +
                "`, which depends on what it concludes",
            "let it read relations that don't depend on `" + program_.shown_name(rule.head) + "`");
    }

    RelationId strong_part(RelationId read, Modality floor) {
        const auto known = parts_.find({read, floor});
        if (known != parts_.end()) return known->second;
        const RelationId part = add_strong_part(program_, read, floor);
        parts_.emplace(std::pair(read, floor), part);
        return part;
    }

    CheckedProgram& program_;
    Findings& findings_;
    std::map<std::pair<RelationId, Modality>, RelationId> parts_;
};

}  // namespace

void separate_policies(CheckedProgram& program, Findings& findings) {
    Policies(program, findings).run();
}

void separate_strengths(CheckedProgram& program, Findings& findings) {
    Strengths(program, findings).run();
}

}  // namespace dictum
