// One reader for each kind of table of a pack (design of the format: docs/packs.md).
//
// Each takes one TOML table, reports what is wrong with it, and adds what could be read to the
// drafts. They look nothing up: names, turns and quotes come later.
#pragma once

#include <cstdint>

#include "rules/drafts.h"
#include "rules/fields.h"
#include "rules/pack_input.h"

namespace dictum {

// A [[data]] of a SQLite table, until the columns of its relation are known.
struct UserTableDraft {
    Fragment relation;
    Fragment file;
    Fragment table;
};

struct EntryContext {
    ReadingContext& reading;
    PackInput& input;
    PackDrafts& drafts;
    std::uint32_t pack = 0;
    // An error that ends the reading: a limit that a file named by the pack goes beyond.
    Status status = {};
    std::vector<UserTableDraft> user_tables = {};
};

void read_source(const TomlValue& table, EntryContext& context);
void read_unit(const TomlValue& table, EntryContext& context);
void read_entity(const TomlValue& table, EntryContext& context);
void read_relation(const TomlValue& table, EntryContext& context);
void read_claim(const TomlValue& table, EntryContext& context);
void read_rule(const TomlValue& table, EntryContext& context);
void read_table(const TomlValue& table, EntryContext& context);
void read_data(const TomlValue& table, EntryContext& context);
void read_question(const TomlValue& table, EntryContext& context);
void read_test(const TomlValue& table, EntryContext& context);
void read_waiver(const TomlValue& table, EntryContext& context);

// The user's tables, once every relation was read.
void read_user_tables(EntryContext& context);

// Parts that several kinds share.
Strength read_strength(Fields& fields);
std::vector<CitationDraft> read_citations(Fields& fields);
// {slots} of a text, each with where its name stands.
struct Slot {
    std::string name;
    std::size_t begin = 0;  // of `{`
    std::size_t end = 0;    // behind `}`
};
std::vector<Slot> slots(std::string_view text);
// The text of a file that the pack names under `key`; nothing when that was reported.
struct NamedFile {
    FileId id{};
    std::string path;
};
std::optional<NamedFile> read_named_file(Fields& fields, std::string_view key,
                                         EntryContext& context);

constexpr std::string_view kLater = "this is not available in this version";

}  // namespace dictum
