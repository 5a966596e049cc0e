#include "engine/plan/join_order.h"

#include <algorithm>

namespace dictum {

JoinOrder::JoinOrder(std::vector<OrderItem> items, const std::vector<char>& bound,
                     std::optional<std::size_t> first)
    : items_(std::move(items)), states_(items_.size()), first_(first), left_(items_.size()) {
    for (std::size_t i = 0; i < items_.size(); ++i) add_occurrences(i, bound);
    std::sort(occurrences_.begin(), occurrences_.end(),
              [](const Occurrence& a, const Occurrence& b) {
                  return std::pair(a.slot, a.item) < std::pair(b.slot, b.item);
              });
    std::sort(atom_slots_.begin(), atom_slots_.end());
    for (std::size_t i = 0; i < items_.size(); ++i) push(i);
}

void JoinOrder::add_occurrences(std::size_t item, const std::vector<char>& bound) {
    const OrderItem& literal = items_[item];
    const bool atom = literal.kind == OrderItem::Kind::Atom;
    State& state = states_[item];
    state.bound_columns = literal.constants;
    for (std::size_t i = 0; i < literal.slots.size(); ++i) {
        const std::uint32_t slot = literal.slots[i];
        const std::uint32_t columns = atom ? literal.columns[i] : 0;
        if (bound[slot]) {
            state.bound_columns += columns;
            continue;
        }
        ++state.missing;
        state.missing_xor ^= slot;
        occurrences_.push_back({slot, item, columns});
        if (atom) atom_slots_.push_back(slot);
    }
}

std::optional<JoinOrder::Choice> JoinOrder::next() {
    while (!ready_.empty()) {
        const Key key = ready_.top();
        const State& state = states_[key.item];
        if (state.taken || key > state.key || state.key > key) {
            ready_.pop();  // outdated: the item was taken, or pushed again with its present key
            continue;
        }
        if (first_ && key.rank >= Rank::Connected)
            return take(*std::exchange(first_, std::nullopt));
        if (first_ == key.item) first_.reset();
        ready_.pop();
        return take(key.item);
    }
    return std::nullopt;
}

JoinOrder::Choice JoinOrder::take(std::size_t item) {
    const Choice choice{item, bound_by(item)};
    states_[item].taken = true;
    --left_;
    return choice;
}

void JoinOrder::bind(std::uint32_t slot) {
    const auto begin = std::lower_bound(occurrences_.begin(), occurrences_.end(), slot,
                                        [](const Occurrence& occurrence, std::uint32_t wanted) {
                                            return occurrence.slot < wanted;
                                        });
    for (auto at = begin; at != occurrences_.end() && at->slot == slot; ++at) {
        State& state = states_[at->item];
        if (state.taken) continue;
        --state.missing;
        state.missing_xor ^= slot;
        state.bound_columns += at->columns;
        push(at->item);
    }
}

void JoinOrder::push(std::size_t item) {
    states_[item].key = key_of(item);
    if (states_[item].key.rank != Rank::NotReady) ready_.push(states_[item].key);
}

JoinOrder::Key JoinOrder::key_of(std::size_t item) const {
    const bool complete = states_[item].missing == 0;
    switch (items_[item].kind) {
        case OrderItem::Kind::Atom:
            if (complete) return {Rank::LookUp, 0, item};
            return {states_[item].bound_columns > 0 ? Rank::Connected : Rank::Unconnected,
                    estimate(item), item};
        case OrderItem::Kind::Absence:
            if (!complete) return {Rank::NotReady, 0, item};
            return {items_[item].partial ? Rank::Late : Rank::LookUp, 0, item};
        case OrderItem::Kind::Aggregate:
            return {complete ? Rank::Aggregate : Rank::NotReady, 0, item};
        case OrderItem::Kind::Test:
            break;
    }
    return {test_rank(item), 0, item};
}

JoinOrder::Rank JoinOrder::test_rank(std::size_t item) const {
    const std::optional<std::uint32_t> slot = bound_by(item);
    if (states_[item].missing > 0 && !slot) return Rank::NotReady;
    if (!items_[item].calculates) return Rank::Plain;
    const bool awaited = slot && stands_in_atom(*slot);
    return items_[item].partial && !awaited ? Rank::Late : Rank::Calculation;
}

std::optional<std::uint32_t> JoinOrder::bound_by(std::size_t item) const {
    if (items_[item].kind != OrderItem::Kind::Test || states_[item].missing != 1) {
        return std::nullopt;
    }
    for (const std::uint32_t slot : items_[item].bindable) {
        if (slot == states_[item].missing_xor) return slot;
    }
    return std::nullopt;
}

// Rows that remain when the bound columns are fixed, as bits: every column is taken to
// distinguish rows alike.
std::uint32_t JoinOrder::estimate(std::size_t item) const {
    const OrderItem& atom = items_[item];
    const std::uint64_t free = atom.arity - states_[item].bound_columns;
    return atom.arity == 0 ? 0
                           : static_cast<std::uint32_t>(atom.magnitude * 64 * free / atom.arity);
}

bool JoinOrder::stands_in_atom(std::uint32_t slot) const {
    return std::binary_search(atom_slots_.begin(), atom_slots_.end(), slot);
}

}  // namespace dictum
