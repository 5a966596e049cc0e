// A pack that is loaded again: what is gone is retracted, what changed is corrected, nothing is
// lost.
#include "kb/sqlite.h"
#include "tests/unit/kb_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

class BaseOnDisk {
  public:
    std::string load(PackFiles files, std::string_view at) {
        auto base = KnowledgeBase::open(path(), KnowledgeBase::Access::Write);
        REQUIRE(base);
        return test::load(*base, std::move(files), at);
    }
    // Rows of a query, columns joined by `|`.
    std::vector<std::string> rows(const std::string& query, int columns) {
        auto database = Database::open(path(), Database::Mode::ReadOnly);
        REQUIRE(database);
        auto statement = database->prepare(query);
        REQUIRE(statement);
        std::vector<std::string> lines;
        for (;;) {
            const auto row = statement->step();
            REQUIRE(row);
            if (!*row) return lines;
            std::string line;
            for (int i = 0; i < columns; ++i) line += (i == 0 ? "" : "|") + statement->string(i);
            lines.push_back(std::move(line));
        }
    }
    std::unique_ptr<Reopened> reopened() {
        auto base = KnowledgeBase::open(path(), KnowledgeBase::Access::Read);
        REQUIRE(base);
        base_.emplace(*std::move(base));
        return reopen(*base_);
    }
    std::string path() const { return folder.at("tea.kb"); }

    TemporaryFolder folder;

  private:
    std::optional<KnowledgeBase> base_;
};

using Lines = std::vector<std::string>;

const std::string kHistory =
    "SELECT kind, id, change, since, recorded_at, was FROM history ORDER BY number";

// The tea files with a change in the statements.
PackFiles with(const std::string& from, const std::string& to) {
    PackFiles files = tea_files();
    REQUIRE(files[1].second.find(from) != std::string::npos);
    files[1].second = replaced(files[1].second, from, to);
    return files;
}

PackFiles other_pack(const std::string& text) {
    return {{"pack.toml", "[pack]\nname = \"other\"\n" + text}};
}

}  // namespace

TEST_CASE("loading the same pack again changes nothing") {
    BaseOnDisk base;
    REQUIRE(base.load(tea_files(), kFirst).empty());
    const std::string before = base.folder.read("tea.kb");
    REQUIRE(base.load(tea_files(), kSecond).empty());
    CHECK((base.folder.read("tea.kb") == before));
    CHECK(base.rows(kHistory, 6).empty());
}

TEST_CASE("a claim that changes keeps its row, and its old wording goes to history") {
    BaseOnDisk base;
    REQUIRE(base.load(tea_files(), kFirst).empty());
    REQUIRE(base.load(with("80..100元", "90元"), kSecond).empty());
    CHECK(base.rows(kHistory, 6) ==
          Lines{"claim|oolong-price|corrected|2024-06-01T10:00:00Z|2024-07-01T10:00:00Z|"
                "price(\"oolong\", 80..100CNY) (estimate, 0.5)\nabout\ncall p1: 乌龙茶大约八十元"});
    CHECK(base.rows("SELECT id, fact, recorded_at, coalesce(retracted_at, '-') FROM claim "
                    "ORDER BY number LIMIT 1",
                    4) == Lines{"oolong-price|price(\"oolong\", 90CNY)|2024-07-01T10:00:00Z|-"});
    const auto read = base.reopened();
    CHECK(read->facts["price"].size() == 2);
    CHECK(read->facts["price"][0] == "price(\"oolong\", 90CNY) [oolong-price]");
    CHECK(base.rows("SELECT name, recorded_at FROM pack", 2) == Lines{"tea|2024-07-01T10:00:00Z"});
}

