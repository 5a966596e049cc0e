// The tables of a knowledge base file, version 3. docs/packs.md describes them for readers; what a
// released version wrote is never changed, only migrated.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kb/sqlite.h"

namespace dictum {

constexpr std::int64_t kApplicationId = 0x44696374;  // "Dict"
constexpr std::int64_t kSchemaVersion = 3;

// Makes the tables in an empty database.
Status create_schema(Database& database);

// Is this a knowledge base of this version, with the tables that it should have? Errors say what it
// is instead: another application's file, a newer one, a damaged one. Pages that a seal vouches for
// are not looked at.
enum class Pages : std::uint8_t { Unknown, Sealed };
Status check_schema(Database& database, const std::string& path, Pages pages = Pages::Unknown);

// The names of the tables that every base has.
std::vector<std::string> schema_tables();
// Those of them that are not there or have other columns.
struct TableMisfit {
    std::string table;
    std::string what;
};
Result<std::vector<TableMisfit>> schema_misfits(Database& database);

// Was it written by an older version? Errors: those of check_schema that tell a foreign file.
Result<bool> is_older(Database& database, const std::string& path);
// Brings an older schema up to this version, in one transaction.
Status migrate(Database& database, const std::string& path);

// Holds the database no tables at all?
Result<bool> is_empty(Database& database);

}  // namespace dictum
