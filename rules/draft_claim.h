// One candidate as the text of a draft pack: its claim, and the names that the claim needs.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "engine/value/unit.h"
#include "rules/draft_pack.h"

namespace dictum {

// A claim that may be accepted: what a draft says of it, and what must be declared for it.
struct DraftClaim {
    std::string id;        // of its content: the same in every reading
    std::string text;      // comment and TOML, each line behind a `#`
    std::string relation;  // its name
    std::string relation_text;
    std::string entity;  // its id; empty: none
    std::string entity_text;
    std::string unit;  // empty: none that must be declared
    std::string unit_text;
    int weight = 0;  // the best come first
};

class DraftClaims {
  public:
    explicit DraftClaims(const IngestPatterns& patterns);

    DraftClaim of_figure(const DraftSource& source, const Candidate& candidate);
    DraftClaim of_condition(const DraftSource& source, const Candidate& candidate);

  private:
    struct NamedUnit {
        std::string name;    // as packs write it; empty: a plain number
        std::string suffix;  // behind a number
        std::string label;   // in the name of a relation
    };
    NamedUnit unit_of(const Figure& figure, DraftClaim& claim);
    void relate(const Candidate& candidate, const NamedUnit& unit, DraftClaim& claim);
    std::string new_id(const DraftSource& source, const Candidate& candidate,
                       std::string_view value);
    const std::string& names_of(const UnitWords& unit);

    const IngestPatterns& patterns_;
    UnitTable units_ = UnitTable::builtin();
    std::unordered_set<std::string> ids_;
    std::unordered_map<std::string, std::uint64_t> repeated_;  // by the hash of their content
    std::unordered_map<std::string, std::string> unit_names_;
    std::unordered_map<std::string, std::optional<UnitId>> nouns_;  // that are units already
};

std::string toml_quoted(std::string_view text);
std::string entity_id(std::string_view name);  // "Larkfield Pumps" -> "larkfield pumps"
std::string entity_text(std::string_view name);

}  // namespace dictum
