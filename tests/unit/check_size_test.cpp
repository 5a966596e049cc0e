// Large programs: long and deep rules, many rules, many mistakes. None may recurse or be slow.
#include "tests/catch.hpp"
#include "tests/unit/check_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

// separator between `part(0)`, `part(1)`, ...
template <class Part>
std::string joined(std::size_t count, const std::string& separator, Part part) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += (i > 0 ? separator : "") + part(i);
    return text;
}

std::string name(const std::string& letter, std::size_t i) { return letter + std::to_string(i); }

}  // namespace

TEST_CASE("a rule of a hundred thousand literals") {
    constexpr std::size_t kLiterals = 100'000;
    const std::string body = joined(kLiterals, ", ", [](std::size_t i) {
        return "e(" + name("x", i) + ", " + name("x", i + 1) + ")";
    });
    const Checked checked = check_text(
        ".decl e(x: number, y: number)\n.decl r(x: number)\n"
        "r(x0) :- " +
        body + ".");
    REQUIRE(checked.program);
    CHECK(checked.program->rules[RuleId{0}].body.size() == kLiterals);
}

TEST_CASE("equations that bind one another, in the worst order") {
    constexpr std::size_t kEquations = 50'000;
    const auto equation = [](std::size_t i) {
        return name("x", kEquations - i) + " = " + name("x", kEquations - i - 1) + " + 1";
    };
    const std::string chain = joined(kEquations, ", ", equation);
    const std::string last = name("x", kEquations);
    CHECK(check_text(".decl e(x: number)\n.decl r(x: number)\nr(" + last + ") :- " + chain +
                     ", e(x0).")
              .found()
              .empty());
    CHECK(
        check_text(".decl r(x: float)\nr(" + last + ") :- " + chain + ", x0 = 5.").found().empty());
    CHECK(check_text(".decl e(x: number)\n.decl r(x: number)\nr(" + last + ") :- " + chain + ".")
              .found()
              .size() == 1);
}

TEST_CASE("long and deep expressions") {
    const std::string sum = joined(100'000, " + ", [](std::size_t) { return "x"; });
    CHECK(check_text(".decl e(x: number)\n.decl r(x: number)\nr(" + sum + ") :- e(x).")
              .found()
              .empty());
    const std::string signs(100'000, '-');
    const Checked checked =
        check_text(".decl e(x: number)\n.decl r(x: number)\nr(" + signs + "x) :- e(x).");
    REQUIRE(checked.program);
    CHECK(checked.rules()[0].size() > signs.size());
}

TEST_CASE("ten thousand rules and relations") {
    constexpr std::size_t kRules = 10'000;
    std::string text = ".decl e(x: number, y: number)\n";
    for (std::size_t i = 0; i < kRules; ++i) text += ".decl " + name("p", i) + "(x: number)\n";
    for (std::size_t i = 0; i < kRules; ++i) {
        text += name("p", i) + "(z) :- " + name("p", (i + 1) % kRules) +
                "(x), e(x, y), z = y + 1, !e(z, z).\n";
    }
    const Checked checked = check_text(text);
    REQUIRE(checked.program);
    CHECK(checked.program->strata.size() == 2);
    CHECK(checked.program->strata[StratumId{1}].rules.size() == kRules);
}

TEST_CASE("a chain of subtypes") {
    constexpr std::size_t kTypes = 10'000;
    std::string text = ".type t0 <: number\n";
    for (std::size_t i = 1; i < kTypes; ++i) {
        text += ".type " + name("t", i) + " <: " + name("t", i - 1) + "\n";
    }
    text += ".decl low(x: " + name("t", kTypes - 1) + ")\n.decl high(x: t0)\n";
    for (std::size_t i = 0; i < kTypes; ++i) text += "high(x) :- low(x).\n";
    CHECK(check_text(text).found().empty());
    CHECK(check_text(text + "low(x) :- high(x).").found().size() == 1);
}

TEST_CASE("thousands of mistakes are all found, and cheaply") {
    constexpr std::size_t kMistakes = 5'000;
    std::string text = ".decl p(x: number)\n";
    for (std::size_t i = 0; i < kMistakes; ++i) text += ".decl " + name("q", i) + "(x: number)\n";
    for (std::size_t i = 0; i < kMistakes; ++i) text += "p(x) :- " + name("r", i) + "(x), y < 3.\n";
    CHECK(check_text(text).found().size() == 2 * kMistakes);
}

TEST_CASE("heads times body has a limit") {
    const std::string heads = joined(2'000, ", ", [](std::size_t) { return "p(x)"; });
    const std::string body = joined(2'000, ", ", [](std::size_t) { return "q(x)"; });
    CHECK(check_text(".decl p(x: number)\n.decl q(x: number)\n" + heads + " :- " + body + ".")
              .found() == Lines{"3:1 too-many-alternatives"});
}
