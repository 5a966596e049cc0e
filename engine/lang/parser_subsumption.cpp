// Subsumption, written as a rule that concludes which rows don't stand.
//
//   path(x, _, n) <= path(x, _, m) :- m < n.
//   path(x, a, n) :- path(x, a, n), path(x, b, m), (a != b; n != m), m < n.      a clause that
//   subsumes
//
// What becomes of it: engine/check/subsumption.h.
#include <utility>

#include "engine/lang/program_parser.h"

namespace dictum {

// At `<=`. Reads the other head, and stops at `:-`.
bool ProgramParser::subsumption(Clause& clause, std::optional<Atom>& above) {
    if (cursor_.is_dictum()) {
        cursor_.refuse("subsumption (`<=` between heads) in the Dictum dialect",
                       "give the relation a key and a conflict policy", cursor_.token());
        return false;
    }
    cursor_.advance();
    above = formulas_.atom();
    if (!above) return false;
    clause.subsumes = true;
    Atom& below = clause.heads[0];
    const bool same = clause.heads.size() == 1 && below.name == above->name &&
                      below.args.size() == above->args.size();
    if (!same || below.args.empty()) {
        cursor_.error("bad-subsumption", below.span,
                      same ? "a relation without columns has no rows to compare"
                           : "subsumption compares two rows of one relation",
                      "write `p(x) <= p(y) :- x < y`");
        return false;
    }
    if (!cursor_.at(TokenKind::If)) {
        cursor_.expected("`:-` and when the first row gives way");
        return false;
    }
    name_columns(below, clause);
    name_columns(*above, clause);
    return true;
}

// Their values are compared: each is a variable, and equations say what the others are.
void ProgramParser::name_columns(Atom& head, Clause& clause) {
    std::vector<FormulaId> equations;
    if (clause.body) equations.push_back(*clause.body);
    for (TermId& arg : head.args) {
        if (std::holds_alternative<VariableTerm>(program_.terms[arg].node)) continue;
        const Span span = program_.terms[arg].span;
        Term named;
        named.span = span;
        named.node = VariableTerm{"_row" + std::to_string(program_.terms.size())};
        const bool any = std::holds_alternative<WildcardTerm>(program_.terms[arg].node);
        const TermId variable = program_.terms.push(std::move(named));
        if (!any) {
            equations.push_back(
                program_.formulas.push({span, CompareFormula{CompareOp::Equal, variable, arg}}));
        }
        arg = variable;
    }
    if (!equations.empty()) {
        clause.body = program_.formulas.push({head.span, AndFormula{std::move(equations)}});
    }
}

FormulaId ProgramParser::dominated(const Atom& below, const Atom& above, FormulaId body) {
    const Span span = below.span;
    const auto push = [&](auto node) { return program_.formulas.push({span, std::move(node)}); };
    const auto name_of = [&](TermId id) {
        const auto* const variable = std::get_if<VariableTerm>(&program_.terms[id].node);
        return variable != nullptr ? variable->name : std::string();
    };
    std::vector<FormulaId> differ;
    for (std::size_t i = 0; i < below.args.size(); ++i) {
        const std::string name = name_of(below.args[i]);
        if (!name.empty() && name == name_of(above.args[i])) continue;
        differ.push_back(push(CompareFormula{CompareOp::NotEqual, below.args[i], above.args[i]}));
    }
    std::vector<FormulaId> parts{push(AtomFormula{below}), push(AtomFormula{above})};
    if (differ.empty()) {
        parts.push_back(push(TruthFormula{false}));
    } else {
        parts.push_back(differ.size() == 1 ? differ[0] : push(OrFormula{differ}));
    }
    parts.push_back(body);
    return push(AndFormula{parts});
}

}  // namespace dictum
