#include "tests/oracle/naive.h"

#include <algorithm>

#include "tests/oracle/naive_functors.h"
#include "tests/oracle/naive_resolution.h"

namespace dictum::test {
namespace {

__extension__ using Wide = __int128;

struct Collector : FactSink {
    std::set<Tuple>& tuples;
    explicit Collector(std::set<Tuple>& into) : tuples(into) {}
    Status fact(std::span<const Word> tuple, std::optional<SupportId>) override {
        tuples.emplace(tuple.begin(), tuple.end());
        return {};
    }
};

const VariableExpr* variable_of(const Rule& rule, ExprId expr) {
    return std::get_if<VariableExpr>(&rule.exprs[expr].node);
}

Result<std::optional<Word>> total(const AggregateLiteral& literal, BaseType result,
                                  const std::vector<Word>& targets, Values& values) {
    const auto count = static_cast<std::int64_t>(targets.size());
    if (literal.kind == AggregateKind::Count) return std::optional(word_of(count));
    const bool sums = literal.kind == AggregateKind::Sum;
    if (targets.empty() && !sums) return std::optional<Word>();
    if (literal.operands == BaseType::Quantity) {
        Interval sum = sums || literal.kind == AggregateKind::Mean ? Interval::point(Decimal())
                                                                   : values.interval(targets[0]);
        for (const Word target : targets) {
            const Interval& next = values.interval(target);
            DICTUM_TRY(sum, literal.kind == AggregateKind::Min   ? minimum(sum, next)
                            : literal.kind == AggregateKind::Max ? maximum(sum, next)
                                                                 : add(sum, next));
        }
        if (literal.kind == AggregateKind::Mean) {
            DICTUM_TRY(sum, divide(sum, Interval::point(Decimal::from_integer(count))));
        }
        return std::optional(values.quantity(sum));
    }
    const auto less = [&](Word a, Word b) { return naive_less(a, b, literal.operands, values); };
    if (literal.kind == AggregateKind::Min)
        return std::optional(*std::ranges::min_element(targets, less));
    if (literal.kind == AggregateKind::Max)
        return std::optional(*std::ranges::max_element(targets, less));
    double floats = 0;
    Wide whole = 0;
    for (const Word target : targets) {
        if (literal.operands == BaseType::Float) floats += as_float(target);
        whole += literal.operands == BaseType::Unsigned ? static_cast<Wide>(target)
                                                        : Wide{as_number(target)};
    }
    if (literal.kind == AggregateKind::Mean) {
        if (result != BaseType::Float) return std::optional(static_cast<Word>(whole / count));
        if (literal.operands != BaseType::Float) floats = static_cast<double>(whole);
        return std::optional(word_of(floats / static_cast<double>(count)));
    }
    if (literal.operands == BaseType::Float) return std::optional(word_of(floats));
    if (literal.operands == BaseType::Number && whole != static_cast<std::int64_t>(whole)) {
        return Error{ErrorCode::InvalidInput, "sum out of range"};
    }
    return std::optional(static_cast<Word>(whole));
}

}  // namespace

// The matches of a body so far, and what is left of it. All matches bind the same variables.
struct Naive::Body {
    std::vector<LiteralId> left;
    std::vector<bool> bound;
    std::vector<NaiveMatch> matches;
    std::map<LiteralId, Tuple> given;
};

// Which rows a choice domain keeps depends on the order of the run, and here there is none.
bool Naive::covers(const CheckedProgram& program) {
    for (std::size_t i = 0; i < program.relations.size(); ++i) {
        if (!program.relations[id_at<RelationId>(i)].choices.empty()) return false;
    }
    return true;
}

// ---- the fixpoint --------------------------------------------------------------------------

Status Naive::run(FactSource* source) {
    if (!covers(program_)) {
        return Error{ErrorCode::InvalidInput, "choice-domain: not covered by this evaluator"};
    }
    for (std::size_t i = 0; i < program_.relations.size(); ++i) {
        const Relation& relation = program_.relations[id_at<RelationId>(i)];
        const RelationId own = holder(id_at<RelationId>(i));
        model_[id_at<RelationId>(i)];
        Collector collector(data_[own]);
        if (source && relation.has_data) {
            DICTUM_CHECK(source->read(relation.schema(), values_, collector));
        }
        model_[own].insert(data_[own].begin(), data_[own].end());
    }
    for (const Fact& fact : program_.facts) {
        model_[holder(fact.relation)].insert(fact.tuple);
        if (!fact.support) data_[holder(fact.relation)].insert(fact.tuple);
    }
    for (const Stratum& stratum : program_.strata) {
        for (const RelationId relation : stratum.relations) DICTUM_CHECK(resolve(relation));
        for (bool changed = true; changed;) {
            changed = false;
            for (const RuleId id : stratum.rules) {
                const Rule& rule = program_.rules[id];
                if (rule.made == Made::Consensus) continue;
                DICTUM_TRY(const auto found, matches(rule));
                for (const NaiveMatch& match : found) {
                    DICTUM_TRY(Tuple tuple, head(rule, match));
                    changed = model_[rule.head].insert(std::move(tuple)).second || changed;
                }
            }
        }
    }
    return {};
}

// The facts of a relation with a conflict policy are among the rows that it chooses from.
RelationId Naive::holder(RelationId relation) const { return program_.holder_of(relation); }

Status Naive::resolve(RelationId relation) {
    if (!program_.relations[relation].resolution) return {};
    DICTUM_TRY(const auto chosen, naive_resolution(*this, program_, values_, relation));
    for (const NaiveChoice& choice : chosen) {
        model_[relation].insert(choice.tuple);
        if (!choice.agreeing.empty()) agreeing_[{relation, choice.tuple}] = choice.agreeing;
    }
    return {};
}

const SupportTable& Naive::supports() const {
    static const SupportTable kNone;
    return supports_ ? *supports_ : kNone;
}

const std::vector<Tuple>* Naive::agreeing(RelationId relation, const Tuple& tuple) const {
    const auto found = agreeing_.find({relation, tuple});
    return found == agreeing_.end() ? nullptr : &found->second;
}

Result<Tuple> Naive::head(const Rule& rule, const NaiveMatch& match) const {
    Tuple tuple;
    for (const ExprId arg : rule.head_args) {
        DICTUM_TRY(const Word word, NaiveExpressions(rule, values_).evaluate(arg, match.bindings));
        tuple.push_back(word);
    }
    return tuple;
}

// ---- matching ------------------------------------------------------------------------------

Result<std::vector<NaiveMatch>> Naive::matches(const Rule& rule,
                                               const std::map<LiteralId, Tuple>& given) const {
    const std::size_t variables = rule.variables.size();
    return matches(rule, Body{rule.body,
                              std::vector<bool>(variables, false),
                              {NaiveMatch{Bindings(variables, 0), {}}},
                              given});
}

// When to take a literal. 0: now; 1: when nothing is better; 2: last; 3: not yet.
int Naive::rank(const Rule& rule, LiteralId id, const std::vector<bool>& bound) const {
    const NaiveExpressions expressions(rule, values_);
    const auto is_bound = [&](std::uint32_t variable) { return bound[variable]; };
    const auto is_known = [&](ExprId expr) {
        return std::ranges::all_of(expressions.variables(expr), is_bound);
    };
    const auto is_partial = [&](ExprId expr) { return expressions.is_partial(expr); };
    const auto& node = rule.literals[id].node;
    if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
        if (!atom->negated) return 1;
        if (!std::ranges::all_of(atom->args, is_known)) return 3;
        return std::ranges::any_of(atom->args, is_partial) ? 2 : 0;
    }
    if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
        const bool left = is_known(compare->lhs);
        const bool right = is_known(compare->rhs);
        const bool binds =
            compare->op == CompareOp::Equal && ((left && variable_of(rule, compare->rhs)) ||
                                                (right && variable_of(rule, compare->lhs)));
        if (!(left && right) && !binds) return 3;
        return is_partial(compare->lhs) || is_partial(compare->rhs) ? 2 : 0;
    }
    if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
        return std::ranges::all_of(predicate->args, is_known) ? 2 : 3;
    }
    const auto& aggregate = std::get<AggregateLiteral>(node);
    return std::ranges::all_of(aggregate.outer, is_bound) ? 2 : 3;
}

