// A pack's own tests: what passes, and what a failing one says.
#include <filesystem>
#include <fstream>

#include "embed/pack_tests.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

// A made-up pack: one shop, one price, and the tests of the case.
std::vector<TestResult> results_of(const std::string& tests) {
    const auto folder = std::filesystem::temp_directory_path() / "dictum-pack-tests";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "minutes.md")
        << "# Made up\n\n## qa-1\nQ: price? A: tea is 20 yuan, or more.\n";
    std::ofstream(folder / "pack.toml") << R"(# made up
[pack]
name = "tea"
title = "Tea"
[[source]]
id = "talk"
title = "A talk"
date = 2024-01-02
text = "minutes.md"
[[entity]]
id = "tea"
type = "drink"
names = ["tea"]
[[relation]]
name = "price"
about = { en = "the price of a drink" }
columns = ["drink: drink", "price: CNY"]
key = ["drink"]
asks = ["price", "cost"]
says = { en = "{drink} costs {price}" }
[[claim]]
fact = 'price("tea", >=20元)'
cite = "talk qa-1"
quote = "tea is 20 yuan, or more"
)" << tests;
    auto outcome = run_pack_tests({.packs = {folder.string()}, .kb = {}, .limits = {}},
                                  [](const TestResult&) {});
    std::filesystem::remove_all(folder);
    if (const auto* failed = std::get_if<Failure>(&outcome)) FAIL(failed->text);
    return std::get<std::vector<TestResult>>(std::move(outcome));
}

}  // namespace

TEST_CASE("a test passes on status, value and turn") {
    const auto results = results_of(R"([[test]]
goal = 'price("tea", price)'
expect = { status = "answered", price = ">=20元", cite = "qa-1" }
[[test]]
ask = "What is the price of tea?"
expect = { status = "answered", price = ">=0.02千元" }
[[test]]
goal = 'price("tea", 3元)'
expect = { status = "unknown" }
)");
    REQUIRE(results.size() == 3);
    for (const TestResult& result : results) CHECK(result.problems == std::vector<std::string>{});
    CHECK(results[0].place.ends_with("pack.toml:25"));
    CHECK(results[1].goal == "price(\"tea\", price)");
}

TEST_CASE("a test may demand how strongly its answer is said") {
    const auto results = results_of(R"([[entity]]
id = "mocha"
type = "drink"
names = ["mocha"]
[[claim]]
fact = 'price("mocha", 30元)'
cite = "talk qa-1"
quote = "tea is 20 yuan"
modality = "opinion"
[[test]]
goal = 'price("mocha", price)'
at_least = "opinion"
expect = { status = "answered", price = "30元" }
[[test]]
goal = 'price("mocha", price)'
at_least = "estimate"
expect = { status = "unknown" }
[[test]]
ask = "What is the price of mocha?"
at_least = "stated"
expect = { status = "answered" }
)");
    REQUIRE(results.size() == 3);
    CHECK(results[0].problems.empty());
    CHECK(results[1].problems.empty());
    REQUIRE(results[2].problems.size() == 1);
    CHECK(results[2].problems[0].starts_with("status is unknown, not answered"));
}

TEST_CASE("each difference of a failing test is named") {
    const auto results = results_of(R"([[test]]
goal = 'price("tea", price)'
expect = { status = "conflict", price = ">20元", cite = "qa-2" }
[[test]]
goal = 'price("tea", price)'
expect = { status = "answered", price = "20元", cups = "3" }
)");
    REQUIRE(results.size() == 2);
    REQUIRE(results[0].problems.size() == 3);
    CHECK(results[0].problems[0].starts_with("status is answered, not conflict"));
    CHECK(results[0].problems[1].starts_with("no answer has price = >20元; price is "));
    CHECK(results[0].problems[2] == "nothing cites qa-2");
    REQUIRE(results[1].problems.size() == 2);
    CHECK(results[1].problems[1] == "no answer has cups = 3; cups is not in the answer");
}
