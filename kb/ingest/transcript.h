// The text of a call -> who asked what, who answered, and what was said besides.
//
//   Q：产能如何？A：20万片左右。          qa-1, the question and its answer
//   1. Revenue grew. 2. Costs fell.       p1, p2: numbered points before the first question
//   Helen Marsh - CEO / Good morning...   r1: said before the first question
//
// Labels with a colon, at the start of a line or inside it; speakers with a colon or on lines of
// their own; question lines without any mark; headings, notices of web pages, operators, time
// stamps and page numbers are told apart and belong to no turn. Who asks and who answers among
// speakers without a telling role is decided by who puts the questions.
//
// Two passes over the lines, linear. Nothing of an answer is dropped: what is not told apart
// belongs to the turn that is open.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.h"
#include "kb/ingest/compiled_patterns.h"

namespace dictum {

// Something said in one go: a stretch of the transcript's text.
struct Utterance {
    std::string speaker;  // empty: not named
    std::string text;
};

struct TranscriptTurn {
    enum class Kind : std::uint8_t { Point, Remark, Exchange };
    Kind kind = Kind::Exchange;
    std::string id;                    // p1, r1, qa-1
    std::string topic;                 // the heading above it
    std::vector<Utterance> questions;  // of an exchange
    std::vector<Utterance> answers;    // of an exchange; the text of points and remarks
};

struct Transcript {
    std::string title;  // empty: none found
    std::optional<Date> date;
    std::vector<TranscriptTurn> turns;
};

// Requires: `text` was cleaned (kb/ingest/clean_text.h).
Transcript read_transcript(std::string_view text, const CompiledPatterns& patterns);

// A question without the courtesies around it.
std::string bare_question(std::string_view text, const CompiledPatterns& patterns);

}  // namespace dictum
