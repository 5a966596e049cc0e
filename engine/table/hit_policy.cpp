#include "engine/table/hit_policy.h"

#include <algorithm>

#include "engine/table/cell_truth.h"

namespace dictum {

HitPolicyJudge::HitPolicyJudge(const CheckedTable& table, const std::vector<std::uint32_t>& ranks,
                               Values& values)
    : table_(table), ranks_(ranks), values_(values), calculator_({values, kTableBytesMax}) {}

Status HitPolicyJudge::judge(std::span<const RowState> states,
                             std::span<const TableArgument> arguments, Decision& decision) {
    states_ = states;
    arguments_ = arguments;
    decision_ = &decision;
    decision.rows.clear();
    decision.outcomes.clear();
    decision.missing.clear();
    decision.straddling.clear();
    open_.clear();
    needed_.clear();
    slots_.clear();
    for (const TableArgument& argument : arguments) slots_.push_back(argument.word);
    decision.status = DecisionStatus::Decided;
    if (states.empty()) {
        decision.status = DecisionStatus::None;
        return {};
    }
    switch (table_.hit) {
        case HitPolicy::First:
        case HitPolicy::Priority:
            DICTUM_CHECK(first());
            break;
        case HitPolicy::Unique:
            DICTUM_CHECK(unique());
            break;
        case HitPolicy::Any:
            DICTUM_CHECK(any());
            break;
        case HitPolicy::RuleOrder:
        case HitPolicy::OutputOrder:
            DICTUM_CHECK(all());
            break;
        case HitPolicy::Collect:
            DICTUM_CHECK(collect());
            break;
    }
    if (open_.empty() && needed_.empty()) return {};
    decision.status = DecisionStatus::Unknown;
    decision.rows.clear();
    decision.outcomes.clear();
    return {};
}

// ---- policies of one row -------------------------------------------------------------------

// Then every row that may hold is open: nothing may come of it, or something.
bool HitPolicyJudge::no_row_is_sure() {
    const bool none =
        std::none_of(states_.begin(), states_.end(), [](const RowState& s) { return s.sure; });
    if (!none) return false;
    for (const RowState& state : states_) open_.push_back(state.row);
    return true;
}

Status HitPolicyJudge::first() {
    if (no_row_is_sure()) return {};
    const auto sure =
        std::find_if(states_.begin(), states_.end(), [](const RowState& s) { return s.sure; });
    for (auto state = states_.begin(); state != sure; ++state) {
        DICTUM_TRY(const bool same, same_outcome(state->row, sure->row));
        if (!same) open_.push_back(state->row);
    }
    return open_.empty() ? conclude(sure->row) : Status();
}

Status HitPolicyJudge::unique() {
    if (no_row_is_sure()) return {};
    std::vector<std::uint32_t> sure;
    for (const RowState& state : states_) {
        if (state.sure) {
            sure.push_back(state.row);
        } else {
            open_.push_back(state.row);
        }
    }
    if (sure.size() > 1) {
        open_.clear();
        return conflict(sure[0], sure[1]);
    }
    return open_.empty() ? conclude(sure[0]) : Status();
}

Status HitPolicyJudge::any() {
    if (no_row_is_sure()) return {};
    std::optional<std::uint32_t> known;  // the first sure row whose outcome misses no input
    for (const RowState& state : states_) {
        if (!state.sure) continue;
        std::vector<Word> words;
        DICTUM_TRY(const bool whole, outcome(state.row, words));
        if (!whole) continue;
        if (!known) known = state.row;
        DICTUM_TRY(const bool same, same_outcome(*known, state.row));
        if (!same) return conflict(*known, state.row);
    }
    if (!needed_.empty()) return {};
    for (const RowState& state : states_) {
        if (state.sure) continue;
        DICTUM_TRY(const bool same, same_outcome(*known, state.row));
        if (!same) open_.push_back(state.row);
    }
    return open_.empty() ? conclude(*known) : Status();
}

// ---- policies of many rows -----------------------------------------------------------------

Status HitPolicyJudge::all() {
    std::vector<std::uint32_t> rows;
    for (const RowState& state : states_) {
        (state.sure ? rows : open_).push_back(state.row);
    }
    if (!open_.empty()) return {};
    if (table_.hit == HitPolicy::OutputOrder) {
        std::stable_sort(rows.begin(), rows.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return ranks_[a] < ranks_[b]; });
    }
    for (const std::uint32_t row : rows) DICTUM_CHECK(conclude(row));
    return {};
}