TEST_CASE("a claim that is gone is retracted, and comes back restored") {
    BaseOnDisk base;
    REQUIRE(base.load(tea_files(), kFirst).empty());
    PackFiles files = tea_files();
    files[1].second = files[1].second.substr(files[1].second.find("[[claim]]", 5));
    REQUIRE(base.load(files, kSecond).empty());
    CHECK(base.rows("SELECT id, retracted_at FROM claim WHERE retracted_at IS NOT NULL", 2) ==
          Lines{"oolong-price|2024-07-01T10:00:00Z"});
    CHECK(base.rows("SELECT count(*) FROM citation", 1) == Lines{"2"});
    {
        const auto read = base.reopened();
        CHECK(read->error.empty());
        CHECK(read->knowledge.claims.size() == 1);
        CHECK(read->facts["price"].size() == 1);
    }
    CHECK(base.rows(kHistory, 3) == Lines{"claim|oolong-price|retracted"});
    REQUIRE(base.load(tea_files(), "2024-08-01T10:00:00Z").empty());
    CHECK(base.rows(kHistory, 3) ==
          Lines{"claim|oolong-price|retracted", "claim|oolong-price|restored"});
    CHECK(base.rows("SELECT count(*) FROM claim WHERE retracted_at IS NULL", 1) == Lines{"2"});
    const auto read = base.reopened();
    CHECK(read->facts["price"][0] == "price(\"oolong\", 80..100CNY) [oolong-price]");
}

TEST_CASE("rules, tables and sources leave their old text") {
    BaseOnDisk base;
    REQUIRE(base.load(tea_files(), kFirst).empty());
    PackFiles files = with("p > q", "p >= q");
    files[2].second += "\n## qa-2\n完。\n";
    REQUIRE(base.load(files, kSecond).empty());
    const Lines history = base.rows(kHistory, 5);
    REQUIRE(history.size() == 2);
    CHECK(history[0] == "source|call|corrected|2024-06-01T10:00:00Z|2024-07-01T10:00:00Z");
    CHECK(history[1] == "rule|dearer|corrected|2024-06-01T10:00:00Z|2024-07-01T10:00:00Z");
    CHECK(base.rows("SELECT was FROM history WHERE kind = 'rule'", 1)[0].find("p > q.") !=
          std::string::npos);
    CHECK(base.rows("SELECT id FROM turn ORDER BY ordinal", 1) == Lines{"p1", "qa-1", "qa-2"});
    files[1].second =
        replaced(files[1].second, files[1].second.substr(files[1].second.find("[[rule]]")), "");
    REQUIRE(base.load(files, "2024-08-01T10:00:00Z").empty());
    CHECK(base.rows(kHistory, 5).back() ==
          "rule|dearer|retracted|2024-07-01T10:00:00Z|2024-08-01T10:00:00Z");
    CHECK(base.rows("SELECT count(*) FROM rule", 1) == Lines{"0"});
}

TEST_CASE("a rule that stays keeps the time at which it was recorded") {
    BaseOnDisk base;
    REQUIRE(base.load(tea_files(), kFirst).empty());
    REQUIRE(base.load(with("80..100元", "90元"), kSecond).empty());
    CHECK(base.rows("SELECT recorded_at FROM rule", 1) == Lines{"2024-06-01T10:00:00Z"});
}

TEST_CASE("a relation that changes its columns gets a new table; one that goes loses it") {
    BaseOnDisk base;
    REQUIRE(base.load(tea_files(), kFirst).empty());
    PackFiles files =
        with("price(x, p), price(y, q), p > q", "price(x, p, _), price(y, q, _), p > q");
    files[0].second =
        replaced(files[0].second, "\"price: CNY\"]", "\"price: CNY\", \"n: number\"]");
    for (const char* end : {"100元)", "50元)"}) {
        files[1].second =
            replaced(files[1].second, end, std::string(end, std::string(end).size() - 1) + ", 1)");
    }
    REQUIRE(base.load(files, kSecond).empty());
    CHECK(base.reopened()->facts["price"].size() == 2);
    CHECK(base.rows("SELECT n FROM r_price", 1) == Lines{"1", "1"});
    files[0].second = files[0].second.substr(0, files[0].second.find("[[relation]]"));
    files[1].second = "";
    REQUIRE(base.load(files, "2024-08-01T10:00:00Z").empty());
    CHECK(base.rows("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'r\\_%' ESCAPE '\\'", 1) ==
          Lines{"0"});
    CHECK(base.rows("SELECT count(*) FROM claim WHERE retracted_at IS NOT NULL", 1) == Lines{"3"});
}