Result<std::vector<NaiveMatch>> Naive::matches(const Rule& rule, Body body) const {
    const auto rank_of = [&](LiteralId id) { return rank(rule, id, body.bound); };
    while (!body.left.empty() && !body.matches.empty()) {
        const auto next = std::ranges::min_element(body.left, {}, rank_of);
        const LiteralId literal = *next;
        if (rank_of(literal) == 3) return Error{ErrorCode::InvalidInput, "no literal is ready"};
        body.left.erase(next);
        DICTUM_TRY(body.matches, extend(rule, literal, body));
    }
    std::vector<NaiveMatch> whole;
    for (NaiveMatch& match : body.matches) {
        DICTUM_TRY(const bool fits, calls_fit(rule, match));
        if (fits) whole.push_back(std::move(match));
    }
    return whole;
}

// Calls as arguments of atoms were not looked at on the way.
Result<bool> Naive::calls_fit(const Rule& rule, const NaiveMatch& match) const {
    for (const auto& [id, tuple] : match.tuples) {
        const auto& args = std::get<AtomLiteral>(rule.literals[id].node).args;
        for (std::size_t i = 0; i < tuple.size(); ++i) {
            if (!std::holds_alternative<FunctorExpr>(rule.exprs[args[i]].node)) continue;
            DICTUM_TRY(const Word word,
                       NaiveExpressions(rule, values_).evaluate(args[i], match.bindings));
            if (word != tuple[i]) return false;
        }
    }
    return true;
}

