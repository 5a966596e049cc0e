// The C interface: sessions, errors, limits.
#include <cstring>
#include <filesystem>

#include "embed/c/handles.h"
#include "embed/failure.h"
#include "engine/value/utf8.h"

using dictum::Error;
using dictum::ErrorCode;
using dictum::Failure;
using dictum::Problem;
using dictum::c::call;

dictum_session::dictum_session() {
    limits.poll = [this] { return poll(); };
}

void dictum_session::begin() {
    code = DICTUM_OK;
    fixed_message = nullptr;
    message.clear();
    problems.clear();
    interrupted.store(false, std::memory_order_relaxed);
    if (milliseconds > 0) {
        deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
    }
}

std::optional<Error> dictum_session::poll() {
    if (interrupted.load(std::memory_order_relaxed) ||
        (progress != nullptr && progress(progress_context) != 0)) {
        return Error{ErrorCode::Interrupted, "interrupted"};
    }
    if (milliseconds <= 0 || std::chrono::steady_clock::now() < deadline) return std::nullopt;
    return Error{ErrorCode::Limit,
                 "the time limit of " + std::to_string(milliseconds) + " ms was reached"};
}

int dictum_session::fail(Failure failure) {
    code = static_cast<int>(failure.code);
    message = std::move(failure.text);
    problems = std::move(failure.problems);
    return code;
}

int dictum_session::fail(const Error& error) { return fail(dictum::failure(error)); }

int dictum_session::fail_plainly(int wrong, const char* words) noexcept {
    code = wrong;
    fixed_message = words;
    return wrong;
}

int dictum_session::give(std::string made, const char** out, std::size_t* length) {
    text = std::move(made);
    *out = text.c_str();
    if (length != nullptr) *length = text.size();
    return DICTUM_OK;
}

std::optional<Failure> dictum_session::open_bytes(std::string bytes) {
    dictum::SessionOptions options;
    options.bytes = std::move(bytes);
    options.limits = limits;
    auto opened = dictum::Session::open(std::move(options));
    if (auto* failed = std::get_if<Failure>(&opened)) return *std::move(failed);
    session.emplace(std::get<dictum::Session>(std::move(opened)));
    return std::nullopt;
}

std::optional<Failure> dictum_session::reopen(std::vector<std::string> with_packs) {
    dictum::SessionOptions options;
    options.packs = with_packs;
    options.kb = file;
    options.limits = limits;
    auto opened = dictum::Session::open(std::move(options));
    if (auto* failed = std::get_if<Failure>(&opened)) return *std::move(failed);
    deciders.clear();
    overlay = {};
    session.emplace(std::get<dictum::Session>(std::move(opened)));
    packs = std::move(with_packs);
    return std::nullopt;
}