TEST_CASE("two packs live in one base; one can be loaded again alone") {
    BaseOnDisk base;
    REQUIRE(base.load(tea_files(), kFirst).empty());
    REQUIRE(base.load(other_pack("[[entity]]\nid = \"cup\"\ntype = \"dish\"\n"
                                 "[[relation]]\nname = \"r\"\ncolumns = [\"d: dish\"]\n"),
                      kFirst)
                .empty());
    CHECK(base.reopened()->knowledge.packs.size() == 2);
    REQUIRE(base.load(with("80..100元", "90元"), kSecond).empty());
    const auto read = base.reopened();
    CHECK(read->error.empty());
    CHECK(read->knowledge.entities.size() == 3);
    CHECK(read->facts["price"].size() == 2);
}

TEST_CASE("a pack can't take the names of another, and nothing changes") {
    BaseOnDisk base;
    REQUIRE(base.load(tea_files(), kFirst).empty());
    const std::string before = base.folder.read("tea.kb");
    const auto refused = [&](const std::string& text) {
        const std::string message = base.load(other_pack(text), kSecond);
        CHECK((base.folder.read("tea.kb") == before));
        return message;
    };
    CHECK(refused("[[entity]]\nid = \"green\"\ntype = \"colour\"\n") ==
          "the entity `green` of the pack `other` is already declared by the pack `tea`");
    CHECK(refused("[[relation]]\nname = \"price\"\ncolumns = [\"n: number\"]\n") ==
          "the relation `price` of the pack `other` is already declared by the pack `tea`");
    CHECK(refused("[[relation]]\nname = \"p\"\ncolumns = [\"n: number\"]\n[[relation]]\nname = "
                  "\"q\"\ncolumns = [\"n: number\"]\n[[rule]]\nid = \"dearer\"\nrule = 'p(n) :- "
                  "q(n).'\n") ==
          "the rule `dearer` of the pack `other` is already declared by the pack `tea`");
}

TEST_CASE("packs that clash only together are refused too") {
    BaseOnDisk base;
    const auto pot = [](const std::string& name, const std::string& factor) {
        return PackFiles{{"pack.toml", "[pack]\nname = \"" + name +
                                           "\"\n[[unit]]\nname = \"pot\"\n"
                                           "dimension = \"cups\"\nfactor = " +
                                           factor + "\n"}};
    };
    REQUIRE(base.load(pot("a", "4"), kFirst).empty());
    CHECK(base.load(pot("b", "5"), kSecond)
              .find("the pack does not fit the packs that are in the knowledge base: ") == 0);
    CHECK(base.load(pot("b", "4"), kSecond).empty());
}

TEST_CASE("a source that another pack cites must keep its words") {
    BaseOnDisk base;
    std::vector<std::unique_ptr<PackInput>> inputs = one_input(tea_files());
    inputs.push_back(std::make_unique<PackInMemory>(
        "more", PackFiles{{"pack.toml",
                           "[pack]\nname = \"more\"\n[[claim]]\nid = \"m\"\nfact = "
                           "'price(\"green\", 60元)'\ncite = \"call p1\"\nquote = "
                           "\"绿茶\"\n"}}));
    const auto both = check_inputs_of(std::move(inputs));
    REQUIRE(both->pack);
    {
        auto opened = KnowledgeBase::open(base.path(), KnowledgeBase::Access::Write);
        REQUIRE(opened);
        REQUIRE(load(*opened, *both).empty());
    }
    PackFiles files = tea_files();
    files[2].second = replaced(files[2].second, "## p1\n", "## p1\n啊，");
    CHECK(base.load(files, kSecond) ==
          "the pack does not fit the packs that are in the knowledge base: `m` cites words that no "
          "longer stand in call p1");
    files = tea_files();
    files[0].second = replaced(files[0].second, "\"price: CNY\"", "\"price: USD\"");
    files[1].second = "";
    CHECK(base.load(files, kSecond).find("another pack has facts in it") != std::string::npos);
}
