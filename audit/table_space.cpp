#include "audit/table_space.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "engine/table/cell_truth.h"

namespace dictum {
namespace {

template <class Visit>
void visit_tests(const TableCell& cell, Visit visit) {
    for (const TableAlternative& alternative : cell.alternatives) {
        for (const TablePart& part : alternative.parts) {
            for (const TableTest& test : part) visit(test);
        }
    }
}

bool is_ordering(CompareOp op) { return op != CompareOp::Equal && op != CompareOp::NotEqual; }

// One input: its classes, and the sets of its cells.
class InputSpace {
  public:
    InputSpace(const CheckedTable& table, std::uint32_t input, const Vocabulary& vocabulary,
               Values& values)
        : table_(table),
          declared_(table.inputs[input]),
          vocabulary_(vocabulary),
          values_(values),
          axis_(declared_.type, is_ordered(table, input), values) {
        for (const CheckedRow& row : table.rows) mention(table.cells[row.when[input]]);
        axis_.settle();
        std::sort(decimals_.begin(), decimals_.end());
        decimals_.erase(std::unique(decimals_.begin(), decimals_.end()), decimals_.end());
        std::vector<Key> starts;
        for (const CheckedRow& row : table.rows) {
            const CellSets sets = cell_sets(table.cells[row.when[input]], axis_);
            add_starts(sets.sure, starts);
            add_starts(sets.possible, starts);
        }
        add_bounds(starts);
        classes_ = KeyClasses(std::move(starts));
    }

    SpaceInput describe() {
        SpaceInput space;
        space.name = declared_.name;
        space.domain = ClassSet(classes_.size());
        space.expected = ClassSet(classes_.size());
        space.shown.resize(classes_.size());
        space_ = &space;
        switch (declared_.type.base) {
            case BaseType::Bool:
                add_bools();
                break;
            case BaseType::Symbol:
            case BaseType::Ratio:
                add_words();
                break;
            case BaseType::Quantity:
                add_quantities();
                break;
            default:
                add_numbers();
        }
        return space;
    }

    ClassSet set(const KeySet& keys) const {
        ClassSet set(classes_.size());
        for (const KeyRange& range : keys.ranges()) set.add(classes_.of(range));
        return set;
    }
    const Axis& axis() const { return axis_; }

  private:
    static bool is_ordered(const CheckedTable& table, std::uint32_t input) {
        bool ordered = false;
        for (const CheckedRow& row : table.rows) {
            visit_tests(table.cells[row.when[input]],
                        [&](const TableTest& test) { ordered = ordered || is_ordering(test.op); });
        }
        return ordered;
    }

    void mention(const TableCell& cell) {
        visit_tests(cell, [&](const TableTest& test) {
            axis_.mention(test);
            if (!test.term.constant) return;
            mentioned_.push_back(*test.term.constant);
            if (test.operands != BaseType::Quantity) return;
            const Interval& interval = values_.interval(*test.term.constant);
            if (interval.lo) decimals_.push_back(*interval.lo);
            if (interval.hi) decimals_.push_back(*interval.hi);
        });
    }

    static void add_starts(const KeySet& set, std::vector<Key>& starts) {
        for (const KeyRange& range : set.ranges()) {
            starts.push_back(range.first);
            if (range.last != kKeyMax) starts.push_back(range.last + 1);
        }
    }

