// An open-addressing hash table of 32-bit ids whose keys are kept elsewhere.
//
// A slot holds 32 bits of the key's hash beside the id, so that growing never reads a key and most
// look-ups read one. Linear probing, at most 5/8 full. Position and tag are the same bits: a table
// of 2^k slots still tells keys apart by 32 - k of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dictum {

class IdTable {
  public:
    static constexpr std::uint32_t kNone = 0xFFFFFFFF;

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

    // As `find`; an absent key gets the id `fresh`, which is returned.
    template <class Same>
    std::uint32_t find_or_add(std::uint32_t hash, std::uint32_t fresh, Same same) {
        if (8 * (used_ + 1) > 5 * slots_.size()) grow();
        std::size_t at = hash & mask_;
        for (; slots_[at] != 0; at = (at + 1) & mask_) {
            if (tag(slots_[at]) == hash && same(id(slots_[at]))) return id(slots_[at]);
        }
        slots_[at] = pack(hash, fresh);
        ++used_;
        return fresh;
    }

    std::size_t bytes() const { return slots_.capacity() * sizeof(std::uint64_t); }

  private:
    // 0 is an empty slot, so ids are kept plus one.
    static std::uint64_t pack(std::uint32_t hash, std::uint32_t id) {
        return (std::uint64_t{hash} << 32) | (std::uint64_t{id} + 1);
    }
    static std::uint32_t tag(std::uint64_t slot) { return static_cast<std::uint32_t>(slot >> 32); }
    static std::uint32_t id(std::uint64_t slot) { return static_cast<std::uint32_t>(slot) - 1; }

    void grow() {
        std::vector<std::uint64_t> old(slots_.empty() ? 16 : slots_.size() * 2, 0);
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (const std::uint64_t slot : old) {
            if (slot == 0) continue;
            std::size_t at = tag(slot) & mask_;
            while (slots_[at] != 0) at = (at + 1) & mask_;
            slots_[at] = slot;
        }
    }

    std::vector<std::uint64_t> slots_;
    std::size_t used_ = 0;
    std::size_t mask_ = 0;
};

}  // namespace dictum
