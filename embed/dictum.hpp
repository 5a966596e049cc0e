// Dictum for C++: handles that close themselves, and rows as a range, over dictum.h.
//
//   auto session = dictum::Session::open("kb.db");
//   auto goal = session.prepare("server_price(server, price)");
//   goal.bind("server", "domestic");
//   for (const dictum::Row& row : goal) std::cout << row.quantity("price")->hi << '\n';
//   std::cout << session.ask("What does an A100 server cost?").value_or("?") << '\n';
//
// Nothing throws: what fails gives an empty optional or false, ends a range, and leaves its code
// and words with the session. With DICTUM_EXCEPTIONS defined a dictum::Error is thrown instead.
// Threads and lifetimes are those of dictum.h; a Goal must go before its Session.
#ifndef DICTUM_HPP
#define DICTUM_HPP

#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#ifdef DICTUM_EXCEPTIONS
#include <stdexcept>
#endif

#include <dictum.h>

namespace dictum {
// Apart from the names of the library itself, which a static one carries.
inline namespace v1 {

#ifdef DICTUM_EXCEPTIONS
class Error : public std::runtime_error {
  public:
    Error(int code, const char* message) : std::runtime_error(message), code_(code) {}
    int code() const noexcept { return code_; }

  private:
    int code_;
};
#endif

// True for DICTUM_OK; otherwise false, or an Error.
inline bool succeeded(int code, [[maybe_unused]] const dictum_session* session) {
    if (code == DICTUM_OK) return true;
#ifdef DICTUM_EXCEPTIONS
    const char* const words = dictum_error_message(session);
    throw Error(code, *words == '\0' ? dictum_code_name(code) : words);
#else
    return false;
#endif
}

// Under what something is answered: as DICTUM_AS_OF and its like say.
class Options {
  public:
    Options() {
        dictum_options* made = nullptr;
        dictum_options_new(&made);
        handle_.reset(made);
    }
    // Only that there is such an option is looked at here.
    Options& set(int option, const std::string& text) {
        succeeded(dictum_options_set(handle_.get(), option, text.c_str()), nullptr);
        return *this;
    }
    Options& language(const std::string& name) { return set(DICTUM_LANGUAGE, name); }
    Options& as_of(const std::string& date) { return set(DICTUM_AS_OF, date); }
    Options& at_least(const std::string& modality) { return set(DICTUM_AT_LEAST, modality); }
    Options& assume(const std::string& fact) { return set(DICTUM_ASSUME, fact); }
    Options& without(const std::string& id) { return set(DICTUM_WITHOUT, id); }
    Options& change(const std::string& fact) { return set(DICTUM_SET, fact); }
    const dictum_options* handle() const { return handle_.get(); }

  private:
    struct Free {
        void operator()(dictum_options* options) const { dictum_options_free(options); }
    };
    std::unique_ptr<dictum_options, Free> handle_;
};

struct Quantity {
    double lo = -std::numeric_limits<double>::infinity();
    double hi = std::numeric_limits<double>::infinity();
    bool lo_open = false;
    bool hi_open = false;
    std::string unit;
};

struct Strength {
    int modality = DICTUM_STATED;
    double confidence = 1;
    bool disputed = false;
};

// The row that a goal stands on: good until the goal's next step. Columns by number or name; what
// is of another type is empty.
class Row {
  public:
    explicit Row(dictum_goal* goal) : goal_(goal) {}

    int column(const char* name) const { return dictum_goal_column(goal_, name); }
    int column(int number) const { return number; }

    template <class Column>
    std::optional<std::string_view> text(Column which) const {
        const char* text = nullptr;
        std::size_t length = 0;
        if (dictum_goal_text(goal_, column(which), &text, &length) != DICTUM_OK) return {};
        return std::string_view(text, length);
    }
    template <class Column>
    std::optional<std::int64_t> number(Column which) const {
        long long value = 0;
        if (dictum_goal_number(goal_, column(which), &value) != DICTUM_OK) return {};
        return value;
    }
    template <class Column>
    std::optional<double> real(Column which) const {
        double value = 0;
        if (dictum_goal_real(goal_, column(which), &value) != DICTUM_OK) return {};
        return value;
    }
    template <class Column>
    std::optional<bool> boolean(Column which) const {
        int value = 0;
        if (dictum_goal_bool(goal_, column(which), &value) != DICTUM_OK) return {};
        return value != 0;
    }
    template <class Column>
    std::optional<Quantity> quantity(Column which) const {
        dictum_quantity value{};
        if (dictum_goal_quantity(goal_, column(which), &value) != DICTUM_OK) return {};
        return Quantity{value.lo, value.hi, value.lo_open != 0, value.hi_open != 0, value.unit};
    }
    // Looks for the row's proof: much slower than a step.
    std::optional<Strength> strength() const {
        Strength found;
        int disputed = 0;
        if (dictum_goal_strength(goal_, &found.modality, &found.confidence, &disputed) !=
            DICTUM_OK) {
            return {};
        }
        found.disputed = disputed != 0;
        return found;
    }

  private:
    dictum_goal* goal_;
};

// A prepared goal; iterating over it evaluates it anew.
class Goal {
  public:
    Goal(dictum_session* session, dictum_goal* goal) : session_(session), handle_(goal) {}

    // False for one that could not be prepared.
    explicit operator bool() const { return handle_ != nullptr; }

    template <class Column>
    bool bind(Column which, const char* text) {
        return bind(which, std::string_view(text));
    }
    template <class Column>
    bool bind(Column which, std::string_view text) {
        return did(dictum_goal_bind_text(handle_.get(), column(which), text.data(), text.size()));
    }
    template <class Column>
    bool bind(Column which, const std::string& text) {
        return bind(which, std::string_view(text));
    }
    template <class Column>
    bool bind(Column which, bool value) {
        return did(dictum_goal_bind_bool(handle_.get(), column(which), value ? 1 : 0));
    }
    template <class Column>
    bool bind(Column which, int value) {
        return bind(which, std::int64_t{value});
    }
    template <class Column>
    bool bind(Column which, std::int64_t value) {
        return did(dictum_goal_bind_number(handle_.get(), column(which), value));
    }
    template <class Column>
    bool bind(Column which, double value) {
        return did(dictum_goal_bind_real(handle_.get(), column(which), value));
    }
    template <class Column>
    bool bind(Column which, const Quantity& value) {
        return did(dictum_goal_bind_quantity(handle_.get(), column(which), value.lo, value.hi,
                                             value.unit.empty() ? nullptr : value.unit.c_str()));
    }
    bool unbind() { return did(dictum_goal_unbind_all(handle_.get())); }

    // One object, as `dictum query --json` prints it for the goal with its values in place.
    std::optional<std::string> json() {
        const char* text = nullptr;
        std::size_t length = 0;
        if (!did(dictum_goal_json(handle_.get(), nullptr, &text, &length))) return {};
        return std::string(text, length);
    }

    class Iterator {
      public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Row;
        using difference_type = std::ptrdiff_t;
        using pointer = const Row*;
        using reference = const Row&;

        explicit Iterator(Goal* goal) : goal_(goal), row_(goal ? goal->handle_.get() : nullptr) {
            advance();
        }
        const Row& operator*() const { return row_; }
        const Row* operator->() const { return &row_; }
        Iterator& operator++() {
            advance();
            return *this;
        }
        void operator++(int) { advance(); }
        bool operator==(const Iterator& other) const { return goal_ == other.goal_; }
        bool operator!=(const Iterator& other) const { return goal_ != other.goal_; }

      private:
        void advance() {
            if (goal_ == nullptr) return;
            const int code = dictum_goal_step(goal_->handle_.get());
            if (code == DICTUM_ROW) return;
            Goal* const goal = std::exchange(goal_, nullptr);
            if (code != DICTUM_DONE) succeeded(code, goal->session_);
        }

        Goal* goal_;
        Row row_;
    };
    Iterator begin() {
        dictum_goal_reset(handle_.get());
        return Iterator(this);
    }
    Iterator end() { return Iterator(nullptr); }

  private:
    struct Finalize {
        void operator()(dictum_goal* goal) const { dictum_goal_finalize(goal); }
    };
    int column(const char* name) const { return dictum_goal_column(handle_.get(), name); }
    int column(int number) const { return number; }
    bool did(int code) const { return succeeded(code, session_); }

    dictum_session* session_;
    std::unique_ptr<dictum_goal, Finalize> handle_;
};

class Session {
  public:
    // A knowledge base file. One that could not be opened can only say why.
    static Session open(const std::string& file, int flags = 0) {
        return Session(file.c_str(), flags);
    }
    // In memory, for packs.
    static Session in_memory() { return Session(nullptr, 0); }

    bool load(const std::string& folder, const std::string& recorded_at = {}) {
        return did(dictum_load(handle(), folder.c_str(),
                               recorded_at.empty() ? nullptr : recorded_at.c_str()));
    }

    // One JSON object each, as the command line prints it with --json.
    std::optional<std::string> ask(const std::string& question, const Options* options = nullptr) {
        return json(dictum_ask, question, options);
    }
    std::optional<std::string> query(const std::string& goal, const Options* options = nullptr) {
        return json(dictum_query, goal, options);
    }
    std::optional<std::string> why(const std::string& fact, const Options* options = nullptr) {
        return json(dictum_why, fact, options);
    }
    std::optional<std::string> why_text(const std::string& fact, const Options* options = nullptr) {
        return json(dictum_why_text, fact, options);
    }
    std::optional<std::string> why_not(const std::string& goal, const Options* options = nullptr) {
        return json(dictum_why_not, goal, options);
    }
    std::optional<std::string> what_if(const std::string& asked, const Options* options = nullptr) {
        return json(dictum_what_if, asked, options);
    }
    std::optional<std::string> decide(const std::string& table, std::string_view records) {
        const char* text = nullptr;
        std::size_t length = 0;
        if (!did(dictum_decide(handle(), table.c_str(), records.data(), records.size(), 0, &text,
                               &length))) {
            return {};
        }
        return std::string(text, length);
    }

    bool assert_fact(const std::string& fact) { return did(dictum_assert(handle(), fact.c_str())); }
    bool retract_fact(const std::string& fact) {
        return did(dictum_retract(handle(), fact.c_str()));
    }
    bool forget() { return did(dictum_forget(handle())); }
    bool set_limit(int limit, long long value) {
        return did(dictum_set_limit(handle(), limit, value));
    }
    void interrupt() { dictum_interrupt(handle()); }

    Goal prepare(const std::string& goal) {
        dictum_goal* made = nullptr;
        did(dictum_goal_prepare(handle(), goal.c_str(), &made));
        return Goal(handle(), made);
    }

    int code() const { return dictum_error_code(handle()); }
    const char* message() const { return dictum_error_message(handle()); }
    dictum_session* handle() const { return handle_.get(); }

  private:
    struct Close {
        void operator()(dictum_session* session) const { dictum_close(session); }
    };
    using Call = int(dictum_session*, const char*, const dictum_options*, const char**,
                     std::size_t*);

    Session(const char* file, int flags) {
        dictum_session* made = nullptr;
        const int code = dictum_open(&made, file, flags, DICTUM_ABI_VERSION);
        handle_.reset(made);
        did(code);
    }
    bool did(int code) const { return succeeded(code, handle()); }
    std::optional<std::string> json(Call* call, const std::string& asked, const Options* options) {
        const char* text = nullptr;
        std::size_t length = 0;
        const dictum_options* const under = options == nullptr ? nullptr : options->handle();
        if (!did(call(handle(), asked.c_str(), under, &text, &length))) return {};
        return std::string(text, length);
    }

    std::unique_ptr<dictum_session, Close> handle_;
};

}  // namespace v1
}  // namespace dictum

#endif  // DICTUM_HPP
