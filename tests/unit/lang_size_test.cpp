// Large and deep text: an answer or an error, without recursion on the C stack. Each case runs on a
// thread with a stack of 256 KB.
#include <pthread.h>

#include <functional>

#include "tests/catch.hpp"
#include "tests/unit/lang_support.h"

using namespace dictum;

namespace {

constexpr std::size_t kStack = 256 * 1024;

void* run(void* work) {
    (*static_cast<std::function<void()>*>(work))();
    return nullptr;
}

void on_small_stack(std::function<void()> work) {
    pthread_attr_t attributes;
    REQUIRE(pthread_attr_init(&attributes) == 0);
    REQUIRE(pthread_attr_setstacksize(&attributes, kStack) == 0);
    pthread_t thread{};
    REQUIRE(pthread_create(&thread, &attributes, run, &work) == 0);
    REQUIRE(pthread_join(thread, nullptr) == 0);
    pthread_attr_destroy(&attributes);
}

std::string repeat(std::string_view text, std::size_t times) {
    std::string result;
    result.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

struct Outcome {
    std::vector<std::string> errors;
    std::size_t clauses = 0;
    bool stable = false;
};

Outcome outcome(const std::string& text, Dialect dialect = Dialect::Souffle) {
    Outcome result;
    on_small_stack([&] {
        const test::Parsed parsed = test::parse(text, dialect);
        result.errors = parsed.errors();
        result.clauses = parsed.program.clauses.size();
        const std::string printed = print(parsed.program);
        result.stable = test::canonical(printed, dialect) == printed;
        result.stable = result.stable && !dump(parsed.program).empty();
    });
    return result;
}

using Errors = std::vector<std::string>;

}  // namespace

TEST_CASE("nesting within the limit parses, beyond it is an error") {
    CHECK(outcome("p(" + repeat("(", 255) + "1" + repeat(")", 255) + ").").clauses == 1);
    CHECK(outcome("p(" + repeat("(", 256) + "1" + repeat(")", 256) + ").").errors ==
          Errors{"1:258 nested-too-deep"});
    CHECK(outcome("p(1) :- " + repeat("(", 256) + "q()" + repeat(")", 256) + ".").errors.size() ==
          1);
    CHECK(outcome("p(1) :- " + repeat("(", 255) + "q()" + repeat(")", 255) + ".").clauses == 1);
}

TEST_CASE("ten thousand and a million brackets") {
    for (const std::size_t n : {std::size_t{10'000}, std::size_t{1'000'000}}) {
        CHECK(outcome("p(" + repeat("(", n) + "1" + repeat(")", n) + "). q(1).").errors ==
              Errors{"1:258 nested-too-deep"});
        CHECK(outcome("p(x) :- " + repeat("(", n) + "q(x)" + repeat(")", n) + ".").errors ==
              Errors{"1:265 nested-too-deep"});
        CHECK(outcome(repeat("p(", n)).errors.size() == 1);
        CHECK(outcome(repeat("(", n)).errors.size() == 1);
        CHECK(outcome(repeat(")", n)).errors.size() == 1);
        CHECK(outcome("p(x) :- x = " + repeat("min ", n) + "1.").errors.size() == 1);
        CHECK(outcome("p(x) :- x = " + repeat("sum x : {", n)).errors.size() == 1);
        CHECK(outcome(".comp C " + repeat("{", n)).errors.size() == 2);
        CHECK(outcome(repeat(".comp C { ", n)).errors.size() == 33);
        CHECK(outcome(".decl p(x: " + repeat("r(", n) + ")", Dialect::Dictum).errors.size() == 1);
    }
}

TEST_CASE("long chains are trees of any depth") {
    const std::size_t n = 100'000;
    CHECK(outcome("p(1" + repeat(" + 1", n) + ").").stable);
    CHECK(outcome("p(2" + repeat(" ^ 1", n) + ").").stable);
    CHECK(outcome("p(" + repeat("-", n) + "1).").stable);
    CHECK(outcome("p(x) :- " + repeat("!", n) + "q(x).").stable);
    CHECK(outcome("p(x) :- q(x)" + repeat(", q(x)", n) + ".").stable);
    CHECK(outcome("p(x) :- q(x)" + repeat("; q(x), r(x)", n) + ".").stable);
    CHECK(outcome("p(0" + repeat(", 1", n) + ").").stable);
    CHECK(outcome("p(0)" + repeat(", p(1)", n) + " :- q().").stable);
    CHECK(outcome(repeat("p(1).\n", n)).clauses == n);
    CHECK(outcome(".decl p(a: t" + repeat(", a: t", n) + ")").stable);
    CHECK(outcome("p(\"" + repeat("x", 1'000'000) + "\").").stable);
    CHECK(outcome("p(5" + repeat("x", 1'000'000) + ").", Dialect::Dictum).stable);
}

TEST_CASE("long runs of mistakes stay linear") {
    const std::size_t n = 200'000;
    CHECK(outcome(repeat("\"\\", n)).errors.size() <= 1001);
    CHECK(outcome(repeat("\"\\\"\n", n)).errors.size() <= 1001);
    CHECK(outcome("\"" + repeat("\\\"", n) + "\n" + repeat("\"x\" ", n)).errors.size() <= 1001);
    CHECK(outcome(repeat("'", n)).errors.size() <= 1001);
    CHECK(outcome(repeat("“", n)).errors.size() <= 1001);
    CHECK(outcome(repeat("/*", n)).errors.size() <= 1001);
    CHECK(outcome(repeat("\xFF", n)).errors.size() <= 1);
    CHECK(outcome(repeat("华", n)).errors.size() == 1);
    CHECK(outcome(repeat("，", n)).errors.size() == 1001);
    CHECK(outcome(repeat(".", n)).errors.size() == 1);
    CHECK(outcome(repeat("x.y", n)).errors.size() <= 1001);
    CHECK(outcome(repeat("1..", n), Dialect::Dictum).errors.size() <= 1001);
    CHECK(outcome(repeat("#\\\n", n)).errors.size() <= 1001);
    CHECK(outcome(repeat(".type T = A |", n)).errors.size() <= 1001);
}
