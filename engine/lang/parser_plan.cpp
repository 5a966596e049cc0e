// `.plan 0:(2,1), 1:(1,2)` behind a rule: orders of its atoms, one for each version of the rule.
//
// They have no effect, for atoms are ordered by what the run knows of them; but one that can't be
// meant for the rule is a mistake.
#include <algorithm>
#include <charconv>

#include "engine/lang/program_parser.h"

namespace dictum {
namespace {

// The positive atoms of a body; nothing where it has alternatives.
std::optional<std::size_t> atoms_of(const SyntaxProgram& program, const Clause& clause) {
    std::size_t atoms = 0;
    std::vector<FormulaId> pending;
    if (clause.body) pending.push_back(*clause.body);
    while (!pending.empty()) {
        const auto& node = program.formulas[pending.back()].node;
        pending.pop_back();
        if (const auto* const all = std::get_if<AndFormula>(&node)) {
            pending.insert(pending.end(), all->parts.begin(), all->parts.end());
        } else if (const auto* const atom = std::get_if<AtomFormula>(&node)) {
            const std::string& name = atom->atom.name;
            if (name != "match" && name != "contains") ++atoms;
        } else if (std::holds_alternative<OrFormula>(node) && !clause.subsumes) {
            return std::nullopt;
        }
    }
    return atoms;
}

std::size_t number_of(std::string_view digits) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return error == std::errc() && end == digits.data() + digits.size() ? number : SIZE_MAX;
}

}  // namespace

bool ProgramParser::plan() {
    do {
        const Token version = cursor_.token();
        if (!cursor_.accept(TokenKind::Integer)) {
            cursor_.expected("the number of a version of the rule, as in `.plan 0:(2,1)`");
            return false;
        }
        if (!cursor_.accept(TokenKind::Colon)) {
            cursor_.expected("`:`");
            return false;
        }
        const Token opening = cursor_.token();
        if (!cursor_.accept(TokenKind::LeftParen)) {
            cursor_.expected("`(`");
            return false;
        }
        std::vector<std::size_t> order;
        while (cursor_.at(TokenKind::Integer)) {
            order.push_back(number_of(cursor_.text()));
            cursor_.advance();
            if (!cursor_.accept(TokenKind::Comma)) break;
        }
        if (!cursor_.accept(TokenKind::RightParen)) {
            cursor_.expected("`,` or `)` behind the number of an atom", &opening);
            return false;
        }
        check_plan(version, opening, std::move(order));
    } while (cursor_.accept(TokenKind::Comma));
    return true;
}

void ProgramParser::check_plan(const Token& version, const Token& opening,
                               std::vector<std::size_t> order) {
    if (program_.clauses.empty()) return;
    const auto atoms = atoms_of(program_, program_.clauses.back());
    if (!atoms || *atoms == 0) return;
    const std::string count = std::to_string(*atoms);
    if (number_of(cursor_.text(version)) >= *atoms) {
        cursor_.error("bad-plan", version,
                      "the rule has no version " + std::string(cursor_.text(version)) +
                          ": there are " + count + " atoms to begin with",
                      "count versions from 0, or leave the plan out");
    }
    std::sort(order.begin(), order.end());
    bool whole = order.size() == *atoms;
    for (std::size_t i = 0; i < order.size(); ++i) whole = whole && order[i] == i + 1;
    if (whole) return;
    Token list = opening;
    list.end = cursor_.previous_end();
    cursor_.error("bad-plan", list, "a plan orders all " + count + " atoms of the rule",
                  "write the numbers from 1 to " + count + ", each once, or leave the plan out");
}

}  // namespace dictum
