// Rules that join what shares nothing: each row of one relation meets each of the other.
//
//   pair(x, y) :- shop(x), street(y).      a product, unless that is what is meant
//
// Atoms are joined by shared variables, in comparisons too. A part of which some atom gives a
// single row (its key is written out, or its relation has one row) multiplies nothing.
#include <algorithm>
#include <numeric>
#include <set>

#include "audit/rules.h"

namespace dictum {
namespace {

class Products {
  public:
    Products(const AuditSubject& subject, const Rule& rule) : subject_(subject), rule_(rule) {
        parts_.resize(rule.variables.size());
        std::iota(parts_.begin(), parts_.end(), std::size_t{0});
    }

    // Two atoms of different parts; nothing when there is one part.
    std::vector<LiteralId> found() {
        for (const LiteralId id : rule_.body) join(variables(id));
        std::set<std::size_t> single;
        std::vector<std::pair<std::size_t, LiteralId>> atoms;
        for (const LiteralId id : rule_.body) {
            const auto* atom = std::get_if<AtomLiteral>(&rule_.literals[id].node);
            if (atom == nullptr || atom->negated) continue;
            const std::vector<std::uint32_t> own = variables(id);
            if (own.empty()) continue;
            const std::size_t part = root(own.front());
            atoms.emplace_back(part, id);
            if (gives_one_row(*atom)) single.insert(part);
        }
        std::vector<LiteralId> apart;
        std::set<std::size_t> seen;
        for (const auto& [part, id] : atoms) {
            if (!single.contains(part) && seen.insert(part).second) apart.push_back(id);
        }
        return apart.size() > 1 ? apart : std::vector<LiteralId>{};
    }

  private:
    std::size_t root(std::size_t at) {
        while (parts_[at] != at) at = parts_[at] = parts_[parts_[at]];
        return at;
    }
    void join(const std::vector<std::uint32_t>& variables) {
        for (const std::uint32_t each : variables) parts_[root(each)] = root(variables.front());
    }

    std::vector<std::uint32_t> variables(LiteralId id) const {
        std::vector<ExprId> stack;
        std::vector<std::uint32_t> found;
        const auto& node = rule_.literals[id].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) stack = atom->args;
        if (const auto* compared = std::get_if<CompareLiteral>(&node)) {
            stack = {compared->lhs, compared->rhs};
        }
        if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) stack = predicate->args;
        if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
            found = aggregate->outer;
            found.push_back(aggregate->result);
        }
        while (!stack.empty()) {
            const Expr& expr = rule_.exprs[stack.back()];
            stack.pop_back();
            if (const auto* variable = std::get_if<VariableExpr>(&expr.node)) {
                found.push_back(variable->variable);
            } else if (const auto* functor = std::get_if<FunctorExpr>(&expr.node)) {
                stack.insert(stack.end(), functor->args.begin(), functor->args.end());
            }
        }
        return found;
    }

    bool gives_one_row(const AtomLiteral& atom) const {
        if (subject_.model.tuples(atom.relation).size() <= 1) return true;
        const std::vector<std::uint32_t>& key = subject_.program.relations[atom.relation].key;
        return !key.empty() && std::ranges::all_of(key, [&](std::uint32_t column) {
            return std::holds_alternative<ConstantExpr>(rule_.exprs[atom.args[column]].node);
        });
    }

    const AuditSubject& subject_;
    const Rule& rule_;
    std::vector<std::size_t> parts_;
};

}  // namespace

void find_products(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                   Findings& findings) {
    for (const AuditedRule& audited : rules) {
        for (const Rule* rule : audited.rules) {
            const std::vector<LiteralId> apart = Products(subject, *rule).found();
            if (apart.empty()) continue;
            Finding& found =
                findings.add("cartesian-product", audited.text->span, audited.text->id,
                             "`" + audited.text->id + "` joins relations that share no variable");
            found.witness = literal_text(subject, *rule, apart[0]) + " with each " +
                            literal_text(subject, *rule, apart[1]);
            found.mend = "join them by a variable, unless all pairs are meant";
            break;
        }
    }
}

}  // namespace dictum
