// What is loaded into a knowledge base comes back as it was declared.
#include "engine/lang/printer.h"
#include "kb/sqlite.h"
#include "tests/unit/kb_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

// Every kind of table, every type of column.
std::string rich_text() {
    return "[[unit]]\nname = \"pot\"\ndimension = \"cups\"\nfactor = \"4\"\nnames = [\"壶\"]\n"
           "[[relation]]\nname = \"all\"\ncolumns = [\"n: number\", \"u: unsigned\", \"f: float\", "
           "\"s: symbol\", \"t: tea\", \"q: CNY/pot\", \"r: ratio(oolong, green)\", \"d: date\", "
           "\"b: bool\", \"h: hour\"]\ncomplete = true\n"
           "[[relation]]\nname = \"All\"\ncolumns = [\"q: CNY\", \"Q: CNY\", \"q_lo: number\", "
           "\"_row: symbol\", \"select: symbol\"]\n"
           "[[relation]]\nname = \"seen\"\ncolumns = [\"tea: tea\"]\n"
           "[[claim]]\nid = \"all-1\"\nfact = 'all(-9223372036854775807, 18446744073709551615u, "
           "0.1, \"a \\\"b\\\" 茶\", \"green\", >1..<2元/pot, 9:1, 2024-02-29, true, "
           "100second)'\ncite = \"call p1\"\nquote = \"绿茶\"\nmodality = \"unconfirmed\"\n"
           "[[claim]]\nid = \"all-2\"\nfact = 'All(>=400元, <3元, -1, \"x\", \"y\")'\ncite = "
           "\"call qa-1\"\nquote = \"茶馆买乌龙茶\"\n"
           "[[claim]]\nid = \"all-3\"\nfact = 'All(>=400元, <3元, -1, \"x\", \"y\")'\ncite = "
           "\"call p1\"\nquote = \"绿茶\"\n"
           "[[rule]]\nid = \"seen\"\nrule = 'seen(x) :- price(x, _).'\ncite = \"call p1\"\nquote = "
           "\"绿茶\"\nmodality = \"opinion\"\nconfidence = 0.25\nnote = \"n\"\n"
           "[[relation]]\nname = \"likes\"\ncolumns = [\"tea: tea\", \"who: symbol\"]\nkey = "
           "[\"tea\"]\nconflict = \"strongest\"\n"
           "[[table]]\nid = \"t\"\nconcludes = \"likes(tea, who)\"\nhit = \"first\"\n"
           "inputs = [\"tea: tea\"]\noutputs = [\"who: symbol\"]\n"
           "rows = [{ when = ['\"green\"'], then = ['\"monks\"'], cite = \"call p1\", quote = "
           "\"绿茶\", modality = \"opinion\", note = \"row\" }, { when = ['-'], then = "
           "['\"all\"'] }]\n"
           "[[question]]\nmatch = [\"{tea}多少钱\", \"{tea}.*price\"]\ngoal = 'price({tea}, p)'\n"
           "[[data]]\nrelation = \"price\"\ncsv = \"prices.csv\"\n";
}

PackFiles rich_files() {
    PackFiles files = tea_files_with(rich_text());
    files.emplace_back("prices.csv", "tea,price\ngreen,50..60元\noolong,80..100元\n");
    return files;
}

KnowledgeBase loaded(const PackFiles& files) {
    auto base = KnowledgeBase::in_memory();
    REQUIRE(base);
    REQUIRE(load(*base, files).empty());
    return *std::move(base);
}

std::string texts(const std::vector<Fragment>& fragments) {
    std::string result;
    for (const Fragment& fragment : fragments) result += fragment.text + "; ";
    return result;
}

std::string cited(const std::vector<Citation>& citations) {
    std::string result;
    for (const Citation& at : citations) {
        result += at.source + " " + at.turn + " " + at.quote + " " + std::to_string(at.begin) +
                  ".." + std::to_string(at.end) + "; ";
    }
    return result;
}

std::string strong(const Strength& strength) {
    return std::string(to_string(strength.modality)) + " " + std::to_string(strength.confidence);
}

