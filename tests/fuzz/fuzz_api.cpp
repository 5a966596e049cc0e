// Sequences of calls of the C interface, on one session over a made-up pack: in any order, with
// missing handles, finalized goals, columns that are none, texts that are wrong.
// Found wrong: a crash, a code that is none, a text that is not there although the call went well,
// DICTUM_INTERNAL; or a session that no longer answers as at first.
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "embed/dictum.h"
#include "tests/unit/shop_pack.h"

namespace {

constexpr int kGoals = 4;
constexpr std::array<const char*, 24> kTexts = {
    "price(d, p)",
    "price(drink, price), price < 30CNY",
    "budget_for(who, p)",
    "likes(w, d), price(d, p), x = (p - 10CNY) / p, n = count : { price(d, _) }",
    "discount(amount, percent)",
    "detail(a, b, c, d, e)",
    "endless(n)",
    "price(\"tea\", 3CNY)",
    "likes(\"poets\", \"tea\")",
    "price(\"tea\", 20..25CNY)",
    "budget_for(\"students\", 20..25CNY)",
    "What is the price of tea?",
    "tea",
    "茶",
    "coffee",
    "20..25元",
    "2024-02-01",
    "9:1",
    "tea-price",
    "price(\"tea\", +10%)",
    "stated",
    "discount",
    "{\"amount\": 150}\n{\"amount\": \"x\"}\n",
    "\xff(",
};

// The bytes that choose; behind their end all choices are the first.
class Choices {
  public:
    Choices(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
    bool empty() const { return size_ == 0; }
    int below(int count) {
        if (size_ == 0) return 0;
        --size_;
        return *data_++ % count;
    }
    const char* text() {
        const int chosen = below(static_cast<int>(kTexts.size()) + 1);
        return chosen == static_cast<int>(kTexts.size()) ? nullptr
                                                         : kTexts[static_cast<std::size_t>(chosen)];
    }

  private:
    const std::uint8_t* data_;
    std::size_t size_;
};

void require(bool holds) {
    if (!holds) std::abort();
}

class Calls {
  public:
    Calls(dictum_session* session, Choices choices) : session_(session), choices_(choices) {
        require(dictum_options_new(&options_) == DICTUM_OK);
    }
    ~Calls() {
        // Finalized ones are remembered for longer than one run.
        for (dictum_goal* goal : all_) dictum_goal_finalize(goal);
        dictum_options_free(options_);
    }

    void run() {
        while (!choices_.empty()) {
            const int call = choices_.below(35);
            const int code = call < 20 ? of_session(call) : of_goal(call);
            const bool known = (code >= DICTUM_OK && code <= DICTUM_BUSY) || code == DICTUM_ROW ||
                               code == DICTUM_DONE;
            require(known && code != DICTUM_INTERNAL && code != DICTUM_NOMEM);
        }
    }

  private:
    dictum_session* session() { return choices_.below(16) == 15 ? nullptr : session_; }
    const dictum_options* options() { return choices_.below(2) == 0 ? nullptr : options_; }
    int column() { return choices_.below(8) - 1; }
    dictum_goal*& goal() { return goals_[static_cast<std::size_t>(choices_.below(kGoals))]; }

    // A text is there when the call went well.
    int gave(int code) {
        if (code == DICTUM_OK) require(text_ != nullptr && std::strlen(text_) == length_);
        return code;
    }

