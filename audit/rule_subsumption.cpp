// Rules that say what another one says, up to the names of variables and the order of conditions.
//
//   big(x) :- order(x, n), n > 100.                the more general one
//   big(a) :- order(a, m), m > 100, paid(a).       subsumed: leave it out, and nothing changes
//
// Theta-subsumption (Plotkin, A note on inductive generalization, 1970): a substitution maps the
// general head to the other head and each general condition to one of the other's. The search is
// bounded; a pair past the bound is undecided. Rules with aggregates, exceptions or a demand for
// strength, rules that cite more and rules that are stronger are not compared: they say more.
#include <algorithm>
#include <map>
#include <set>

#include "audit/rules.h"

namespace dictum {
namespace {

constexpr std::uint64_t kStepsOfPair = 10'000;
constexpr std::uint64_t kStepsOfPack = 20'000'000;
constexpr std::size_t kConditionsMost = 30;

bool same_expr(const Rule& a, ExprId x, const Rule& b, ExprId y) {
    const auto& left = a.exprs[x].node;
    const auto& right = b.exprs[y].node;
    if (left.index() != right.index()) return false;
    if (const auto* constant = std::get_if<ConstantExpr>(&left)) {
        return constant->value == std::get<ConstantExpr>(right).value &&
               a.exprs[x].type.base == b.exprs[y].type.base;
    }
    if (const auto* variable = std::get_if<VariableExpr>(&left)) {
        return variable->variable == std::get<VariableExpr>(right).variable;
    }
    return std::holds_alternative<WildcardExpr>(left);
}

// Does `general` subsume `special`?
class Match {
  public:
    Match(const Rule& general, const Rule& special, std::uint64_t& steps)
        : general_(general), special_(special), steps_(steps), bound_(general.variables.size()) {}

    bool run() {
        for (std::size_t i = 0; i < general_.head_args.size(); ++i) {
            if (!expr(general_.head_args[i], special_.head_args[i])) return false;
        }
        return conditions(0);
    }
    bool exhausted() const { return steps_ == 0; }

  private:
    // Depth: the conditions, of which there are at most kConditionsMost.
    bool conditions(std::size_t at) {
        if (at == general_.body.size()) return true;
        for (const LiteralId other : special_.body) {
            if (steps_ == 0) return false;
            --steps_;
            const auto before = bound_;
            if (literal(general_.body[at], other) && conditions(at + 1)) return true;
            bound_ = before;
        }
        return false;
    }

    bool literal(LiteralId a, LiteralId b) {
        const auto& left = general_.literals[a].node;
        const auto& right = special_.literals[b].node;
        if (left.index() != right.index()) return false;
        if (const auto* atom = std::get_if<AtomLiteral>(&left)) {
            const auto& other = std::get<AtomLiteral>(right);
            return atom->relation == other.relation && atom->negated == other.negated &&
                   all(atom->args, other.args);
        }
        if (const auto* compared = std::get_if<CompareLiteral>(&left)) {
            const auto& other = std::get<CompareLiteral>(right);
            return compared->op == other.op && compared->operands == other.operands &&
                   expr(compared->lhs, other.lhs) && expr(compared->rhs, other.rhs);
        }
        if (const auto* predicate = std::get_if<PredicateLiteral>(&left)) {
            const auto& other = std::get<PredicateLiteral>(right);
            return predicate->predicate == other.predicate && predicate->negated == other.negated &&
                   all(predicate->args, other.args);
        }
        return false;
    }

    bool all(const std::vector<ExprId>& a, const std::vector<ExprId>& b) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i) {
            if (!expr(a[i], b[i])) return false;
        }
        return true;
    }

    // A child is stored before its parent, so depth is that of what was written.
    bool expr(ExprId a, ExprId b) {
        const auto& left = general_.exprs[a].node;
        if (const auto* variable = std::get_if<VariableExpr>(&left)) {
            auto& bound = bound_[variable->variable];
            if (!bound) {
                if (std::holds_alternative<WildcardExpr>(special_.exprs[b].node)) return false;
                bound = b;
                return true;
            }
            return equal_in_special(*bound, b);
        }
        const auto& right = special_.exprs[b].node;
        if (std::holds_alternative<WildcardExpr>(left)) {
            return std::holds_alternative<WildcardExpr>(right);
        }
        const auto* functor = std::get_if<FunctorExpr>(&left);
        if (functor == nullptr) return same_expr(general_, a, special_, b);
        const auto* other = std::get_if<FunctorExpr>(&right);
        return other != nullptr && functor->functor == other->functor &&
               functor->operands == other->operands && all(functor->args, other->args);
    }
    bool equal_in_special(ExprId a, ExprId b) const {
        return a == b || same_expr(special_, a, special_, b);
    }

