// Packs checked whole: rules, claims, tables, data and goals, with places inside TOML strings.
#include "tests/catch.hpp"
#include "tests/unit/rules_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

using Lines = std::vector<std::string>;

Lines check_with(const std::string& text) { return checking_mistakes(tea_files_with(text)); }

std::string headline_of(const std::string& line) { return line.substr(0, line.find(" | ")); }

std::string only(const Lines& lines) {
    for (const std::string& line : lines) INFO(line);
    REQUIRE(lines.size() == 1);
    return headline_of(lines[0]);
}

const char* const kSegments =
    "[[relation]]\nname = \"likes\"\ncolumns = [\"tea: tea\", \"who: symbol\"]\nkey = [\"tea\"]\n";

}  // namespace

TEST_CASE("the tea pack is checked without a mistake") {
    const auto tea = check_tea(tea_files());
    CHECK(mistakes(tea->diagnostics, tea->sources).empty());
    REQUIRE(tea->pack);
    CHECK(tea->pack->program.facts.size() == 2);
    CHECK(tea->pack->assembled.supports.size() == 2);
    CHECK(tea->pack->assembled.claim_clauses == std::vector<std::size_t>{0, 1});
}

TEST_CASE("mistakes in facts and rules have places inside escaped strings with Han text") {
    CHECK(only(check_with("[[claim]]\nfact = \"price(\\\"绿\\u8336\\\", 50元)\"\ncite = \"call "
                          "p1\"\nquote = \"绿茶\"\n")) ==
          "tea/zz.toml:2:15: error: there is no `tea` with the id `绿茶` [unknown-entity]");
    const Lines lines = check_with(
        "[[rule]]\nid = \"r\"\nrule = \"\"\"\ndearer(x, y) :-\n  price(x, \\\n     _), "
        "price(y, \\u0070), prize(y).\"\"\"\n");
    REQUIRE(lines.size() == 2);
    CHECK(lines[0] ==
          "tea/zz.toml:6:19: warning: `p` is mentioned only here "
          "[single-use-variable] | write `_`, or `_p`, when its value does not matter");
    CHECK(headline_of(lines[1]) ==
          "tea/zz.toml:6:28: error: there is no relation `prize` [unknown-relation]");
}

TEST_CASE("a claim is one ground fact") {
    const auto claim = [](const std::string& fact) {
        return only(
            check_with("[[claim]]\nfact = '" + fact + "'\ncite = \"call p1\"\nquote = \"绿茶\"\n"));
    };
    CHECK(claim("price(x, 5元)") ==
          "tea/zz.toml:2:15: error: a claim holds values only; this is a variable "
          "[claim-not-ground]");
    CHECK(claim("price(\"green\", 5元 + 1元)")
              .find(":2:24: error: a claim holds values only; this is a calculation") !=
          std::string::npos);
    CHECK(claim("price(_, 5元)").find("this is a wildcard") != std::string::npos);
    CHECK(claim("price(\"green\", 5元) :- dearer(\"green\", \"green\").") ==
          "tea/zz.toml:2:9: error: a claim is one fact, without a body [claim-not-a-fact]");
    CHECK(claim("price(\"green\", 5元). price(\"green\", 6元).")
              .find("a claim is one fact; there are 2 here [claim-not-a-fact]") !=
          std::string::npos);
    CHECK(claim(".").find("tea/zz.toml:2:9: error: ") == 0);
}

TEST_CASE("a rule is one clause with a body") {
    const auto rule = [](const std::string& text) {
        return only(check_with("[[rule]]\nid = \"r\"\nrule = '" + text + "'\n"));
    };
    CHECK(rule("price(\"green\", 5元).").find("a rule has a body") != std::string::npos);
    CHECK(rule("dearer(x, x) :- price(x, _). dearer(x, x) :- price(x, _).")
              .find("[rule-not-one-clause]") != std::string::npos);
    CHECK(only(check_with("[[rule]]\nid = \"r\"\nrule = 'dearer(x, x) :- price(x, _).'\n"
                          "overrides = [\"deare\"]\n")) ==
          "tea/zz.toml:4:15: error: there is no rule `deare` [unknown-rule]");
}

TEST_CASE("units of a pack") {
    const auto unit = [](const std::string& rest) {
        return check_with("[[unit]]\nname = \"pot\"\ndimension = \"cups\"\n" + rest);
    };
    CHECK(unit("names = [\"壶\"]\nfactor = 4\n").empty());
    CHECK(unit("factor = \"0.125\"\n").empty());
    CHECK(only(unit("factor = 0\n")).find("[bad-unit]") != std::string::npos);
    CHECK(only(unit("factor = 1.2345678901234567891\n")).find("at most 18 digits") !=
          std::string::npos);
    CHECK(
        only(unit("names = [\"元\"]\n")).find("zz.toml:2:9: error: `元` already names the unit") !=
        std::string::npos);
}

