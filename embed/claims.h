// Claims and sources of a knowledge base file, changed one at a time by who reviews them.
//
//   change_claim({.action = ClaimAction::Retract, .kb = "calls.kb", .subject = "oolong-price",
//                 .review = {"the expert took it back", "analyst", "2024-06-01T10:00:00Z"}});
//
// A change is checked with everything that the base holds before it is written, in one transaction.
#pragma once

#include <optional>

#include "embed/session.h"

namespace dictum {

enum class ClaimAction : std::uint8_t { Add, Correct, Retract };

struct ReviewText {
    std::string reason;
    std::string by;           // a role
    std::string recorded_at;  // now, as ISO text
};

struct ClaimRequest {
    ClaimAction action = ClaimAction::Add;
    std::string kb;
    std::string subject;              // the fact to add, or the id of the claim
    std::string id;                   // of a claim to add; empty: the hash of what it says
    std::string fact;                 // of a correction; empty: as it was, like all that follows
    std::vector<std::string> cites;   // "call qa-8"
    std::vector<std::string> quotes;  // one for each
    std::string modality;
    std::optional<double> confidence;
    std::optional<std::string> note;
    std::string reviewed_on;  // YYYY-MM-DD
    ReviewText review;
};

// What was done, in a line.
Outcome<std::string> change_claim(const ClaimRequest& request);

struct SourceRequest {
    bool bar = true;  // or lift its bars
    std::string kb;
    std::string source;
    std::string until;  // YYYY-MM-DD; empty: until it is lifted
    ReviewText review;
};
Outcome<std::string> change_source(const SourceRequest& request);

// What became of a claim, rule, table or source, an entry a paragraph; or one JSON object.
Outcome<std::string> history_text(const std::string& kb, const std::string& id, bool json);

}  // namespace dictum
