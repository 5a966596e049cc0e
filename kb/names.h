// The words by which policies are declared in packs and kept in knowledge bases. Persisted: a name
// is never changed or reused.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/lang/syntax.h"
#include "engine/table/table.h"

namespace dictum {

std::string_view to_string(ConflictPolicy policy);
std::optional<ConflictPolicy> conflict_policy_named(std::string_view name);
std::string_view to_string(HitPolicy policy);
std::string_view to_string(Collect collect);

// All of them, for suggestions.
std::vector<std::string> modality_names();
std::vector<std::string> conflict_policy_names();
std::vector<std::string> hit_policy_names();
std::vector<std::string> collect_names();

}  // namespace dictum
