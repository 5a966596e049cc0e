#include "engine/plan/calculation.h"

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>

namespace dictum {
namespace {

const FunctorExpr* functor_of(const Rule& rule, ExprId expr) {
    return std::get_if<FunctorExpr>(&rule.exprs[expr].node);
}

struct RangeFunctor {
    Functor functor;
    RangeOp op;
};
constexpr std::array kRangeFunctors = {
    RangeFunctor{Functor::Add, RangeOp::Add},
    RangeFunctor{Functor::Subtract, RangeOp::Subtract},
    RangeFunctor{Functor::Multiply, RangeOp::Multiply},
    RangeFunctor{Functor::Divide, RangeOp::Divide},
    RangeFunctor{Functor::Negate, RangeOp::Negate},
    RangeFunctor{Functor::Maximum, RangeOp::Maximum},
    RangeFunctor{Functor::Minimum, RangeOp::Minimum},
    RangeFunctor{Functor::Lo, RangeOp::Lo},
    RangeFunctor{Functor::Hi, RangeOp::Hi},
    RangeFunctor{Functor::Mid, RangeOp::Mid},
    RangeFunctor{Functor::Width, RangeOp::Width},
    RangeFunctor{Functor::Floor, RangeOp::Floor},
    RangeFunctor{Functor::Ceil, RangeOp::Ceil},
    RangeFunctor{Functor::Round, RangeOp::Round},
    RangeFunctor{Functor::Absolute, RangeOp::Absolute},
};

// The operation inside a range, for functors from quantities to a quantity.
std::optional<RangeOp> range_op(const FunctorExpr& call) {
    if (call.operands != BaseType::Quantity) return std::nullopt;
    for (const RangeFunctor& entry : kRangeFunctors) {
        if (entry.functor == call.functor) return entry.op;
    }
    return std::nullopt;
}

// A call whose arguments are plain variables: equal ones are the same unknown number.
bool same_input(const Rule& rule, ExprId a, ExprId b) {
    const FunctorExpr* const x = functor_of(rule, a);
    const FunctorExpr* const y = functor_of(rule, b);
    if (!x || !y || x->functor != y->functor || x->args.size() != y->args.size()) return false;
    for (std::size_t i = 0; i < x->args.size(); ++i) {
        const auto* const v = std::get_if<VariableExpr>(&rule.exprs[x->args[i]].node);
        const auto* const w = std::get_if<VariableExpr>(&rule.exprs[y->args[i]].node);
        if (!v || !w || v->variable != w->variable) return false;
    }
    return true;
}

// Compiles one range: walks the quantity operations below its roots with a stack of its own.
class RangeCompiler {
  public:
    RangeCompiler(const Rule& rule, const Values& values) : rule_(rule), values_(values) {}

    void add_root(ExprId root) {
        std::vector<Task> tasks{{root, std::nullopt}};
        while (!tasks.empty()) {
            const Task task = tasks.back();
            tasks.pop_back();
            if (task.op) {
                part_.expression.steps.push_back({*task.op, 0});
            } else {
                visit(task.expr, tasks);
            }
        }
    }

    RangePart finish(std::vector<ExprId>& inputs) {
        for (std::uint32_t i = 0; i < uses_.size(); ++i) {
            if (uses_[i] > 1) part_.repeated.push_back(i);
        }
        inputs = std::move(inputs_);
        return std::move(part_);
    }
    void subtract() { part_.expression.steps.push_back({RangeOp::Subtract, 0}); }

  private:
    struct Task {
        ExprId expr{};
        std::optional<RangeOp> op;  // set: emit it; otherwise visit `expr`
    };

    void visit(ExprId id, std::vector<Task>& tasks) {
        const Expr& expr = rule_.exprs[id];
        if (const auto* constant = std::get_if<ConstantExpr>(&expr.node)) {
            const auto index = static_cast<std::uint32_t>(part_.expression.constants.size());
            part_.expression.constants.push_back(values_.interval(constant->value));
            part_.expression.steps.push_back({RangeOp::Constant, index});
            return;
        }
        const FunctorExpr* const call = functor_of(rule_, id);
        const std::optional<RangeOp> op = call ? range_op(*call) : std::nullopt;
        if (!op) {
            part_.expression.steps.push_back({RangeOp::Variable, input(id)});
            return;
        }
        // n arguments of max and min take n - 1 steps.
        const std::size_t times = call->args.size() > 1 ? call->args.size() - 1 : 1;
        for (std::size_t i = 0; i < times; ++i) tasks.push_back({id, op});
        for (auto arg = call->args.rbegin(); arg != call->args.rend(); ++arg) {
            tasks.push_back({*arg, std::nullopt});
        }
    }

    std::uint32_t input(ExprId id) {
        const auto fresh = static_cast<std::uint32_t>(inputs_.size());
        std::uint32_t found = fresh;
        std::string name;
        if (const auto* variable = std::get_if<VariableExpr>(&rule_.exprs[id].node)) {
            found = by_variable_.try_emplace(variable->variable, fresh).first->second;
            name = rule_.variables[variable->variable].name;
        } else {
            for (const std::uint32_t call : calls_) {
                if (same_input(rule_, inputs_[call], id)) found = call;
            }
            if (found == fresh && calls_.size() < kCallsCompared) calls_.push_back(fresh);
        }
        if (found == fresh) {
            inputs_.push_back(id);
            uses_.push_back(0);
            part_.inputs.push_back(name.empty() ? "a calculated value" : "`" + name + "`");
        }
        ++uses_[found];
        return found;
    }