Result<std::vector<NaiveMatch>> Naive::extend(const Rule& rule, LiteralId id, Body& body) const {
    const auto& node = rule.literals[id].node;
    const auto* const atom = std::get_if<AtomLiteral>(&node);
    const bool is_positive = atom && !atom->negated;
    std::vector<NaiveMatch> found;
    std::vector<std::uint32_t> binds;
    if (is_positive) {
        for (const ExprId arg : atom->args) {
            if (const auto* variable = variable_of(rule, arg)) binds.push_back(variable->variable);
        }
    }
    for (NaiveMatch& match : body.matches) {
        if (is_positive) {
            extend_by_atom(rule, id, *atom, body, match, found);
            continue;
        }
        DICTUM_TRY(const bool counted, extend_by_range(rule, id, body.bound, match, binds, found));
        if (counted) continue;
        DICTUM_TRY(const bool holds, holds_for(rule, id, body.bound, match, binds));
        if (holds) found.push_back(std::move(match));
    }
    for (const std::uint32_t variable : binds) body.bound[variable] = true;
    return found;
}

// Is the literal `x = range(...)`, of an x without a value yet? Then each of its values.
Result<bool> Naive::extend_by_range(const Rule& rule, LiteralId id, const std::vector<bool>& bound,
                                    const NaiveMatch& match, std::vector<std::uint32_t>& binds,
                                    std::vector<NaiveMatch>& found) const {
    const auto* const compare = std::get_if<CompareLiteral>(&rule.literals[id].node);
    if (!compare) return false;
    const VariableExpr* variable = variable_of(rule, compare->lhs);
    if (!variable) variable = variable_of(rule, compare->rhs);
    if (!variable || bound[variable->variable]) return false;
    DICTUM_TRY(const auto numbers,
               NaiveExpressions(rule, values_).numbers(*compare, match.bindings));
    if (!numbers) return false;
    binds = {variable->variable};
    for (const Word word : *numbers) {
        found.push_back(match);
        found.back().bindings[variable->variable] = word;
    }
    return true;
}

