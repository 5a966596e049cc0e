// Arithmetic at the borders of 64 bits, text functors, conversions, dates; errors name rule and
// values.
#include <cmath>
#include <limits>

#include "engine/eval/functors.h"
#include "tests/catch.hpp"
#include "tests/unit/eval_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

constexpr std::int64_t kGreatest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

// The result, or the error's message.
struct Outcome {
    std::optional<Word> word;
    std::string message;
};

struct Functors {
    Values values;

    Outcome call(Functor functor, BaseType operands, std::vector<Word> args,
                 std::uint64_t bytes_max = 1 << 20) {
        const auto result = apply(functor, operands, args, {values, bytes_max});
        if (!result) return {std::nullopt, result.error().message};
        return {*result, ""};
    }
    std::optional<std::int64_t> number(Functor functor, std::int64_t a, std::int64_t b) {
        const Outcome outcome = call(functor, BaseType::Number, {num(a), num(b)});
        if (!outcome.word) return std::nullopt;
        return as_number(*outcome.word);
    }
    Word text(const std::string& text) { return word_of(values.symbol(text)); }
};

}  // namespace

TEST_CASE("numbers overflow as errors, one beyond the border and not before") {
    Functors f;
    CHECK(f.number(Functor::Add, kGreatest - 1, 1) == kGreatest);
    CHECK_FALSE(f.number(Functor::Add, kGreatest, 1));
    CHECK(f.number(Functor::Subtract, kLeast + 1, 1) == kLeast);
    CHECK_FALSE(f.number(Functor::Subtract, kLeast, 1));
    CHECK(f.number(Functor::Subtract, -1, kGreatest) == kLeast);
    CHECK_FALSE(f.number(Functor::Subtract, 0, kLeast));
    CHECK(f.number(Functor::Multiply, kLeast / 2, 2) == kLeast);
    CHECK_FALSE(f.number(Functor::Multiply, kLeast, -1));
    CHECK_FALSE(f.number(Functor::Multiply, std::int64_t{1} << 32, std::int64_t{1} << 31));
    CHECK_FALSE(f.number(Functor::Divide, kLeast, -1));
    CHECK(f.number(Functor::Divide, -7, 2) == -3);
    CHECK(f.number(Functor::Modulo, kLeast, -1) == 0);
    CHECK(f.number(Functor::Modulo, -7, 2) == -1);
    CHECK(f.number(Functor::Power, 2, 62) == std::int64_t{1} << 62);
    CHECK_FALSE(f.number(Functor::Power, 2, 63));
    CHECK(f.number(Functor::Power, -2, 63) == kLeast);
    CHECK_FALSE(f.number(Functor::Power, 3, 40));
    CHECK(f.number(Functor::Power, 0, 0) == 1);
    CHECK(f.number(Functor::Power, -1, kGreatest) == -1);
    CHECK_FALSE(f.number(Functor::Power, 2, -1));
    CHECK_FALSE(f.call(Functor::Negate, BaseType::Number, {num(kLeast)}).word);
    CHECK(f.call(Functor::Add, BaseType::Number, {num(kGreatest), num(1)}).message ==
          "9223372036854775807 + 1: the result does not fit into a 64-bit number");
    CHECK(f.call(Functor::Divide, BaseType::Number, {num(-1), num(0)}).message ==
          "(-1) / 0: division by zero");
    CHECK(f.call(Functor::Power, BaseType::Number, {num(2), num(-1)}).message ==
          "2 ^ (-1): the exponent is negative");
}

TEST_CASE("unsigned numbers wrap, and are divided by zero as little as others") {
    Functors f;
    const Word most = ~Word{0};
    CHECK(f.call(Functor::Add, BaseType::Unsigned, {most, 1}).word == Word{0});
    CHECK(f.call(Functor::Subtract, BaseType::Unsigned, {0, 1}).word == most);
    CHECK(f.call(Functor::Multiply, BaseType::Unsigned, {most, 2}).word == most - 1);
    CHECK(f.call(Functor::Divide, BaseType::Unsigned, {most, 2}).word == most / 2);
    CHECK(f.call(Functor::Power, BaseType::Unsigned, {2, 64}).word == Word{0});
    CHECK(f.call(Functor::Maximum, BaseType::Unsigned, {1, most, 5}).word == most);
    CHECK(f.call(Functor::Minimum, BaseType::Number, {num(1), num(-1)}).word == num(-1));
    CHECK_FALSE(f.call(Functor::Divide, BaseType::Unsigned, {1, 0}).word);
    CHECK_FALSE(f.call(Functor::Modulo, BaseType::Unsigned, {1, 0}).word);
}

