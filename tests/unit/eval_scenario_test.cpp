// What-if on a model equals really changing the program: random programs lose claims and rules and
// gain facts, once by a scenario and once in their text, and hold the same afterwards.
#include <algorithm>
#include <array>
#include <set>
#include <sstream>

#include "engine/check/check.h"
#include "engine/lang/parser.h"
#include "tests/catch.hpp"
#include "tests/oracle/random_program.h"
#include "tests/oracle/small_program.h"
#include "tests/unit/eval_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

using Lines = std::vector<std::string>;

bool is_fact(const std::string& line) {
    return !line.starts_with(".") && line.find(":-") == std::string::npos;
}
bool is_rule(const std::string& line) { return line.find(":-") != std::string::npos; }

std::string text_of(const Lines& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

Limits small_limits() {
    Limits limits;
    limits.tuples_max = 1500;
    return limits;
}

// Programs over one pool of values, so that equal tuples are equal words.
class Programs {
  public:
    Values values;
    Vocabulary vocabulary;

    struct Claimed {
        CheckedProgram program;
        SupportTable supports;
        std::vector<std::size_t> line_of_support;
    };

    // Every second fact is a claim, the others are data.
    std::optional<Claimed> check_text(const std::string& text, Dialect dialect) {
        SourceMap sources;
        Diagnostics found;
        const FileId file = sources.add("program", text);
        SyntaxProgram syntax = parse_program(sources.whole(file), dialect, found);
        Claimed claimed;
        for (Clause& clause : syntax.clauses) {
            const std::uint32_t line = sources.position(file, clause.span.begin).line - 1;
            if (clause.body || text_hash(sources.line_at(file, clause.span.begin)) % 2 == 0)
                continue;
            clause.support = claimed.supports.push({"c" + std::to_string(line), "s", Strength{}});
            claimed.line_of_support.push_back(line);
        }
        auto checked = check(syntax, vocabulary, values, found);
        if (!checked || found.has_errors()) return std::nullopt;
        claimed.program = *std::move(checked);
        return claimed;
    }

    std::optional<CheckedGoal> goal(const std::string& text, const CheckedProgram& program) {
        SourceMap sources;
        Diagnostics found;
        const auto syntax = parse_goal(sources.whole(sources.add("goal", text)), found);
        if (!syntax || found.has_errors()) return std::nullopt;
        return check_goal(*syntax, program, vocabulary, values, found);
    }

    static std::size_t text_hash(std::string_view text) {
        std::size_t hash = 7;
        for (const char c : text) hash = hash * 31 + static_cast<unsigned char>(c);
        return hash;
    }
};

// By name, so that programs with other relations in between compare.
std::set<std::pair<std::string, Row>> held(const Model& model) {
    std::set<std::pair<std::string, Row>> rows;
    for (std::size_t i = 0; i < model.program().relations.size(); ++i) {
        const auto relation = id_at<RelationId>(i);
        if (!model.complete(relation)) continue;
        const std::string& name = model.program().relations[relation].name;
        for (const Row& row : rows_of(model, relation)) rows.emplace(name, row);
    }
    return rows;
}

// A random program, with some of its lines chosen to be taken out or assumed.
struct Changes {
    Lines before;  // without what is assumed
    Lines after;
    std::set<std::string> gone_facts;
    std::set<std::string> gone_rules;
    Lines assumed;
};

Changes random_changes(const RandomProgram& program, Random& random) {
    Changes changes;
    std::istringstream stream(program.text);
    for (std::string line; std::getline(stream, line);) {
        const bool claim = is_fact(line) && Programs::text_hash(line) % 2 == 1;
        if (claim && random.chance(20)) {
            changes.gone_facts.insert(line);
        } else if (is_rule(line) && random.chance(15)) {
            changes.gone_rules.insert(line);
        } else if (is_fact(line) && random.chance(15)) {
            changes.assumed.push_back(line);
            changes.after.push_back(line);
            continue;
        } else {
            changes.after.push_back(line);
        }
        changes.before.push_back(line);
    }
    // A line that comes again and is gone, is gone wherever it stands.
    std::erase_if(changes.after, [&](const std::string& line) {
        return changes.gone_facts.contains(line) &&
               std::ranges::find(changes.assumed, line) == changes.assumed.end();
    });
    std::erase_if(changes.after,
                  [&](const std::string& line) { return changes.gone_rules.contains(line); });
    return changes;
}

// The same changes as a scenario on the program before.
Scenario scenario_of(const Changes& changes, const Programs::Claimed& before,
                     const CheckedProgram& after, const std::string& text) {
    Scenario scenario;
    scenario.without_supports.resize(before.supports.size(), 0);
    for (std::size_t i = 0; i < before.line_of_support.size(); ++i) {
        if (changes.gone_facts.contains(changes.before[before.line_of_support[i]])) {
            scenario.without_supports[i] = 1;
        }
    }
    scenario.without_rules.resize(before.program.rules.size(), 0);
    for (std::size_t i = 0; i < before.program.rules.size(); ++i) {
        const std::uint32_t at = before.program.rules[id_at<RuleId>(i)].span.begin;
        const std::string line = text.substr(at, text.find('\n', at) - at);
        if (changes.gone_rules.contains(line)) scenario.without_rules[i] = 1;
    }
    const std::string after_text = text_of(changes.after);
    for (const Fact& fact : after.facts) {
        const std::string line = after_text.substr(
            fact.span.begin, after_text.find('\n', fact.span.begin) - fact.span.begin);
        if (std::ranges::find(changes.assumed, line) == changes.assumed.end()) continue;
        scenario.assumptions.push_back({fact.relation, fact.tuple, std::nullopt, false});
    }
    return scenario;
}

// Complete models of both programs hold the same.
void require_equal(Model& scenario, Model& changed) {
    const Status ran = scenario.require_all();
    const Status also = changed.require_all();
    REQUIRE(static_cast<bool>(ran) == static_cast<bool>(also));
    if (ran) CHECK(held(scenario) == held(changed));
}

}  // namespace

