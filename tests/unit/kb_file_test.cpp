// Files that are not, or no longer, knowledge bases: refused with the reason, never guessed at.
#include <sys/stat.h>

#include "kb/schema.h"
#include "kb/sqlite.h"
#include "tests/unit/kb_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

struct Opened {
    std::string message;
    ErrorCode code{};
};

Opened open_to(const std::string& path, KnowledgeBase::Access access) {
    auto base = KnowledgeBase::open(path, access);
    if (base) return {"", {}};
    return {base.error().message, base.error().code};
}

Opened open_to_read(const std::string& path) { return open_to(path, KnowledgeBase::Access::Read); }

void change(const std::string& path, const std::string& statements) {
    auto database = Database::open(path, Database::Mode::ReadWrite);
    REQUIRE(database);
    REQUIRE(database->execute(statements));
}

// A loaded base in a folder of its own.
struct TeaBase {
    TemporaryFolder folder;
    std::string path = folder.at("tea.kb");
    TeaBase() {
        auto base = KnowledgeBase::open(path, KnowledgeBase::Access::Write);
        REQUIRE(base);
        REQUIRE(load(*base, tea_files()).empty());
    }
};

}  // namespace

TEST_CASE("what is not there, not a file, or empty") {
    TemporaryFolder folder;
    CHECK(open_to_read(folder.at("absent")).code == ErrorCode::NotFound);
    CHECK(open_to_read(folder.path()).message == "`" + folder.path() + "` is not a file");
    REQUIRE(::mkfifo(folder.at("fifo").c_str(), 0600) == 0);
    CHECK(open_to_read(folder.at("fifo")).message.find("is not a file") != std::string::npos);
    folder.write("empty", "");
    CHECK(open_to_read(folder.at("empty")).message ==
          "`" + folder.at("empty") + "` is empty; it is not a knowledge base");
    CHECK(open_to(folder.at("empty"), KnowledgeBase::Access::Write).message.empty());
    CHECK(open_to(folder.at("no/such/folder.kb"), KnowledgeBase::Access::Write).code ==
          ErrorCode::Io);
    CHECK(open_to(folder.at("new"), KnowledgeBase::Access::Write).message.empty());
    CHECK(open_to_read(folder.at("new")).message.empty());
}

