// Interning. A pool keeps its items in a deque, so references stay valid, and finds them by hash;
// the table of hashes is never iterated.
#include "engine/value/values.h"

#include <algorithm>
#include <cstring>
#include <deque>

#include "engine/value/id_table.h"

#include "engine/value/structure.h"

namespace dictum {
namespace {

std::size_t mixed(std::size_t seed, std::uint64_t value) {
    constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
    std::uint64_t hash = (seed ^ value) * kOdd;
    hash ^= hash >> 29;
    return hash * kOdd;
}

std::uint64_t bytes_of(const char* from, std::size_t count) {
    std::uint64_t value = 0;
    if (count > 0) std::memcpy(&value, from, count);
    return value;
}

std::size_t hash_of(std::string_view text) {
    std::size_t hash = text.size();
    for (; text.size() >= sizeof(hash); text.remove_prefix(sizeof(hash))) {
        hash = mixed(hash, bytes_of(text.data(), sizeof(hash)));
    }
    return mixed(hash, bytes_of(text.data(), text.size()));
}

std::size_t hash_of(const Decimal& value) {
    const auto exponent = static_cast<std::uint64_t>(std::int64_t{value.exponent()});
    return mixed(mixed(1, static_cast<std::uint64_t>(value.coefficient())), exponent);
}

std::size_t hash_of(const Interval& interval) {
    constexpr std::uint64_t kAbsent = 7;
    std::size_t hash = (interval.lo_open ? 1u : 0u) | (interval.hi_open ? 2u : 0u);
    hash = mixed(hash, interval.lo ? hash_of(*interval.lo) : kAbsent);
    return mixed(hash, interval.hi ? hash_of(*interval.hi) : kAbsent);
}

std::size_t hash_of(const Ratio& ratio) {
    return mixed(hash_of(ratio.first), hash_of(ratio.second));
}

// Each distinct item once, numbered in the order of first use.
template <class Item, class Key = Item>
class Pool {
  public:
    std::uint32_t intern(const Key& key) {
        index_.reserve(1);
        return intern(key, tag_of(key));
    }
    void intern(std::span<const Key> keys, Word* ids) {
        while (!keys.empty()) {
            const std::size_t count = std::min(keys.size(), kTogether);
            intern_together(keys.first(count), ids);
            keys = keys.subspan(count);
            ids += count;
        }
    }
    const Item& operator[](std::size_t id) const { return items_[id]; }
    std::size_t size() const { return items_.size(); }
    std::size_t bytes() const { return items_.size() * sizeof(Item) + index_.bytes(); }

  private:
    static constexpr std::size_t kTogether = 256;

    static std::uint32_t tag_of(const Key& key) {
        return static_cast<std::uint32_t>(hash_of(key) >> 32);
    }

    std::uint32_t intern(const Key& key, std::uint32_t tag) {
        const auto fresh = static_cast<std::uint32_t>(items_.size());
        const std::uint32_t id = index_.find_or_add(
            tag, fresh, [&](std::uint32_t other) { return items_[other] == key; });
        if (id == fresh) items_.emplace_back(key);
        return id;
    }

    // First all slots are fetched, then all items that are likely to be the same, then compared.
    void intern_together(std::span<const Key> keys, Word* ids) {
        std::uint32_t tags[kTogether];
        index_.reserve(keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i) {
            tags[i] = tag_of(keys[i]);
            index_.prefetch(tags[i]);
        }
        for (std::size_t i = 0; i < keys.size(); ++i) {
            const std::uint32_t likely = index_.likely(tags[i]);
            if (likely != IdTable::kNone) __builtin_prefetch(&items_[likely]);
        }
        for (std::size_t i = 0; i < keys.size(); ++i) ids[i] = intern(keys[i], tags[i]);
    }

    std::deque<Item> items_;
    IdTable index_;
};

bool ratio_before(const Ratio& a, const Ratio& b) {
    if (a.first != b.first) return a.first < b.first;
    return a.second < b.second;
}

// Undefined floats come last, so that the order is total.
bool float_before(double a, double b) {
    if (a != a || b != b) return a == a;
    return a < b;
}

}  // namespace

struct Values::Pools {
    Pool<std::string, std::string_view> symbols;
    Pool<Interval> intervals;
    Pool<Ratio> ratios;
    std::deque<Structure> structures;
    std::size_t text_bytes = 0;
};

Values::Values() : pools_(std::make_unique<Pools>()), records_(std::make_unique<RecordPool>()) {}
Values::~Values() = default;
Values::Values(Values&&) noexcept = default;
Values& Values::operator=(Values&&) noexcept = default;

SymbolId Values::symbol(std::string_view text) {
    const std::size_t before = pools_->symbols.size();
    const std::uint32_t id = pools_->symbols.intern(text);
    if (pools_->symbols.size() != before) pools_->text_bytes += text.size();
    return static_cast<SymbolId>(id);
}

void Values::symbols(std::span<const std::string_view> texts, Word* ids) {
    const std::size_t before = pools_->symbols.size();
    pools_->symbols.intern(texts, ids);
    for (std::size_t id = before; id < pools_->symbols.size(); ++id) {
        pools_->text_bytes += pools_->symbols[id].size();
    }
}

const std::string& Values::text(SymbolId id) const { return pools_->symbols[index_of(id)]; }

std::size_t Values::symbols() const { return pools_->symbols.size(); }

Word Values::quantity(const Interval& interval) { return pools_->intervals.intern(interval); }

const Interval& Values::interval(Word quantity) const { return pools_->intervals[quantity]; }

Word Values::ratio(const Ratio& ratio) { return pools_->ratios.intern(ratio); }

const Ratio& Values::ratio_of(Word ratio) const { return pools_->ratios[ratio]; }

StructureId Values::add_structure(Structure structure) {
    pools_->structures.push_back(std::move(structure));
    return id_at<StructureId>(pools_->structures.size() - 1);
}

const Structure& Values::structure(StructureId id) const {
    return pools_->structures[index_of(id)];
}

void Values::set_fields(StructureId id, std::size_t branch, std::vector<StructureField> fields) {
    pools_->structures[index_of(id)].branches[branch].fields = std::move(fields);
}

std::size_t Values::bytes() const {
    return pools_->symbols.bytes() + pools_->text_bytes + pools_->intervals.bytes() +
           pools_->ratios.bytes() + records_->bytes();
}

bool Values::less(Word a, Word b, const Type& type) const {
    if (a == b) return false;
    switch (type.base) {
        case BaseType::Number:
        case BaseType::Date:
            return as_number(a) < as_number(b);
        case BaseType::Unsigned:
        case BaseType::Bool:
            return a < b;
        case BaseType::Float:
            return float_before(as_float(a), as_float(b));
        case BaseType::Symbol:
            return text(as_symbol(a)) < text(as_symbol(b));
        case BaseType::Quantity:
            return orders_before(interval(a), interval(b));
        case BaseType::Ratio:
            return ratio_before(ratio_of(a), ratio_of(b));
        case BaseType::Record:
            return record_less(*this, a, b, type);
    }
    return a < b;
}

Result<Interval> in_unit(const Interval& base_units, const Unit& unit) {
    return divide(base_units, Interval::point(unit.factor));
}

Result<Interval> to_base_units(const Interval& in_unit, const Unit& unit) {
    return multiply(in_unit, Interval::point(unit.factor));
}

}  // namespace dictum
