// What rows are worth to a conflict policy or to a demand of strength: questions about their
// proofs, which the evaluator knows nothing of. engine/explain answers them (weigh.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/eval/model.h"

namespace dictum {

class Weigher {
  public:
    virtual ~Weigher() = default;
    // Requires of all: the relation's stratum is complete. Answers are by row.
    // Of the strongest proof.
    virtual Result<std::vector<Strength>> strengths(const Model& model,
                                                    RelationId relation) const = 0;
    // A proof is as old as the oldest source that its claims and rules cite, and a row as new as
    // its newest proof; nothing when it rests on no source.
    virtual Result<std::vector<std::optional<Date>>> dates(const Model& model,
                                                           RelationId relation) const = 0;
    // The sources that the row's claims cite, or, of a derived row, those that its proofs rest on;
    // sorted, each once.
    virtual Result<std::vector<std::string>> sources(const Model& model, RelationId relation,
                                                     RowId row) const = 0;
};

}  // namespace dictum
