// The C interface: sessions, answers, facts, decisions, limits, errors.
#include <cstring>
#include <thread>

#include "embed/session.h"
#include "tests/unit/c_api_support.h"

using dictum::Session;
using dictum::test::ShopPack;
using dictum::test::ShopSession;

namespace {

Session shop(const ShopPack& pack) {
    auto opened = Session::open({.packs = {pack.path()}, .kb = {}, .limits = {}});
    REQUIRE(std::holds_alternative<Session>(opened));
    return std::get<Session>(std::move(opened));
}

template <class Outcome>
auto value_of(Outcome outcome) {
    return std::get<0>(std::move(outcome));
}

}  // namespace

TEST_CASE("a program of another header version is refused") {
    dictum_session* session = nullptr;
    CHECK(dictum_open(&session, nullptr, 0, DICTUM_ABI_VERSION + 1) == DICTUM_ABI);
    CHECK(session == nullptr);
    CHECK(dictum_abi_version() == DICTUM_ABI_VERSION);
    CHECK(std::string(dictum_version()).find('.') != std::string::npos);
    CHECK(std::string(dictum_code_name(DICTUM_LIMIT)) == "DICTUM_LIMIT");
    CHECK(std::string(dictum_code_name(99)) == "unknown code");
}

TEST_CASE("answers are the bytes of the session's own JSON") {
    const ShopSession session;
    Session same = shop(session.pack());
    const char* json = nullptr;
    size_t length = 0;
    REQUIRE(dictum_ask(session, "What is the price of tea?", nullptr, &json, &length) == DICTUM_OK);
    CHECK(length == std::strlen(json));
    CHECK(json == same.to_json(value_of(same.ask("What is the price of tea?"))));
    REQUIRE(dictum_query(session, "price(drink, p)", nullptr, &json, nullptr) == DICTUM_OK);
    CHECK(json == same.to_json(value_of(same.query("price(drink, p)", "en"))));
    REQUIRE(dictum_why_not(session, "price(\"tea\", 3CNY)", nullptr, &json, nullptr) == DICTUM_OK);
    CHECK(json == value_of(same.why_not("price(\"tea\", 3CNY)")).json);
    REQUIRE(dictum_sensitivity(session, "price(\"tea\", p)", nullptr, &json, nullptr) == DICTUM_OK);
    CHECK(json == same.to_json(value_of(same.sensitivity("price(\"tea\", p)", {}))));
    REQUIRE(dictum_why_text(session, "price(\"tea\", p)", nullptr, &json, nullptr) == DICTUM_OK);
    CHECK(std::string(json).find("tea is 20 to 25 yuan") != std::string::npos);

    dictum_options* options = nullptr;
    REQUIRE(dictum_options_new(&options) == DICTUM_OK);
    REQUIRE(dictum_options_set(options, DICTUM_SET, "price(\"tea\", +10%)") == DICTUM_OK);
    REQUIRE(dictum_what_if(session, "price(\"tea\", p)", options, &json, nullptr) == DICTUM_OK);
    dictum::AskOptions changed;
    changed.set = {"price(\"tea\", +10%)"};
    CHECK(json == same.to_json(value_of(same.what_if("price(\"tea\", p)", changed))));
    CHECK(dictum_options_set(options, DICTUM_LANGUAGE, "fr") == DICTUM_INVALID);
    CHECK(dictum_options_set(options, 99, "en") == DICTUM_MISUSE);
    dictum_options_free(options);
}

TEST_CASE("asserted facts hold for everything that is asked, and are taken back") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare("budget_for(who, p)");
    CHECK(session.rows(goal) == "students 20..25CNY\n");
    REQUIRE(dictum_assert(session, "likes(\"poets\", \"tea\")") == DICTUM_OK);
    REQUIRE(dictum_assert(session, "likes(\"poets\", \"green tea\")") == DICTUM_OK);
    CHECK(session.rows(goal) == "poets 20..25CNY\nstudents 20..25CNY\n");
    const char* json = nullptr;
    REQUIRE(dictum_query(session, "likes(\"poets\", d)", nullptr, &json, nullptr) == DICTUM_OK);
    CHECK(std::string(json).find("\"status\": \"answered\"") != std::string::npos);
    REQUIRE(dictum_retract(session, "likes(\"poets\", \"tea\")") == DICTUM_OK);
    CHECK(dictum_retract(session, "likes(\"poets\", \"tea\")") == DICTUM_NOT_FOUND);
    REQUIRE(dictum_retract(session, "likes(\"students\", \"tea\")") == DICTUM_OK);
    CHECK(session.rows(goal).empty());
    CHECK(dictum_retract(session, "budget_for(\"students\", 20..25CNY)") == DICTUM_UNSUPPORTED);
    CHECK(dictum_assert(session, "likes(\"poets\", \"tee\")") == DICTUM_INVALID);
    CHECK(std::string(dictum_error_message(session)).find("tea") != std::string::npos);
    CHECK(dictum_load(session, session.pack().path().c_str(), nullptr) == DICTUM_BUSY);
    REQUIRE(dictum_forget(session) == DICTUM_OK);
    CHECK(session.rows(goal) == "students 20..25CNY\n");
    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
}

