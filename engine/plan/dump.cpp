// Plans as text.
//
//   stratum 2 (recursive)
//     reach(x, z) :- delta reach(x, y), probe edge(y, z) on 0
//
// scan: all rows; probe ... on columns: those that hold what is known there; look up: the one row;
// exists: one row is enough; delta, old: the version of a recursive relation that is read.
#include <algorithm>

#include "engine/lang/operators.h"
#include "engine/plan/plan.h"
#include "engine/plan/print_expression.h"

namespace dictum {
namespace {

std::string_view aggregate_name(AggregateKind kind) {
    switch (kind) {
        case AggregateKind::Count:
            return "count";
        case AggregateKind::Sum:
            return "sum";
        case AggregateKind::Min:
            return "min";
        case AggregateKind::Max:
            return "max";
        case AggregateKind::Mean:
            return "mean";
    }
    return "";
}

class Dump {
  public:
    Dump(const CheckedProgram& program, const Values& values, const UnitTable& units)
        : program_(program), values_(values), units_(units) {}

    std::string run() {
        const PlanContext context{program_, values_, {}};
        for (std::size_t i = 0; i < program_.strata.size(); ++i) {
            const StratumId id = id_at<StratumId>(i);
            text_ += "stratum " + std::to_string(i);
            if (program_.strata[id].recursive) text_ += " (recursive)";
            text_ += "\n";
            for (const RulePlan& plan : from_checked(context, id)) rule(plan);
        }
        return std::move(text_);
    }

  private:
    void rule(const RulePlan& rule_plan) {
        rule_ = &program_.rules[rule_plan.rule];
        plan_ = &rule_plan.plan;
        text_ += "  " + program_.relations[rule_->head].name;
        list(rule_->head_args);
        bool first = true;
        for (std::size_t i = 0; i < plan_->operators.size(); ++i) {
            const auto& node = plan_->operators[i].node;
            if (std::holds_alternative<AggregateEnd>(node)) {
                text_ += " }";
                first = false;
                continue;
            }
            text_ += first ? (i == 0 ? " :- " : " ") : ", ";
            first = std::holds_alternative<AggregateOperator>(node);
            std::visit([this](const auto& op) { show(op); }, node);
        }
        text_ += "\n";
    }

    void show(const MatchOperator& op) {
        if (op.version == Version::Delta) text_ += "delta ";
        if (op.version == Version::Old) text_ += "old ";
        const std::size_t arity = program_.relations[op.relation].columns.size();
        if (op.exists) {
            text_ += "exists ";
        } else if (op.columns.size() == arity) {
            text_ += "look up ";
        } else if (!op.columns.empty()) {
            text_ += "probe ";
        } else if (op.version != Version::Delta) {
            text_ += "scan ";
        }
        std::vector<std::string> args(arity, "_");
        for (std::size_t i = 0; i < op.keys.size(); ++i) {
            args[op.columns[i]] = shown(op.keys[i], op.relation, op.columns[i]);
        }
        for (const auto& bind : op.binds) args[bind.column] = name(bind.slot);
        for (const auto& check : op.checks) {
            args[check.column] = shown(check.equals, op.relation, check.column);
        }
        atom(op.relation, args);
        if (op.columns.size() < arity) columns(op.columns);
    }

    void show(const AntiJoinOperator& op) {
        std::vector<std::string> args(program_.relations[op.relation].columns.size(), "_");
        for (std::size_t i = 0; i < op.keys.size(); ++i) {
            args[op.columns[i]] = shown(op.keys[i], op.relation, op.columns[i]);
        }
        text_ += "absent ";
        atom(op.relation, args);
        if (op.columns.size() < args.size()) columns(op.columns);
    }

    void show(const BindOperator& op) {
        text_ += "bind " + name(op.slot) + " = " + shown(op.value, type_of(op.slot));
    }

