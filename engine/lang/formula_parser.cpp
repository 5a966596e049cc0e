// The machine's main loop, and what it does with what follows an operand.
#include "engine/lang/formula_parser.h"

#include <utility>

#include "engine/lang/operators.h"
#include "engine/lang/words.h"

namespace dictum {
namespace {

CompareOp compare_op(TokenKind kind) {
    switch (kind) {
        case TokenKind::NotEqual:
            return CompareOp::NotEqual;
        case TokenKind::Less:
            return CompareOp::Less;
        case TokenKind::LessEqual:
            return CompareOp::LessEqual;
        case TokenKind::Greater:
            return CompareOp::Greater;
        case TokenKind::GreaterEqual:
            return CompareOp::GreaterEqual;
        case TokenKind::MaybeEqual:
            return CompareOp::MaybeEqual;
        case TokenKind::MaybeLess:
            return CompareOp::MaybeLess;
        case TokenKind::MaybeLessEqual:
            return CompareOp::MaybeLessEqual;
        case TokenKind::MaybeGreater:
            return CompareOp::MaybeGreater;
        case TokenKind::MaybeGreaterEqual:
            return CompareOp::MaybeGreaterEqual;
        default:
            return CompareOp::Equal;
    }
}

}  // namespace

std::optional<FormulaId> FormulaParser::body() {
    begin(FrameKind::Body);
    if (!run() || !reduce_formula()) return std::nullopt;
    return values_.back().formula;
}

std::optional<TermId> FormulaParser::whole_term() {
    begin(FrameKind::WholeTerm);
    if (!run() || !reduce_value()) return std::nullopt;
    return values_.back().term;
}

std::optional<Atom> FormulaParser::atom() {
    Token name = cursor_.token();
    if (name.kind != TokenKind::Word || is_reserved(cursor_.text())) {
        cursor_.expected("an atom such as `p(x)`");
        return std::nullopt;
    }
    begin(FrameKind::WholeAtom);
    cursor_.advance();
    name = cursor_.qualified(name);
    if (!cursor_.at(TokenKind::LeftParen)) {
        cursor_.expected("`(` behind the name of a relation");
        return std::nullopt;
    }
    if (call(name) == Step::Failed || !run()) return std::nullopt;
    return std::exchange(call_, std::nullopt);
}

void FormulaParser::begin(FrameKind outermost) {
    frames_.clear();
    regions_.clear();
    values_.clear();
    call_.reset();
    wants_operand_ = true;
    push_frame(outermost).holds_formula = outermost == FrameKind::Body;
    regions_.push_back(0);
}

FormulaParser::Frame& FormulaParser::push_frame(FrameKind kind) {
    Frame frame;
    frame.kind = kind;
    frame.opening = cursor_.token();
    frames_.push_back(frame);
    return frames_.back();
}

bool FormulaParser::run() {
    Step step = Step::Continue;
    while (step == Step::Continue) step = wants_operand_ ? operand() : operation();
    return step == Step::Done;
}

FormulaParser::Step FormulaParser::operation() {
    if (region().kind == FrameKind::WholeAtom) return Step::Done;
    switch (cursor_.kind()) {
        case TokenKind::Plus:
            return binary(BinaryOp::Add);
        case TokenKind::Minus:
            return binary(BinaryOp::Subtract);
        case TokenKind::Star:
            return binary(BinaryOp::Multiply);
        case TokenKind::Slash:
            return binary(BinaryOp::Divide);
        case TokenKind::Percent:
            return binary(BinaryOp::Modulo);
        case TokenKind::Caret:
            return binary(BinaryOp::Power);
        case TokenKind::Comma:
            return comma();
        case TokenKind::Semicolon:
            return semicolon();
        case TokenKind::RightParen:
            return close_paren();
        case TokenKind::RightBracket:
            return close_record();
        case TokenKind::Colon:
            return close_target();
        case TokenKind::RightBrace:
            return close_aggregate();
        default:
            break;
    }
    if (cursor_.kind() >= TokenKind::Equal) return compare(compare_op(cursor_.kind()));
    if (cursor_.at(TokenKind::Word)) {
        if (const auto op = operator_word(cursor_.text())) return binary(*op);
    }
    return end_or_fail();
}

FormulaParser::Step FormulaParser::binary(BinaryOp op) {
    if (values_.back().is_bounded) {
        cursor_.error("syntax", values_.back().span, "a number with an open end stands alone",
                      "write it as a whole argument: `p(>400T)`");
        return Step::Failed;
    }
    if (!reduce_operators(precedence(op), op == BinaryOp::Power) || !to_term(values_.back())) {
        return Step::Failed;
    }
    push_frame(FrameKind::Binary).op = static_cast<std::uint8_t>(op);
    cursor_.advance();
    wants_operand_ = true;
    return Step::Continue;
}

FormulaParser::Step FormulaParser::compare(CompareOp op) {
    if (!region().holds_formula) return end_or_fail();
    if (!reduce_value()) return Step::Failed;
    if (top().kind == FrameKind::Compare) {
        cursor_.error("syntax", cursor_.token(), "a comparison has two sides",
                      "write `a < b, b < c`");
        return Step::Failed;
    }
    push_frame(FrameKind::Compare).op = static_cast<std::uint8_t>(op);
    cursor_.advance();
    wants_operand_ = true;
    return Step::Continue;
}

FormulaParser::Step FormulaParser::comma() {
    const bool between_values = region().kind == FrameKind::Arguments ||
                                region().kind == FrameKind::MinMax ||
                                region().kind == FrameKind::Record;
    if (!between_values && !region().holds_formula) return end_or_fail();
    if (between_values) {
        if (!reduce_value()) return Step::Failed;
    } else {
        if (!reduce_literal() || !to_formula(values_.back())) return Step::Failed;
        if (top().kind != FrameKind::And) push_frame(FrameKind::And).base = values_.size() - 1;
    }
    cursor_.advance();
    wants_operand_ = true;
    return Step::Continue;
}

FormulaParser::Step FormulaParser::semicolon() {
    if (!region().holds_formula) return end_or_fail();
    if (!reduce_literal() || !to_formula(values_.back())) return Step::Failed;
    if (top().kind == FrameKind::And) reduce_list();
    if (top().kind != FrameKind::Or) push_frame(FrameKind::Or).base = values_.size() - 1;
    cursor_.advance();
    wants_operand_ = true;
    return Step::Continue;
}

// Parentheses leave no trace in the tree, so a list inside one that stands in such a list joins it:
// `a, (b, c)` is `a, b, c`.
FormulaParser::Step FormulaParser::close_paren() {
    switch (region().kind) {
        case FrameKind::Arguments:
            return close_call();
        case FrameKind::MinMax:
            return close_min_max();
        case FrameKind::Paren:
            break;
        default:
            return end_or_fail();
    }
    if (!region().holds_formula) return close_value_paren();
    if (!reduce_literal()) return Step::Failed;
    const Token opening = region().opening;
    if (is_region_on_top()) {
        pop_region();
        widen(values_.back(), opening);
        cursor_.advance();
        return Step::Continue;
    }
    if (!to_formula(values_.back())) return Step::Failed;
    if (top().kind == FrameKind::And && frames_[frames_.size() - 2].kind == FrameKind::Or) {
        reduce_list();
    }
    const Frame list = top();
    frames_.pop_back();
    pop_region();
    const Token closing = cursor_.token();
    cursor_.advance();
    const bool keep = keeps_list(list.kind);
    if (!keep || top().kind != list.kind) frames_.push_back(list);
    if (!keep) {
        reduce_list();
        values_.back().span.begin = cursor_.span(opening).begin;
        values_.back().span.end = cursor_.span(closing).end;
    }
    return Step::Continue;
}

bool FormulaParser::keeps_list(FrameKind list) const {
    const Frame& outer = frames_.back();
    if (outer.kind == list) return true;
    if (outer.kind == FrameKind::Or) return true;
    return is_region_on_top() && (list == FrameKind::And || !cursor_.at(TokenKind::Comma));
}

FormulaParser::Step FormulaParser::close_value_paren() {
    if (!reduce_value()) return Step::Failed;
    const Token opening = region().opening;
    pop_region();
    widen(values_.back(), opening);
    cursor_.advance();
    return Step::Continue;
}

FormulaParser::Step FormulaParser::close_call() {
    const Frame frame = region();
    if (values_.size() > frame.base && !reduce_value()) return Step::Failed;
    Atom atom;
    atom.name = std::string(cursor_.text(frame.name));
    atom.args = take_terms(frame.base);
    atom.name_span = cursor_.span(frame.name);
    cursor_.advance();
    atom.span = cursor_.span_from(frame.name.begin);
    pop_region();
    if (is_branch_term(atom.name)) {
        push_term(Term{atom.span, CallTerm{std::move(atom.name), std::move(atom.args)}});
        return Step::Continue;
    }
    if (atom.name == "as" && !cursor_.is_dictum()) return cast(std::move(atom));
    Value value;
    value.kind = ValueKind::Call;
    value.span = atom.span;
    values_.push_back(value);
    call_ = std::move(atom);
    wants_operand_ = false;
    return top().kind == FrameKind::BracelessAtom ? close_aggregate() : Step::Continue;
}

// `as(x, T)`: its second argument was read as a variable, and is the name of a type.
FormulaParser::Step FormulaParser::cast(Atom call) {
    const VariableTerm* const type =
        call.args.size() == 2 ? std::get_if<VariableTerm>(&terms_[call.args[1]].node) : nullptr;
    if (type == nullptr) {
        cursor_.error("syntax", call.span, "`as` takes a value and the name of a type",
                      "write `as(x, T)`");
        return Step::Failed;
    }
    const std::string functor = std::string(kCastTerm) + type->name;
    push_term(Term{call.span, CallTerm{functor, {call.args[0]}}});
    return Step::Continue;
}

FormulaParser::Step FormulaParser::close_record() {
    if (region().kind != FrameKind::Record) return end_or_fail();
    const Frame frame = region();
    if (values_.size() > frame.base && !reduce_value()) return Step::Failed;
    std::vector<TermId> args = take_terms(frame.base);
    pop_region();
    cursor_.advance();
    push_term(Term{cursor_.span_from(frame.opening.begin),
                   CallTerm{std::string(kRecordTerm), std::move(args)}});
    return Step::Continue;
}

// `max(a, b)` is a call; `max (a)` begins the target of an aggregate.
FormulaParser::Step FormulaParser::close_min_max() {
    if (!reduce_value()) return Step::Failed;
    const Frame frame = region();
    if (values_.size() - frame.base == 1) {
        region().kind = FrameKind::Target;
        widen(values_.back(), frame.opening);
        cursor_.advance();
        return Step::Continue;
    }
    std::vector<TermId> args = take_terms(frame.base);
    pop_region();
    cursor_.advance();
    push_term(Term{cursor_.span_from(frame.name.begin),
                   CallTerm{std::string(cursor_.text(frame.name)), std::move(args)}});
    return Step::Continue;
}

// At the colon between an aggregate's target and its body.
FormulaParser::Step FormulaParser::close_target() {
    if (region().kind != FrameKind::Target) return end_or_fail();
    const bool counts = region().op == static_cast<std::uint8_t>(AggregateKind::Count);
    if (!counts && !reduce_value()) return Step::Failed;
    cursor_.advance();
    const Token token = cursor_.token();
    if (token.kind == TokenKind::LeftBrace) {
        region().kind = FrameKind::Braces;
        region().holds_formula = true;
        region().opening = token;
        cursor_.advance();
        wants_operand_ = true;
        return Step::Continue;
    }
    if (token.kind == TokenKind::Word && !is_reserved(cursor_.text())) {
        region().kind = FrameKind::BracelessAtom;
        cursor_.advance();
        const Token name = cursor_.qualified(token);
        if (cursor_.at(TokenKind::LeftParen)) return call(name);
    }
    cursor_.expected("`{` and the body of the aggregate, or an atom");
    return Step::Failed;
}

FormulaParser::Step FormulaParser::close_aggregate() {
    const Frame frame = region();
    const bool braces = frame.kind == FrameKind::Braces;
    if (!braces && frame.kind != FrameKind::BracelessAtom) return end_or_fail();
    if (!reduce_formula()) return Step::Failed;
    AggregateTerm term;
    term.kind = static_cast<AggregateKind>(frame.op);
    term.body = values_.back().formula;
    if (term.kind != AggregateKind::Count) term.target = values_[frame.base].term;
    values_.resize(frame.base);
    pop_region();
    if (braces) cursor_.advance();
    push_term(Term{cursor_.span_from(frame.name.begin), term});
    return Step::Continue;
}

FormulaParser::Step FormulaParser::end_or_fail() {
    if (is_outermost()) return Step::Done;
    const Frame& frame = region();
    switch (frame.kind) {
        case FrameKind::Arguments:
        case FrameKind::MinMax:
            cursor_.expected("`,` or `)` in the arguments of `" +
                                 std::string(cursor_.text(frame.name).substr(0, 60)) + "`",
                             &frame.opening);
            break;
        case FrameKind::Record:
            cursor_.expected("`,` or `]` in the fields of a record", &frame.opening);
            break;
        case FrameKind::Target:
            cursor_.expected("`:` and a body, as in `" +
                             std::string(dictum::word(static_cast<AggregateKind>(frame.op))) +
                             " x : { p(x) }`");
            break;
        case FrameKind::Braces:
            cursor_.expected("`,`, `;` or `}`", &frame.opening);
            break;
        default:
            cursor_.expected(frame.holds_formula ? "`,`, `;` or `)`" : "an operator or `)`",
                             &frame.opening);
    }
    return Step::Failed;
}

}  // namespace dictum
