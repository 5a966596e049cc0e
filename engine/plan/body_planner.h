// Emits the operators of one rule's body in the order that JoinOrder finds.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "engine/plan/body_literals.h"
#include "engine/plan/plan.h"

namespace dictum {

class BodyPlanner {
  public:
    BodyPlanner(const PlanContext& context, const Rule& rule);

    // The head's words are known and each row of an atom counts: the plan of derivations.
    void give_head();
    // `delta`: the literal of Rule::body that reads the last round's rows.
    Plan finish(std::optional<std::size_t> delta);

  private:
    struct Level {
        std::span<const LiteralId> body;
        BodyLiterals literals;
    };

    void plan_level(std::span<const LiteralId> body, std::span<const Equation> given,
                    std::optional<std::size_t> first);
    void emit(const Level& level, const JoinOrder::Choice& choice);
    void emit_atom(const AtomLiteral& atom, std::span<const std::uint32_t> call_slots,
                   std::size_t index);
    void emit_absence(const AtomLiteral& atom);
    void emit_compare(const CompareLiteral& compare, std::optional<std::uint32_t> binds);
    void emit_range(const RangeLiteral& literal, bool binds);
    void emit_equation(const Equation& equation, std::optional<std::uint32_t> binds);
    void emit_predicate(const PredicateLiteral& predicate);
    void emit_aggregate(const AggregateLiteral& aggregate);
    Version version_of(const AtomLiteral& atom, std::size_t index) const;
    void add_argument(MatchOperator& match, std::uint32_t column, std::uint32_t slot);
    bool is_redundant(const MatchOperator& match) const;
    std::size_t push(decltype(Operator::node) node);
    void bind(std::uint32_t slot);
    void count_uses(const BodyLiterals& literals);
    void project_head();

    Operand operand(ExprId expr);
    Operand add_calculation(Calculation calculation);
    bool share_quantity(const CompareLiteral& compare) const;
    bool outermost() const { return depth_ == 0; }

    const PlanContext& context_;
    const Rule& rule_;
    Plan plan_;
    std::optional<std::size_t> delta_;
    bool head_given_ = false;
    std::vector<Equation> head_equations_;
    std::vector<char> bound_;                // by slot
    std::vector<std::uint32_t> uses_;        // by slot: literals not yet taken, and the head
    std::vector<std::uint32_t> just_bound_;  // slots that the last operator bound
    std::vector<std::size_t> matches_;       // positions of the atoms of the present level
    std::vector<std::uint32_t> inner_;       // ordinals of its aggregates
    std::size_t retry_ = kNoPosition;
    std::size_t depth_ = 0;  // of aggregates
};

}  // namespace dictum
