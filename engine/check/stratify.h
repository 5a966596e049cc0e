// Strata: which relations can be computed once others are complete.
//
//   reach(x, y) :- edge(x, y).
//   cut_off(x) :- station(x), !reach("a", x).      reach before cut_off
//
// A relation depends on those in the bodies of its rules. Relations that depend on each other are
// one stratum; a negation or aggregate inside one has no meaning and is reported, once a stratum,
// with the cycle. Linear.
#pragma once

#include "engine/check/components.h"
#include "engine/check/findings.h"
#include "engine/check/program.h"

namespace dictum {

void stratify(CheckedProgram& program, Findings& findings);

// Which relations depend on each other by the rules there are: of a program that is not stratified
// yet. Linear.
class RelationCycles {
  public:
    explicit RelationCycles(const CheckedProgram& program);

    bool together(RelationId a, RelationId b) const {
        return components_.of[index_of(a)] == components_.of[index_of(b)];
    }
    bool recursive(RelationId relation) const;

  private:
    Graph reads_;
    Components components_;
};

// Calls `visit(atom, literal, strict)` for every atom of a rule's body; strict: the atom must be
// complete first, as it is negated or inside an aggregate.
template <class Visit>
void visit_atoms(const Rule& rule, Visit visit) {
    std::vector<std::pair<LiteralId, bool>> pending;
    for (const LiteralId id : rule.body) pending.emplace_back(id, false);
    for (std::size_t i = 0; i < pending.size(); ++i) {
        const auto [id, inside] = pending[i];
        const Literal& literal = rule.literals[id];
        if (const auto* atom = std::get_if<AtomLiteral>(&literal.node)) {
            visit(*atom, literal, inside || atom->negated);
        } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&literal.node)) {
            for (const LiteralId inner : aggregate->body) pending.emplace_back(inner, true);
        }
    }
}

}  // namespace dictum
