// How strong and how high the canonical proof of each tuple is, by brute force.
//
// Every instance of every rule is written down. For each pair of a modality and a confidence that
// occurs, what can be proved from links that reach it is found by iteration; the best pair by which
// a tuple is still proved is its strength. The least height is found by iteration over the links
// that reach that strength. Disputes are not regarded.
#pragma once

#include <set>
#include <string>

#include "tests/oracle/naive.h"

namespace dictum::test {

struct NaiveStanding {
    Strength strength;
    std::uint32_t height = 0;
};

using Standings = std::map<std::pair<RelationId, Tuple>, NaiveStanding>;

struct NaiveVoices {
    bool given = false;  // by a claim or as data
    std::set<std::string> sources;
};

// What conflict policies and demands look at.
struct NaiveWorth {
    Standings standings;
    std::map<std::pair<RelationId, Tuple>, Date> dates;
    std::map<std::pair<RelationId, Tuple>, NaiveVoices> voices;
};

// Requires: `naive` knows the model below the stratum.
Result<NaiveWorth> naive_worth(const Naive& naive, const CheckedProgram& program,
                               const Values& values, StratumId end);

// Requires: `naive` has run. Facts have the strength of their supports.
Result<Standings> naive_standings(const Naive& naive, const CheckedProgram& program,
                                  const SupportTable& supports, const Values& values);

}  // namespace dictum::test
