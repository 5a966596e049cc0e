// Bodies that nothing can satisfy, whatever is known.
//
//   x < 3, x > 5                  bounds of one variable that leave nothing, in base units
//   p > 1万元, p = 5000元          a value outside its bounds
//   x < y, y <= z, z < x          a cycle of comparisons, one of them strict
//   served(x), !served(x)         a fact and its absence
//
// Sound and not complete: what is reported can't hold; what isn't may not hold either. Possible
// comparisons (`<?`) of quantities bound nothing here. Linear in the body but for cycles, which are
// searched from each strict comparison.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "audit/rules.h"

namespace dictum {
namespace {

struct Bound {
    Decimal value;
    bool strict = false;
    LiteralId from{};
};

struct Known {
    std::optional<Bound> lower;
    std::optional<Bound> upper;
    std::optional<std::pair<Interval, LiteralId>> equal;
};

CompareOp mirrored(CompareOp op) {
    switch (op) {
        case CompareOp::Less:
            return CompareOp::Greater;
        case CompareOp::LessEqual:
            return CompareOp::GreaterEqual;
        case CompareOp::Greater:
            return CompareOp::Less;
        case CompareOp::GreaterEqual:
            return CompareOp::LessEqual;
        default:
            return op;
    }
}

bool is_certain(CompareOp op) {
    return op == CompareOp::Equal || op == CompareOp::NotEqual || op == CompareOp::Less ||
           op == CompareOp::LessEqual || op == CompareOp::Greater || op == CompareOp::GreaterEqual;
}

class Contradiction {
  public:
    Contradiction(const AuditSubject& subject, const Rule& rule) : subject_(subject), rule_(rule) {}

    std::string find() {
        for (const LiteralId id : rule_.body) {
            const auto* compared = std::get_if<CompareLiteral>(&rule_.literals[id].node);
            if (compared != nullptr && is_certain(compared->op)) note(id, *compared);
        }
        std::string found = in_bounds();
        if (found.empty()) found = in_order();
        if (found.empty()) found = in_absence();
        return found;
    }

  private:
    const Expr& expr(ExprId id) const { return rule_.exprs[id]; }
    std::optional<std::uint32_t> variable(ExprId id) const {
        const auto* node = std::get_if<VariableExpr>(&expr(id).node);
        return node == nullptr ? std::nullopt : std::optional(node->variable);
    }
    std::string texts(LiteralId a, LiteralId b) const {
        const std::string first = literal_text(subject_, rule_, std::min(a, b));
        const std::string second = literal_text(subject_, rule_, std::max(a, b));
        return a == b ? first : first + ", " + second;
    }

    void note(LiteralId id, const CompareLiteral& compared) {
        const auto left = variable(compared.lhs);
        const auto right = variable(compared.rhs);
        if (left && right) {
            order(id, compared.op, *left, *right);
        } else if (left) {
            if (const auto value = constant(compared.rhs)) bind(id, compared.op, *left, *value);
        } else if (right) {
            if (const auto value = constant(compared.lhs)) {
                bind(id, mirrored(compared.op), *right, *value);
            }
        }
    }

    // Exactly, or nothing.
    std::optional<Interval> constant(ExprId id) const {
        const auto* node = std::get_if<ConstantExpr>(&expr(id).node);
        if (node == nullptr) return std::nullopt;
        switch (expr(id).type.base) {
            case BaseType::Quantity:
                return subject_.values.interval(node->value);
            case BaseType::Number:
            case BaseType::Date: {
                const std::int64_t value = as_number(node->value);
                const Decimal down = Decimal::from_integer(value, Rounding::Down);
                if (down != Decimal::from_integer(value, Rounding::Up)) return std::nullopt;
                return Interval::point(down);
            }
            default:
                return std::nullopt;
        }
    }
    bool is_whole(std::uint32_t variable) const {
        const BaseType base = rule_.variables[variable].type.base;
        return base == BaseType::Number || base == BaseType::Date;
    }

    void bind(LiteralId id, CompareOp op, std::uint32_t variable, const Interval& value) {
        const BaseType base = rule_.variables[variable].type.base;
        if (!is_whole(variable) && base != BaseType::Quantity) return;
        Known& known = known_[variable];
        switch (op) {
            case CompareOp::Equal:
                if (known.equal && known.equal->first != value && found_.empty()) {
                    found_ = texts(known.equal->second, id);
                }
                known.equal.emplace(value, id);
                break;
            case CompareOp::Less:
                if (value.lo) lower_to(known.upper, {*value.lo, !value.lo_open, id}, variable);
                break;
            case CompareOp::LessEqual:
                if (value.lo) lower_to(known.upper, {*value.lo, false, id}, variable);
                break;
            case CompareOp::Greater:
                if (value.hi) raise_to(known.lower, {*value.hi, !value.hi_open, id}, variable);
                break;
            case CompareOp::GreaterEqual:
                if (value.hi) raise_to(known.lower, {*value.hi, false, id}, variable);
                break;
            default:
                break;
        }
    }

    // Of whole numbers `< 4` is `<= 3`.
    void settle(Bound& bound, std::uint32_t variable, std::int64_t step) const {
        if (!bound.strict || !is_whole(variable)) return;
        const auto next = add(bound.value, Decimal::from_integer(step), Rounding::Down);
        if (!next) return;
        bound.value = *next;
        bound.strict = false;
    }
    void lower_to(std::optional<Bound>& upper, Bound bound, std::uint32_t variable) const {
        settle(bound, variable, -1);
        if (!upper || bound.value < upper->value || (bound.value == upper->value && bound.strict)) {
            upper = bound;
        }
    }
    void raise_to(std::optional<Bound>& lower, Bound bound, std::uint32_t variable) const {
        settle(bound, variable, 1);
        if (!lower || bound.value > lower->value || (bound.value == lower->value && bound.strict)) {
            lower = bound;
        }
    }

