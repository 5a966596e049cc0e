// An open-addressing hash table of 32-bit ids whose keys are kept elsewhere.
//
// A slot holds 32 bits of the key's hash beside the id, so that growing never reads a key and most
// look-ups read one. Linear probing, at most 5/8 full. Position and tag are the same bits: a table
// of 2^k slots still tells keys apart by 32 - k of them.
//
// A look-up in a big table waits for memory; callers that have many look-ups announce all of them
// first (`prefetch`, then `likely` for the keys themselves), so that they wait together.
#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/value/big_vector.h"

namespace dictum {

class IdTable {
  public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

    // Requires: reserve() was called once.
    void prefetch(std::uint32_t hash) const { __builtin_prefetch(&slots_[hash & mask_]); }
    // The id that is to be compared first, or kNone.
    std::uint32_t likely(std::uint32_t hash) const {
        const std::uint64_t slot = slots_[hash & mask_];
        return tag(slot) == hash ? id(slot) : kNone;
    }

    // The id with that hash for which `same(id)` holds, or kNone.
    template <class Same>
    std::uint32_t find(std::uint32_t hash, Same same) const {
        if (slots_.empty()) return kNone;
        for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
            const std::uint64_t slot = slots_[at];
            if (slot == 0) return kNone;
            if (tag(slot) == hash && same(id(slot))) return id(slot);
        }
    }

    // As `find`; an absent key gets the id `fresh`, which is returned. Requires: room for one more.
    template <class Same>
    std::uint32_t find_or_add(std::uint32_t hash, std::uint32_t fresh, Same same) {
        std::size_t at = hash & mask_;
        for (; slots_[at] != 0; at = (at + 1) & mask_) {
            if (tag(slots_[at]) == hash && same(id(slots_[at]))) return id(slots_[at]);
        }
        slots_[at] = pack(hash, fresh);
        ++used_;
        return fresh;
    }
    // Of a key that is known to be absent.
    void add(std::uint32_t hash, std::uint32_t fresh) {
        find_or_add(hash, fresh, [](std::uint32_t) { return false; });
    }

    bool has_room(std::size_t more) const { return 8 * (used_ + more) <= 5 * slots_.size(); }
    // Makes room for so many more.
    void reserve(std::size_t more) {
        if (has_room(more)) return;
        std::size_t size = slots_.empty() ? 16 : slots_.size();
        while (8 * (used_ + more) > 5 * size) size *= 2;
        resize(size);
    }
    void clear() {
        BigVector<std::uint64_t>().swap(slots_);
        used_ = 0;
    }
    std::size_t size() const { return used_; }
    std::size_t bytes() const { return slots_.capacity() * sizeof(std::uint64_t); }

  private:
    // 0 is an empty slot, so ids are kept plus one.
    static std::uint64_t pack(std::uint32_t hash, std::uint32_t id) {
        return (std::uint64_t{hash} << 32) | (std::uint64_t{id} + 1);
    }
    static std::uint32_t tag(std::uint64_t slot) { return static_cast<std::uint32_t>(slot >> 32); }
    static std::uint32_t id(std::uint64_t slot) { return static_cast<std::uint32_t>(slot) - 1; }

    void resize(std::size_t size) {
        BigVector<std::uint64_t> old(size, 0);
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (const std::uint64_t slot : old) {
            if (slot == 0) continue;
            std::size_t at = tag(slot) & mask_;
            while (slots_[at] != 0) at = (at + 1) & mask_;
            slots_[at] = slot;
        }
    }

    BigVector<std::uint64_t> slots_;
    std::size_t used_ = 0;
    std::size_t mask_ = 0;
};

}  // namespace dictum
