// A made-up pack in a folder of its own, and sessions of the C interface over it.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "embed/dictum.h"
#include "tests/catch.hpp"

namespace dictum::test {

inline constexpr const char* kShopMinutes = R"(# Made up

## qa-1
Q: prices? A: tea is 20 to 25 yuan. Coffee is 30 yuan. Some say that coffee is 40 yuan.

## qa-2
Q: who drinks what? A: students like tea. Open since 2024-02-01. It is organic. I guess 7 shops.
)";

inline constexpr const char* kShopPack = R"toml(# made up
[pack]
name = "shop"
title = "Shop"
[[source]]
id = "talk"
title = "A talk"
date = 2024-01-02
text = "minutes.md"
[[entity]]
id = "tea"
type = "drink"
names = ["green tea", "茶"]
[[entity]]
id = "coffee"
type = "drink"
names = ["black coffee"]
[[entity]]
id = "a_drink_with_a_rather_long_identifier"
type = "drink"
names = ["long one"]
[[relation]]
name = "price"
about = { en = "the price of a drink" }
columns = ["drink: drink", "price: CNY"]
key = ["drink"]
asks = ["price", "cost"]
says = { en = "{drink} costs {price}" }
[[relation]]
name = "likes"
about = { en = "who likes which drink" }
columns = ["who: symbol", "drink: drink"]
asks = ["like"]
[[relation]]
name = "detail"
about = { en = "a shop" }
columns = ["since: date", "organic: bool", "shops: number", "weight: float", "shares: ratio(a, b)"]
[[relation]]
name = "endless"
about = { en = "numbers without an end" }
columns = ["n: number"]
[[relation]]
name = "budget_for"
about = { en = "what likers pay" }
columns = ["who: symbol", "price: CNY"]
[[relation]]
name = "discount"
about = { en = "what is taken off an amount" }
columns = ["amount: CNY", "percent: percent"]
[[claim]]
id = "tea-price"
fact = 'price("tea", 20..25元)'
cite = "talk qa-1"
quote = "tea is 20 to 25 yuan"
[[claim]]
fact = 'price("coffee", 30元)'
cite = "talk qa-1"
quote = "Coffee is 30 yuan"
[[claim]]
fact = 'price("coffee", 40元)'
cite = "talk qa-1"
quote = "Some say that coffee is 40 yuan"
modality = "opinion"
[[claim]]
fact = 'likes("students", "tea")'
cite = "talk qa-2"
quote = "students like tea"
modality = "estimate"
[[claim]]
fact = 'detail(2024-02-01, true, -7, 0.5, 9:1)'
cite = "talk qa-2"
quote = "Open since 2024-02-01"
[[claim]]
fact = 'endless(0)'
cite = "talk qa-2"
quote = "I guess 7 shops"
[[rule]]
id = "more"
rule = 'endless(n + 1) :- endless(n), n < 1000000000.'
[[rule]]
id = "budget"
rule = 'budget_for(who, p) :- likes(who, d), price(d, p).'
[[table]]
id = "discount"
concludes = "discount(amount, percent)"
hit = "first"
inputs = ["amount: CNY"]
outputs = ["percent: percent"]
rows = [
  { when = ['>= 100元'], then = ['10%'], cite = "talk qa-1", quote = "tea is 20 to 25 yuan" },
  { when = ['< 100元'], then = ['0%'], cite = "talk qa-1", quote = "tea is 20 to 25 yuan" },
]
)toml";

// The pack's folder, gone with this.
class ShopPack {
  public:
    ShopPack() {
        static int made = 0;
        folder_ = std::filesystem::temp_directory_path() /
                  ("dictum-c-api-" + std::to_string(getpid()) + "-" + std::to_string(++made));
        std::filesystem::create_directories(folder_ / "pack");
        std::ofstream(folder_ / "pack" / "minutes.md") << kShopMinutes;
        std::ofstream(folder_ / "pack" / "pack.toml") << kShopPack;
    }
    ~ShopPack() { std::filesystem::remove_all(folder_); }
    ShopPack(const ShopPack&) = delete;
    ShopPack& operator=(const ShopPack&) = delete;

    std::string path() const { return (folder_ / "pack").string(); }
    std::string file(const char* name) const { return (folder_ / name).string(); }

  private:
    std::filesystem::path folder_;
};

// A session over the pack in memory. Everything prepared must be finalized before it goes.
class ShopSession {
  public:
    ShopSession() {
        REQUIRE(dictum_open(&session_, nullptr, 0, DICTUM_ABI_VERSION) == DICTUM_OK);
        const int loaded = dictum_load(session_, pack_.path().c_str(), nullptr);
        INFO(dictum_error_message(session_));
        REQUIRE(loaded == DICTUM_OK);
    }
    ~ShopSession() { dictum_close(session_); }
    ShopSession(const ShopSession&) = delete;
    ShopSession& operator=(const ShopSession&) = delete;

    operator dictum_session*() const { return session_; }
    const ShopPack& pack() const { return pack_; }

    dictum_goal* prepare(const char* text) const {
        dictum_goal* goal = nullptr;
        const int prepared = dictum_goal_prepare(session_, text, &goal);
        INFO(dictum_error_message(session_));
        REQUIRE(prepared == DICTUM_OK);
        return goal;
    }
    // Rows as text: values joined by a space, rows by a line end.
    std::string rows(dictum_goal* goal) const {
        std::string text;
        int code = DICTUM_OK;
        while ((code = dictum_goal_step(goal)) == DICTUM_ROW) {
            for (int i = 0; i < dictum_goal_width(goal); ++i) {
                const char* value = nullptr;
                REQUIRE(dictum_goal_text(goal, i, &value, nullptr) == DICTUM_OK);
                text += (i == 0 ? "" : " ") + std::string(value);
            }
            text += '\n';
        }
        INFO(dictum_error_message(session_));
        REQUIRE(code == DICTUM_DONE);
        return text;
    }
    std::string rows(const char* text) const {
        dictum_goal* const goal = prepare(text);
        const std::string found = rows(goal);
        REQUIRE(dictum_goal_finalize(goal) == DICTUM_OK);
        return found;
    }

  private:
    ShopPack pack_;
    dictum_session* session_ = nullptr;
};

}  // namespace dictum::test
