#include "kb/knowledge_reader.h"

#include <functional>
#include <unordered_map>

#include "kb/names.h"

namespace dictum {
namespace {

Error damaged(const std::string& what) {
    return Error{ErrorCode::Damaged, "the knowledge base is damaged: " + what};
}

// So that a row's text finds its owner without a copy of it.
struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>()(text);
    }
};
using Places = std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>>;

class KnowledgeReader {
  public:
    KnowledgeReader(Database& database, SourceMap& sources)
        : database_(database), sources_(sources) {}

    Result<Knowledge> run() {
        DICTUM_CHECK(packs());
        DICTUM_CHECK(sources());
        DICTUM_CHECK(units());
        DICTUM_CHECK(entities());
        DICTUM_CHECK(relations());
        DICTUM_CHECK(claims());
        DICTUM_CHECK(rules());
        DICTUM_CHECK(tables());
        DICTUM_CHECK(questions());
        return std::move(out_);
    }

  private:
    // Calls `take(row)` for each row of the query, until it gives an error.
    template <class Take>
    Status each(std::string_view query, Take take) {
        DICTUM_TRY(Statement rows, database_.prepare(query));
        for (;;) {
            DICTUM_TRY(const bool row, rows.step());
            if (!row) return {};
            DICTUM_CHECK(take(static_cast<const Statement&>(rows)));
        }
    }

    Fragment fragment(const std::string& name, std::string text) {
        const FileId file = sources_.add("kb:" + name, text);
        return Fragment{file, std::move(text), 0, {}};
    }

    static Span whole(const Fragment& text) { return text.span(0, text.text.size()); }

    Result<std::uint32_t> pack(std::int64_t number) const {
        const auto found = packs_.find(number);
        if (found != packs_.end()) return found->second;
        return damaged("there is no pack " + std::to_string(number));
    }

    static Result<Strength> strength(const Statement& row, int modality) {
        const auto named = modality_named(row.text(modality));
        if (!named) return damaged("there is no modality `" + row.string(modality) + "`");
        return Strength{*named, row.real(modality + 1)};
    }

    static Citation citation(const Statement& row, int source) {
        return {row.string(source), row.string(source + 1), row.string(source + 2),
                row.natural(source + 3), row.natural(source + 4)};
    }

    // Where the row's owner stands, by the key in column 0.
    static Result<std::size_t> owner(const Places& places, const Statement& row) {
        const auto found = places.find(row.text(0));
        if (found != places.end()) return found->second;
        return damaged("there is no `" + row.string(0) + "`");
    }

    Status packs() {
        return each("SELECT number, name, title, hash FROM pack ORDER BY number",
                    [&](const Statement& row) -> Status {
                        packs_.emplace(row.integer(0),
                                       static_cast<std::uint32_t>(out_.packs.size()));
                        out_.packs.push_back({row.string(1), row.string(2), row.string(3)});
                        return {};
                    });
    }

    Status sources() {
        std::unordered_map<std::int64_t, std::size_t> places;
        DICTUM_CHECK(
            each("SELECT number, pack, id, title, date, file, text FROM source "
                 "WHERE retracted_at IS NULL ORDER BY pack, ordinal",
                 [&](const Statement& row) -> Status {
                     Source source;
                     DICTUM_TRY(source.pack, pack(row.integer(1)));
                     source.id = row.string(2);
                     source.title = row.string(3);
                     DICTUM_TRY(source.date, Date::parse(row.text(4)));
                     source.file = row.string(5);
                     source.text = row.string(6);
                     places.emplace(row.integer(0), out_.sources.size());
                     out_.sources.push_back(std::move(source));
                     return {};
                 }));
        return each("SELECT source, id, first_byte, end_byte FROM turn ORDER BY source, ordinal",
                    [&](const Statement& row) -> Status {
                        const auto found = places.find(row.integer(0));
                        if (found == places.end()) return {};  // of a retracted source
                        Source& source = out_.sources[found->second];
                        const Turn turn{row.string(1), row.natural(2), row.natural(3)};
                        if (turn.begin > turn.end || turn.end > source.text.size()) {
                            return damaged("the turn `" + turn.id + "` lies outside its source");
                        }
                        source.turns.push_back(turn);
                        return {};
                    });
    }

