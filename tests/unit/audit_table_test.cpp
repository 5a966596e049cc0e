// Random small tables: what an audit finds in them is what trying every input finds.
//
// Constants are 0..4, so whole numbers 0..6 and both booleans are all the inputs that a cell can
// tell apart (and those below zero, which no cell mentions, are not asked about). Seeds are fixed;
// a failure prints the seed.
#include <algorithm>
#include <map>
#include <random>

#include "audit/subject.h"
#include "tests/catch.hpp"
#include "tests/unit/table_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

constexpr int kGreatest = 6;

using Point = std::vector<int>;

struct Sample {
    std::string policy;
    std::vector<bool> is_bool;
    std::vector<Row> rows;

    bool holds(std::size_t row, const Point& point) const {
        for (std::size_t i = 0; i < point.size(); ++i) {
            if (!passes(rows[row].when[i], point[i])) return false;
        }
        return true;
    }
    static bool passes(const std::string& cell, int value) {
        if (cell == "-") return true;
        if (cell == "true") return value == 1;
        if (cell == "false") return value == 0;
        const int last = cell.back() - '0';
        if (cell.starts_with("<")) return value < last;
        if (cell.starts_with(">=")) return value >= last;
        if (cell.starts_with("!")) return value != last;
        const int first = cell.front() - '0';
        return value >= first && value <= last;
    }

    // A gap below zero is not expected to be filled; a row may decide there.
    std::vector<Point> points(int least) const {
        std::vector<Point> points{{}};
        for (const bool two : is_bool) {
            std::vector<Point> longer;
            for (const Point& point : points) {
                for (int value = two ? 0 : least; value <= (two ? 1 : kGreatest); ++value) {
                    longer.push_back(point);
                    longer.back().push_back(value);
                }
            }
            points = std::move(longer);
        }
        return points;
    }

    // What the rows that are not left out conclude: of `first` the first, otherwise all.
    std::vector<std::string> outcome(const Point& point, const std::vector<bool>& left_out) const {
        std::vector<std::string> found;
        for (std::size_t row = 0; row < rows.size(); ++row) {
            if (left_out[row] || !holds(row, point)) continue;
            found.push_back(rows[row].then.front());
            if (policy == "first") break;
        }
        std::ranges::sort(found);
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }
};

Sample random_sample(std::uint32_t seed) {
    std::mt19937 random(seed);
    const auto below = [&](unsigned most) { return static_cast<int>(random() % most); };
    Sample sample;
    const std::vector<std::string> policies{"unique", "any", "first"};
    sample.policy = policies[random() % policies.size()];
    const int inputs = 1 + below(3);
    for (int i = 0; i < inputs; ++i) sample.is_bool.push_back(below(3) == 0);
    const int rows = 1 + below(6);
    for (int row = 0; row < rows; ++row) {
        Row made;
        for (const bool two : sample.is_bool) {
            const std::string low = std::to_string(below(2));
            const std::string high = std::to_string(2 + below(3));
            const std::vector<std::string> cells{"-", "< " + high, ">= " + low, low + ".." + high,
                                                 low, "!" + high};
            const std::vector<std::string> bools{"-", "true", "false"};
            made.when.push_back(two ? bools[random() % 3] : cells[random() % cells.size()]);
        }
        // Of rows that are told apart by nothing the reader complains itself.
        const bool again = std::ranges::any_of(
            sample.rows, [&](const Row& each) { return each.when == made.when; });
        if (again) continue;
        made.then.push_back(below(2) == 0 ? "\"a\"" : "\"b\"");
        sample.rows.push_back(std::move(made));
    }
    return sample;
}

