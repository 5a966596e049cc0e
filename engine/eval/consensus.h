// What the rows of one key agree on.
//
//   120..140 (call a)   130..150 (call b)   200 (call c)      130..140, by two voices against one
//
// A claim's source is a voice, and two claims of one source are one. A derived row is one voice
// more when none of the sources it rests on has spoken yet. Wanted is the point that most voices
// hold; the agreement is the intersection of the rows that hold it. Where points tie, or one voice
// is all there is, nobody agrees with anybody: each of the rows stands as it is, and what conflicts
// stays a dispute.
//
// Some point of the best kind lies where an interval begins, so only these are tried, column by
// column: O(rows to the power of quantities).
#pragma once

#include <string>
#include <vector>

#include "engine/check/program.h"
#include "engine/eval/meter.h"
#include "engine/eval/tuples.h"

namespace dictum {

struct Opinion {
    RowId row{};
    bool given = false;                // by claims or data, not derived
    std::vector<std::string> sources;  // sorted, each once
};

struct Agreement {
    std::vector<Word> tuple;
    std::vector<std::size_t> opinions;  // indexes, ascending
};

struct Deliberation {
    const Relation& relation;
    const Tuples& tuples;
    const std::vector<std::uint32_t>& columns;  // outside the key
    Meter& meter;
    Values& values;
};

// At least one agreement for at least one opinion.
Result<std::vector<Agreement>> consensus(const Deliberation& about,
                                         const std::vector<Opinion>& opinions);

}  // namespace dictum
