// The C interface: prepared goals, their bindings and values, and every kind of misuse.
#include <cmath>
#include <limits>

#include "tests/unit/c_api_support.h"

using dictum::test::ShopSession;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("a bound variable is equal to its value, and stays a column") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare("price(drink, price)");
    REQUIRE(dictum_goal_width(goal) == 2);
    CHECK(std::string(dictum_goal_name(goal, 0)) == "drink");
    CHECK(std::string(dictum_goal_type(goal, 0)) == "drink");
    CHECK(std::string(dictum_goal_type(goal, 1)) == "CNY");
    CHECK(dictum_goal_column(goal, "price") == 1);
    CHECK(dictum_goal_column(goal, "cost") == -1);
    CHECK(session.rows(goal) == "coffee 30CNY\ncoffee 40CNY\ntea 20..25CNY\n");
    for (const char* name : {"tea", "green tea", "茶", "tea"}) {
        REQUIRE(dictum_goal_bind_text(goal, 0, name, DICTUM_TERMINATED) == DICTUM_OK);
        CHECK(session.rows(goal) == "tea 20..25CNY\n");
    }
    CHECK(dictum_goal_bind_text(goal, 0, "tee", DICTUM_TERMINATED) == DICTUM_INVALID);
    CHECK(std::string(dictum_error_message(session)).find("did you mean") != std::string::npos);
    CHECK(session.rows(goal) == "tea 20..25CNY\n");
    REQUIRE(dictum_goal_bind_text(goal, 0, "coffee, or so", 6) == DICTUM_OK);
    REQUIRE(dictum_goal_bind_number(goal, 1, 40) == DICTUM_OK);
    CHECK(session.rows(goal) == "coffee 40CNY\n");
    REQUIRE(dictum_goal_unbind(goal, 0) == DICTUM_OK);
    REQUIRE(dictum_goal_bind_quantity(goal, 1, 0.02, 0.025, "千元") == DICTUM_OK);
    CHECK(session.rows(goal) == "tea 20..25CNY\n");
    REQUIRE(dictum_goal_bind_quantity(goal, 1, 20, kInfinity, nullptr) == DICTUM_OK);
    CHECK(session.rows(goal).empty());
    REQUIRE(dictum_goal_bind_real(goal, 1, 30.0) == DICTUM_OK);
    CHECK(session.rows(goal) == "coffee 30CNY\n");
    REQUIRE(dictum_goal_bind_text(goal, 1, "40元", DICTUM_TERMINATED) == DICTUM_OK);
    CHECK(session.rows(goal) == "coffee 40CNY\n");
    CHECK(dictum_goal_bind_quantity(goal, 1, 30, 20, nullptr) == DICTUM_INVALID);
    CHECK(dictum_goal_bind_quantity(goal, 1, NAN, 20, nullptr) == DICTUM_INVALID);
    CHECK(dictum_goal_bind_quantity(goal, 1, 1, 2, "percent") == DICTUM_INVALID);
    CHECK(dictum_goal_bind_bool(goal, 1, 1) == DICTUM_INVALID);
    REQUIRE(dictum_goal_unbind_all(goal) == DICTUM_OK);
    CHECK(session.rows(goal) == "coffee 30CNY\ncoffee 40CNY\ntea 20..25CNY\n");
    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
}

TEST_CASE("any goal can be bound") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare(
        "likes(who, d), price(d, p), more = (p - 10CNY) / p, n = count : "
        "{ price(d, _) }");
    CHECK(session.rows(goal) == "students tea 20..25CNY 0.5..0.6 1\n");
    REQUIRE(dictum_goal_bind_text(goal, 0, "students", DICTUM_TERMINATED) == DICTUM_OK);
    REQUIRE(dictum_goal_bind_text(goal, 2, "20..25", DICTUM_TERMINATED) == DICTUM_OK);
    REQUIRE(dictum_goal_bind_number(goal, 4, 1) == DICTUM_OK);
    CHECK(session.rows(goal) == "students tea 20..25CNY 0.5..0.6 1\n");
    REQUIRE(dictum_goal_bind_number(goal, 4, 2) == DICTUM_OK);
    CHECK(session.rows(goal).empty());
    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
    dictum_goal* const twice = session.prepare("price(d, p), price(d, q), p < q");
    REQUIRE(dictum_goal_bind_text(twice, 0, "coffee", DICTUM_TERMINATED) == DICTUM_OK);
    CHECK(session.rows(twice) == "coffee 30CNY 40CNY\n");
    REQUIRE(dictum_goal_finalize(twice) == DICTUM_OK);
    CHECK(session.rows("likes(\"students\", _)") == "\n");
    // A table is decided for the value that is bound.
    dictum_goal* const decided = session.prepare("discount(amount, percent)");
    CHECK(dictum_goal_step(decided) == DICTUM_INVALID);
    REQUIRE(dictum_goal_bind_number(decided, 0, 200) == DICTUM_OK);
    CHECK(session.rows(decided) == "200CNY 10%\n");
    REQUIRE(dictum_goal_finalize(decided) == DICTUM_OK);
}