    Status units() {
        Places places;
        DICTUM_CHECK(
            each("SELECT pack, ordinal, name, dimension, factor FROM unit "
                 "ORDER BY pack, ordinal",
                 [&](const Statement& row) -> Status {
                     UnitDeclaration unit;
                     DICTUM_TRY(unit.pack, pack(row.integer(0)));
                     unit.name = row.string(2);
                     unit.dimension = row.string(3);
                     unit.factor = row.string(4);
                     unit.span = whole(fragment("unit " + unit.name, unit.name));
                     places.emplace(row.string(0) + " " + row.string(1), out_.units.size());
                     out_.units.push_back(std::move(unit));
                     return {};
                 }));
        return each("SELECT pack || ' ' || unit, name FROM unit_name ORDER BY pack, unit, ordinal",
                    [&](const Statement& row) -> Status {
                        DICTUM_TRY(const std::size_t at, owner(places, row));
                        out_.units[at].names.push_back(row.string(1));
                        return {};
                    });
    }

    Status entities() {
        Places places;
        DICTUM_CHECK(each("SELECT id, pack FROM entity ORDER BY pack, ordinal",
                          [&](const Statement& row) -> Status {
                              EntityDeclaration entity;
                              entity.entity.id = row.string(0);
                              DICTUM_TRY(entity.pack, pack(row.integer(1)));
                              places.emplace(entity.entity.id, out_.entities.size());
                              out_.entities.push_back(std::move(entity));
                              return {};
                          }));
        DICTUM_CHECK(each("SELECT entity, type FROM entity_type ORDER BY entity, ordinal",
                          [&](const Statement& row) -> Status {
                              DICTUM_TRY(const std::size_t at, owner(places, row));
                              out_.entities[at].entity.types.push_back(row.string(1));
                              return {};
                          }));
        return each("SELECT entity, name FROM alias ORDER BY entity, ordinal",
                    [&](const Statement& row) -> Status {
                        DICTUM_TRY(const std::size_t at, owner(places, row));
                        out_.entities[at].entity.names.push_back(row.string(1));
                        return {};
                    });
    }

    Status relations() {
        Places places;
        DICTUM_CHECK(
            each("SELECT name, pack, conflict, complete, table_name, asks, about_zh, "
                 "about_en, says_zh, says_en, fresh_days FROM relation ORDER BY pack, ordinal",
                 [&](const Statement& row) -> Status {
                     RelationDeclaration relation;
                     relation.name = row.string(0);
                     DICTUM_TRY(relation.pack, pack(row.integer(1)));
                     const auto policy = conflict_policy_named(row.text(2));
                     if (!policy) return damaged("an unknown conflict policy");
                     relation.conflict = *policy;
                     relation.complete = row.integer(3) != 0;
                     relation.stored = !row.is_null(4);
                     relation.asks = lines(row.text(5));
                     take_text(row, 6, "zh", relation.about);
                     take_text(row, 7, "en", relation.about);
                     take_text(row, 8, "zh", relation.says);
                     take_text(row, 9, "en", relation.says);
                     if (!row.is_null(10)) relation.fresh_days = row.natural(10);
                     relation.span = whole(fragment("relation " + relation.name, relation.name));
                     places.emplace(relation.name, out_.relations.size());
                     out_.relations.push_back(std::move(relation));
                     return {};
                 }));
        return relation_columns(places);
    }

    static std::vector<std::string> lines(std::string_view text) {
        std::vector<std::string> result;
        for (std::size_t end = text.find('\n'); end != std::string_view::npos;
             end = text.find('\n')) {
            result.emplace_back(text.substr(0, end));
            text.remove_prefix(end + 1);
        }
        return result;
    }

    static void take_text(const Statement& row, int at, const char* language, Localized& into) {
        if (!row.is_null(at)) into.emplace(language, row.string(at));
    }

