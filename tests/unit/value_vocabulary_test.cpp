// Entities are found by id, by each of their names, and their types are known.
#include "engine/value/vocabulary.h"
#include "tests/catch.hpp"

using namespace dictum;

TEST_CASE("entities are found by id, name and type") {
    Vocabulary vocabulary;
    CHECK(vocabulary.add({"huawei", {"vendor", "maker"}, {"华为", "Huawei", "华为"}}));
    CHECK(vocabulary.add({"hygon", {"vendor"}, {"海光", "华为"}}));
    CHECK_FALSE(vocabulary.add({"huawei", {"city"}, {"elsewhere"}}));
    CHECK(vocabulary.find("hygon")->names[0] == "海光");
    CHECK(vocabulary.find("Huawei") == nullptr);
    REQUIRE(vocabulary.named("华为").size() == 2);
    CHECK(vocabulary.named("华为")[0]->id == "huawei");
    CHECK(vocabulary.named("华为")[1]->id == "hygon");
    CHECK(vocabulary.named("huawei").empty());
    CHECK(vocabulary.named("elsewhere").empty());
    CHECK(vocabulary.has_type("maker"));
    CHECK_FALSE(vocabulary.has_type("city"));
    CHECK(vocabulary.types() == std::vector<std::string>{"vendor", "maker"});
    CHECK(vocabulary.entities().size() == 2);
}
