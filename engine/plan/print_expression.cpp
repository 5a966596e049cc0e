#include "engine/plan/print_expression.h"

#include <vector>

#include "engine/lang/operators.h"

namespace dictum {

std::string_view functor_name(Functor functor) {
    struct Name {
        Functor functor;
        std::string_view text;
    };
    static constexpr Name kNames[] = {
        {Functor::Add, "+"},
        {Functor::Subtract, "-"},
        {Functor::Multiply, "*"},
        {Functor::Divide, "/"},
        {Functor::Modulo, "%"},
        {Functor::Power, "^"},
        {Functor::Negate, "-"},
        {Functor::BitAnd, "band"},
        {Functor::BitOr, "bor"},
        {Functor::BitXor, "bxor"},
        {Functor::BitNot, "bnot"},
        {Functor::ShiftLeft, "bshl"},
        {Functor::ShiftRight, "bshr"},
        {Functor::ShiftRightUnsigned, "bshru"},
        {Functor::LogicalAnd, "land"},
        {Functor::LogicalOr, "lor"},
        {Functor::LogicalXor, "lxor"},
        {Functor::LogicalNot, "lnot"},
        {Functor::AddDays, "+"},
        {Functor::SubtractDays, "-"},
        {Functor::DaysBetween, "-"},
        {Functor::Maximum, "max"},
        {Functor::Minimum, "min"},
        {Functor::Cat, "cat"},
        {Functor::Strlen, "strlen"},
        {Functor::Substr, "substr"},
        {Functor::Ord, "ord"},
        {Functor::ToNumber, "to_number"},
        {Functor::ToUnsigned, "to_unsigned"},
        {Functor::ToFloat, "to_float"},
        {Functor::ToString, "to_string"},
        {Functor::Lo, "lo"},
        {Functor::Hi, "hi"},
        {Functor::Mid, "mid"},
        {Functor::Width, "width"},
        {Functor::Floor, "floor"},
        {Functor::Ceil, "ceil"},
        {Functor::Round, "round"},
        {Functor::Absolute, "abs"},
        {Functor::Share, "share"},
        {Functor::MakeRecord, "record"},
        {Functor::FieldOf, "field"},
        {Functor::HasBranch, "branch"},
        {Functor::Range, "range"},
    };
    for (const Name& name : kNames) {
        if (name.functor == functor) return name.text;
    }
    return "";
}

namespace {

bool is_infix(const FunctorExpr& call) {
    if (call.args.size() != 2) return false;
    const std::string_view name = functor_name(call.functor);
    return name.size() == 1 || operator_word(name);
}

// Prints from left to right with a stack of what is still to come.
class Printer {
  public:
    Printer(const Rule& rule, const Values& values, const UnitTable& units)
        : rule_(rule), values_(values), units_(units) {}

    std::string print(ExprId root) {
        tasks_.push_back({root, {}, false, true});
        while (!tasks_.empty()) {
            const Task task = tasks_.back();
            tasks_.pop_back();
            if (task.is_expr) {
                visit(task);
            } else {
                text_ += task.text;
            }
        }
        return std::move(text_);
    }

  private:
    struct Task {
        ExprId expr{};
        std::string_view text;
        bool nested = false;
        bool is_expr = false;
    };

    void visit(const Task& task) {
        const Expr& expr = rule_.exprs[task.expr];
        if (const auto* constant = std::get_if<ConstantExpr>(&expr.node)) {
            text_ += values_.literal(constant->value, expr.type, units_);
        } else if (const auto* variable = std::get_if<VariableExpr>(&expr.node)) {
            const std::string& name = rule_.variables[variable->variable].name;
            text_ += name.empty() ? "#" + std::to_string(variable->variable) : name;
        } else if (const auto* call = std::get_if<FunctorExpr>(&expr.node)) {
            visit_call(*call, task.nested);
        } else {
            text_ += "_";
        }
    }

    void visit_call(const FunctorExpr& call, bool nested) {
        const std::string_view name = functor_name(call.functor);
        if (name.empty()) {
            push(call.args.front(), nested);
        } else if (is_infix(call)) {
            if (nested) push(")");
            push(call.args[1], true);
            push(" ");
            push(name);
            push(" ");
            push(call.args[0], true);
            if (nested) push("(");
        } else if (call.functor == Functor::Negate) {
            push(call.args.front(), true);
            push(name);
        } else {
            push(")");
            for (std::size_t i = call.args.size(); i-- > 0;) {
                push(call.args[i], false);
                if (i > 0) push(", ");
            }
            push("(");
            push(name);
        }
    }

    void push(std::string_view text) { tasks_.push_back({ExprId{}, text, false, false}); }
    void push(ExprId expr, bool nested) { tasks_.push_back({expr, {}, nested, true}); }

    const Rule& rule_;
    const Values& values_;
    const UnitTable& units_;
    std::vector<Task> tasks_;
    std::string text_;
};

}  // namespace

std::string print_expression(const Rule& rule, ExprId expr, const Values& values,
                             const UnitTable& units) {
    return Printer(rule, values, units).print(expr);
}

}  // namespace dictum
