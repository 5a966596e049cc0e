// Scan, probe and look-up of positive atoms, and the anti-join of negated ones.
//
//   probe edge(y, z) on 0      for each row of edge whose column 0 holds y: z = its column 1
#include <algorithm>
#include <numeric>

#include "engine/eval/pipeline.h"

namespace dictum {
namespace {

// Those of the rows that are visible.
RowIndex::Rows visible(RowIndex::Rows rows, const Run::Access& access) {
    const auto from = static_cast<std::uint32_t>(access.from);
    const auto to = static_cast<std::uint32_t>(access.to);
    if (!rows.empty() && rows.back() >= to) {
        rows =
            rows.first(static_cast<std::size_t>(std::ranges::lower_bound(rows, to) - rows.begin()));
    }
    if (!rows.empty() && rows.front() < from) {
        rows = rows.subspan(
            static_cast<std::size_t>(std::ranges::lower_bound(rows, from) - rows.begin()));
    }
    return rows;
}

bool is_visible(RowId row, const Run::Access& access) {
    return row != Tuples::kNoRow && row >= access.from && row < access.to;
}

}  // namespace

// ---- generators ----------------------------------------------------------------------------

// The stage before has a new batch.
void Pipeline::enter(std::size_t index) {
    Stage& stage = stages_[index];
    Stage& from = stages_[index - 1];
    stage.parent = 0;
    if (stage.counts) return enter_range(stage, from);
    const auto& match = std::get<MatchOperator>(run_.plan.operators[stage.generator].node);
    const Run::Access& access = run_.access[stage.generator];
    stage.row = static_cast<std::uint32_t>(access.from);
    stage.at = nullptr;
    stage.end = nullptr;
    if (access.index == nullptr) return;
    stage.takes_values = access.index->has_values() && capacity_ > 1 && match.checks.empty() &&
                         stage.binds.size() <= 1;
    stage.found.assign(from.count, {});
    if (!keys_of(match.keys, from)) return;
    const RowStore& store = access.relation->tuples.store();
    access.index->find(store, keys_, from.count, stage.found.data());
    const bool sees_all =
        index_of(access.from) == 0 && index_of(access.to) == access.index->covered();
    if (sees_all) return;
    for (RowIndex::Rows& rows : stage.found) rows = visible(rows, access);
}

// False: the stage before has no rows left.
bool Pipeline::fill(std::size_t index) {
    Stage& stage = stages_[index];
    const Stage& from = stages_[index - 1];
    if (stage.counts) return fill_range(stage, from);
    const bool probes = run_.access[stage.generator].index != nullptr;
    stage.count = probes ? probe(stage, from) : scan(stage, from);
    if (!run_.step(stage.count + 1) || stage.count == 0) return false;
    take_rows(stage, from);
    return !run_.error;
}

std::size_t Pipeline::scan(Stage& stage, const Stage& from) {
    const Run::Access& access = run_.access[stage.generator];
    const auto end = static_cast<std::uint32_t>(access.to);
    if (access.from >= access.to) return 0;
    std::size_t count = 0;
    while (count < capacity_ && stage.parent < from.count) {
        const std::size_t part = std::min<std::size_t>(capacity_ - count, end - stage.row);
        std::iota(rows_.data() + count, rows_.data() + count + part, stage.row);
        std::fill_n(parents_.data() + count, part, static_cast<std::uint32_t>(stage.parent));
        count += part;
        stage.row += static_cast<std::uint32_t>(part);
        if (stage.row < end) break;
        stage.row = static_cast<std::uint32_t>(access.from);
        ++stage.parent;
    }
    return count;
}

std::size_t Pipeline::probe(Stage& stage, const Stage& from) {
    const RowIndex& index = *run_.access[stage.generator].index;
    Word* const words =
        stage.takes_values && !stage.binds.empty() ? stage.columns[stage.binds[0].slot] : nullptr;
    std::size_t count = 0;
    for (;;) {
        const auto left = static_cast<std::size_t>(stage.end - stage.at);
        const std::size_t part = std::min(capacity_ - count, left);
        const auto parent = static_cast<std::uint32_t>(stage.parent - 1);
        if (words != nullptr && part > 0) {
            const std::uint32_t* const values = index.values_of(stage.at);
            for (std::size_t i = 0; i < part; ++i) words[count + i] = values[i];
        } else {
            std::copy_n(stage.at, part, rows_.data() + count);
        }
        for (std::size_t i = 0; i < part; ++i) parents_[count + i] = parent;
        count += part;
        stage.at += part;
        if (part < left || stage.parent == from.count) return count;
        const RowIndex::Rows rows = stage.found[stage.parent++];
        stage.at = rows.data();
        stage.end = rows.data() + rows.size();
    }
}

// Makes bindings of the rows that were found.
void Pipeline::take_rows(Stage& stage, const Stage& from) {
    const auto& match = std::get<MatchOperator>(run_.plan.operators[stage.generator].node);
    const RowStore& store = run_.access[stage.generator].relation->tuples.store();
    const std::size_t count = stage.count;
    carry(stage, from);
    const bool in_a_row = run_.access[stage.generator].index == nullptr &&
                          std::size_t{rows_[count - 1]} == rows_[0] + count - 1;
    for (const MatchOperator::Bind& bound : stage.binds) {
        if (stage.takes_values) continue;
        if (in_a_row) {
            store.copy(bound.column, rows_[0], count, stage.columns[bound.slot]);
        } else {
            store.gather(bound.column, rows_.data(), count, stage.columns[bound.slot]);
        }
    }
    if (capacity_ == 1) run_.row_of[stage.generator] = RowId{rows_[0]};
    if (!match.checks.empty()) check_rows(match, stage);
}

// What the stages behind still read of the bindings that were extended.
void Pipeline::carry(Stage& stage, const Stage& from) {
    const std::size_t count = stage.count;
    const bool one_parent = parents_[0] == parents_[count - 1];
    for (const std::uint32_t slot : stage.carried) {
        const Word* const column = from.columns[slot];
        Word* const out = stage.columns[slot];
        if (one_parent) {
            std::fill_n(out, count, column[parents_[0]]);
            continue;
        }
        for (std::size_t i = 0; i < count; ++i) out[i] = column[parents_[i]];
    }
}

void Pipeline::check_rows(const MatchOperator& match, Stage& stage) {
    const RowStore& store = run_.access[stage.generator].relation->tuples.store();
    passes_.assign(stage.count, 1);
    for (const MatchOperator::Check& check : match.checks) {
        const Word* const wanted = values(check.equals, stage, 0);
        if (wanted == nullptr) {
            stage.count = 0;
            return;
        }
        Word* const held = scratch_column(1);
        store.gather(check.column, rows_.data(), stage.count, held);
        for (std::size_t i = 0; i < stage.count; ++i) {
            passes_[i] = passes_[i] && held[i] == wanted[i];
        }
    }
    select(stage.kept, stage, [&](std::size_t i) { return passes_[i] != 0; });
}

// ---- in place ------------------------------------------------------------------------------

bool Pipeline::apply(const MatchOperator& match, const Filter& filter, Stage& stage) {
    const Run::Access& access = run_.access[filter.position];
    const Tuples& tuples = access.relation->tuples;
    if (!keys_of(match.keys, stage)) return discard_all(stage);
    if (match.exists) return apply_exists(match, filter, stage);
    if (capacity_ > 1 && access.sees_all()) {
        bool held[kBatch];
        if (filter.marked) {
            filter.marked->has(tuples, keys_, stage.count, held);
        } else {
            tuples.has(keys_, stage.count, held);
        }
        select(filter.kept, stage, [&](std::size_t i) { return held[i]; });
        return true;
    }
    RowId rows[kBatch];
    tuples.find(keys_, stage.count, rows);
    run_.row_of[filter.position] = rows[0];
    select(filter.kept, stage, [&](std::size_t i) { return is_visible(rows[i], access); });
    return true;
}

bool Pipeline::apply_exists(const MatchOperator& match, const Filter& filter, Stage& stage) {
    const Run::Access& access = run_.access[filter.position];
    std::vector<RowIndex::Rows> found(stage.count);
    if (access.index != nullptr) {
        access.index->find(access.relation->tuples.store(), keys_, stage.count, found.data());
    }
    RowId row = Tuples::kNoRow;
    std::uint64_t visited = 0;
    select(filter.kept, stage, [&](std::size_t i) {
        row = first_row(match, access, visible(found[i], access), stage, i, visited);
        return row != Tuples::kNoRow;
    });
    if (capacity_ == 1 && stage.count > 0) {
        run_.row_of[filter.position] = row;
        for (const MatchOperator::Bind& bound : match.binds) {
            *stage.columns[bound.slot] = access.relation->tuples[row][bound.column];
        }
    }
    return run_.step(visited);
}

// The first row that passes the checks: of `rows`, or of all that are visible.
RowId Pipeline::first_row(const MatchOperator& match, const Run::Access& access,
                          RowIndex::Rows rows, const Stage& stage, std::size_t binding,
                          std::uint64_t& visited) const {
    const RowStore& store = access.relation->tuples.store();
    const std::size_t first = index_of(access.from);
    const std::size_t count = access.index ? rows.size() : index_of(access.to) - first;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t row = access.index ? rows[i] : first + i;
        ++visited;
        const bool passes = std::ranges::all_of(match.checks, [&](const auto& check) {
            Word wanted = check.equals.constant;
            if (check.equals.kind == Operand::Kind::Slot) {
                const auto own =
                    std::ranges::find(match.binds, check.equals.index, &MatchOperator::Bind::slot);
                wanted = own == match.binds.end() ? stage.columns[check.equals.index][binding]
                                                  : store.word(row, own->column);
            }
            return store.word(row, check.column) == wanted;
        });
        if (passes) return id_at<RowId>(row);
    }
    return Tuples::kNoRow;
}

bool Pipeline::apply(const AntiJoinOperator& absence, const Filter& filter, Stage& stage) {
    const Run::Access& access = run_.access[filter.position];
    const Tuples& tuples = access.relation->tuples;
    if (!keys_of(absence.keys, stage)) return discard_all(stage);
    if (absence.columns.empty()) {
        if (access.from < access.to) stage.count = 0;
        return true;
    }
    if (access.index == nullptr) {
        RowId rows[kBatch];
        bool held[kBatch];
        if (access.sees_all()) {
            tuples.has(keys_, stage.count, held);
        } else {
            tuples.find(keys_, stage.count, rows);
            for (std::size_t i = 0; i < stage.count; ++i) held[i] = is_visible(rows[i], access);
        }
        select(filter.kept, stage, [&](std::size_t i) { return !held[i]; });
        return true;
    }
    std::vector<RowIndex::Rows> found(stage.count);
    access.index->find(tuples.store(), keys_, stage.count, found.data());
    select(filter.kept, stage, [&](std::size_t i) { return visible(found[i], access).empty(); });
    return true;
}

}  // namespace dictum
