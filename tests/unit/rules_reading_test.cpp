// The made-up tea pack, read: everything that it declares is there, in the order of its files.
#include "tests/catch.hpp"
#include "tests/unit/rules_support.h"

using namespace dictum;
using namespace dictum::test;

TEST_CASE("a pack without mistakes is read whole") {
    const auto tea = read_tea(tea_files());
    REQUIRE(mistakes(tea->diagnostics, tea->sources).empty());
    REQUIRE(tea->error.empty());
    const Knowledge& knowledge = tea->read.knowledge;
    REQUIRE(knowledge.packs.size() == 1);
    CHECK(knowledge.packs[0].name == "tea");
    CHECK(knowledge.packs[0].title == "Tea shops");
    CHECK(knowledge.packs[0].hash.size() == 16);
    REQUIRE(knowledge.sources.size() == 1);
    CHECK(knowledge.sources[0].date.to_string() == "2024-05-01");
    REQUIRE(knowledge.sources[0].turns.size() == 2);
    CHECK(knowledge.sources[0].turn_text(knowledge.sources[0].turns[0]) ==
          "乌龙茶大约八十元，“绿茶”卖 50 元。");
    REQUIRE(knowledge.entities.size() == 2);
    CHECK(knowledge.entities[1].entity.types == std::vector<std::string>{"tea", "colour"});
    REQUIRE(knowledge.relations.size() == 2);
    CHECK(knowledge.relations[0].name == "price");
    CHECK(knowledge.relations[0].columns[1].text == "price: CNY");
    CHECK(knowledge.relations[0].says.at("en") == "{tea} costs {price}");
    REQUIRE(knowledge.rules.size() == 1);
    CHECK(knowledge.rules[0].id == "dearer");
}

TEST_CASE("a claim keeps its strength, review and bytes") {
    const auto tea = read_tea(tea_files());
    REQUIRE(tea->read.knowledge.claims.size() == 2);
    const Claim& claim = tea->read.knowledge.claims[0];
    CHECK(claim.id == "oolong-price");
    CHECK(claim.strength == Strength{Modality::Estimate, 0.5});
    CHECK(claim.note == "about");
    CHECK(claim.reviewed_by == "analyst");
    CHECK(claim.reviewed_on->to_string() == "2024-05-02");
    REQUIRE(claim.citations.size() == 1);
    const Citation& at = claim.citations[0];
    CHECK(tea->read.knowledge.sources[0].text.substr(at.begin, at.end - at.begin) ==
          "乌龙茶大约八十元");
}

TEST_CASE("a quote that is equal after normalisation has the bytes of the stored words") {
    const auto tea = read_tea(tea_files());
    const Citation& at = tea->read.knowledge.claims[1].citations[0];
    CHECK(at.quote == "\"绿茶\"卖50元");
    CHECK(tea->read.knowledge.sources[0].text.substr(at.begin, at.end - at.begin) ==
          "“绿茶”卖 50 元");
}

TEST_CASE("ids of claims come from fact and citations, not from layout") {
    const auto id_with = [](const std::string& from, const std::string& to) {
        PackFiles files = tea_files();
        files[1].second = replaced(files[1].second, from, to);
        return read_tea(files)->read.knowledge.claims[1].id;
    };
    const std::string id = id_with("", "");
    CHECK(id == "687d0d638d245b38");
    CHECK(id_with("price(\"green\", 50元)", "price( \"green\" ,50元 ).") == id);
    CHECK(id_with("at = \"call p1\"", "at = \"call   p1\"") == id);
    CHECK(id_with("50元)'\ncites", "51元)'\ncites") != id);
    CHECK(id_with("卖50元", "卖50") != id);
}

TEST_CASE("the hash of a pack changes with any of its files") {
    const auto hash_of = [](const PackFiles& files) {
        return read_tea(files)->read.knowledge.packs[0].hash;
    };
    const std::string hash = hash_of(tea_files());
    CHECK(hash_of(tea_files()) == hash);
    PackFiles comment = tea_files();
    comment[1].second += "# more\n";
    CHECK(hash_of(comment) != hash);
    PackFiles minutes = tea_files();
    minutes[2].second += "\n";
    CHECK(hash_of(minutes) != hash);
}

TEST_CASE("minutes with a byte order mark and CRLF have the same turns") {
    std::string minutes = tea_minutes();
    for (std::size_t at = minutes.find('\n'); at != std::string::npos;
         at = minutes.find('\n', at + 2)) {
        minutes.replace(at, 1, "\r\n");
    }
    PackFiles files = tea_files();
    files[2].second = "\xEF\xBB\xBF" + minutes;
    const auto tea = read_tea(files);
    CHECK(mistakes(tea->diagnostics, tea->sources).empty());
    const Source& source = tea->read.knowledge.sources[0];
    REQUIRE(source.turns.size() == 2);
    CHECK(source.turns[1].id == "qa-1");
    CHECK(source.turn_text(source.turns[0]) == "乌龙茶大约八十元，“绿茶”卖 50 元。");
}

TEST_CASE("TOML files may have a byte order mark and CRLF too") {
    PackFiles files = tea_files();
    for (std::size_t i = 0; i < 2; ++i) {
        std::string& text = files[i].second;
        for (std::size_t at = text.find('\n'); at != std::string::npos;
             at = text.find('\n', at + 2)) {
            text.replace(at, 1, "\r\n");
        }
        text = "\xEF\xBB\xBF" + text;
    }
    CHECK(reading_mistakes(files).empty());
    files[1].second += "[[clam]]\r\n";
    CHECK(reading_mistakes(files) ==
          std::vector<std::string>{"tea/statements.toml:19:3: error: a pack has no table `clam` "
                                   "[unknown-table] | did you mean `claim`?"});
}
