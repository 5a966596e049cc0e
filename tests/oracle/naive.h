// The obviously correct evaluator that the engine is compared with: naive iteration to a fixpoint,
// stratum by stratum, by nested loops over sets of tuples. No indexes, no deltas, no plan, and no
// code in common with the engine's plan and eval.
//
// Literals are taken in written order, tests as soon as their variables are bound, and calculations
// that may fail last. Cost: rounds x the product of the sizes of what a rule reads.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/check/program.h"
#include "engine/value/facts.h"
#include "tests/oracle/naive_expression.h"

namespace dictum::test {

using Tuple = std::vector<Word>;
using NaiveModel = std::map<RelationId, std::set<Tuple>>;

// One match of a body: the variables, and the tuple that each positive atom found.
struct NaiveMatch {
    Bindings bindings;  // those that nothing binds are 0
    std::map<LiteralId, Tuple> tuples;
};

struct NaiveAggregate {
    std::optional<Word> value;        // nothing: min, max or mean of nothing
    std::vector<NaiveMatch> matches;  // of the body
};

class Naive {
  public:
    // All must outlive it. Without supports every fact is data, stated for sure.
    Naive(const CheckedProgram& program, Values& values, const SupportTable* supports = nullptr)
        : program_(program), values_(values), supports_(supports) {}

    // False for a program with a choice domain: `run` refuses it by name.
    static bool covers(const CheckedProgram& program);
    Status run(FactSource* source);
    const NaiveModel& model() const { return model_; }
    // What was given without a claim.
    const NaiveModel& data() const { return data_; }
    const SupportTable& supports() const;
    // Of a relation that has it from another one by consensus: the rows that agree on a tuple.
    const std::vector<Tuple>* agreeing(RelationId relation, const Tuple& tuple) const;
    bool conflict(RelationId relation, const Tuple& a, const Tuple& b) const;
    bool same_key(RelationId relation, const Tuple& a, const Tuple& b) const {
        return key_of(relation, a) == key_of(relation, b);
    }

    // The matches of a rule's body. Where `given` names the tuple of a positive atom, only that one
    // is tried.
    Result<std::vector<NaiveMatch>> matches(const Rule& rule,
                                            const std::map<LiteralId, Tuple>& given = {}) const;
    Result<Tuple> head(const Rule& rule, const NaiveMatch& match) const;
    // Rows of the asked variables, as solve() gives them.
    Result<std::vector<Tuple>> solve(const CheckedGoal& goal) const;
    Result<NaiveAggregate> aggregate(const Rule& rule, const AggregateLiteral& literal,
                                     const Bindings& bindings) const;
    // What a match of its body adds to the aggregate; 0 where it only counts.
    Result<Word> target(const Rule& rule, const AggregateLiteral& literal,
                        const NaiveMatch& match) const;
    bool is_disputed(RelationId relation, const Tuple& tuple) const;
    // Does any tuple match? Absent entries are free.
    bool matches_pattern(RelationId relation,
                         const std::vector<std::optional<Word>>& pattern) const;

  private:
    struct Body;
    Result<std::vector<NaiveMatch>> matches(const Rule& rule, Body body) const;
    Result<std::vector<NaiveMatch>> extend(const Rule& rule, LiteralId literal, Body& body) const;
    int rank(const Rule& rule, LiteralId literal, const std::vector<bool>& bound) const;
    Result<bool> calls_fit(const Rule& rule, const NaiveMatch& match) const;
    Result<bool> extend_by_range(const Rule& rule, LiteralId id, const std::vector<bool>& bound,
                                 const NaiveMatch& match, std::vector<std::uint32_t>& binds,
                                 std::vector<NaiveMatch>& found) const;
    Result<bool> holds_for(const Rule& rule, LiteralId literal, const std::vector<bool>& bound,
                           NaiveMatch& match, std::vector<std::uint32_t>& binds) const;
    void extend_by_atom(const Rule& rule, LiteralId id, const AtomLiteral& atom, const Body& body,
                        const NaiveMatch& match, std::vector<NaiveMatch>& found) const;
    Result<bool> is_present(const Rule& rule, const AtomLiteral& atom,
                            const NaiveMatch& match) const;
    Tuple key_of(RelationId relation, const Tuple& tuple) const;

    RelationId holder(RelationId relation) const;
    Status resolve(RelationId relation);

    const CheckedProgram& program_;
    Values& values_;
    const SupportTable* supports_;
    NaiveModel model_;
    NaiveModel data_;
    std::map<std::pair<RelationId, Tuple>, std::vector<Tuple>> agreeing_;
};

Result<NaiveModel> naive_model(const CheckedProgram& program, Values& values,
                               FactSource* source = nullptr);
// Nothing when the evaluation ends in an error.
std::optional<std::vector<Tuple>> naive_solve(const CheckedProgram& program,
                                              const CheckedGoal& goal, Values& values,
                                              FactSource* source = nullptr);

}  // namespace dictum::test
