#include "engine/check/single_use.h"

namespace dictum {
namespace {

class Uses {
  public:
    explicit Uses(const SyntaxTrees& trees) : trees_(trees) {}

    void read(const Clause& clause) {
        for (const Atom& head : clause.heads) put_arguments(head, false);
        if (clause.body) put(*clause.body, false);
        while (!items_.empty()) {
            const Item item = items_.back();
            items_.pop_back();
            if (item.is_term) {
                visit_term(item);
            } else {
                visit_formula(item);
            }
        }
    }

    void warn(Findings& findings) const {
        for (const std::string& name : names_) {
            const Use& use = uses_.at(name);
            if (use.count != 1 || !use.binds) continue;
            findings.warning("single-use-variable", use.span,
                             "`" + name + "` is mentioned only here",
                             "write `_`, or `_" + name + "`, when its value does not matter");
        }
    }

  private:
    struct Use {
        std::size_t count = 0;
        bool binds = false;  // an argument of a positive atom; elsewhere it is an error anyway
        Span span;
    };
    struct Item {
        bool is_term = false;
        bool flag = false;  // a term: an argument of a positive atom; a formula: negated
        TermId term{};
        FormulaId formula{};
    };

    void put(TermId term, bool binds) { items_.push_back({true, binds, term, {}}); }
    void put(FormulaId formula, bool negated) { items_.push_back({false, negated, {}, formula}); }
    void put_arguments(const Atom& atom, bool binds) {
        for (std::size_t i = atom.args.size(); i > 0; --i) put(atom.args[i - 1], binds);
    }

    void visit_formula(const Item& item) {
        const auto& node = trees_.formulas[item.formula].node;
        if (const auto* atom = std::get_if<AtomFormula>(&node)) {
            put_arguments(atom->atom, !item.flag);
        } else if (const auto* compare = std::get_if<CompareFormula>(&node)) {
            put(compare->rhs, false);
            put(compare->lhs, false);
        } else if (const auto* inner = std::get_if<NotFormula>(&node)) {
            put(inner->inner, !item.flag);
        } else if (const auto* all = std::get_if<AndFormula>(&node)) {
            for (std::size_t i = all->parts.size(); i > 0; --i) put(all->parts[i - 1], item.flag);
        } else if (const auto* any = std::get_if<OrFormula>(&node)) {
            for (std::size_t i = any->parts.size(); i > 0; --i) put(any->parts[i - 1], item.flag);
        }
    }

    void visit_term(const Item& item) {
        const Term& term = trees_.terms[item.term];
        if (const auto* named = std::get_if<VariableTerm>(&term.node)) {
            count(named->name, term.span, item.flag);
        } else if (const auto* unary = std::get_if<UnaryTerm>(&term.node)) {
            put(unary->arg, false);
        } else if (const auto* binary = std::get_if<BinaryTerm>(&term.node)) {
            put(binary->rhs, false);
            put(binary->lhs, false);
        } else if (const auto* call = std::get_if<CallTerm>(&term.node)) {
            for (std::size_t i = call->args.size(); i > 0; --i) put(call->args[i - 1], false);
        } else if (const auto* aggregate = std::get_if<AggregateTerm>(&term.node)) {
            put(aggregate->body, false);
            if (aggregate->target) put(*aggregate->target, false);
        }
    }

    void count(const std::string& name, Span span, bool binds) {
        if (name.starts_with('_')) return;
        const auto [found, fresh] = uses_.try_emplace(name, Use{0, binds, span});
        if (fresh) names_.push_back(name);
        ++found->second.count;
    }

    SyntaxTrees trees_;
    std::vector<Item> items_;
    std::unordered_map<std::string, Use> uses_;
    std::vector<std::string> names_;  // in order of first appearance
};

}  // namespace

void warn_of_single_use(const SyntaxTrees& trees, const Clause& clause, Findings& findings) {
    Uses uses(trees);
    uses.read(clause);
    uses.warn(findings);
}

}  // namespace dictum
