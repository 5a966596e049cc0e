#include "engine/check/safety.h"

#include <algorithm>

namespace dictum {
namespace {

class Safety {
  public:
    Safety(const Draft& draft, Findings& findings)
        : draft_(draft),
          findings_(findings),
          bound_(draft.variables.size(), 0),
          reported_(draft.variables.size(), 0),
          waits_(draft.variables.size(), 0),
          waiting_(draft.variables.size()) {}

    void run() {
        for (const Literal& literal : draft_.literals) {
            const auto* const aggregate = std::get_if<AggregateLiteral>(&literal.node);
            if (aggregate == nullptr) continue;
            in_aggregate_.insert(in_aggregate_.end(), aggregate->outer.begin(),
                                 aggregate->outer.end());
        }
        std::sort(in_aggregate_.begin(), in_aggregate_.end());
        check_level(draft_.body, draft_.head_args);
        for (const LiteralId id : draft_.body) {
            const auto* const node = std::get_if<AggregateLiteral>(&draft_.literals[id].node);
            if (node != nullptr) check_inside(*node);
        }
    }

  private:
    // Binds `variable` when `missing` more variables are bound.
    struct Waiter {
        std::uint32_t variable = 0;
        std::size_t missing = 0;
    };

    // First the variables that nothing could bind are reported. They then count as bound, so that
    // `y = x + 1` isn't blamed for x; what is still not bound waits for itself.
    void check_level(const std::vector<LiteralId>& level, const std::vector<ExprId>& results) {
        bind(level);
        for (const bool waits : {false, true}) {
            reports_waiting_ = waits;
            for (const LiteralId id : level) need(id);
            for (const ExprId result : results) need_all(result);
            for (const std::uint32_t variable : assumed_) set(variable);
            assumed_.clear();
            drain();
        }
    }

    void bind(const std::vector<LiteralId>& level) {
        for (const LiteralId id : level) {
            const auto& node = draft_.literals[id].node;
            if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
                if (!atom->negated) bind_arguments(*atom);
            } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
                if (compare->op != CompareOp::Equal) continue;
                wait(compare->lhs, compare->rhs);
                wait(compare->rhs, compare->lhs);
            } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
                wait_for(aggregate->result, aggregate->outer);
            }
        }
        drain();
    }

    void drain() {
        while (!fresh_.empty()) {
            const std::uint32_t variable = fresh_.back();
            fresh_.pop_back();
            for (const std::size_t index : waiting_[variable]) {
                Waiter& waiter = waiters_[index];
                if (--waiter.missing == 0) set(waiter.variable);
            }
            waiting_[variable].clear();
        }
    }

    void bind_arguments(const AtomLiteral& atom) {
        for (const ExprId arg : atom.args) {
            if (const auto variable = draft_.variable_of(arg)) set(*variable);
        }
    }

    void set(std::uint32_t variable) {
        if (bound_[variable]) return;
        bound_[variable] = 1;
        fresh_.push_back(variable);
    }

    void wait(ExprId side, ExprId other) {
        const auto variable = draft_.variable_of(side);
        if (!variable) return;
        std::vector<std::uint32_t> needed;
        visit_exprs(draft_, other, [&](ExprId, const DraftExpr& node) {
            if (node.kind == DraftExpr::Kind::Variable) needed.push_back(node.variable);
        });
        std::sort(needed.begin(), needed.end());
        needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
        wait_for(*variable, needed);
    }

    // Variables that are bound already but still in `fresh_` are not waited for.
    void wait_for(std::uint32_t variable, const std::vector<std::uint32_t>& needed) {
        const std::size_t index = waiters_.size();
        waiters_.push_back({variable, 0});
        waits_[variable] = 1;
        for (const std::uint32_t other : needed) {
            if (bound_[other]) continue;
            waiting_[other].push_back(index);
            ++waiters_[index].missing;
        }
        if (waiters_[index].missing == 0) set(variable);
    }

    void need(LiteralId id) {
        const auto& node = draft_.literals[id].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            for (const ExprId arg : atom->args) need_all(arg);
        } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            need_all(compare->lhs);
            need_all(compare->rhs);
        } else if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
            for (const ExprId arg : predicate->args) need_all(arg);
        }
    }

    void need_all(ExprId root) {
        visit_exprs(draft_, root, [&](ExprId, const DraftExpr& node) {
            if (node.kind == DraftExpr::Kind::Variable) need_variable(node);
        });
    }

    void need_variable(const DraftExpr& node) {
        const std::uint32_t variable = node.variable;
        const std::string& name = draft_.variables[variable].name;
        // What stands for an aggregate is bound when that can be computed.
        if (bound_[variable] || reported_[variable] || name.empty()) return;
        if (waits_[variable] && !reports_waiting_) return;
        reported_[variable] = 1;
        assumed_.push_back(variable);
        findings_.error("unbound-variable", node.span,
                        "`" + name + "` is not bound by a positive atom", mend_for(variable));
    }

    std::string mend_for(std::uint32_t variable) const {
        const std::string& name = draft_.variables[variable].name;
        if (draft_.body.empty() && !draft_.is_goal) {
            return "a fact holds values: a text is written in quotes, `\"" + name + "\"`";
        }
        if (std::binary_search(in_aggregate_.begin(), in_aggregate_.end(), variable)) {
            return "an aggregate binds nothing outside of itself: bind `" + name +
                   "` in the rule, or use another name in the aggregate";
        }
        return "bind it in a positive atom or by `" + name + " = ...`";
    }

    // An outer variable that is not bound was reported where the rule itself uses it.
    void check_inside(const AggregateLiteral& aggregate) {
        for (const std::uint32_t variable : aggregate.outer) bound_[variable] = 1;
        std::vector<ExprId> results;
        if (aggregate.target) results.push_back(*aggregate.target);
        check_level(aggregate.body, results);
    }

    const Draft& draft_;
    Findings& findings_;
    std::vector<char> bound_;
    std::vector<char> reported_;
    std::vector<char> waits_;  // some equation or aggregate could bind it
    bool reports_waiting_ = false;
    std::vector<std::uint32_t> assumed_;       // reported, and to be taken as bound
    std::vector<std::uint32_t> in_aggregate_;  // outer variables of aggregates, sorted
    std::vector<std::uint32_t> fresh_;         // bound, and their waiters not told
    std::vector<Waiter> waiters_;
    std::vector<std::vector<std::size_t>> waiting_;  // by variable: waiters, by index
};

}  // namespace

void check_safety(const Draft& draft, Findings& findings) { Safety(draft, findings).run(); }

}  // namespace dictum
