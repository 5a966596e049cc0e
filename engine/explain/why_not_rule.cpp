#include "engine/explain/why_not_rule.h"

#include <algorithm>

#include "engine/plan/body_literals.h"

namespace dictum {
namespace {

constexpr std::uint32_t kNoExpr = 0xFFFFFFFF;
// What planning a literal costs, in steps of a run.
constexpr std::uint64_t kStepsALiteral = 20;

// Which items of a body can be taken when the head's words are given, in the planner's own order.
class Placeable {
  public:
    Placeable(const PlanContext& context, const Rule& rule) {
        auto slots = static_cast<std::uint32_t>(rule.variables.size());
        bound_.assign(slots, 0);
        std::vector<Equation> given;
        for (std::size_t i = 0; i < rule.head_args.size(); ++i) {
            const auto variable = variable_of(rule, rule.head_args[i]);
            const bool fresh = !variable || bound_[*variable];
            if (fresh) {
                given.push_back({slots, rule.head_args[i]});
                head_of_equation_.push_back(i);
            }
            const std::uint32_t slot = fresh ? slots++ : *variable;
            bound_.resize(slots, 0);
            bound_[slot] = 1;
        }
        literals_ = body_literals(context, rule, rule.body, given, slots);
        bound_.resize(slots, 0);
        take_all(rule);
    }

    // Literals that can't be taken, or an argument of which can't be calculated.
    std::vector<std::size_t> literals_left(std::size_t count) const {
        std::vector<std::size_t> left;
        for (std::size_t i = 0; i < count; ++i) {
            const auto& calls = literals_.arg_slots[i];
            const bool calls_taken = std::ranges::all_of(
                calls, [&](std::uint32_t slot) { return call_taken(slot, count); });
            if (!taken_[i] || !calls_taken) left.push_back(i);
        }
        return left;
    }

    std::vector<std::size_t> heads_left() const {
        std::vector<std::size_t> left;
        const std::size_t first = taken_.size() - head_of_equation_.size();
        for (std::size_t i = 0; i < head_of_equation_.size(); ++i) {
            if (!taken_[first + i]) left.push_back(head_of_equation_[i]);
        }
        return left;
    }

  private:
    void take_all(const Rule& rule) {
        taken_.assign(literals_.items.size(), 0);
        JoinOrder order(literals_.items, bound_, std::nullopt);
        while (const std::optional<JoinOrder::Choice> choice = order.next()) {
            taken_[choice->item] = 1;
            const OrderItem& item = literals_.items[choice->item];
            if (item.kind == OrderItem::Kind::Atom) {
                for (const std::uint32_t slot : item.slots) bind(slot, order);
            } else if (item.kind == OrderItem::Kind::Aggregate) {
                const auto& literal = rule.literals[rule.body[choice->item]].node;
                bind(std::get<AggregateLiteral>(literal).result, order);
            } else if (choice->binds) {
                bind(*choice->binds, order);
            }
        }
    }

    void bind(std::uint32_t slot, JoinOrder& order) {
        if (bound_[slot]) return;
        bound_[slot] = 1;
        order.bind(slot);
    }

    bool call_taken(std::uint32_t slot, std::size_t literals) const {
        for (std::size_t i = 0; i < literals_.equations.size(); ++i) {
            if (literals_.equations[i].slot == slot) return taken_[literals + i] != 0;
        }
        return false;
    }

