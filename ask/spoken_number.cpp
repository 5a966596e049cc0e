#include "ask/spoken_number.h"

#include "engine/value/date.h"
#include "engine/value/utf8.h"

namespace dictum {

namespace {

struct Digits {
    std::uint32_t end = 0;
    Decimal value;
    bool chinese = false;
};

constexpr std::uint32_t kDigitsMax = 40;

// 160, 1,600,000, 1.6
std::optional<Digits> arabic_at(const CanonicalText& text, std::uint32_t at) {
    std::string digits;
    std::uint32_t i = at;
    bool point = false;
    for (; i < text.size() && i - at < kDigitsMax; ++i) {
        const char32_t c = text.text[i];
        const bool more = i + 1 < text.size() && is_digit(text.text[i + 1]);
        if (is_digit(c)) {
            digits.push_back(static_cast<char>(c));
        } else if (c == U'.' && !point && more && i > at) {
            point = true;
            digits.push_back('.');
        } else if (!(c == U',' && more && i > at && !point)) {
            break;
        }
    }
    if (i == at) return std::nullopt;
    const auto value = Decimal::parse(digits);
    if (!value) return std::nullopt;
    return Digits{i, *value, false};
}

std::optional<std::int64_t> numeral(char32_t c) {
    constexpr std::u32string_view kNumerals = U"零一二三四五六七八九";
    if (c == U'〇') return 0;
    if (c == U'两') return 2;
    const std::size_t found = kNumerals.find(c);
    if (found == kNumerals.npos) return std::nullopt;
    return static_cast<std::int64_t>(found);
}

std::int64_t place(char32_t c) {
    switch (c) {
        case U'十':
            return 10;
        case U'百':
            return 100;
        case U'千':
            return 1000;
        default:
            return 0;
    }
}

// 百万, 千亿: a place before a scale word needs no numeral.
bool is_scaled(const CanonicalText& text, std::uint32_t at) {
    return at < text.size() && (text.text[at] == U'万' || text.text[at] == U'亿');
}

// 一百六十; 万 and 亿 are scale words behind it. Places that don't fall end the number.
std::optional<Digits> chinese_at(const CanonicalText& text, std::uint32_t at) {
    std::int64_t total = 0;
    std::int64_t digit = -1;
    std::int64_t last_place = 10'000;
    std::uint32_t i = at;
    for (; i < text.size() && i - at < kDigitsMax; ++i) {
        const char32_t c = text.text[i];
        if (const auto value = numeral(c)) {
            if (digit > 0) break;
            digit = *value;
        } else if (const std::int64_t here = place(c);
                   here > 0 && here < last_place &&
                   (digit > 0 || (i == at && (here == 10 || is_scaled(text, i + 1))))) {
            total += (digit > 0 ? digit : 1) * here;
            last_place = here;
            digit = -1;
        } else {
            break;
        }
    }
    if (i == at) return std::nullopt;
    return Digits{i, Decimal::from_integer(total + (digit > 0 ? digit : 0)), true};
}

std::optional<Digits> digits_at(const CanonicalText& text, std::uint32_t at) {
    if (at >= text.size()) return std::nullopt;
    return is_digit(text.text[at]) ? arabic_at(text, at) : chinese_at(text, at);
}

std::string ascii(const CanonicalText& text, std::uint32_t begin, std::uint32_t end) {
    std::string out;
    for (std::uint32_t i = begin; i < end; ++i) append_utf8(out, text.text[i]);
    return out;
}

std::optional<NumberSpan> date_at(const CanonicalText& text, std::uint32_t at) {
    constexpr std::uint32_t kIsoLength = 10;
    if (at + kIsoLength > text.size() || !text.is_boundary(at + kIsoLength)) return std::nullopt;
    const auto date = Date::parse(ascii(text, at, at + kIsoLength));
    if (!date) return std::nullopt;
    return NumberSpan{at + kIsoLength,
                      {NumberKind::Date, date->to_string(), {}, {}, at + kIsoLength}};
}

// 9:1, 9比1, 九比一
std::optional<NumberSpan> ratio_at(const CanonicalText& text, const Digits& first) {
    if (first.end >= text.size()) return std::nullopt;
    const char32_t sign = text.text[first.end];
    if (sign != U':' && sign != U'比') return std::nullopt;
    const auto second = digits_at(text, first.end + 1);
    if (!second || !text.is_boundary(second->end)) return std::nullopt;
    return NumberSpan{second->end,
                      {NumberKind::Ratio,
                       first.value.to_string() + ":" + second->value.to_string(),
                       {},
                       {},
                       second->end}};
}

std::uint32_t skip_space(const CanonicalText& text, std::uint32_t at) {
    return at + (text.is_space(at) ? 1U : 0U);
}

// 3, 三, three
std::optional<CountSpan> whole_number_at(const WordLexicon& lexicon, const CanonicalText& text,
                                         std::uint32_t at) {
    constexpr std::int64_t kCountMax = 1'000'000;
    if (const auto digits = digits_at(text, at)) {
        const auto whole = digits->value.to_integer();
        if (!whole || *whole < 1 || *whole > kCountMax) return std::nullopt;
        return CountSpan{digits->end, static_cast<std::uint32_t>(*whole)};
    }
    std::optional<CountSpan> found;
    lexicon.phrases.at(text.text, at, [&](std::size_t length, Meaning meaning) {
        const auto end = at + static_cast<std::uint32_t>(length);
        if (meaning.kind == MeaningKind::Numeral && text.is_boundary(end))
            found = CountSpan{end, meaning.index};
    });
    return found;
}

std::optional<Decimal> scaled(const Decimal& value, const Decimal& scale) {
    auto product = multiply(value, scale, Rounding::Down);
    if (!product) return std::nullopt;
    return *product;
}

}  // namespace

std::optional<CountSpan> count_at(const WordLexicon& lexicon, const CanonicalText& text,
                                  std::uint32_t at) {
    auto count = whole_number_at(lexicon, text, skip_space(text, at));
    if (!count) return std::nullopt;
    const bool latin = text.classes[count->end - 1] == CharClass::Letter;
    const std::uint32_t behind = skip_space(text, count->end);
    std::uint32_t end = latin && text.is_boundary(count->end) ? count->end : 0;
    lexicon.phrases.at(text.text, behind, [&](std::size_t length, Meaning meaning) {
        const auto counter_end = behind + static_cast<std::uint32_t>(length);
        if (meaning.kind == MeaningKind::Counter && text.is_boundary(counter_end))
            end = counter_end;
    });
    if (end == 0) return std::nullopt;
    count->end = end;
    return count;
}

std::optional<UnitSpan> unit_at(const WordLexicon& lexicon, const CanonicalText& text,
                                std::uint32_t at) {
    UnitSpan best;
    const UnitTable& units = lexicon.vocabulary->units;
    std::uint32_t here = skip_space(text, at);
    for (int scales = 0; scales < 4; ++scales) {
        std::uint32_t scale_end = 0;
        std::optional<Decimal> scale;
        std::uint32_t unit_end = 0;
        std::optional<UnitId> unit;
        lexicon.phrases.at(text.text, here, [&](std::size_t length, Meaning meaning) {
            const auto end = here + static_cast<std::uint32_t>(length);
            if (!text.is_boundary(end) && meaning.kind != MeaningKind::Scale) return;
            if (meaning.kind == MeaningKind::Unit) {
                unit_end = end;
                unit = id_at<UnitId>(meaning.index);
            } else if (meaning.kind == MeaningKind::Scale) {
                scale_end = end;
                scale = scaled(best.scale, units.scale_words()[meaning.index].factor);
            }
        });
        if (unit && unit_end >= scale_end) {
            best.end = unit_end;
            best.unit = unit;
            return best;
        }
        if (!scale) break;
        best.scale = *scale;
        best.end = text.is_boundary(scale_end) ? scale_end : best.end;
        here = skip_space(text, scale_end);
    }
    if (best.end == 0) return std::nullopt;
    return best;
}

namespace {

// 10m, 10m yuan: an m is no unit unless some unit is named so.
std::optional<UnitSpan> millions_at(const WordLexicon& lexicon, const CanonicalText& text,
                                    std::uint32_t at) {
    if (at >= text.size() || text.text[at] != U'm' || !text.is_boundary(at + 1))
        return std::nullopt;
    UnitSpan millions{at + 1, Decimal::from_integer(1'000'000), {}};
    const auto unit = unit_at(lexicon, text, at + 1);
    if (unit && unit->unit && unit->scale == Decimal::from_integer(1)) {
        millions.end = unit->end;
        millions.unit = unit->unit;
    }
    return millions;
}

// RMB 5 million, CNY 300: the unit of money before its number.
std::optional<NumberSpan> amount_at(const WordLexicon& lexicon, const CanonicalText& text,
                                    std::uint32_t at) {
    std::optional<NumberSpan> found;
    lexicon.phrases.at(text.text, at, [&](std::size_t length, Meaning meaning) {
        const auto end = at + static_cast<std::uint32_t>(length);
        if (meaning.kind != MeaningKind::Unit || found || !text.is_boundary(end)) return;
        const Unit& unit = lexicon.vocabulary->units[id_at<UnitId>(meaning.index)];
        const std::uint32_t number = skip_space(text, end);
        if (!lexicon.money || unit.measure != *lexicon.money || !digits_at(text, number)) return;
        found = number_at(lexicon, text, number);
        if (!found) return;
        const NumberKind kind = found->number.kind;
        if (kind != NumberKind::Plain && kind != NumberKind::Scaled) return found.reset();
        found->number.kind = NumberKind::Quantity;
        found->number.unit = id_at<UnitId>(meaning.index);
        found->number.measure = unit.measure;
    });
    return found;
}

// two, ten; a bare `one` stands for a thing.
std::optional<NumberSpan> numeral_word_at(const WordLexicon& lexicon, const CanonicalText& text,
                                          std::uint32_t at) {
    const auto number = whole_number_at(lexicon, text, at);
    if (!number || number->value < 2) return std::nullopt;
    return NumberSpan{number->end,
                      {NumberKind::Plain, std::to_string(number->value), {}, {}, number->end}};
}

}  // namespace

std::optional<NumberSpan> number_at(const WordLexicon& lexicon, const CanonicalText& text,
                                    std::uint32_t at) {
    if (auto date = date_at(text, at)) return date;
    const auto digits = digits_at(text, at);
    if (!digits) {
        if (auto amount = amount_at(lexicon, text, at)) return amount;
        return numeral_word_at(lexicon, text, at);
    }
    if (auto ratio = ratio_at(text, *digits)) return ratio;
    auto suffix = unit_at(lexicon, text, digits->end);
    if (!suffix) suffix = millions_at(lexicon, text, digits->end);
    if (!suffix) {
        if (digits->chinese || !text.is_boundary(digits->end)) return std::nullopt;
        return NumberSpan{digits->end,
                          {NumberKind::Plain, digits->value.to_string(), {}, {}, digits->end}};
    }
    const auto value = scaled(digits->value, suffix->scale);
    if (!value) return std::nullopt;
    SpokenNumber number{NumberKind::Scaled, value->to_string(), {}, {}, digits->end};
    if (suffix->unit) {
        number.kind = NumberKind::Quantity;
        number.unit = suffix->unit;
        number.measure = lexicon.vocabulary->units[*suffix->unit].measure;
    }
    return NumberSpan{suffix->end, std::move(number)};
}

}  // namespace dictum