TEST_CASE("reading mistakes don't hide those of the rules, and the other way round") {
    const Lines lines = check_with(
        "[[claim]]\nfact = 'price(\"gren\", 5元)'\ncite = \"call p1\"\nquote = \"红茶\"\n"
        "[[rule]]\nid = \"r\"\nrulle = ''\n"
        "[[rule]]\nid = \"s\"\nrule = 'dearer(x, y) :- price(x, _).'\n");
    REQUIRE(lines.size() == 5);
    CHECK(lines[0].find(":2:15: error: there is no `tea` with the id `gren`") != std::string::npos);
    CHECK(lines[1].find(":4:10: error: these words do not stand") != std::string::npos);
    CHECK(lines[2].find(":5:1: error: [[rule]] has no `rule`") != std::string::npos);
    CHECK(lines[3].find(":7:1: error: [[rule]] has no key `rulle`") != std::string::npos);
    CHECK(lines[4].find(":10:19: error: `y` is not bound") != std::string::npos);
}

TEST_CASE("a declaration that can't be read is the only mistake of those who use its name") {
    PackFiles files = tea_files();
    files[0].second = replaced(files[0].second, "name = \"price\"", "nmae = \"price\"");
    const Lines lines = checking_mistakes(files);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].find("[[relation]] has no `name`") != std::string::npos);
    CHECK(lines[1].find("has no key `nmae`") != std::string::npos);
    files = tea_files();
    files[0].second = replaced(files[0].second, "id = \"oolong\"", "id = oolong");
    CHECK(checking_mistakes(files).size() == 1);
}

TEST_CASE("what this version does not evaluate is read and marked unavailable") {
    const auto tea = check_tea(tea_files_with(
        std::string(kSegments) +
        "[[table]]\nid = \"t\"\nconcludes = \"likes(tea, who)\"\nhit = \"unique\"\n"
        "inputs = [\"tea: tea\"]\noutputs = [\"who: symbol\"]\n"
        "rows = [{ when = ['\"green\"'], then = ['\"monks\"'], cite = \"call p1\", quote = "
        "\"绿茶\", modality = \"opinion\" }]\n"
        "[[relation]]\nname = \"newest\"\ncolumns = [\"tea: tea\", \"n: number\"]\nkey = "
        "[\"tea\"]\nconflict = \"latest\"\n"
        "[[relation]]\nname = \"sold\"\ncolumns = [\"tea: tea\", \"by: symbol\"]\nkey = "
        "[\"tea\"]\n"
        "[[rule]]\nid = \"usual\"\nrule = 'sold(x, \"shop\") :- price(x, _).'\n"
        "[[rule]]\nid = \"rare\"\nrule = 'sold(x, \"monk\") :- price(x, p), p > 90元.'\n"
        "overrides = [\"usual\"]\n"
        "[[question]]\nmatch = [\"谁喜欢{tea}\"]\ngoal = 'likes({tea}, who)'\n"
        "[[test]]\ngoal = 'newest(\"green\", n)'\nexpect = { status = \"unknown\" }\n"));
    CHECK(mistakes(tea->diagnostics, tea->sources).empty());
    REQUIRE(tea->pack);
    const CheckedProgram& program = tea->pack->program;
    const auto reason = [&](const char* name) {
        return program.relations[*program.find(name)].unavailable.value_or("");
    };
    CHECK(reason("likes").find("the decision table `t`") != std::string::npos);
    CHECK(reason("newest").empty());
    CHECK(reason("sold").empty());
    CHECK(reason("price").empty());
    const TableDeclaration& table = tea->pack->knowledge.tables[0];
    CHECK(table.row_strengths[0].modality == Modality::Opinion);
    REQUIRE(table.row_citations[0].size() == 1);
}

TEST_CASE("a table's mistakes are found") {
    const Lines lines =
        check_with(std::string(kSegments) +
                   "[[table]]\nid = \"t\"\nconcludes = \"likes(tea, who)\"\nhit = \"unique\"\n"
                   "inputs = [\"tea: tee\"]\noutputs = [\"who: symbol\"]\n"
                   "rows = [{ when = ['\"green\"'], then = ['\"monks\"'] }]\n");
    REQUIRE_FALSE(lines.empty());
    CHECK(lines[0].find("tea/zz.toml:9:17: error: ") == 0);
}