TEST_CASE("files of other formats and other applications") {
    TemporaryFolder folder;
    folder.write("text", std::string(5'000, 'x'));
    CHECK(open_to_read(folder.at("text")).code == ErrorCode::Damaged);
    CHECK(open_to(folder.at("text"), KnowledgeBase::Access::Write).code == ErrorCode::Damaged);
    change(folder.at("foreign"), "CREATE TABLE pack (x); PRAGMA user_version = 1");
    CHECK(open_to_read(folder.at("foreign")).message ==
          "`" + folder.at("foreign") + "` is a SQLite file, but not a knowledge base of dictum");
    const std::string before = folder.read("foreign");
    CHECK(open_to(folder.at("foreign"), KnowledgeBase::Access::Write).code == ErrorCode::Damaged);
    CHECK((folder.read("foreign") == before));
}

TEST_CASE("a newer schema is refused politely, with both versions") {
    TeaBase tea;
    change(tea.path, "PRAGMA user_version = 7");
    const Opened opened = open_to_read(tea.path);
    CHECK(opened.code == ErrorCode::Unsupported);
    CHECK(opened.message == "`" + tea.path +
                                "` was written by a newer dictum: its schema is version 7, and "
                                "this one reads up to version 3");
    change(tea.path, "PRAGMA user_version = 0");
    CHECK(open_to_read(tea.path).code == ErrorCode::Damaged);
}

TEST_CASE("tables that are missing or altered") {
    TeaBase missing;
    change(missing.path, "PRAGMA foreign_keys = OFF; DROP TABLE citation");
    CHECK(open_to_read(missing.path).message ==
          "`" + missing.path + "` is damaged: the table `citation` is missing");
    TeaBase altered;
    change(altered.path, "ALTER TABLE claim ADD COLUMN extra TEXT");
    CHECK(open_to_read(altered.path).message.find("the table `claim` does not have the columns") !=
          std::string::npos);
    TeaBase relation;
    change(relation.path, "ALTER TABLE r_price ADD COLUMN extra TEXT");
    auto base = KnowledgeBase::open(relation.path, KnowledgeBase::Access::Read);
    REQUIRE(base);
    CHECK(reopen(*base)->error ==
          "the knowledge base is damaged: the table `r_price` does not have the columns of its "
          "relation");
}

TEST_CASE("views and triggers of somebody else are not run") {
    TeaBase tea;
    change(tea.path,
           "CREATE TABLE log (x);"
           "CREATE TRIGGER spy AFTER INSERT ON claim BEGIN INSERT INTO log VALUES (1); END;"
           "CREATE VIEW evil AS SELECT 1");
    PackFiles files = tea_files();
    files[1].second +=
        "[[claim]]\nfact = 'price(\"green\", 7元)'\ncite = \"call p1\"\nquote = "
        "\"绿茶\"\n";
    {
        auto base = KnowledgeBase::open(tea.path, KnowledgeBase::Access::Write);
        REQUIRE(base);
        REQUIRE(load(*base, files, kSecond).empty());
    }
    auto database = Database::open(tea.path, Database::Mode::ReadOnly);
    REQUIRE(database);
    CHECK(*database->integer("SELECT count(*) FROM log") == 0);
    CHECK_FALSE(database->integer("SELECT * FROM evil"));
}

TEST_CASE("values that don't belong to their columns") {
    TeaBase tea;
    change(tea.path, "UPDATE r_price SET price = 'cheap'");
    auto base = KnowledgeBase::open(tea.path, KnowledgeBase::Access::Read);
    REQUIRE(base);
    CHECK(reopen(*base)->error.find("`r_price`, column `price`: `cheap` is not a quantity") !=
          std::string::npos);
    TeaBase modality;
    change(modality.path, "UPDATE claim SET modality = 'sure'");
    base = KnowledgeBase::open(modality.path, KnowledgeBase::Access::Read);
    CHECK(reopen(*base)->error.find("there is no modality `sure`") != std::string::npos);
    TeaBase turn;
    change(turn.path, "UPDATE turn SET end_byte = 1000000");
    base = KnowledgeBase::open(turn.path, KnowledgeBase::Access::Read);
    CHECK(reopen(*base)->error.find("lies outside its source") != std::string::npos);
    TeaBase rule;
    change(rule.path, "UPDATE rule SET text = 'dearer(x, y) :-'");
    base = KnowledgeBase::open(rule.path, KnowledgeBase::Access::Read);
    CHECK(reopen(*base)->error.substr(0, 31) == "kb:rule dearer:1:16: error: exp");
}

TEST_CASE("a file with changed bytes is refused or answered, and never crashes") {
    TeaBase tea;
    const std::string whole = tea.folder.read("tea.kb");
    std::size_t refused = 0;
    for (std::size_t at = 0; at < whole.size(); at += at < 512 ? 1 : 1'009) {
        std::string changed = whole;
        changed[at] = static_cast<char>(changed[at] ^ (at % 2 == 0 ? 0x01 : 0xFF));
        tea.folder.write("tea.kb", changed);
        auto base = KnowledgeBase::open(tea.path, KnowledgeBase::Access::Read);
        if (!base || !reopen(*base)->error.empty()) ++refused;
    }
    CHECK(refused > 10);
    for (std::size_t cut = 0; cut < whole.size(); cut += 4'096) {
        tea.folder.write("tea.kb", whole.substr(0, cut == 0 ? 1 : cut));
        auto base = KnowledgeBase::open(tea.path, KnowledgeBase::Access::Read);
        CHECK((!base || !reopen(*base)->error.empty()));
    }
}

TEST_CASE("a load that fails leaves the file byte for byte as it was") {
    TeaBase tea;
    const std::string before = tea.folder.read("tea.kb");
    PackFiles files = tea_files();
    files[1].second = replaced(files[1].second, "80..100元", "90元");
    auto changed = check_tea(files);
    REQUIRE(changed->pack);
    // A pack that was not checked with its program: a claim without its fact fails late.
    changed->pack->program.facts.pop_back();
    {
        auto base = KnowledgeBase::open(tea.path, KnowledgeBase::Access::Write);
        REQUIRE(base);
        CHECK(load(*base, *changed, kSecond).find("has no fact") != std::string::npos);
        CHECK(reopen(*base)->error.empty());
    }
    CHECK((tea.folder.read("tea.kb") == before));
}

TEST_CASE("paths that SQLite would take for something else") {
    TemporaryFolder folder;
    const auto current = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    for (const char* name : {":memory:", "file:x?mode=memory", "a b"}) {
        CHECK(open_to(name, KnowledgeBase::Access::Write).message.empty());
        CHECK(std::filesystem::exists(name));
    }
    std::filesystem::current_path(current);
}
