// Semi-naive evaluation of one stratum.
//
// Rules that read nothing of the stratum run once. Then, round by round, each plan whose delta
// relation gained rows in the last round runs with these as delta; new rows are appended behind
// what the round can see, so a row's premises stand before it. The rounds end when no relation
// gained a row. (Balbin, Ramamohanarao: A generalization of the differential approach to recursive
// query evaluation, 1987.)
//
// A round costs what its active plans cost, not what the stratum holds.
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/eval/executor.h"
#include "engine/eval/state.h"

namespace dictum {

class Fixpoint {
  public:
    Fixpoint(Model::State& state, StratumId stratum);

    // Fills the stratum's relations and finds their disputes, or leaves all of them empty.
    Status run();

  private:
    struct Running {
        RulePlan plan;
        std::unique_ptr<Executor> executor;  // made when the plan first runs
        std::uint64_t derived = 0;
    };

    Status evaluate();
    Status rounds();
    Status run_plan(Running& running);
    Status add(Running& running, RelationId head, std::size_t count);
    Status add_one(Running& running, RelationId head);
    std::vector<std::size_t> active_plans() const;
    void advance(std::vector<RelationId> touched);
    void watch();
    void give_up();
    Error explained(Error error, const Rule& rule) const;
    Error with_most_productive(Error error) const;

    Model::State& state_;
    const Stratum& stratum_;
    std::vector<Running> plans_;
    std::unordered_map<RelationId, std::vector<std::size_t>> triggered_;  // plans by their delta
    std::vector<RelationId> changed_;   // gained rows in the last round; ascending
    std::vector<const Word*> columns_;  // of the heads of a batch
    std::vector<Word> tuple_;
    std::uint64_t round_ = 0;
    std::uint64_t tuples_before_ = 0;
};

}  // namespace dictum
