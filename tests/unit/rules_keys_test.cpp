// Strict keys: unknown, missing and ill-typed ones, each at its place, all in one run.
#include "tests/catch.hpp"
#include "tests/unit/rules_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

using Lines = std::vector<std::string>;

struct Case {
    const char* text;
    const char* mistake;
};
const Case kCases[] = {
    {"[[source]]\nid = \"c\"\ndate = 2024-01-01\n",
     "zz.toml:1:1: error: [[source]] has no `text` [missing-key]"},
    {"[[source]]\nid = \"c\"\ntext = \"minutes.md\"\ndate = \"2024-01-01\"\n",
     "zz.toml:4:8: error: `date` of [[source]] is a date such as 2024-02-27, without quotation "
     "marks and time; this is a string [wrong-type]"},
    {"[[source]]\nid = \"a call\"\ntext = \"minutes.md\"\ndate = 2024-01-01\n",
     "zz.toml:2:7: error: a source's id is one word: `cite` names the source and the turn, "
     "separated by a space [bad-name]"},
    {"[[unit]]\nname = \"cup\"\n", "zz.toml:1:1: error: [[unit]] has no `dimension` [missing-key]"},
    {"[[unit]]\nname = \"cup\"\ndimension = \"cups\"\nfactor = true\n",
     "zz.toml:4:10: error: `factor` of [[unit]] is a number; this is a boolean [wrong-type]"},
    {"[[entity]]\nid = \"x\"\n", "zz.toml:1:1: error: [[entity]] has no `type` [missing-key]"},
    {"[[entity]]\nid = \"x\"\ntype = \"tea\"\nname = [\"x\"]\n",
     "zz.toml:4:1: error: [[entity]] has no key `name` [unknown-key] | did you mean `names`?"},
    {"[[entity]]\nid = \"x\"\ntype = \"tea\"\nnames = [\"绿\", 3]\n",
     "zz.toml:4:15: error: `names` holds strings; this is an integer [wrong-type]"},
    {"[[entity]]\nid = \"x\"\ntype = \"green tea\"\n",
     "zz.toml:3:9: error: a type's name is letters, digits and `_` [bad-name]"},
    {"[[relation]]\nname = \"r\"\n",
     "zz.toml:1:1: error: [[relation]] has no `columns` [missing-key]"},
    {"[[relation]]\nname = \"r r\"\ncolumns = [\"a: number\"]\n",
     "zz.toml:2:9: error: a relation's name is letters, digits and `_` [bad-name]"},
    {"[[relation]]\nname = \"r\"\ncolumns = [\"a: number\"]\nkey = [\"b\"]\n",
     "zz.toml:4:9: error: `key` names a column of the relation; `b` is none [unknown-column]"},
    {"[[relation]]\nname = \"r\"\ncolumns = [\"alpha: number\"]\nsays = { zh = "
     "\"值：{alhpa}\" }\n",
     "zz.toml:4:18: error: a {column} names a column of the relation; `alhpa` is none "
     "[unknown-column] | did you mean `alpha`?"},
    {"[[relation]]\nname = \"r\"\ncolumns = [\"a: number\"]\nsays = { zn = \"x\" }\n",
     "zz.toml:4:10: error: `says` of [[relation]] has no key `zn` [unknown-key] | did you mean "
     "`zh`?"},
    {"[[relation]]\nname = \"r\"\ncolumns = [\"a: number\"]\nconflict = \"lastest\"\n",
     "zz.toml:4:13: error: `conflict` is one of `report`, `latest`, `strongest`, `consensus`; "
     "this is `lastest` [unknown-value] | did you mean `latest`?"},
    {"[[claim]]\nfact = 'price(\"green\", 1元)'\n",
     "zz.toml:1:1: error: [[claim]] has no `cite` [missing-key]"},
    {"[[claim]]\nfact = 'price(\"green\", 1元)'\ncite = \"call p1\"\n",
     "zz.toml:1:1: error: [[claim]] has no `quote` [missing-key]"},
    {"[[claim]]\ncite = \"call p1\"\nquote = \"绿茶\"\n",
     "zz.toml:1:1: error: [[claim]] has no `fact` [missing-key]"},
    {"[[claim]]\nfact = 'price(\"green\", 1元)'\ncite = \"call p1\"\nquote = \"绿茶\"\n"
     "modality = \"satted\"\n",
     "zz.toml:5:13: error: `modality` is one of `stated`, `estimate`, `forecast`, `opinion`, "
     "`unconfirmed`; this is `satted` [unknown-value] | did you mean `stated`?"},
    {"[[claim]]\nfact = 'price(\"green\", 1元)'\ncite = \"call p1\"\nquote = \"绿茶\"\n"
     "confidence = 1.5\n",
     "zz.toml:5:14: error: `confidence` is a number from 0 to 1 [out-of-range]"},
    {"[[claim]]\nfact = 'price(\"green\", 1元)'\ncites = [{ at = \"call p1\" }]\n",
     "zz.toml:3:10: error: a citation has no `quote` [missing-key]"},
    {"[[claim]]\nfact = 'price(\"green\", 1元)'\ncites = []\n",
     "zz.toml:3:9: error: `cites` names no citation [empty-value]"},
    {"[[rule]]\nid = \"r\"\n", "zz.toml:1:1: error: [[rule]] has no `rule` [missing-key]"},
    {"[[rule]]\nrule = 'dearer(x, x) :- price(x, _).'\n",
     "zz.toml:1:1: error: [[rule]] has no `id` [missing-key]"},
    {"[[rule]]\nid = \"r\"\nrule = 'p(x) :- q(x).'\nat_least = \"sure\"\n",
     "zz.toml:4:13: error: `at_least` is one of `stated`, `estimate`, `forecast`, `opinion`, "
     "`unconfirmed`; this is `sure` [unknown-value]"},
    {"[[table]]\nid = \"t\"\nconcludes = \"dearer(a, b)\"\ninputs = [\"a: tea\"]\n"
     "outputs = [\"b: tea\"]\n",
     "zz.toml:1:1: error: [[table]] has no `rows` [missing-key]"},
    {"[[table]]\nid = \"t\"\nconcludes = \"dearer(a, b)\"\ninputs = [\"a: tea\"]\n"
     "outputs = [\"b: tea\"]\nhit = \"uniqe\"\nrows = [{ when = ['\"green\"'], then = "
     "['\"green\"'], wen = 1 }]\n",
     "zz.toml:6:8: error: `hit` is one of `unique`, `any`, `priority`, `first`, `rule order`, "
     "`output order`, `collect`; this is `uniqe` [unknown-value] | did you mean `unique`?"},
    {"[[data]]\nrelation = \"price\"\nsqlite = \"x.db\"\ntable = \"t\"\n",
     "zz.toml:3:11: error: can't open `x.db`: the pack is in memory [unreadable-file]"},
    {"[[data]]\nrelation = \"price\"\nsqlite = \"x.db\"\n",
     "zz.toml:1:1: error: [[data]] has no `table` [missing-key]"},
    {"[[data]]\nrelation = \"price\"\n", "zz.toml:1:1: error: [[data]] has no `csv` [missing-key]"},
    {"[[data]]\nrelation = \"price\"\ncsv = \"../x.csv\"\n",
     "zz.toml:3:8: error: `../x.csv` does not stay inside the pack; name a file below the "
     "pack's folder [pack-path]"},
    {"[[data]]\nrelation = \"price\"\ncsv = \"absent.csv\"\n",
     "zz.toml:3:8: error: can't open `absent.csv`: there is no such file [unreadable-file]"},
    {"[[question]]\nmatch = [\"x\"]\n",
     "zz.toml:1:1: error: [[question]] has no `goal` [missing-key]"},
    {"[[test]]\nexpect = { status = \"answered\" }\n",
     "zz.toml:1:1: error: [[test]] has no `ask` or `goal` [missing-key]"},
    {"[[test]]\nask = \"x\"\nexpect = { status = \"answred\" }\n",
     "zz.toml:3:22: error: `status` is one of `answered`, `conflict`, `unknown`; this is "
     "`answred` [unknown-value] | did you mean `answered`?"},
    {"[[test]]\nask = \"x\"\nexpect = { status = \"unknown\" }\nas_of = 2024-01-01\n",
     "zz.toml:4:1: error: `as_of` of [[test]]: this is not available in this version "
     "[unsupported] | leave the key out"},
    {"[entity]\nid = \"x\"\n",
     "zz.toml:1:2: error: `entity` is a list of tables; this is a table [wrong-type] | write "
     "`[[entity]]`"},
    {"claim = [1]\n",
     "zz.toml:1:10: error: `claim` holds tables; this is an integer "
     "[wrong-type]"},
    {"[[pack]]\nname = \"x\"\n",
     "zz.toml:1:3: error: `pack` is one table; this is an array [wrong-type] | write `[pack]`"},
    {"[pack]\nname = \"x\"\n", "zz.toml:1:2: error: a pack has one [pack] table [duplicate-pack]"},
    {"[[rulle]]\n",
     "zz.toml:1:3: error: a pack has no table `rulle` [unknown-table] | did you "
     "mean `rule`?"},
};

}  // namespace

