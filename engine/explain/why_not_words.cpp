#include "engine/explain/why_not_words.h"

namespace dictum {
namespace {

void add_quantity(const Result<Interval>& interval, Values& values, std::vector<Word>& words) {
    if (interval) words.push_back(values.quantity(*interval));
}

}  // namespace

void add_beside(Word word, const Type& type, Values& values, const UnitTable& units,
                std::vector<Word>& words) {
    words.push_back(word);
    switch (type.base) {
        case BaseType::Number:
        case BaseType::Unsigned:
        case BaseType::Date:
            words.push_back(word - 1);
            words.push_back(word + 1);
            break;
        case BaseType::Float:
            words.push_back(word_of(as_float(word) - 1));
            words.push_back(word_of(as_float(word) + 1));
            break;
        case BaseType::Quantity: {
            const Interval held = values.interval(word);
            const Interval one = Interval::point(units[type.unit].factor);
            if (held.lo) {
                const Interval lo = Interval::point(*held.lo);
                add_quantity(lo, values, words);
                add_quantity(subtract(lo, one), values, words);
            }
            if (held.hi) {
                const Interval hi = Interval::point(*held.hi);
                add_quantity(hi, values, words);
                add_quantity(add(hi, one), values, words);
            }
            break;
        }
        case BaseType::Bool:
            words.push_back(word ^ 1);
            break;
        default:
            break;
    }
}

void add_usual(const Type& type, Values& values, const UnitTable& units, std::vector<Word>& words) {
    switch (type.base) {
        case BaseType::Number:
            for (const std::int64_t number : {0, 1, 2, 3, -1, 10}) words.push_back(word_of(number));
            break;
        case BaseType::Unsigned:
            for (const Word number : {0U, 1U, 2U, 3U, 10U}) words.push_back(number);
            break;
        case BaseType::Float:
            for (const double number : {0.0, 1.0, 2.0, 0.5}) words.push_back(word_of(number));
            break;
        case BaseType::Bool:
            words.push_back(1);
            words.push_back(0);
            break;
        case BaseType::Ratio:
            for (const char* text : {"1:1", "2:1"}) {
                const auto ratio = Ratio::parse(text);
                if (ratio) words.push_back(values.ratio(*ratio));
            }
            break;
        case BaseType::Quantity:
            for (const char* text : {"1", "2", "5", "10", "100", "0"}) {
                const auto number = Decimal::parse(text);
                if (!number) continue;
                add_quantity(
                    multiply(Interval::point(*number), Interval::point(units[type.unit].factor)),
                    values, words);
            }
            break;
        case BaseType::Date:
            words.push_back(word_of(Date{}));
            break;
        case BaseType::Symbol:
        case BaseType::Record:
            break;
    }
}

}  // namespace dictum
