// Checked table -> decision table: keys, classes, and the rows for the matcher.
#include <algorithm>
#include <map>
#include <numeric>

#include "engine/table/decision_table.h"

namespace dictum {
namespace {

bool is_ordering(CompareOp op) { return op != CompareOp::Equal && op != CompareOp::NotEqual; }

template <class Visit>
void visit_tests(const TableCell& cell, Visit visit) {
    for (const TableAlternative& alternative : cell.alternatives) {
        for (const TablePart& part : alternative.parts) {
            for (const TableTest& test : part) visit(test);
        }
    }
}

// Of each input its cells, ascending.
std::vector<std::vector<std::uint32_t>> cells_of_inputs(const CheckedTable& table) {
    std::vector<std::vector<std::uint32_t>> cells(table.inputs.size());
    for (const CheckedRow& row : table.rows) {
        for (std::size_t i = 0; i < cells.size(); ++i) cells[i].push_back(row.when[i]);
    }
    for (std::vector<std::uint32_t>& of_input : cells) {
        std::sort(of_input.begin(), of_input.end());
        of_input.erase(std::unique(of_input.begin(), of_input.end()), of_input.end());
    }
    return cells;
}

void add_starts(const KeySet& set, std::vector<Key>& starts) {
    for (const KeyRange& range : set.ranges()) {
        starts.push_back(range.first);
        if (range.last != kKeyMax) starts.push_back(range.last + 1);
    }
}

MatchKeep keep_of(HitPolicy hit) {
    switch (hit) {
        case HitPolicy::First:
        case HitPolicy::Priority:
            return MatchKeep::None;
        case HitPolicy::Unique:
            return MatchKeep::One;
        case HitPolicy::Any:
            return MatchKeep::Differing;
        case HitPolicy::RuleOrder:
        case HitPolicy::OutputOrder:
        case HitPolicy::Collect:
            return MatchKeep::All;
    }
    return MatchKeep::All;
}

}  // namespace

DecisionTable::DecisionTable(CheckedTable table, Values& values)
    : table_(std::move(table)), values_(&values) {
    make_inputs();
    make_ranks();
    note_words();
    for (const CellSets& cell : cells_) is_any_.push_back(cell.any ? 1 : 0);
    for (const CheckedRow& row : table_.rows) {
        for (const std::uint32_t outcome : row.then) {
            outcomes_.push_back(table_.outcomes[outcome].constant);
        }
    }
    matcher_.emplace(match_rows());
    varying_.emplace(inputs_, values);
    judge_.emplace(table_, ranks_, values);
    classes_.resize(table_.inputs.size());
}

void DecisionTable::make_inputs() {
    const auto cells = cells_of_inputs(table_);
    cells_.resize(table_.cells.size());
    for (std::size_t i = 0; i < cells.size(); ++i) {
        bool ordered = false;
        for (const std::uint32_t cell : cells[i]) {
            visit_tests(table_.cells[cell],
                        [&](const TableTest& test) { ordered = ordered || is_ordering(test.op); });
        }
        Axis axis(table_.inputs[i].type, ordered, *values_);
        for (const std::uint32_t cell : cells[i]) {
            visit_tests(table_.cells[cell], [&](const TableTest& test) { axis.mention(test); });
        }
        axis.settle();
        std::vector<Key> starts;
        for (const std::uint32_t cell : cells[i]) {
            cells_[cell] = cell_sets(table_.cells[cell], axis);
            add_starts(cells_[cell].sure, starts);
            add_starts(cells_[cell].possible, starts);
        }
        KeyClasses classes(std::move(starts));
        inputs_.emplace_back(std::move(axis), std::move(classes));
    }
}

void DecisionTable::make_ranks() {
    order_.resize(table_.rows.size());
    std::iota(order_.begin(), order_.end(), 0);
    if (table_.priorities.empty()) return;
    std::map<Word, std::uint32_t> places;
    for (const Word outcome : table_.priorities) {
        places.emplace(outcome, static_cast<std::uint32_t>(places.size()));
    }
    for (const CheckedRow& row : table_.rows) {
        ranks_.push_back(places.at(*table_.outcomes[row.then.front()].constant));
    }
    if (table_.hit != HitPolicy::Priority) return;
    is_ordered_ = true;
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return ranks_[a] < ranks_[b]; });
}

void DecisionTable::note_words() {
    needs_word_.assign(table_.inputs.size(), 0);
    const auto note = [&](const TableTerm& term) {
        for (const std::uint32_t read : term.reads) needs_word_[read] = 1;
    };
    for (const TableTerm& outcome : table_.outcomes) note(outcome);
    for (const TableCell& cell : table_.cells) {
        visit_tests(cell, [&](const TableTest& test) {
            if (test.term.constant) return;
            note(test.input);
            note(test.term);
        });
    }
}

// Rows with one number have the same outcome.
std::vector<std::uint32_t> DecisionTable::outcome_numbers() const {
    using Part = std::pair<bool, Word>;  // a constant, or which calculation
    std::map<std::vector<Part>, std::uint32_t> numbers;
    std::vector<std::uint32_t> of_rows;
    for (const CheckedRow& row : table_.rows) {
        std::vector<Part> parts;
        for (const std::uint32_t index : row.then) {
            const std::optional<Word> constant = table_.outcomes[index].constant;
            parts.emplace_back(constant.has_value(), constant.value_or(index));
        }
        const auto next = static_cast<std::uint32_t>(numbers.size());
        of_rows.push_back(numbers.emplace(std::move(parts), next).first->second);
    }
    return of_rows;
}

MatchRows DecisionTable::match_rows() const {
    MatchRows rows;
    rows.keep = keep_of(table_.hit);
    for (const InputIndex& input : inputs_) rows.classes.push_back(input.classes().size());
    std::vector<std::uint32_t> input_of(cells_.size(), 0);
    for (const CheckedRow& row : table_.rows) {
        for (std::uint32_t i = 0; i < row.when.size(); ++i) input_of[row.when[i]] = i;
    }
    RowPieces& pieces = rows.pieces;
    pieces.inputs = inputs_.size();
    for (std::size_t cell = 0; cell < cells_.size(); ++cell) {
        pieces.begins.push_back(static_cast<std::uint32_t>(pieces.pool.size()));
        if (inputs_.empty()) continue;
        for (const KeyRange& range : cells_[cell].possible.ranges()) {
            pieces.pool.push_back(inputs_[input_of[cell]].classes().of(range));
        }
    }
    pieces.begins.push_back(static_cast<std::uint32_t>(pieces.pool.size()));
    const std::vector<std::uint32_t> outcomes = outcome_numbers();
    for (const std::uint32_t row : order_) {
        const std::vector<std::uint32_t>& when = table_.rows[row].when;
        pieces.cells.insert(pieces.cells.end(), when.begin(), when.end());
        rows.exact.push_back(std::all_of(when.begin(), when.end(),
                                         [&](std::uint32_t cell) { return cells_[cell].exact(); }));
        rows.outcomes.push_back(outcomes[row]);
    }
    return rows;
}

std::size_t DecisionTable::bytes() const {
    std::size_t bytes = matcher_->bytes();
    for (const InputIndex& input : inputs_) bytes += input.classes().bytes();
    return bytes;
}

}  // namespace dictum
