// How each pack of a load stands to what the knowledge base holds already.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "kb/pack_writer.h"

namespace dictum {

struct PackState {
    std::int64_t number = 0;  // in the base
    bool existed = false;
    bool unchanged = false;  // same content: there is nothing to write
};

struct LoadState {
    std::vector<PackState> packs;  // by index into Knowledge::packs
    bool fresh = false;            // the base held no pack before
    bool others = false;           // it holds packs that are not in this load
    // Rules and tables of replaced packs: when each was recorded, by id.
    std::unordered_map<std::string, std::string> recorded = {};

    const PackState& of(std::uint32_t pack) const { return packs[pack]; }
    bool writes(std::uint32_t pack) const { return !packs[pack].unchanged; }
};

// Registers the packs: finds their numbers, or gives them.
Result<LoadState> register_packs(Database& database, const PackLoad& load);

// Deletes what replaced packs declared, and their facts. Claims and sources keep their rows; they
// are marked with ordinal -1 until they are written again.
Status clear_replaced(Database& database, LoadState& state);

// Says who holds a name, when `error` is that it is taken.
Error name_taken(Database& database, Error error, std::string_view table, std::string_view key,
                 const std::string& name, const std::string& pack);

}  // namespace dictum
