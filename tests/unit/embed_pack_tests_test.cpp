// A pack's own tests: what passes, and what a failing one says.
#include <filesystem>
#include <fstream>

#include "embed/pack_tests.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

// A made-up pack: one shop, one price, and the tests of the case.
TestReport report_of(const std::string& tests, const TestMeasures& measures) {
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
    auto outcome = measure_pack_tests({.packs = {folder.string()}, .kb = {}, .limits = {}},
                                      measures, [](const TestResult&) {});
    std::filesystem::remove_all(folder);
    if (const auto* failed = std::get_if<Failure>(&outcome)) FAIL(failed->text);
    return std::get<TestReport>(std::move(outcome));
}

std::vector<TestResult> results_of(const std::string& tests) {
    return report_of(tests, {}).results;
}

// Two alternatives, one that overrides, and a table of two rows; tests of some of it.
constexpr const char* kMeasured = R"toml(
[[entity]]
id = "mate"
type = "drink"
[[relation]]
name = "kind"
columns = ["drink: drink", "kind: symbol"]
key = ["drink"]
[[rule]]
id = "plain"
rule = 'kind(d, "plain") :- price(d, p), (p >= 20元 ; p < 3元).'
[[rule]]
id = "special"
rule = 'kind(d, "special") :- price(d, p), p > 15元, d = "tea".'
overrides = ["plain"]
[[relation]]
name = "cup"
columns = ["n: number", "size: symbol"]
[[table]]
id = "cups"
concludes = "cup(n, size)"
hit = "unique"
inputs = ["n: number"]
outputs = ["size: symbol"]
rows = [
  { when = ['< 10'], then = ['"small"'] },
  { when = ['>= 10'], then = ['"big"'] },
]
[[test]]
goal = 'kind("tea", kind)'
expect = { status = "answered", kind = "special", cite = "qa-1" }
[[test]]
goal = 'cup(9, size)'
expect = { status = "answered", size = "small" }
)toml";

std::vector<std::string> survivors_of(const MutationScore& score) {
    std::vector<std::string> told;
    for (const Survivor& each : score.survivors) {
        told.push_back(std::string(to_string(each.kind)) + " " + each.id + " " + each.before + " " +
                       each.after);
    }
    return told;
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

TEST_CASE("covered is what stands in a proof of a test's answer") {
    const auto report = report_of(kMeasured, {.coverage = true, .mutation = false});
    CHECK(report.results[0].passed());
    CHECK(report.results[1].passed());
    REQUIRE(report.coverage);
    const auto& rules = report.coverage->rules;
    REQUIRE(rules.size() == 4);
    CHECK(rules[0].tests == 0);  // overridden: the answer does not rest on it
    CHECK(rules[1].tests == 1);
    REQUIRE(rules[1].conditions.size() == 3);
    CHECK(rules[1].conditions[1].text == "p > 15元");
    CHECK(rules[1].conditions[1].tests == 1);
    CHECK(rules[2].id == "cups/1");
    CHECK(rules[2].tests == 1);
    CHECK(rules[3].tests == 0);
    CHECK(report.coverage->of_conditions().covered == 4);
    CHECK(report.coverage->of_conditions().all == 8);
}

TEST_CASE("a mutant that every test passes survives") {
    const auto report = report_of(kMeasured, {.coverage = false, .mutation = true});
    REQUIRE(report.mutation);
    const std::vector<std::string> expected = {"rule plain  ",
                                               "comparison plain >= >",
                                               "comparison plain >= <",
                                               "comparison plain < <=",
                                               "comparison plain < >=",
                                               "threshold plain 20 22",
                                               "threshold plain 20 18",
                                               "threshold plain 3 4",
                                               "threshold plain 3 2",
                                               "comparison special > >=",
                                               "threshold special 15 16",
                                               "threshold special 15 14",
                                               "comparison cups/1 < <=",
                                               "threshold cups/1 10 11",
                                               "row cups/2  ",
                                               "comparison cups/2 >= >",
                                               "threshold cups/2 10 11"};
    CHECK(survivors_of(*report.mutation) == expected);
    const auto& overrides =
        report.mutation->counts.at(static_cast<std::size_t>(MutantKind::Override));
    CHECK(overrides.killed == 1);
    const auto bounded =
        report_of(kMeasured, {.coverage = false, .mutation = true, .bounds = {.mutants_max = 5}});
    CHECK(bounded.mutation->not_tried > 10);
}