// Sets `binds` to what the literal gives a value.
Result<bool> Naive::holds_for(const Rule& rule, LiteralId id, const std::vector<bool>& bound,
                              NaiveMatch& match, std::vector<std::uint32_t>& binds) const {
    const auto& node = rule.literals[id].node;
    const NaiveExpressions expressions(rule, values_);
    if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
        DICTUM_TRY(const bool present, is_present(rule, *atom, match));
        return !present;
    }
    if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
        return expressions.holds(*predicate, match.bindings);
    }
    if (const auto* aggregated = std::get_if<AggregateLiteral>(&node)) {
        DICTUM_TRY(const NaiveAggregate found, aggregate(rule, *aggregated, match.bindings));
        Word& result = match.bindings[aggregated->result];
        binds = {aggregated->result};
        if (!found.value || (bound[aggregated->result] && result != *found.value)) return false;
        result = *found.value;
        return true;
    }
    const auto& compare = std::get<CompareLiteral>(node);
    for (const bool left : {true, false}) {
        const VariableExpr* const variable = variable_of(rule, left ? compare.lhs : compare.rhs);
        if (!variable || bound[variable->variable]) continue;
        binds = {variable->variable};
        DICTUM_TRY(match.bindings[variable->variable],
                   expressions.evaluate(left ? compare.rhs : compare.lhs, match.bindings));
        return true;
    }
    return expressions.holds(compare, match.bindings);
}

void Naive::extend_by_atom(const Rule& rule, LiteralId id, const AtomLiteral& atom,
                           const Body& body, const NaiveMatch& match,
                           std::vector<NaiveMatch>& found) const {
    const auto try_tuple = [&](const Tuple& tuple) {
        std::vector<bool> bound = body.bound;
        Bindings bindings = match.bindings;
        for (std::size_t i = 0; i < tuple.size(); ++i) {
            const auto& arg = rule.exprs[atom.args[i]].node;
            if (const auto* constant = std::get_if<ConstantExpr>(&arg)) {
                if (constant->value != tuple[i]) return;
            } else if (const auto* variable = std::get_if<VariableExpr>(&arg)) {
                Word& word = bindings[variable->variable];
                if (bound[variable->variable] && word != tuple[i]) return;
                word = tuple[i];
                bound[variable->variable] = true;
            }
        }
        found.push_back({std::move(bindings), match.tuples});
        found.back().tuples.emplace(id, tuple);
    };
    const std::set<Tuple>& tuples = model_.at(atom.relation);
    if (const auto given = body.given.find(id); given != body.given.end()) {
        if (tuples.contains(given->second)) try_tuple(given->second);
        return;
    }
    for (const Tuple& tuple : tuples) try_tuple(tuple);
}

Result<bool> Naive::is_present(const Rule& rule, const AtomLiteral& atom,
                               const NaiveMatch& match) const {
    std::vector<std::optional<Word>> pattern;
    for (const ExprId arg : atom.args) {
        pattern.emplace_back();
        if (std::holds_alternative<WildcardExpr>(rule.exprs[arg].node)) continue;
        DICTUM_TRY(pattern.back(), NaiveExpressions(rule, values_).evaluate(arg, match.bindings));
    }
    return matches_pattern(atom.relation, pattern);
}

bool Naive::matches_pattern(RelationId relation,
                            const std::vector<std::optional<Word>>& pattern) const {
    return std::ranges::any_of(model_.at(relation), [&](const Tuple& tuple) {
        return std::ranges::equal(pattern, tuple, [](const std::optional<Word>& want, Word word) {
            return !want || *want == word;
        });
    });
}

// ---- aggregates ----------------------------------------------------------------------------

