// Random tables: what their clauses conclude against a reading of the table row by row, cell by
// cell, with three answers a cell.
#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "engine/eval/solve.h"
#include "engine/table/lower_table.h"
#include "tests/catch.hpp"
#include "tests/oracle/naive.h"
#include "tests/oracle/random_program.h"
#include "tests/unit/table_support.h"

namespace {

using namespace dictum;
using namespace dictum::test;

enum class Truth : std::uint8_t { No, Maybe, Yes };

// What is known of one shop: how many it sells, and its price from `lo` to `hi`.
struct Shop {
    std::string id;
    std::optional<int> sold;
    std::optional<std::pair<int, int>> price;
};

// A cell as text, and what it says of a value from `lo` to `hi`.
struct Cell {
    std::string text = "-";
    // Alternatives: from, to, and whether it is negated. Absent ends are open.
    struct Range {
        std::optional<int> from;
        std::optional<int> to;
        bool negated = false;
    };
    std::vector<Range> ranges;

    // Ends are whole, so that every half stands for what lies between them.
    Truth of(int lo, int hi) const {
        if (ranges.empty()) return Truth::Yes;
        std::size_t in = 0;
        for (int half = 2 * lo; half <= 2 * hi; ++half) in += holds(half) ? 1U : 0U;
        if (in == 0) return Truth::No;
        return in == static_cast<std::size_t>(2 * (hi - lo) + 1) ? Truth::Yes : Truth::Maybe;
    }

    bool holds(int half) const {
        return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) {
            const bool inside =
                (!range.from || half >= 2 * *range.from) && (!range.to || half <= 2 * *range.to);
            return inside != range.negated;
        });
    }
};

Cell random_cell(Random& random, const std::string& unit) {
    Cell cell;
    if (random.chance(30)) return cell;
    cell.text.clear();
    const std::size_t count = random.chance(25) ? 2 : 1;
    for (std::size_t i = 0; i < count; ++i) {
        const int from = static_cast<int>(random.below(8));
        const int to = from + static_cast<int>(random.below(4));
        Cell::Range range;
        std::string text;
        const std::size_t form = random.below(4);
        if (form == 0) range.from = range.to = from, text = std::to_string(from) + unit;
        if (form == 1) range.from = from, text = ">= " + std::to_string(from) + unit;
        if (form == 2) range.to = to, text = "<= " + std::to_string(to) + unit;
        if (form == 3) {
            range.from = from;
            range.to = to;
            text = std::to_string(from) + ".." + std::to_string(to) + unit;
        }
        range.negated = random.chance(20);
        cell.ranges.push_back(range);
        cell.text += (i == 0 ? "" : ", ") + (range.negated ? "not(" + text + ")" : text);
    }
    return cell;
}

struct RandomRow {
    std::set<std::string> shops;  // none: any
    bool negated = false;
    Cell sold;
    Cell price;
    int outcome = 0;
    bool adds_sold = false;  // the outcome is `outcome + sold`

    std::string shop_text() const {
        if (shops.empty()) return "-";
        std::string text;
        for (const std::string& shop : shops)
            text += (text.empty() ? "" : ", ") + ('"' + shop + '"');
        return negated ? "not(" + text + ")" : text;
    }

    Truth of(const Shop& shop) const {
        if (!shops.empty() && shops.contains(shop.id) == negated) return Truth::No;
        const Truth any = Truth::Maybe;
        const Truth s = shop.sold             ? sold.of(*shop.sold, *shop.sold)
                        : sold.ranges.empty() ? Truth::Yes
                                              : any;
        const Truth p = shop.price             ? price.of(shop.price->first, shop.price->second)
                        : price.ranges.empty() ? Truth::Yes
                                               : any;
        return std::min(s, p);
    }
    std::optional<int> outcome_for(const Shop& shop) const {
        if (!adds_sold) return outcome;
        return shop.sold ? std::optional(outcome + *shop.sold) : std::nullopt;
    }
};

