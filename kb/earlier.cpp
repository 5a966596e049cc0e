#include "kb/earlier.h"

namespace dictum {
namespace {

// Confidences are written with all their digits; JSON numbers would lose some.
#define DICTUM_STRENGTH \
    "'modality', modality, 'confidence', format('%!.17g', confidence), 'note', note"
#define DICTUM_CITATIONS "source, turn, quote, first_byte, end_byte"

constexpr std::string_view kClaimContent =
    "json_object('ordinal', ordinal, 'relation', relation, 'fact', fact, " DICTUM_STRENGTH
    ", 'reviewed_by', reviewed_by, 'reviewed_on', reviewed_on, 'citations', json((SELECT "
    "json_group_array(json_array(" DICTUM_CITATIONS
    ")) FROM (SELECT * FROM citation WHERE citation.claim = held.number ORDER BY ordinal))))";

// Of what else has versions; ?1 is the pack.
constexpr std::string_view kContents[] = {
    "INSERT INTO temp.earlier SELECT 'source', id, json_object('ordinal', ordinal, 'title', title, "
    "'date', date, 'file', file, 'text', text, 'turns', json((SELECT "
    "json_group_array(json_array(id, first_byte, end_byte)) FROM (SELECT * FROM turn "
    "WHERE turn.source = held.number ORDER BY ordinal)))) "
    "FROM source AS held WHERE pack = ?1 AND retracted_at IS NULL",

    "INSERT INTO temp.earlier SELECT 'rule', id, json_object('ordinal', ordinal, "
    "'text', text, 'at_least', at_least, " DICTUM_STRENGTH
    ", 'overrides', json((SELECT "
    "json_group_array(overrides) FROM (SELECT * FROM rule_override WHERE rule = held.id "
    "ORDER BY ordinal))), 'citations', json((SELECT "
    "json_group_array(json_array(" DICTUM_CITATIONS
    ")) FROM (SELECT * FROM rule_citation "
    "WHERE rule = held.id ORDER BY ordinal)))) FROM rule AS held WHERE pack = ?1",

    "INSERT INTO temp.earlier SELECT 'table', id, json_object('ordinal', ordinal, "
    "'concludes', concludes, 'hit', hit, 'collect', collect, 'columns', json((SELECT "
    "json_group_array(json_array(kind, ordinal, text)) FROM decision_column "
    "WHERE decision_table = held.id)), 'rows', json((SELECT "
    "json_group_array(json_array(ordinal, modality, format('%!.17g', confidence), note)) "
    "FROM decision_row WHERE decision_table = held.id)), 'cells', json((SELECT "
    "json_group_array(json_array(row, kind, ordinal, text)) FROM decision_cell "
    "WHERE decision_table = held.id)), 'citations', json((SELECT "
    "json_group_array(json_array(row, ordinal, " DICTUM_CITATIONS
    ")) FROM decision_citation "
    "WHERE decision_table = held.id))) FROM decision_table AS held WHERE pack = ?1",
};

#undef DICTUM_STRENGTH
#undef DICTUM_CITATIONS

}  // namespace

std::string claim_content() { return std::string(kClaimContent); }

Status keep_earlier(Database& database, const LoadState& state) {
    if (state.fresh) return {};
    DICTUM_CHECK(
        database.execute("CREATE TEMP TABLE earlier (kind TEXT NOT NULL, "
                         "id TEXT NOT NULL, content TEXT NOT NULL, "
                         "PRIMARY KEY (kind, id)) STRICT, WITHOUT ROWID"));
    std::vector<std::string> contents{"INSERT INTO temp.earlier SELECT 'claim', id, " +
                                      claim_content() +
                                      " FROM claim AS held WHERE pack = ?1 AND "
                                      "retracted_at IS NULL"};
    contents.insert(contents.end(), std::begin(kContents), std::end(kContents));
    for (const std::string& content : contents) {
        DICTUM_TRY(Statement fill, database.prepare(content));
        for (const PackState& pack : state.packs) {
            if (pack.existed && !pack.unchanged) DICTUM_CHECK(fill.run(pack.number));
        }
    }
    return {};
}

Status forget_earlier(Database& database, const LoadState& state) {
    return state.fresh ? Status{} : database.execute("DROP TABLE temp.earlier");
}

}  // namespace dictum
