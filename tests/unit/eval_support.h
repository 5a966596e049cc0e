// Checked programs built by hand, so that evaluation is tested without the parser and check.
//
//   ProgramBuilder build;
//   const RelationId edge = build.relation("edge", {BaseType::Number, BaseType::Number});
//   build.rule("r1", reach, {"x", "z"}).atom(reach, {"x", "y"}).atom(edge, {"y", "z"});
//   Model model = build.model();
//
// Arguments are words: a name is a variable, digits a number, `_` a wildcard, 'a' a symbol.
#pragma once

#include <algorithm>
#include <cctype>
#include <deque>
#include <set>
#include <string>
#include <vector>

#include "engine/eval/model.h"
#include "engine/eval/solve.h"

namespace dictum::test {

using Row = std::vector<Word>;
using Rows = std::set<Row>;

inline Word num(std::int64_t value) { return word_of(value); }

// Builds one rule; refers to it by place, so it may be moved meanwhile.
class RuleBuilder {
  public:
    RuleBuilder(Rule& rule, Values& values, std::vector<LiteralId>* body)
        : rule_(&rule), values_(&values), body_(body) {}

    ExprId constant(Word word, BaseType type = BaseType::Number) {
        return rule_->exprs.push({{}, Type::of(type), ConstantExpr{word}});
    }
    ExprId var(const std::string& name, BaseType type = BaseType::Number) {
        return rule_->exprs.push({{}, Type::of(type), VariableExpr{variable(name, type)}});
    }
    ExprId call(Functor functor, std::vector<ExprId> args) {
        return call(functor, std::move(args), BaseType::Number, BaseType::Number);
    }
    ExprId call(Functor functor, std::vector<ExprId> args, BaseType operands, BaseType result) {
        return rule_->exprs.push(
            {{}, Type::of(result), FunctorExpr{functor, operands, std::move(args)}});
    }
    ExprId term(const std::string& text, BaseType type = BaseType::Number) {
        if (text == "_") return rule_->exprs.push({{}, Type::of(type), WildcardExpr{}});
        if (text.starts_with("'")) {
            const std::string name = text.substr(1, text.size() - 2);
            return constant(word_of(values_->symbol(name)), BaseType::Symbol);
        }
        if (std::isdigit(static_cast<unsigned char>(text[0])) != 0 || text[0] == '-') {
            return constant(num(std::stoll(text)));
        }
        return var(text, type);
    }
    std::uint32_t variable(const std::string& name, BaseType type = BaseType::Number) {
        for (std::uint32_t i = 0; i < rule_->variables.size(); ++i) {
            if (rule_->variables[i].name == name) return i;
        }
        rule_->variables.push_back({name, Type::of(type), false});
        return static_cast<std::uint32_t>(rule_->variables.size() - 1);
    }

    RuleBuilder& atom(RelationId relation, const std::vector<std::string>& args,
                      bool negated = false) {
        std::vector<ExprId> exprs;
        for (const std::string& arg : args) exprs.push_back(term(arg));
        return atom_of(relation, std::move(exprs), negated);
    }
    RuleBuilder& atom_of(RelationId relation, std::vector<ExprId> args, bool negated = false) {
        return add(AtomLiteral{relation, std::move(args), negated});
    }
    RuleBuilder& absent(RelationId relation, const std::vector<std::string>& args) {
        return atom(relation, args, true);
    }
    RuleBuilder& compare(CompareOp op, ExprId lhs, ExprId rhs,
                         BaseType operands = BaseType::Number) {
        return add(CompareLiteral{op, operands, lhs, rhs});
    }
    RuleBuilder& predicate(Predicate predicate, ExprId first, ExprId second, bool negated = false) {
        return add(PredicateLiteral{predicate, {first, second}, negated});
    }
    // `fill(body)` builds the aggregate's body; `outer` names the outer variables that it reads.
    template <class Fill>
    RuleBuilder& aggregate(AggregateKind kind, const std::string& result, const std::string& target,
                           const std::vector<std::string>& outer, Fill fill,
                           BaseType operands = BaseType::Number,
                           BaseType result_type = BaseType::Number) {
        AggregateLiteral literal;
        literal.kind = kind;
        literal.operands = operands;
        literal.result = variable(result, result_type);
        for (const std::string& name : outer) literal.outer.push_back(variable(name));
        std::sort(literal.outer.begin(), literal.outer.end());
        fill(RuleBuilder(*rule_, *values_, &literal.body));
        if (!target.empty()) literal.target = var(target, operands);
        return add(std::move(literal));
    }
    Rule& rule() { return *rule_; }

  private:
    template <class Node>
    RuleBuilder& add(Node node) {
        const LiteralId id = rule_->literals.push({{}, std::move(node)});
        body_->push_back(id);
        return *this;
    }

    Rule* rule_;
    Values* values_;
    std::vector<LiteralId>* body_;
};

class ProgramBuilder {
  public:
    Values values;
    SupportTable supports;
    CheckedProgram program;