TEST_CASE("unknown, missing and ill-typed keys of every kind of table") {
    for (const Case& test : kCases) {
        const Lines lines = reading_mistakes(tea_files_with(test.text));
        INFO(test.text);
        REQUIRE_FALSE(lines.empty());
        CHECK(lines[0] == std::string("tea/") + test.mistake);
    }
}

TEST_CASE("all mistakes of a table come in one run") {
    const Lines lines =
        reading_mistakes(tea_files_with("[[rule]]\n"
                                        "id = 3\n"
                                        "modality = \"x\"\n"
                                        "rulle = ''\n"
                                        "confidence = \"high\"\n"));
    REQUIRE(lines.size() == 5);
    CHECK(lines[0] == "tea/zz.toml:1:1: error: [[rule]] has no `rule` [missing-key]");
    CHECK(lines[1].find("zz.toml:2:6: error: `id` of [[rule]] is a string; this is an integer") !=
          std::string::npos);
    CHECK(lines[2].find("zz.toml:3:13: error: `modality` is one of") != std::string::npos);
    CHECK(lines[3].find("zz.toml:4:1: error: [[rule]] has no key `rulle` [unknown-key] | did you "
                        "mean `rule`?") != std::string::npos);
    CHECK(lines[4].find("zz.toml:5:14: error: `confidence` of [[rule]] is a number") !=
          std::string::npos);
}