    Status relation_columns(const Places& places) {
        DICTUM_CHECK(
            each("SELECT relation, name, type FROM relation_column "
                 "ORDER BY relation, ordinal",
                 [&](const Statement& row) -> Status {
                     DICTUM_TRY(const std::size_t at, owner(places, row));
                     out_.relations[at].columns.push_back(fragment(
                         "relation " + row.string(0), row.string(1) + ": " + row.string(2)));
                     return {};
                 }));
        return each(
            "SELECT relation, name FROM relation_column WHERE key_place IS NOT NULL "
            "ORDER BY relation, key_place",
            [&](const Statement& row) -> Status {
                DICTUM_TRY(const std::size_t at, owner(places, row));
                out_.relations[at].key.push_back(row.string(1));
                return {};
            });
    }

    Status claims() {
        std::unordered_map<std::int64_t, std::size_t> places;
        DICTUM_CHECK(
            each("SELECT number, pack, id, fact, modality, confidence, note, reviewed_by, "
                 "reviewed_on FROM claim WHERE retracted_at IS NULL ORDER BY pack, ordinal",
                 [&](const Statement& row) -> Status {
                     Claim claim;
                     DICTUM_TRY(claim.pack, pack(row.integer(1)));
                     claim.id = row.string(2);
                     claim.fact = fragment("claim " + claim.id, row.string(3));
                     claim.span = whole(claim.fact);
                     DICTUM_TRY(claim.strength, strength(row, 4));
                     claim.note = row.string(6);
                     claim.reviewed_by = row.string(7);
                     if (!row.is_null(8)) {
                         DICTUM_TRY(claim.reviewed_on, Date::parse(row.text(8)));
                     }
                     places.emplace(row.integer(0), out_.claims.size());
                     out_.claims.push_back(std::move(claim));
                     return {};
                 }));
        return each(
            "SELECT claim, source, turn, quote, first_byte, end_byte FROM citation "
            "ORDER BY claim, ordinal",
            [&](const Statement& row) -> Status {
                const auto found = places.find(row.integer(0));
                if (found == places.end()) return {};  // of a retracted claim
                out_.claims[found->second].citations.push_back(citation(row, 1));
                return {};
            });
    }

    Status rules() {
        Places places;
        DICTUM_CHECK(
            each("SELECT id, pack, text, modality, confidence, note, at_least FROM rule "
                 "ORDER BY pack, ordinal",
                 [&](const Statement& row) -> Status {
                     RuleText rule;
                     rule.id = row.string(0);
                     DICTUM_TRY(rule.pack, pack(row.integer(1)));
                     rule.text = fragment("rule " + rule.id, row.string(2));
                     rule.span = whole(rule.text);
                     DICTUM_TRY(rule.strength, strength(row, 3));
                     rule.note = row.string(5);
                     rule.at_least = modality_named(row.text(6));
                     places.emplace(rule.id, out_.rules.size());
                     out_.rules.push_back(std::move(rule));
                     return {};
                 }));
        return rule_parts(places);
    }

    Status rule_parts(const Places& places) {
        DICTUM_CHECK(each("SELECT rule, overrides FROM rule_override ORDER BY rule, ordinal",
                          [&](const Statement& row) -> Status {
                              DICTUM_TRY(const std::size_t at, owner(places, row));
                              out_.rules[at].overrides.push_back(row.string(1));
                              return {};
                          }));
        return each(
            "SELECT rule, source, turn, quote, first_byte, end_byte FROM rule_citation "
            "ORDER BY rule, ordinal",
            [&](const Statement& row) -> Status {
                DICTUM_TRY(const std::size_t at, owner(places, row));
                out_.rules[at].citations.push_back(citation(row, 1));
                return {};
            });
    }