    RelationId relation(const std::string& name, const std::vector<BaseType>& columns,
                        std::vector<std::uint32_t> key = {}) {
        Relation relation;
        relation.name = name;
        for (const BaseType type : columns) {
            relation.columns.push_back(
                {"c" + std::to_string(relation.columns.size()), Type::of(type)});
        }
        relation.key = std::move(key);
        return program.relations.push(std::move(relation));
    }
    RelationId numbers(const std::string& name, std::size_t arity) {
        return relation(name, std::vector<BaseType>(arity, BaseType::Number));
    }
    void fact(RelationId relation, std::vector<Word> tuple,
              std::optional<SupportId> support = std::nullopt) {
        program.facts.push_back({relation, std::move(tuple), {}, support});
    }
    Word symbol(const std::string& text) { return word_of(values.symbol(text)); }
    Word quantity(const std::string& text) { return values.quantity(*Interval::parse(text)); }

    // The builder is valid until the next rule is begun.
    RuleBuilder rule(const std::string& id, RelationId head, const std::vector<std::string>& args) {
        RuleBuilder builder = rule_of(id, head);
        for (const std::string& arg : args) builder.rule().head_args.push_back(builder.term(arg));
        return builder;
    }
    RuleBuilder rule_of(const std::string& id, RelationId head) {
        Rule rule;
        rule.id = id;
        rule.head = head;
        Rule& added = program.rules[program.rules.push(std::move(rule))];
        program.relations[head].derived = true;
        return RuleBuilder(added, values, &added.body);
    }

    // Strata as check makes them: strongly connected relations, in order of dependency.
    void stratify() {
        const std::size_t n = program.relations.size();
        std::vector<std::vector<char>> reads(n, std::vector<char>(n, 0));
        for (const Rule& rule : program.rules) {
            for (const Literal& literal : rule.literals) {
                if (const auto* atom = std::get_if<AtomLiteral>(&literal.node)) {
                    reads[index_of(rule.head)][index_of(atom->relation)] = 1;
                }
            }
        }
        const auto direct = reads;
        for (std::size_t k = 0; k < n; ++k) {
            for (std::size_t i = 0; i < n; ++i) {
                for (std::size_t j = 0; reads[i][k] && j < n; ++j) {
                    if (reads[k][j]) reads[i][j] = 1;
                }
            }
        }
        program.strata = {};
        std::vector<char> placed(n, 0);
        for (std::size_t done = 0; done < n;) {
            for (std::size_t i = 0; i < n; ++i) {
                if (!placed[i] && ready(reads, placed, i)) done += place(reads, placed, i);
            }
        }
    }

    Model model(Limits limits = {}, FactSource* source = nullptr) {
        stratify();
        return Model(program, values, supports, source, std::move(limits));
    }

    CheckedGoal goal(const std::vector<std::string>& asked) {
        CheckedGoal goal;
        RuleBuilder builder(goal.rule, values, &goal.rule.body);
        for (const std::string& name : asked) {
            goal.rule.head_args.push_back(builder.var(name));
            goal.columns.push_back({name, Type::of(BaseType::Number)});
        }
        return goal;
    }
    RuleBuilder body(CheckedGoal& goal) { return {goal.rule, values, &goal.rule.body}; }
    static void finish(CheckedGoal& goal) {
        for (const Literal& literal : goal.rule.literals) {
            if (const auto* atom = std::get_if<AtomLiteral>(&literal.node)) {
                goal.reads.push_back(atom->relation);
            }
        }
        std::sort(goal.reads.begin(), goal.reads.end());
        goal.reads.erase(std::unique(goal.reads.begin(), goal.reads.end()), goal.reads.end());
    }

  private:
    using Matrix = std::vector<std::vector<char>>;

    static bool ready(const Matrix& reads, const std::vector<char>& placed, std::size_t i) {
        for (std::size_t j = 0; j < reads.size(); ++j) {
            if (reads[i][j] && !reads[j][i] && !placed[j]) return false;
        }
        return true;
    }
    std::size_t place(const Matrix& reads, std::vector<char>& placed, std::size_t i) {
        const StratumId id = program.strata.next_id();
        Stratum stratum;
        stratum.recursive = reads[i][i] != 0;
        for (std::size_t j = 0; j < reads.size(); ++j) {
            if (j != i && !(reads[i][j] && reads[j][i])) continue;
            placed[j] = 1;
            stratum.relations.push_back(id_at<RelationId>(j));
            program.relations[id_at<RelationId>(j)].stratum = id;
        }
        for (std::size_t r = 0; r < program.rules.size(); ++r) {
            const RelationId head = program.rules[id_at<RuleId>(r)].head;
            if (program.relations[head].stratum == id &&
                std::ranges::find(stratum.relations, head) != stratum.relations.end()) {
                stratum.rules.push_back(id_at<RuleId>(r));
            }
        }
        const std::size_t count = stratum.relations.size();
        program.strata.push(std::move(stratum));
        return count;
    }
};

inline Rows rows_of(const Model& model, RelationId relation) {
    Rows rows;
    const Tuples& tuples = model.tuples(relation);
    for (std::size_t i = 0; i < tuples.size(); ++i) {
        const auto row = tuples[id_at<RowId>(i)];
        rows.emplace(row.begin(), row.end());
    }
    return rows;
}

}  // namespace dictum::test
