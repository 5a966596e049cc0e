#include "ask/per_unit.h"

#include <algorithm>

namespace dictum {

namespace {

constexpr std::size_t kBetweenMax = 24;  // characters from `each` to what is counted

// The words for what the column's values are of: `card`, 张 of yuan a card.
std::vector<std::u32string> divisor_words(const UnitTable& units, const Type& type) {
    std::vector<std::u32string> words;
    if (type.base != BaseType::Quantity) return words;
    const std::string& divisor = units[type.unit].divisor_name;
    if (divisor.empty()) return words;
    words.push_back(canonical_phrase(divisor));
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[id_at<UnitId>(i)];
        const bool named = unit.name == divisor || std::find(unit.names.begin(), unit.names.end(),
                                                             divisor) != unit.names.end();
        if (!named) continue;
        for (const std::string& name : unit.names) words.push_back(canonical_phrase(name));
    }
    return words;
}

bool stands_at(const CanonicalText& text, std::size_t at, std::u32string_view word) {
    return text.text.compare(at, word.size(), word) == 0 && text.is_boundary(at) &&
           text.is_boundary(at + word.size());
}

bool counts_behind(const CanonicalText& text, std::size_t at,
                   const std::vector<std::u32string>& things) {
    const std::size_t end = std::min(text.size(), at + kBetweenMax);
    for (; at < end && text.classes[at] != CharClass::Punctuation; ++at)
        for (const std::u32string& thing : things)
            if (stands_at(text, at, thing)) return true;
    return false;
}

}  // namespace

bool asks_for_each(const WordLexicon& lexicon, const AskableRelation& relation,
                   const QuestionSpans& spans) {
    const UnitTable& units = lexicon.vocabulary->units;
    for (const AskableColumn& column : relation.columns) {
        const std::vector<std::u32string> things = divisor_words(units, column.type);
        if (things.empty()) continue;
        for (std::size_t at = 0; at < spans.text.size(); ++at)
            for (const std::u32string& each : lexicon.each_words)
                if (stands_at(spans.text, at, each) &&
                    counts_behind(spans.text, at + each.size(), things))
                    return true;
    }
    return false;
}

}  // namespace dictum
