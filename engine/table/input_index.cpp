#include "engine/table/input_index.h"

#include <algorithm>

namespace dictum {
namespace {

constexpr std::size_t kDenseAlways = 4096;
constexpr std::size_t kDensePerWord = 64;

}  // namespace

InputIndex::InputIndex(Axis axis, KeyClasses classes)
    : axis_(std::move(axis)), classes_(std::move(classes)) {
    if (axis_.kind() != Axis::Kind::Discrete) return;
    Word last = 0;
    for (const auto& [word, key] : axis_.words()) last = std::max(last, word);
    if (last >= kDenseAlways + kDensePerWord * axis_.words().size()) return;
    dense_.assign(last + 2, classes_.of(Key{0}));
    for (const auto& [word, key] : axis_.words()) dense_[word] = classes_.of(key);
}

// A grid that is not in the nearest cache is asked for in steps, for all values at once.
template <class ToKey>
void InputIndex::classify_keys(const Word* values, std::size_t count, std::uint32_t* classes,
                               ToKey to_key) const {
    if (count > 1 && classes_.is_far()) {
        for (std::size_t i = 0; i < count; ++i) classes_.prefetch_grid(to_key(values[i]));
        for (std::size_t i = 0; i < count; ++i) classes_.prefetch_starts(to_key(values[i]));
    }
    for (std::size_t i = 0; i < count; ++i) classes[i] = classes_.of(to_key(values[i]));
}

void InputIndex::classify(const Word* values, std::size_t count, std::uint32_t* classes,
                          char* open) const {
    switch (axis_.kind()) {
        case Axis::Kind::Signed:
            return classify_keys(values, count, classes,
                                 [](Word word) { return Axis::signed_key(word); });
        case Axis::Kind::Unsigned:
            return classify_keys(values, count, classes, [](Word word) { return Key{word}; });
        case Axis::Kind::Discrete:
            if (dense_.empty()) break;
            for (std::size_t i = 0; i < count; ++i) {
                classes[i] = dense_[std::min<Word>(values[i], dense_.size() - 1)];
            }
            return;
        case Axis::Kind::Float:
            return classify_keys(values, count, classes,
                                 [](Word word) { return Axis::float_key(as_float(word)); });
        case Axis::Kind::Text:
        case Axis::Kind::Decimal:
            break;
    }
    for (std::size_t i = 0; i < count; ++i) {
        const ClassRange range = classes_.of(axis_.keys(values[i]));
        classes[i] = range.first;
        if (range.first != range.last) open[i] = 1;
    }
}

}  // namespace dictum
