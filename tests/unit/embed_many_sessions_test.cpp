// Many sessions: a thousand one after the other leave nothing behind, and threads with a session
// each read one file alike.
#include <malloc.h>

#include <atomic>
#include <thread>
#include <vector>

#include "tests/unit/c_api_support.h"

using dictum::test::ShopPack;

namespace {

std::string file_of(const ShopPack& pack) {
    const std::string file = pack.file("shop.db");
    dictum_session* writer = nullptr;
    REQUIRE(dictum_open(&writer, file.c_str(), DICTUM_CREATE, DICTUM_ABI_VERSION) == DICTUM_OK);
    REQUIRE(dictum_load(writer, pack.path().c_str(), "2024-05-01T12:00:00Z") == DICTUM_OK);
    REQUIRE(dictum_close(writer) == DICTUM_OK);
    return file;
}

// The answers of a session of its own; empty when something went wrong.
std::string answers(const std::string& file, int times) {
    dictum_session* session = nullptr;
    dictum_goal* goal = nullptr;
    std::string found;
    const char* text = nullptr;
    bool good = dictum_open(&session, file.c_str(), 0, DICTUM_ABI_VERSION) == DICTUM_OK &&
                dictum_goal_prepare(session, "price(d, p)", &goal) == DICTUM_OK;
    for (int i = 0; good && i < times; ++i) {
        good =
            dictum_ask(session, "What is the price of tea?", nullptr, &text, nullptr) == DICTUM_OK;
        if (good) found = text;
        while (good && dictum_goal_step(goal) == DICTUM_ROW) {
            good = dictum_goal_text(goal, 1, &text, nullptr) == DICTUM_OK;
            if (good) found += text;
        }
    }
    dictum_goal_finalize(goal);
    dictum_close(session);
    return good ? found : std::string();
}

std::size_t held_bytes() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

}  // namespace

TEST_CASE("a thousand sessions leave no byte behind") {
    const ShopPack pack;
    const std::string file = file_of(pack);
    const std::string first = answers(file, 1);
    REQUIRE_FALSE(first.empty());
    std::size_t before = 0;
    bool same = true;
    for (int i = 0; i < 1000; ++i) {
        // What the allocator keeps for itself is kept by now; a leak would go on.
        if (i == 500) before = held_bytes();
        same = same && answers(file, 1) == first;
    }
    CHECK(same);
    CHECK(held_bytes() < before + 16'384);
}

TEST_CASE("threads with a session each read one file alike") {
    const ShopPack pack;
    const std::string file = file_of(pack);
    const std::string wanted = answers(file, 1);
    std::atomic<int> wrong{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            if (answers(file, 20) != wanted) ++wrong;
        });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(wrong == 0);
    CHECK_FALSE(wanted.empty());
}
