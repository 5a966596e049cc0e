// What a row is worth to a conflict policy or to a demand of strength: a question about its proofs,
// which the evaluator knows nothing of. engine/explain answers it (weigh.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/eval/model.h"

namespace dictum {

class Weigher {
  public:
    virtual ~Weigher() = default;
    // Requires of all: the relation's stratum is complete. Of its strongest proof.
    virtual Result<Strength> strength(const Model& model, RelationId relation, RowId row) const = 0;
    // A proof is as old as the oldest source it rests on, and a row as new as its newest proof;
    // nothing when it rests on no source.
    virtual Result<std::optional<Date>> date(const Model& model, RelationId relation,
                                             RowId row) const = 0;
    // The sources that the row's claims cite, or, of a derived row, those that its proofs rest on;
    // sorted, each once.
    virtual Result<std::vector<std::string>> sources(const Model& model, RelationId relation,
                                                     RowId row) const = 0;
};

}  // namespace dictum
