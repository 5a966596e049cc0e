#include "audit/class_set.h"

#include <algorithm>
#include <bit>

namespace dictum {
namespace {

constexpr std::uint32_t kBits = 64;

}  // namespace

ClassSet::ClassSet(std::uint32_t size) : words_((size + kBits - 1) / kBits, 0) {}

void ClassSet::add(ClassRange range) {
    for (std::uint32_t word = range.first / kBits; word <= range.last / kBits; ++word) {
        std::uint64_t bits = ~std::uint64_t{0};
        if (word == range.first / kBits) bits &= ~std::uint64_t{0} << (range.first % kBits);
        if (word == range.last / kBits)
            bits &= ~std::uint64_t{0} >> (kBits - 1 - range.last % kBits);
        words_[word] |= bits;
    }
}

bool ClassSet::empty() const {
    return std::all_of(words_.begin(), words_.end(), [](std::uint64_t word) { return word == 0; });
}

bool ClassSet::has(std::uint32_t of_class) const {
    return ((words_[of_class / kBits] >> (of_class % kBits)) & 1) != 0;
}

std::uint32_t ClassSet::first() const {
    std::uint32_t word = 0;
    while (words_[word] == 0) ++word;
    return word * kBits + static_cast<std::uint32_t>(std::countr_zero(words_[word]));
}

std::vector<std::uint32_t> ClassSet::classes() const {
    std::vector<std::uint32_t> list;
    for (std::uint32_t word = 0; word < words_.size(); ++word) {
        for (std::uint64_t bits = words_[word]; bits != 0; bits &= bits - 1) {
            list.push_back(word * kBits + static_cast<std::uint32_t>(std::countr_zero(bits)));
        }
    }
    return list;
}

bool ClassSet::meets(const ClassSet& other) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
        if ((words_[i] & other.words_[i]) != 0) return true;
    }
    return false;
}

bool ClassSet::holds(const ClassSet& other) const {
    for (std::size_t i = 0; i < words_.size(); ++i) {
        if ((other.words_[i] & ~words_[i]) != 0) return false;
    }
    return true;
}

ClassSet& ClassSet::operator&=(const ClassSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
}

ClassSet& ClassSet::operator|=(const ClassSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
}

ClassSet& ClassSet::operator-=(const ClassSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
}

bool AuditWork::spend(std::uint64_t steps) {
    if (steps > left_) exhausted_ = true;
    left_ -= std::min(left_, steps);
    return !exhausted_;
}

bool is_empty(const ClassBox& box) {
    return std::any_of(box.begin(), box.end(), [](const ClassSet& set) { return set.empty(); });
}

bool meet(const ClassBox& a, const ClassBox& b, AuditWork& work) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        static_cast<void>(work.spend(1 + a[i].cost()));
        if (!a[i].meets(b[i])) return false;
    }
    return true;
}

bool take(std::vector<ClassBox>& boxes, const ClassBox& part, AuditWork& work) {
    std::vector<ClassBox> left;
    for (ClassBox& box : boxes) {
        if (!meet(box, part, work)) {
            left.push_back(std::move(box));
            continue;
        }
        // What lies beside the part in one input, after it was cut to the part in those before.
        for (std::size_t i = 0; i < box.size(); ++i) {
            ClassBox piece = box;
            piece[i] -= part[i];
            box[i] &= part[i];
            for (const ClassSet& set : piece) static_cast<void>(work.spend(1 + set.cost()));
            if (!piece[i].empty()) left.push_back(std::move(piece));
        }
        if (work.exhausted()) return false;
    }
    boxes = std::move(left);
    return !work.exhausted();
}

}  // namespace dictum