TEST_CASE("records are decided, and what was decided before a mistake is given") {
    const ShopSession session;
    const std::string records = "{\"amount\": 150}\n{\"amount\": 20}\n";
    const char* json = nullptr;
    size_t length = 0;
    for (int again = 0; again < 2; ++again) {
        REQUIRE(dictum_decide(session, "discount", records.data(), records.size(), 0, &json,
                              &length) == DICTUM_OK);
        CHECK(std::count(json, json + length, '\n') == 2);
        CHECK(std::string(json).find("discount/1") != std::string::npos);
    }
    const std::string mistaken = "{\"amount\": 150}\n{\"amount\": true}\n";
    CHECK(dictum_decide(session, "discount", mistaken.data(), mistaken.size(), 0, &json, &length) ==
          DICTUM_INVALID);
    CHECK(std::count(json, json + length, '\n') == 1);
    CHECK(std::string(dictum_error_message(session)).find("records:2:") == 0);
    CHECK(dictum_decide(session, "discont", "", 0, 0, &json, nullptr) == DICTUM_NOT_FOUND);
    CHECK(std::string(dictum_error_message(session)).find("`discount`") != std::string::npos);
}

TEST_CASE("a limit or an interrupt ends a call, and the session goes on") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare("endless(n)");
    REQUIRE(dictum_set_limit(session, DICTUM_LIMIT_TUPLES, 1000) == DICTUM_OK);
    CHECK(dictum_goal_step(goal) == DICTUM_LIMIT);
    CHECK(std::string(dictum_error_message(session)).find("tuples_max = 1000") !=
          std::string::npos);
    REQUIRE(dictum_set_limit(session, DICTUM_LIMIT_TUPLES, 50'000'000) == DICTUM_OK);
    REQUIRE(dictum_set_limit(session, DICTUM_LIMIT_ROUNDS, 500) == DICTUM_OK);
    CHECK(dictum_goal_step(goal) == DICTUM_LIMIT);
    REQUIRE(dictum_set_limit(session, DICTUM_LIMIT_ROUNDS, 1'000'000'000) == DICTUM_OK);
    REQUIRE(dictum_set_limit(session, DICTUM_LIMIT_BYTES, 10'000'000) == DICTUM_OK);
    CHECK(dictum_goal_step(goal) == DICTUM_LIMIT);
    REQUIRE(dictum_set_limit(session, DICTUM_LIMIT_BYTES, 1'000'000'000) == DICTUM_OK);
    REQUIRE(dictum_set_limit(session, DICTUM_LIMIT_MILLISECONDS, 1) == DICTUM_OK);
    CHECK(dictum_goal_step(goal) == DICTUM_LIMIT);
    CHECK(std::string(dictum_error_message(session)).find("1 ms") != std::string::npos);
    REQUIRE(dictum_set_limit(session, DICTUM_LIMIT_MILLISECONDS, 0) == DICTUM_OK);

    int calls = 0;
    const auto stop = [](void* context) { return ++*static_cast<int*>(context) == 3 ? 1 : 0; };
    REQUIRE(dictum_on_progress(session, stop, &calls) == DICTUM_OK);
    CHECK(dictum_goal_step(goal) == DICTUM_INTERRUPTED);
    CHECK(calls == 3);
    // A call of the session from its own callback is refused; an interrupt is not.
    struct Within {
        dictum_session* session;
        int code;
    } within{session, DICTUM_OK};
    const auto nested = [](void* context) {
        auto& own = *static_cast<Within*>(context);
        own.code = dictum_forget(own.session);
        dictum_interrupt(own.session);
        return 0;
    };
    REQUIRE(dictum_on_progress(session, nested, &within) == DICTUM_OK);
    CHECK(dictum_goal_step(goal) == DICTUM_INTERRUPTED);
    CHECK(within.code == DICTUM_MISUSE);
    REQUIRE(dictum_on_progress(session, nullptr, nullptr) == DICTUM_OK);

    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
    CHECK(session.rows("price(\"tea\", p)") == "20..25CNY\n");
    CHECK(dictum_limit(session, DICTUM_LIMIT_BYTES) == 1'000'000'000);
    CHECK(dictum_limit(session, 99) == -1);
    CHECK(dictum_set_limit(session, DICTUM_LIMIT_BYTES, -1) == DICTUM_MISUSE);
}

TEST_CASE("another thread ends a call") {
    const ShopSession session;
    dictum_goal* const goal = session.prepare("endless(n)");
    std::atomic<bool> stepping{true};
    std::thread other([&] {
        while (stepping) dictum_interrupt(session);
    });
    CHECK(dictum_goal_step(goal) == DICTUM_INTERRUPTED);
    stepping = false;
    other.join();
    REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
}

TEST_CASE("all mistakes of a pack are told, each by itself") {
    const ShopPack pack;
    std::ofstream(pack.path() + "/pack.toml", std::ios::app)
        << "[[claim]]\nfact = 'price(\"tee\", 3元)'\ncite = \"talk qa-1\"\nquote = \"tea is\"\n"
           "[[claim]]\nfact = 'prise(\"tea\", 3元)'\ncite = \"talk qa-1\"\nquote = \"tea is\"\n";
    dictum_session* session = nullptr;
    REQUIRE(dictum_open(&session, nullptr, 0, DICTUM_ABI_VERSION) == DICTUM_OK);
    CHECK(dictum_load(session, pack.path().c_str(), nullptr) == DICTUM_INVALID);
    INFO(dictum_error_message(session));
    const size_t problems = dictum_problem_count(session);
    REQUIRE(problems >= 2);
    dictum_problem problem;
    REQUIRE(dictum_problem_at(session, 0, &problem) == DICTUM_OK);
    CHECK(std::string(problem.id) == "unknown-entity");
    CHECK(std::string(problem.file).find("pack.toml") != std::string::npos);
    CHECK(problem.line > 1);
    CHECK(problem.is_warning == 0);
    CHECK(dictum_problem_at(session, problems, &problem) == DICTUM_MISUSE);
    // Nothing was loaded, and the session says so.
    const char* json = nullptr;
    CHECK(dictum_ask(session, "x", nullptr, &json, nullptr) == DICTUM_NOT_FOUND);
    CHECK(dictum_load(session, "no such folder", nullptr) == DICTUM_NOT_FOUND);
    CHECK(dictum_close(session) == DICTUM_OK);
}

TEST_CASE("a file is made, loaded, and read by many sessions") {
    const ShopPack pack;
    const std::string file = pack.file("shop.db");
    dictum_session* writer = nullptr;
    CHECK(dictum_open(&writer, file.c_str(), 0, DICTUM_ABI_VERSION) == DICTUM_NOT_FOUND);
    CHECK(dictum_error_code(writer) == DICTUM_NOT_FOUND);
    CHECK(dictum_close(writer) == DICTUM_OK);
    REQUIRE(dictum_open(&writer, file.c_str(), DICTUM_CREATE, DICTUM_ABI_VERSION) == DICTUM_OK);
    CHECK(dictum_load(writer, pack.path().c_str(), nullptr) == DICTUM_MISUSE);
    const int loaded = dictum_load(writer, pack.path().c_str(), "2024-05-01T12:00:00Z");
    INFO(dictum_error_message(writer));
    REQUIRE(loaded == DICTUM_OK);
    dictum_session* reader = nullptr;
    REQUIRE(dictum_open(&reader, file.c_str(), 0, DICTUM_ABI_VERSION) == DICTUM_OK);
    const char* first = nullptr;
    const char* second = nullptr;
    REQUIRE(dictum_query(writer, "price(d, p)", nullptr, &first, nullptr) == DICTUM_OK);
    REQUIRE(dictum_query(reader, "price(d, p)", nullptr, &second, nullptr) == DICTUM_OK);
    CHECK(std::string(first) == second);
    CHECK(dictum_load(writer, pack.path().c_str(), "2024-05-02T12:00:00Z") == DICTUM_OK);
    CHECK(dictum_close(writer) == DICTUM_OK);
    CHECK(dictum_close(reader) == DICTUM_OK);
    CHECK(dictum_open(&reader, (pack.path() + "/pack.toml").c_str(), 0, DICTUM_ABI_VERSION) ==
          DICTUM_DAMAGED);
    CHECK(dictum_close(reader) == DICTUM_OK);
}

TEST_CASE("a session tells what it knows about") {
    const ShopSession session;
    const char* json = nullptr;
    REQUIRE(dictum_schema(session, &json, nullptr) == DICTUM_OK);
    const std::string schema = json;
    for (const char* part :
         {R"("relation": "price")", R"({"name": "price", "type": "CNY"})", R"("key": ["drink"])",
          R"("id": "tea")", "ratio(a, b)", R"("table": "discount")", R"("turns": 2)"}) {
        CHECK(schema.find(part) != std::string::npos);
    }
    REQUIRE(dictum_source(session, "talk", &json, nullptr) == DICTUM_OK);
    CHECK(std::string(json).find("students like tea") != std::string::npos);
    CHECK(dictum_source(session, "walk", &json, nullptr) == DICTUM_NOT_FOUND);
    CHECK(json == nullptr);
}
