// How strongly something is held: modality, then confidence.
//
// A proof is as strong as its weakest link. Absence, data and calculation are (stated, 1).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/date.h"
#include "engine/value/ids.h"

namespace dictum {

// Strongest first. Persisted by name, never by number.
enum class Modality : std::uint8_t { Stated, Estimate, Forecast, Opinion, Unconfirmed };
constexpr std::size_t kModalities = 5;

std::string_view to_string(Modality modality);
std::optional<Modality> modality_named(std::string_view name);

struct Strength {
    Modality modality = Modality::Stated;
    double confidence = 1.0;  // 0..1

    bool operator==(const Strength&) const = default;
};

// Modality first, then confidence.
bool stronger(Strength a, Strength b);
// The strength of two links together: the weaker modality and, on its own, the lower confidence.
Strength weakest(Strength a, Strength b);

// What a base tuple rests on: a claim of a source.
struct Support {
    std::string claim;   // the claim's stable id
    std::string source;  // the source's id; claims of one source are one voice
    Strength strength;
    std::optional<Date> date = {};                // of the newest source that the claim cites
    std::vector<std::string> other_sources = {};  // that the claim cites as well
};

using SupportTable = IdMap<SupportId, Support>;

}  // namespace dictum
