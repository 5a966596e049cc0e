// Positive recursive programs over random graphs against SQLite's recursive queries.
#include <sqlite3.h>

#include <set>

#include "tests/catch.hpp"
#include "tests/oracle/random_program.h"
#include "tests/oracle/small_program.h"

using namespace dictum;
using test::Random;
using test::SmallProgram;

namespace {

using Pairs = std::set<std::pair<std::int64_t, std::int64_t>>;

struct Case {
    std::string rules;
    std::string sql;
};

// e, up, down and flat are random; each query gives the pairs of r.
const std::vector<Case>& cases() {
    static const std::vector<Case> kCases = {
        {"r(x, y) :- e(x, y). r(x, z) :- r(x, y), e(y, z).",
         "WITH RECURSIVE r(x, y) AS (SELECT x, y FROM e UNION "
         "SELECT r.x, e.y FROM r JOIN e ON r.y = e.x) SELECT x, y FROM r"},
        {"r(x, y) :- e(x, y). r(x, z) :- e(x, y), r(y, z).",
         "WITH RECURSIVE r(x, y) AS (SELECT x, y FROM e UNION "
         "SELECT e.x, r.y FROM e JOIN r ON e.y = r.x) SELECT x, y FROM r"},
        {"r(x, y) :- flat(x, y). r(x, y) :- up(x, a), r(a, b), down(b, y).",
         "WITH RECURSIVE r(x, y) AS (SELECT x, y FROM flat UNION "
         "SELECT up.x, down.y FROM up JOIN r ON up.y = r.x JOIN down ON r.y = down.x) "
         "SELECT x, y FROM r"},
        {"r(x, y) :- e(x, y), x != y. r(y, x) :- r(x, y). r(x, z) :- r(x, y), up(y, z), z > x.",
         "WITH RECURSIVE r(x, y) AS (SELECT x, y FROM e WHERE x <> y UNION "
         "SELECT r.y, r.x FROM r UNION SELECT r.x, up.y FROM r JOIN up ON r.y = up.x "
         "WHERE up.y > r.x) SELECT x, y FROM r"},
        {"r(1, x) :- e(1, x). r(n + 1, z) :- r(n, y), e(y, z), n < 9.",
         "WITH RECURSIVE r(n, y) AS (SELECT 1, y FROM e WHERE x = 1 UNION "
         "SELECT r.n + 1, e.y FROM r JOIN e ON r.y = e.x WHERE r.n < 9) SELECT n, y FROM r"},
    };
    return kCases;
}

// The same random pairs as facts and as SQL.
struct Graph {
    std::string facts;
    std::string sql;

    explicit Graph(std::uint64_t seed) {
        Random random(seed);
        const std::size_t nodes = 3 + random.below(25);
        for (const std::string name : {"e", "up", "down", "flat"}) {
            facts += ".decl " + name + "(x: number, y: number)\n";
            sql += "CREATE TABLE " + name + "(x, y);";
            const std::size_t edges = 1 + random.below(2 * nodes);
            for (std::size_t i = 0; i < edges; ++i) {
                const std::string pair = "(" + std::to_string(random.below(nodes)) + ", " +
                                         std::to_string(random.below(nodes)) + ")";
                facts += name + pair + ".\n";
                sql += "INSERT INTO " + name + " VALUES " + pair + ";";
            }
        }
        facts += ".decl r(x: number, y: number)\n";
    }
};

Pairs from_sqlite(const Graph& graph, const std::string& query) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(":memory:", &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database, graph.sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    REQUIRE(sqlite3_prepare_v2(database, query.c_str(), -1, &statement, nullptr) == SQLITE_OK);
    Pairs pairs;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        pairs.emplace(sqlite3_column_int64(statement, 0), sqlite3_column_int64(statement, 1));
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return pairs;
}

}  // namespace

TEST_CASE("recursive programs give what SQLite's recursive queries give", "[oracle]") {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const Graph graph(seed);
        for (const Case& tried : cases()) {
            SmallProgram program(graph.facts + tried.rules + "\n", {}, Dialect::Souffle);
            INFO("seed " << seed << ": " << tried.rules << program.problems());
            REQUIRE(program.problems().empty());
            const Tuples& tuples = program.model().tuples(*program.checked().find("r"));
            Pairs pairs;
            for (std::size_t i = 0; i < tuples.size(); ++i) {
                const auto tuple = tuples[id_at<RowId>(i)];
                pairs.emplace(as_number(tuple[0]), as_number(tuple[1]));
            }
            REQUIRE(pairs == from_sqlite(graph, tried.sql));
        }
    }
}