TEST_CASE("a what-if equals loading the changed program") {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= 240; ++seed) {
        const RandomProgram program = random_program(seed);
        Random random(seed * 77);
        const Changes changes = random_changes(program, random);
        Programs programs;
        const std::string before_text = text_of(changes.before);
        const auto before = programs.check_text(before_text, program.dialect);
        const auto after = programs.check_text(text_of(changes.after), program.dialect);
        if (!before || !after) continue;  // a relation may have lost what made it derived
        ++compared;
        INFO("seed " << seed << "\n" << before_text << "\n=>\n" << text_of(changes.after));
        const Scenario scenario = scenario_of(changes, *before, after->program, before_text);
        Model changed(after->program, programs.values, after->supports, nullptr, small_limits());
        Model fresh(before->program, programs.values, before->supports, nullptr, small_limits(),
                    scenario);
        require_equal(fresh, changed);
        Model base(before->program, programs.values, before->supports, nullptr, small_limits());
        static_cast<void>(base.require_all());  // an error leaves the strata before it
        const auto rows_before = held(base);
        Model on_top(base, scenario);
        require_equal(on_top, changed);
        CHECK(held(base) == rows_before);
    }
    CHECK(compared > 180);
}

TEST_CASE("an assumption that replaces equals rules that spare its key") {
    const std::string rules =
        ".decl seen(a: number, b: number)\n.decl link(a: number, b: number)\n"
        "seen(1, 10).\nseen(2, 20).\nlink(1, 2).\nlink(2, 3).\nlink(3, 1).\n";
    const std::string plain = ".pragma \"dialect\" \"dictum\"\n" + rules +
                              ".decl cost(a: number, b: number) key(a)\n"
                              "cost(a, b) :- seen(a, b).\n"
                              "cost(b, c + 1) :- cost(a, c), link(a, b), c < 30.\n";
    const std::string spared = ".pragma \"dialect\" \"dictum\"\n" + rules +
                               ".decl cost(a: number, b: number) key(a)\n"
                               "cost(a, b) :- seen(a, b), a != 2.\n"
                               "cost(b, c + 1) :- cost(a, c), link(a, b), c < 30, b != 2.\n"
                               "cost(2, 5).\n";
    Programs programs;
    const auto before = programs.check_text(plain, Dialect::Dictum);
    const auto after = programs.check_text(spared, Dialect::Dictum);
    REQUIRE(before);
    REQUIRE(after);
    Scenario scenario;
    const RelationId cost = *before->program.find("cost");
    scenario.assumptions.push_back({cost, {num(2), num(5)}, std::nullopt, true});
    Model changed(after->program, programs.values, after->supports, nullptr, Limits{});
    Model replaced(before->program, programs.values, before->supports, nullptr, Limits{}, scenario);
    require_equal(replaced, changed);
    const auto row = replaced.tuples(cost).find(std::array<Word, 2>{num(2), num(5)});
    REQUIRE(row);
    CHECK(replaced.is_assumed(cost, *row));
}

TEST_CASE("a tuple stays while one of its supports stays") {
    ProgramBuilder build;
    const RelationId p = build.numbers("p", 1);
    const SupportId one = build.supports.push({"one", "s", Strength{}});
    const SupportId two = build.supports.push({"two", "s", Strength{}});
    build.fact(p, {num(1)}, one);
    build.fact(p, {num(1)}, two);
    build.fact(p, {num(2)}, one);
    build.fact(p, {num(3)}, one);
    build.fact(p, {num(3)});
    build.stratify();
    Scenario scenario;
    scenario.without_supports = {1, 0};
    Model model(build.program, build.values, build.supports, nullptr, Limits{}, scenario);
    REQUIRE(model.require_all());
    CHECK(rows_of(model, p) == Rows{{num(1)}, {num(3)}});
    const auto supports = model.supports(p, *model.tuples(p).find(std::array<Word, 1>{num(1)}));
    CHECK(std::vector<SupportId>(supports.begin(), supports.end()) == std::vector<SupportId>{two});
}