    static constexpr std::size_t kCallsCompared = 16;

    const Rule& rule_;
    const Values& values_;
    RangePart part_;
    std::vector<ExprId> inputs_;
    std::vector<std::uint32_t> uses_;
    std::unordered_map<std::uint32_t, std::uint32_t> by_variable_;
    std::vector<std::uint32_t> calls_;  // the first inputs that are calls
};

class Compiler {
  public:
    Compiler(const Rule& rule, const Values& values) : rule_(rule), values_(values) {}

    Calculation expression(ExprId root) {
        result_.sources = {root};
        tasks_.push_back({root, std::nullopt});
        return run();
    }

    Calculation difference(ExprId lhs, ExprId rhs) {
        result_.sources = {lhs, rhs};
        RangeCompiler range(rule_, values_);
        range.add_root(lhs);
        range.add_root(rhs);
        range.subtract();
        push_range(range);
        return run();
    }

  private:
    struct Task {
        ExprId expr{};
        std::optional<CalculationStep> step;  // set: emit it; otherwise visit `expr`
    };

    Calculation run() {
        while (!tasks_.empty()) {
            const Task task = tasks_.back();
            tasks_.pop_back();
            if (task.step) {
                result_.steps.push_back(*task.step);
            } else {
                visit(task.expr);
            }
        }
        return std::move(result_);
    }

    void visit(ExprId id) {
        const Expr& expr = rule_.exprs[id];
        CalculationStep step;
        if (const auto* constant = std::get_if<ConstantExpr>(&expr.node)) {
            step.constant = constant->value;
            result_.steps.push_back(step);
        } else if (const auto* variable = std::get_if<VariableExpr>(&expr.node)) {
            step.kind = CalculationStep::Kind::Slot;
            step.index = variable->variable;
            result_.steps.push_back(step);
        } else if (const FunctorExpr* const call = functor_of(rule_, id)) {
            visit_call(id, *call);
        }
    }

    void visit_call(ExprId id, const FunctorExpr& call) {
        if (range_op(call)) {
            RangeCompiler range(rule_, values_);
            range.add_root(id);
            push_range(range);
            return;
        }
        CalculationStep step;
        step.kind = CalculationStep::Kind::Apply;
        step.functor = call.functor;
        step.operands = call.operands;
        step.count = static_cast<std::uint32_t>(call.args.size());
        tasks_.push_back({id, step});
        for (auto arg = call.args.rbegin(); arg != call.args.rend(); ++arg) {
            tasks_.push_back({*arg, std::nullopt});
        }
    }

    void push_range(RangeCompiler& range) {
        std::vector<ExprId> inputs;
        CalculationStep step;
        step.kind = CalculationStep::Kind::Range;
        step.index = static_cast<std::uint32_t>(result_.ranges.size());
        result_.ranges.push_back(range.finish(inputs));
        step.count = static_cast<std::uint32_t>(inputs.size());
        tasks_.push_back({ExprId{}, step});
        for (auto input = inputs.rbegin(); input != inputs.rend(); ++input) {
            tasks_.push_back({*input, std::nullopt});
        }
    }

    const Rule& rule_;
    const Values& values_;
    Calculation result_;
    std::vector<Task> tasks_;
};

// Calls `visit(expr)` for an expression and all that it is made of, left to right.
template <class Visit>
void walk(const Rule& rule, ExprId root, Visit visit) {
    std::vector<ExprId> pending{root};
    while (!pending.empty()) {
        const ExprId id = pending.back();
        pending.pop_back();
        visit(rule.exprs[id]);
        if (const FunctorExpr* const call = functor_of(rule, id)) {
            pending.insert(pending.end(), call->args.rbegin(), call->args.rend());
        }
    }
}

constexpr std::array kTotal = {
    Functor::Add,        Functor::Subtract, Functor::Multiply,   Functor::Negate,
    Functor::Maximum,    Functor::Minimum,  Functor::Cat,        Functor::Strlen,
    Functor::Ord,        Functor::ToString, Functor::Floor,      Functor::Ceil,
    Functor::Round,      Functor::Absolute, Functor::ToQuantity, Functor::DaysBetween,
    Functor::MakeRecord, Functor::FieldOf,  Functor::HasBranch};

}  // namespace

Calculation compile(const Rule& rule, ExprId expr, const Values& values) {
    return Compiler(rule, values).expression(expr);
}

Calculation compile_difference(const Rule& rule, ExprId lhs, ExprId rhs, const Values& values) {
    return Compiler(rule, values).difference(lhs, rhs);
}

void add_variables(const Rule& rule, ExprId expr, std::vector<std::uint32_t>& variables) {
    const auto first = static_cast<std::ptrdiff_t>(variables.size());
    walk(rule, expr, [&](const Expr& part) {
        if (const auto* variable = std::get_if<VariableExpr>(&part.node)) {
            variables.push_back(variable->variable);
        }
    });
    std::sort(variables.begin() + first, variables.end());
    variables.erase(std::unique(variables.begin() + first, variables.end()), variables.end());
}

bool is_partial(const Rule& rule, ExprId expr) {
    bool partial = false;
    walk(rule, expr, [&](const Expr& part) {
        const auto* const call = std::get_if<FunctorExpr>(&part.node);
        if (call && std::ranges::find(kTotal, call->functor) == kTotal.end()) partial = true;
    });
    return partial;
}

bool has_functors(const Rule& rule, ExprId expr) { return functor_of(rule, expr) != nullptr; }

}  // namespace dictum
