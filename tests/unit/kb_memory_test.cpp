// Memory that runs out at every n-th allocation, SQLite's included: "out of memory" comes back, the
// file holds what it held, the session still answers, and nothing leaks (the sanitizers look).
//
// DICTUM_FAULTS=all tries every allocation instead of some.
#include <sqlite3.h>

#include <cstdio>
#include <cstdlib>
#include <new>

#include "embed/check_base.h"
#include "embed/claims.h"
#include "tests/unit/c_api_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

// Of this thread only: other tests run several.
struct Budget {
    bool counts = false;
    std::uint64_t used = 0;
    std::uint64_t fails_at = 0;
    bool for_ever = false;

    bool refuses() {
        if (!counts) return false;
        ++used;
        return fails_at != 0 && (for_ever ? used >= fails_at : used == fails_at);
    }
};
thread_local Budget budget;

sqlite3_mem_methods plain;

void* counted_malloc(int size) { return budget.refuses() ? nullptr : plain.xMalloc(size); }
void* counted_realloc(void* held, int size) {
    return budget.refuses() ? nullptr : plain.xRealloc(held, size);
}

// Before anything opens a database.
const int installed = [] {
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &plain);
    sqlite3_mem_methods counted = plain;
    counted.xMalloc = counted_malloc;
    counted.xRealloc = counted_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &counted);
}();

class Scarce {
  public:
    Scarce(std::uint64_t at, bool for_ever) { budget = {true, 0, at, for_ever}; }
    ~Scarce() { budget = {}; }
    Scarce(const Scarce&) = delete;
    Scarce& operator=(const Scarce&) = delete;
    static std::uint64_t used() { return budget.used; }
};

// What a call gives: its code, when it went wrong.
template <class Work>
void try_memory(std::uint64_t points, Work work) {
    std::uint64_t needed = 0;
    {
        const Scarce counting(0, false);
        const bool done = work();
        needed = Scarce::used();
        budget.counts = false;
        REQUIRE(done);
    }
    const bool all = std::getenv("DICTUM_FAULTS") != nullptr;
    const std::uint64_t step = std::max<std::uint64_t>(1, needed / (all ? points * 100 : points));
    std::uint64_t failed = 0;
    for (const bool for_ever : {false, true}) {
        for (std::uint64_t at = 1; at <= needed; at += step) {
            bool done = false;
            {
                const Scarce scarce(at, for_ever);
                done = work();
            }
            failed += done ? 0U : 1U;
        }
    }
    CHECK(failed > 0);
    const Scarce counting(0, false);
    CHECK(work());
}

}  // namespace

// NOLINTBEGIN: the program's own allocation. Each form that a plain delete may give back is here:
// the one that doesn't throw is what std::stable_sort takes its buffer from.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return budget.refuses() ? nullptr : std::malloc(size == 0 ? 1 : size);
}
void* operator new(std::size_t size) {
    void* const held = operator new(size, std::nothrow);
    if (held == nullptr) throw std::bad_alloc();
    return held;
}
void operator delete(void* held) noexcept { std::free(held); }
void operator delete(void* held, std::size_t) noexcept { std::free(held); }
void operator delete(void* held, const std::nothrow_t&) noexcept { std::free(held); }
// NOLINTEND

TEST_CASE("a session survives every allocation that fails") {
    REQUIRE(installed == SQLITE_OK);
    const ShopSession session;
    const char* json = nullptr;
    size_t length = 0;
    const auto asks = [&](const char* goal) {
        return [&session, &json, &length, goal] {
            const int code = dictum_query(session, goal, nullptr, &json, &length);
            return code == DICTUM_OK;
        };
    };
    try_memory(25, asks("budget_for(who, price)"));
    try_memory(25, [&] {
        return dictum_ask(session, "what does tea cost?", nullptr, &json, &length) == DICTUM_OK;
    });
    try_memory(15, [&] {
        const int asserted = dictum_assert(session, "likes(\"teachers\", \"coffee\")");
        return dictum_forget(session) == DICTUM_OK && asserted == DICTUM_OK;
    });
    try_memory(15, [&] {
        dictum_session* opened = nullptr;
        const int code = dictum_open(&opened, nullptr, 0, DICTUM_ABI_VERSION);
        const int loaded =
            code == DICTUM_OK ? dictum_load(opened, session.pack().path().c_str(), nullptr) : code;
        dictum_close(opened);
        return loaded == DICTUM_OK;
    });
}

TEST_CASE("a file survives every allocation that fails") {
    const ShopPack pack;
    const std::string kb = pack.file("shop.kb");
    const auto whole = [&] {
        const auto checked = check_base(kb);
        return std::holds_alternative<CheckedFile>(checked) && std::get<CheckedFile>(checked).whole;
    };
    const auto tried = [](const auto& work) {
        try {
            return work();
        } catch (const std::bad_alloc&) {
            return false;
        }
    };
    std::string at = "2024-01-01T00:00:00Z";
    try_memory(
        25, [&] { return tried([&] { return load_packs({pack.path()}, kb, at).index() == 0; }); });
    REQUIRE(whole());
    int corrections = 0;
    try_memory(25, [&] {
        return tried([&] {
            ClaimRequest request;
            request.action = ClaimAction::Correct;
            request.kb = kb;
            request.subject = "tea-price";
            request.fact = "price(\"tea\", " + std::to_string(++corrections) + "元)";
            request.review = {"it changes", "analyst", at};
            return change_claim(request).index() == 0;
        });
    });
    REQUIRE(whole());
    const std::string copy = pack.file("copy.kb");
    try_memory(15, [&] {
        static_cast<void>(std::remove(copy.c_str()));
        return tried([&] { return back_up_base(kb, copy).index() == 0; });
    });
    CHECK(whole());
}