extern "C" {

const char* dictum_version(void) { return DICTUM_VERSION; }

int dictum_abi_version(void) { return DICTUM_ABI_VERSION; }

const char* dictum_code_name(int code) {
    switch (code) {
        case DICTUM_OK:
            return "DICTUM_OK";
        case DICTUM_INVALID:
            return "DICTUM_INVALID";
        case DICTUM_NOT_FOUND:
            return "DICTUM_NOT_FOUND";
        case DICTUM_IO:
            return "DICTUM_IO";
        case DICTUM_LIMIT:
            return "DICTUM_LIMIT";
        case DICTUM_INTERRUPTED:
            return "DICTUM_INTERRUPTED";
        case DICTUM_NOMEM:
            return "DICTUM_NOMEM";
        case DICTUM_UNSUPPORTED:
            return "DICTUM_UNSUPPORTED";
        case DICTUM_DAMAGED:
            return "DICTUM_DAMAGED";
        case DICTUM_MISUSE:
            return "DICTUM_MISUSE";
        case DICTUM_INTERNAL:
            return "DICTUM_INTERNAL";
        case DICTUM_BUSY:
            return "DICTUM_BUSY";
        case DICTUM_ABI:
            return "DICTUM_ABI";
        case DICTUM_ROW:
            return "DICTUM_ROW";
        case DICTUM_DONE:
            return "DICTUM_DONE";
        default:
            return "unknown code";
    }
}

int dictum_open(dictum_session** session, const char* file, int flags, int abi) {
    if (session == nullptr) return DICTUM_MISUSE;
    *session = nullptr;
    if (abi != DICTUM_ABI_VERSION) return DICTUM_ABI;
    if ((flags & ~DICTUM_CREATE) != 0 || (file != nullptr && *file == '\0')) return DICTUM_MISUSE;
    try {
        *session = new dictum_session;
    } catch (...) {
        return DICTUM_NOMEM;
    }
    if (file == nullptr) return DICTUM_OK;
    return call(*session, [&](dictum_session& own) -> int {
        own.file = file;
        std::error_code ignored;
        const bool wanted = (flags & DICTUM_CREATE) != 0;
        if (wanted && !std::filesystem::exists(own.file, ignored)) return DICTUM_OK;
        if (auto failed = own.reopen({})) return own.fail(*std::move(failed));
        return DICTUM_OK;
    });
}

int dictum_close(dictum_session* session) {
    if (session == nullptr) return DICTUM_OK;
    const int code = call(session, [](dictum_session& own) -> int {
        if (own.goals.empty()) return DICTUM_OK;
        return own.fail_plainly(DICTUM_BUSY, "error: goals are still prepared; finalize them");
    });
    if (code == DICTUM_OK) delete session;
    return code;
}

int dictum_load(dictum_session* session, const char* folder, const char* recorded_at) {
    return call(session, [&](dictum_session& own) -> int {
        if (folder == nullptr) return own.misuse("error: there is no folder to load");
        if (!own.goals.empty() || !own.overlay.empty()) {
            return own.fail_plainly(DICTUM_BUSY,
                                    "error: goals are prepared or facts asserted; finalize and "
                                    "forget them before something is loaded");
        }
        std::vector<std::string> packs = own.packs;
        if (own.file.empty()) {
            packs.emplace_back(folder);
        } else {
            if (recorded_at == nullptr) {
                return own.misuse("error: a file needs the time that it is loaded at");
            }
            auto loaded = dictum::load_packs({folder}, own.file, recorded_at);
            if (auto* failed = std::get_if<Failure>(&loaded)) return own.fail(*std::move(failed));
        }
        if (auto failed = own.reopen(std::move(packs))) return own.fail(*std::move(failed));
        return DICTUM_OK;
    });
}

// ---- what went wrong -----------------------------------------------------------------------

int dictum_error_code(const dictum_session* session) {
    return session == nullptr ? DICTUM_MISUSE : session->code;
}

const char* dictum_error_message(const dictum_session* session) {
    if (session == nullptr) return "error: there is no session";
    return session->fixed_message != nullptr ? session->fixed_message : session->message.c_str();
}

size_t dictum_problem_count(const dictum_session* session) {
    return session == nullptr ? 0 : session->problems.size();
}

int dictum_problem_at(const dictum_session* session, size_t index, dictum_problem* problem) {
    if (session == nullptr || problem == nullptr) return DICTUM_MISUSE;
    if (index >= session->problems.size()) return DICTUM_MISUSE;
    const Problem& found = session->problems[index];
    problem->id = found.id.c_str();
    problem->file = found.file.c_str();
    problem->message = found.message.c_str();
    problem->mend = found.mend.c_str();
    problem->line = static_cast<int>(found.line);
    problem->column = static_cast<int>(found.column);
    problem->is_warning = found.warning ? 1 : 0;
    return DICTUM_OK;
}

size_t dictum_warning_count(const dictum_session* session) {
    return session == nullptr || !session->session ? 0 : session->session->warnings().size();
}

const char* dictum_warning_at(const dictum_session* session, size_t index) {
    if (index >= dictum_warning_count(session)) return nullptr;
    return session->session->warnings()[index].c_str();
}

// ---- limits --------------------------------------------------------------------------------

int dictum_set_limit(dictum_session* session, int limit, long long value) {
    return call(session, [&](dictum_session& own) {
        if (value < 0) return own.misuse("error: a limit can't be negative");
        const auto amount = static_cast<std::uint64_t>(value);
        switch (limit) {
            case DICTUM_LIMIT_MILLISECONDS:
                own.milliseconds = value;
                return static_cast<int>(DICTUM_OK);
            case DICTUM_LIMIT_BYTES:
                own.limits.bytes_max = amount;
                break;
            case DICTUM_LIMIT_TUPLES:
                own.limits.tuples_max = amount;
                break;
            case DICTUM_LIMIT_ROUNDS:
                own.limits.rounds_max = amount;
                break;
            case DICTUM_LIMIT_ROWS:
                own.limits.rows_max = amount;
                break;
            case DICTUM_LIMIT_PROOF_NODES:
                own.limits.proof_nodes_max = amount;
                break;
            default:
                return own.misuse("error: there is no such limit");
        }
        if (own.session) own.session->allow(own.limits);
        own.overlay.allow(own.limits);
        return static_cast<int>(DICTUM_OK);
    });
}

long long dictum_limit(const dictum_session* session, int limit) {
    if (session == nullptr) return -1;
    switch (limit) {
        case DICTUM_LIMIT_MILLISECONDS:
            return session->milliseconds;
        case DICTUM_LIMIT_BYTES:
            return static_cast<long long>(session->limits.bytes_max);
        case DICTUM_LIMIT_TUPLES:
            return static_cast<long long>(session->limits.tuples_max);
        case DICTUM_LIMIT_ROUNDS:
            return static_cast<long long>(session->limits.rounds_max);
        case DICTUM_LIMIT_ROWS:
            return static_cast<long long>(session->limits.rows_max);
        case DICTUM_LIMIT_PROOF_NODES:
            return static_cast<long long>(session->limits.proof_nodes_max);
        default:
            return -1;
    }
}

int dictum_on_progress(dictum_session* session, dictum_progress progress, void* context) {
    return call(session, [&](dictum_session& own) {
        own.progress = progress;
        own.progress_context = context;
        return static_cast<int>(DICTUM_OK);
    });
}

int dictum_interrupt(dictum_session* session) {
    if (session == nullptr) return DICTUM_MISUSE;
    session->interrupted.store(true, std::memory_order_relaxed);
    return DICTUM_OK;
}

}  // extern "C"
