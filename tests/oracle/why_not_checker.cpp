#include "tests/oracle/why_not_checker.h"

#include "tests/oracle/naive.h"

namespace dictum::test {

std::optional<std::string> check_missing(const WhyNot& why_not, const CheckedProgram& program,
                                         const CheckedGoal& goal, Values& values) {
    if (!Naive::covers(program)) return std::nullopt;
    for (const MissingSet& set : why_not.missing) {
        CheckedProgram with = program;
        std::string names;
        for (const MissingFact& fact : set.facts) {
            if (program.relations[fact.relation].complete) return fact.text + " can't be asked for";
            with.facts.push_back({fact.relation, fact.example, {}, std::nullopt});
            names += (names.empty() ? "" : ", ") + fact.example_text;
        }
        const auto answers = naive_solve(with, goal, values);
        if (!answers) return "with " + names + " the run ends in an error";
        if (answers->empty()) return "with " + names + " the goal still has no answer";
    }
    return std::nullopt;
}

}  // namespace dictum::test
