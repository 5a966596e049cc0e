// What embedding costs: embed_times PACK [--check] [--base FILE].
//
// Prints the median of a prepared goal with a bound key, of opening the pack and of opening a
// knowledge base of it, and what a session holds. With --check nothing is timed; it ends with 1
// when a prepared goal that has run once allocates.
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <vector>

#include "embed/dictum.h"

namespace {

std::size_t allocations = 0;

using Clock = std::chrono::steady_clock;

double median_microseconds(std::size_t runs, std::size_t each, void (*run)(void*), void* context) {
    std::vector<double> times;
    for (std::size_t i = 0; i < runs; ++i) {
        const auto start = Clock::now();
        for (std::size_t j = 0; j < each; ++j) run(context);
        const std::chrono::duration<double, std::micro> spent = Clock::now() - start;
        times.push_back(spent.count() / static_cast<double>(each));
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "%s\n", what);
    std::exit(1);
}

struct Opened {
    const char* pack = nullptr;
    const char* base = nullptr;
};

void open_pack(void* context) {
    dictum_session* session = nullptr;
    dictum_open(&session, nullptr, 0, DICTUM_ABI_VERSION);
    require(dictum_load(session, static_cast<Opened*>(context)->pack, nullptr) == DICTUM_OK,
            "the pack could not be loaded");
    dictum_close(session);
}

void open_base(void* context) {
    dictum_session* session = nullptr;
    const char* const base = static_cast<Opened*>(context)->base;
    require(dictum_open(&session, base, 0, DICTUM_ABI_VERSION) == DICTUM_OK,
            "the knowledge base could not be opened");
    dictum_close(session);
}

// Binds one of the keys, and reads the value of its row.
void ask_price(void* context) {
    static const char* const kKeys[] = {"domestic", "ascend"};
    static std::size_t turn = 0;
    auto* const goal = static_cast<dictum_goal*>(context);
    dictum_goal_bind_text(goal, 0, kKeys[++turn % 2], DICTUM_TERMINATED);
    dictum_quantity price;
    while (dictum_goal_step(goal) == DICTUM_ROW) dictum_goal_quantity(goal, 1, &price);
}

std::size_t held_bytes() { return mallinfo2().uordblks + mallinfo2().hblkhd; }

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

int main(int argc, char** argv) {
    require(argc > 1, "embed_times PACK [--check] [--base FILE]");
    Opened opened{argv[1], nullptr};
    bool check = false;
    for (int i = 2; i < argc; ++i) {
        check = check || std::strcmp(argv[i], "--check") == 0;
        if (std::strcmp(argv[i], "--base") == 0 && i + 1 < argc) opened.base = argv[i + 1];
    }
    const std::size_t before = held_bytes();
    dictum_session* session = nullptr;
    dictum_goal* goal = nullptr;
    dictum_open(&session, nullptr, 0, DICTUM_ABI_VERSION);
    require(dictum_load(session, opened.pack, nullptr) == DICTUM_OK, "the pack can't be loaded");
    require(dictum_goal_prepare(session, "server_price(server, price)", &goal) == DICTUM_OK,
            "the goal can't be prepared");
    for (int i = 0; i < 4; ++i) ask_price(goal);
    const std::size_t session_bytes = held_bytes() - before;
    const std::size_t allocated = allocations;
    for (int i = 0; i < 1000; ++i) ask_price(goal);
    const std::size_t allocated_since = allocations - allocated;
    std::printf("allocations of 1000 prepared goals  %zu\n", allocated_since);
    if (!check) {
        std::printf("prepared goal, bound key            %.3f us\n",
                    median_microseconds(200, 1000, ask_price, goal));
        std::printf("session                             %.2f MB\n",
                    static_cast<double>(session_bytes) / 1e6);
        std::printf("opening the pack                    %.2f ms\n",
                    median_microseconds(15, 1, open_pack, &opened) / 1000);
        if (opened.base != nullptr) {
            std::printf("opening its knowledge base          %.2f ms\n",
                        median_microseconds(25, 1, open_base, &opened) / 1000);
        }
    }
    dictum_goal_finalize(goal);
    dictum_close(session);
    return allocated_since == 0 ? 0 : 1;
}
