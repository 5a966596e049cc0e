// The C interface: prepared goals.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

#include "embed/c/handles.h"
#include "embed/description.h"

using dictum::BaseType;
using dictum::Column;
using dictum::Decimal;
using dictum::Error;
using dictum::ErrorCode;
using dictum::Failure;
using dictum::Interval;
using dictum::PreparedGoal;
using dictum::Result;
using dictum::Rounding;
using dictum::Session;
using dictum::Status;
using dictum::c::ask;
using dictum::c::call;

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

// What a shortest decimal text of it says: 0.1 is a tenth.
Result<Decimal> decimal_of(double value) {
    std::array<char, 40> digits{};
    const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    return Decimal::parse(std::string_view(digits.data(), written.ptr));
}

bool is_column(const PreparedGoal& goal, int column) {
    return column >= 0 && static_cast<std::size_t>(column) < goal.columns().size();
}

// `bind(column)` gives a Status, and refuses a type that the value can't have.
template <class Bind>
int bound(dictum_goal* goal, int column, Bind bind) {
    return call(goal, [&](dictum_session& own, PreparedGoal& prepared) {
        if (!is_column(prepared, column)) return own.misuse("error: there is no such column");
        const Status status = bind(prepared, static_cast<std::size_t>(column));
        return status ? static_cast<int>(DICTUM_OK) : own.fail(status.error());
    });
}

Error no_value_of(const Column& column, const char* kind) {
    return {ErrorCode::InvalidInput, std::string(kind) + " is no value of `" + column.name + "`"};
}

// `read(own, prepared, column, type)` where the row has a value of one of the types.
template <class Read>
int read(dictum_goal* goal, int column, bool (*fits)(const dictum::Type&), Read give) {
    return call(goal, [&](dictum_session& own, PreparedGoal& prepared) {
        if (!is_column(prepared, column)) return own.misuse("error: there is no such column");
        if (!prepared.on_row()) return own.misuse("error: there is no row");
        const auto at = static_cast<std::size_t>(column);
        const dictum::Type& type = prepared.columns()[at].type;
        if (!fits(type)) return own.misuse("error: the column is of another type");
        return give(own, prepared, at, type);
    });
}

bool of_any(const dictum::Type&) { return true; }

}  // namespace