TEST_CASE("values have their types") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare("detail(since, organic, shops, weight, shares)");
    const int kinds[] = {DICTUM_KIND_DATE, DICTUM_KIND_BOOL, DICTUM_KIND_NUMBER, DICTUM_KIND_FLOAT,
                         DICTUM_KIND_RATIO};
    for (int i = 0; i < 5; ++i) CHECK(dictum_goal_kind(goal, i) == kinds[i]);
    CHECK(dictum_goal_kind(goal, 5) == 0);
    CHECK(dictum_goal_kind(nullptr, 0) == 0);
    REQUIRE(dictum_goal_step(goal) == DICTUM_ROW);
    int organic = 0;
    long long shops = 0;
    double weight = 0;
    const char* text = nullptr;
    CHECK(dictum_goal_bool(goal, 1, &organic) == DICTUM_OK);
    CHECK(organic == 1);
    CHECK(dictum_goal_number(goal, 2, &shops) == DICTUM_OK);
    CHECK(shops == -7);
    CHECK(dictum_goal_real(goal, 3, &weight) == DICTUM_OK);
    CHECK(weight == 0.5);
    CHECK(dictum_goal_text(goal, 0, &text, nullptr) == DICTUM_OK);
    CHECK(std::string(text) == "2024-02-01");
    CHECK(dictum_goal_text(goal, 4, &text, nullptr) == DICTUM_OK);
    CHECK(std::string(text) == "9:1");
    dictum_quantity quantity;
    CHECK(dictum_goal_quantity(goal, 2, &quantity) == DICTUM_MISUSE);
    CHECK(dictum_goal_number(goal, 1, &shops) == DICTUM_MISUSE);
    CHECK(dictum_goal_step(goal) == DICTUM_DONE);
    CHECK(dictum_goal_number(goal, 2, &shops) == DICTUM_MISUSE);
    REQUIRE(dictum_goal_bind_text(goal, 0, "2024-02-01", DICTUM_TERMINATED) == DICTUM_OK);
    REQUIRE(dictum_goal_bind_bool(goal, 1, 7) == DICTUM_OK);
    REQUIRE(dictum_goal_bind_number(goal, 2, -7) == DICTUM_OK);
    REQUIRE(dictum_goal_bind_real(goal, 3, 0.5) == DICTUM_OK);
    REQUIRE(dictum_goal_bind_text(goal, 4, "9:1", DICTUM_TERMINATED) == DICTUM_OK);
    CHECK(dictum_goal_step(goal) == DICTUM_ROW);
    CHECK(dictum_goal_bind_real(goal, 3, kInfinity) == DICTUM_INVALID);
    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);

    dictum_goal* const price = session.prepare("price(\"tea\", p)");
    REQUIRE(dictum_goal_step(price) == DICTUM_ROW);
    REQUIRE(dictum_goal_quantity(price, 0, &quantity) == DICTUM_OK);
    CHECK(quantity.lo == 20);
    CHECK(quantity.hi == 25);
    CHECK(quantity.lo_open == 0);
    CHECK(std::string(quantity.unit) == "CNY");
    REQUIRE(dictum_goal_finalize(price) == DICTUM_OK);
}

TEST_CASE("a row tells how strong it is and whether it is disputed") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare("price(drink, p)");
    int modality = -1;
    int disputed = -1;
    double confidence = 0;
    REQUIRE(dictum_goal_step(goal) == DICTUM_ROW);
    REQUIRE(dictum_goal_strength(goal, &modality, &confidence, &disputed) == DICTUM_OK);
    CHECK(modality == DICTUM_STATED);
    CHECK(disputed == 1);
    REQUIRE(dictum_goal_step(goal) == DICTUM_ROW);
    REQUIRE(dictum_goal_strength(goal, &modality, nullptr, nullptr) == DICTUM_OK);
    CHECK(modality == DICTUM_OPINION);
    REQUIRE(dictum_goal_step(goal) == DICTUM_ROW);
    REQUIRE(dictum_goal_strength(goal, nullptr, nullptr, &disputed) == DICTUM_OK);
    CHECK(disputed == 0);
    CHECK(confidence == 1);
    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
    dictum_goal* const joined = session.prepare("likes(who, d), price(d, p)");
    REQUIRE(dictum_goal_bind_text(joined, 0, "students", DICTUM_TERMINATED) == DICTUM_OK);
    REQUIRE(dictum_goal_step(joined) == DICTUM_ROW);
    REQUIRE(dictum_goal_strength(joined, &modality, nullptr, &disputed) == DICTUM_OK);
    CHECK(modality == DICTUM_ESTIMATE);
    CHECK(disputed == 0);
    REQUIRE(dictum_goal_finalize(joined) == DICTUM_OK);
}