TEST_CASE("a pack without a [pack] table, or without a name") {
    PackFiles files = tea_files();
    files[0].second =
        replaced(files[0].second, "[pack]\nname = \"tea\"\ntitle = \"Tea shops\"\n", "");
    CHECK(reading_mistakes(files) ==
          Lines{"tea/declarations.toml:1:1: error: no file of `tea` has a [pack] table "
                "[missing-pack] | write [pack] with its name into declarations.toml"});
    files = tea_files();
    files[0].second = replaced(files[0].second, "name = \"tea\"\n", "");
    CHECK(reading_mistakes(files) ==
          Lines{"tea/declarations.toml:2:1: error: [pack] has no `name` [missing-key]"});
    CHECK(reading_mistakes({{"minutes.md", ""}}) ==
          Lines{"`tea` holds no pack: there is no *.toml file in it"});
}

TEST_CASE("names that come twice are reported with both places, once") {
    const auto tea =
        read_tea(tea_files_with("[[entity]]\nid = \"green\"\ntype = \"tea\"\n"
                                "[[relation]]\nname = \"price\"\ncolumns = [\"a: "
                                "number\"]\n"
                                "[[rule]]\nid = \"oolong-price\"\nrule = 'dearer(x, "
                                "x) :- price(x, _).'\n"
                                "[[source]]\nid = \"call\"\ndate = 2024-01-01\ntext "
                                "= \"minutes.md\"\n"));
    tea->diagnostics.sort();
    const Lines lines = mistakes(tea->diagnostics, tea->sources);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].find("statements.toml:3:9: error: `oolong-price` is already the id of a rule "
                        "[duplicate-claim]") != std::string::npos);
    CHECK(lines[1].find("zz.toml:2:7: error: the entity `green` is there already "
                        "[duplicate-entity]") != std::string::npos);
    CHECK(lines[2].find("zz.toml:5:9: error: the relation `price` is there already") !=
          std::string::npos);
    CHECK(lines[3].find("zz.toml:11:7: error: the source `call` is there already") !=
          std::string::npos);
    for (const Diagnostic& item : tea->diagnostics.items()) CHECK(item.related.size() == 1);
    CHECK(tea->read.knowledge.entities.size() == 2);
    CHECK(tea->read.knowledge.relations.size() == 2);
}

TEST_CASE("the same claim twice is a duplicate") {
    const Lines lines = reading_mistakes(
        tea_files_with("[[claim]]\nfact = 'price(\"green\",50元)'\ncite = \"call p1\"\nquote = "
                       "\"\\\"绿茶\\\"卖50元\"\n"));
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("zz.toml:2:9: error: the claim `") != std::string::npos);
}
