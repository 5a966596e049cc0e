// A question in Chinese or English -> a goal, or an honest refusal.
//
// The question is normalised (NFKC, case) and read in one pass into spans: entity names, words of
// relations (`asks`), question and function words of the language (words/*.toml), numbers with
// units. Each relation with a word in the question is a candidate: entities fill its columns
// by type, the rest of its columns is asked for or left free. The candidate that covers most of
// the question wins, and anything that it leaves unexplained makes the reader refuse: what is not
// understood is never answered. Linear in the question; at most kQuestionBytesMax are read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ask/spelling.h"
#include "engine/check/program.h"
#include "engine/value/vocabulary.h"
#include "kb/knowledge.h"

namespace dictum {

constexpr std::size_t kQuestionBytesMax = 10'000;

enum class ReadingOutcome : std::uint8_t { Read, Unexplained, Ambiguous, NoRelation, TooLong };

// What decides a yes/no question (verdict.h): goals as rule text.
struct Whether {
    std::string yes;
    std::vector<std::string> no;  // any of them; none: nothing could say no
};

// Several things that one column of the goal is confined to: each is asked about.
struct AskedEach {
    std::string column;
    std::vector<std::string> ids;
};

struct Reading {
    ReadingOutcome outcome = ReadingOutcome::NoRelation;
    std::string language;                  // "zh" or "en"
    std::string goal;                      // rule text, when Read
    std::string relation;                  // the relation asked about, when Read
    std::vector<std::string> unexplained;  // as the question writes them
    bool words_known = false;              // each of these, but not together
    std::vector<std::string> readings;     // goals of equal standing, when Ambiguous
    std::optional<std::uint32_t> count;    // of answers, as the question has it
    std::vector<AskedEach> each;           // when Read
    std::optional<Whether> whether;        // what decides a yes/no question
    bool size_unsaid = false;              // of a condition with a size: only a direction is known
    std::vector<Reading> also;             // the second of two questions in one, when Read
    std::vector<Respelled> respelled;      // slips in names, and how they were taken
    std::vector<std::string> mentioned;    // words that were recognised: for passages
};

class QuestionReader {
  public:
    // All must outlive the reader. Errors: a word table that can't be compiled.
    static Result<QuestionReader> make(const Knowledge& knowledge, const Vocabulary& vocabulary,
                                       const CheckedProgram& program);
    ~QuestionReader();
    QuestionReader(QuestionReader&&) noexcept;

    Reading read(std::string_view question) const;
    // A question that leans on the one before it, made whole: the same with the names that it gives
    // (`and the A100?`), or about the same names; as it is where it can be read alone, or can't.
    std::string in_context(std::string_view previous, std::string_view question) const;
    // Questions about what was recognised that do have an answer: relations' own words with
    // entities of the right types, in the question's language.
    std::vector<std::string> suggestions(const Reading& reading, std::size_t count_max) const;

  private:
    struct Lexicon;
    Reading read_one(std::string_view question) const;
    // With slips in Latin names mended.
    std::optional<Reading> read_respelled(std::string_view question, const Reading& failed) const;
    // Two questions in one, each of them read; the second may lean on what the first names.
    std::optional<Reading> read_two(std::string_view question) const;
    std::optional<Reading> read_after(std::string_view first, std::string_view second) const;
    explicit QuestionReader(std::unique_ptr<Lexicon> lexicon);
    std::unique_ptr<Lexicon> lexicon_;
};

// "zh" when the text has at least as many Han characters as Latin words (an English question may
// quote a Chinese name), otherwise "en".
std::string language_of(std::string_view text);

}  // namespace dictum