    void show(const RangeOperator& op) {
        text_ += (op.check ? "check " : "bind ") + name(op.slot) + " = range(";
        for (std::size_t i = 0; i < op.args.size(); ++i) {
            if (i > 0) text_ += ", ";
            text_ += shown(op.args[i], Type::of(op.operands));
        }
        text_ += ")";
    }

    void show(const EqualOperator& op) {
        const Type type = type_of(op.lhs, op.rhs);
        text_ +=
            "check " + shown(op.lhs, type) + (op.negated ? " != " : " = ") + shown(op.rhs, type);
    }

    void show(const CompareOperator& op) {
        if (op.difference) {
            const Calculation& difference = plan_->calculations[op.difference->index];
            text_ += "check " + expression(difference.sources[0]) + " ";
            text_ += sign(op.op);
            text_ += " " + expression(difference.sources[1]);
            return;
        }
        const Type type = type_of(op.lhs, op.rhs);
        text_ += "check " + shown(op.lhs, type) + " ";
        text_ += sign(op.op);
        text_ += " " + shown(op.rhs, type);
    }

    void show(const PredicateOperator& op) {
        text_ += op.negated ? "check !" : "check ";
        text_ += op.predicate == Predicate::Match ? "match(" : "contains(";
        for (std::size_t i = 0; i < op.args.size(); ++i) {
            if (i > 0) text_ += ", ";
            text_ += shown(op.args[i], Type::of(BaseType::Symbol));
        }
        text_ += ")";
    }

    void show(const AggregateOperator& op) {
        text_ += op.check ? "check " : "bind ";
        text_ += name(op.slot) + " = ";
        text_ += aggregate_name(op.kind);
        if (op.target) text_ += " " + shown(*op.target, Type::of(op.operands));
        text_ += " : {";
    }

    void show(const AggregateEnd&) {}

    void atom(RelationId relation, const std::vector<std::string>& args) {
        text_ += program_.relations[relation].name + "(";
        for (std::size_t i = 0; i < args.size(); ++i) {
            if (i > 0) text_ += ", ";
            text_ += args[i];
        }
        text_ += ")";
    }

    void columns(const std::vector<std::uint32_t>& columns) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            text_ += i == 0 ? " on " : " ";
            text_ += std::to_string(columns[i]);
        }
    }

    void list(const std::vector<ExprId>& args) {
        text_ += "(";
        for (std::size_t i = 0; i < args.size(); ++i) {
            if (i > 0) text_ += ", ";
            text_ += expression(args[i]);
        }
        text_ += ")";
    }

    std::string expression(ExprId expr) const {
        return print_expression(*rule_, expr, values_, units_);
    }

    // Variables that check made have no name of their own.
    std::string name(std::uint32_t slot) const {
        if (slot < rule_->variables.size() && !rule_->variables[slot].name.empty()) {
            return rule_->variables[slot].name;
        }
        return "#" + std::to_string(slot);
    }

    Type type_of(std::uint32_t slot) const {
        return slot < rule_->variables.size() ? rule_->variables[slot].type : Type{};
    }
    Type type_of(const Operand& a, const Operand& b) const {
        return type_of(a.kind == Operand::Kind::Slot ? a.index : b.index);
    }

    std::string shown(const Operand& operand, RelationId relation, std::uint32_t column) const {
        return shown(operand, program_.relations[relation].columns[column].type);
    }
    std::string shown(const Operand& operand, const Type& type) const {
        switch (operand.kind) {
            case Operand::Kind::Slot:
                return name(operand.index);
            case Operand::Kind::Constant:
                return values_.literal(operand.constant, type, units_);
            case Operand::Kind::Calculation:
                break;
        }
        return expression(plan_->calculations[operand.index].sources.front());
    }

    const CheckedProgram& program_;
    const Values& values_;
    const UnitTable& units_;
    const Rule* rule_ = nullptr;
    const Plan* plan_ = nullptr;
    std::string text_;
};

}  // namespace

std::string dump_plan(const CheckedProgram& program, const Values& values, const UnitTable& units) {
    return Dump(program, values, units).run();
}

}  // namespace dictum
