// What a proof rests on in the sources: the citations of its claims and of the rules it used.
#pragma once

#include <vector>

#include "ask/answer.h"
#include "ask/wording.h"

namespace dictum {

// Of one step: its claims' citations, strongest first, or its rule's.
std::vector<ShownCitation> step_citations(const WordingContext& context, const ProofNode& node);

// Of a whole proof, from the root down, each once.
std::vector<ShownCitation> proof_citations(const WordingContext& context, const Proof& proof);

}  // namespace dictum
