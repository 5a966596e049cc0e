// Random small programs: the engine agrees with an evaluation that is too simple to be wrong, and
// each derivation it gives is one.
//
// Relations come in layers; a rule reads its own layer and lower ones, and negates or counts only
// lower ones. Seeds are fixed; a failure prints the seed.
#include <functional>
#include <map>
#include <random>

#include "tests/catch.hpp"
#include "tests/unit/eval_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

using Binding = std::vector<std::optional<Word>>;
using Database = std::map<RelationId, Rows>;

// ---- naive evaluation: nested loops over the literals as written ----

class NaiveRule {
  public:
    NaiveRule(const Rule& rule, const Database& facts) : rule_(rule), facts_(facts) {}

    Rows heads() const {
        Rows found;
        match(rule_.body, 0, Binding(rule_.variables.size()), [&](const Binding& binding) {
            Row head;
            for (const ExprId arg : rule_.head_args) head.push_back(*value(arg, binding));
            found.insert(head);
        });
        return found;
    }

  private:
    std::optional<Word> value(ExprId id, const Binding& binding) const {
        const auto& node = rule_.exprs[id].node;
        if (const auto* constant = std::get_if<ConstantExpr>(&node)) return constant->value;
        if (const auto* variable = std::get_if<VariableExpr>(&node))
            return binding[variable->variable];
        const auto* call = std::get_if<FunctorExpr>(&node);
        if (!call) return std::nullopt;
        const auto a = value(call->args[0], binding);
        const auto b = value(call->args[1], binding);
        return a && b ? std::optional(call->functor == Functor::Add ? *a + *b : *a * *b)
                      : std::nullopt;
    }

    // Unifies the arguments with a row; calls whose variables come later are left to the end.
    bool unify(const AtomLiteral& atom, const Row& row, Binding& binding) const {
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto& node = rule_.exprs[atom.args[i]].node;
            const auto* variable = std::get_if<VariableExpr>(&node);
            if (variable && !binding[variable->variable]) binding[variable->variable] = row[i];
        }
        for (std::size_t i = 0; i < row.size(); ++i) {
            const auto known = value(atom.args[i], binding);
            if (known && *known != row[i]) return false;
        }
        return true;
    }

    using Found = std::function<void(const Binding&)>;
    void match(const std::vector<LiteralId>& body, std::size_t at, Binding binding,
               const Found& found) const {
        if (at == body.size()) return found(binding);
        const auto& node = rule_.literals[body[at]].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            bool any = false;
            for (const Row& row : facts_.at(atom->relation)) {
                Binding extended = binding;
                if (!unify(*atom, row, extended)) continue;
                any = true;
                if (!atom->negated) match(body, at + 1, extended, found);
            }
            if (atom->negated && !any) match(body, at + 1, binding, found);
        } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            const auto* variable = std::get_if<VariableExpr>(&rule_.exprs[compare->lhs].node);
            const auto rhs = value(compare->rhs, binding);
            if (variable && !binding[variable->variable]) binding[variable->variable] = rhs;
            const auto lhs = value(compare->lhs, binding);
            const bool holds = compare->op == CompareOp::Equal ? *lhs == *rhs
                               : compare->op == CompareOp::NotEqual
                                   ? *lhs != *rhs
                                   : as_number(*lhs) < as_number(*rhs);
            if (holds) match(body, at + 1, binding, found);
        } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
            std::int64_t total = 0;
            match(aggregate->body, 0, binding, [&](const Binding& inner) {
                total += aggregate->target ? as_number(*value(*aggregate->target, inner)) : 1;
            });
            binding[aggregate->result] = num(total);
            match(body, at + 1, binding, found);
        }
    }

    const Rule& rule_;
    const Database& facts_;
};

Database naive(const CheckedProgram& program) {
    Database facts;
    for (std::size_t i = 0; i < program.relations.size(); ++i) facts[id_at<RelationId>(i)];
    for (const Fact& fact : program.facts) facts[fact.relation].insert(fact.tuple);
    for (const Stratum& stratum : program.strata) {
        for (bool changed = true; changed;) {
            changed = false;
            for (const RuleId id : stratum.rules) {
                const Rule& rule = program.rules[id];
                for (const Row& head : NaiveRule(rule, facts).heads()) {
                    changed = facts[rule.head].insert(head).second || changed;
                }
            }
        }
    }
    return facts;
}

// ---- random programs ----

class SmallRandomProgram {
  public:
    explicit SmallRandomProgram(std::uint32_t seed) : random_(seed) {
        for (int i = 0; i < 6; ++i) {
            arity_.push_back(i == 5 ? below(3) : 1 + below(3));
            relations_.push_back(build.numbers("r" + std::to_string(i), arity_.back()));
        }
        for (std::size_t i = 0; i < 3; ++i) {
            for (std::size_t n = 2 + below(7); n > 0; --n) {
                Row row;
                for (std::size_t c = 0; c < arity_[i]; ++c) row.push_back(num(value()));
                build.fact(relations_[i], row);
            }
        }
        for (std::size_t rules = 3 + below(6); rules > 0; --rules) add_rule(rules);
        build.stratify();
    }

    ProgramBuilder build;

  private:
    std::size_t below(std::size_t n) { return random_() % n; }
    std::int64_t value() { return static_cast<std::int64_t>(below(5)); }
    std::string variable() { return std::string(1, static_cast<char>('a' + below(4))); }

