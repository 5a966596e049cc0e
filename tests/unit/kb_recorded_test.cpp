// A base as it stood by a day equals the one that was loaded then; files of the first version are
// brought up to date in one transaction.
#include "kb/sqlite.h"
#include "tests/unit/kb_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

constexpr const char* kThird = "2024-08-01T10:00:00Z";

// With everything that has versions: claims, a rule with citations, a table, and the source's text.
PackFiles first_files() {
    PackFiles files = tea_files();
    files[1].second +=
        "[[relation]]\nname = \"place\"\ncolumns = [\"tea: tea\", \"at: number\"]\n"
        "key = [\"tea\"]\n"
        "[[rule]]\nid = \"last\"\nrule = 'place(x, 2) :- price(x, _).'\n"
        "[[rule]]\nid = \"best\"\nrule = 'place(x, 1) :- dearer(x, _).'\n"
        "cite = \"call qa-1\"\nquote = \"茶馆买乌龙茶\"\nmodality = \"opinion\"\n"
        "confidence = 0.3333333333333333\noverrides = [\"last\"]\n"
        "[[relation]]\nname = \"ranked\"\ncolumns = [\"tea: tea\", \"rank: number\"]\n"
        "[[table]]\nid = \"ranks\"\nconcludes = \"ranked(tea, rank)\"\nhit = \"unique\"\n"
        "inputs = [\"tea: tea\"]\noutputs = [\"rank: number\"]\n"
        "rows = [{ when = ['\"oolong\"'], then = [\"1\"], cite = \"call p1\", "
        "quote = \"乌龙茶大约八十元\" }, { when = ['\"green\"'], then = [\"2\"] }]\n";
    return files;
}

PackFiles second_files() {
    PackFiles files = tea_files();
    std::string& statements = files[1].second;
    statements = replaced(statements, "80..100元", "90元");
    statements = replaced(statements, "p > q", "p >= q");
    const std::size_t second = statements.find("[[claim]]", 10);
    statements.erase(second, statements.find("[[rule]]") - second);
    files[2].second += "\n## qa-2\nlater words\n";
    return files;
}

std::string path_in(const TemporaryFolder& folder) { return folder.at("tea.kb"); }

void load_file(const TemporaryFolder& folder, PackFiles files, std::string_view at) {
    auto base = KnowledgeBase::open(path_in(folder), KnowledgeBase::Access::Write);
    REQUIRE(base);
    REQUIRE(load(*base, std::move(files), at).empty());
}

std::string citations_text(const std::vector<Citation>& citations) {
    std::string text;
    for (const Citation& at : citations) {
        text += " [" + at.source + " " + at.turn + " " + at.quote + " " + std::to_string(at.begin) +
                "-" + std::to_string(at.end) + "]";
    }
    return text;
}

std::string standing(const Strength& strength) {
    return " " + std::string(to_string(strength.modality)) + " " +
           std::to_string(strength.confidence);
}

// Everything that has versions, as text.
std::vector<std::string> statements(const KnowledgeBase& base) {
    SourceMap sources;
    const auto knowledge = base.knowledge(sources);
    REQUIRE(knowledge);
    std::vector<std::string> lines;
    for (const Source& source : knowledge->sources) {
        lines.push_back(source.id + source.title + source.date.to_string() + source.file +
                        source.text);
        for (const Turn& turn : source.turns) {
            lines.push_back(turn.id + std::string(source.turn_text(turn)));
        }
    }
    for (const Claim& claim : knowledge->claims) {
        lines.push_back(claim.id + " " + claim.fact.text + standing(claim.strength) + claim.note +
                        claim.reviewed_by +
                        (claim.reviewed_on ? claim.reviewed_on->to_string() : "") +
                        citations_text(claim.citations));
    }
    for (const RuleText& rule : knowledge->rules) {
        lines.push_back(rule.id + " " + rule.text.text + standing(rule.strength) + rule.note +
                        citations_text(rule.citations));
        for (const std::string& other : rule.overrides) lines.push_back("overrides " + other);
    }
    for (const TableDeclaration& table : knowledge->tables) {
        lines.push_back(table.table.id + " " + table.table.concludes.text);
        for (const auto& input : table.table.inputs) lines.push_back(input.text.text);
        for (const auto& output : table.table.outputs) lines.push_back(output.text.text);
        for (std::size_t i = 0; i < table.table.rows.size(); ++i) {
            std::string line = standing(table.row_strengths[i]) + table.row_notes[i] +
                               citations_text(table.row_citations[i]);
            for (const Fragment& cell : table.table.rows[i].when) line += "|" + cell.text;
            for (const Fragment& cell : table.table.rows[i].then) line += ">" + cell.text;
            lines.push_back(std::move(line));
        }
    }
    return lines;
}