TEST_CASE("floats are IEEE, but are not divided by zero") {
    Functors f;
    const auto floats = [&](Functor functor, double a, double b) {
        return f.call(functor, BaseType::Float, {word_of(a), word_of(b)});
    };
    const double infinity = std::numeric_limits<double>::infinity();
    CHECK(floats(Functor::Add, 0.5, 0.25).word == word_of(0.75));
    CHECK(floats(Functor::Multiply, 1e308, 10.0).word == word_of(infinity));
    CHECK(floats(Functor::Subtract, 1.0, 1.0).word == word_of(0.0));
    CHECK(floats(Functor::Multiply, -1.0, 0.0).word == word_of(0.0));
    CHECK(floats(Functor::Subtract, infinity, infinity).word ==
          floats(Functor::Multiply, infinity, 0.0).word);
    CHECK(floats(Functor::Divide, 1.0, 0.0).message == "1 / 0: division by zero");
    CHECK_FALSE(floats(Functor::Power, -1.0, 0.5).word);
    CHECK_FALSE(floats(Functor::Power, 0.0, -1.0).word);
    CHECK(floats(Functor::Power, 2.0, 0.5).word == word_of(std::sqrt(2.0)));
}

TEST_CASE("text functors count bytes and refuse what lies outside the text") {
    Functors f;
    const auto symbol = BaseType::Symbol;
    CHECK(f.call(Functor::Cat, symbol, {f.text("a"), f.text("b"), f.text("")}).word ==
          f.text("ab"));
    CHECK(f.call(Functor::Strlen, symbol, {f.text("国")}).word == num(3));
    CHECK(f.call(Functor::Substr, symbol, {f.text("hello"), num(1), num(3)}).word == f.text("ell"));
    CHECK(f.call(Functor::Substr, symbol, {f.text("hello"), num(3), num(99)}).word == f.text("lo"));
    CHECK(f.call(Functor::Substr, symbol, {f.text("hello"), num(5), num(1)}).word == f.text(""));
    CHECK(f.call(Functor::Substr, symbol, {f.text("hello"), num(6), num(1)}).message ==
          "substr(\"hello\", 6, 1): outside the text, which has 5 bytes");
    CHECK_FALSE(f.call(Functor::Substr, symbol, {f.text("hello"), num(-1), num(1)}).word);
    CHECK_FALSE(f.call(Functor::Substr, symbol, {f.text("hello"), num(0), num(-1)}).word);
    const Outcome huge =
        f.call(Functor::Cat, symbol, {f.text(std::string(600, 'x')), f.text("y")}, 500);
    CHECK(huge.message.find("bytes_max = 500") != std::string::npos);
    CHECK(word_less(f.text("Z"), f.text("a"), symbol, f.values));
    CHECK_FALSE(word_less(f.text("a"), f.text("a"), symbol, f.values));
}

TEST_CASE("conversions give a value of the other type or an error") {
    Functors f;
    const auto symbol = BaseType::Symbol;
    const auto from_text = [&](Functor functor, const std::string& text) {
        return f.call(functor, symbol, {f.text(text)}).word;
    };
    CHECK(from_text(Functor::ToNumber, "-42") == num(-42));
    CHECK(from_text(Functor::ToNumber, "+42") == num(42));
    CHECK(from_text(Functor::ToNumber, "9223372036854775807") == num(kGreatest));
    for (const char* bad :
         {"", "4 ", " 4", "4x", "+-4", "++4", "-", "9223372036854775808", "1.5"}) {
        CHECK_FALSE(from_text(Functor::ToNumber, bad));
    }
    CHECK(from_text(Functor::ToUnsigned, "18446744073709551615") == ~Word{0});
    CHECK_FALSE(from_text(Functor::ToUnsigned, "-1"));
    CHECK(from_text(Functor::ToFloat, "1.5e3") == word_of(1500.0));
    for (const char* bad : {"inf", "nan", "1e999", "1.5x"}) {
        CHECK_FALSE(from_text(Functor::ToFloat, bad));
    }
    CHECK(f.call(Functor::ToNumber, symbol, {f.text("four")}).message ==
          "to_number(\"four\"): not a number");
    CHECK_FALSE(f.call(Functor::ToNumber, BaseType::Unsigned, {Word{1} << 63}).word);
    CHECK(f.call(Functor::ToNumber, BaseType::Float, {word_of(-2.9)}).word == num(-2));
    CHECK_FALSE(f.call(Functor::ToNumber, BaseType::Float, {word_of(9223372036854775808.0)}).word);
    CHECK(f.call(Functor::ToNumber, BaseType::Float, {word_of(-9223372036854775808.0)}).word ==
          num(kLeast));
    CHECK_FALSE(f.call(Functor::ToUnsigned, BaseType::Number, {num(-1)}).word);
    CHECK(f.call(Functor::ToString, BaseType::Number, {num(kLeast)}).word ==
          f.text("-9223372036854775808"));
    CHECK(f.call(Functor::ToString, BaseType::Float, {word_of(0.1)}).word == f.text("0.1"));
}