constexpr std::array kPriorities = {2, 0, 3, 1};
std::size_t rank(int outcome) {
    return static_cast<std::size_t>(std::find(kPriorities.begin(), kPriorities.end(), outcome) -
                                    kPriorities.begin());
}

// The policies' meaning, as semantics says it.
std::set<int> decided(const std::vector<RandomRow>& rows, const Shop& shop, HitPolicy hit,
                      Collect collect) {
    using Outcomes = std::vector<std::optional<int>>;
    Outcomes yes;
    Outcomes maybe;
    Outcomes maybe_before;
    for (const RandomRow& row : rows) {
        const Truth truth = row.of(shop);
        if (truth == Truth::Yes) yes.push_back(row.outcome_for(shop));
        if (truth != Truth::Maybe) continue;
        maybe.push_back(row.outcome_for(shop));
        if (yes.empty()) maybe_before.push_back(row.outcome_for(shop));
    }
    if (yes.empty()) return {};
    if (hit == HitPolicy::First) {
        const bool same = std::all_of(maybe_before.begin(), maybe_before.end(),
                                      [&](const auto& outcome) { return outcome == yes[0]; });
        return same && yes[0] ? std::set{*yes[0]} : std::set<int>();
    }
    if (std::find(yes.begin(), yes.end(), std::nullopt) != yes.end()) return {};
    std::set<int> reached;
    int sum = 0;
    for (const auto& outcome : yes) reached.insert(*outcome), sum += *outcome;
    if (hit == HitPolicy::Priority) {
        const auto better = [](int a, int b) { return rank(a) < rank(b); };
        const int best = *std::min_element(reached.begin(), reached.end(), better);
        const bool open = std::any_of(maybe.begin(), maybe.end(),
                                      [&](const auto& other) { return better(*other, best); });
        return open ? std::set<int>() : std::set{best};
    }
    const bool collects = hit == HitPolicy::Collect && collect != Collect::List;
    for (const auto& other : maybe) {
        if (!other) return {};
        const bool totals = collect == Collect::Sum || collect == Collect::Count;
        if (!collects && !reached.contains(*other)) return {};
        if (collects && totals && (collect == Collect::Count || *other != 0)) return {};
        if (collects && collect == Collect::Min && *other < *reached.begin()) return {};
        if (collects && collect == Collect::Max && *other > *reached.rbegin()) return {};
    }
    if (!collects) return reached;
    if (collect == Collect::Min) return {*reached.begin()};
    if (collect == Collect::Max) return {*reached.rbegin()};
    return {collect == Collect::Sum ? sum : static_cast<int>(yes.size())};
}

struct RandomTable {
    std::vector<RandomRow> rows;
    std::vector<Shop> shops;
    HitPolicy hit = HitPolicy::Unique;
    Collect collect = Collect::List;

    explicit RandomTable(Random& random) {
        hit = static_cast<HitPolicy>(random.below(7));
        if (hit == HitPolicy::Collect) collect = static_cast<Collect>(random.below(5));
        for (const char* id : {"a", "b", "c", "d"}) {
            Shop shop{id, {}, {}};
            if (random.chance(80)) shop.sold = static_cast<int>(random.below(10));
            const int lo = static_cast<int>(random.below(10));
            const int width = random.chance(50) ? 0 : static_cast<int>(random.below(4));
            if (random.chance(80)) shop.price = {lo, lo + width};
            shops.push_back(shop);
        }
        const std::size_t count = 1 + random.below(6);
        for (std::size_t i = 0; i < count; ++i) {
            RandomRow row;
            for (const Shop& shop : shops) {
                if (random.chance(30)) row.shops.insert(shop.id);
            }
            row.negated = !row.shops.empty() && random.chance(20);
            row.sold = random_cell(random, "");
            row.price = random_cell(random, "CNY");
            row.outcome = static_cast<int>(random.below(4));
            row.adds_sold = hit != HitPolicy::Priority && random.chance(15);
            rows.push_back(row);
        }
    }

