// Compiled decisions against the slow way of table_reference.h: random tables of every hit policy,
// random inputs with some missing and some intervals. Made-up material.
#include "engine/table/decision_table.h"
#include "tests/catch.hpp"
#include "tests/unit/table_reference.h"
#include "tests/unit/table_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

constexpr int kValues = 8;  // constants are 0 .. kValues
const std::vector<std::string> kNames{"a", "b", "c", "d", "e", "f", "g", "h", "i"};

class Maker {
  public:
    explicit Maker(unsigned seed) : random_(seed) {}

    int below(int count) { return std::uniform_int_distribution<int>(0, count - 1)(random_); }
    bool one_in(int count) { return below(count) == 0; }

    RefTable table(int rows, bool plain) {
        RefTable table;
        table.hit = static_cast<HitPolicy>(below(7));
        if (table.hit == HitPolicy::Collect) table.collect = static_cast<Collect>(below(5));
        table.inputs = {RefType::Number};
        const int more = 1 + below(3);
        for (int i = 0; i < more; ++i) table.inputs.push_back(static_cast<RefType>(below(4)));
        const bool ranked = table.hit == HitPolicy::Priority || table.hit == HitPolicy::OutputOrder;
        const int outcomes = 1 + below(4);
        for (int i = 0; ranked && i < outcomes; ++i) table.priorities.push_back(outcomes - 1 - i);
        std::set<std::string> seen;
        for (int i = 0; i < rows; ++i) {
            RefRow row;
            for (std::size_t k = 0; k < table.inputs.size(); ++k) {
                row.when.push_back(cell(table, k, plain));
            }
            std::string conditions;
            for (const RefCell& cell : row.when) conditions += cell.text + "\n";
            // Of `unique` that would be a mistake of the table.
            if (!seen.insert(conditions).second && table.hit == HitPolicy::Unique) continue;
            row.outcome = below(outcomes);
            row.calculated = !ranked && !plain && one_in(8);
            table.rows.push_back(std::move(row));
        }
        return table;
    }

    // Of a point, of some points, or of none.
    RefPoints input(RefType type, bool points) {
        if (!points && one_in(4)) return {};
        if (type == RefType::Bool) return {2 * below(2)};
        if (type != RefType::Quantity) return {2 * below(kValues + 1)};
        const int first = below(2 * kValues + 3) - 1;
        if (points || one_in(2)) return {first};
        RefPoints range;
        const int length = 1 + below(6);
        for (int i = 0; i < length; ++i) range.push_back(first + i);
        return range;
    }

  private:
    static std::string constant(RefType type, int value) {
        switch (type) {
            case RefType::Number:
                return std::to_string(value);
            case RefType::Quantity:
                return std::to_string(value) + "CNY";
            case RefType::Symbol:
                return '"' + kNames[static_cast<std::size_t>(value)] + '"';
            case RefType::Bool:
                return value != 0 ? "true" : "false";
        }
        return "";
    }

    RefTest test(const RefTable& table, std::size_t input, bool plain, std::string& text) {
        static constexpr CompareOp kOps[] = {CompareOp::Less,    CompareOp::LessEqual,
                                             CompareOp::Greater, CompareOp::GreaterEqual,
                                             CompareOp::Equal,   CompareOp::NotEqual};
        static const char* const kTexts[] = {"< ", "<= ", "> ", ">= ", "= ", "!= "};
        const RefType type = table.inputs[input];
        const bool orders = type != RefType::Bool && (type != RefType::Symbol || one_in(6));
        const int at = orders ? below(6) : 4 + below(2);
        RefTest made{kOps[at], type == RefType::Bool ? below(2) : below(kValues + 1), {}};
        text = kTexts[at];
        for (std::size_t other = 0; !plain && other < table.inputs.size(); ++other) {
            if (other == input || table.inputs[other] != type || !one_in(6)) continue;
            const bool adds = type == RefType::Number || type == RefType::Quantity;
            made.other = static_cast<int>(other);
            made.value = adds ? below(3) : 0;
            text += "i" + std::to_string(other);
            if (adds) text += " + " + constant(type, made.value);
            return made;
        }
        text += constant(type, made.value);
        if (made.op == CompareOp::Equal && one_in(2)) text = constant(type, made.value);
        return made;
    }

