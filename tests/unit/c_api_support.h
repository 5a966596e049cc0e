// Sessions of the C interface over a made-up pack.
#pragma once

#include <string>

#include "embed/dictum.h"
#include "tests/catch.hpp"
#include "tests/unit/shop_pack.h"

namespace dictum::test {

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
