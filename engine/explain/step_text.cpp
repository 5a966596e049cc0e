#include "engine/explain/step_text.h"

#include <algorithm>
#include <deque>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/check/builtins.h"
#include "engine/check/record_patterns.h"
#include "engine/lang/operators.h"
#include "engine/plan/print_expression.h"

namespace dictum {
namespace {

// Writes the literals of one rule under one substitution.
class Writer {
  public:
    Writer(const Model& model, const UnitTable& units, const Rule& rule,
           std::span<const Word> bindings)
        : model_(model),
          units_(units),
          rule_(rule),
          bindings_(bindings),
          known_(rule.variables.size(), true) {}

    // Only these variables have a value; the others are written by name.
    void know_only(const std::vector<std::uint32_t>& variables) {
        known_.assign(rule_.variables.size(), false);
        for (const std::uint32_t variable : variables) known_[variable] = true;
    }

    // Equations are written as they stand: the values of their sides may differ.
    void know_some(std::span<const std::optional<Word>> bindings,
                   std::span<const std::string> names) {
        for (std::size_t i = 0; i < bindings.size(); ++i) known_[i] = bindings[i].has_value();
        names_ = names;
        solves_ = false;
    }

    void literal(LiteralId id) {
        const auto& node = rule_.literals[id].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            if (atom->negated) text_ += '!';
            call(model_.program().shown_name(atom->relation), atom->args);
        } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            comparison(*compare);
        } else if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
            if (predicate->negated) text_ += '!';
            call(predicate->predicate == Predicate::Match ? "match" : "contains", predicate->args);
        } else if (const auto* inner = std::get_if<AggregateLiteral>(&node)) {
            visit_variable(inner->result);
            text_ += " = ";
            set(*inner);
        }
    }

    // `count : { ... }`; aggregates nest no deeper than their text does (kNestingMax).
    void set(const AggregateLiteral& literal) {
        text_ += word(literal.kind);
        if (literal.target) {
            text_ += ' ';
            expression(*literal.target);
        }
        text_ += " : { ";
        for (std::size_t i = 0; i < literal.body.size(); ++i) {
            if (is_record_part(rule_, literal.body[i])) continue;
            if (i > 0) text_ += ", ";
            this->literal(literal.body[i]);
        }
        text_ += " }";
    }

    void comparison(const CompareLiteral& compare) {
        if (compare.op == CompareOp::Equal && solves_) {
            if (equation(compare.lhs, compare.rhs) || equation(compare.rhs, compare.lhs)) return;
        }
        expression(compare.lhs);
        text_ += ' ';
        text_ += sign(compare.op);
        text_ += ' ';
        expression(compare.rhs);
    }

    void aggregate(const AggregateLiteral& literal, Word result) {
        const Variable& variable = rule_.variables[literal.result];
        if (!variable.name.empty()) text_ += variable.name + " = ";
        know_only(literal.outer);
        set(literal);
        text_ += " = ";
        text_ += model_.values().literal(result, variable.type, units_);
    }

    void expression(ExprId root) {
        std::vector<Task> tasks{{root, 0, {}}};
        while (!tasks.empty()) {
            const Task task = tasks.back();
            tasks.pop_back();
            if (task.expr) {
                visit(*task.expr, task.tightness, tasks);
            } else {
                text_ += task.text;
            }
        }
    }

    std::string take() { return std::move(text_); }

  private:
    // Something still to be written: an expression, in parentheses when it binds less tightly than
    // `tightness`, or a text.
    struct Task {
        std::optional<ExprId> expr;
        int tightness = 0;
        std::string_view text;
    };

    // `name = expression = value`, when `side` is a variable that has a name and a value.
    bool equation(ExprId side, ExprId other) {
        const auto* const variable = std::get_if<VariableExpr>(&rule_.exprs[side].node);
        if (!variable || !known_[variable->variable]) return false;
        const Variable& named = rule_.variables[variable->variable];
        if (named.name.empty()) return false;
        text_ += named.name + " = ";
        expression(other);
        if (std::holds_alternative<FunctorExpr>(rule_.exprs[other].node)) {
            text_ += " = ";
            expression(side);
        }
        return true;
    }

    void call(std::string_view name, const std::vector<ExprId>& args) {
        text_ += name;
        text_ += '(';
        for (std::size_t i = 0; i < args.size(); ++i) {
            if (i > 0) text_ += ", ";
            expression(args[i]);
        }
        text_ += ')';
    }

    void visit(ExprId id, int tightness, std::vector<Task>& tasks) {
        const Expr& expr = rule_.exprs[id];
        if (const auto* constant = std::get_if<ConstantExpr>(&expr.node)) {
            text_ += model_.values().literal(constant->value, expr.type, units_);
        } else if (const auto* variable = std::get_if<VariableExpr>(&expr.node)) {
            visit_variable(variable->variable);
        } else if (const auto* functor = std::get_if<FunctorExpr>(&expr.node)) {
            visit_functor(id, *functor, tightness, tasks);
        } else {
            text_ += '_';
        }
    }

    void visit_variable(std::uint32_t variable) {
        const Variable& named = rule_.variables[variable];
        if (known_[variable]) {
            text_ += model_.values().literal(bindings_[variable], named.type, units_);
        } else if (variable < names_.size() && !names_[variable].empty()) {
            text_ += names_[variable];
        } else {
            text_ += named.name.empty() ? "_" : named.name;
        }
    }

    // Tasks are taken from the back, so they are pushed in reverse.
    void visit_functor(ExprId id, const FunctorExpr& functor, int tightness,
                       std::vector<Task>& tasks) {
        if (functor.functor == Functor::MakeRecord) return visit_record(id, tasks);
        if (functor.functor == Functor::ToQuantity) {
            tasks.push_back({functor.args[0], tightness, {}});
            return;
        }
        const std::optional<BinaryOp> op = operator_of(functor.functor);
        const bool negates = functor.functor == Functor::Negate;
        const int own = op ? precedence(*op) : negates ? kNegatePrecedence : kAtomPrecedence;
        if (own < tightness) {
            text_ += '(';
            tasks.push_back({{}, 0, ")"});
        }
        if (op) {
            const bool right = *op == BinaryOp::Power;
            tasks.push_back({functor.args[1], right ? own : own + 1, {}});
            tasks.push_back({{}, 0, " "});
            tasks.push_back({{}, 0, sign(*op)});
            tasks.push_back({{}, 0, " "});
            tasks.push_back({functor.args[0], right ? own + 1 : own, {}});
        } else if (negates) {
            text_ += '-';
            tasks.push_back({functor.args[0], own, {}});
        } else {
            text_ += functor_name(functor.functor);
            text_ += '(';
            tasks.push_back({{}, 0, ")"});
            for (std::size_t i = functor.args.size(); i-- > 0;) {
                tasks.push_back({functor.args[i], 0, {}});
                if (i > 0) tasks.push_back({{}, 0, ", "});
            }
        }
    }

    void visit_record(ExprId id, std::vector<Task>& tasks) {
        records_.push_back(made_record(rule_, rule_.exprs[id], model_.values()));
        const RecordPattern& record = records_.back();
        text_ += record.opening;
        tasks.push_back({{}, 0, record.closing});
        for (std::size_t i = record.fields.size(); i-- > 0;) {
            tasks.push_back({record.fields[i], 0, {}});
            if (i > 0) tasks.push_back({{}, 0, ", "});
        }
    }

    const Model& model_;
    const UnitTable& units_;
    const Rule& rule_;
    std::deque<RecordPattern> records_;  // that are being written
    std::span<const Word> bindings_;
    std::vector<bool> known_;
    std::span<const std::string> names_;  // by variable: how one without a value is written
    bool solves_ = true;                  // are equations written with their result?
    std::string text_;
};

}  // namespace

