// Why a conflict policy did not choose a row, in words: "a source of 2024-05-01 is newer (conflict
// policy: latest)".
#pragma once

#include <string>
#include <string_view>

#include "engine/explain/proof.h"

namespace dictum {

// `chosen` is the node of the row that stands.
Result<std::string> lost_reason(const Model& model, const ProofNode& chosen,
                                std::string_view language);
// The row that gave way, and why.
std::string lost_note(const std::string& fact, const std::string& reason,
                      std::string_view language);

}  // namespace dictum
