// Goals, and the single values of decision tables. The first byte chooses.
// Found wrong: a crash, a broken tree, or canonical text that does not come back the same.
#include <cstdlib>

#include "tests/unit/lang_support.h"

namespace {

using namespace dictum;

void require(bool holds) {
    if (!holds) std::abort();
}

std::optional<SyntaxGoal> goal_of(const std::string& text, Diagnostics& diagnostics) {
    Fragment fragment;
    fragment.text = text;
    return parse_goal(fragment, diagnostics);
}

void check_goal(const std::string& text) {
    Diagnostics diagnostics;
    const auto goal = goal_of(text, diagnostics);
    require(goal.has_value() == !diagnostics.has_errors());
    if (!goal) return;
    const test::TreeCheck check(goal->terms, goal->formulas, text.size());
    require(check.broken().empty());
    const std::string printed = print(*goal);
    const auto again = goal_of(printed, diagnostics);
    require(again.has_value());
    require(print(*again) == printed);
    require(again->terms.size() == goal->terms.size());
    require(again->formulas.size() == goal->formulas.size());
}

// The value printed as the argument of a fact.
std::optional<std::string> value_text(const std::string& text) {
    Fragment fragment;
    fragment.text = text;
    SyntaxProgram program;
    Diagnostics diagnostics;
    const auto term = parse_term(fragment, program, diagnostics);
    require(term.has_value() == !diagnostics.has_errors());
    require(test::broken_invariant(program, text.size()).empty());
    if (!term) return std::nullopt;
    Clause clause;
    clause.heads.push_back(Atom{"v", {*term}, {}, {}});
    const std::string printed = print(program, clause);
    return printed.substr(2, printed.size() - 4);
}

void check_value(const std::string& text) {
    const auto printed = value_text(text);
    if (!printed) return;
    require(value_text(*printed) == printed);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    if (data[0] % 2 == 0) {
        check_goal(text);
    } else {
        check_value(text);
    }
    return 0;
}
