// A knowledge base: one SQLite file (or one in memory) that any SQLite tool can read.
//
// Tables: pack, source, turn, unit, entity, entity_type, alias, relation, relation_column, claim,
// citation, rule, rule_citation, decision_table, question, history; and a STRICT table `r_NAME` for
// each base relation, with a column for each of its columns (a quantity as canonical text in
// the column's unit, and NAME_lo, NAME_hi as REAL, rounded outward). docs/packs.md has the schema.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/check/program.h"
#include "engine/value/facts.h"
#include "engine/value/vocabulary.h"
#include "kb/assemble.h"
#include "kb/barred.h"
#include "kb/knowledge.h"
#include "kb/search.h"

namespace dictum {

struct HistoryEntry;

struct Passage {
    std::string source;
    std::string turn;
    std::string text;  // of the turn
};

class KnowledgeBase {
  public:
    static Result<KnowledgeBase> in_memory();
    enum class Access : std::uint8_t { Read, Write };  // Write creates the file
    // A newer schema, another application's file and damage are errors that say so.
    // A file of an older version is brought up to this one. What is open to be read stays as it was
    // when it was opened, and keeps nobody from writing.
    static Result<KnowledgeBase> open(const std::string& path, Access access);
    // A file with a seal (kb/seal.h), read whole and never written. Any change is Damaged.
    static Result<KnowledgeBase> open_sealed(const std::string& path);
    // The bytes of a file that somebody else has open, only to be read.
    static Result<KnowledgeBase> of_bytes(std::string bytes, const std::string& name);
    // Read only, as it stood by a day (kb/as_recorded.h). Its `facts` are data only: the facts of
    // claims come from their texts (FactsFrom::Claims).
    static Result<KnowledgeBase> open_as_recorded(const std::string& path, Date by);
    // Statements of that day whose wording was not kept; 0 for a base as it is.
    std::size_t lost() const { return lost_; }
    ~KnowledgeBase();
    KnowledgeBase(KnowledgeBase&&) noexcept;
    KnowledgeBase& operator=(KnowledgeBase&&) noexcept;

    // Loads checked packs in one transaction: all of them or nothing. `program` was checked from
    // `knowledge` with FactsFrom::Claims. A pack of the same name that is already there is
    // replaced; its claims that are gone stay, marked retracted, with a row in `history`.
    // `recorded_at`: now, as ISO text.
    Status load(const Knowledge& knowledge, const Assembled& assembled,
                const CheckedProgram& program, const Values& values, std::string_view recorded_at);

    // The base as one file, with nothing beside it, for a seal. Io while others have it open.
    Status settle();
    // A copy of the whole base as it is now, whoever writes to it meanwhile: all of it or no file.
    Status back_up(const std::string& copy) const;

    // Calls `work` in one transaction (kb/claim_editor.h): all that it writes, or when it fails
    // nothing.
    Status change(const std::function<Status(Database&)>& work);
    Result<std::vector<HistoryEntry>> history(const std::string& id) const;

    // The day on which bars of sources are looked at (kb/barred.h); empty: all of them hold.
    void set_today(std::string today) { today_ = std::move(today); }

    // Everything but facts of base relations, as it was declared, without what barred sources say.
    // Texts are added to `sources` under names like `kb:rule price-gap`.
    Result<Knowledge> knowledge(SourceMap& sources, LeftOut* left_out = nullptr) const;

    // With what barred sources say.
    Result<Knowledge> whole_knowledge(SourceMap& sources) const;

    // The facts of base relations, with claim i of `knowledge` (read from this base) as SupportId
    // i. Must not outlive this base.
    std::unique_ptr<FactSource> facts(const Knowledge& knowledge, const UnitTable& units) const;

    // The facts that a pack has without claims, as the CSV that [[data]] reads; empty when there
    // are none.
    Result<std::string> data_csv(const RelationSchema& relation, const std::string& pack,
                                 const UnitTable& units) const;

    // Turns that mention the words, best first (most distinct words, then order in the source).
    // `as_of`: not those of sources of a later date; empty: of all.
    Result<std::vector<Passage>> passages(const std::vector<std::string>& words,
                                          std::size_t count_max, std::string_view as_of = {}) const;

    // Turns that hold all of the words (kb/search.h).
    Result<FoundTurns> search(const std::vector<std::string>& words, std::size_t count_max,
                              std::string_view as_of = {}) const;

  private:
    struct Connection;
    explicit KnowledgeBase(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> connection_;
    std::size_t lost_ = 0;
    std::string today_;
};

}  // namespace dictum