std::string StepText::absence(const AbsencePremise& premise) const {
    const Relation& relation = model_.program().relations[premise.relation];
    std::string text = "!" + model_.program().shown_name(premise.relation) + "(";
    for (std::size_t i = 0; i < premise.pattern.size(); ++i) {
        if (i > 0) text += ", ";
        const std::optional<Word>& word = premise.pattern[i];
        text += word ? model_.values().literal(*word, relation.columns[i].type, units_) : "_";
    }
    text += ")";
    const std::optional<Resolution>& chosen = relation.resolution;
    if (chosen && chosen->at_least)
        text += ", at least " + std::string(to_string(*chosen->at_least));
    return text;
}

std::string StepText::calculation(const Rule& rule, std::span<const Word> bindings,
                                  LiteralId literal) const {
    Writer writer(model_, units_, rule, bindings);
    writer.literal(literal);
    return writer.take();
}

namespace {

std::vector<Word> words_of(std::span<const std::optional<Word>> bindings) {
    std::vector<Word> words;
    words.reserve(bindings.size());
    for (const std::optional<Word>& word : bindings) words.push_back(word.value_or(0));
    return words;
}

}  // namespace

std::string StepText::condition(const Rule& rule, std::span<const std::optional<Word>> bindings,
                                LiteralId literal, std::span<const std::string> names) const {
    const std::vector<Word> words = words_of(bindings);
    Writer writer(model_, units_, rule, words);
    writer.know_some(bindings, names);
    writer.literal(literal);
    return writer.take();
}

std::string StepText::expression(const Rule& rule, std::span<const std::optional<Word>> bindings,
                                 ExprId expr, std::span<const std::string> names) const {
    const std::vector<Word> words = words_of(bindings);
    Writer writer(model_, units_, rule, words);
    writer.know_some(bindings, names);
    writer.expression(expr);
    return writer.take();
}

std::string StepText::aggregate(const Rule& rule, std::span<const Word> bindings,
                                const AggregatePremise& premise) const {
    Writer writer(model_, units_, rule, bindings);
    const auto& literal = std::get<AggregateLiteral>(rule.literals[premise.literal].node);
    writer.aggregate(literal, premise.result);
    return writer.take();
}

}  // namespace dictum
