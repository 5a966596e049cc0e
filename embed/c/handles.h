// What stands behind the handles of the C interface, and the one way into it.
//
//   return call(session, [&](dictum_session& own) { return own.give(...); });
//
// `call` refuses a missing handle and a second call meanwhile, clears the last error, and lets no
// exception out. A finalized goal stays as an empty shell for a while, so that using it again is
// misuse and not undefined.
#pragma once

#include <atomic>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "embed/decide.h"
#include "embed/dictum.h"
#include "embed/overlay.h"
#include "embed/prepared_goal.h"

struct dictum_options {
    dictum::AskOptions options;
};

struct dictum_goal {
    dictum_session* session = nullptr;
    std::optional<dictum::PreparedGoal> prepared;  // nothing: finalized
    std::vector<std::string> types;                // by column
    std::vector<std::string> units;
    std::vector<std::string> shown;  // values of the row that have no text of their own
    bool done = false;               // the last step gave DICTUM_DONE
};

struct dictum_session {
    static constexpr std::size_t kShellsKept = 1024;

    std::atomic<bool> busy{false};
    std::atomic<bool> interrupted{false};

    std::string file;  // empty: in memory
    std::vector<std::string> packs;
    std::optional<dictum::Session> session;  // nothing: no knowledge was loaded
    dictum::Overlay overlay;
    std::map<std::string, dictum::Decider, std::less<>> deciders;

    dictum::Limits limits;
    long long milliseconds = 0;
    std::chrono::steady_clock::time_point deadline;
    dictum_progress progress = nullptr;
    void* progress_context = nullptr;

    int code = DICTUM_OK;
    std::string message;
    const char* fixed_message = nullptr;  // where making one could fail
    std::vector<dictum::Problem> problems;
    std::string text;  // that was given last

    std::vector<std::unique_ptr<dictum_goal>> goals;
    std::deque<std::unique_ptr<dictum_goal>> shells;

    dictum_session();
    void begin();
    int fail(dictum::Failure failure);
    int fail(const dictum::Error& error);
    int fail_plainly(int wrong, const char* words) noexcept;
    int misuse(const char* words) noexcept { return fail_plainly(DICTUM_MISUSE, words); }
    int give(std::string made, const char** out, std::size_t* length);
    // Of the bytes of a base that somebody else has open.
    std::optional<dictum::Failure> open_bytes(std::string bytes);
    // Of what `open` names, or of the packs.
    std::optional<dictum::Failure> reopen(std::vector<std::string> with_packs);
    std::optional<dictum::Error> poll();
};

namespace dictum::c {

template <class Body>
int call(dictum_session* session, Body body) noexcept {
    if (session == nullptr) return DICTUM_MISUSE;
    if (session->busy.exchange(true, std::memory_order_acquire)) return DICTUM_MISUSE;
    int code = DICTUM_OK;
    try {
        session->begin();
        code = body(*session);
    } catch (const std::bad_alloc&) {
        code = session->fail_plainly(DICTUM_NOMEM, "error: memory ran out");
    } catch (...) {
        code = session->fail_plainly(DICTUM_INTERNAL, "error: a defect of the library");
    }
    session->busy.store(false, std::memory_order_release);
    return code;
}

// The same where knowledge is needed.
template <class Body>
int ask(dictum_session* session, Body body) noexcept {
    return call(session, [&](dictum_session& own) {
        if (own.session) return body(own, *own.session);
        return own.fail_plainly(DICTUM_NOT_FOUND, "error: no knowledge was loaded");
    });
}

// The same for a goal that is not finalized.
template <class Body>
int call(dictum_goal* goal, Body body) noexcept {
    if (goal == nullptr || !goal->prepared) return DICTUM_MISUSE;
    return call(goal->session, [&](dictum_session& own) { return body(own, *goal->prepared); });
}

}  // namespace dictum::c