    std::string in_bounds() const {
        if (!found_.empty()) return found_;
        for (const auto& [variable, known] : known_) {
            if (known.lower && known.upper) {
                const bool none = known.lower->value > known.upper->value ||
                                  (known.lower->value == known.upper->value &&
                                   (known.lower->strict || known.upper->strict));
                if (none) return texts(known.lower->from, known.upper->from);
            }
            if (!known.equal) continue;
            const auto& [value, from] = *known.equal;
            if (known.upper && beyond(value.hi, value.hi_open, *known.upper, 1)) {
                return texts(from, known.upper->from);
            }
            if (known.lower && beyond(value.lo, value.lo_open, *known.lower, -1)) {
                return texts(from, known.lower->from);
            }
        }
        return {};
    }
    // Does an end of a value lie outside a bound? `side`: 1 above an upper one, -1 below a lower.
    static bool beyond(const std::optional<Decimal>& end, bool open, const Bound& bound, int side) {
        if (!end) return true;
        if (*end == bound.value) return bound.strict && !open;
        return (*end > bound.value) == (side > 0);
    }

    struct Step {
        std::uint32_t to = 0;
        bool strict = false;
        LiteralId from{};
    };

    void order(LiteralId id, CompareOp op, std::uint32_t left, std::uint32_t right) {
        const auto edge = [&](std::uint32_t a, std::uint32_t b, bool strict) {
            steps_[a].push_back({b, strict, id});
        };
        if (op == CompareOp::NotEqual && left == right && found_.empty()) {
            found_ = texts(id, id);
        }
        if (op == CompareOp::Less || op == CompareOp::LessEqual || op == CompareOp::Equal) {
            edge(left, right, op == CompareOp::Less);
        }
        if (op == CompareOp::Greater || op == CompareOp::GreaterEqual || op == CompareOp::Equal) {
            edge(right, left, op == CompareOp::Greater);
        }
    }

    // A strict step, and a way back.
    std::string in_order() const {
        for (const auto& [from, steps] : steps_) {
            for (const Step& step : steps) {
                if (!step.strict || is_float(from)) continue;
                if (const auto back = way(step.to, from)) {
                    std::set<LiteralId> literals(back->begin(), back->end());
                    literals.insert(step.from);
                    std::string text;
                    for (const LiteralId id : literals) {
                        text += (text.empty() ? "" : ", ") + literal_text(subject_, rule_, id);
                    }
                    return text;
                }
            }
        }
        return {};
    }
    bool is_float(std::uint32_t variable) const {
        return rule_.variables[variable].type.base == BaseType::Float;
    }
    std::optional<std::vector<LiteralId>> way(std::uint32_t from, std::uint32_t to) const {
        std::map<std::uint32_t, std::pair<std::uint32_t, LiteralId>> came;
        std::vector<std::uint32_t> queue{from};
        std::set<std::uint32_t> seen{from};
        for (std::size_t at = 0; at < queue.size() && !seen.contains(to); ++at) {
            const auto steps = steps_.find(queue[at]);
            if (steps == steps_.end()) continue;
            for (const Step& step : steps->second) {
                if (!seen.insert(step.to).second) continue;
                came.emplace(step.to, std::pair(queue[at], step.from));
                queue.push_back(step.to);
            }
        }
        if (!seen.contains(to)) return std::nullopt;
        std::vector<LiteralId> literals;
        for (std::uint32_t at = to; at != from; at = came.at(at).first) {
            literals.push_back(came.at(at).second);
        }
        return literals;
    }

    // A fact and its absence.
    std::string in_absence() const {
        std::map<RelationId, std::vector<LiteralId>> present;
        for (const LiteralId id : rule_.body) {
            const auto* atom = std::get_if<AtomLiteral>(&rule_.literals[id].node);
            if (atom != nullptr && !atom->negated) present[atom->relation].push_back(id);
        }
        for (const LiteralId id : rule_.body) {
            const auto* absent = std::get_if<AtomLiteral>(&rule_.literals[id].node);
            if (absent == nullptr || !absent->negated) continue;
            for (const LiteralId other : present[absent->relation]) {
                const auto& atom = std::get<AtomLiteral>(rule_.literals[other].node);
                if (covers(*absent, atom)) return texts(other, id);
            }
        }
        return {};
    }
    bool covers(const AtomLiteral& absent, const AtomLiteral& atom) const {
        for (std::size_t i = 0; i < atom.args.size(); ++i) {
            const auto& wanted = expr(absent.args[i]).node;
            const auto& given = expr(atom.args[i]).node;
            if (std::holds_alternative<WildcardExpr>(wanted)) continue;
            const auto* constant = std::get_if<ConstantExpr>(&wanted);
            const auto* same = std::get_if<ConstantExpr>(&given);
            if (constant != nullptr && same != nullptr && constant->value == same->value) continue;
            const auto a = variable(absent.args[i]);
            const auto b = variable(atom.args[i]);
            if (!a || !b || *a != *b) return false;
        }
        return true;
    }

    const AuditSubject& subject_;
    const Rule& rule_;
    std::map<std::uint32_t, Known> known_;
    std::map<std::uint32_t, std::vector<Step>> steps_;
    std::string found_;
};

}  // namespace

std::string contradiction_in(const AuditSubject& subject, const Rule& rule) {
    return Contradiction(subject, rule).find();
}

bool has_contradiction(const AuditSubject& subject, const Rule& rule) {
    return !contradiction_in(subject, rule).empty();
}

}  // namespace dictum
