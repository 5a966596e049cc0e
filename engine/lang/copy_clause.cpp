#include "engine/lang/copy_clause.h"

#include <algorithm>
#include <unordered_map>

namespace dictum {
namespace {

class ClauseCopier {
  public:
    ClauseCopier(const SyntaxProgram& from, const Renaming& names, SyntaxProgram& to)
        : from_(from), names_(names), to_(to) {}

    void run(const Clause& clause) {
        for (const Atom& head : clause.heads) want(head.args);
        if (clause.body) formulas_.push_back(*clause.body);
        collect();
        for (const TermId id : wanted_terms_) to_.terms.push(copy(from_.terms[id]));
        for (const FormulaId id : wanted_formulas_) to_.formulas.push(copy(from_.formulas[id]));
        Clause made = clause;
        for (Atom& head : made.heads) rename(head);
        if (made.body) made.body = new_formula(*made.body);
        to_.clauses.push_back(std::move(made));
    }

  private:
    void want(const std::vector<TermId>& ids) {
        terms_.insert(terms_.end(), ids.begin(), ids.end());
    }

    // What the open ids lead to, each once and in order, so that children stay before parents.
    void collect() {
        while (!terms_.empty() || !formulas_.empty()) {
            if (!terms_.empty()) {
                const TermId id = terms_.back();
                terms_.pop_back();
                if (!term_ids_.try_emplace(id).second) continue;
                wanted_terms_.push_back(id);
                open(from_.terms[id]);
            } else {
                const FormulaId id = formulas_.back();
                formulas_.pop_back();
                if (!formula_ids_.try_emplace(id).second) continue;
                wanted_formulas_.push_back(id);
                open(from_.formulas[id]);
            }
        }
        std::ranges::sort(wanted_terms_);
        std::ranges::sort(wanted_formulas_);
        for (std::size_t i = 0; i < wanted_terms_.size(); ++i) {
            term_ids_[wanted_terms_[i]] = id_at<TermId>(to_.terms.size() + i);
        }
        for (std::size_t i = 0; i < wanted_formulas_.size(); ++i) {
            formula_ids_[wanted_formulas_[i]] = id_at<FormulaId>(to_.formulas.size() + i);
        }
    }

    void open(const Term& term) {
        if (const auto* unary = std::get_if<UnaryTerm>(&term.node)) {
            terms_.push_back(unary->arg);
        } else if (const auto* binary = std::get_if<BinaryTerm>(&term.node)) {
            terms_.push_back(binary->lhs);
            terms_.push_back(binary->rhs);
        } else if (const auto* call = std::get_if<CallTerm>(&term.node)) {
            want(call->args);
        } else if (const auto* aggregate = std::get_if<AggregateTerm>(&term.node)) {
            if (aggregate->target) terms_.push_back(*aggregate->target);
            formulas_.push_back(aggregate->body);
        }
    }

    void open(const Formula& formula) {
        if (const auto* atom = std::get_if<AtomFormula>(&formula.node)) {
            want(atom->atom.args);
        } else if (const auto* compare = std::get_if<CompareFormula>(&formula.node)) {
            terms_.push_back(compare->lhs);
            terms_.push_back(compare->rhs);
        } else if (const auto* negated = std::get_if<NotFormula>(&formula.node)) {
            formulas_.push_back(negated->inner);
        } else if (const auto* all = std::get_if<AndFormula>(&formula.node)) {
            formulas_.insert(formulas_.end(), all->parts.begin(), all->parts.end());
        } else if (const auto* any = std::get_if<OrFormula>(&formula.node)) {
            formulas_.insert(formulas_.end(), any->parts.begin(), any->parts.end());
        }
    }

    Term copy(const Term& term) const {
        Term made = term;
        if (auto* unary = std::get_if<UnaryTerm>(&made.node)) {
            unary->arg = new_term(unary->arg);
        } else if (auto* binary = std::get_if<BinaryTerm>(&made.node)) {
            binary->lhs = new_term(binary->lhs);
            binary->rhs = new_term(binary->rhs);
        } else if (auto* call = std::get_if<CallTerm>(&made.node)) {
            for (TermId& arg : call->args) arg = new_term(arg);
        } else if (auto* aggregate = std::get_if<AggregateTerm>(&made.node)) {
            if (aggregate->target) aggregate->target = new_term(*aggregate->target);
            aggregate->body = new_formula(aggregate->body);
        }
        return made;
    }

    Formula copy(const Formula& formula) const {
        Formula made = formula;
        if (auto* atom = std::get_if<AtomFormula>(&made.node)) {
            rename(atom->atom);
        } else if (auto* compare = std::get_if<CompareFormula>(&made.node)) {
            compare->lhs = new_term(compare->lhs);
            compare->rhs = new_term(compare->rhs);
        } else if (auto* negated = std::get_if<NotFormula>(&made.node)) {
            negated->inner = new_formula(negated->inner);
        } else if (auto* all = std::get_if<AndFormula>(&made.node)) {
            for (FormulaId& part : all->parts) part = new_formula(part);
        } else if (auto* any = std::get_if<OrFormula>(&made.node)) {
            for (FormulaId& part : any->parts) part = new_formula(part);
        }
        return made;
    }

    void rename(Atom& atom) const {
        names_.relation(atom.name);
        for (TermId& arg : atom.args) arg = new_term(arg);
    }

    TermId new_term(TermId id) const { return term_ids_.at(id); }
    FormulaId new_formula(FormulaId id) const { return formula_ids_.at(id); }

    const SyntaxProgram& from_;
    const Renaming& names_;
    SyntaxProgram& to_;
    std::vector<TermId> terms_;  // to be looked at
    std::vector<FormulaId> formulas_;
    std::vector<TermId> wanted_terms_;
    std::vector<FormulaId> wanted_formulas_;
    std::unordered_map<TermId, TermId> term_ids_;
    std::unordered_map<FormulaId, FormulaId> formula_ids_;
};

}  // namespace

void copy_clause(const SyntaxProgram& from, const Clause& clause, const Renaming& names,
                 SyntaxProgram& to) {
    ClauseCopier(from, names, to).run(clause);
}

}  // namespace dictum
