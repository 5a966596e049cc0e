// How operators and words are written and how tightly operators bind; the parser, the printer and
// the dump share it.
//
//   -x ^ 2 is -(x ^ 2);  a - b - c is (a - b) - c;  2 ^ 3 ^ 2 is 2 ^ (3 ^ 2)
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "engine/lang/syntax.h"

namespace dictum {

// Terms that make records are calls of these, and of `$` with the name of a branch.
constexpr std::string_view kNilTerm = "nil";
constexpr std::string_view kRecordTerm = "[";
constexpr bool is_branch_term(std::string_view functor) { return functor.starts_with('$'); }
// `as(x, T)` is a call of `as T`.
constexpr std::string_view kCastTerm = "as ";
constexpr bool is_cast_term(std::string_view functor) { return functor.starts_with(kCastTerm); }
constexpr bool makes_record(std::string_view functor) {
    return functor == kNilTerm || functor == kRecordTerm || is_branch_term(functor);
}

// Larger binds tighter. Power alone is right associative.
constexpr int kNegatePrecedence = 10;
constexpr int kAtomPrecedence = 12;

struct OperatorText {
    std::string_view sign;
    int precedence = 0;
};

// By BinaryOp.
constexpr std::array<OperatorText, 15> kOperators = {{
    {"+", 8},
    {"-", 8},
    {"*", 9},
    {"/", 9},
    {"%", 9},
    {"^", 11},
    {"band", 6},
    {"bor", 4},
    {"bxor", 5},
    {"bshl", 7},
    {"bshr", 7},
    {"bshru", 7},
    {"land", 3},
    {"lor", 1},
    {"lxor", 2},
}};

constexpr int precedence(BinaryOp op) {
    return kOperators[static_cast<std::size_t>(op)].precedence;
}
constexpr std::string_view sign(BinaryOp op) {
    return kOperators[static_cast<std::size_t>(op)].sign;
}
// The operators that are words: `band`, `lor`, ...
constexpr std::optional<BinaryOp> operator_word(std::string_view word) {
    for (std::size_t i = static_cast<std::size_t>(BinaryOp::BitAnd); i < kOperators.size(); ++i) {
        if (kOperators[i].sign == word) return static_cast<BinaryOp>(i);
    }
    return std::nullopt;
}
// `bnot x` and `lnot x` are calls of these functors.
constexpr bool is_prefix_word(std::string_view word) { return word == "bnot" || word == "lnot"; }

constexpr std::string_view sign(CompareOp op) {
    switch (op) {
        case CompareOp::Equal:
            return "=";
        case CompareOp::NotEqual:
            return "!=";
        case CompareOp::Less:
            return "<";
        case CompareOp::LessEqual:
            return "<=";
        case CompareOp::Greater:
            return ">";
        case CompareOp::GreaterEqual:
            return ">=";
        case CompareOp::MaybeEqual:
            return "=?";
        case CompareOp::MaybeLess:
            return "<?";
        case CompareOp::MaybeLessEqual:
            return "<=?";
        case CompareOp::MaybeGreater:
            return ">?";
        case CompareOp::MaybeGreaterEqual:
            return ">=?";
    }
    return "";
}

// What is asked of values that have no range: `=?` is `=`.
constexpr CompareOp certain(CompareOp op) {
    switch (op) {
        case CompareOp::MaybeEqual:
            return CompareOp::Equal;
        case CompareOp::MaybeLess:
            return CompareOp::Less;
        case CompareOp::MaybeLessEqual:
            return CompareOp::LessEqual;
        case CompareOp::MaybeGreater:
            return CompareOp::Greater;
        case CompareOp::MaybeGreaterEqual:
            return CompareOp::GreaterEqual;
        default:
            return op;
    }
}

// Does `a op b` hold, by what is known of their order? For `<`, `<=`, `>` and `>=`.
constexpr bool ordered(CompareOp op, bool less, bool greater) {
    switch (op) {
        case CompareOp::Less:
            return less;
        case CompareOp::LessEqual:
            return !greater;
        case CompareOp::Greater:
            return greater;
        default:
            return !less;
    }
}

constexpr std::string_view word(AggregateKind kind) {
    switch (kind) {
        case AggregateKind::Count:
            return "count";
        case AggregateKind::Sum:
            return "sum";
        case AggregateKind::Min:
            return "min";
        case AggregateKind::Max:
            return "max";
        case AggregateKind::Mean:
            return "mean";
    }
    return "";
}

constexpr std::string_view word(ConflictPolicy policy) {
    switch (policy) {
        case ConflictPolicy::Report:
            return "report";
        case ConflictPolicy::Latest:
            return "latest";
        case ConflictPolicy::Strongest:
            return "strongest";
        case ConflictPolicy::Consensus:
            return "consensus";
    }
    return "";
}

constexpr std::string_view word(DirectiveKind kind) {
    switch (kind) {
        case DirectiveKind::Input:
            return "input";
        case DirectiveKind::Output:
            return "output";
        case DirectiveKind::PrintSize:
            return "printsize";
    }
    return "";
}

}  // namespace dictum
