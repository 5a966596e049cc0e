// One aggregate literal while its body is enumerated: the value, and what contributed to it.
//
//   n = sum p : { price(s, p), offered(s) }
//
// Rows of a disputed key are sides of one thing. Matches that differ only in rows of the same
// disputes are merged: the hull of their quantities enters, and a count counts them once. (Other
// types have no hull: each value enters.)
#pragma once

#include <span>
#include <vector>

#include "engine/eval/accumulator.h"
#include "engine/eval/contributors.h"
#include "engine/eval/model.h"
#include "engine/plan/plan.h"

namespace dictum {

class Aggregator {
  public:
    // An atom of the body: its relation, and that relation's disputes where it has any.
    struct Source {
        RelationId relation{};
        const Disputes* disputes = nullptr;
    };
    Aggregator(const AggregateOperator& aggregate, std::vector<Source> sources, Values& values,
               bool record);

    void begin();
    // Does `add` want the rows of a match?
    bool wants_rows() const { return record_ || any_disputes_; }
    // May matches be added many at a time?
    bool takes_many() const { return !wants_rows() && operands_ != BaseType::Quantity; }
    void add(const Word* targets, std::size_t count);
    // A match of the body; `rows`, one a source; `inner`: what aggregates in the body rest on.
    Status add(Word target, std::span<const RowId> rows, std::span<const TuplePremise> inner);
    Result<std::optional<Word>> finish();

    // After finish, when recording.
    std::vector<std::vector<TuplePremise>> contributors() const { return contributors_.listed(); }
    std::size_t matches() const { return matches_; }
    bool disputed() const { return disputed_; }
    void mark_disputed() { disputed_ = true; }

  private:
    struct Merged {
        Interval hull;
        std::size_t ordinal = 0;
        std::vector<TuplePremise> premises;
    };
    bool is_disputed(std::span<const RowId> rows) const;
    void merge(Word target, std::span<const RowId> rows, std::vector<TuplePremise> premises);
    Status contribute(Word target, std::vector<TuplePremise> premises);
    Status contribute(const Interval& target, std::size_t ordinal,
                      std::vector<TuplePremise> premises);
    std::vector<TuplePremise> premises(std::span<const RowId> rows,
                                       std::span<const TuplePremise> inner) const;

    AggregateKind kind_;
    BaseType operands_;
    std::vector<Source> sources_;
    Values& values_;
    bool record_;
    bool any_disputes_ = false;
    Accumulator accumulator_;
    Contributors contributors_;
    Tuples signatures_;           // of merged matches: a dispute's group or a row, by source
    std::vector<Merged> merged_;  // by row of `signatures_`
    std::vector<Word> signature_;
    std::size_t matches_ = 0;
    bool disputed_ = false;
};

}  // namespace dictum
