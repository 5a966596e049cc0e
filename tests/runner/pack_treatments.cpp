#include "tests/runner/pack_treatments.h"

#include <algorithm>
#include <optional>
#include <set>

#include "engine/check/check.h"
#include "engine/eval/model.h"
#include "engine/eval/solve.h"
#include "engine/explain/proof.h"
#include "engine/explain/weigh.h"
#include "engine/lang/parser.h"
#include "engine/table/table_demand.h"
#include "kb/data_rows.h"
#include "rules/pack.h"
#include "tests/oracle/proof_checker.h"

namespace dictum::test {

struct PackProgram::State {
    SourceMap sources;
    Values values;
    std::optional<CheckedPack> pack;
    std::optional<CheckedProgram> program;  // with what its tables are
    std::unique_ptr<FactSource> data;
    std::optional<Model> model;
    std::optional<ProofChecker> checker;

    explicit State(const std::string& folder) {
        Diagnostics diagnostics;
        auto checked = check_packs({folder}, sources, values, diagnostics);
        if (!checked || !*checked) return;
        pack = **std::move(checked);
        program = check_with_tables(pack->knowledge, pack->assembled, values, diagnostics);
        if (!program) return;
        data = data_facts(pack->knowledge, *program, pack->assembled.vocabulary);
        model.emplace(*program, values, pack->assembled.supports, data.get(), Limits{});
        model->weigh_with(proof_weigher());
        checker.emplace(*program, values, pack->assembled.supports, data.get());
    }

    std::optional<CheckedGoal> goal(const std::string& text) {
        Diagnostics found;
        const FileId file = sources.add("goal", text);
        const auto parsed = parse_goal(sources.whole(file), found);
        if (!parsed || found.has_errors()) return std::nullopt;
        return check_goal(*parsed, *program, pack->assembled.vocabulary, values, found);
    }

    // Does it ask a table for values of its own? They are no facts of the program.
    bool gives_cases(const CheckedGoal& goal) const {
        Diagnostics found;
        return std::ranges::any_of(pack->assembled.tables, [&](const TableRules& table) {
            return !table.given.empty() && !asked_by(goal, table, *program, found).empty();
        });
    }
};

PackProgram::PackProgram(const std::string& folder) : state_(std::make_unique<State>(folder)) {}
PackProgram::~PackProgram() = default;

std::vector<std::string> PackProgram::disagreements(const std::string& goal_text,
                                                    const Answer& answer) {
    State& state = *state_;
    if (!state.model) return {"the pack can't be checked without its base"};
    const auto goal = state.goal(goal_text);
    if (!goal) return {"the goal can't be checked without the base"};
    if (state.gives_cases(*goal)) return {};
    const auto rows = solve(*goal, *state.model);
    if (!rows) return {"without the base: " + rows.error().message};
    std::vector<std::string> lines;
    const auto naive = state.checker->naive().solve(*goal);
    if (!naive || *naive != *rows) lines.emplace_back("the naive evaluator disagrees");
    std::set<std::string> answered;
    std::set<std::string> undisputed;
    for (const AnswerRow& row : answer.answers) undisputed.insert(row.fact);
    for (const AnswerRow& row : answer.conflicts) answered.insert(row.fact);
    answered.insert(undisputed.begin(), undisputed.end());
    for (const std::vector<Word>& row : *rows) {
        const auto proof = prove(*state.model, *goal, row, state.pack->assembled.vocabulary.units);
        if (!proof) {
            lines.push_back("no proof: " + proof.error().message);
            continue;
        }
        if (auto problem = state.checker->check(*proof, &*goal, row)) {
            lines.push_back("the proof is wrong: " + *problem);
        }
        const std::string& fact = proof->root().text;
        if (!answered.contains(fact)) lines.push_back("only without the base: " + fact);
        undisputed.erase(fact);
    }
    for (const std::string& fact : undisputed) lines.push_back("only from the base: " + fact);
    return lines;
}

}  // namespace dictum::test
