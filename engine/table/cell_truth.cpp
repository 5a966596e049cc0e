#include "engine/table/cell_truth.h"

#include <algorithm>

#include "engine/lang/operators.h"

namespace dictum {
namespace {

Truth negation(Truth truth) {
    if (truth == Truth::Unknown) return truth;
    return truth == Truth::Yes ? Truth::No : Truth::Yes;
}

Truth known(bool holds) { return holds ? Truth::Yes : Truth::No; }

Truth between(bool sure, bool possible) {
    if (sure) return Truth::Yes;
    return possible ? Truth::Unknown : Truth::No;
}

CellSets part_sets(const TablePart& part, const Axis& axis) {
    CellSets sets{false, false, KeySet::all(), KeySet::all()};
    for (const TableTest& test : part) {
        if (!test.term.constant) {
            sets.varies = true;
            sets.sure = KeySet();
            continue;
        }
        const Axis::Sets own = axis.sets(test);
        sets.sure = intersect(sets.sure, own.sure);
        sets.possible = intersect(sets.possible, own.possible);
    }
    return sets;
}

// Two intervals that vary independently.
Truth compare(CompareOp op, const Interval& a, const Interval& b) {
    switch (op) {
        case CompareOp::Less:
            return between(certainly_less(a, b), possibly_less(a, b));
        case CompareOp::LessEqual:
            return between(certainly_less_equal(a, b), possibly_less_equal(a, b));
        case CompareOp::Greater:
            return between(certainly_less(b, a), possibly_less(b, a));
        case CompareOp::GreaterEqual:
            return between(certainly_less_equal(b, a), possibly_less_equal(b, a));
        case CompareOp::NotEqual:
            return negation(compare(CompareOp::Equal, a, b));
        default:
            return between(a.is_point() && a == b, overlaps(a, b));
    }
}

}  // namespace

CellSets cell_sets(const TableCell& cell, const Axis& axis) {
    if (cell.alternatives.empty()) return {true, false, KeySet::all(), KeySet::all()};
    CellSets sets;
    for (const TableAlternative& alternative : cell.alternatives) {
        CellSets own;
        for (const TablePart& part : alternative.parts) {
            const CellSets of_part = part_sets(part, axis);
            own.varies = own.varies || of_part.varies;
            own.sure = unite(own.sure, of_part.sure);
            own.possible = unite(own.possible, of_part.possible);
        }
        if (alternative.negated) {
            const KeySet possible = own.sure.complement();
            own.sure = own.possible.complement();
            own.possible = possible;
        }
        sets.varies = sets.varies || own.varies;
        sets.sure = unite(sets.sure, own.sure);
        sets.possible = unite(sets.possible, own.possible);
    }
    return sets;
}

Truth truth_of(const CellSets& cell, const TableArgument& argument) {
    if (cell.any) return Truth::Yes;
    if (!argument.given) return Truth::Unknown;
    return between(cell.sure.holds(argument.keys), cell.possible.meets(argument.keys));
}

VaryingTruth::VaryingTruth(const std::vector<InputIndex>& inputs, Values& values)
    : inputs_(inputs), values_(values), calculator_({values, kTableBytesMax}) {}

Result<Truth> VaryingTruth::of(const TableCell& cell, std::uint32_t input,
                               std::span<const TableArgument> arguments) {
    slots_.clear();
    for (const TableArgument& argument : arguments) slots_.push_back(argument.word);
    Truth some = cell.alternatives.empty() ? Truth::Yes : Truth::No;
    for (const TableAlternative& alternative : cell.alternatives) {
        Truth holds = Truth::No;
        for (const TablePart& tests : alternative.parts) {
            DICTUM_TRY(const Truth own, part(tests, input, arguments));
            holds = std::max(holds, own);
        }
        some = std::max(some, alternative.negated ? negation(holds) : holds);
    }
    return some;
}

Result<Truth> VaryingTruth::part(const TablePart& part, std::uint32_t input,
                                 std::span<const TableArgument> arguments) {
    Truth all = Truth::Yes;
    for (const TableTest& each : part) {
        DICTUM_TRY(const Truth own, test(each, input, arguments));
        all = std::min(all, own);
    }
    return all;
}

Result<Truth> VaryingTruth::test(const TableTest& test, std::uint32_t input,
                                 std::span<const TableArgument> arguments) {
    if (!arguments[input].given) return Truth::Unknown;
    if (test.term.constant) {
        const Axis::Sets sets = inputs_[input].axis().sets(test);
        const KeyRange keys = arguments[input].keys;
        return between(sets.sure.holds(keys), sets.possible.meets(keys));
    }
    const bool missing = std::any_of(test.term.reads.begin(), test.term.reads.end(),
                                     [&](std::uint32_t read) { return !arguments[read].given; });
    return missing ? Truth::Unknown : compared(test);
}

Result<Word> VaryingTruth::value(const TableTerm& term) {
    if (term.constant) return *term.constant;
    return calculator_.run(term.calculation, slots_);
}

Result<Truth> VaryingTruth::compared(const TableTest& test) {
    if (test.difference) {
        DICTUM_TRY(const Word apart, calculator_.run(*test.difference, slots_));
        return compare(test.op, values_.interval(apart), Interval::point(Decimal()));
    }
    DICTUM_TRY(const Word lhs, value(test.input));
    DICTUM_TRY(const Word rhs, value(test.term));
    if (test.operands == BaseType::Quantity) {
        return compare(test.op, values_.interval(lhs), values_.interval(rhs));
    }
    if (test.op == CompareOp::Equal) return known(lhs == rhs);
    if (test.op == CompareOp::NotEqual) return known(lhs != rhs);
    if (test.operands == BaseType::Float) {
        const double a = as_float(lhs);
        const double b = as_float(rhs);
        if (a != a || b != b) return Truth::No;
    }
    return known(ordered(test.op, word_less(lhs, rhs, test.operands, values_),
                         word_less(rhs, lhs, test.operands, values_)));
}

}  // namespace dictum
