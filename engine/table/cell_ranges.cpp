#include "engine/table/cell_ranges.h"

#include <algorithm>

#include "engine/check/quantity_literal.h"

namespace dictum {
namespace {

using End = CellRange::End;
using Ranges = std::vector<CellRange>;

bool is_empty(const CellRange& range) {
    if (!range.lo || !range.hi) return false;
    if (range.hi->value < range.lo->value) return true;
    return range.lo->value == range.hi->value && (range.lo->open || range.hi->open);
}

bool begins_before(const CellRange& a, const CellRange& b) {
    if (!a.lo || !b.lo) return !a.lo && b.lo;
    if (a.lo->value != b.lo->value) return a.lo->value < b.lo->value;
    return !a.lo->open && b.lo->open;
}

// Does anything lie between the end of `a` and the beginning of `b`, which begins later?
bool apart(const CellRange& a, const CellRange& b) {
    if (!a.hi || !b.lo) return false;
    if (a.hi->value != b.lo->value) return a.hi->value < b.lo->value;
    return a.hi->open && b.lo->open;
}

bool ends_before(const CellRange& a, const CellRange& b) {
    if (!a.hi || !b.hi) return a.hi && !b.hi;
    if (a.hi->value != b.hi->value) return a.hi->value < b.hi->value;
    return a.hi->open && !b.hi->open;
}

Ranges united(Ranges ranges) {
    std::erase_if(ranges, is_empty);
    std::sort(ranges.begin(), ranges.end(), begins_before);
    Ranges whole;
    for (CellRange& range : ranges) {
        if (whole.empty() || apart(whole.back(), range)) {
            whole.push_back(std::move(range));
        } else if (ends_before(whole.back(), range)) {
            whole.back().hi = std::move(range.hi);
        }
    }
    return whole;
}

// Requires what `united` gives.
Ranges complement(const Ranges& ranges) {
    Ranges rest;
    CellRange next;
    bool more = true;
    for (const CellRange& range : ranges) {
        if (range.lo) {
            next.hi = End{range.lo->value, !range.lo->open, range.lo->term};
            rest.push_back(next);
        }
        next = CellRange();
        more = range.hi.has_value();
        if (more) next.lo = End{range.hi->value, !range.hi->open, range.hi->term};
    }
    if (more) rest.push_back(std::move(next));
    return rest;
}

class Reader {
  public:
    Reader(const SyntaxProgram& program, UnitTable& units) : program_(program), units_(units) {}

    std::optional<Ranges> read(const Condition& condition) {
        Ranges all;
        for (const ConditionAlternative& alternative : condition.alternatives) {
            Ranges own;
            for (const ConditionPart& part : alternative.parts) {
                for (CellRange& range : ranges(part)) own.push_back(std::move(range));
            }
            if (alternative.negated) own = complement(united(std::move(own)));
            all.insert(all.end(), own.begin(), own.end());
        }
        return constant_ ? std::optional(united(std::move(all))) : std::nullopt;
    }

  private:
    // Of tests that all hold.
    Ranges ranges(const ConditionPart& part) {
        Ranges excluded;
        for (const CellTest& test : part) {
            const std::optional<Decimal> value = number(test.term);
            if (!value) return {};
            for (CellRange& range : complement(allowed(test, *value))) {
                excluded.push_back(std::move(range));
            }
        }
        return complement(united(std::move(excluded)));
    }

    static Ranges allowed(const CellTest& test, const Decimal& value) {
        const auto end = [&](bool open) { return End{value, open, test.term}; };
        switch (test.op) {
            case CompareOp::Less:
                return {{std::nullopt, end(true)}};
            case CompareOp::LessEqual:
                return {{std::nullopt, end(false)}};
            case CompareOp::Greater:
                return {{end(true), std::nullopt}};
            case CompareOp::GreaterEqual:
                return {{end(false), std::nullopt}};
            case CompareOp::NotEqual:
                return {{std::nullopt, end(true)}, {end(true), std::nullopt}};
            default:
                return {{end(false), end(false)}};
        }
    }

    std::optional<Decimal> number(TermId term) {
        const auto* const written = std::get_if<Boxed<QuantityTerm>>(&program_.terms[term].node);
        if (written != nullptr) {
            const auto resolved = resolve(*written, units_);
            const auto* const quantity = std::get_if<QuantityValue>(&resolved);
            if (quantity != nullptr && quantity->interval.is_point()) return quantity->interval.lo;
        }
        constant_ = false;
        return std::nullopt;
    }

    const SyntaxProgram& program_;
    UnitTable& units_;
    bool constant_ = true;
};

}  // namespace

std::optional<std::vector<CellRange>> ranges_of(const Condition& condition,
                                                const SyntaxProgram& program, UnitTable& units) {
    return Reader(program, units).read(condition);
}

Condition condition_of(const std::vector<CellRange>& ranges) {
    Condition condition;
    for (const CellRange& range : ranges) {
        ConditionPart part;
        if (range.lo) {
            const CompareOp op = range.lo->open ? CompareOp::Greater : CompareOp::GreaterEqual;
            part.push_back({op, range.lo->term});
        }
        if (range.hi) {
            const CompareOp op = range.hi->open ? CompareOp::Less : CompareOp::LessEqual;
            part.push_back({op, range.hi->term});
        }
        condition.alternatives.push_back({false, {std::move(part)}});
    }
    // None of everything: no value fits.
    if (ranges.empty()) condition.alternatives.push_back({true, {ConditionPart()}});
    return condition;
}

}  // namespace dictum
