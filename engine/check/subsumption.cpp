#include "engine/check/subsumption.h"

#include <algorithm>

#include "engine/check/made_rules.h"
#include "engine/check/stratify.h"

namespace dictum {
namespace {

class Subsumption {
  public:
    explicit Subsumption(CheckedProgram& program) : program_(program), cycles_(program) {
        for (const Rule& rule : program.rules) heads_.push_back(rule.head);
    }

    void separate(RelationId whole) {
        const std::string name = program_.relations[whole].name;
        const RelationId all = add_part(program_, whole, name + "@all");
        const RelationId under = add_part(program_, whole, name + "@under");
        for (std::size_t i = 0; i < heads_.size(); ++i) {
            Rule& rule = program_.rules[id_at<RuleId>(i)];
            if (cycles_.together(heads_[i], whole)) read_all(rule, whole, all);
            if (heads_[i] != whole) continue;
            rule.head = rule.subsumes ? under : all;
            program_.relations[rule.head].derived = true;
        }
        program_.relations[all].choices = std::move(program_.relations[whole].choices);
        program_.relations[whole].choices.clear();
        program_.relations[whole].all_rows = all;
        program_.rules.push(copy_rule(program_, whole, all, {under}));
    }

  private:
    static void read_all(Rule& rule, RelationId whole, RelationId all) {
        for (std::size_t i = 0; i < rule.literals.size(); ++i) {
            auto* const atom = std::get_if<AtomLiteral>(&rule.literals[id_at<LiteralId>(i)].node);
            if (atom != nullptr && atom->relation == whole) atom->relation = all;
        }
    }

    CheckedProgram& program_;
    RelationCycles cycles_;          // of the rules as they were written
    std::vector<RelationId> heads_;  // the same, by rule
};

}  // namespace

void separate_subsumption(CheckedProgram& program) {
    std::vector<RelationId> subsumed;
    for (const Rule& rule : program.rules) {
        if (rule.subsumes) subsumed.push_back(rule.head);
    }
    if (subsumed.empty()) return;
    std::sort(subsumed.begin(), subsumed.end());
    subsumed.erase(std::unique(subsumed.begin(), subsumed.end()), subsumed.end());
    Subsumption subsumption(program);
    for (const RelationId whole : subsumed) subsumption.separate(whole);
}

}  // namespace dictum