    // Where the values end that there are, and zero where none below it is mentioned.
    struct Bounds {
        Key first = 0;
        Key last = kKeyMax;
        Key expected = 0;
    };
    Bounds bounds() const {
        constexpr std::int64_t kFirstDay = -719162;  // 0001-01-01
        constexpr std::int64_t kLastDay = 2932896;   // 9999-12-31
        switch (declared_.type.base) {
            case BaseType::Date:
                return {Axis::signed_key(word_of(kFirstDay)), Axis::signed_key(word_of(kLastDay)),
                        0};
            case BaseType::Float:
                return {Axis::float_key(std::numeric_limits<double>::lowest()),
                        Axis::float_key(std::numeric_limits<double>::max()),
                        mentions_negative() ? 0 : Axis::float_key(0.0)};
            case BaseType::Number:
                return {0, kKeyMax, mentions_negative() ? 0 : Axis::signed_key(0)};
            default:
                return {};
        }
    }
    bool mentions_negative() const {
        const auto negative = [&](Word word) {
            if (declared_.type.base == BaseType::Float) return as_float(word) < 0;
            return declared_.type.base == BaseType::Number && as_number(word) < 0;
        };
        return std::any_of(decimals_.begin(), decimals_.end(),
                           [](const Decimal& each) { return each.sign() < 0; }) ||
               (decimals_.empty() && std::any_of(mentioned_.begin(), mentioned_.end(), negative));
    }
    void add_bounds(std::vector<Key>& starts) const {
        const Bounds ends = bounds();
        starts.push_back(ends.first);
        starts.push_back(std::max(ends.first, ends.expected));
        if (ends.last != kKeyMax) starts.push_back(ends.last + 1);
    }

    Key last_key(std::uint32_t of_class) const {
        return of_class + 1 < classes_.size() ? classes_.start(of_class + 1) - 1 : kKeyMax;
    }

    void add(std::uint32_t of_class, bool expected, std::string shown) {
        space_->domain.add(of_class);
        if (expected) space_->expected.add(of_class);
        space_->shown[of_class].push_back(std::move(shown));
    }

    std::string literal(Word word) const {
        return values_.literal(word, declared_.type, vocabulary_.units);
    }

    void add_bools() {
        space_->enumerated = true;
        for (const bool value : {false, true}) {
            add(classes_.of(axis_.keys(word_of(value)).first), true, value ? "true" : "false");
        }
    }

    void add_words() {
        const auto& named = declared_.type.named;
        const NamedType* type = named ? &table_.types[*named] : nullptr;
        if (type != nullptr && type->entity) {
            space_->enumerated = true;
            for (const Entity& entity : vocabulary_.entities()) {
                if (std::ranges::find(entity.types, type->name) == entity.types.end()) continue;
                add(classes_.of(axis_.keys(std::string_view(entity.id)).first), true,
                    literal(word_of(values_.symbol(entity.id))));
            }
            return;
        }
        for (const Word word : mentioned_) {
            const std::uint32_t of_class = classes_.of(axis_.keys(word).first);
            add(of_class, true, literal(word));
        }
        for (std::uint32_t i = 0; i < classes_.size(); ++i) {
            const bool other = axis_.kind() == Axis::Kind::Text || classes_.start(i) == 0;
            if (!space_->domain.has(i) && other) add(i, false, "any other");
        }
    }

    void add_numbers() {
        const Bounds ends = bounds();
        for (std::uint32_t i = 0; i < classes_.size(); ++i) {
            const Key first = classes_.start(i);
            if (first < ends.first || first > ends.last) continue;
            const bool from_least = first == std::max(ends.first, ends.expected);
            const bool in_both = last_key(i) == ends.last || i + 1 == classes_.size();
            const Key key = from_least && !in_both ? last_key(i) : first;
            add(i, first >= ends.expected, literal(word_at(key)));
        }
    }
    Word word_at(Key key) const {
        if (axis_.kind() == Axis::Kind::Signed) return key ^ (Key{1} << 63);
        if (axis_.kind() != Axis::Kind::Float) return key;
        constexpr Key kSign = Key{1} << 63;
        return (key & kSign) != 0 ? key ^ kSign : ~key;
    }