std::vector<std::string> statements_now(const TemporaryFolder& folder) {
    const auto base = KnowledgeBase::open(path_in(folder), KnowledgeBase::Access::Read);
    REQUIRE(base);
    return statements(*base);
}

std::vector<std::string> statements_by(const TemporaryFolder& folder, const char* day) {
    const auto base = KnowledgeBase::open_as_recorded(path_in(folder), *Date::parse(day));
    REQUIRE(base);
    CHECK(base->lost() == 0);
    return statements(*base);
}

void change(const TemporaryFolder& folder, const std::string& sql) {
    auto database = Database::open(path_in(folder), Database::Mode::ReadWrite);
    REQUIRE(database);
    const Status changed = database->execute(sql);
    INFO((changed ? "" : changed.error().message));
    REQUIRE(changed);
}

// What the first version wrote.
constexpr const char* kBackToFirst =
    "ALTER TABLE history DROP COLUMN content; ALTER TABLE relation DROP COLUMN fresh_days; "
    "ALTER TABLE rule DROP COLUMN at_least; ALTER TABLE history DROP COLUMN reviewed_by; "
    "DROP TABLE barred; PRAGMA user_version = 1";

}  // namespace

TEST_CASE("as recorded by a day equals what was loaded by then") {
    TemporaryFolder folder;
    load_file(folder, first_files(), kFirst);
    const auto first = statements_now(folder);
    load_file(folder, second_files(), kSecond);
    const auto second = statements_now(folder);
    load_file(folder, first_files(), kThird);
    const auto third = statements_now(folder);
    CHECK(first != second);
    CHECK(first == third);
    CHECK(statements_by(folder, "2024-05-31").empty());
    CHECK(statements_by(folder, "2024-06-01") == first);
    CHECK(statements_by(folder, "2024-06-30") == first);
    CHECK(statements_by(folder, "2024-07-01") == second);
    CHECK(statements_by(folder, "2024-07-31") == second);
    CHECK(statements_by(folder, "2024-08-01") == third);
    CHECK(statements_by(folder, "2030-01-01") == third);
    CHECK(statements_now(folder) == third);
}

TEST_CASE("the words of an earlier source are found, and later ones are not") {
    TemporaryFolder folder;
    load_file(folder, first_files(), kFirst);
    load_file(folder, second_files(), kSecond);
    const auto then = KnowledgeBase::open_as_recorded(path_in(folder), *Date::parse("2024-06-10"));
    REQUIRE(then);
    CHECK(then->passages({"later"}, 3)->empty());
    REQUIRE(then->passages({"茶馆"}, 3)->size() == 1);
    CHECK(then->passages({"茶馆"}, 3)->front().text.find("答：茶馆买乌龙茶") != std::string::npos);
}

TEST_CASE("a file of the first version is brought up to date, whoever opens it") {
    for (const auto access : {KnowledgeBase::Access::Read, KnowledgeBase::Access::Write}) {
        TemporaryFolder folder;
        load_file(folder, first_files(), kFirst);
        const auto before = statements_now(folder);
        change(folder, kBackToFirst);
        {
            const auto base = KnowledgeBase::open(path_in(folder), access);
            REQUIRE(base);
            CHECK(statements(*base) == before);
        }
        auto database = Database::open(path_in(folder), Database::Mode::ReadOnly);
        REQUIRE(database);
        CHECK(*database->integer("PRAGMA user_version") == 3);
    }
}

TEST_CASE("a migration that fails leaves the file as it was") {
    TemporaryFolder folder;
    load_file(folder, first_files(), kFirst);
    change(folder, "ALTER TABLE relation DROP COLUMN fresh_days; PRAGMA user_version = 1");
    const std::string before = folder.read("tea.kb");
    const auto base = KnowledgeBase::open(path_in(folder), KnowledgeBase::Access::Read);
    REQUIRE_FALSE(base);
    CHECK(base.error().message.find("bringing it up to date failed") != std::string::npos);
    CHECK((folder.read("tea.kb") == before));
}

TEST_CASE("what the first version did not keep is counted, and a retracted claim is back") {
    TemporaryFolder folder;
    load_file(folder, first_files(), kFirst);
    load_file(folder, second_files(), kSecond);
    change(folder, kBackToFirst);
    const auto then = KnowledgeBase::open_as_recorded(path_in(folder), *Date::parse("2024-06-10"));
    REQUIRE(then);
    // The corrected claim and rule, the rules and the table that went, and the source.
    CHECK(then->lost() == 6);
    SourceMap sources;
    const auto knowledge = then->knowledge(sources);
    REQUIRE(knowledge);
    REQUIRE(knowledge->claims.size() == 1);
    CHECK(knowledge->claims[0].fact.text == "price(\"green\", 50CNY)");
}