    std::vector<RefTest> part(const RefTable& table, std::size_t input, bool plain,
                              std::string& text) {
        const RefType type = table.inputs[input];
        const bool ranges = type == RefType::Number || type == RefType::Quantity;
        if (!ranges || one_in(2)) return {test(table, input, plain, text)};
        const int low = below(kValues);
        const int high = low + 1 + below(kValues - low);
        const bool open = one_in(2);
        const std::string unit = type == RefType::Quantity ? "CNY" : "";
        text = std::to_string(low) + ".." + (open ? "<" : "") + std::to_string(high) + unit;
        return {{CompareOp::GreaterEqual, low, {}},
                {open ? CompareOp::Less : CompareOp::LessEqual, high, {}}};
    }

    RefCell cell(const RefTable& table, std::size_t input, bool plain) {
        RefCell cell;
        if (one_in(3)) return cell;
        cell.text.clear();
        const int alternatives = one_in(3) ? 2 : 1;
        for (int i = 0; i < alternatives; ++i) {
            RefAlternative made;
            made.negated = one_in(6);
            const int parts = made.negated ? 1 + below(2) : 1;
            std::string text;
            for (int k = 0; k < parts; ++k) {
                std::string own;
                made.parts.push_back(part(table, input, plain, own));
                text += (k > 0 ? ", " : "") + own;
            }
            if (made.negated) text = "not(" + text + ")";
            cell.text += (i > 0 ? ", " : "") + text;
            cell.alternatives.push_back(std::move(made));
        }
        return cell;
    }

    std::mt19937 random_;
};

const char* type_name(RefType type) {
    static constexpr const char* kTypeNames[] = {"number", "CNY", "symbol", "bool"};
    return kTypeNames[static_cast<int>(type)];
}

// The table as text, checked and compiled.
struct Compiled {
    TableCase written{".decl out(o: number)"};
    std::optional<DecisionTable> table;
    bool opens = true;

    explicit Compiled(const RefTable& from) {
        written.concludes("out(o)").outputs({"o: number"});
        written.table.hit = from.hit;
        written.table.collect = from.collect;
        for (std::size_t i = 0; i < from.inputs.size(); ++i) {
            written.inputs({"i" + std::to_string(i) + ": " + type_name(from.inputs[i])});
        }
        for (const int priority : from.priorities) written.priorities({std::to_string(priority)});
        for (const RefRow& row : from.rows) {
            Row made;
            for (const RefCell& cell : row.when) {
                made.when.push_back(cell.text);
                opens = opens && !cell.varies();
            }
            made.then.push_back(std::to_string(row.outcome) + (row.calculated ? " + i0" : ""));
            written.rows({made});
        }
        auto checked = checked_table(written.table, *written.program.program,
                                     written.program.vocabulary, values(), written.diagnostics);
        INFO(render(written.diagnostics, written.program.sources));
        REQUIRE(checked);
        table.emplace(*std::move(checked), values());
    }

    Values& values() { return written.program.values; }

    Word word(RefType type, const RefPoints& points) {
        const std::int64_t first = points.front();
        switch (type) {
            case RefType::Number:
                return word_of(first / 2);
            case RefType::Bool:
                return word_of(first != 0);
            case RefType::Symbol:
                return word_of(values().symbol(kNames[static_cast<std::size_t>(first / 2)]));
            case RefType::Quantity:
                break;
        }
        // Sample points 3, 3.5, 4 are the range 3..4; an end between integers is an open one, but
        // where inputs are compared with each other.
        const std::int64_t last = points.back();
        const bool lo_open = opens && points.size() > 1 && first % 2 != 0;
        const bool hi_open = opens && points.size() > 1 && last % 2 != 0;
        const auto end = [](std::int64_t doubled) { return *Decimal::from_parts(doubled * 5, -1); };
        return values().quantity(*Interval::make(end(lo_open ? first - 1 : first),
                                                 end(hi_open ? last + 1 : last), lo_open, hi_open));
    }

    std::vector<TableArgument> arguments(const RefTable& from,
                                         const std::vector<RefPoints>& inputs) {
        std::vector<TableArgument> made;
        for (std::uint32_t i = 0; i < inputs.size(); ++i) {
            made.push_back(inputs[i].empty() ? table->missing(i)
                                             : table->argument(i, word(from.inputs[i], inputs[i])));
        }
        return made;
    }
};

