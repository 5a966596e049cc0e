// IngestPatterns, compiled: one automaton for each list of patterns, one table for each of words.
//
// A list of patterns is matched in one pass (RE2::Set), however many it holds. Compiled once; then
// const and for use by one thread at a time.
#pragma once

#include <re2/re2.h>
#include <re2/set.h>

#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "engine/value/result.h"
#include "kb/ingest/patterns.h"

namespace dictum {

// Patterns in the order of their weight: the first that stands in a text counts.
class PatternList {
  public:
    static Result<PatternList> compile(const std::vector<std::string>& patterns,
                                       std::string_view what);
    std::optional<std::size_t> first(std::string_view text) const;

  private:
    std::unique_ptr<re2::RE2::Set> set_;
};

// Words, and the longest of them that stands at a place.
class WordTable {
  public:
    void add(std::string_view word, std::size_t meaning);
    struct Found {
        std::size_t length = 0;
        std::size_t meaning = 0;
    };
    // A word that ends in a Latin letter must end a word of the text.
    std::optional<Found> longest_at(std::string_view text, std::size_t at) const;
    // The longest that ends at `end`.
    std::optional<Found> longest_before(std::string_view text, std::size_t end) const;

  private:
    static std::uint32_t start_of(std::string_view word);
    std::unordered_map<std::uint32_t, std::vector<std::pair<std::string, std::size_t>>> by_start_;
    std::vector<std::pair<std::string, std::size_t>> all_;
};

struct CompiledPatterns {
    static Result<CompiledPatterns> compile(IngestPatterns patterns);

    IngestPatterns source;
    std::unique_ptr<RE2> asker_role, answerer_role, operator_role, asker_list, answerer_list;
    std::unique_ptr<RE2> heading, notice, courtesy, asking, not_a_title;
    std::unique_ptr<RE2> not_before, not_behind, joint, from, conditional;
    PatternList before, behind, hedges, relations;
    WordTable units;   // meaning: index into source.units
    WordTable signs;   // index into source.signs
    WordTable labels;  // 0: asks, 1: answers
    WordTable stop_words;
    std::unordered_set<std::string> idle_nouns;
};

bool found(const RE2& pattern, std::string_view text);

}  // namespace dictum