Status HitPolicyJudge::collect() {
    switch (table_.collect) {
        case Collect::List:
            return all();
        case Collect::Count:
            for (const RowState& state : states_) {
                (state.sure ? decision_->rows : open_).push_back(state.row);
            }
            decision_->outcomes = {{word_of(static_cast<std::int64_t>(states_.size()))}};
            return {};
        case Collect::Sum:
        case Collect::Min:
        case Collect::Max:
            return fold();
    }
    return {};
}

Status HitPolicyJudge::fold() {
    if (no_row_is_sure()) return {};
    std::optional<Word> folded;
    std::vector<Word> words;
    for (const RowState& state : states_) {
        if (!state.sure) continue;
        DICTUM_TRY(const bool whole, outcome(state.row, words));
        if (!whole) return {};
        decision_->rows.push_back(state.row);
        if (folded) {
            DICTUM_TRY(folded, combined(*folded, words.front()));
        } else {
            folded = words.front();
        }
    }
    for (const RowState& state : states_) {
        if (state.sure) continue;
        DICTUM_TRY(const bool changes, changes_fold(state.row, *folded));
        if (changes) open_.push_back(state.row);
    }
    decision_->outcomes = {{*folded}};
    return {};
}

Result<bool> HitPolicyJudge::changes_fold(std::uint32_t row, Word folded) {
    std::vector<Word> words;
    DICTUM_TRY(const bool whole, outcome(row, words));
    if (!whole) return true;
    // Beyond what a number holds, the sum would not be the same.
    const Result<Word> with = combined(folded, words.front());
    return !with || *with != folded;
}

Result<Word> HitPolicyJudge::combined(Word a, Word b) {
    const BaseType type = table_.outputs.front().type.base;
    const Functor functor = table_.collect == Collect::Sum   ? Functor::Add
                            : table_.collect == Collect::Min ? Functor::Minimum
                                                             : Functor::Maximum;
    if (type != BaseType::Quantity) {
        const Word args[] = {a, b};
        return apply(functor, type, args, {values_, kTableBytesMax});
    }
    const Interval& x = values_.interval(a);
    const Interval& y = values_.interval(b);
    DICTUM_TRY(const Interval both, table_.collect == Collect::Sum   ? add(x, y)
                                    : table_.collect == Collect::Min ? minimum(x, y)
                                                                     : maximum(x, y));
    return values_.quantity(both);
}

// ---- outcomes ------------------------------------------------------------------------------

Status HitPolicyJudge::conclude(std::uint32_t row) {
    std::vector<Word> words;
    DICTUM_TRY(const bool whole, outcome(row, words));
    if (!whole) return {};
    decision_->rows.push_back(row);
    decision_->outcomes.push_back(std::move(words));
    return {};
}

Status HitPolicyJudge::conflict(std::uint32_t a, std::uint32_t b) {
    DICTUM_CHECK(conclude(a));
    DICTUM_CHECK(conclude(b));
    needed_.clear();
    decision_->status = DecisionStatus::Conflict;
    decision_->rows = {a, b};
    return {};
}

Result<bool> HitPolicyJudge::same_outcome(std::uint32_t a, std::uint32_t b) {
    if (a == b || table_.rows[a].then == table_.rows[b].then) return true;
    std::vector<Word> x;
    std::vector<Word> y;
    DICTUM_TRY(const bool known, outcome(a, x));
    DICTUM_TRY(const bool other_known, outcome(b, y));
    return known && other_known && x == y;
}

Result<bool> HitPolicyJudge::outcome(std::uint32_t row, std::vector<Word>& words) {
    words.clear();
    bool whole = true;
    for (const std::uint32_t index : table_.rows[row].then) {
        const TableTerm& term = table_.outcomes[index];
        if (term.constant) {
            words.push_back(*term.constant);
            continue;
        }
        for (const std::uint32_t read : term.reads) {
            if (arguments_[read].given) continue;
            needed_.push_back(read);
            whole = false;
        }
        if (!whole) continue;
        Result<Word> word = calculator_.run(term.calculation, slots_);
        if (!word) {
            return Error{word.error().code, "row " + std::to_string(row + 1) + " of `" + table_.id +
                                                "`: " + word.error().message};
        }
        words.push_back(*word);
    }
    return whole;
}

}  // namespace dictum