// Knowledge as text, for comparison. Facts of claims are compared by the program's facts.
std::string shown(const Knowledge& knowledge) {
    std::string text;
    const auto line = [&](const std::string& words) { text += words + "\n"; };
    const auto joined = [](const std::vector<std::string>& words) {
        std::string result;
        for (const std::string& word : words) result += word + ", ";
        return result;
    };
    const auto localized = [](const Localized& texts_) {
        std::string result;
        for (const auto& [language, words] : texts_) result += language + "=" + words + " ";
        return result;
    };
    for (const PackInfo& pack : knowledge.packs)
        line(pack.name + " " + pack.title + " " + pack.hash);
    for (const Source& source : knowledge.sources) {
        line(source.id + " " + source.title + " " + source.date.to_string() + " " + source.file +
             source.text);
        for (const Turn& turn : source.turns) {
            line(turn.id + " " + std::string(source.turn_text(turn)));
        }
    }
    for (const UnitDeclaration& unit : knowledge.units) {
        line(unit.name + " " + unit.dimension + " " + unit.factor + " " + joined(unit.names));
    }
    for (const EntityDeclaration& item : knowledge.entities) {
        line(item.entity.id + ": " + joined(item.entity.types) + joined(item.entity.names));
    }
    for (const RelationDeclaration& relation : knowledge.relations) {
        line(relation.name + "(" + texts(relation.columns) + ") key " + joined(relation.key) +
             std::to_string(static_cast<int>(relation.conflict)) +
             (relation.complete ? " complete " : " ") + joined(relation.asks) +
             localized(relation.about) + localized(relation.says));
    }
    for (const Claim& claim : knowledge.claims) {
        line(claim.id + " " + strong(claim.strength) + claim.note + claim.reviewed_by +
             (claim.reviewed_on ? claim.reviewed_on->to_string() : "") + cited(claim.citations));
    }
    for (const RuleText& rule : knowledge.rules) {
        line(rule.id + " " + rule.text.text + strong(rule.strength) + rule.note +
             joined(rule.overrides) + cited(rule.citations));
    }
    for (const TableDeclaration& table : knowledge.tables) {
        line(table.table.id + " " + table.table.concludes.text +
             std::to_string(static_cast<int>(table.table.hit)) + texts(table.table.priorities));
        for (const auto& column : table.table.inputs) line("in " + column.text.text);
        for (const auto& column : table.table.outputs) line("out " + column.text.text);
        for (std::size_t i = 0; i < table.table.rows.size(); ++i) {
            line(texts(table.table.rows[i].when) + texts(table.table.rows[i].then) +
                 strong(table.row_strengths[i]) + table.row_notes[i] +
                 cited(table.row_citations[i]));
        }
    }
    for (const QuestionPattern& question : knowledge.questions) {
        line(joined(question.match) + question.goal.text);
    }
    return text;
}

}  // namespace

TEST_CASE("knowledge comes back as it was declared") {
    const auto tea = check_tea(rich_files());
    REQUIRE(mistakes(tea->diagnostics, tea->sources).empty());
    const KnowledgeBase base = loaded(rich_files());
    const auto read = reopen(base);
    REQUIRE(read->error.empty());
    CHECK(shown(read->knowledge) == shown(tea->pack->knowledge));
}

TEST_CASE("facts come back exactly, with their claims, in the order of the pack") {
    const KnowledgeBase base = loaded(rich_files());
    const auto read = reopen(base);
    REQUIRE(read->error.empty());
    const std::string green = read->knowledge.claims[1].id;
    CHECK(read->facts["price"] ==
          std::vector<std::string>{"price(\"oolong\", 80..100CNY) [oolong-price]",
                                   "price(\"green\", 50CNY) [" + green + "]",
                                   "price(\"green\", 50..60CNY)", "price(\"oolong\", 80..100CNY)"});
    CHECK(read->facts["all"] ==
          std::vector<std::string>{
              "all(-9223372036854775807, 18446744073709551615, 0.1, \"a \\\"b\\\" 茶\", \"green\", "
              ">1..<2CNY/pot, 9:1, 2024-02-29, true, 100second) [all-1]"});
    CHECK(read->facts["All"] ==
          std::vector<std::string>{"All(>=400CNY, <3CNY, -1, \"x\", \"y\") [all-2]",
                                   "All(>=400CNY, <3CNY, -1, \"x\", \"y\") [all-3]"});
}

