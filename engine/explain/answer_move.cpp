#include "engine/explain/answer_move.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace dictum {
namespace {

bool is_figure(const Type& type) {
    if (type.base == BaseType::Quantity) return !is_period(type);
    return type.base == BaseType::Number;
}

Interval figure(Word word, BaseType type, const Values& values) {
    if (type == BaseType::Quantity) return values.interval(word);
    return Interval::point(Decimal::from_integer(as_number(word)));
}

double size_of(const std::optional<Decimal>& end) {
    return end ? std::abs(end->to_double(Rounding::Up)) : 0;
}

// Rows by their other columns; sorted as solve() sorts them, so that figures pair off in order.
using ByKey = std::map<std::vector<Word>, std::vector<const std::vector<Word>*>>;

ByKey by_key(const std::vector<std::vector<Word>>& rows, std::span<const Column> columns) {
    ByKey sorted;
    for (const std::vector<Word>& row : rows) {
        std::vector<Word> key;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!is_figure(columns[i].type)) key.push_back(row[i]);
        }
        sorted[std::move(key)].push_back(&row);
    }
    return sorted;
}

class Comparison {
  public:
    Comparison(std::span<const Column> columns, std::span<const double> scale, const Values& values)
        : columns_(columns), scale_(scale), values_(values) {}

    AnswerMove run(const ByKey& a, const ByKey& b) {
        if (a.size() != b.size()) move_.other_rows = true;
        for (const auto& [key, rows] : a) {
            const auto found = b.find(key);
            if (found == b.end() || found->second.size() != rows.size()) {
                move_.other_rows = true;
                continue;
            }
            for (std::size_t i = 0; i < rows.size(); ++i) compare(*rows[i], *found->second[i]);
        }
        return move_;
    }

  private:
    void compare(const std::vector<Word>& a, const std::vector<Word>& b) {
        for (std::size_t i = 0; i < a.size(); ++i) {
            const BaseType type = columns_[i].type.base;
            if (!is_figure(columns_[i].type) || a[i] == b[i]) continue;
            const Interval x = figure(a[i], type, values_);
            const Interval y = figure(b[i], type, values_);
            compare(x.lo, y.lo, scale_[i]);
            compare(x.hi, y.hi, scale_[i]);
        }
    }

    void compare(const std::optional<Decimal>& x, const std::optional<Decimal>& y, double scale) {
        if (x.has_value() != y.has_value()) {
            move_.other_rows = true;
        } else if (x) {
            const double distance =
                std::abs(x->to_double(Rounding::Up) - y->to_double(Rounding::Up));
            move_.moved = std::max(move_.moved, distance / scale);
        }
    }

    std::span<const Column> columns_;
    std::span<const double> scale_;
    const Values& values_;
    AnswerMove move_;
};

}  // namespace

std::vector<double> scale_of(const std::vector<std::vector<Word>>& rows,
                             std::span<const Column> columns, const Values& values) {
    std::vector<double> scale(columns.size(), 0);
    for (const std::vector<Word>& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!is_figure(columns[i].type)) continue;
            const Interval interval = figure(row[i], columns[i].type.base, values);
            scale[i] = std::max({scale[i], size_of(interval.lo), size_of(interval.hi)});
        }
    }
    for (double& size : scale) {
        if (size == 0) size = 1;
    }
    return scale;
}

AnswerMove answer_move(const std::vector<std::vector<Word>>& a,
                       const std::vector<std::vector<Word>>& b, std::span<const Column> columns,
                       std::span<const double> scale, const Values& values) {
    return Comparison(columns, scale, values).run(by_key(a, columns), by_key(b, columns));
}

}  // namespace dictum