    std::string facts() const {
        std::string text =
            ".decl sold(shop: shop, n: number)\n.decl price(shop: shop, p: CNY)\n"
            ".decl rate(shop: shop, n: number)\n";
        for (const Shop& shop : shops) {
            if (shop.sold)
                text += "sold(\"" + shop.id + "\", " + std::to_string(*shop.sold) + ").\n";
            if (!shop.price) continue;
            text += "price(\"" + shop.id + "\", " + std::to_string(shop.price->first) + ".." +
                    std::to_string(shop.price->second) + "CNY).\n";
        }
        return text;
    }
};

struct Lowered {
    SourceMap sources;
    Vocabulary vocabulary;
    Values values;
    Diagnostics diagnostics;
    SyntaxProgram syntax;
    std::optional<TableRules> rules;
    std::optional<CheckedProgram> program;

    explicit Lowered(const RandomTable& random) {
        for (const Shop& shop : random.shops) vocabulary.add({shop.id, {"shop"}, {}});
        const FileId file = sources.add("facts", random.facts());
        syntax = parse_program(sources.whole(file), Dialect::Dictum, diagnostics);
        std::vector<std::string> entities;
        rules = lower_table(table_of(random), {}, vocabulary, entities, syntax, diagnostics);
        if (rules) program = check(syntax, vocabulary, values, diagnostics);
    }

    Fragment text(const std::string& written) {
        return sources.whole(sources.add(written, written));
    }

    TableText table_of(const RandomTable& random) {
        TableText table;
        table.id = "t";
        table.concludes = text("rate(shop, n)");
        table.hit = random.hit;
        table.collect = random.collect;
        table.inputs = {{text("shop: shop")},
                        {text("sold: number = sold(shop, sold)")},
                        {text("price: CNY = price(shop, price)")}};
        table.outputs = {{text("n: number")}};
        for (const int outcome : kPriorities) {
            if (random.hit == HitPolicy::Priority) {
                table.priorities.push_back(text(std::to_string(outcome)));
            }
        }
        for (const RandomRow& row : random.rows) {
            const std::string outcome =
                std::to_string(row.outcome) + (row.adds_sold ? " + sold" : "");
            table.rows.push_back(
                {{text(row.shop_text()), text(row.sold.text), text(row.price.text)},
                 {text(outcome)},
                 {}});
        }
        return table;
    }
};

std::string shown(const RandomTable& table) {
    std::string text = table.facts();
    for (const RandomRow& row : table.rows) {
        text += "[" + row.shop_text() + "] [" + row.sold.text + "] [" + row.price.text + "] -> " +
                std::to_string(row.outcome) + (row.adds_sold ? " + sold" : "") + "\n";
    }
    return text + "policy " + std::to_string(static_cast<int>(table.hit)) + " collect " +
           std::to_string(static_cast<int>(table.collect));
}

}  // namespace

TEST_CASE("the clauses of a random table conclude what its rows say one by one", "[oracle]") {
    std::size_t decisions = 0;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        Random random(seed);
        const RandomTable table(random);
        Lowered lowered(table);
        INFO("seed " << seed << "\n" << shown(table));
        if (!lowered.program) FAIL(render(lowered.diagnostics, lowered.sources));
        const SupportTable supports;
        Model model(*lowered.program, lowered.values, supports, nullptr, Limits{});
        for (const Shop& shop : table.shops) {
            const FileId file = lowered.sources.add("goal", "rate(\"" + shop.id + "\", n)");
            const auto parsed = parse_goal(lowered.sources.whole(file), lowered.diagnostics);
            const auto goal = check_goal(*parsed, *lowered.program, lowered.vocabulary,
                                         lowered.values, lowered.diagnostics);
            const auto rows = solve(*goal, model);
            REQUIRE(rows);
            std::set<int> found;
            for (const auto& row : *rows) found.insert(static_cast<int>(as_number(row[0])));
            INFO("shop " << shop.id);
            CHECK(found == decided(table.rows, shop, table.hit, table.collect));
            CHECK(naive_solve(*lowered.program, *goal, lowered.values) == *rows);
            decisions += found.size();
        }
    }
    CHECK(decisions > 500);
}
