// All phrases that a question may hold, with what each may mean; finds every phrase that begins at
// a place.
//
// A sorted array: the phrases with a given beginning are a range of it, and each character narrows
// the range by binary search. It needs no building but a sort, which is what counts when a process
// answers a single question; a character costs O(log phrases). The characters of all phrases lie
// in one string, and the first three of each also in its sort key.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dictum {

enum class MeaningKind : std::uint8_t {
    Entity,    // index: of the vocabulary's entities
    Relation,  // index: of the askable relations; its `asks` words
    Support,   // likewise; words that go with it but do not name it
    Topic,     // likewise; the whole of what it is about
    Question,  // index: of the question meanings
    Function,
    Present,    // `now`, `currently`
    Whole,      // may not be taken apart into function words
    Decisive,   // changes what is asked: never taken lightly
    Noun,       // index: of the lexicon's noun types
    Role,       // index: of the lexicon's roles
    Joining,    // and, or
    Each,       // each of several names by itself
    Light,      // everyday words that say little of what is asked; index: kLightNoun or none
    Head,       // before what a relation is about, in a suggested question
    Except,     // all but the name beside it; index: kExceptBefore or kExceptBehind
    Operation,  // index: of the operations
    Condition,
    Consistency,
    Synonym,  // index: of the lexicon's groups of synonyms
    Counter,
    Numeral,  // index: its value
    Unit,     // index: UnitId
    Scale,    // index: of the unit table's scale words
};

struct Meaning {
    MeaningKind kind = MeaningKind::Function;
    std::uint8_t weight = 0;  // Relation, Support: how much a character of the word tells
    std::uint32_t index = 0;
    auto operator<=>(const Meaning&) const = default;
};

class PhraseTable {
  public:
    struct Entry {
        std::uint64_t key = 0;    // the first three characters
        std::uint32_t begin = 0;  // in the characters of all phrases
        std::uint32_t size = 0;
        Meaning meaning;
    };

    void add(std::u32string_view phrase, Meaning meaning) {
        if (phrase.empty()) return;
        entries_.push_back({key_of(phrase), static_cast<std::uint32_t>(characters_.size()),
                            static_cast<std::uint32_t>(phrase.size()), meaning});
        characters_ += phrase;
    }

    // Requires: called once, after the last `add`.
    void sort() {
        const auto same = [this](const Entry& a, const Entry& b) {
            return a.key == b.key && a.meaning == b.meaning && text(a) == text(b);
        };
        sort_by_key();
        for (auto it = entries_.begin(); it != entries_.end();) {
            const auto end = std::find_if(it + 1, entries_.end(),
                                          [it](const Entry& e) { return e.key != it->key; });
            if (end - it > 1)
                std::sort(it, end, [this](const Entry& a, const Entry& b) { return before(a, b); });
            it = end;
        }
        entries_.erase(std::unique(entries_.begin(), entries_.end(), same), entries_.end());
    }

    // visit(std::span<Entry>) for the meanings of each phrase. Requires: sorted.
    template <class Visit>
    void each_phrase(Visit visit) {
        for (std::size_t i = 0; i < entries_.size();) {
            std::size_t end = i + 1;
            while (end < entries_.size() && entries_[end].key == entries_[i].key &&
                   text(entries_[end]) == text(entries_[i]))
                ++end;
            visit(std::span(entries_).subspan(i, end - i));
            i = end;
        }
    }

    // visit(length, meaning) for each phrase that `question` has at `at`, shortest first.
    template <class Visit>
    void at(std::u32string_view question, std::size_t at, Visit visit) const {
        auto begin = entries_.begin();
        auto end = entries_.end();
        for (std::size_t depth = 0; at + depth < question.size() && begin != end; ++depth) {
            const auto low = [this, depth](const Entry& entry, char32_t value) {
                return entry.size <= depth || characters_[entry.begin + depth] < value;
            };
            const auto high = [this, depth](char32_t value, const Entry& entry) {
                return entry.size > depth && value < characters_[entry.begin + depth];
            };
            begin = std::lower_bound(begin, end, question[at + depth], low);
            end = std::upper_bound(begin, end, question[at + depth], high);
            for (auto it = begin; it != end && it->size == depth + 1; ++it)
                visit(depth + 1, it->meaning);
        }
    }

    std::size_t size() const { return entries_.size(); }

  private:
    static std::uint64_t key_of(std::u32string_view phrase) {
        constexpr int kBits = 21;  // of a code point
        std::uint64_t key = 0;
        for (std::size_t i = 0; i < 3; ++i)
            key = key << kBits | (i < phrase.size() ? phrase[i] : 0U);
        return key;
    }
    std::u32string_view text(const Entry& entry) const {
        return std::u32string_view(characters_).substr(entry.begin, entry.size);
    }
    // Keys apart from what they belong to: half as much to move, and nothing to look up.
    void sort_by_key() {
        std::vector<std::pair<std::uint64_t, std::uint32_t>> order;
        order.reserve(entries_.size());
        for (const Entry& entry : entries_)
            order.emplace_back(entry.key, static_cast<std::uint32_t>(order.size()));
        std::sort(order.begin(), order.end());
        std::vector<Entry> sorted;
        sorted.reserve(entries_.size());
        for (const auto& [key, index] : order) sorted.push_back(entries_[index]);
        entries_ = std::move(sorted);
    }
    // Requires: of one key.
    bool before(const Entry& a, const Entry& b) const {
        const int order = text(a).compare(text(b));
        return order != 0 ? order < 0 : a.meaning < b.meaning;
    }

    std::u32string characters_;
    std::vector<Entry> entries_;
};

}  // namespace dictum