    // Keys 2i + 1 are the decimals that cells mention, 2i what lies before the i-th.
    void add_quantities() {
        const bool natural = decimals_.empty() || decimals_.front().sign() >= 0;
        const bool to_whole = declared_.type.measure.fraction == Fraction::Percent &&
                              !decimals_.empty() && decimals_.back() == Decimal::from_integer(1);
        const Key top = 2 * decimals_.size();
        for (std::uint32_t i = 0; i < classes_.size(); ++i) {
            const Key first = classes_.start(i);
            if (first > top) continue;
            const Key last = std::min(last_key(i), top);
            const bool negative = last == 0 && !decimals_.empty() && decimals_.front().is_zero();
            const bool beyond = to_whole && first == top;
            // One that is mentioned, if there is one; the last of those below.
            Key key = first % 2 == 1 || first == last ? first : first + 1;
            if (first == 0 && last > 0) key = last - (last % 2 == 1 || last == top ? 0 : 1);
            if (key == top && top > 0 && first < top) key = top - 1;
            const Interval point = Interval::point(decimal_at(key));
            add(i, !(natural && negative) && !beyond, literal(values_.quantity(point)));
        }
    }
    Decimal decimal_at(Key key) const {
        if (key % 2 == 1) return decimals_[key / 2];
        const Decimal zero;
        const Decimal two = Decimal::from_integer(2);
        if (decimals_.empty()) return zero;
        const auto scaled = [&](const Decimal& value, bool up) {
            const bool away = (value.sign() > 0) == up;
            const auto made =
                away ? multiply(value, two, Rounding::Down) : divide(value, two, Rounding::Down);
            return made ? *made : value;
        };
        if (key == 0) {
            const Decimal& least = decimals_.front();
            return least.is_zero() ? Decimal::from_integer(-1) : scaled(least, false);
        }
        if (key == 2 * decimals_.size()) {
            const Decimal& greatest = decimals_.back();
            return greatest.is_zero() ? Decimal::from_integer(1) : scaled(greatest, true);
        }
        const auto sum = add_decimals(decimals_[key / 2 - 1], decimals_[key / 2]);
        const auto half = divide(sum, two, Rounding::Down);
        return half ? *half : decimals_[key / 2];
    }
    static Decimal add_decimals(const Decimal& a, const Decimal& b) {
        const auto sum = dictum::add(a, b, Rounding::Down);
        return sum ? *sum : a;
    }

    const CheckedTable& table_;
    const CheckedInput& declared_;
    const Vocabulary& vocabulary_;
    Values& values_;
    Axis axis_;
    KeyClasses classes_;
    std::vector<Word> mentioned_;
    std::vector<Decimal> decimals_;
    SpaceInput* space_ = nullptr;
};

}  // namespace

bool TableSpace::all_exact() const {
    return std::ranges::all_of(exact, [](char each) { return each != 0; });
}

std::string TableSpace::witness(const ClassBox& box) const {
    std::string text;
    for (std::size_t i = 0; i < box.size(); ++i) {
        text +=
            (i == 0 ? "" : ", ") + inputs[i].name + ": " + inputs[i].shown[box[i].first()].front();
    }
    return text;
}

std::optional<TableSpace> table_space(const CheckedTable& table, const Vocabulary& vocabulary,
                                      Values& values) {
    TableSpace space;
    space.sure.resize(table.rows.size());
    space.possible.resize(table.rows.size());
    space.exact.assign(table.rows.size(), 1);
    for (std::uint32_t i = 0; i < table.inputs.size(); ++i) {
        if (is_period(table.inputs[i].type)) return std::nullopt;
        InputSpace input(table, i, vocabulary, values);
        space.inputs.push_back(input.describe());
        const ClassSet& domain = space.inputs.back().domain;
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const CellSets sets = cell_sets(table.cells[table.rows[row].when[i]], input.axis());
            space.sure[row].push_back(input.set(sets.sure));
            space.sure[row].back() &= domain;
            space.possible[row].push_back(input.set(sets.possible));
            space.possible[row].back() &= domain;
            if (!sets.any && !sets.exact()) space.exact[row] = 0;
        }
    }
    return space;
}

}  // namespace dictum
