#include "tests/runner/treatments.h"

#include <algorithm>
#include <optional>

#include "ask/why_not_text.h"
#include "engine/check/check.h"
#include "engine/eval/model.h"
#include "engine/eval/solve.h"
#include "engine/explain/proof.h"
#include "engine/explain/proof_text.h"
#include "engine/explain/weigh.h"
#include "engine/lang/parser.h"
#include "engine/lang/printer.h"
#include "engine/plan/plan.h"
#include "tests/oracle/naive.h"
#include "tests/oracle/proof_checker.h"
#include "tests/oracle/why_not_checker.h"
#include "tests/runner/case_file.h"

namespace dictum::test {

struct Program::State {
    SourceMap sources;
    Values values;
    Vocabulary vocabulary;
    SupportTable supports;
    Diagnostics diagnostics;
    SyntaxProgram syntax;
    std::optional<CheckedProgram> checked;
    std::optional<Model> model;

    State(std::string text, Dialect dialect) {
        const FileId file = sources.add("program", std::move(text));
        syntax = parse_program(sources.whole(file), dialect, diagnostics);
        if (diagnostics.has_errors()) return;
        checked = check(syntax, vocabulary, values, diagnostics);
        if (!checked) return;
        model.emplace(*checked, values, supports, nullptr, Limits{});
        model->weigh_with(proof_weigher());
    }

    std::vector<std::string> rendered(Diagnostics found) const {
        found.sort();
        std::vector<std::string> lines;
        for (const Diagnostic& item : found.items()) {
            lines.push_back(headline(item, sources));
            for (const std::string& line : lines_of(item.note)) lines.push_back("  note: " + line);
            if (!item.mend.empty()) lines.push_back("  mend: " + item.mend);
        }
        return lines;
    }

    std::optional<CheckedGoal> goal(const std::string& text, std::vector<std::string>& problems) {
        Diagnostics found;
        const FileId file = sources.add("goal", text);
        const auto parsed = parse_goal(sources.whole(file), found);
        std::optional<CheckedGoal> goal;
        if (parsed && !found.has_errors()) {
            goal = check_goal(*parsed, *checked, vocabulary, values, found);
        }
        if (!goal) problems = rendered(found);
        return goal;
    }

    std::vector<std::string> row_texts(const CheckedGoal& goal,
                                       const std::vector<std::vector<Word>>& rows) const {
        std::vector<std::string> lines;
        for (const std::vector<Word>& row : rows) {
            std::string text;
            for (std::size_t i = 0; i < row.size(); ++i) {
                const Column& column = goal.columns[i];
                text += (i == 0 ? "" : ", ") + column.name + " = " +
                        values.literal(row[i], column.type, vocabulary.units);
            }
            lines.push_back(row.empty() ? "yes" : text);
        }
        if (lines.empty()) lines.emplace_back("no");
        return lines;
    }

    // The naive evaluator's rows, and the checker's word on every proof.
    std::vector<std::string> disagreements(const CheckedGoal& goal,
                                           const std::vector<std::vector<Word>>& rows) {
        std::vector<std::string> lines;
        const bool is_covered = Naive::covers(*checked);
        if (is_covered && naive_solve(*checked, goal, values) != rows) {
            lines.emplace_back("the naive evaluator disagrees");
        }
        for (const std::vector<Word>& row : rows) {
            const auto proof = prove(*model, goal, row, vocabulary.units);
            if (!proof) {
                lines.push_back("no proof: " + proof.error().message);
            } else if (!is_covered) {
                continue;
            } else if (auto problem = check_proof(*proof, *checked, values, &goal, row)) {
                lines.push_back("the proof is wrong: " + *problem);
            }
        }
        return lines;
    }
};

Program::Program(std::string text, Dialect dialect)
    : state_(std::make_unique<State>(std::move(text), dialect)) {}
Program::~Program() = default;

std::vector<std::string> Program::diagnostics() const {
    return state_->rendered(state_->diagnostics);
}

std::vector<std::string> Program::query(const std::string& goal_text) {
    std::vector<std::string> problems;
    if (!state_->checked) return {"the program has errors"};
    const auto goal = state_->goal(goal_text, problems);
    if (!goal) return problems;
    const auto rows = solve(*goal, *state_->model);
    if (!rows) return {"error: " + rows.error().message};
    std::vector<std::string> lines = state_->row_texts(*goal, *rows);
    for (std::string& line : state_->disagreements(*goal, *rows)) lines.push_back(std::move(line));
    for (const RunWarning& warning : state_->model->warnings()) {
        lines.push_back("warning: " + warning.message + " [" + warning.id + "]");
    }
    return lines;
}

std::vector<std::string> Program::why(const std::string& fact) {
    std::vector<std::string> lines;
    if (!state_->checked) return {"the program has errors"};
    const auto goal = state_->goal(fact, lines);
    if (!goal) return lines;
    const auto rows = solve(*goal, *state_->model);
    if (!rows) return {"error: " + rows.error().message};
    for (const std::vector<Word>& row : *rows) {
        const auto proof = prove(*state_->model, *goal, row, state_->vocabulary.units);
        if (!proof) return {"error: " + proof.error().message};
        const std::string text = print_proof(*proof, *state_->model, state_->vocabulary.units);
        for (std::string& line : lines_of(text)) lines.push_back(std::move(line));
    }
    if (rows->empty()) lines.emplace_back("no");
    return lines;
}

std::vector<std::string> Program::whynot(const std::string& goal_text, const std::string& language,
                                         std::uint64_t bound) {
    std::vector<std::string> lines;
    if (!state_->checked) return {"the program has errors"};
    const auto goal = state_->goal(goal_text, lines);
    if (!goal) return lines;
    const UnitTable& units = state_->vocabulary.units;
    WhyNotOptions options;
    options.bound = bound;
    const auto found = why_not(*goal, *state_->model, units, options);
    if (!found) return {"error: " + found.error().message};
    const Knowledge none;
    const WordingContext context{none, state_->vocabulary, *state_->checked, state_->values,
                                 state_->supports};
    const std::string text = print_goal(*goal, *state_->checked, state_->values, units);
    lines = lines_of(why_not_text(context, *state_->model, *found, text, language));
    if (const auto wrong = check_missing(*found, *state_->checked, *goal, state_->values)) {
        lines.push_back("the naive evaluator disagrees: " + *wrong);
    }
    return lines;
}

std::vector<std::string> Program::show(const std::string& form) {
    const UnitTable& units = state_->vocabulary.units;
    if (form == "ast") return lines_of(dump(state_->syntax));
    if (form == "program") return lines_of(print(state_->syntax));
    if (!state_->checked) return {"the program has errors"};
    if (form == "checked") return lines_of(dump_checked(*state_->checked, state_->values, units));
    if (form == "strata") return lines_of(dump_strata(*state_->checked));
    if (form == "plan") return lines_of(dump_plan(*state_->checked, state_->values, units));
    return {"there is no form `" + form + "`"};
}

}  // namespace dictum::test
