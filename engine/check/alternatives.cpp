#include "engine/check/alternatives.h"

#include <algorithm>

#include "engine/value/limits.h"

namespace dictum {
namespace {

constexpr std::size_t kMany = kAlternativesMax + 1;

// The list that a formula holds, or null.
const std::vector<FormulaId>* parts_of(const Formula& formula) {
    if (const auto* all = std::get_if<AndFormula>(&formula.node)) return &all->parts;
    if (const auto* any = std::get_if<OrFormula>(&formula.node)) return &any->parts;
    return nullptr;
}

bool is_maybe_equal(const Formula& formula) {
    const auto* const compare = std::get_if<CompareFormula>(&formula.node);
    return compare != nullptr && compare->op == CompareOp::MaybeEqual;
}

}  // namespace

std::size_t Alternatives::count(FormulaId body) {
    counts_.resize(formulas_.size());
    std::vector<FormulaId> reached{body};
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const Formula& formula = formulas_[reached[i]];
        if (const auto* inner = std::get_if<NotFormula>(&formula.node)) {
            reached.push_back(inner->inner);
        } else if (const auto* parts = parts_of(formula)) {
            reached.insert(reached.end(), parts->begin(), parts->end());
        }
    }
    // Parents were reached before their children.
    for (std::size_t i = reached.size(); i > 0; --i) {
        counts_[index_of(reached[i - 1])] = counts_of(formulas_[reached[i - 1]]);
    }
    return counts_[index_of(body)].plain;
}

Alternatives::Counts Alternatives::counts_of(const Formula& formula) const {
    if (const auto* truth = std::get_if<TruthFormula>(&formula.node)) {
        return truth->value ? Counts{1, 0} : Counts{0, 1};
    }
    if (const auto* inner = std::get_if<NotFormula>(&formula.node)) {
        return {count_of(inner->inner, true), count_of(inner->inner, false)};
    }
    const std::vector<FormulaId>* const parts = parts_of(formula);
    if (parts == nullptr) return {1, is_maybe_equal(formula) ? std::size_t{2} : 1};
    const bool all = std::holds_alternative<AndFormula>(formula.node);
    std::size_t product = 1;  // of an And as it stands, of an Or under negation
    std::size_t sum = 0;
    for (const FormulaId part : *parts) {
        product = std::min(kMany, product * count_of(part, !all));
        sum = std::min(kMany, sum + count_of(part, all));
    }
    return all ? Counts{product, sum} : Counts{sum, product};
}

std::size_t Alternatives::count_of(FormulaId formula, bool negated) const {
    const Counts& counts = counts_[index_of(formula)];
    return negated ? counts.negated : counts.plain;
}

std::vector<SignedLiteral> Alternatives::conjunction(FormulaId body, std::size_t k) const {
    std::vector<SignedLiteral> literals;
    std::vector<Choice> stack{{body, false, k}};
    while (!stack.empty()) {
        const Choice choice = stack.back();
        stack.pop_back();
        const Formula& formula = formulas_[choice.formula];
        if (std::holds_alternative<TruthFormula>(formula.node)) continue;
        if (const auto* inner = std::get_if<NotFormula>(&formula.node)) {
            stack.push_back({inner->inner, !choice.negated, choice.k});
            continue;
        }
        const std::vector<FormulaId>* const parts = parts_of(formula);
        if (parts == nullptr) {
            const bool split = choice.negated && is_maybe_equal(formula);
            const auto part = static_cast<std::uint8_t>(split ? choice.k + 1 : 0);
            literals.push_back({choice.formula, choice.negated, part});
        } else if (std::holds_alternative<AndFormula>(formula.node) != choice.negated) {
            choose_each(*parts, choice, stack);
        } else {
            choose_one(*parts, choice, stack);
        }
    }
    return literals;
}

// k is a number whose digits choose in each part, the last part's digit varying fastest.
void Alternatives::choose_each(const std::vector<FormulaId>& parts, const Choice& choice,
                               std::vector<Choice>& stack) const {
    std::size_t k = choice.k;
    for (std::size_t i = parts.size(); i > 0; --i) {
        const std::size_t count = count_of(parts[i - 1], choice.negated);
        stack.push_back({parts[i - 1], choice.negated, k % count});
        k /= count;
    }
}

void Alternatives::choose_one(const std::vector<FormulaId>& parts, const Choice& choice,
                              std::vector<Choice>& stack) const {
    std::size_t k = choice.k;
    for (const FormulaId part : parts) {
        const std::size_t count = count_of(part, choice.negated);
        if (k < count) {
            stack.push_back({part, choice.negated, k});
            return;
        }
        k -= count;
    }
}

CompareOp negation_of(CompareOp op) {
    switch (op) {
        case CompareOp::Equal:
            return CompareOp::NotEqual;
        case CompareOp::NotEqual:
            return CompareOp::Equal;
        case CompareOp::Less:
            return CompareOp::MaybeGreaterEqual;
        case CompareOp::LessEqual:
            return CompareOp::MaybeGreater;
        case CompareOp::Greater:
            return CompareOp::MaybeLessEqual;
        case CompareOp::GreaterEqual:
            return CompareOp::MaybeLess;
        case CompareOp::MaybeLess:
            return CompareOp::GreaterEqual;
        case CompareOp::MaybeLessEqual:
            return CompareOp::Greater;
        case CompareOp::MaybeGreater:
            return CompareOp::LessEqual;
        case CompareOp::MaybeGreaterEqual:
            return CompareOp::Less;
        case CompareOp::MaybeEqual:
            break;
    }
    return op;
}

}  // namespace dictum
