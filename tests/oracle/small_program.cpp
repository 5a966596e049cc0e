#include "tests/oracle/small_program.h"

#include "engine/check/check.h"
#include "engine/explain/proof_text.h"
#include "engine/lang/parser.h"
#include "tests/oracle/proof_checker.h"

namespace dictum::test {

SmallProgram::SmallProgram(std::string text, std::vector<Given> strengths, Dialect dialect,
                           Limits limits) {
    const FileId file = sources_.add("program", std::move(text));
    Diagnostics found;
    SyntaxProgram syntax = parse_program(sources_.whole(file), dialect, found);
    for (Clause& clause : syntax.clauses) {
        const std::string_view written =
            std::string_view(sources_.text(file)).substr(clause.span.begin);
        for (const Given& given : strengths) {
            if (!written.starts_with(given.begins)) continue;
            if (clause.body) {
                clause.strength = given.strength;
            } else {
                const std::string name = "c" + std::to_string(supports_.size());
                clause.support = supports_.push({name, "s", given.strength});
            }
        }
    }
    if (!found.has_errors()) checked_ = check(syntax, vocabulary_, values_, found);
    problems_ = render(found, sources_);
    if (!checked_) return;
    model_.emplace(*checked_, values_, supports_, nullptr, std::move(limits));
    if (const Status ran = model_->require_all(); !ran) problems_ += ran.error().message;
}

CheckedGoal SmallProgram::goal(const std::string& text) {
    Diagnostics found;
    const FileId file = sources_.add("goal", text);
    const auto syntax = parse_goal(sources_.whole(file), found);
    std::optional<CheckedGoal> goal;
    if (syntax) goal = check_goal(*syntax, *checked_, vocabulary_, values_, found);
    problems_ += render(found, sources_);
    return goal ? *std::move(goal) : CheckedGoal();
}

Proof SmallProgram::prove(const std::string& text) {
    const CheckedGoal asked = goal(text);
    const auto rows = solve(asked, *model_);
    if (!rows || rows->empty()) {
        problems_ += rows ? "no row" : rows.error().message;
        return {};
    }
    auto proof = dictum::prove(*model_, asked, rows->front(), units());
    if (!proof) {
        problems_ += proof.error().message;
        return {};
    }
    const ProofChecker checker(*checked_, values_, supports_, nullptr);
    if (auto wrong = checker.check(*proof, &asked, rows->front())) problems_ += *wrong;
    return *std::move(proof);
}

std::string SmallProgram::why(const std::string& text) {
    const Proof proof = prove(text);
    return problems_.empty() ? print_proof(proof, *model_, units()) : problems_;
}

}  // namespace dictum::test
