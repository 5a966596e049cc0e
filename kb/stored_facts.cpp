#include "kb/stored_facts.h"

#include <unordered_map>
#include <unordered_set>

#include "kb/relation_table.h"

namespace dictum {
namespace {

class StoredFacts : public FactSource {
  public:
    StoredFacts(Database& database, const Knowledge& knowledge, const UnitTable& units)
        : database_(database), units_(units) {
        for (std::size_t i = 0; i < knowledge.claims.size(); ++i) {
            claims_.emplace(knowledge.claims[i].id, id_at<SupportId>(i));
        }
    }

    Status read(const RelationSchema& relation, Values& values, FactSink& sink) override {
        DICTUM_CHECK(look_up());
        const auto name = tables_.find(relation.name);
        if (name == tables_.end()) return {};
        const RelationTable table(name->second, relation, units_);
        DICTUM_CHECK(check_columns(name->second, table.create_statement()));
        DICTUM_TRY(Statement rows, database_.prepare(table.select_statement()));
        std::vector<Word> tuple;
        for (;;) {
            DICTUM_TRY(const bool row, rows.step());
            if (!row) return {};
            DICTUM_CHECK(table.read(rows, values, tuple));
            std::optional<SupportId> support;
            if (!rows.is_null(0)) {
                const std::int64_t number = rows.integer(0);
                if (left_out_.contains(number)) continue;
                const auto claim = supports_.find(number);
                if (claim == supports_.end()) {
                    return damaged("`" + name->second +
                                   "` has a fact of a claim that is not there");
                }
                support = claim->second;
            }
            DICTUM_CHECK(sink.fact(tuple, support));
        }
    }

  private:
    static Error damaged(const std::string& what) {
        return Error{ErrorCode::Damaged, "the knowledge base is damaged: " + what};
    }

    // Tables by relation and supports by claim number, once.
    Status look_up() {
        if (looked_up_) return {};
        DICTUM_TRY(Statement tables, database_.prepare("SELECT name, table_name FROM relation "
                                                       "WHERE table_name IS NOT NULL"));
        for (;;) {
            DICTUM_TRY(const bool row, tables.step());
            if (!row) break;
            tables_.emplace(tables.string(0), tables.string(1));
        }
        DICTUM_TRY(Statement claims, database_.prepare("SELECT number, id FROM claim "
                                                       "WHERE retracted_at IS NULL"));
        for (;;) {
            DICTUM_TRY(const bool row, claims.step());
            if (!row) break;
            const auto support = claims_.find(claims.string(1));
            if (support != claims_.end()) {
                supports_.emplace(claims.integer(0), support->second);
            } else {
                left_out_.insert(claims.integer(0));
            }
        }
        DICTUM_TRY(Statement definitions, database_.prepare("SELECT name, sql FROM sqlite_schema "
                                                            "WHERE type = 'table'"));
        for (;;) {
            DICTUM_TRY(const bool row, definitions.step());
            if (!row) break;
            definitions_.emplace(definitions.string(0), definitions.string(1));
        }
        looked_up_ = true;
        return {};
    }

    Status check_columns(const std::string& table, const std::string& wanted) {
        const auto found = definitions_.find(table);
        if (found != definitions_.end() && found->second == wanted) return {};
        return damaged("the table `" + table + "` does not have the columns of its relation");
    }

    Database& database_;
    const UnitTable& units_;
    std::unordered_map<std::string, SupportId> claims_;         // by id
    std::unordered_map<std::string, std::string> tables_;       // relation -> table
    std::unordered_map<std::int64_t, SupportId> supports_;      // by number of the claim's row
    std::unordered_map<std::string, std::string> definitions_;  // table -> its SQL
    std::unordered_set<std::int64_t> left_out_;  // claims that stand and that nobody is told
    bool looked_up_ = false;
};

}  // namespace

std::unique_ptr<FactSource> stored_facts(Database& database, const Knowledge& knowledge,
                                         const UnitTable& units) {
    return std::make_unique<StoredFacts>(database, knowledge, units);
}

}  // namespace dictum
