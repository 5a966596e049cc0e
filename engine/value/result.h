// Success or failure as a value: the library throws nothing on purpose.
//
//   Result<Decimal> half = Decimal::parse("0.5");
//   if (!half) return half.error();
//   DICTUM_TRY(auto sum, add(*half, *half));
//
// A *user error* (bad text, bad rule) is a Diagnostic (diagnostic.h) and all of them are collected;
// an *environment error* (file, SQLite, limit, memory) is an Error, and the first one wins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace dictum {

// The values are stable: they become C ABI codes and exit codes.
enum class ErrorCode : std::uint8_t {
    InvalidInput = 1,  // a value outside a function's domain, a malformed literal
    NotFound = 2,
    Io = 3,
    Limit = 4,        // a limit of the run was reached
    Interrupted = 5,  // the caller asked the run to stop
    OutOfMemory = 6,
    Unsupported = 7,  // understood, and not available in this version
    Damaged = 8,      // a file that is not what it claims to be
};

struct Error {
    ErrorCode code = ErrorCode::InvalidInput;
    std::string message;
};

// What the caller handed over is wrong.
inline Error invalid_input(std::string message) {
    return {ErrorCode::InvalidInput, std::move(message)};
}

// A T or an Error. `*result` and `->` require has_value().
template <class T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& operator*() & { return std::get<0>(state_); }
    const T& operator*() const& { return std::get<0>(state_); }
    T&& operator*() && { return std::get<0>(std::move(state_)); }
    T* operator->() { return &std::get<0>(state_); }
    const T* operator->() const { return &std::get<0>(state_); }

    Error& error() { return std::get<1>(state_); }
    const Error& error() const { return std::get<1>(state_); }

  private:
    std::variant<T, Error> state_;
};

// Success without a value.
template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool has_value() const { return !error_.has_value(); }
    explicit operator bool() const { return has_value(); }
    Error& error() { return *error_; }
    const Error& error() const { return *error_; }

  private:
    std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace dictum

// DICTUM_TRY(declaration, expression): unwraps a Result, or returns its Error from this function.
// DICTUM_CHECK(expression): the same for a Status.
#define DICTUM_TRY_NAMED(temporary, declaration, expression) \
    auto temporary = (expression);                           \
    if (!temporary) return std::move(temporary.error());     \
    declaration = *std::move(temporary)
#define DICTUM_CONCAT_INNER(a, b) a##b
#define DICTUM_CONCAT(a, b) DICTUM_CONCAT_INNER(a, b)
#define DICTUM_TRY(declaration, expression) \
    DICTUM_TRY_NAMED(DICTUM_CONCAT(dictum_try_, __COUNTER__), declaration, expression)
#define DICTUM_CHECK(expression)                               \
    do {                                                       \
        if (auto dictum_status = (expression); !dictum_status) \
            return std::move(dictum_status.error());           \
    } while (false)
