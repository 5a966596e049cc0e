// What rows weigh, by their proofs: strength, date and sources, for conflict policies and demands
// of strength (engine/eval/weigher.h). Each question collects the cone below the row.
#pragma once

#include "engine/eval/weigher.h"

namespace dictum {

// Stateless; lives as long as the program.
const Weigher& proof_weigher();

}  // namespace dictum