Findings audited(const Sample& sample) {
    std::string columns;
    std::string names;
    std::vector<std::string> inputs;
    for (std::size_t i = 0; i < sample.is_bool.size(); ++i) {
        const std::string name = "i" + std::to_string(i);
        inputs.push_back(name + (sample.is_bool[i] ? ": bool" : ": number"));
        columns += inputs.back() + ", ";
        names += name + ", ";
    }
    TableCase made(".decl out(" + columns + "o: symbol)\n");
    made.concludes("out(" + names + "o)").hit(sample.policy).inputs(inputs).outputs({"o: symbol"});
    made.rows(sample.rows);
    CHECK(made.found() == Lines{});
    Knowledge knowledge;
    knowledge.tables.push_back({.table = made.table, .row_citations = {}, .row_strengths = {}});
    Assembled assembled;
    assembled.vocabulary = made.program.vocabulary;
    const SupportTable supports;
    Model model(*made.program.program, made.program.values, supports, nullptr, Limits{});
    const AuditSubject subject{knowledge,           assembled, *made.program.program,
                               made.program.values, model,     made.program.sources};
    Findings findings;
    audit_tables(subject, findings);
    return findings;
}

std::map<std::string, std::vector<std::string>> by_kind(const Findings& findings) {
    std::map<std::string, std::vector<std::string>> found;
    for (const Finding& each : findings.items()) found[each.id].push_back(each.about);
    return found;
}

std::string about(std::size_t row) { return "t/" + std::to_string(row + 1); }

}  // namespace

TEST_CASE("gaps, overlaps and masked rows of random tables are those of every input",
          "[audit_table_test]") {
    for (std::uint32_t seed = 1; seed <= 600; ++seed) {
        INFO("seed " << seed);
        const Sample sample = random_sample(seed);
        auto found = by_kind(audited(sample));
        const std::vector<Point> points = sample.points(-1);
        const std::vector<Point> expected = sample.points(0);
        const auto holds_at = [&](std::size_t row) {
            return [&sample, row](const Point& point) { return sample.holds(row, point); };
        };

        const bool gap = std::ranges::any_of(expected, [&](const Point& point) {
            for (std::size_t row = 0; row < sample.rows.size(); ++row) {
                if (sample.holds(row, point)) return false;
            }
            return true;
        });
        CHECK(gap == (found.contains("table-gap") || found.contains("missing-value")));

        std::vector<std::string> impossible;
        std::vector<std::string> masked;
        std::vector<std::string> overlapping;
        for (std::size_t row = 0; row < sample.rows.size(); ++row) {
            bool reached = false;
            bool quarrels = false;
            for (const Point& point : points) {
                if (!sample.holds(row, point)) continue;
                bool before = false;
                for (std::size_t other = 0; other < row; ++other) {
                    if (!sample.holds(other, point)) continue;
                    before = true;
                    quarrels = quarrels || sample.policy == "unique" ||
                               sample.rows[row].then != sample.rows[other].then;
                }
                reached = reached || !before;
            }
            const bool never = std::ranges::none_of(points, holds_at(row));
            if (never) impossible.push_back(about(row));
            if (!never && !reached && sample.policy == "first") masked.push_back(about(row));
            if (quarrels && sample.policy != "first") overlapping.push_back(about(row));
        }
        CHECK(found["impossible-row"] == impossible);
        CHECK(found["masked-row"] == masked);
        CHECK(found["table-overlap"] == overlapping);
        CHECK(!found.contains("undecided-table"));
    }
}

TEST_CASE("without the rows that an audit calls needless, every input is decided alike",
          "[audit_table_test]") {
    std::size_t needless = 0;
    for (std::uint32_t seed = 1; seed <= 600; ++seed) {
        INFO("seed " << seed);
        const Sample sample = random_sample(seed);
        auto found = by_kind(audited(sample));
        std::vector<bool> none(sample.rows.size(), false);
        std::vector<bool> left_out = none;
        for (std::size_t row = 0; row < sample.rows.size(); ++row) {
            for (const char* kind : {"subsumed-row", "masked-row", "impossible-row"}) {
                if (std::ranges::count(found[kind], about(row)) > 0) left_out[row] = true;
            }
        }
        needless += static_cast<std::size_t>(std::ranges::count(left_out, true));
        for (const Point& point : sample.points(-1)) {
            CHECK(sample.outcome(point, none) == sample.outcome(point, left_out));
        }
    }
    CHECK(needless > 100);
}