Result<NaiveAggregate> Naive::aggregate(const Rule& rule, const AggregateLiteral& literal,
                                        const Bindings& bindings) const {
    NaiveAggregate result;
    Body body{literal.body,
              std::vector<bool>(rule.variables.size(), false),
              {NaiveMatch{bindings, {}}},
              {}};
    for (const std::uint32_t variable : literal.outer) body.bound[variable] = true;
    DICTUM_TRY(result.matches, matches(rule, std::move(body)));
    // Matches that differ only in the sides of disputes are one, with the hull of their quantities.
    std::map<std::vector<Tuple>, Word> by_sides;
    std::vector<Word> targets;
    for (const NaiveMatch& match : result.matches) {
        std::vector<Tuple> sides;
        bool disputed = false;
        for (const auto& [id, tuple] : match.tuples) {
            const RelationId relation = std::get<AtomLiteral>(rule.literals[id].node).relation;
            const bool is_side = is_disputed(relation, tuple);
            disputed = disputed || is_side;
            sides.push_back(is_side ? key_of(relation, tuple) : tuple);
            sides.back().insert(sides.back().begin(), is_side ? 1 : 0);
        }
        DICTUM_TRY(const Word target, this->target(rule, literal, match));
        const bool counts = literal.kind == AggregateKind::Count;
        if (!disputed || (!counts && literal.operands != BaseType::Quantity)) {
            targets.push_back(target);
            continue;
        }
        const auto [side, is_new] = by_sides.emplace(sides, target);
        if (!is_new && !counts) {
            side->second =
                values_.quantity(hull(values_.interval(side->second), values_.interval(target)));
        }
    }
    for (const auto& [sides, target] : by_sides) targets.push_back(target);
    const BaseType type = rule.variables[literal.result].type.base;
    DICTUM_TRY(result.value, total(literal, type, targets, values_));
    return result;
}

Result<Word> Naive::target(const Rule& rule, const AggregateLiteral& literal,
                           const NaiveMatch& match) const {
    if (!literal.target) return Word{0};
    return NaiveExpressions(rule, values_).evaluate(*literal.target, match.bindings);
}

Tuple Naive::key_of(RelationId relation, const Tuple& tuple) const {
    Tuple key;
    for (const std::uint32_t column : program_.relations[relation].key)
        key.push_back(tuple[column]);
    return key;
}

// Among what a policy chooses from nothing is disputed: what it can't decide is, among the chosen.
bool Naive::is_disputed(RelationId id, const Tuple& tuple) const {
    for (std::size_t i = 0; i < program_.relations.size(); ++i) {
        const RelationId relation = id_at<RelationId>(i);
        if (relation != id && holder(relation) == id) return false;
    }
    return std::ranges::any_of(model_.at(id),
                               [&](const Tuple& other) { return conflict(id, tuple, other); });
}

bool Naive::conflict(RelationId id, const Tuple& a, const Tuple& b) const {
    const Relation& relation = program_.relations[id];
    if (relation.key.empty() || !same_key(id, a, b)) return false;
    bool incompatible = false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        const Type& type = relation.columns[i].type;
        const bool apart = type.base == BaseType::Quantity
                               ? !overlaps(values_.interval(a[i]), values_.interval(b[i]))
                               : a[i] != b[i];
        if (is_period(type) && apart) return false;
        incompatible = incompatible || apart;
    }
    return incompatible;
}

// ---- goals ---------------------------------------------------------------------------------

Result<std::vector<Tuple>> Naive::solve(const CheckedGoal& goal) const {
    DICTUM_TRY(const auto found, matches(goal.rule));
    std::set<Tuple> rows;
    for (const NaiveMatch& match : found) {
        DICTUM_TRY(Tuple row, head(goal.rule, match));
        rows.insert(std::move(row));
    }
    std::vector<Tuple> sorted(rows.begin(), rows.end());
    std::ranges::sort(sorted, [&](const Tuple& a, const Tuple& b) {
        for (std::size_t i = 0; i < a.size(); ++i) {
            const Type& type = goal.columns[i].type;
            if (values_.less(a[i], b[i], type)) return true;
            if (values_.less(b[i], a[i], type)) return false;
        }
        return false;
    });
    return sorted;
}

Result<NaiveModel> naive_model(const CheckedProgram& program, Values& values, FactSource* source) {
    Naive naive(program, values);
    DICTUM_CHECK(naive.run(source));
    return naive.model();
}

std::optional<std::vector<Tuple>> naive_solve(const CheckedProgram& program,
                                              const CheckedGoal& goal, Values& values,
                                              FactSource* source) {
    Naive naive(program, values);
    if (!naive.run(source)) return std::nullopt;
    auto rows = naive.solve(goal);
    if (!rows) return std::nullopt;
    return *std::move(rows);
}

}  // namespace dictum::test
