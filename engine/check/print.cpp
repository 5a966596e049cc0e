// Checked rules and goals as text, from a list of what is still to be written instead of recursion.
//
//   gap(g) :- price("home", p), price("import", q), g = (q - p) / q.
//
// Constants are resolved: ids for aliases, units as the values have them. Conversions that check
// put in are not shown, and a lifted aggregate is shown where it was written.
#include <deque>
#include <string_view>
#include <vector>

#include "engine/check/builtins.h"
#include "engine/check/check.h"
#include "engine/check/record_patterns.h"
#include "engine/lang/operators.h"

namespace dictum {
namespace {

class RuleWriter {
  public:
    RuleWriter(const Rule& rule, const CheckedProgram& program, const Values& values,
               const UnitTable& units)
        : rule_(rule),
          program_(program),
          values_(values),
          units_(units),
          patterns_(record_patterns(rule, values)) {
        aggregates_.resize(rule.variables.size());
        for (std::size_t i = 0; i < rule.literals.size(); ++i) {
            const LiteralId id = id_at<LiteralId>(i);
            const auto* const node = std::get_if<AggregateLiteral>(&rule.literals[id].node);
            if (node != nullptr) aggregates_[node->result] = node;
        }
    }

    void head() {
        call(name(rule_.head), rule_.head_args);
        drain();
    }
    void body(const std::vector<LiteralId>& literals) {
        put_body(literals);
        drain();
    }
    void append(std::string_view text) { text_ += text; }
    std::string take() { return std::move(text_); }

  private:
    struct Item {
        enum class Kind : std::uint8_t { Text, Expr, Literal } kind = Kind::Text;
        std::string_view text;
        ExprId expr{};
        int tightness = 0;  // of an expression: what binds less tightly needs parentheses
        LiteralId literal{};
    };

    // Items come off in the reverse of the order in which they are put on.
    void put(std::string_view text) {
        Item item;
        item.text = text;
        items_.push_back(item);
    }
    void put(ExprId expr, int tightness) {
        Item item;
        item.kind = Item::Kind::Expr;
        item.expr = expr;
        item.tightness = tightness;
        items_.push_back(item);
    }
    void put(LiteralId literal) {
        Item item;
        item.kind = Item::Kind::Literal;
        item.literal = literal;
        items_.push_back(item);
    }
    void drain() {
        while (!items_.empty()) {
            const Item item = items_.back();
            items_.pop_back();
            if (item.kind == Item::Kind::Text) text_ += item.text;
            if (item.kind == Item::Kind::Expr) expression(item.expr, item.tightness);
            if (item.kind == Item::Kind::Literal) literal(item.literal);
        }
    }

    void put_arguments(const std::vector<ExprId>& args) {
        put(")");
        for (std::size_t i = args.size(); i > 0; --i) {
            put(args[i - 1], 0);
            if (i > 1) put(", ");
        }
    }
    void call(std::string_view name, const std::vector<ExprId>& args) {
        text_ += name;
        text_ += '(';
        put_arguments(args);
    }

    void put_body(const std::vector<LiteralId>& literals) {
        bool last = true;
        for (std::size_t i = literals.size(); i > 0; --i) {
            const auto& node = rule_.literals[literals[i - 1]].node;
            if (std::holds_alternative<AggregateLiteral>(node)) continue;
            if (is_record_part(rule_, literals[i - 1])) continue;
            if (!last) put(", ");
            put(literals[i - 1]);
            last = false;
        }
        if (last) put("true");
    }

