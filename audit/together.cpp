#include "audit/together.h"

#include <algorithm>
#include <set>

namespace dictum {
namespace {

bool certain(CompareOp op) { return op <= CompareOp::GreaterEqual; }

bool compares(CompareOp op, const Interval& a, const Interval& b) {
    switch (op) {
        case CompareOp::Equal:
            return a == b;
        case CompareOp::NotEqual:
            return a != b;
        case CompareOp::Less:
            return certainly_less(a, b);
        case CompareOp::LessEqual:
            return certainly_less_equal(a, b);
        case CompareOp::Greater:
            return certainly_less(b, a);
        case CompareOp::GreaterEqual:
            return certainly_less_equal(b, a);
        default:
            return false;
    }
}

}  // namespace

std::size_t Together::add(const Rule& rule) {
    const std::size_t exprs = rule_.exprs.size();
    const std::size_t literals = rule_.literals.size();
    const auto variables = static_cast<std::uint32_t>(rule_.variables.size());
    const auto moved = [&](ExprId id) { return id_at<ExprId>(index_of(id) + exprs); };
    const auto move_all = [&](std::vector<ExprId>& ids) {
        for (ExprId& id : ids) id = moved(id);
    };
    for (Expr expr : rule.exprs) {
        if (auto* variable = std::get_if<VariableExpr>(&expr.node)) {
            variable->variable += variables;
        } else if (auto* functor = std::get_if<FunctorExpr>(&expr.node)) {
            move_all(functor->args);
        }
        rule_.exprs.push(std::move(expr));
    }
    for (Literal literal : rule.literals) {
        if (auto* atom = std::get_if<AtomLiteral>(&literal.node)) {
            move_all(atom->args);
        } else if (auto* compared = std::get_if<CompareLiteral>(&literal.node)) {
            compared->lhs = moved(compared->lhs);
            compared->rhs = moved(compared->rhs);
        } else if (auto* predicate = std::get_if<PredicateLiteral>(&literal.node)) {
            move_all(predicate->args);
        }
        rule_.literals.push(std::move(literal));
    }
    for (const LiteralId id : rule.body) {
        rule_.body.push_back(id_at<LiteralId>(index_of(id) + literals));
    }
    for (const Variable& variable : rule.variables) {
        parents_.push_back(static_cast<std::uint32_t>(parents_.size()));
        rule_.variables.push_back(variable);
    }
    return exprs;
}

std::uint32_t Together::root(std::uint32_t variable) {
    while (parents_[variable] != variable) {
        parents_[variable] = parents_[parents_[variable]];
        variable = parents_[variable];
    }
    return variable;
}

std::optional<std::uint32_t> Together::variable(ExprId id) {
    const auto* node = std::get_if<VariableExpr>(&rule_.exprs[id].node);
    return node == nullptr ? std::nullopt : std::optional(root(node->variable));
}

std::optional<ExprId> Together::constant(ExprId id) {
    if (std::holds_alternative<ConstantExpr>(rule_.exprs[id].node)) return id;
    const auto known = variable(id);
    if (!known) return std::nullopt;
    const auto found = constants_.find(*known);
    return found == constants_.end() ? std::nullopt : std::optional(found->second);
}

bool Together::same(ExprId a, ExprId b) {
    const auto x = constant(a);
    const auto y = constant(b);
    if (x && y) {
        return std::get<ConstantExpr>(rule_.exprs[*x].node).value ==
               std::get<ConstantExpr>(rule_.exprs[*y].node).value;
    }
    const auto left = variable(a);
    return left && left == variable(b);
}

bool Together::unify(ExprId a, ExprId b) {
    const auto x = constant(a);
    const auto y = constant(b);
    if (x && y) return same(a, b);
    const auto left = variable(a);
    const auto right = variable(b);
    if (left && right) {
        if (*left == *right) return true;
        const auto value = x ? x : y;
        parents_[*left] = *right;
        if (value) constants_[*right] = *value;
        return fits_a_type(*right);
    }
    if (left && y) {
        constants_[*left] = *y;
        return fits_a_type(*left);
    }
    if (right && x) {
        constants_[*right] = *x;
        return fits_a_type(*right);
    }
    return true;  // of a calculation nothing is known
}

// Some entity is of every entity type that the variables of one class have.
bool Together::fits_a_type(std::uint32_t at) {
    const std::uint32_t wanted = root(at);
    std::set<std::string> types;
    for (std::uint32_t i = 0; i < parents_.size(); ++i) {
        const Type& type = rule_.variables[i].type;
        if (root(i) != wanted || type.base != BaseType::Symbol || !type.named) continue;
        const NamedType& named = subject_->program.types[*type.named];
        if (named.entity) types.insert(named.name);
    }
    if (types.empty()) return true;
    const auto value = constants_.find(wanted);
    std::optional<std::string> id;
    if (value != constants_.end()) {
        id = subject_->values.text(
            as_symbol(std::get<ConstantExpr>(rule_.exprs[value->second].node).value));
    }
    return std::ranges::any_of(
        subject_->assembled.vocabulary.entities(), [&](const Entity& entity) {
            return (!id || entity.id == *id) &&
                   std::ranges::all_of(types, [&](const std::string& type) {
                       return std::ranges::find(entity.types, type) != entity.types.end();
                   });
        });
}

bool Together::by_equations() {
    for (const LiteralId id : rule_.body) {
        const auto* compared = std::get_if<CompareLiteral>(&rule_.literals[id].node);
        if (compared == nullptr || compared->op != CompareOp::Equal) continue;
        if (!unify(compared->lhs, compared->rhs)) return false;
    }
    return true;
}

bool Together::by_key(const AtomLiteral& a, const AtomLiteral& b, const Relation& relation,
                      bool& grew) {
    const bool key = std::ranges::all_of(
        relation.key, [&](std::uint32_t column) { return same(a.args[column], b.args[column]); });
    if (!key) return true;
    for (std::uint32_t column = 0; column < a.args.size(); ++column) {
        if (std::ranges::find(relation.key, column) != relation.key.end()) continue;
        const auto& left = rule_.exprs[a.args[column]].node;
        const auto& right = rule_.exprs[b.args[column]].node;
        if (std::holds_alternative<WildcardExpr>(left)) continue;
        if (std::holds_alternative<WildcardExpr>(right)) continue;
        if (same(a.args[column], b.args[column])) continue;
        if (!unify(a.args[column], b.args[column])) return false;
        grew = grew || same(a.args[column], b.args[column]);
    }
    return true;
}

bool Together::by_keys(bool& grew) {
    std::map<RelationId, std::vector<const AtomLiteral*>> atoms;
    for (const LiteralId id : rule_.body) {
        const auto* atom = std::get_if<AtomLiteral>(&rule_.literals[id].node);
        if (atom != nullptr && !atom->negated) atoms[atom->relation].push_back(atom);
    }
    for (const auto& [id, all] : atoms) {
        const Relation& relation = subject_->program.relations[id];
        if (relation.key.empty()) continue;
        for (std::size_t i = 0; i < all.size(); ++i) {
            for (std::size_t k = 0; k < i; ++k) {
                if (!by_key(*all[k], *all[i], relation, grew)) return false;
            }
        }
    }
    return true;
}

bool Together::settle() {
    for (bool grew = true; grew;) {
        grew = false;
        if (!by_equations() || !by_keys(grew)) return false;
    }
    return !contradicts();
}

bool Together::is_refuted(const CompareLiteral& compared) {
    if (!certain(compared.op)) return false;
    if (compared.op != CompareOp::Equal && compared.op != CompareOp::LessEqual &&
        compared.op != CompareOp::GreaterEqual && same(compared.lhs, compared.rhs)) {
        return true;
    }
    const auto a = constant(compared.lhs);
    const auto b = constant(compared.rhs);
    if (!a || !b) return false;
    const auto left = value(*a);
    const auto right = value(*b);
    if (left && right) return !compares(compared.op, *left, *right);
    return compared.op == CompareOp::Equal && !same(*a, *b);
}

// One variable for each class, constants in their places.
Rule Together::settled() {
    Rule rule = rule_;
    for (std::size_t i = 0; i < rule.exprs.size(); ++i) {
        const auto id = id_at<ExprId>(i);
        auto* variable = std::get_if<VariableExpr>(&rule.exprs[id].node);
        if (variable == nullptr) continue;
        const std::uint32_t at = root(variable->variable);
        const auto value = constants_.find(at);
        if (value != constants_.end()) {
            rule.exprs[id].node = rule_.exprs[value->second].node;
        } else {
            variable->variable = at;
        }
    }
    return rule;
}

bool Together::contradicts() {
    for (const LiteralId id : rule_.body) {
        const auto* compared = std::get_if<CompareLiteral>(&rule_.literals[id].node);
        if (compared != nullptr && is_refuted(*compared)) return true;
    }
    return has_contradiction(*subject_, settled());
}

// ---- an input ------------------------------------------------------------------------------

std::optional<Interval> Together::value(ExprId id) {
    const Expr& expr = rule_.exprs[id];
    if (const auto* known = std::get_if<ConstantExpr>(&expr.node)) {
        if (expr.type.base == BaseType::Quantity) return subject_->values.interval(known->value);
        if (expr.type.base != BaseType::Number && expr.type.base != BaseType::Date) {
            return std::nullopt;
        }
        return Interval::point(Decimal::from_integer(as_number(known->value)));
    }
    const auto at = variable(id);
    if (!at) return std::nullopt;
    if (const auto found = constants_.find(*at); found != constants_.end()) {
        return value(found->second);
    }
    const auto sample = samples_.find(*at);
    return sample == samples_.end() ? std::nullopt : sample->second.number;
}

// An entity of its type, or its own name; another one for each variable.
void Together::choose_words() {
    std::set<std::string> taken;
    for (std::uint32_t i = 0; i < parents_.size(); ++i) {
        const Type& type = rule_.variables[i].type;
        const std::uint32_t at = root(i);
        if (type.base != BaseType::Symbol || constants_.contains(at)) continue;
        if (samples_.contains(at) && !type.named) continue;
        std::string text = rule_.variables[i].name.empty() ? "a" : rule_.variables[i].name;
        if (type.named && subject_->program.types[*type.named].entity) {
            const std::string& wanted = subject_->program.types[*type.named].name;
            for (const Entity& entity : subject_->assembled.vocabulary.entities()) {
                if (std::ranges::find(entity.types, wanted) == entity.types.end()) continue;
                text = entity.id;
                if (!taken.contains(text)) break;
            }
        } else {
            while (taken.contains(text)) text += "'";
        }
        taken.insert(text);
        samples_[at].word = word_of(subject_->values.symbol(text));
    }
}

// Each number by itself, between what it is compared with; whether they fit is seen afterwards.
bool Together::choose_numbers() {
    for (std::uint32_t i = 0; i < parents_.size(); ++i) {
        const BaseType base = rule_.variables[i].type.base;
        const std::uint32_t at = root(i);
        const bool counted =
            base == BaseType::Quantity || base == BaseType::Number || base == BaseType::Date;
        if (!counted || constants_.contains(at) || samples_.contains(at)) continue;
        std::optional<Decimal> lower;
        std::optional<Decimal> upper;
        for (const LiteralId id : rule_.body) {
            const auto* compared = std::get_if<CompareLiteral>(&rule_.literals[id].node);
            if (compared == nullptr) continue;
            const bool left = variable(compared->lhs) == at;
            if (!left && variable(compared->rhs) != at) continue;
            const auto other = value(left ? compared->rhs : compared->lhs);
            if (!other || !other->lo || !other->hi) continue;
            const bool below =
                (compared->op == CompareOp::Less || compared->op == CompareOp::LessEqual) == left;
            const bool ordered = compared->op != CompareOp::Equal &&
                                 compared->op != CompareOp::NotEqual && certain(compared->op);
            if (!ordered) continue;
            if (below) upper = upper ? std::min(*upper, *other->lo) : *other->lo;
            if (!below) lower = lower ? std::max(*lower, *other->hi) : *other->hi;
        }
        const Decimal one = Decimal::from_integer(1);
        Result<Decimal> chosen = one;
        if (lower && upper) {
            const auto twice = dictum::add(*lower, *upper, Rounding::Down);
            if (!twice) return false;
            chosen = multiply(*twice, *Decimal::from_parts(5, -1), Rounding::Down);
            if (chosen && base != BaseType::Quantity) chosen = chosen->ceil();
        } else if (lower) {
            const bool part = rule_.variables[i].type.measure.fraction == Fraction::Percent;
            chosen = dictum::add(*lower, part ? *Decimal::from_parts(1, -2) : one, Rounding::Up);
        } else if (upper) {
            chosen = base == BaseType::Quantity && upper->sign() > 0
                         ? multiply(*upper, *Decimal::from_parts(5, -1), Rounding::Down)
                         : subtract(*upper, one, Rounding::Down);
        }
        if (!chosen) return false;
        samples_[at].number = Interval::point(*chosen);
    }
    return true;
}

bool Together::holds(const CompareLiteral& compared) {
    const auto a = value(compared.lhs);
    const auto b = value(compared.rhs);
    if (a && b) return compares(compared.op, *a, *b);
    if (compared.op == CompareOp::Equal) return same(compared.lhs, compared.rhs);
    if (compared.op != CompareOp::NotEqual) return false;
    return shown(compared.lhs) != shown(compared.rhs);
}

std::string Together::shown(ExprId id) {
    const Expr& expr = rule_.exprs[id];
    if (std::holds_alternative<WildcardExpr>(expr.node)) return "_";
    const auto& units = subject_->assembled.vocabulary.units;
    if (const auto known = constant(id)) {
        const Expr& value = rule_.exprs[*known];
        return subject_->values.literal(std::get<ConstantExpr>(value.node).value, value.type,
                                        units);
    }
    const auto at = variable(id);
    if (!at) return "…";
    const auto sample = samples_.find(*at);
    if (sample == samples_.end()) return rule_.variables[*at].name;
    if (sample->second.word) {
        return subject_->values.literal(*sample->second.word, expr.type, units);
    }
    if (expr.type.base == BaseType::Quantity) {
        return subject_->values.literal(subject_->values.quantity(*sample->second.number),
                                        expr.type, units);
    }
    const auto whole = sample->second.number->lo->to_integer();
    return whole ? subject_->values.literal(word_of(*whole), expr.type, units) : "…";
}

std::optional<std::string> Together::sample() {
    samples_.clear();
    choose_words();
    if (!choose_numbers()) return std::nullopt;
    std::vector<std::string> facts;
    std::vector<std::string> absent;
    for (const LiteralId id : rule_.body) {
        const auto& node = rule_.literals[id].node;
        if (const auto* compared = std::get_if<CompareLiteral>(&node)) {
            if (!holds(*compared)) return std::nullopt;
        } else if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            const Relation& relation = subject_->program.relations[atom->relation];
            if (relation.hidden) return std::nullopt;
            std::string text = subject_->program.shown_name(atom->relation) + "(";
            for (std::size_t i = 0; i < atom->args.size(); ++i) {
                const auto& arg = rule_.exprs[atom->args[i]].node;
                if (std::holds_alternative<FunctorExpr>(arg)) return std::nullopt;
                text += (i == 0 ? "" : ", ") + shown(atom->args[i]);
            }
            text += ")";
            auto& list = atom->negated ? absent : facts;
            const bool derived = relation.derived && !atom->negated;
            if (!derived && std::ranges::find(list, text) == list.end()) list.push_back(text);
        } else {
            return std::nullopt;
        }
    }
    std::string text;
    for (const std::string& fact : facts) text += (text.empty() ? "" : ", ") + fact;
    for (const std::string& fact : absent) {
        if (std::ranges::find(facts, fact) != facts.end()) return std::nullopt;
        text += (text.empty() ? "no " : ", no ") + fact;
    }
    return text;
}

}  // namespace dictum