extern "C" {

int dictum_goal_prepare(dictum_session* session, const char* text, dictum_goal** goal) {
    if (goal != nullptr) *goal = nullptr;
    return ask(session, [&](dictum_session& own, Session& knowledge) {
        if (text == nullptr || goal == nullptr) return own.misuse("error: an argument is missing");
        dictum::View& view = knowledge.present();
        auto made = PreparedGoal::make(view, text);
        if (auto* failed = std::get_if<Failure>(&made)) return own.fail(*std::move(failed));
        auto handle = std::make_unique<dictum_goal>();
        handle->session = &own;
        handle->prepared.emplace(std::get<PreparedGoal>(std::move(made)));
        const dictum::UnitTable& units = view.assembled.vocabulary.units;
        for (const Column& column : handle->prepared->columns()) {
            handle->types.push_back(dictum::type_text(column.type, view.program, units));
            const bool counts = column.type.base == BaseType::Quantity && !is_period(column.type);
            handle->units.push_back(counts ? units[column.type.unit].name : "");
        }
        handle->shown.resize(handle->types.size());
        *goal = own.goals.emplace_back(std::move(handle)).get();
        return static_cast<int>(DICTUM_OK);
    });
}

int dictum_goal_finalize(dictum_goal* goal) {
    if (goal == nullptr) return DICTUM_OK;
    return call(goal, [&](dictum_session& own, PreparedGoal&) {
        const auto held =
            std::ranges::find_if(own.goals, [&](const auto& other) { return other.get() == goal; });
        if (own.shells.size() >= dictum_session::kShellsKept) own.shells.pop_front();
        own.shells.push_back(std::move(*held));
        own.goals.erase(held);
        goal->prepared.reset();
        goal->types = {};
        goal->units = {};
        goal->shown = {};
        return static_cast<int>(DICTUM_OK);
    });
}

int dictum_goal_width(const dictum_goal* goal) {
    return goal == nullptr ? 0 : static_cast<int>(goal->types.size());
}

const char* dictum_goal_name(const dictum_goal* goal, int column) {
    if (column < 0 || column >= dictum_goal_width(goal)) return nullptr;
    return goal->prepared->columns()[static_cast<std::size_t>(column)].name.c_str();
}

const char* dictum_goal_type(const dictum_goal* goal, int column) {
    if (column < 0 || column >= dictum_goal_width(goal)) return nullptr;
    return goal->types[static_cast<std::size_t>(column)].c_str();
}

int dictum_goal_kind(const dictum_goal* goal, int column) {
    if (column < 0 || column >= dictum_goal_width(goal)) return 0;
    const auto& type = goal->prepared->columns()[static_cast<std::size_t>(column)].type;
    if (is_period(type)) return DICTUM_KIND_PERIOD;
    switch (type.base) {
        case BaseType::Number:
            return DICTUM_KIND_NUMBER;
        case BaseType::Unsigned:
            return DICTUM_KIND_UNSIGNED;
        case BaseType::Float:
            return DICTUM_KIND_FLOAT;
        case BaseType::Symbol:
            return DICTUM_KIND_SYMBOL;
        case BaseType::Quantity:
            return DICTUM_KIND_QUANTITY;
        case BaseType::Ratio:
            return DICTUM_KIND_RATIO;
        case BaseType::Date:
            return DICTUM_KIND_DATE;
        case BaseType::Bool:
            return DICTUM_KIND_BOOL;
        case BaseType::Record:  // of no column of a pack
            break;
    }
    return 0;
}

int dictum_goal_column(const dictum_goal* goal, const char* name) {
    if (goal == nullptr || !goal->prepared || name == nullptr) return -1;
    const auto found = goal->prepared->column(name);
    return found ? static_cast<int>(*found) : -1;
}

// ---- bindings ------------------------------------------------------------------------------

int dictum_goal_bind_text(dictum_goal* goal, int column, const char* text, size_t length) {
    return bound(goal, column, [&](PreparedGoal& prepared, std::size_t at) -> Status {
        if (text == nullptr) return no_value_of(prepared.columns()[at], "nothing");
        const std::size_t size = length == DICTUM_TERMINATED ? std::strlen(text) : length;
        return prepared.bind_text(at, std::string_view(text, size));
    });
}

int dictum_goal_bind_number(dictum_goal* goal, int column, long long value) {
    return bound(goal, column, [&](PreparedGoal& prepared, std::size_t at) -> Status {
        switch (prepared.columns()[at].type.base) {
            case BaseType::Number:
                prepared.bind(at, dictum::word_of(static_cast<std::int64_t>(value)));
                return {};
            case BaseType::Unsigned:
                if (value < 0) return no_value_of(prepared.columns()[at], "a negative number");
                prepared.bind(at, static_cast<dictum::Word>(value));
                return {};
            case BaseType::Float:
                prepared.bind(at, dictum::word_of(static_cast<double>(value)));
                return {};
            case BaseType::Quantity: {
                const auto lo = Decimal::from_integer(value, Rounding::Down);
                const auto hi = Decimal::from_integer(value, Rounding::Up);
                return prepared.bind_quantity(at, Interval{lo, hi, false, false}, {});
            }
            default:
                return no_value_of(prepared.columns()[at], "a number");
        }
    });
}

int dictum_goal_bind_real(dictum_goal* goal, int column, double value) {
    return bound(goal, column, [&](PreparedGoal& prepared, std::size_t at) -> Status {
        const Column& own = prepared.columns()[at];
        if (!std::isfinite(value)) return no_value_of(own, "what is not finite");
        if (own.type.base == BaseType::Float) {
            prepared.bind(at, dictum::word_of(value));
            return {};
        }
        DICTUM_TRY(const Decimal exact, decimal_of(value));
        return prepared.bind_quantity(at, Interval::point(exact), {});
    });
}

int dictum_goal_bind_bool(dictum_goal* goal, int column, int value) {
    return bound(goal, column, [&](PreparedGoal& prepared, std::size_t at) -> Status {
        if (prepared.columns()[at].type.base != BaseType::Bool) {
            return no_value_of(prepared.columns()[at], "a truth value");
        }
        prepared.bind(at, dictum::word_of(value != 0));
        return {};
    });
}

int dictum_goal_bind_quantity(dictum_goal* goal, int column, double lo, double hi,
                              const char* unit) {
    return bound(goal, column, [&](PreparedGoal& prepared, std::size_t at) -> Status {
        const bool proper = !std::isnan(lo) && !std::isnan(hi) && lo < kInfinity &&
                            hi > -kInfinity && (std::isfinite(lo) || std::isfinite(hi));
        if (!proper) return no_value_of(prepared.columns()[at], "an interval without an end");
        std::optional<Decimal> low;
        std::optional<Decimal> high;
        if (std::isfinite(lo)) {
            DICTUM_TRY(low, decimal_of(lo));
        }
        if (std::isfinite(hi)) {
            DICTUM_TRY(high, decimal_of(hi));
        }
        DICTUM_TRY(const Interval interval, Interval::make(low, high));
        return prepared.bind_quantity(at, interval, unit == nullptr ? "" : unit);
    });
}

int dictum_goal_unbind(dictum_goal* goal, int column) {
    return bound(goal, column, [](PreparedGoal& prepared, std::size_t at) -> Status {
        prepared.unbind(at);
        return {};
    });
}

int dictum_goal_unbind_all(dictum_goal* goal) {
    return call(goal, [](dictum_session&, PreparedGoal& prepared) {
        for (std::size_t i = 0; i < prepared.columns().size(); ++i) prepared.unbind(i);
        return static_cast<int>(DICTUM_OK);
    });
}

// ---- rows ----------------------------------------------------------------------------------

int dictum_goal_step(dictum_goal* goal) {
    return call(goal, [&](dictum_session& own, PreparedGoal& prepared) {
        if (goal->done) prepared.reset();
        goal->done = false;
        if (!prepared.started()) {
            auto failed = prepared.start(own.overlay.model(own.session->present()));
            if (failed) return own.fail(*std::move(failed));
        }
        if (prepared.next()) return static_cast<int>(DICTUM_ROW);
        goal->done = true;
        return static_cast<int>(DICTUM_DONE);
    });
}

int dictum_goal_reset(dictum_goal* goal) {
    return call(goal, [&](dictum_session&, PreparedGoal& prepared) {
        prepared.reset();
        goal->done = false;
        return static_cast<int>(DICTUM_OK);
    });
}

int dictum_goal_text(dictum_goal* goal, int column, const char** text, size_t* length) {
    if (text != nullptr) *text = nullptr;
    return read(
        goal, column, of_any,
        [&](dictum_session& own, PreparedGoal& prepared, std::size_t at, const dictum::Type& type) {
            if (text == nullptr) return own.misuse("error: an argument is missing");
            dictum::View& view = own.session->present();
            const dictum::Word word = prepared.value(at);
            const std::string* shown = &goal->shown[at];
            if (type.base == BaseType::Symbol) {
                shown = &view.values.text(dictum::as_symbol(word));
            } else {
                const auto& units = view.assembled.vocabulary.units;
                goal->shown[at] = view.values.literal(word, type, units);
            }
            *text = shown->c_str();
            if (length != nullptr) *length = shown->size();
            return static_cast<int>(DICTUM_OK);
        });
}

int dictum_goal_number(dictum_goal* goal, int column, long long* value) {
    const auto fits = [](const dictum::Type& type) {
        return type.base == BaseType::Number || type.base == BaseType::Unsigned;
    };
    return read(
        goal, column, fits,
        [&](dictum_session& own, PreparedGoal& prepared, std::size_t at, const dictum::Type&) {
            if (value == nullptr) return own.misuse("error: an argument is missing");
            *value = dictum::as_number(prepared.value(at));
            return static_cast<int>(DICTUM_OK);
        });
}

int dictum_goal_real(dictum_goal* goal, int column, double* value) {
    const auto fits = [](const dictum::Type& type) { return type.base == BaseType::Float; };
    return read(
        goal, column, fits,
        [&](dictum_session& own, PreparedGoal& prepared, std::size_t at, const dictum::Type&) {
            if (value == nullptr) return own.misuse("error: an argument is missing");
            *value = dictum::as_float(prepared.value(at));
            return static_cast<int>(DICTUM_OK);
        });
}

int dictum_goal_bool(dictum_goal* goal, int column, int* value) {
    const auto fits = [](const dictum::Type& type) { return type.base == BaseType::Bool; };
    return read(
        goal, column, fits,
        [&](dictum_session& own, PreparedGoal& prepared, std::size_t at, const dictum::Type&) {
            if (value == nullptr) return own.misuse("error: an argument is missing");
            *value = prepared.value(at) != 0 ? 1 : 0;
            return static_cast<int>(DICTUM_OK);
        });
}

int dictum_goal_quantity(dictum_goal* goal, int column, dictum_quantity* value) {
    const auto fits = [](const dictum::Type& type) {
        return type.base == BaseType::Quantity && !is_period(type);
    };
    return read(
        goal, column, fits,
        [&](dictum_session& own, PreparedGoal& prepared, std::size_t at, const dictum::Type& type) {
            if (value == nullptr) return own.misuse("error: an argument is missing");
            dictum::View& view = own.session->present();
            const auto& unit = view.assembled.vocabulary.units[type.unit];
            auto held = in_unit(view.values.interval(prepared.value(at)), unit);
            if (!held) return own.fail(held.error());
            value->lo = held->lo ? held->lo->to_double(Rounding::Down) : -kInfinity;
            value->hi = held->hi ? held->hi->to_double(Rounding::Up) : kInfinity;
            value->lo_open = held->lo_open ? 1 : 0;
            value->hi_open = held->hi_open ? 1 : 0;
            value->unit = goal->units[at].c_str();
            return static_cast<int>(DICTUM_OK);
        });
}

int dictum_goal_strength(dictum_goal* goal, int* modality, double* confidence, int* disputed) {
    return call(goal, [&](dictum_session& own, PreparedGoal& prepared) {
        if (!prepared.on_row()) return own.misuse("error: there is no row");
        auto found = prepared.standing();
        if (auto* failed = std::get_if<Failure>(&found)) return own.fail(*std::move(failed));
        const auto& standing = std::get<PreparedGoal::Standing>(found);
        if (modality != nullptr) *modality = static_cast<int>(standing.strength.modality);
        if (confidence != nullptr) *confidence = standing.strength.confidence;
        if (disputed != nullptr) *disputed = standing.disputed ? 1 : 0;
        return static_cast<int>(DICTUM_OK);
    });
}

int dictum_goal_json(dictum_goal* goal, const dictum_options* options, const char** json,
                     size_t* length) {
    if (json != nullptr) *json = nullptr;
    return call(goal, [&](dictum_session& own, PreparedGoal& prepared) {
        if (json == nullptr) return own.misuse("error: an argument is missing");
        dictum::AskOptions under = options == nullptr ? dictum::AskOptions() : options->options;
        own.overlay.add_to(under);
        auto answer = own.session->query(prepared.text(), under);
        if (auto* failed = std::get_if<Failure>(&answer)) return own.fail(*std::move(failed));
        return own.give(own.session->to_json(std::get<dictum::Answer>(answer)), json, length);
    });
}

}  // extern "C"