    void literal(LiteralId id) {
        const auto& node = rule_.literals[id].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            if (atom->negated) text_ += '!';
            call(name(atom->relation), atom->args);
        } else if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
            if (predicate->negated) text_ += '!';
            call(name_of(predicate->predicate), predicate->args);
        } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            put(compare->rhs, 0);
            put(" ");
            put(sign(compare->op));
            put(" ");
            put(compare->lhs, 0);
        }
    }

    void expression(ExprId id, int tightness) {
        const Expr& expr = rule_.exprs[id];
        if (const auto* constant = std::get_if<ConstantExpr>(&expr.node)) {
            text_ += values_.literal(constant->value, expr.type, units_);
        } else if (const auto* variable = std::get_if<VariableExpr>(&expr.node)) {
            if (const AggregateLiteral* const lifted = aggregates_[variable->variable]) {
                aggregate(*lifted, tightness);
            } else if (const auto matched = patterns_.find(variable->variable);
                       matched != patterns_.end()) {
                record(matched->second);
            } else {
                text_ += rule_.variables[variable->variable].name;
            }
        } else if (const auto* functor = std::get_if<FunctorExpr>(&expr.node)) {
            if (functor->functor == Functor::MakeRecord) {
                records_.push_back(made_record(rule_, expr, values_));
                record(records_.back());
            } else {
                functor_call(*functor, tightness);
            }
        } else {
            text_ += '_';
        }
    }

    // The pattern must stay where it is until it is written.
    void record(const RecordPattern& pattern) {
        text_ += pattern.opening;
        put(pattern.closing);
        for (std::size_t i = pattern.fields.size(); i > 0; --i) {
            if (const auto field = pattern.fields[i - 1]) {
                put(*field, 0);
            } else {
                put("_");
            }
            if (i > 1) put(", ");
        }
    }

    void functor_call(const FunctorExpr& functor, int tightness) {
        if (functor.functor == Functor::ToQuantity) {
            put(functor.args[0], tightness);
            return;
        }
        const std::optional<BinaryOp> op = operator_of(functor.functor);
        const bool negates = functor.functor == Functor::Negate;
        if (!op && !negates) {
            call(name_of(functor.functor), functor.args);
            return;
        }
        const int own = op ? precedence(*op) : kNegatePrecedence;
        open_if(own < tightness);
        if (negates) {
            text_ += '-';
            put(functor.args[0], kNegatePrecedence);
            return;
        }
        const bool right = *op == BinaryOp::Power;
        put(functor.args[1], right ? kNegatePrecedence : own + 1);
        put(" ");
        put(sign(*op));
        put(" ");
        put(functor.args[0], right ? kAtomPrecedence : own);
    }

    // Its target reads as far as the colon, so parentheses stand around it inside an expression.
    void aggregate(const AggregateLiteral& literal, int tightness) {
        open_if(tightness > 0);
        text_ += word(literal.kind);
        put(" }");
        put_body(literal.body);
        put(" : { ");
        if (!literal.target) return;
        put(*literal.target, 0);
        put(" ");
    }

    // Writes `(` now, and `)` behind what is put on next.
    void open_if(bool parenthesised) {
        if (!parenthesised) return;
        text_ += '(';
        put(")");
    }

    // Of what check made, the parts are told apart; otherwise a part is known as the whole.
    const std::string& name(RelationId relation) const {
        return rule_.made == Made::No ? program_.shown_name(relation)
                                      : program_.relations[relation].name;
    }

    const Rule& rule_;
    const CheckedProgram& program_;
    const Values& values_;
    const UnitTable& units_;
    std::vector<const AggregateLiteral*> aggregates_;  // by variable: what it stands for, or null
    std::map<std::uint32_t, RecordPattern> patterns_;
    std::deque<RecordPattern> records_;  // that are being written
    std::vector<Item> items_;
    std::string text_;
};

}  // namespace

std::string print_fact(const CheckedProgram& program, RelationId relation,
                       std::span<const Word> tuple, const Values& values, const UnitTable& units) {
    const Relation& declared = program.relations[relation];
    std::string text = program.shown_name(relation) + "(";
    for (std::size_t i = 0; i < tuple.size(); ++i) {
        if (i > 0) text += ", ";
        text += values.literal(tuple[i], declared.columns[i].type, units);
    }
    return text + ")";
}

std::string print_rule(const Rule& rule, const CheckedProgram& program, const Values& values,
                       const UnitTable& units) {
    RuleWriter writer(rule, program, values, units);
    writer.head();
    if (!rule.body.empty()) {
        writer.append(" :- ");
        writer.body(rule.body);
    }
    writer.append(".");
    return writer.take();
}

std::string print_goal(const CheckedGoal& goal, const CheckedProgram& program, const Values& values,
                       const UnitTable& units) {
    RuleWriter writer(goal.rule, program, values, units);
    writer.body(goal.rule.body);
    return writer.take();
}

}  // namespace dictum