TEST_CASE("phrasings and goals of questions and tests") {
    const auto question = [](const std::string& match, const std::string& goal) {
        return check_with("[[question]]\nmatch = [\"" + match + "\"]\ngoal = '" + goal + "'\n");
    };
    CHECK(question("{tea}多少钱", "price({tea}, price)").empty());
    CHECK(question("a{2,3}", "price(\"green\", p)").empty());
    CHECK(question("{tea}(多少|钱", "price({tea}, p)") ==
          Lines{"tea/zz.toml:2:11: error: not a regular expression (RE2): missing ) "
                "[bad-pattern]"});
    CHECK(only(question("[[:foo:]]", "price(\"green\", p)"))
              .find("zz.toml:2:12: error: not a regular expression (RE2): invalid character class "
                    "range") != std::string::npos);
    CHECK(only(question("多少钱", "price({tea}, p)")) ==
          "tea/zz.toml:3:15: error: the phrasing `多少钱` has no {tea} [unknown-slot]");
    CHECK(only(question("{tea}", "prise({tea}, p)")).find("zz.toml:3:9: error: ") !=
          std::string::npos);
    CHECK(only(question("{tea}", "price({tea}, p), p > 3 GB")).find("zz.toml:3:") !=
          std::string::npos);
    const std::string long_pattern(2'000, 'a');
    CHECK(only(question(long_pattern, "price(\"green\", p)")).find("at most 1024 bytes") !=
          std::string::npos);
    CHECK(only(check_with("[[test]]\ngoal = \"price(\\\"grün\\\", p)\"\nexpect = { status = "
                          "\"answered\" }\n"))
              .find("zz.toml:2:15: error: ") != std::string::npos);
}

TEST_CASE("data from CSV: typed, by column name, and every bad row is named") {
    const auto data = [](const std::string& csv) {
        PackFiles files = tea_files_with(
            "[[relation]]\nname = \"orders\"\ncolumns = [\"order: number\", \"tea: tea\", \"sum: "
            "CNY\"]\n[[data]]\nrelation = \"orders\"\ncsv = \"data/orders.csv\"\n");
        files.emplace_back("data/orders.csv", csv);
        return checking_mistakes(files);
    };
    const std::string csv = "tea/data/orders.csv";
    CHECK(data("order,tea,sum\n1,green,5元\n2,oolong,10..12\n").empty());
    CHECK(data("sum,order,tea\n\n5元,1,green\n\n").empty());
    CHECK(data("order,tea,sum\n").empty());
    CHECK(data("order,tea,sum\n1,gren,5元\nx,green,5斤\n") ==
          Lines{csv + ":2:3: error: there is no `tea` with the id `gren` [unknown-entity] | did "
                      "you mean `green`?",
                csv + ":3:1: error: `x` is not a number of 64 bits [bad-value]",
                csv + ":3:9: error: `斤` is no unit [bad-value]"});
    CHECK(
        data("order,tea,sum\n1,绿茶,5\n") ==
        Lines{csv +
              ":2:3: error: there is no `tea` with the id `绿茶` [unknown-entity] | write its id, "
              "`green`"});
    CHECK(data("order,tea,sum\n1,green\n1,green,5,6\n") ==
          Lines{csv + ":2:1: error: this row has 2 cells; the first has 3 [ragged-row]",
                csv + ":3:1: error: this row has 4 cells; the first has 3 [ragged-row]"});
    CHECK(data("order,te,sum,sum\n") ==
          Lines{csv + ":1:1: error: the column `tea` of `orders` is not here [missing-column]",
                csv + ":1:7: error: `orders` has no column `te` [unknown-column] | did you mean "
                      "`tea`?",
                csv + ":1:14: error: the column `sum` comes twice [duplicate-column]"});
    CHECK(data("order,tea,sum\n1,\"green\"x,5\n2,green,5\n") ==
          Lines{csv + ":2:10: error: text behind the end of a quoted cell [bad-csv] | a comma or "
                      "the end of the line follows a quoted cell"});
    CHECK(only(data("")).find("[missing-header]") != std::string::npos);
    CHECK(only(data("order,tea,sum\n1,green,\xFF\n"))
              .find(csv + ":2:9: error: this byte is not UTF-8 text") == 0);
    CHECK(only(check_with("[[data]]\nrelation = \"prise\"\ncsv = \"minutes.md\"\n")) ==
          "tea/zz.toml:2:13: error: there is no relation `prise` [unknown-relation]");
}

TEST_CASE("a file with many bad rows lists some and counts the rest") {
    std::string csv = "tea,price\n";
    for (int i = 0; i < 3'000; ++i) csv += "black,1\n";
    PackFiles files = tea_files_with("[[data]]\nrelation = \"price\"\ncsv = \"p.csv\"\n");
    files.emplace_back("p.csv", csv);
    const Lines lines = checking_mistakes(files);
    CHECK(lines.size() == 1'001);
    CHECK(lines.back() ==
          "tea/p.csv:3002:1: error: the file has 2000 more mistakes "
          "[more-mistakes]");
}
