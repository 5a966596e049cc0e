#include "engine/table/decision_table.h"

#include <algorithm>
#include <array>

namespace dictum {
namespace {

constexpr std::size_t kBlock = 256;
constexpr std::size_t kInputsOnStack = 32;

}  // namespace

// ---- arguments -----------------------------------------------------------------------------

TableArgument DecisionTable::missing(std::uint32_t input) const {
    TableArgument argument;
    argument.classes = {0, inputs_[input].classes().size() - 1};
    return argument;
}

TableArgument DecisionTable::argument(std::uint32_t input, Word word) const {
    const InputIndex& index = inputs_[input];
    const KeyRange keys = index.axis().keys(word);
    return {true, word, keys, index.classes().of(keys)};
}

TableArgument DecisionTable::argument(std::uint32_t input, const Interval& quantity) const {
    const InputIndex& index = inputs_[input];
    const KeyRange keys = index.axis().keys(quantity);
    return {true, 0, keys, index.classes().of(keys)};
}

TableArgument DecisionTable::argument(std::uint32_t input, std::string_view symbol) const {
    const InputIndex& index = inputs_[input];
    const KeyRange keys = index.axis().keys(symbol);
    return {true, 0, keys, index.classes().of(keys)};
}

// ---- which row -----------------------------------------------------------------------------

TableHit DecisionTable::hit_of(const std::uint32_t* classes, std::size_t stride) const {
    const Matcher::Leaf leaf = matcher_->leaf_of(classes, stride);
    if (matcher_->nodes() > 0) Matcher::prefetch(leaf);
    return hit_in(leaf, classes, stride);
}

TableHit DecisionTable::hit_in(Matcher::Leaf leaf, const std::uint32_t* classes,
                               std::size_t stride) const {
    TableHit hit;
    if (!leaf.exact()) {
        hit.kind = TableHit::Kind::Open;
        return hit;
    }
    const bool unique = table_.hit == HitPolicy::Unique;
    const bool any = table_.hit == HitPolicy::Any;
    std::uint32_t first = 0;
    matcher_->visit(leaf, classes, stride, [&](std::uint32_t row) {
        if (hit.kind == TableHit::Kind::None) {
            first = row;
            hit.kind = TableHit::Kind::Row;
            hit.row = row_at(row);
            return unique || any;
        }
        if (any && matcher_->outcome(row) == matcher_->outcome(first)) return true;
        hit.kind = TableHit::Kind::Conflict;
        hit.other = row_at(row);
        return false;
    });
    // Whether two outcomes that are calculated differ is not known here.
    if (any && hit.kind == TableHit::Kind::Conflict) hit.kind = TableHit::Kind::Open;
    return hit;
}

TableHit DecisionTable::hit(std::span<const Word> words) const {
    std::array<std::uint32_t, kInputsOnStack> few;
    std::vector<std::uint32_t> many;
    std::uint32_t* classes = few.data();
    if (inputs_.size() > kInputsOnStack) {
        many.resize(inputs_.size());
        classes = many.data();
    }
    char open = 0;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
        inputs_[i].classify(&words[i], 1, &classes[i], &open);
    }
    if (open != 0) return {TableHit::Kind::Open, 0, 0};
    return hit_of(classes, 1);
}

void DecisionTable::hits(std::span<const Word* const> columns, std::size_t count,
                         TableHit* hits) const {
    std::vector<std::uint32_t> classes(inputs_.size() * kBlock);
    std::array<char, kBlock> open;
    std::array<Matcher::Leaf, kBlock> leaves;
    for (std::size_t done = 0; done < count; done += kBlock) {
        const std::size_t block = std::min(kBlock, count - done);
        open.fill(0);
        for (std::size_t i = 0; i < inputs_.size(); ++i) {
            inputs_[i].classify(columns[i] + done, block, classes.data() + i * kBlock, open.data());
        }
        // In steps, so that the memory that each needs is on its way to all of them at once.
        for (std::size_t n = 0; n < block; ++n) {
            leaves[n] = matcher_->leaf_of(classes.data() + n, kBlock);
            matcher_->prefetch(leaves[n]);
        }
        for (std::size_t n = 0; n < block; ++n) {
            hits[done + n] = open[n] != 0 ? TableHit{TableHit::Kind::Open, 0, 0}
                                          : hit_in(leaves[n], classes.data() + n, kBlock);
        }
    }
}