    std::vector<char> bound_;
    std::vector<std::size_t> head_of_equation_;
    BodyLiterals literals_;
    std::vector<char> taken_;
};

}  // namespace

PartialRule::PartialRule(const Model::State& state, const Rule& rule, WhyNotBound& bound)
    : state_(state), rule_(rule), bound_(bound), part_(rule) {
    variable_exprs_.assign(rule.variables.size(), ExprId{kNoExpr});
}

void PartialRule::compile(const std::vector<char>& aside, std::span<const std::optional<Word>> head,
                          std::span<const std::optional<Word>> variables) {
    aside_ = aside;
    pending_.clear();
    do {
        select(head, variables);
        bound_.charge(kStepsALiteral * (1 + part_.body.size() + part_.head_args.size()));
    } while (set_pending_aside());
    std::sort(pending_.begin(), pending_.end());
    plan_ = plan_given_head(state_.plan_context(), part_);
    bound_.charge(kStepsALiteral * plan_.operators.size());
}

// What is not aside becomes the body, and what is known the head.
void PartialRule::select(std::span<const std::optional<Word>> head,
                         std::span<const std::optional<Word>> variables) {
    part_.body.clear();
    part_.head_args.clear();
    kept_.clear();
    inputs_.clear();
    for (std::uint32_t i = 0; i < rule_.body.size(); ++i) {
        if (aside_[i]) continue;
        part_.body.push_back(rule_.body[i]);
        kept_.push_back(i);
    }
    for (std::uint32_t i = 0; i < variables.size(); ++i) {
        if (!variables[i]) continue;
        part_.head_args.push_back(variable_expr(i));
        inputs_.push_back({kNoCondition, *variables[i]});
    }
    for (std::uint32_t i = 0; i < head.size(); ++i) {
        const auto condition = static_cast<std::uint32_t>(rule_.body.size() + i);
        if (!head[i] || aside_[condition]) continue;
        part_.head_args.push_back(rule_.head_args[i]);
        inputs_.push_back({condition, *head[i]});
    }
}

// True: something was, which may leave more without a variable.
bool PartialRule::set_pending_aside() {
    const Placeable placeable(state_.plan_context(), part_);
    const std::size_t before = pending_.size();
    for (const std::size_t i : placeable.literals_left(kept_.size())) {
        pending_.push_back(kept_[i]);
    }
    for (const std::size_t i : placeable.heads_left()) pending_.push_back(inputs_[i].condition);
    for (std::size_t i = before; i < pending_.size(); ++i) aside_[pending_[i]] = 1;
    return pending_.size() > before;
}

ExprId PartialRule::variable_expr(std::uint32_t variable) {
    ExprId& known = variable_exprs_[variable];
    if (known == ExprId{kNoExpr}) {
        Expr expr;
        expr.type = rule_.variables[variable].type;
        expr.node = VariableExpr{variable};
        known = part_.exprs.push(std::move(expr));
    }
    return known;
}

std::vector<Word> PartialRule::input_words() const {
    std::vector<Word> words;
    words.reserve(inputs_.size());
    for (const Input& input : inputs_) words.push_back(input.word);
    return words;
}

std::vector<PartialRule::Match> PartialRule::matches(std::size_t matches_max) const {
    std::vector<Match> found;
    const std::vector<Word> words = input_words();
    Executor executor(plan_, state_, true);
    executor.start(words);
    while (found.size() < matches_max && executor.next() == Executor::Outcome::Match) {
        Match match;
        match.variables.resize(rule_.variables.size());
        for (const std::uint32_t variable : plan_.bound) {
            match.variables[variable] = executor.slot(variable);
        }
        const bool known = std::ranges::any_of(
            found, [&](const Match& other) { return other.variables == match.variables; });
        if (known) continue;
        add_rows(executor, match);
        found.push_back(std::move(match));
    }
    return found;
}

void PartialRule::add_rows(const Executor& executor, Match& match) const {
    match.rows.resize(rule_.body.size());
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        const std::size_t position = plan_.position_of_body[i];
        if (std::holds_alternative<MatchOperator>(plan_.operators[position].node)) {
            match.rows[kept_[i]] = executor.row(position);
        }
    }
}

// Does the plan up to that operator have a match?
bool PartialRule::passes(std::size_t operators) const {
    Plan cut = plan_;
    cut.last_match = plan_.operators[operators].retry;
    cut.operators.resize(operators);
    const std::vector<Word> words = input_words();
    Executor executor(cut, state_, true);
    executor.start(words);
    return executor.next() == Executor::Outcome::Match;
}

std::vector<std::uint32_t> PartialRule::conflict() const {
    // Where an operator of the body's own level begins.
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < plan_.operators.size();) {
        starts.push_back(at);
        const auto* aggregate = std::get_if<AggregateOperator>(&plan_.operators[at].node);
        at = aggregate ? aggregate->end + 1 : at + 1;
    }
    std::size_t pass = 0;  // the first `pass` operators have a match, `fail` + 1 have none
    std::size_t fail = starts.empty() ? 0 : starts.size() - 1;
    while (pass < fail) {
        const std::size_t middle = pass + (fail - pass + 1) / 2;
        if (passes(starts[middle])) {
            pass = middle;
        } else {
            fail = middle - 1;
        }
    }
    const std::size_t last = starts.empty() ? 0 : starts[pass];
    std::vector<std::pair<std::size_t, std::uint32_t>> found;
    for (std::size_t i = 0; i < kept_.size(); ++i) {
        if (plan_.position_of_body[i] <= last) found.emplace_back(plan_.position_of_body[i], i);
    }
    std::sort(found.rbegin(), found.rend());
    std::vector<std::uint32_t> conditions;
    for (const auto& [position, literal] : found) conditions.push_back(kept_[literal]);
    // A failing operator that is no literal is an equation of the head.
    const bool in_body = !found.empty() && found.front().first == last;
    const std::vector<std::uint32_t> heads = head_equations();
    conditions.insert(in_body ? conditions.end() : conditions.begin(), heads.begin(), heads.end());
    return conditions;
}

// Columns whose word must equal something besides: a calculation, a variable that stood before.
std::vector<std::uint32_t> PartialRule::head_equations() const {
    std::vector<std::uint32_t> columns;
    std::vector<std::uint32_t> seen;
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
        const auto variable = variable_of(part_, part_.head_args[i]);
        const bool first = variable && std::ranges::find(seen, *variable) == seen.end();
        if (first) seen.push_back(*variable);
        if (!first && inputs_[i].condition != kNoCondition) columns.push_back(inputs_[i].condition);
    }
    return columns;
}

bool head_fits(const Rule& rule, std::span<const std::optional<Word>> words) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto* constant = std::get_if<ConstantExpr>(&rule.exprs[rule.head_args[i]].node);
        if (constant && words[i] && constant->value != *words[i]) return false;
    }
    return true;
}

}  // namespace dictum
