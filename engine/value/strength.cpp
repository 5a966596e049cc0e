#include "engine/value/strength.h"

#include <algorithm>
#include <array>

namespace dictum {
namespace {

constexpr std::array<std::string_view, kModalities> kNames{"stated", "estimate", "forecast",
                                                           "opinion", "unconfirmed"};

}  // namespace

std::string_view to_string(Modality modality) { return kNames[static_cast<std::size_t>(modality)]; }

std::optional<Modality> modality_named(std::string_view name) {
    const auto found = std::find(kNames.begin(), kNames.end(), name);
    if (found == kNames.end()) return std::nullopt;
    return static_cast<Modality>(found - kNames.begin());
}

bool stronger(Strength a, Strength b) {
    if (a.modality != b.modality) return a.modality < b.modality;
    return a.confidence > b.confidence;
}

Strength weakest(Strength a, Strength b) {
    return {std::max(a.modality, b.modality), std::min(a.confidence, b.confidence)};
}

}  // namespace dictum