TEST_CASE("a prepared goal as JSON is the goal with its values in place") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare("price(drink, p)");
    REQUIRE(dictum_goal_bind_text(goal, 0, "茶", DICTUM_TERMINATED) == DICTUM_OK);
    const char* json = nullptr;
    REQUIRE(dictum_goal_json(goal, nullptr, &json, nullptr) == DICTUM_OK);
    const std::string bound = json;
    REQUIRE(dictum_query(session, "price(\"tea\", p)", nullptr, &json, nullptr) == DICTUM_OK);
    CHECK(bound == json);
    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
}

TEST_CASE("a finalized goal is misuse, and a session with goals stays open") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare("price(d, p)");
    CHECK(dictum_close(session) == DICTUM_BUSY);
    CHECK(dictum_load(session, "x", nullptr) == DICTUM_BUSY);
    REQUIRE(dictum_goal_step(goal) == DICTUM_ROW);
    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
    CHECK(dictum_goal_finalize(goal) == DICTUM_MISUSE);
    CHECK(dictum_goal_step(goal) == DICTUM_MISUSE);
    CHECK(dictum_goal_reset(goal) == DICTUM_MISUSE);
    CHECK(dictum_goal_bind_number(goal, 0, 1) == DICTUM_MISUSE);
    CHECK(dictum_goal_width(goal) == 0);
    CHECK(dictum_goal_name(goal, 0) == nullptr);
    CHECK(dictum_goal_column(goal, "d") == -1);
    for (int i = 0; i < 3000; ++i) {
        dictum_goal* const brief = session.prepare("price(d, p)");
        REQUIRE(dictum_goal_finalize(brief) == DICTUM_OK);
    }
}

TEST_CASE("an index out of range, or a place for nothing, is misuse") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare("price(d, p)");
    long long number = 0;
    const char* text = nullptr;
    CHECK(dictum_goal_text(goal, 0, &text, nullptr) == DICTUM_MISUSE);  // no row yet
    REQUIRE(dictum_goal_step(goal) == DICTUM_ROW);
    for (const int column : {-1, 2, 1'000'000}) {
        CHECK(dictum_goal_bind_text(goal, column, "x", DICTUM_TERMINATED) == DICTUM_MISUSE);
        CHECK(dictum_goal_bind_number(goal, column, 1) == DICTUM_MISUSE);
        CHECK(dictum_goal_bind_real(goal, column, 1) == DICTUM_MISUSE);
        CHECK(dictum_goal_bind_bool(goal, column, 1) == DICTUM_MISUSE);
        CHECK(dictum_goal_bind_quantity(goal, column, 1, 2, nullptr) == DICTUM_MISUSE);
        CHECK(dictum_goal_unbind(goal, column) == DICTUM_MISUSE);
        CHECK(dictum_goal_text(goal, column, &text, nullptr) == DICTUM_MISUSE);
        CHECK(dictum_goal_number(goal, column, &number) == DICTUM_MISUSE);
        CHECK(dictum_goal_name(goal, column) == nullptr);
        CHECK(dictum_goal_type(goal, column) == nullptr);
    }
    CHECK(dictum_goal_text(goal, 0, nullptr, nullptr) == DICTUM_MISUSE);
    CHECK(dictum_goal_quantity(goal, 1, nullptr) == DICTUM_MISUSE);
    CHECK(dictum_goal_json(goal, nullptr, nullptr, nullptr) == DICTUM_MISUSE);
    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
}

