// What the machine does where an operand may begin.
#include <utility>

#include "engine/lang/formula_parser.h"
#include "engine/lang/literals.h"
#include "engine/lang/operators.h"
#include "engine/lang/words.h"
#include "engine/value/limits.h"

namespace dictum {

FormulaParser::Step FormulaParser::operand() {
    const Token token = cursor_.token();
    if (is_literal(token.kind)) {
        push_term(literal_term(cursor_, token));
        cursor_.advance();
        return Step::Continue;
    }
    switch (token.kind) {
        case TokenKind::Word:
            return word();
        case TokenKind::Minus:
            return minus();
        case TokenKind::LeftParen:
            if (!open(FrameKind::Paren, token, token)) return Step::Failed;
            cursor_.advance();
            return Step::Continue;
        case TokenKind::LeftBracket:
            return record();
        case TokenKind::Dollar:
            return branch();
        case TokenKind::Not:
            if (!literal_may_begin()) return no_operand();
            push_frame(FrameKind::Not);
            cursor_.advance();
            return Step::Continue;
        case TokenKind::Less:
        case TokenKind::LessEqual:
        case TokenKind::Greater:
        case TokenKind::GreaterEqual:
            return bounded();
        default:
            return no_operand();
    }
}

FormulaParser::Step FormulaParser::word() {
    const Token token = cursor_.token();
    const std::string_view text = cursor_.text();
    if (const auto kind = aggregate_named(text)) return aggregate(*kind);
    if (text == "true" || text == "false") return truth();
    if (is_prefix_word(text)) {
        push_frame(FrameKind::Negate);
        cursor_.advance();
        return Step::Continue;
    }
    if (operator_word(text)) return no_operand();
    if (const Refusal* refusal = refused_value(text)) {
        cursor_.refuse(refusal->thing, refusal->mend, token);
        return Step::Failed;
    }
    cursor_.advance();
    if (text == kNilTerm) {
        push_term(Term{cursor_.span(token), CallTerm{std::string(kNilTerm), {}}});
        return Step::Continue;
    }
    if (text == "_") {
        push_term(Term{cursor_.span(token), WildcardTerm{}});
        return Step::Continue;
    }
    if (cursor_.at(TokenKind::LeftParen)) return call(token);
    if (cursor_.at_dotted_call()) return call(cursor_.qualified(token));
    push_term(Term{cursor_.span(token), VariableTerm{std::string(text)}});
    return Step::Continue;
}

FormulaParser::Step FormulaParser::truth() {
    Value value;
    value.kind = ValueKind::Truth;
    value.truth = cursor_.text() == "true";
    value.span = cursor_.span();
    values_.push_back(value);
    cursor_.advance();
    wants_operand_ = false;
    return Step::Continue;
}

FormulaParser::Step FormulaParser::minus() {
    const Token sign = cursor_.token();
    push_frame(FrameKind::Negate);
    cursor_.advance();
    const Token token = cursor_.token();
    if (token.touches && is_range(cursor_, token)) {
        frames_.pop_back();
        QuantityTerm range = negative_range(cursor_, token);
        cursor_.advance();
        push_term(Term{cursor_.span_from(sign.begin), std::move(range)});
    }
    return Step::Continue;
}

// `>400T`: only as a whole argument.
FormulaParser::Step FormulaParser::bounded() {
    const bool whole =
        region().kind == FrameKind::Arguments || region().kind == FrameKind::WholeTerm;
    if (!cursor_.is_dictum() || !whole || !is_region_on_top()) return no_operand();
    const Token token = cursor_.token();
    auto quantity = bounded_quantity(cursor_);
    if (!quantity) return Step::Failed;
    push_term(Term{cursor_.span_from(token.begin), std::move(*quantity)});
    values_.back().is_bounded = true;
    return Step::Continue;
}

FormulaParser::Step FormulaParser::aggregate(AggregateKind kind) {
    const Token name = cursor_.token();
    cursor_.advance();
    const bool may_be_call = kind == AggregateKind::Min || kind == AggregateKind::Max;
    const bool in_paren = may_be_call && cursor_.at(TokenKind::LeftParen);
    if (!open(in_paren ? FrameKind::MinMax : FrameKind::Target, cursor_.token(), name)) {
        return Step::Failed;
    }
    region().op = static_cast<std::uint8_t>(kind);
    if (in_paren) cursor_.advance();
    if (kind != AggregateKind::Count) return Step::Continue;
    return cursor_.at(TokenKind::Colon) ? close_target() : end_or_fail();
}

// At the parenthesis behind `name`.
FormulaParser::Step FormulaParser::call(const Token& name) {
    if (!open(FrameKind::Arguments, cursor_.token(), name)) return Step::Failed;
    cursor_.advance();
    wants_operand_ = true;
    return cursor_.at(TokenKind::RightParen) ? close_call() : Step::Continue;
}

// At `[`.
FormulaParser::Step FormulaParser::record() {
    const Token opening = cursor_.token();
    if (!open(FrameKind::Record, opening, opening)) return Step::Failed;
    cursor_.advance();
    wants_operand_ = true;
    if (!cursor_.at(TokenKind::RightBracket)) return Step::Continue;
    wants_operand_ = false;
    return close_record();
}

// `$A(x)`, `$A`; at the dollar sign.
FormulaParser::Step FormulaParser::branch() {
    Token name = cursor_.token();
    cursor_.advance();
    if (!cursor_.at(TokenKind::Word) || !cursor_.token().touches) {
        cursor_.refuse("counters (`$`)", "", name);
        return Step::Failed;
    }
    name.end = cursor_.token().end;
    cursor_.advance();
    if (cursor_.at(TokenKind::LeftParen)) return call(name);
    push_term(Term{cursor_.span(name), CallTerm{std::string(cursor_.text(name)), {}}});
    return Step::Continue;
}

bool FormulaParser::open(FrameKind kind, const Token& opening, const Token& name) {
    if (regions_.size() > kNestingMax) {
        cursor_.error("nested-too-deep", opening,
                      "parentheses are nested more than " + std::to_string(kNestingMax) + " deep",
                      "name a part of the rule by a relation of its own");
        return false;
    }
    const bool holds_formula = kind == FrameKind::Paren && literal_may_begin();
    regions_.push_back(frames_.size());
    Frame& frame = push_frame(kind);
    frame.holds_formula = holds_formula;
    frame.base = values_.size();
    frame.opening = opening;
    frame.name = name;
    return true;
}

bool FormulaParser::literal_may_begin() const {
    const Frame& frame = frames_.back();
    return frame.kind == FrameKind::And || frame.kind == FrameKind::Or ||
           frame.kind == FrameKind::Not || (is_region_on_top() && frame.holds_formula);
}

void FormulaParser::push_term(Term term) {
    Value value;
    value.span = term.span;
    value.term = terms_.push(std::move(term));
    values_.push_back(value);
    wants_operand_ = false;
}

FormulaParser::Step FormulaParser::no_operand() {
    const Token token = cursor_.token();
    switch (token.kind) {
        case TokenKind::At:
            cursor_.refuse("user-defined functors and annotations (`@`)", "", token);
            return Step::Failed;
        default:
            break;
    }
    if (is_region_on_top() && region().kind == FrameKind::Target) {
        const std::string name(dictum::word(static_cast<AggregateKind>(region().op)));
        cursor_.expected("a value behind `" + name + "`, as in `" + name + " x : { p(x) }`");
    } else {
        cursor_.expected(literal_may_begin() ? "a literal such as `p(x)` or `x < 3`" : "a value");
    }
    return Step::Failed;
}

}  // namespace dictum
