// One claim, added, corrected or retracted where it stands: the row of the claim, its citations,
// its fact's row and an entry in `history`, in one transaction of the caller's.
//
// Loading a changed pack again writes its claims as the pack has them; what was added here belongs
// to a pack of its own, kAddedPack, that no folder replaces.
#pragma once

#include <string_view>

#include "kb/barred.h"
#include "kb/pack_writer.h"

namespace dictum {

constexpr std::string_view kAddedPack = "added";

// The number of the pack that added claims belong to, made when it isn't there.
Result<std::int64_t> added_pack(Database& database, std::string_view recorded_at);

// `load` holds the whole base with the claim as it should be, checked (FactsFrom::Claims);
// `claim` is its place there. InvalidInput when the id is taken (add).
Status add_claim(Database& database, const PackLoad& load, std::size_t claim, const Review& review);
// Also restores one that was retracted.
Status correct_claim(Database& database, const PackLoad& load, std::size_t claim,
                     const Review& review);
// NotFound when no such claim stands.
Status retract_claim(Database& database, const std::string& id, const Review& review,
                     std::string_view reviewed_on);

// What became of a claim, rule, table or source, oldest first.
struct HistoryEntry {
    std::string recorded_at;
    std::string kind;    // "claim", "rule", "table", "source"
    std::string change;  // "corrected", "retracted", "restored", "barred", "unbarred", "stands"
    std::string was;     // what it replaced
    std::string reason;
    std::string by;  // a role
};
// Ends with how it stands, as an entry `stands` without a time; NotFound when there never was one.
Result<std::vector<HistoryEntry>> history_of(Database& database, const std::string& id);

}  // namespace dictum
