#include "engine/eval/chosen_keys.h"

namespace dictum {
namespace {

std::vector<Word> key_of(std::span<const std::uint32_t> columns, std::span<const Word> tuple) {
    std::vector<Word> key;
    key.reserve(columns.size());
    for (const std::uint32_t column : columns) key.push_back(tuple[column]);
    return key;
}

}  // namespace

bool ChosenKeys::take(Choices choices, std::span<const Word> tuple) {
    while (keys_.size() < choices.size()) keys_.emplace_back(choices[keys_.size()].size());
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (keys_[i].find(key_of(choices[i], tuple))) return false;
    }
    for (std::size_t i = 0; i < choices.size(); ++i) keys_[i].insert(key_of(choices[i], tuple));
    return true;
}

std::size_t ChosenKeys::bytes() const {
    std::size_t total = 0;
    for (const Tuples& keys : keys_) total += keys.bytes();
    return total;
}

}  // namespace dictum