TEST_CASE("dates move by whole days and stay within their years") {
    Functors f;
    const Word date = word_of(*Date::parse("2024-02-27"));
    const auto seconds = [&](const std::string& text) {
        return f.values.quantity(*Interval::parse(text));
    };
    const auto moved = [&](Functor functor, const std::string& time) {
        const Outcome outcome = f.call(functor, BaseType::Date, {date, seconds(time)});
        return outcome.word ? as_date(*outcome.word).to_string() : outcome.message;
    };
    CHECK(moved(Functor::AddDays, "172800") == "2024-02-29");
    CHECK(moved(Functor::SubtractDays, "2332800") == "2024-01-31");
    CHECK(moved(Functor::AddDays, "-86400") == "2024-02-26");
    CHECK(moved(Functor::AddDays, "3600") == "a date needs whole days, not 3600 seconds");
    CHECK(moved(Functor::AddDays, "86400..172800") ==
          "a date needs a definite number of days, not 86400..172800 seconds");
    CHECK(moved(Functor::AddDays, "864000000000").find("outside the years") != std::string::npos);
    const Outcome between =
        f.call(Functor::DaysBetween, BaseType::Date, {date, word_of(*Date::parse("2024-02-25"))});
    CHECK(f.values.interval(*between.word).to_string() == "172800");
}

TEST_CASE("the error of a rule names it, and the model stays usable") {
    ProgramBuilder build;
    const RelationId n = build.numbers("n", 1);
    const RelationId big = build.numbers("big", 1);
    const RelationId copy = build.numbers("copy", 1);
    build.fact(n, {num(kGreatest)});
    RuleBuilder rule = build.rule_of("too-big", big);
    rule.rule().head_args = {rule.call(Functor::Add, {rule.var("x"), rule.term("1")})};
    rule.atom(n, {"x"});
    build.rule("copy", copy, {"x"}).atom(n, {"x"});
    Model model = build.model();
    const RelationId wanted[] = {big};
    const Status status = model.require(wanted);
    REQUIRE_FALSE(status);
    CHECK(status.error().code == ErrorCode::InvalidInput);
    CHECK(status.error().message ==
          "rule `too-big`: 9223372036854775807 + 1: the result does not fit into a 64-bit number");
    CHECK_FALSE(model.complete(big));
    const RelationId other[] = {copy};
    REQUIRE(model.require(other));
    CHECK(rows_of(model, copy) == Rows{{num(kGreatest)}});
}

TEST_CASE("a division does not fail for bindings that other literals discard") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 2);
    const RelationId good = build.numbers("good", 1);
    const RelationId out = build.numbers("out", 1);
    build.fact(p, {num(6), num(0)});
    build.fact(p, {num(6), num(3)});
    build.fact(good, {num(3)});
    RuleBuilder rule = build.rule("r", out, {"z"});
    rule.atom(p, {"x", "y"})
        .compare(CompareOp::Equal, rule.var("z"),
                 rule.call(Functor::Divide, {rule.var("x"), rule.var("y")}));
    SECTION("an atom") { rule.atom(good, {"y"}); }
    SECTION("a test") { rule.compare(CompareOp::NotEqual, rule.var("y"), rule.term("0")); }
    SECTION("an atom that binds more") {
        rule.atom_of(p, {rule.term("_"), rule.var("y")}).atom(good, {"y"});
    }
    Model model = build.model();
    REQUIRE(model.require_all());
    CHECK(rows_of(model, out) == Rows{{num(2)}});
}

TEST_CASE("match and contains") {
    ProgramBuilder build;
    const RelationId word = build.relation("word", {BaseType::Symbol});
    const RelationId out = build.relation("out", {BaseType::Symbol});
    for (const char* text : {"apple", "grape", "国产芯片"}) build.fact(word, {build.symbol(text)});
    RuleBuilder rule = build.rule_of("r", out);
    const ExprId text = rule.var("w", BaseType::Symbol);
    rule.rule().head_args = {text};
    rule.atom_of(word, {text});
    const auto run = [&](Predicate predicate, const std::string& first, bool negated = false) {
        rule.predicate(predicate, rule.term("'" + first + "'"), text, negated);
        Model model = build.model();
        const Status status = model.require_all();
        if (!status) return status.error().message;
        std::string found;
        for (const Row& row : rows_of(model, out))
            found += build.values.text(as_symbol(row[0])) + " ";
        return found;
    };
    SECTION("the whole text") { CHECK(run(Predicate::Match, "app") == ""); }
    SECTION("a pattern") { CHECK(run(Predicate::Match, ".*ap.*") == "apple grape "); }
    SECTION("negated") { CHECK(run(Predicate::Match, ".*ap.*", true) == "国产芯片 "); }
    SECTION("a part") { CHECK(run(Predicate::Contains, "芯片") == "国产芯片 "); }
    SECTION("malformed") {
        const std::string message = run(Predicate::Match, "a(");
        CHECK(message.find("rule `r`: match(\"a(\", _): not a pattern") == 0);
    }
    SECTION("too long") {
        const std::string message = run(Predicate::Match, std::string(1025, 'a'));
        CHECK(message.find("the pattern is longer than 1024 bytes") != std::string::npos);
    }
    SECTION("too large") {
        const std::string message = run(Predicate::Match, "((a{100}){100}){100}");
        CHECK(message.find("not a pattern that can be used") != std::string::npos);
    }
}
