// How the machine joins operands: by binding strength, and by what a value turns out to be.
#include <utility>

#include "engine/lang/formula_parser.h"
#include "engine/lang/literals.h"
#include "engine/lang/operators.h"
#include "engine/lang/words.h"

namespace dictum {
namespace {

Span join(Span first, Span last) { return Span{first.file, first.begin, last.end}; }

}  // namespace

bool FormulaParser::reduce_operators(int incoming, bool right_associative) {
    while (true) {
        const Frame& frame = top();
        int bound = 0;
        if (frame.kind == FrameKind::Negate) bound = kNegatePrecedence;
        if (frame.kind == FrameKind::Binary) bound = precedence(static_cast<BinaryOp>(frame.op));
        if (bound == 0 || bound < incoming || (bound == incoming && right_associative)) return true;
        if (!(frame.kind == FrameKind::Negate ? join_negate() : join_binary())) return false;
    }
}

bool FormulaParser::reduce_value() { return reduce_operators(0, false) && to_term(values_.back()); }

bool FormulaParser::reduce_literal() {
    if (!reduce_operators(0, false)) return false;
    if (top().kind == FrameKind::Compare && !join_compare()) return false;
    while (top().kind == FrameKind::Not) {
        if (!join_not()) return false;
    }
    return true;
}

bool FormulaParser::reduce_formula() {
    if (!reduce_literal() || !to_formula(values_.back())) return false;
    while (top().kind == FrameKind::And || top().kind == FrameKind::Or) reduce_list();
    return true;
}

void FormulaParser::reduce_list() {
    const Frame frame = top();
    std::vector<FormulaId> parts;
    parts.reserve(values_.size() - frame.base);
    for (std::size_t i = frame.base; i < values_.size(); ++i) parts.push_back(values_[i].formula);
    Formula formula;
    formula.span = join(values_[frame.base].span, values_.back().span);
    if (frame.kind == FrameKind::And) {
        formula.node = AndFormula{std::move(parts)};
    } else {
        formula.node = OrFormula{std::move(parts)};
    }
    values_.resize(frame.base);
    frames_.pop_back();
    Value value;
    value.kind = ValueKind::Formula;
    value.span = formula.span;
    value.formula = formulas_.push(std::move(formula));
    values_.push_back(value);
}

bool FormulaParser::join_binary() {
    if (!to_term(values_.back())) return false;
    const Value rhs = values_.back();
    values_.pop_back();
    const Value lhs = values_.back();
    values_.pop_back();
    const auto op = static_cast<BinaryOp>(top().op);
    frames_.pop_back();
    push_term(Term{join(lhs.span, rhs.span), BinaryTerm{op, lhs.term, rhs.term}});
    return true;
}

// `-5%` is a literal, so that it prints and compares as one; -(3..5) stays an operation.
bool FormulaParser::join_negate() {
    if (!to_term(values_.back())) return false;
    Value& value = values_.back();
    value.span = join(cursor_.span(top().opening), value.span);
    const std::string_view sign = cursor_.text(top().opening);
    frames_.pop_back();
    if (is_prefix_word(sign)) {
        value.term = terms_.push(Term{value.span, CallTerm{std::string(sign), {value.term}}});
        return true;
    }
    Term& term = terms_[value.term];
    auto* const quantity = std::get_if<Boxed<QuantityTerm>>(&term.node);
    if (quantity && !(*quantity)->is_range) {
        negate(**quantity);
        term.span = value.span;
        return true;
    }
    value.term = terms_.push(Term{value.span, UnaryTerm{UnaryOp::Negate, value.term}});
    return true;
}

bool FormulaParser::join_compare() {
    if (!to_term(values_.back())) return false;
    const Value rhs = values_.back();
    values_.pop_back();
    Value& value = values_.back();
    const auto op = static_cast<CompareOp>(top().op);
    frames_.pop_back();
    value.span = join(value.span, rhs.span);
    value.kind = ValueKind::Formula;
    value.formula = formulas_.push(Formula{value.span, CompareFormula{op, value.term, rhs.term}});
    return true;
}

bool FormulaParser::join_not() {
    if (!to_formula(values_.back())) return false;
    Value& value = values_.back();
    value.span = join(cursor_.span(top().opening), value.span);
    frames_.pop_back();
    value.formula = formulas_.push(Formula{value.span, NotFormula{value.formula}});
    return true;
}

std::vector<TermId> FormulaParser::take_terms(std::size_t base) {
    std::vector<TermId> terms;
    terms.reserve(values_.size() - base);
    for (std::size_t i = base; i < values_.size(); ++i) terms.push_back(values_[i].term);
    values_.resize(base);
    return terms;
}

bool FormulaParser::to_term(Value& value) {
    switch (value.kind) {
        case ValueKind::Term:
            return true;
        case ValueKind::Formula:
            cursor_.error("syntax", value.span, "a literal stands where a value is wanted",
                          "compare values, and join literals with `,`");
            return false;
        case ValueKind::Truth:
            if (!cursor_.is_dictum()) {
                cursor_.error("syntax", value.span, "`true` and `false` are literals, not values",
                              "values of type bool need the line `.pragma \"dialect\" \"dictum\"`");
                return false;
            }
            value.term = terms_.push(Term{value.span, BoolTerm{value.truth}});
            break;
        case ValueKind::Call:
            if (const Refusal* refusal = refused_functor(call_->name)) {
                cursor_.error("unsupported", call_->name_span,
                              "this version has no " + std::string(refusal->thing),
                              std::string(refusal->mend));
                return false;
            }
            value.term = terms_.push(
                Term{call_->span, CallTerm{std::move(call_->name), std::move(call_->args)}});
            call_.reset();
            break;
    }
    value.kind = ValueKind::Term;
    return true;
}

bool FormulaParser::to_formula(Value& value) {
    switch (value.kind) {
        case ValueKind::Formula:
            return true;
        case ValueKind::Term:
            if (cursor_.at_dotted_name()) {
                cursor_.refuse("components", "give the relation a name without a dot",
                               cursor_.token());
            } else {
                const auto* name = std::get_if<VariableTerm>(&terms_[value.term].node);
                cursor_.error("syntax", value.span, "a value stands where a literal is wanted",
                              name != nullptr && name->name == "not"
                                  ? "negation is written `!p(x)`"
                                  : "compare it, as in `x = 1`, or write an atom such as `p(x)`");
            }
            return false;
        case ValueKind::Truth:
            value.formula = formulas_.push(Formula{value.span, TruthFormula{value.truth}});
            break;
        case ValueKind::Call: {
            const Span span = call_->span;
            value.formula = formulas_.push(Formula{span, AtomFormula{std::move(*call_)}});
            call_.reset();
            break;
        }
    }
    value.kind = ValueKind::Formula;
    return true;
}

void FormulaParser::pop_region() {
    frames_.resize(regions_.back());
    regions_.pop_back();
}

// The parentheses around a value count as its place; at the closing one.
void FormulaParser::widen(Value& value, const Token& opening) const {
    value.span.begin = cursor_.span(opening).begin;
    value.span.end = cursor_.span().end;
}

}  // namespace dictum