// ---- whole decisions -----------------------------------------------------------------------

Status DecisionTable::decide(std::span<const TableArgument> arguments, Decision& decision) {
    DICTUM_CHECK(find_states(arguments));
    DICTUM_CHECK(judge_->judge(states_, arguments, decision));
    if (decision.status == DecisionStatus::Unknown) return blame(arguments, decision);
    return {};
}

// The rows that hold or may hold, in the order in which they are tried; those that can't matter
// any more are left out.
Status DecisionTable::find_states(std::span<const TableArgument> arguments) {
    states_.clear();
    const bool points =
        std::all_of(arguments.begin(), arguments.end(), [](const TableArgument& argument) {
            return argument.given && argument.classes.first == argument.classes.last;
        });
    return points ? leaf_states(arguments) : all_states(arguments);
}

// After so many rows that surely hold, later ones change nothing.
bool DecisionTable::decided_by(std::size_t sure) const {
    if (table_.hit == HitPolicy::Unique) return sure == 2;
    return (table_.hit == HitPolicy::First || table_.hit == HitPolicy::Priority) && sure == 1;
}

Status DecisionTable::leaf_states(std::span<const TableArgument> arguments) {
    for (std::size_t i = 0; i < arguments.size(); ++i) classes_[i] = arguments[i].classes.first;
    const Matcher::Leaf leaf = matcher_->leaf_of(classes_.data(), 1);
    Status status;
    std::size_t sure = 0;
    matcher_->visit(leaf, classes_.data(), 1, [&](std::uint32_t at) {
        const std::uint32_t row = order_[at];
        Truth truth = Truth::Yes;
        if (!matcher_->is_exact(at)) {
            Result<Truth> found = row_truth(row, arguments);
            if (!found) {
                status = std::move(found.error());
                return false;
            }
            truth = *found;
        }
        if (truth == Truth::No) return true;
        states_.push_back({row, truth == Truth::Yes});
        sure += truth == Truth::Yes ? 1 : 0;
        return !decided_by(sure);
    });
    return status;
}

Status DecisionTable::all_states(std::span<const TableArgument> arguments) {
    std::size_t sure = 0;
    for (std::uint32_t at = 0; at < order_.size(); ++at) {
        const std::uint32_t row = order_[at];
        Truth truth = quick_truth(at, arguments);
        if (truth != Truth::No && !matcher_->is_exact(at)) {
            DICTUM_TRY(truth, row_truth(row, arguments));
        }
        if (truth == Truth::No) continue;
        states_.push_back({row, truth == Truth::Yes});
        sure += truth == Truth::Yes ? 1 : 0;
        if (decided_by(sure)) break;
    }
    return {};
}

// By classes alone: right where the row is exact, and a No is one for every row.
Truth DecisionTable::quick_truth(std::uint32_t at, std::span<const TableArgument> arguments) const {
    const RowPieces& pieces = matcher_->pieces();
    const std::uint32_t* const cells = pieces.cells.data() + std::size_t{at} * pieces.inputs;
    Truth all = Truth::Yes;
    for (std::size_t i = 0; i < pieces.inputs; ++i) {
        if (is_any_[cells[i]] != 0) continue;
        if (!arguments[i].given) {
            all = Truth::Unknown;
            continue;
        }
        const ClassRange classes = arguments[i].classes;
        const ClassRange* piece = pieces.pool.data() + pieces.begins[cells[i]];
        const ClassRange* const end = pieces.pool.data() + pieces.begins[cells[i] + 1];
        while (piece != end && piece->last < classes.first) ++piece;
        if (piece == end || piece->first > classes.last) return Truth::No;
        const bool inside = piece->first <= classes.first && classes.last <= piece->last;
        if (!inside) all = Truth::Unknown;
    }
    return all;
}

