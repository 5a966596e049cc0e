#include "kb/names.h"

#include <algorithm>
#include <array>

#include "engine/value/strength.h"

namespace dictum {
namespace {

constexpr std::array<std::string_view, 4> kConflictPolicies{"report", "latest", "strongest",
                                                            "consensus"};
constexpr std::array<std::string_view, 7> kHitPolicies{
    "unique", "any", "priority", "first", "rule order", "output order", "collect"};
constexpr std::array<std::string_view, 5> kCollects{"list", "sum", "min", "max", "count"};

template <std::size_t N>
std::vector<std::string> strings(const std::array<std::string_view, N>& names) {
    return {names.begin(), names.end()};
}

}  // namespace

std::string_view to_string(ConflictPolicy policy) {
    return kConflictPolicies[static_cast<std::size_t>(policy)];
}

std::optional<ConflictPolicy> conflict_policy_named(std::string_view name) {
    const auto found = std::find(kConflictPolicies.begin(), kConflictPolicies.end(), name);
    if (found == kConflictPolicies.end()) return std::nullopt;
    return static_cast<ConflictPolicy>(found - kConflictPolicies.begin());
}

std::string_view to_string(HitPolicy policy) {
    return kHitPolicies[static_cast<std::size_t>(policy)];
}

std::string_view to_string(Collect collect) { return kCollects[static_cast<std::size_t>(collect)]; }

std::vector<std::string> modality_names() {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < kModalities; ++i) {
        names.emplace_back(to_string(static_cast<Modality>(i)));
    }
    return names;
}

std::vector<std::string> conflict_policy_names() { return strings(kConflictPolicies); }
std::vector<std::string> hit_policy_names() { return strings(kHitPolicies); }
std::vector<std::string> collect_names() { return strings(kCollects); }

}  // namespace dictum