    Status tables() {
        Places places;
        DICTUM_CHECK(
            each("SELECT id, pack, concludes, hit, collect FROM decision_table "
                 "ORDER BY pack, ordinal",
                 [&](const Statement& row) -> Status {
                     TableDeclaration declaration;
                     TableText& table = declaration.table;
                     table.id = row.string(0);
                     DICTUM_TRY(declaration.pack, pack(row.integer(1)));
                     table.concludes = fragment("table " + table.id, row.string(2));
                     table.span = whole(table.concludes);
                     const auto hit = hit_policy_named(row.text(3));
                     const auto collect = collect_named(row.text(4));
                     if (!hit || !collect) return damaged("an unknown hit policy");
                     table.hit = *hit;
                     table.collect = *collect;
                     places.emplace(table.id, out_.tables.size());
                     out_.tables.push_back(std::move(declaration));
                     return {};
                 }));
        DICTUM_CHECK(table_columns(places));
        DICTUM_CHECK(
            each("SELECT decision_table, modality, confidence, note FROM decision_row "
                 "ORDER BY decision_table, ordinal",
                 [&](const Statement& row) -> Status {
                     DICTUM_TRY(const std::size_t at, owner(places, row));
                     TableDeclaration& table = out_.tables[at];
                     DICTUM_TRY(const Strength held, strength(row, 1));
                     table.row_strengths.push_back(held);
                     table.row_notes.push_back(row.string(3));
                     table.row_citations.emplace_back();
                     table.table.rows.push_back({{}, {}, table.table.span});
                     return {};
                 }));
        return table_rows(places);
    }

    Status table_columns(const Places& places) {
        return each(
            "SELECT decision_table, kind, text FROM decision_column "
            "ORDER BY decision_table, kind, ordinal",
            [&](const Statement& row) -> Status {
                DICTUM_TRY(const std::size_t at, owner(places, row));
                TableText& table = out_.tables[at].table;
                Fragment text = fragment("table " + table.id, row.string(2));
                if (row.text(1) == "priority") {
                    table.priorities.push_back(std::move(text));
                } else {
                    auto& columns = row.text(1) == "input" ? table.inputs : table.outputs;
                    columns.push_back({std::move(text)});
                }
                return {};
            });
    }

    Status table_rows(const Places& places) {
        DICTUM_CHECK(each(
            "SELECT decision_table, row, kind, text FROM decision_cell "
            "ORDER BY decision_table, row, kind, ordinal",
            [&](const Statement& row) -> Status {
                DICTUM_TRY(const std::size_t at, owner(places, row));
                TableText& table = out_.tables[at].table;
                const std::size_t line = row.natural(1);
                if (line >= table.rows.size()) return damaged("a cell without a row");
                auto& cells = row.text(2) == "when" ? table.rows[line].when : table.rows[line].then;
                cells.push_back(fragment("table " + table.id, row.string(3)));
                return {};
            }));
        return each(
            "SELECT decision_table, row, source, turn, quote, first_byte, end_byte "
            "FROM decision_citation ORDER BY decision_table, row, ordinal",
            [&](const Statement& row) -> Status {
                DICTUM_TRY(const std::size_t at, owner(places, row));
                auto& citations = out_.tables[at].row_citations;
                const std::size_t line = row.natural(1);
                if (line >= citations.size()) return damaged("a citation without a row");
                citations[line].push_back(citation(row, 2));
                return {};
            });
    }

    Status questions() {
        Places places;
        DICTUM_CHECK(
            each("SELECT pack || ' ' || ordinal, pack, goal FROM question "
                 "ORDER BY pack, ordinal",
                 [&](const Statement& row) -> Status {
                     QuestionPattern question;
                     DICTUM_TRY(question.pack, pack(row.integer(1)));
                     question.goal = fragment("question", row.string(2));
                     question.span = whole(question.goal);
                     places.emplace(row.string(0), out_.questions.size());
                     out_.questions.push_back(std::move(question));
                     return {};
                 }));
        return each(
            "SELECT pack || ' ' || question, pattern FROM question_match "
            "ORDER BY pack, question, ordinal",
            [&](const Statement& row) -> Status {
                DICTUM_TRY(const std::size_t at, owner(places, row));
                out_.questions[at].match.push_back(row.string(1));
                return {};
            });
    }

    Database& database_;
    SourceMap& sources_;
    Knowledge out_;
    std::unordered_map<std::int64_t, std::uint32_t> packs_;  // number -> index
};

}  // namespace

Result<Knowledge> read_knowledge(Database& database, SourceMap& sources) {
    return KnowledgeReader(database, sources).run();
}

}  // namespace dictum
