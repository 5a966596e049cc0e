// What a transcript may be taken to claim: for a person to accept, change or leave.
//
//   qa-8  "国产芯片的价格在120万到140万元之间"
//         figure 1200000..1400000 CNY, subject 国产芯片, relation price, modality stated
//   qa-6  "If prices fall under $1.60, it could be twice that."    a condition
//
// Each has the exact quote it comes from. Subject and relation are guesses, the figure is read.
// Nothing is decided here, and nothing is left out for being unlikely.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kb/ingest/figures.h"
#include "kb/ingest/terms.h"
#include "kb/ingest/transcript.h"

namespace dictum {

struct Candidate {
    enum class Kind : std::uint8_t { Figure, Condition };
    Kind kind = Kind::Figure;
    std::size_t turn = 0;      // index into the transcript's turns
    std::string_view quote;    // in the transcript: the sentence
    std::string_view said;     // of a figure: its own words; of a condition: the condition
    std::string_view follows;  // of a condition: what follows from it
    Figure figure;
    std::string_view subject;             // empty: the text names none
    std::optional<std::size_t> relation;  // index into the patterns' relations
    Modality modality = Modality::Stated;
    bool asked = false;  // stands in a question, so nobody states it
};

struct Candidates {
    std::vector<Candidate> claims;              // in the order of the text
    std::vector<TermCounts::Counted> entities;  // named twice or more, the most frequent first
};

// The transcript must outlive the candidates.
Candidates find_candidates(const Transcript& transcript, const CompiledPatterns& patterns);

}  // namespace dictum