TEST_CASE("nothing where a handle is needed is misuse") {
    const char* text = nullptr;
    dictum_goal* goal = nullptr;
    dictum_problem problem;
    dictum_quantity quantity;
    long long number = 0;
    double real = 0;
    int truth = 0;
    const int codes[] = {
        dictum_open(nullptr, nullptr, 0, DICTUM_ABI_VERSION),
        dictum_load(nullptr, "x", nullptr),
        dictum_error_code(nullptr),
        dictum_problem_at(nullptr, 0, &problem),
        dictum_set_limit(nullptr, DICTUM_LIMIT_ROWS, 1),
        dictum_on_progress(nullptr, nullptr, nullptr),
        dictum_interrupt(nullptr),
        dictum_options_new(nullptr),
        dictum_options_set(nullptr, DICTUM_AS_OF, "x"),
        dictum_ask(nullptr, "x", nullptr, &text, nullptr),
        dictum_query(nullptr, "x", nullptr, &text, nullptr),
        dictum_why(nullptr, "x", nullptr, &text, nullptr),
        dictum_why_text(nullptr, "x", nullptr, &text, nullptr),
        dictum_why_not(nullptr, "x", nullptr, &text, nullptr),
        dictum_what_if(nullptr, "x", nullptr, &text, nullptr),
        dictum_sensitivity(nullptr, "x", nullptr, &text, nullptr),
        dictum_decide(nullptr, "x", "", 0, 0, &text, nullptr),
        dictum_schema(nullptr, &text, nullptr),
        dictum_source(nullptr, "x", &text, nullptr),
        dictum_assert(nullptr, "x"),
        dictum_retract(nullptr, "x"),
        dictum_forget(nullptr),
        dictum_goal_prepare(nullptr, "x", &goal),
        dictum_goal_bind_text(nullptr, 0, "x", DICTUM_TERMINATED),
        dictum_goal_bind_number(nullptr, 0, 1),
        dictum_goal_bind_real(nullptr, 0, 1),
        dictum_goal_bind_bool(nullptr, 0, 1),
        dictum_goal_bind_quantity(nullptr, 0, 1, 1, nullptr),
        dictum_goal_unbind(nullptr, 0),
        dictum_goal_unbind_all(nullptr),
        dictum_goal_step(nullptr),
        dictum_goal_reset(nullptr),
        dictum_goal_text(nullptr, 0, &text, nullptr),
        dictum_goal_number(nullptr, 0, &number),
        dictum_goal_real(nullptr, 0, &real),
        dictum_goal_bool(nullptr, 0, &truth),
        dictum_goal_quantity(nullptr, 0, &quantity),
        dictum_goal_strength(nullptr, nullptr, nullptr, nullptr),
        dictum_goal_json(nullptr, nullptr, &text, nullptr),
    };
    for (const int code : codes) CHECK(code == DICTUM_MISUSE);
    CHECK(dictum_close(nullptr) == DICTUM_OK);
    CHECK(dictum_goal_finalize(nullptr) == DICTUM_OK);
    dictum_options_free(nullptr);
    CHECK(dictum_error_message(nullptr) != nullptr);
    CHECK(dictum_problem_count(nullptr) == 0);
    CHECK(dictum_warning_count(nullptr) == 0);
    CHECK(dictum_warning_at(nullptr, 0) == nullptr);
    CHECK(dictum_limit(nullptr, 1) == -1);
    CHECK(dictum_goal_width(nullptr) == 0);
    CHECK(dictum_goal_name(nullptr, 0) == nullptr);
    CHECK(dictum_goal_type(nullptr, 0) == nullptr);
    CHECK(dictum_goal_column(nullptr, "x") == -1);
}

TEST_CASE("a missing text is misuse, and leaves the session as it was") {
    const ShopSession session;
    dictum_session* const own = session;
    const char* text = nullptr;
    dictum_goal* goal = nullptr;
    const int codes[] = {
        dictum_load(own, nullptr, nullptr),
        dictum_ask(own, nullptr, nullptr, &text, nullptr),
        dictum_ask(own, "x", nullptr, nullptr, nullptr),
        dictum_query(own, nullptr, nullptr, &text, nullptr),
        dictum_why_text(own, nullptr, nullptr, &text, nullptr),
        dictum_why_not(own, nullptr, nullptr, &text, nullptr),
        dictum_what_if(own, nullptr, nullptr, &text, nullptr),
        dictum_sensitivity(own, nullptr, nullptr, &text, nullptr),
        dictum_decide(own, nullptr, "", 0, 0, &text, nullptr),
        dictum_decide(own, "discount", nullptr, 1, 0, &text, nullptr),
        dictum_schema(own, nullptr, nullptr),
        dictum_source(own, nullptr, &text, nullptr),
        dictum_assert(own, nullptr),
        dictum_retract(own, nullptr),
        dictum_goal_prepare(own, nullptr, &goal),
        dictum_goal_prepare(own, "price(d, p)", nullptr),
        dictum_set_limit(own, 99, 1),
        dictum_problem_at(own, 0, nullptr),
    };
    for (const int code : codes) CHECK(code == DICTUM_MISUSE);
    CHECK(session.rows("price(\"tea\", p)") == "20..25CNY\n");
}
