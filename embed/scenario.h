// What a user takes for granted, leaves out or sets -> a Scenario of the engine, and how it is
// told.
//
//   assume   price("green", 60CNY)       one fact, aliases accepted
//   without  call                        a claim, a rule, a table, a row T/3, or a source: what
//                                        cites only sources that are left out
//   set      price("green", +10%)        -5%, *1.1, +5CNY, =-3CNY, or the value
//
// A mistake is reported at its place: `assume:1:7: error: ...`; all of them in one run.
#pragma once

#include "embed/session_state.h"

namespace dictum {

struct ReadScenario {
    Scenario scenario;
    ShownScenario shown;
};

// Evaluates what `set` needs to know, under the rest of the scenario.
Outcome<ReadScenario> read_scenario(View& view, const AskOptions& options);

}  // namespace dictum