    const Rule& general_;
    const Rule& special_;
    std::uint64_t& steps_;
    std::vector<std::optional<ExprId>> bound_;
};

class Subsumption {
  public:
    Subsumption(const AuditSubject& subject, Findings& findings) : findings_(findings) {
        for (const Exception& each : subject.program.exceptions) {
            exceptional_.insert(each.by);
            exceptional_.insert(each.overridden);
        }
    }

    void run(const std::vector<AuditedRule>& rules) {
        std::map<RelationId, std::vector<const AuditedRule*>> by_head;
        for (const AuditedRule& rule : rules) {
            if (is_plain(rule)) by_head[rule.rules.front()->head].push_back(&rule);
        }
        for (const auto& [head, group] : by_head) {
            for (const AuditedRule* special : group) find_general(*special, group);
        }
    }

  private:
    bool is_plain(const AuditedRule& audited) const {
        if (audited.rules.size() != 1 || exceptional_.contains(audited.text->id)) return false;
        const Rule& rule = *audited.rules.front();
        if (rule.at_least || rule.body.empty() || rule.body.size() > kConditionsMost) return false;
        return std::ranges::none_of(rule.literals, [](const Literal& literal) {
            return std::holds_alternative<AggregateLiteral>(literal.node);
        });
    }

    // All that the special one cites.
    static bool cites_as_much(const RuleText& general, const RuleText& special) {
        return std::ranges::all_of(special.citations, [&](const Citation& cited) {
            return std::ranges::any_of(general.citations, [&](const Citation& other) {
                return other.source == cited.source && other.turn == cited.turn &&
                       other.begin <= cited.begin && other.end >= cited.end;
            });
        });
    }
    static bool as_strong(const RuleText& general, const RuleText& special) {
        return general.strength.modality <= special.strength.modality &&
               general.strength.confidence >= special.strength.confidence;
    }

    std::optional<bool> subsumes(const AuditedRule& general, const AuditedRule& special) {
        if (left_ == 0) return std::nullopt;
        std::uint64_t steps = std::min(left_, kStepsOfPair);
        const std::uint64_t given = steps;
        const bool found = Match(*general.rules.front(), *special.rules.front(), steps).run();
        left_ -= given - steps;
        if (!found && steps == 0) return std::nullopt;
        return found;
    }

    void find_general(const AuditedRule& special, const std::vector<const AuditedRule*>& group) {
        for (const AuditedRule* general : group) {
            if (general == &special ||
                general->rules.front()->body.size() > special.rules.front()->body.size()) {
                continue;
            }
            if (!cites_as_much(*general->text, *special.text) ||
                !as_strong(*general->text, *special.text)) {
                continue;
            }
            const auto found = subsumes(*general, special);
            if (!found) return undecided(special);
            if (!*found) continue;
            const auto back = subsumes(special, *general);
            const bool both = back.value_or(false);
            // Of two that say the same, the first may stay.
            if (both && general > &special) continue;
            return report(*general, special, both);
        }
    }
    void undecided(const AuditedRule& special) {
        findings_.add(
            "undecided-rule", special.text->span, special.text->id,
            "whether another rule says what `" + special.text->id + "` says takes too many steps");
    }
    void report(const AuditedRule& general, const AuditedRule& special, bool both) {
        Finding& found = findings_.add(
            both ? "duplicate-rule" : "subsumed-rule", special.text->span, special.text->id,
            "`" + special.text->id + "` concludes nothing that `" + general.text->id + "` doesn't" +
                (both ? ": they are one rule, written twice" : ""));
        found.mend = "leave it out";
        found.related.push_back({general.text->span, "`" + general.text->id + "`"});
    }

    Findings& findings_;
    std::set<std::string> exceptional_;
    std::uint64_t left_ = kStepsOfPack;
};

}  // namespace

void find_subsumed_rules(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                         Findings& findings) {
    Subsumption(subject, findings).run(rules);
}

}  // namespace dictum