    // Layers: {0, 1}, {2, 3}, {4, 5}.
    void add_rule(std::size_t number) {
        const std::size_t head = 1 + below(5);
        const std::size_t layer_end = head / 2 * 2 + 2;
        RuleBuilder rule = build.rule_of("rule" + std::to_string(number), relations_[head]);
        std::vector<std::string> bound;
        for (std::size_t atoms = 1 + below(3); atoms > 0; --atoms) {
            add_atom(rule, below(layer_end), bound);
        }
        if (bound.empty()) {
            bound = {"a"};
            rule.compare(CompareOp::Equal, rule.var("a"), rule.term("2"));
        }
        const std::size_t lower = head / 2 * 2;
        if (lower > 0 && below(3) == 0) add_absence(rule, below(lower), bound);
        if (lower > 0 && below(3) == 0) add_aggregate(rule, below(lower), bound);
        if (below(3) == 0) add_comparison(rule, bound);
        for (std::size_t c = 0; c < arity_[head]; ++c) {
            rule.rule().head_args.push_back(below(8) == 0 ? rule.constant(num(value()))
                                                          : rule.var(any(bound)));
        }
    }

    const std::string& any(const std::vector<std::string>& names) {
        return names[below(names.size())];
    }

    void add_atom(RuleBuilder& rule, std::size_t relation, std::vector<std::string>& bound) {
        std::vector<ExprId> args;
        for (std::size_t c = 0; c < arity_[relation]; ++c) {
            const std::size_t kind = below(10);
            if (kind == 0) {
                args.push_back(rule.term("_"));
            } else if (kind == 1) {
                args.push_back(rule.constant(num(value())));
            } else if (kind == 2 && !bound.empty()) {
                args.push_back(
                    rule.call(Functor::Add, {rule.var(any(bound)), rule.constant(num(1))}));
            } else {
                args.push_back(rule.var(variable()));
                bound.push_back(name_of(rule, args.back()));
            }
        }
        rule.atom_of(relations_[relation], std::move(args));
    }

    static std::string name_of(RuleBuilder& rule, ExprId id) {
        return rule.rule()
            .variables[std::get<VariableExpr>(rule.rule().exprs[id].node).variable]
            .name;
    }

    void add_absence(RuleBuilder& rule, std::size_t relation,
                     const std::vector<std::string>& bound) {
        std::vector<std::string> args;
        for (std::size_t c = 0; c < arity_[relation]; ++c) {
            args.push_back(below(4) == 0 ? "_" : any(bound));
        }
        rule.absent(relations_[relation], args);
    }

    void add_aggregate(RuleBuilder& rule, std::size_t relation, std::vector<std::string>& bound) {
        const bool sum = below(2) == 0 && arity_[relation] > 0;
        const std::string outer = any(bound);
        std::vector<std::string> args(arity_[relation], "_");
        bool reads_outer = false;
        for (std::size_t c = 1; c < args.size(); ++c) {
            if (below(2) == 0) continue;
            args[c] = outer;
            reads_outer = true;
        }
        if (sum) args[0] = "inner";
        rule.aggregate(sum ? AggregateKind::Sum : AggregateKind::Count, "total", sum ? "inner" : "",
                       reads_outer ? std::vector{outer} : std::vector<std::string>{},
                       [&](RuleBuilder body) { body.atom(relations_[relation], args); });
        bound.push_back("total");
    }

    void add_comparison(RuleBuilder& rule, std::vector<std::string>& bound) {
        const std::size_t kind = below(3);
        if (kind == 2) {
            rule.compare(
                CompareOp::Equal, rule.var("fresh"),
                rule.call(Functor::Multiply, {rule.var(any(bound)), rule.constant(num(2))}));
            // Not for the head: the values must stay few for the run to end.
            rule.compare(CompareOp::Less, rule.var("fresh"), rule.constant(num(5)));
            return;
        }
        // One after the other: compilers order arguments differently.
        const ExprId lhs = rule.var(any(bound));
        const ExprId rhs = rule.var(any(bound));
        rule.compare(kind == 0 ? CompareOp::NotEqual : CompareOp::Less, lhs, rhs);
    }

    std::mt19937 random_;
    std::vector<std::size_t> arity_;
    std::vector<RelationId> relations_;
};

// Every premise that is a tuple holds what the rule's atom says under the bindings.
void check_derivation(const Model& model, const Derivation& derivation) {
    const Rule& rule = model.program().rules[*derivation.rule];
    REQUIRE(derivation.premises.size() == rule.body.size());
    for (std::size_t i = 0; i < rule.body.size(); ++i) {
        const auto* tuple = std::get_if<TuplePremise>(&derivation.premises[i]);
        if (!tuple) continue;
        const auto& atom = std::get<AtomLiteral>(rule.literals[rule.body[i]].node);
        const auto row = model.tuples(tuple->relation)[tuple->row];
        REQUIRE(tuple->relation == atom.relation);
        for (std::size_t c = 0; c < row.size(); ++c) {
            const auto* variable = std::get_if<VariableExpr>(&rule.exprs[atom.args[c]].node);
            if (variable) REQUIRE(derivation.bindings[variable->variable] == row[c]);
        }
    }
}

}  // namespace

TEST_CASE("random programs agree with naive evaluation") {
    std::size_t derived = 0;
    for (std::uint32_t seed = 1; seed <= 4000; ++seed) {
        CAPTURE(seed);
        SmallRandomProgram random(seed);
        Model model(random.build.program, random.build.values, random.build.supports, nullptr, {});
        REQUIRE(model.require_all());
        const Database expected = naive(random.build.program);
        for (const auto& [relation, rows] : expected) {
            REQUIRE(rows_of(model, relation) == rows);
            for (std::size_t i = 0; i < rows.size(); ++i) {
                const RowId row = id_at<RowId>(i);
                const auto found = derivations(model, relation, row);
                REQUIRE(found);
                if (!model.is_base(relation, row)) REQUIRE_FALSE(found->items.empty());
                for (const Derivation& item : found->items) check_derivation(model, item);
                derived += found->items.size();
            }
        }
    }
    CHECK(derived > 10'000);
}