TEST_CASE("a proof rests on what the scenario left") {
    SmallProgram small(
        ".decl fact(x: number)\n.decl other(x: number)\n.decl out(x: number)\n"
        "fact(1).\nother(1).\nout(x) :- fact(x).\nout(x) :- other(x).\n");
    REQUIRE(small.problems().empty());
    const CheckedProgram& program = small.checked();
    const CheckedGoal goal = small.goal("out(1)");
    Scenario scenario;
    scenario.without_rules.resize(program.rules.size(), 0);
    scenario.without_rules[0] = 1;
    Model model(small.model(), scenario);
    const auto rows = solve(goal, model);
    REQUIRE(rows);
    REQUIRE(rows->size() == 1);
    const auto proof = prove(model, goal, rows->front(), small.units());
    REQUIRE(proof);
    CHECK(*proof->root().rule == id_at<RuleId>(1));
    scenario.without_rules[1] = 1;
    Model none(small.model(), scenario);
    CHECK(solve(goal, none)->empty());
}

TEST_CASE("what is taken for granted is stated for sure, and its leaf says so") {
    SmallProgram small(".decl p(x: number)\n.decl q(x: number)\np(1).\nq(x) :- p(x).\n",
                       {{"p(1)", {Modality::Unconfirmed, 0.5}}});
    REQUIRE(small.problems().empty());
    const RelationId p = *small.checked().find("p");
    Scenario scenario;
    scenario.assumptions.push_back({p, {num(1)}, std::nullopt, false});
    scenario.assumptions.push_back({p, {num(2)}, std::nullopt, false});
    Model model(small.model(), scenario);
    const CheckedGoal goal = small.goal("q(x)");
    const auto rows = solve(goal, model);
    REQUIRE(rows);
    REQUIRE(rows->size() == 2);
    for (const auto& row : *rows) {
        const auto proof = prove(model, goal, row, small.units());
        REQUIRE(proof);
        CHECK(proof->root().strength == Strength{});
        CHECK(proof->nodes.front().assumed);
    }
}

namespace {

// `relation(v0, 7, v2)`: the first row's value in one column, variables in the others.
std::string goal_text(const Model& model, RelationId relation, std::size_t column,
                      const UnitTable& units) {
    const Relation& declared = model.program().relations[relation];
    std::string text = declared.name + "(";
    for (std::size_t i = 0; i < declared.columns.size(); ++i) {
        const Word word = model.tuples(relation)[RowId{}][i];
        const std::string value = model.values().literal(word, declared.columns[i].type, units);
        text += (i > 0 ? ", " : "") + (i == column ? value : "v" + std::to_string(i));
    }
    return text + ")";
}

// How many relations the goal's slice restricts.
std::size_t require_same_sliced(Programs& programs, const Programs::Claimed& claimed, Model& whole,
                                const CheckedGoal& goal) {
    const CheckedProgram& program = claimed.program;
    Scenario scenario;
    scenario.slice = std::make_shared<Slice>(program, goal);
    Model fresh(program, programs.values, claimed.supports, nullptr, small_limits(), scenario);
    Model on_top(whole, scenario);
    const auto rows = solve(goal, whole);
    const auto from_fresh = solve(goal, fresh);
    const auto from_top = solve(goal, on_top);
    REQUIRE(rows);
    REQUIRE(from_fresh);
    REQUIRE(from_top);
    REQUIRE(*from_fresh == *rows);
    REQUIRE(*from_top == *rows);
    for (const auto& row : *rows) {
        const auto proof = prove(whole, goal, row, programs.vocabulary.units);
        const auto sliced = prove(on_top, goal, row, programs.vocabulary.units);
        REQUIRE(proof);
        REQUIRE(sliced);
        CHECK(sliced->root().strength == proof->root().strength);
        CHECK(sliced->root().leans_on_dispute == proof->root().leans_on_dispute);
        CHECK(sliced->nodes.size() == proof->nodes.size());
    }
    std::size_t restricted = 0;
    for (std::size_t i = 0; i < program.relations.size(); ++i) {
        if (scenario.slice->restricts(id_at<RelationId>(i))) ++restricted;
    }
    return restricted;
}

}  // namespace

TEST_CASE("a slice changes neither the rows of its goal nor their proofs") {
    std::size_t restricted = 0;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        const RandomProgram program = random_program(seed);
        Programs programs;
        const auto claimed = programs.check_text(program.text, program.dialect);
        if (!claimed) continue;
        Model whole(claimed->program, programs.values, claimed->supports, nullptr, small_limits());
        if (!whole.require_all()) continue;
        for (std::size_t i = 0; i < claimed->program.relations.size(); ++i) {
            const auto relation = id_at<RelationId>(i);
            if (whole.tuples(relation).size() == 0) continue;
            const std::size_t columns = claimed->program.relations[relation].columns.size();
            for (std::size_t column = 0; column < columns; ++column) {
                const std::string text =
                    goal_text(whole, relation, column, programs.vocabulary.units);
                INFO("seed " << seed << " goal " << text << "\n" << program.text);
                const auto goal = programs.goal(text, claimed->program);
                if (goal) restricted += require_same_sliced(programs, *claimed, whole, *goal);
            }
        }
    }
    CHECK(restricted > 300);
}
