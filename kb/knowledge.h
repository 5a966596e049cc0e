// Everything that packs declare, as plain data: what the pack reader makes, what the knowledge base
// stores and gives back, and what a program is assembled from.
//
// Texts in the rule language are Fragments, so that whatever is wrong in them is reported at its
// place in the TOML file; read back from a knowledge base they are named after what they belong to.
//
// `pack` is an index into Knowledge::packs: the pack that declares the thing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/lang/syntax.h"
#include "engine/table/table.h"
#include "engine/value/source_text.h"
#include "engine/value/vocabulary.h"

namespace dictum {

// Text by language: {"zh": "...", "en": "..."}.
using Localized = std::map<std::string, std::string>;

struct PackInfo {
    std::string name;
    std::string title;
    std::string hash;  // of the contents of its files
};

struct Turn {
    std::string id;           // "p1", "qa-8"
    std::uint32_t begin = 0;  // bytes of the source's stored text, behind the heading
    std::uint32_t end = 0;
};

struct Source {
    std::string id;
    std::string title;
    Date date;
    std::string file;  // as named in the pack
    std::string text;  // whole, as stored
    std::vector<Turn> turns;
    Span span;
    std::uint32_t pack = 0;

    const Turn* turn(std::string_view turn_id) const;
    std::string_view turn_text(const Turn& turn) const {
        return std::string_view(text).substr(turn.begin, turn.end - turn.begin);
    }
};

struct Citation {
    std::string source;
    std::string turn;
    std::string quote;        // as the pack has it
    std::uint32_t begin = 0;  // bytes of the source's text that the quote stands at
    std::uint32_t end = 0;
};

struct UnitDeclaration {
    std::string name;
    std::string dimension;
    std::string factor;  // decimal text, "1" by default
    std::vector<std::string> names;
    Span span;
    std::uint32_t pack = 0;
};

struct EntityDeclaration {
    Entity entity;
    Span span;
    std::uint32_t pack = 0;
};

struct RelationDeclaration {
    std::string name;
    Localized about;
    std::vector<Fragment> columns;  // "price: CNY"
    std::vector<std::string> key;
    ConflictPolicy conflict = ConflictPolicy::Report;
    bool complete = false;
    std::optional<std::uint32_t> fresh_days = {};  // how long its claims stay fresh
    std::vector<std::string> asks;                 // the words of a question about it
    Localized says;                                // sentences with {column}
    Span span;
    std::vector<Span> key_spans = {};  // of the words of `key`; or none
    bool stored = false;               // read from a base that holds facts of it
    std::uint32_t pack = 0;
};

struct Claim {
    std::string id;  // given, or the hash of fact and citations
    Fragment fact;
    std::vector<Citation> citations;
    Strength strength;
    std::string note;
    std::string reviewed_by;  // a role, where the pack says so
    std::optional<Date> reviewed_on;
    Span span;
    std::uint32_t pack = 0;
};

struct RuleText {
    std::string id;
    Fragment text;
    std::vector<Citation> citations;  // none: a calculation
    Strength strength;
    std::vector<std::string> overrides;
    std::string note;
    Span span;
    std::uint32_t pack = 0;
    std::optional<Modality> at_least = {};  // how strong what it reads must be
};

// A decision table with what it cites, a list of citations for each row.
struct TableDeclaration {
    TableText table;
    std::vector<std::vector<Citation>> row_citations;
    std::vector<Strength> row_strengths;
    std::vector<std::string> row_notes = {};
    std::uint32_t pack = 0;
};

// Facts without citations, from a CSV file of the pack.
struct DataDeclaration {
    std::string relation;
    std::string file;     // as named in the pack
    std::string content;  // its text
    FileId text{};        // the same, for positions
    Span span;
    std::uint32_t pack = 0;
};

struct QuestionPattern {
    std::vector<std::string> match;  // RE2 with {column} or {entity type}
    Fragment goal;
    Span span;
    std::vector<Fragment> match_texts = {};  // `match`, for positions; or none
    std::uint32_t pack = 0;
};

struct PackTest {
    std::string ask;                                          // a question, or
    std::string goal;                                         // a goal
    std::string status;                                       // "answered", "conflict", "unknown"
    std::vector<std::pair<std::string, std::string>> values;  // column, text
    std::vector<std::string> cites;                           // turns that some citation names
    Span span;
    Fragment goal_text = {};  // `goal`, for positions
    std::uint32_t pack = 0;
    std::string at_least = {};  // the modality that is demanded; empty: none
};

// What an audit is told to leave alone. Of packs only: a base doesn't keep it.
struct Waiver {
    std::string finding;  // its id: "table-gap"
    std::string at;       // the id of what it is about: a claim, rule, table, row `t/3`, ...
    std::string reason;
    Span span;
    std::uint32_t pack = 0;
};

struct Knowledge {
    std::vector<PackInfo> packs;
    std::vector<Source> sources;
    std::vector<UnitDeclaration> units;
    std::vector<EntityDeclaration> entities;
    std::vector<RelationDeclaration> relations;
    std::vector<Claim> claims;
    std::vector<RuleText> rules;
    std::vector<TableDeclaration> tables;
    std::vector<DataDeclaration> data;
    std::vector<QuestionPattern> questions;
    std::vector<PackTest> tests;
    std::vector<Waiver> waivers = {};

    const Source* source(std::string_view id) const;
    const RelationDeclaration* relation(std::string_view name) const;
    const TableDeclaration* table(std::string_view id) const;
};

// The row of a table that the id of a rule names, as `table/3` does.
struct TableRow {
    const TableDeclaration* table = nullptr;
    std::size_t row = 0;  // from 0
};
std::optional<TableRow> table_row(const Knowledge& knowledge, std::string_view id);

}  // namespace dictum
