#include "engine/explain/why_not_partial.h"

#include "engine/check/stratify.h"

namespace dictum {

ProofTerm PartialProof::fresh(const std::string& name, const Type& type) {
    const ProofTerm term = ProofTerm::open(static_cast<std::uint32_t>(variables_.size()));
    variables_.push_back({term, name, type});
    return term;
}

ProofTerm PartialProof::resolve(ProofTerm term) const {
    while (term.is_open()) {
        const ProofTerm is = variables_[term.variable].is;
        if (is.is_open() && is.variable == term.variable) return term;
        term = is;
    }
    return term;
}

bool PartialProof::unify(ProofTerm a, ProofTerm b) {
    a = resolve(a);
    b = resolve(b);
    if (!a.is_open() && !b.is_open()) return a.word == b.word;
    if (!a.is_open() || (b.is_open() && b.variable > a.variable)) std::swap(a, b);
    if (b.is_open() && b.variable == a.variable) return true;
    variables_[a.variable].is = b;
    // The name that says something is kept.
    if (b.is_open() && variables_[b.variable].name.empty()) {
        variables_[b.variable].name = variables_[a.variable].name;
    }
    return true;
}

std::optional<Word> PartialProof::word(ProofTerm term) const {
    const ProofTerm is = resolve(term);
    return is.is_open() ? std::nullopt : std::optional(is.word);
}

std::vector<std::optional<Word>> PartialProof::words(const std::vector<ProofTerm>& terms) const {
    std::vector<std::optional<Word>> words;
    words.reserve(terms.size());
    for (const ProofTerm& term : terms) words.push_back(word(term));
    return words;
}

std::string PartialProof::name(ProofTerm open) const {
    const std::uint32_t index = resolve(open).variable;
    const std::string& own = variables_[index].name;
    const std::string base = own.empty() ? "x" : own;
    std::size_t same = 1;  // variables of that name up to this one
    for (std::uint32_t i = 0; i < index; ++i) {
        const bool open_too = resolve(ProofTerm::open(i)).variable == i;
        const std::string& other = variables_[i].name;
        if (open_too && (other.empty() ? "x" : other) == base) ++same;
    }
    return same == 1 ? base : base + std::to_string(same);
}

void PartialProof::note_rule(const Rule& rule) {
    visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool strict) {
        (strict ? absences_of : rows_of).insert(atom.relation);
    });
}

}  // namespace dictum
