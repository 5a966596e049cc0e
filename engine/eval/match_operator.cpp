// Scan, probe and look-up of positive atoms, and the anti-join of negated ones.
//
//   probe edge(y, z) on 0      for each row of edge whose column 0 holds y: z = its column 1
#include "engine/eval/executor.h"

namespace dictum {

bool Executor::enter(const MatchOperator& match, Cursor& cursor) {
    const RelationState& relation = *cursor.relation;
    const RowId from = match.version == Version::Delta ? relation.delta_begin : RowId{};
    cursor.to = match.version == Version::Old ? relation.delta_begin : relation.delta_end;
    if (!keys_of(match.keys, key_)) return false;
    return next_match(match, cursor, relation.tuples.first(cursor.access, key_, from, cursor.to));
}

bool Executor::next_match(const MatchOperator& match, Cursor& cursor, RowId row) {
    const Tuples& tuples = cursor.relation->tuples;
    while (row != Tuples::kNoRow) {
        if (take_row(match, tuples[row])) {
            cursor.row = row;
            return !error_;
        }
        if (error_ || !step()) return false;
        row = tuples.next(cursor.access, row, cursor.to);
    }
    return false;
}

bool Executor::take_row(const MatchOperator& match, std::span<const Word> row) {
    for (const MatchOperator::Bind& bound : match.binds) slots_[bound.slot] = row[bound.column];
    for (const MatchOperator::Check& check : match.checks) {
        Word word = 0;
        if (!load(check.equals, word) || word != row[check.column]) return false;
    }
    return true;
}

bool Executor::enter(const AntiJoinOperator& absence, Cursor& cursor) {
    if (!keys_of(absence.keys, key_)) return false;
    const RelationState& relation = *cursor.relation;
    return relation.tuples.first(cursor.access, key_, RowId{}, relation.delta_end) ==
           Tuples::kNoRow;
}

}  // namespace dictum