TEST_CASE("the same program is assembled from the base") {
    const auto tea = check_tea(tea_files());
    const KnowledgeBase base = loaded(tea_files());
    const auto read = reopen(base);
    REQUIRE(read->program);
    Assembled direct = tea->pack->assembled;
    std::erase_if(direct.program.clauses, [](const Clause& clause) { return !clause.body; });
    CHECK(print(read->assembled.program) == print(direct.program));
    CHECK(read->assembled.supports.size() == direct.supports.size());
    CHECK(read->program->relations[*read->program->find("price")].has_data);
    CHECK_FALSE(read->program->relations[*read->program->find("dearer")].has_data);
}

TEST_CASE("any SQLite tool can read the tables") {
    TemporaryFolder folder;
    {
        auto base = KnowledgeBase::open(folder.at("tea.kb"), KnowledgeBase::Access::Write);
        REQUIRE(base);
        REQUIRE(load(*base, rich_files()).empty());
    }
    auto database = Database::open(folder.at("tea.kb"), Database::Mode::ReadOnly);
    REQUIRE(database);
    const auto rows = [&](const std::string& query) {
        auto statement = database->prepare(query);
        if (!statement) return "! " + statement.error().message;
        std::string text;
        for (;;) {
            const auto row = statement->step();
            if (!row) return "! " + row.error().message;
            if (!*row) return text;
            text += statement->string(0) + "\n";
        }
    };
    CHECK(rows("SELECT tea || ' ' || price || ' ' || price_lo || ' ' || price_hi || ' ' || "
               "coalesce(claim.id, 'data') FROM r_price LEFT JOIN claim ON claim.number = _claim "
               "WHERE tea = 'oolong'") ==
          "oolong 80..100 80.0 100.0 oolong-price\noolong 80..100 80.0 100.0 data\n");
    CHECK(rows("SELECT q || ' ' || h || ' ' || r || ' ' || d || ' ' || b || ' ' || u FROM r_all") ==
          ">1..<2 100second 9:1 2024-02-29 1 -1\n");
    CHECK(rows("SELECT h_lo <= 100.0 / 3600 AND h_hi >= 100.0 / 3600 AND h_lo < h_hi AND "
               "h_hi - h_lo < 1e-15 FROM r_all") == "1\n");
    CHECK(rows("SELECT q_hi IS NULL AND Q_lo__ IS NULL AND Q_hi_ = 3 FROM r_All_") == "1\n1\n");
    CHECK(
        rows("SELECT sql FROM sqlite_schema WHERE name = 'r_price'") ==
        "CREATE TABLE \"r_price\" (\"_row\" INTEGER PRIMARY KEY, \"_claim\" INTEGER REFERENCES "
        "claim, \"_pack\" INTEGER NOT NULL REFERENCES pack, \"tea\" TEXT NOT NULL, \"price\" TEXT "
        "NOT NULL /* CNY */, \"price_lo\" REAL, \"price_hi\" REAL) STRICT\n");
    CHECK(rows("SELECT fact FROM claim WHERE id = 'oolong-price'") ==
          "price(\"oolong\", 80..100CNY)\n");
    CHECK(rows("SELECT substr(CAST(text AS BLOB), first_byte + 1, end_byte - first_byte) FROM "
               "citation JOIN source ON source.id = source JOIN claim ON claim.number = "
               "citation.claim WHERE claim.id = 'oolong-price'") == "乌龙茶大约八十元\n");
    CHECK(rows("PRAGMA integrity_check") == "ok\n");
    CHECK(rows("PRAGMA foreign_key_check") == "");
}

TEST_CASE("passages hold the words, most distinct words first") {
    const KnowledgeBase base = loaded(tea_files());
    const auto turns = [&](const std::vector<std::string>& words, std::size_t most) {
        const auto passages = base.passages(words, most);
        REQUIRE(passages);
        std::string text;
        for (const Passage& passage : *passages) text += passage.source + " " + passage.turn + ";";
        return text;
    };
    CHECK(turns({"乌龙茶"}, 5) == "call p1;call qa-1;");
    CHECK(turns({"乌龙茶", "茶馆"}, 5) == "call qa-1;call p1;");
    CHECK(turns({"乌龙茶", "乌龙茶", "绿茶"}, 5) == "call p1;call qa-1;");
    CHECK(turns({"gpu"}, 5) == "call qa-1;");
    CHECK(turns({"乌龙茶"}, 1) == "call p1;");
    CHECK(turns({"红茶"}, 5).empty());
    CHECK(turns({}, 5).empty());
    CHECK(turns({""}, 5).empty());
}
