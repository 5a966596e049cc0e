// How much the tests of a pack would notice: each rule, row, comparison, threshold, override and
// citation is changed in turn, and a mutant that every test passes survives.
//
//   dear(t) :- price(t, p), p > 300元.     p >= 300元 survives where no test has a tea at 300元
//
// Questions are read once. A mutant is asked only the tests that can reach its rule, until one
// fails. Rules and rows are left out of the loaded base (what-if); a changed text is checked again;
// a citation needs no run at all: a test that names its turn fails where nothing else cites that.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "audit/rule_mutants.h"
#include "embed/coverage.h"
#include "embed/session.h"

namespace dictum {

struct MutationBounds {
    std::size_t mutants_max = 1000;  // that are run; of more, some at even distances
};

// A test that passes, and its answer.
struct TestedAnswer {
    const PackTest* test = nullptr;
    Answer answer;
};

struct Survivor {
    MutantKind kind = MutantKind::Rule;
    std::string id;
    std::string file;
    std::uint32_t line = 0;
    std::string before;
    std::string after;
};

struct MutationScore {
    struct Count {
        std::size_t killed = 0;
        std::size_t survived = 0;
    };
    std::array<Count, 6> counts;      // by MutantKind
    std::vector<Survivor> survivors;  // in the pack's order
    std::size_t not_tried = 0;        // past the bound
    std::size_t no_program = 0;       // changes that mean nothing, and count for nothing

    std::size_t killed() const;
    std::size_t all() const { return killed() + survivors.size(); }
};

Outcome<MutationScore> mutation_score(Session& session, const PackTests& tests,
                                      const std::vector<TestedAnswer>& answered,
                                      const MutationBounds& bounds);

}  // namespace dictum
