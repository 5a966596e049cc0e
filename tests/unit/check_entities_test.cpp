// Entity types: ids in rules, names in goals, variables that are of two types.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

const std::string kEntityColumns =
    ".decl made(v: vendor, o: origin)\n.decl o(x: origin)\n.decl c(x: segment)\n"
    ".decl s(x: symbol)\n";

Lines found_of_entities(const std::string& rule) {
    Lines lines = check_dictum(kEntityColumns + rule).found();
    for (std::string& line : lines) line = line.substr(line.find(':') + 1);
    return lines;
}

std::string mend_of_entity(const std::string& text) {
    return check_dictum(kEntityColumns + text).mend();
}

}  // namespace

TEST_CASE("rules take ids of the column's type only") {
    const std::vector<Case> cases = {
        {"made(\"nvidia\", \"nvidia\"). made(\"huawei\", \"domestic\").", {}},
        {"o(\"nvida\").", {"3 unknown-entity"}},
        {"o(\"huawei\").", {"3 unknown-entity"}},
        {"o(\"英伟达\").", {"3 unknown-entity"}},
        {"o(x) :- x = \"domestic\".", {}},
        {"o(x) :- x = \"huawei\".", {"13 unknown-entity"}},
        {"o(x) :- o(x), x != \"huawei\".", {"20 unknown-entity"}},
        {"o(x) :- s(x).", {"3 type-mismatch"}},
        {"s(x) :- o(x).", {}},
        {"o(cat(\"domes\", \"tic\")).", {"3 type-mismatch"}},
        {"s(x) :- o(x), s(x).", {}},
        {"s(x) :- s(x), !o(x).", {"18 type-mismatch"}},
    };
    for (const Case& item : cases) {
        INFO(item.text);
        CHECK(found_of_entities(item.text) == item.found);
    }
}

TEST_CASE("a wrong id is answered with the right one") {
    CHECK(mend_of_entity("o(\"nvida\").") == "did you mean `nvidia`?");
    CHECK(mend_of_entity("o(\"英伟达\").") == "it is a name of `nvidia`: write that id");
    CHECK(mend_of_entity("o(\"国产芯\").") == "did you mean `domestic` (国产芯片)?");
    CHECK(mend_of_entity("made(\"green team\", \"nvidia\").") ==
          "it is a name of `nvidia`, `huawei`: write the id of the one that is meant");
    CHECK(check_dictum(kEntityColumns + "o(\"huawei\").").message() ==
          "`huawei` is of type `vendor` and not an `origin`");
}

TEST_CASE("a variable may be of two entity types that some entity has") {
    CHECK(found_of_entities("s(x) :- made(x, _), o(x).").empty());
    CHECK(found_of_entities("o(x) :- made(x, _), o(x).").empty());
    CHECK(found_of_entities("o(x) :- made(x, y), x = y.").empty());
    CHECK(found_of_entities("s(x) :- c(x), o(x).") == Lines{"17 type-mismatch"});
    CHECK(found_of_entities("o(x) :- made(x, _).") == Lines{"3 type-mismatch"});
    CHECK(found_of_entities("s(x) :- made(x, _), !o(x).").empty());
    CHECK(found_of_entities("s(x) :- c(x), !o(x).") == Lines{"18 type-mismatch"});
    CHECK(found_of_entities("s(x) :- c(x), o(y), x != y.") == Lines{"21 type-mismatch"});
}

TEST_CASE("goals take every name") {
    Checked checked = check_dictum(kEntityColumns);
    CHECK(checked.goal("o(\"英伟达\")") == Lines{"o(\"nvidia\")"});
    CHECK(checked.goal("o(\"nvidia\")") == Lines{"o(\"nvidia\")"});
    CHECK(checked.goal("made(v, \"国产芯片\")") == Lines{"made(v, \"domestic\")", "v"});
    CHECK(checked.goal("made(\"green team\", x)") == Lines{"1:6 ambiguous-entity"});
    CHECK(checked.goal("o(\"green team\")") == Lines{"o(\"nvidia\")"});
    CHECK(checked.goal("o(\"华为\")") == Lines{"1:3 unknown-entity"});
    CHECK(checked.goal("o(x), x != \"NVIDIA\"") == Lines{"o(x), x != \"nvidia\"", "x"});
    CHECK(checked.goal("o(\"NVIDA\")") == Lines{"1:3 unknown-entity"});
    CHECK(checked.last_goal.items()[0].mend == "did you mean `NVIDIA`?");
}

TEST_CASE("subtypes of entity types are refused") {
    CHECK(check_dictum(".type big <: vendor\n.decl p(x: big)").found() ==
          Lines{"1:14 unsupported"});
    CHECK(check_dictum(".type big = vendor\n.decl p(x: big)\np(\"huawei\").").found().empty());
}