// Cells that are quick to judge go first: a row that one of them denies needs no calculation.
Result<Truth> DecisionTable::row_truth(std::uint32_t row,
                                       std::span<const TableArgument> arguments) {
    const std::vector<std::uint32_t>& when = table_.rows[row].when;
    Truth all = Truth::Yes;
    bool varies = false;
    for (std::uint32_t i = 0; i < when.size(); ++i) {
        const CellSets& cell = cells_[when[i]];
        if (cell.varies) {
            varies = true;
            continue;
        }
        all = std::min(all, truth_of(cell, arguments[i]));
        if (all == Truth::No) return all;
    }
    for (std::uint32_t i = 0; varies && i < when.size(); ++i) {
        if (!cells_[when[i]].varies) continue;
        DICTUM_TRY(const Truth own, truth(row, i, arguments));
        all = std::min(all, own);
        if (all == Truth::No) return all;
    }
    return all;
}

Result<Truth> DecisionTable::truth(std::uint32_t row, std::uint32_t input,
                                   std::span<const TableArgument> arguments) {
    const std::uint32_t cell = table_.rows[row].when[input];
    if (!cells_[cell].varies) return truth_of(cells_[cell], arguments[input]);
    Result<Truth> found = varying_->of(table_.cells[cell], input, arguments);
    if (found) return found;
    return Error{found.error().code, "row " + std::to_string(row + 1) + " of `" + table_.id +
                                         "`: " + found.error().message};
}

// The inputs that an unknown outcome depends on: those that leave a row open which could change it,
// and those that its calculation misses.
Status DecisionTable::blame(std::span<const TableArgument> arguments, Decision& decision) {
    std::vector<char> blamed(arguments.size(), 0);
    for (const std::uint32_t needed : judge_->needed()) blamed[needed] = 1;
    for (const std::uint32_t row : judge_->open()) {
        for (std::uint32_t i = 0; i < arguments.size(); ++i) {
            DICTUM_TRY(const Truth own, truth(row, i, arguments));
            if (own == Truth::Unknown) blame_inputs(row, i, arguments, blamed);
        }
    }
    for (std::uint32_t i = 0; i < arguments.size(); ++i) {
        if (blamed[i] == 0) continue;
        (arguments[i].given ? decision.straddling : decision.missing).push_back(i);
    }
    return {};
}

// A cell that mentions inputs is unknown for what is missing; failing that, for the intervals.
void DecisionTable::blame_inputs(std::uint32_t row, std::uint32_t input,
                                 std::span<const TableArgument> arguments,
                                 std::vector<char>& blamed) const {
    std::vector<std::uint32_t> read{input};
    const std::uint32_t cell = table_.rows[row].when[input];
    if (cells_[cell].varies) {
        for (const TableAlternative& alternative : table_.cells[cell].alternatives) {
            for (const TablePart& part : alternative.parts) {
                for (const TableTest& test : part) {
                    read.insert(read.end(), test.term.reads.begin(), test.term.reads.end());
                }
            }
        }
    }
    const bool missing =
        std::any_of(read.begin(), read.end(), [&](std::uint32_t i) { return !arguments[i].given; });
    bool found = false;
    for (const std::uint32_t i : read) {
        const bool quantity = table_.inputs[i].type.base == BaseType::Quantity;
        const bool point =
            read.size() > 1 && !(quantity && !values_->interval(arguments[i].word).is_point());
        if (missing ? arguments[i].given : point) continue;
        blamed[i] = 1;
        found = true;
    }
    if (!found) blamed[input] = 1;
}

}  // namespace dictum
