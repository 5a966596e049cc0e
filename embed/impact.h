// `dictum impact`: everything that is concluded otherwise without a claim, rule, source or table,
// and every test of the packs whose answer changes.
//
// Each relation is asked for all its rows with and without it (embed/what_if.h). Cost: that of
// evaluating the whole program twice.
#pragma once

#include "embed/session.h"

namespace dictum {

struct Impact {
    struct Change {
        std::string relation;
        RowChange change;
    };
    struct TestChange {
        std::string asked;
        std::string before;
        std::string after;
    };
    std::string id;
    std::vector<Change> facts;      // relation by relation, as they were declared
    std::vector<TestChange> tests;  // in the packs' order
};

// `packs`: those whose tests are replayed, as the session was opened with.
Outcome<Impact> impact_of(Session& session, const std::string& id,
                          const std::vector<std::string>& packs);

std::string impact_text(const Impact& impact);
std::string impact_json(const Impact& impact);

}  // namespace dictum
