// The model's door: which strata are still wanted, and access to what is complete.
#include "engine/eval/model.h"

#include <algorithm>

#include "engine/eval/fixpoint.h"
#include "engine/eval/state.h"

namespace dictum {
namespace {

// Which strata a model still has to evaluate.
class Demand {
  public:
    explicit Demand(const Model::State& state) : state_(state) {}

    // Adds the strata that `relations` depend on, as far as they are not complete.
    Status add(std::span<const RelationId> relations) {
        for (const RelationId relation : relations) push(relation);
        while (!pending_.empty()) {
            const StratumId stratum = pending_.back();
            pending_.pop_back();
            DICTUM_CHECK(check_available(stratum));
            for_each_read(state_, stratum, [&](RelationId relation) { push(relation); });
        }
        std::sort(wanted_.begin(), wanted_.end());
        return {};
    }

    // Every stratum that neither is unavailable nor reads one that is.
    void add_all_available() {
        const auto& strata = state_.program.strata;
        std::vector<char> blocked(strata.size(), 0);
        for (std::size_t i = 0; i < strata.size(); ++i) {
            const StratumId stratum = id_at<StratumId>(i);
            bool block = !check_available(stratum);
            for_each_read(state_, stratum, [&](RelationId relation) {
                block = block || blocked[index_of(state_.program.relations[relation].stratum)];
            });
            blocked[i] = block ? 1 : 0;
            if (!block && !state_.complete[i]) wanted_.push_back(stratum);
        }
    }

    const std::vector<StratumId>& strata() const { return wanted_; }

  private:
    template <class Visit>
    static void for_each_read(const Model::State& state, StratumId stratum, Visit visit) {
        for (const RuleId rule : state.program.strata[stratum].rules) {
            if (state.scenario.leaves_out(rule)) continue;
            for (const RelationId relation : relations_of(state.program.rules[rule])) {
                visit(relation);
            }
        }
        for (const RelationId relation : state.program.strata[stratum].relations) {
            const auto& resolution = state.program.relations[relation].resolution;
            if (resolution) visit(resolution->from);
        }
    }

    void push(RelationId relation) {
        const StratumId stratum = state_.program.relations[relation].stratum;
        if (state_.complete[index_of(stratum)]) return;
        if (seen_.empty()) seen_.resize(state_.complete.size(), 0);
        if (seen_[index_of(stratum)]) return;
        seen_[index_of(stratum)] = 1;
        wanted_.push_back(stratum);
        pending_.push_back(stratum);
    }

    Status check_available(StratumId stratum) const {
        for (const RelationId relation : state_.program.strata[stratum].relations) {
            const Relation& declared = state_.program.relations[relation];
            if (!declared.unavailable) continue;
            return Error{
                ErrorCode::Unsupported,
                "relation `" + declared.name + "` can't be evaluated: " + *declared.unavailable};
        }
        return {};
    }

    const Model::State& state_;
    std::vector<char> seen_;  // by stratum
    std::vector<StratumId> wanted_;
    std::vector<StratumId> pending_;
};

Status evaluate(Model::State& state, const Demand& demand) {
    state.meter.restart();
    for (const StratumId stratum : demand.strata()) {
        DICTUM_CHECK(Fixpoint(state, stratum).run());
        state.complete[index_of(stratum)] = 1;
    }
    return {};
}

}  // namespace

Model::Model(const CheckedProgram& program, Values& values, const SupportTable& supports,
             FactSource* source, Limits limits, Scenario scenario)
    : state_(std::make_unique<State>(program, values, supports, source, std::move(limits),
                                     std::move(scenario))) {
    state_->model = this;
}
Model::Model(const Model& base, Scenario scenario)
    : state_(std::make_unique<State>(*base.state_, std::move(scenario))) {
    state_->model = this;
}
Model::~Model() = default;
Model::Model(Model&& other) noexcept : state_(std::move(other.state_)) {
    if (state_) state_->model = this;
}

void Model::weigh_with(const Weigher& weigher) { state_->weigher = &weigher; }

Status Model::require(std::span<const RelationId> relations) {
    Demand demand(*state_);
    DICTUM_CHECK(demand.add(relations));
    return evaluate(*state_, demand);
}

Status Model::require_all() {
    Demand demand(*state_);
    demand.add_all_available();
    return evaluate(*state_, demand);
}

bool Model::complete(RelationId relation) const { return state_->is_complete(relation); }

const Tuples& Model::tuples(RelationId relation) const {
    return state_->relations[relation].tuples;
}

std::optional<RelationId> Model::raw_rows(RelationId relation) const {
    const RelationId holder = state_->program.holder_of(relation);
    return holder == relation ? std::nullopt : std::optional(holder);
}

std::optional<RowId> Model::raw_row(RelationId relation, RowId row) const {
    const std::optional<RelationId> raw = raw_rows(relation);
    return raw ? state_->relations[*raw].tuples.find(tuples(relation)[row]) : std::nullopt;
}

std::span<const SupportId> Model::supports(RelationId relation, RowId row) const {
    if (const auto raw = raw_rows(relation)) {
        const auto same = raw_row(relation, row);
        return same ? supports(*raw, *same) : std::span<const SupportId>();
    }
    const RelationState& rows = state_->relations[relation];
    const auto [first, last] = std::equal_range(rows.supported.begin(), rows.supported.end(), row);
    return std::span<const SupportId>(rows.support_of)
        .subspan(static_cast<std::size_t>(first - rows.supported.begin()),
                 static_cast<std::size_t>(last - first));
}

bool Model::is_base(RelationId relation, RowId row) const {
    if (const auto raw = raw_rows(relation)) {
        const auto same = raw_row(relation, row);
        return same && is_base(*raw, *same);
    }
    return index_of(row) < state_->relations[relation].base_rows;
}

bool Model::is_assumed(RelationId relation, RowId row) const {
    if (const auto raw = raw_rows(relation)) {
        const auto same = raw_row(relation, row);
        return same && is_assumed(*raw, *same);
    }
    return std::ranges::binary_search(state_->relations[relation].assumed, row);
}

const std::vector<LostRow>& Model::lost_rows(RelationId relation) const {
    return state_->relations[relation].lost;
}

const Disputes& Model::disputes(RelationId relation) const {
    return state_->relations[relation].disputes;
}

const CheckedProgram& Model::program() const { return state_->program; }
Values& Model::values() const { return state_->values; }
const SupportTable& Model::support_table() const { return state_->supports; }
const Limits& Model::limits() const { return state_->limits; }
const Scenario& Model::scenario() const { return state_->scenario; }
const std::vector<RunWarning>& Model::warnings() const { return state_->warnings; }
const RunStatistics& Model::statistics() const { return state_->statistics; }

}  // namespace dictum