    int of_session(int call) {
        dictum_session* const own = session();
        const char* const text = choices_.text();
        switch (call) {
            case 0:
                return gave(dictum_ask(own, text, options(), &text_, &length_));
            case 1:
                return gave(dictum_query(own, text, options(), &text_, &length_));
            case 2:
                return gave(dictum_why_text(own, text, options(), &text_, &length_));
            case 3:
                return gave(dictum_why_not(own, text, options(), &text_, &length_));
            case 4:
                return gave(dictum_what_if(own, text, options(), &text_, &length_));
            case 5:
                return gave(dictum_sensitivity(own, text, options(), &text_, &length_));
            case 6:
                return gave(dictum_schema(own, &text_, &length_));
            case 7:
                return gave(dictum_source(own, text, &text_, &length_));
            case 8: {
                const char* const records = choices_.text();
                const std::size_t size = records == nullptr ? 0 : std::strlen(records);
                return gave(dictum_decide(own, text, records, size, 1, &text_, &length_));
            }
            case 9:
                return dictum_assert(own, text);
            case 10:
                return dictum_retract(own, text);
            case 11:
                return dictum_forget(own);
            case 12:
                return dictum_load(own, text, nullptr);
            case 13: {
                dictum_problem problem;
                return dictum_problem_at(own, static_cast<std::size_t>(column()), &problem);
            }
            case 14:
                return dictum_set_limit(own, DICTUM_LIMIT_ROWS, choices_.below(100));
            case 15:
                return dictum_interrupt(own);
            case 16:
                return dictum_options_set(options_, choices_.below(9), text);
            case 17:
                dictum_options_free(options_);
                return dictum_options_new(&options_);
            case 18:
                return dictum_on_progress(own, nullptr, nullptr);
            default:
                return dictum_error_code(own);
        }
    }

    int of_goal(int call) {
        dictum_goal*& own = goal();
        switch (call) {
            case 20:
                return prepare(own);
            case 21:
                return dictum_goal_bind_text(own, column(), choices_.text(), DICTUM_TERMINATED);
            case 22:
                return dictum_goal_bind_number(own, column(), choices_.below(256) - 100);
            case 23:
                return dictum_goal_bind_real(own, column(), choices_.below(256) / 8.0);
            case 24:
                return dictum_goal_bind_bool(own, column(), choices_.below(2));
            case 25:
                return dictum_goal_bind_quantity(own, column(), choices_.below(40),
                                                 choices_.below(40), choices_.text());
            case 26:
            case 27:
                return dictum_goal_step(own);
            case 28:
                return gave(dictum_goal_text(own, column(), &text_, &length_));
            case 29: {
                dictum_quantity quantity;
                return dictum_goal_quantity(own, column(), &quantity);
            }
            case 30: {
                int disputed = 0;
                return dictum_goal_strength(own, nullptr, nullptr, &disputed);
            }
            case 31:
                return gave(dictum_goal_json(own, options(), &text_, &length_));
            case 32:
                return dictum_goal_reset(own);
            case 33:
                return dictum_goal_unbind_all(own);
            default:
                return dictum_goal_finalize(own);  // and goes on being used
        }
    }

    int prepare(dictum_goal*& own) {
        const int code = dictum_goal_prepare(session_, choices_.text(), &own);
        require((code == DICTUM_OK) == (own != nullptr));
        if (own != nullptr) all_.push_back(own);
        return code;
    }

    dictum_session* session_;
    Choices choices_;
    dictum_options* options_ = nullptr;
    std::array<dictum_goal*, kGoals> goals_{};
    std::vector<dictum_goal*> all_;
    const char* text_ = nullptr;
    std::size_t length_ = 0;
};

dictum_session* opened() {
    static const dictum::test::ShopPack pack;
    dictum_session* session = nullptr;
    require(dictum_open(&session, nullptr, 0, DICTUM_ABI_VERSION) == DICTUM_OK);
    require(dictum_load(session, pack.path().c_str(), nullptr) == DICTUM_OK);
    return session;
}

std::string answer(dictum_session* session) {
    const char* text = nullptr;
    require(dictum_query(session, "budget_for(who, p)", nullptr, &text, nullptr) == DICTUM_OK);
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static dictum_session* const session = opened();
    static const std::string first = answer(session);
    dictum_set_limit(session, DICTUM_LIMIT_TUPLES, 2000);
    dictum_set_limit(session, DICTUM_LIMIT_ROUNDS, 2000);
    Calls(session, Choices(data, std::min<std::size_t>(size, 400))).run();
    require(dictum_forget(session) == DICTUM_OK);
    dictum_set_limit(session, DICTUM_LIMIT_ROWS, 1'000'000);
    require(answer(session) == first);
    return 0;
}
