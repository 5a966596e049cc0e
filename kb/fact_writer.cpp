#include "kb/fact_writer.h"

#include "kb/data_rows.h"

namespace dictum {
namespace {

std::string lower(std::string text) {
    for (char& c : text) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return text;
}

// [[data]] rows on their way into a table.
class DataSink : public FactSink {
  public:
    DataSink(FactWriter& writer, RelationId relation, const Values& values, std::int64_t pack)
        : writer_(writer), relation_(relation), values_(values), pack_(pack) {}
    Status fact(std::span<const Word> tuple, std::optional<SupportId>) override {
        return writer_.write(relation_, tuple, values_, std::nullopt, pack_);
    }

  private:
    FactWriter& writer_;
    RelationId relation_;
    const Values& values_;
    std::int64_t pack_;
};

Result<std::string> table_sql(Database& database, const std::string& table) {
    DICTUM_TRY(Statement find, database.prepare("SELECT sql FROM sqlite_schema "
                                                "WHERE type = 'table' AND name = ?1"));
    find.start(table);
    DICTUM_TRY(const bool row, find.step());
    return row ? find.string(0) : std::string();
}

Status drop_empty_table(Database& database, const std::string& table, const std::string& relation) {
    DICTUM_TRY(const std::int64_t rows,
               database.integer("SELECT count(*) FROM " + quoted_name(table)));
    if (rows > 0) {
        return Error{ErrorCode::InvalidInput,
                     "the relation `" + relation +
                         "` changes or goes, and another pack has facts in it; load both packs "
                         "together"};
    }
    return database.execute("DROP TABLE " + quoted_name(table));
}

}  // namespace

FactWriter::FactWriter(Database& database, const PackLoad& load, const LoadState& state)
    : database_(database), load_(load), state_(state) {
    writers_.resize(load.program.relations.size());
}

Status FactWriter::make_tables() {
    if (!state_.fresh) DICTUM_CHECK(read_names());
    std::unordered_set<std::size_t> with_facts;
    for (const Fact& fact : load_.program.facts) with_facts.insert(index_of(fact.relation));
    for (const DataDeclaration& data : load_.knowledge.data) {
        if (const auto id = load_.program.find(data.relation)) with_facts.insert(index_of(*id));
    }
    std::string statements;
    for (std::size_t i = 0; i < load_.program.relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        if (!load_.program.relations[id].derived || with_facts.contains(i)) {
            DICTUM_CHECK(make_table(id, statements));
        }
    }
    // All at once and before any fact: each new table makes SQLite prepare its statements again.
    return database_.execute(statements);
}

Status FactWriter::read_names() {
    DICTUM_TRY(Statement names, database_.prepare("SELECT name FROM sqlite_schema"));
    for (;;) {
        DICTUM_TRY(const bool row, names.step());
        if (!row) break;
        taken_.insert(lower(names.string(0)));
    }
    DICTUM_TRY(Statement tables, database_.prepare("SELECT name, table_name FROM relation "
                                                   "WHERE table_name IS NOT NULL"));
    for (;;) {
        DICTUM_TRY(const bool row, tables.step());
        if (!row) return {};
        tables_.emplace(tables.string(0), tables.string(1));
    }
}

std::string FactWriter::free_name(const std::string& relation) {
    std::string name = "r_" + relation;
    while (!taken_.insert(lower(name)).second) name += '_';
    return name;
}

Status FactWriter::make_table(RelationId id, std::string& statements) {
    const Relation& relation = load_.program.relations[id];
    const auto held = tables_.find(relation.name);
    if (held != tables_.end()) {
        const RelationTable wanted(held->second, relation.schema(), units());
        DICTUM_TRY(const std::string sql, table_sql(database_, held->second));
        if (sql == wanted.create_statement()) return {};
        DICTUM_CHECK(drop_empty_table(database_, held->second, relation.name));
        statements += wanted.create_statement() + ";";
        return {};
    }
    const std::string name = free_name(relation.name);
    statements += RelationTable(name, relation.schema(), units()).create_statement() + ";";
    tables_.emplace(relation.name, name);
    if (!note_) {
        DICTUM_TRY(note_, database_.prepare("UPDATE relation SET table_name = ?2 "
                                            "WHERE name = ?1"));
    }
    return note_->run(relation.name, name);
}

Result<FactWriter::Writer*> FactWriter::writer(RelationId id) {
    std::unique_ptr<Writer>& held = writers_[index_of(id)];
    if (!held) {
        const Relation& relation = load_.program.relations[id];
        RelationTable table(tables_[relation.name], relation.schema(), units());
        DICTUM_TRY(Statement insert, database_.prepare(table.insert_statement()));
        held = std::make_unique<Writer>(Writer{std::move(table), std::move(insert)});
    }
    return held.get();
}

Status FactWriter::write(RelationId relation, std::span<const Word> tuple, const Values& values,
                         std::optional<std::int64_t> claim, std::int64_t pack) {
    DICTUM_TRY(Writer * writer, this->writer(relation));
    writer->insert.bind(1, claim);
    writer->insert.bind(2, pack);
    writer->table.bind(writer->insert, 3, tuple, values, texts_);
    return writer->insert.finish();
}

Status FactWriter::write_data() {
    for (const DataDeclaration& data : load_.knowledge.data) {
        const auto relation = load_.program.find(data.relation);
        if (!relation || !state_.writes(data.pack)) continue;
        // Reading cells interns values and may add compound units: in copies of its own.
        Vocabulary vocabulary = load_.assembled.vocabulary;
        Values values;
        Diagnostics mistakes;
        DataSink sink(*this, *relation, values, state_.of(data.pack).number);
        DICTUM_TRY(const bool whole,
                   read_data(data, load_.program, vocabulary, values, sink, mistakes));
        if (!whole) {
            return Error{ErrorCode::InvalidInput,
                         "`" + data.file + "`: " + mistakes.items().front().message};
        }
    }
    return {};
}

Status drop_orphans(Database& database, const std::vector<std::string>& relations) {
    DICTUM_TRY(Statement find, database.prepare("SELECT table_name FROM relation WHERE name = ?1"));
    DICTUM_TRY(Statement remove, database.prepare("DELETE FROM relation WHERE name = ?1"));
    for (const std::string& relation : relations) {
        find.start(relation);
        DICTUM_TRY(const bool row, find.step());
        const std::string table = row && !find.is_null(0) ? find.string(0) : "";
        find.reset();
        DICTUM_CHECK(remove.run(relation));
        if (!table.empty()) DICTUM_CHECK(drop_empty_table(database, table, relation));
    }
    return {};
}

}  // namespace dictum
