#include "kb/declaration_writer.h"

#include <unordered_map>

#include "kb/fact_writer.h"
#include "kb/history.h"
#include "kb/names.h"

namespace dictum {
namespace {

class SourceWriter {
  public:
    SourceWriter(Database& database, const PackLoad& load, const LoadState& state, History& history)
        : database_(database), load_(load), state_(state), history_(history) {}

    Status run() {
        DICTUM_TRY(Statement turn,
                   database_.prepare("INSERT INTO turn VALUES (?1, ?2, ?3, ?4, ?5, ?6)"));
        for (std::size_t i = 0; i < load_.knowledge.sources.size(); ++i) {
            const Source& source = load_.knowledge.sources[i];
            if (!state_.writes(source.pack)) continue;
            DICTUM_TRY(const std::int64_t number, write(source, i));
            for (std::size_t k = 0; k < source.turns.size(); ++k) {
                const Turn& part = source.turns[k];
                DICTUM_CHECK(
                    turn.run(number, k, part.id, part.begin, part.end, source.turn_text(part)));
            }
        }
        return state_.fresh ? Status{} : retract_gone();
    }

  private:
    Result<std::int64_t> write(const Source& source, std::size_t ordinal) {
        if (!state_.fresh) {
            DICTUM_TRY(const std::int64_t held, rewrite(source, ordinal));
            if (held != 0) return held;
        }
        DICTUM_TRY(Statement add,
                   database_.prepare("INSERT INTO source (id, pack, ordinal, title, date, file, "
                                     "text, recorded_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
        const std::string date = source.date.to_string();
        auto added = add.run(source.id, state_.of(source.pack).number, ordinal, source.title, date,
                             source.file, source.text, load_.recorded_at);
        if (!added) {
            return name_taken(database_, added.error(), "source", "id", source.id,
                              load_.knowledge.packs[source.pack].name);
        }
        return database_.last_row();
    }

    // The number of the row that is there for this source already, and not another pack's; or 0.
    Result<std::int64_t> rewrite(const Source& source, std::size_t ordinal) {
        DICTUM_TRY(Statement find,
                   database_.prepare("SELECT number, date, text, retracted_at, recorded_at "
                                     "FROM source WHERE id = ?1 AND ordinal = -1"));
        find.start(source.id);
        DICTUM_TRY(const bool row, find.step());
        if (!row) return std::int64_t{0};
        const std::int64_t number = find.integer(0);
        const std::string date = source.date.to_string();
        const bool same = find.text(1) == date && find.text(2) == source.text;
        const Change change = !find.is_null(3) ? Change::Restored : Change::Corrected;
        const bool changes = !same || change == Change::Restored;
        const std::string since(changes ? load_.recorded_at : find.text(4));
        if (changes) {
            DICTUM_CHECK(history_.note(source.pack, "source", source.id, change,
                                       {find.string(1) + "\n" + find.string(2), find.string(4)}));
        }
        find.reset();
        DICTUM_TRY(Statement update,
                   database_.prepare("UPDATE source SET pack = ?2, ordinal = ?3, title = ?4, "
                                     "date = ?5, file = ?6, text = ?7, recorded_at = ?8, "
                                     "retracted_at = NULL WHERE number = ?1"));
        DICTUM_CHECK(update.run(number, state_.of(source.pack).number, ordinal, source.title, date,
                                source.file, source.text, since));
        return number;
    }

    Status retract_gone() {
        DICTUM_CHECK(history_.note_gone("source", "date || char(10) || text"));
        DICTUM_TRY(Statement retract,
                   database_.prepare("UPDATE source SET retracted_at = ?1 "
                                     "WHERE ordinal = -1 AND retracted_at IS NULL"));
        return retract.run(load_.recorded_at);
    }

    Database& database_;
    const PackLoad& load_;
    const LoadState& state_;
    History& history_;
};

// What is written for each relation, prepared once.
struct RelationStatements {
    Statement add;
    Statement change;
    Statement column;

    static Result<RelationStatements> prepare(Database& database) {
        DICTUM_TRY(Statement add,
                   database.prepare("INSERT INTO relation (name, pack, ordinal, conflict, "
                                    "complete, asks, about_zh, about_en, says_zh, says_en, "
                                    "fresh_days) "
                                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
        DICTUM_TRY(
            Statement change,
            database.prepare("UPDATE relation SET pack = ?2, ordinal = ?3, conflict = ?4, "
                             "complete = ?5, asks = ?6, about_zh = ?7, about_en = ?8, "
                             "says_zh = ?9, says_en = ?10, fresh_days = ?11 WHERE name = ?1"));
        DICTUM_TRY(Statement column,
                   database.prepare("INSERT INTO relation_column VALUES (?1, ?2, ?3, ?4, ?5)"));
        return RelationStatements{std::move(add), std::move(change), std::move(column)};
    }
};

class RelationWriter {
  public:
    RelationWriter(Database& database, const PackLoad& load, const LoadState& state,
                   RelationStatements& statements)
        : database_(database), load_(load), state_(state), statements_(statements) {}

    Status run() {
        std::unordered_map<std::string, bool> declared;  // of replaced packs: still there?
        DICTUM_CHECK(previous(declared));
        const auto& relations = load_.knowledge.relations;
        for (std::size_t i = 0; i < relations.size(); ++i) {
            if (!state_.writes(relations[i].pack)) continue;
            const auto known = declared.find(relations[i].name);
            const bool there = known != declared.end();
            if (there) known->second = true;
            DICTUM_CHECK(write(relations[i], i, there));
        }
        std::vector<std::string> gone;
        for (const std::string& name : order_) {
            if (!declared[name]) gone.push_back(name);
        }
        return drop_orphans(database_, gone);
    }

  private:
    // What replaced packs declared before.
    Status previous(std::unordered_map<std::string, bool>& declared) {
        if (state_.fresh) return {};
        DICTUM_TRY(Statement names, database_.prepare("SELECT name FROM relation WHERE pack = ?1 "
                                                      "ORDER BY ordinal"));
        for (const PackState& pack : state_.packs) {
            if (!pack.existed || pack.unchanged) continue;
            names.start(pack.number);
            for (;;) {
                DICTUM_TRY(const bool row, names.step());
                if (!row) break;
                order_.push_back(names.string(0));
                declared.emplace(names.string(0), false);
            }
        }
        return {};
    }

    Status write(const RelationDeclaration& relation, std::size_t ordinal, bool there) {
        Statement& statement = there ? statements_.change : statements_.add;
        std::string asks;
        for (const std::string& word : relation.asks) asks += word + "\n";
        auto written = statement.run(
            relation.name, state_.of(relation.pack).number, ordinal, to_string(relation.conflict),
            relation.complete, asks, in(relation.about, "zh"), in(relation.about, "en"),
            in(relation.says, "zh"), in(relation.says, "en"), relation.fresh_days);
        if (!written) {
            return name_taken(database_, written.error(), "relation", "name", relation.name,
                              load_.knowledge.packs[relation.pack].name);
        }
        return write_columns(relation, ordinal);
    }

    static std::optional<std::string_view> in(const Localized& texts, const char* language) {
        const auto found = texts.find(language);
        if (found == texts.end()) return std::nullopt;
        return found->second;
    }

    // Relation i of the knowledge is relation i of the assembled program.
    Status write_columns(const RelationDeclaration& relation, std::size_t index) {
        const RelationDecl& decl = load_.assembled.program.relations[index];
        for (std::size_t i = 0; i < decl.columns.size(); ++i) {
            std::optional<std::size_t> place;
            for (std::size_t k = 0; k < relation.key.size(); ++k) {
                if (relation.key[k] == decl.columns[i].name) place = k;
            }
            DICTUM_CHECK(statements_.column.run(relation.name, i, decl.columns[i].name,
                                                decl.columns[i].type.text, place));
        }
        return {};
    }

    Database& database_;
    const PackLoad& load_;
    const LoadState& state_;
    RelationStatements& statements_;
    std::vector<std::string> order_;  // of the relations declared before
};

}  // namespace

Status write_sources(Database& database, const PackLoad& load, const LoadState& state,
                     History& history) {
    return SourceWriter(database, load, state, history).run();
}

Status write_units(Database& database, const PackLoad& load, const LoadState& state) {
    DICTUM_TRY(Statement add, database.prepare("INSERT INTO unit VALUES (?1, ?2, ?3, ?4, ?5)"));
    DICTUM_TRY(Statement name, database.prepare("INSERT INTO unit_name VALUES (?1, ?2, ?3, ?4)"));
    for (std::size_t i = 0; i < load.knowledge.units.size(); ++i) {
        const UnitDeclaration& unit = load.knowledge.units[i];
        if (!state.writes(unit.pack)) continue;
        const std::int64_t pack = state.of(unit.pack).number;
        DICTUM_CHECK(add.run(pack, i, unit.name, unit.dimension, unit.factor));
        for (std::size_t k = 0; k < unit.names.size(); ++k) {
            DICTUM_CHECK(name.run(pack, i, k, unit.names[k]));
        }
    }
    return {};
}

Status write_entities(Database& database, const PackLoad& load, const LoadState& state) {
    DICTUM_TRY(Statement add, database.prepare("INSERT INTO entity VALUES (?1, ?2, ?3)"));
    DICTUM_TRY(Statement type, database.prepare("INSERT INTO entity_type VALUES (?1, ?2, ?3)"));
    DICTUM_TRY(Statement alias, database.prepare("INSERT INTO alias VALUES (?1, ?2, ?3)"));
    for (std::size_t i = 0; i < load.knowledge.entities.size(); ++i) {
        const EntityDeclaration& declared = load.knowledge.entities[i];
        if (!state.writes(declared.pack)) continue;
        const Entity& entity = declared.entity;
        auto added = add.run(entity.id, state.of(declared.pack).number, i);
        if (!added) {
            return name_taken(database, added.error(), "entity", "id", entity.id,
                              load.knowledge.packs[declared.pack].name);
        }
        for (std::size_t k = 0; k < entity.types.size(); ++k) {
            DICTUM_CHECK(type.run(entity.id, k, entity.types[k]));
        }
        for (std::size_t k = 0; k < entity.names.size(); ++k) {
            DICTUM_CHECK(alias.run(entity.id, k, entity.names[k]));
        }
    }
    return {};
}

Status write_relations(Database& database, const PackLoad& load, const LoadState& state) {
    DICTUM_TRY(RelationStatements statements, RelationStatements::prepare(database));
    return RelationWriter(database, load, state, statements).run();
}

}  // namespace dictum