RefOutcome as_reference(const Decision& decision) {
    RefOutcome outcome;
    outcome.kind = decision.status == DecisionStatus::Decided    ? RefOutcome::Decided
                   : decision.status == DecisionStatus::None     ? RefOutcome::None
                   : decision.status == DecisionStatus::Conflict ? RefOutcome::Conflict
                                                                 : RefOutcome::Unknown;
    for (const std::vector<Word>& words : decision.outcomes) {
        outcome.values.push_back(static_cast<int>(as_number(words.front())));
    }
    return outcome;
}

std::string text_of(const RefTable& table, const std::vector<RefPoints>& inputs) {
    std::string text = "policy " + std::to_string(static_cast<int>(table.hit)) + " collect " +
                       std::to_string(static_cast<int>(table.collect)) + "\n";
    for (const RefRow& row : table.rows) {
        if (table.rows.size() > 20) break;
        for (const RefCell& cell : row.when) text += cell.text + " | ";
        text += "-> " + std::to_string(row.outcome) + (row.calculated ? " + i0" : "") + "\n";
    }
    for (const RefPoints& points : inputs) {
        text += "[";
        for (const int point : points) text += std::to_string(point) + "/2 ";
        text += "] ";
    }
    return text;
}

// What is named is the reason: missing inputs are missing, straddling ones are ranges.
bool names_reasons(const Decision& decision, const std::vector<RefPoints>& inputs) {
    if (decision.status != DecisionStatus::Unknown) {
        return decision.missing.empty() && decision.straddling.empty();
    }
    for (const std::uint32_t i : decision.missing) {
        if (!inputs[i].empty()) return false;
    }
    for (const std::uint32_t i : decision.straddling) {
        if (inputs[i].size() < 2) return false;
    }
    return !decision.missing.empty() || !decision.straddling.empty();
}

void check_hit(Compiled& compiled, const RefTable& table, const std::vector<RefPoints>& inputs,
               const Decision& decision) {
    std::vector<Word> words;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        words.push_back(compiled.word(table.inputs[i], inputs[i]));
    }
    std::vector<const Word*> columns;
    for (const Word& word : words) columns.push_back(&word);
    const TableHit hit = compiled.table->hit(words);
    TableHit batch;
    compiled.table->hits(columns, 1, &batch);
    REQUIRE(hit.kind == batch.kind);
    REQUIRE(hit.row == batch.row);
    const bool one = table.hit != HitPolicy::RuleOrder && table.hit != HitPolicy::OutputOrder &&
                     table.hit != HitPolicy::Collect;
    if (hit.kind == TableHit::Kind::Open || !one) return;
    if (hit.kind == TableHit::Kind::None) REQUIRE(decision.status == DecisionStatus::None);
    if (hit.kind == TableHit::Kind::Row) REQUIRE(decision.rows == std::vector{hit.row});
    if (hit.kind == TableHit::Kind::Conflict) {
        REQUIRE(decision.rows == std::vector{hit.row, hit.other});
    }
}

std::size_t run(unsigned seed, int rows, bool plain, int decisions) {
    Maker maker(seed);
    const RefTable table = maker.table(rows, plain);
    Compiled compiled(table);
    Decision decision;
    std::size_t checked = 0;
    for (int i = 0; i < decisions; ++i) {
        const bool points = plain ? !maker.one_in(8) : maker.one_in(3);
        std::vector<RefPoints> inputs;
        for (const RefType type : table.inputs) inputs.push_back(maker.input(type, points));
        const auto expected = decide_slowly(table, inputs);
        if (!expected) continue;
        ++checked;
        const auto arguments = compiled.arguments(table, inputs);
        const Status status = compiled.table->decide(arguments, decision);
        INFO("seed " << seed << "\n" << text_of(table, inputs));
        REQUIRE(status);
        REQUIRE(as_reference(decision).kind == expected->kind);
        if (expected->kind == RefOutcome::Decided) {
            REQUIRE(as_reference(decision).values == expected->values);
        }
        REQUIRE(names_reasons(decision, inputs));
        if (points) check_hit(compiled, table, inputs, decision);
    }
    return checked;
}

}  // namespace

TEST_CASE("small random tables decide as the slow way does") {
    std::size_t checked = 0;
    for (unsigned seed = 1; seed <= 2500; ++seed) {
        checked += run(seed, 1 + static_cast<int>(seed % 6), seed % 3 == 0, 60);
    }
    CHECK(checked > 100'000);
}

TEST_CASE("tables that need a tree decide as the slow way does") {
    std::size_t checked = 0;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        checked += run(seed, 300 + static_cast<int>(seed) * 40, true, 150);
    }
    CHECK(checked > 1'000);
}
