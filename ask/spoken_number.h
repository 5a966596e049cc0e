// Numbers as questions write them: 160万, 一百六十万, 1.6 million RMB, 10%, 9:1, 9比1, 2024-02-27.
#pragma once

#include <optional>

#include "ask/question_spans.h"

namespace dictum {

struct NumberSpan {
    std::uint32_t end = 0;
    SpokenNumber number;
};

// The longest number that begins at `at`, with its scale words and unit. A Chinese numeral counts
// only with a unit or scale behind it, or as a side of a ratio: 一 alone is a word like others.
std::optional<NumberSpan> number_at(const WordLexicon& lexicon, const CanonicalText& text,
                                    std::uint32_t at);

// A whole number and the counter behind it, of things that are not measured: 三种, three kinds of.
struct CountSpan {
    std::uint32_t end = 0;
    std::uint32_t value = 0;
};
std::optional<CountSpan> count_at(const WordLexicon& lexicon, const CanonicalText& text,
                                  std::uint32_t at);

// The longest unit, with scale words before it, that begins at `at`: 万元, million RMB.
struct UnitSpan {
    std::uint32_t end = 0;
    Decimal scale = Decimal::from_integer(1);
    std::optional<UnitId> unit;
};
std::optional<UnitSpan> unit_at(const WordLexicon& lexicon, const CanonicalText& text,
                                std::uint32_t at);

}  // namespace dictum
