// Random knowledge with sources, dates and hedges: conflict policies, exceptions, demands of
// strength and periods, the engine against the naive evaluator and its plain reading of the words.
#include "engine/check/check.h"
#include "engine/eval/model.h"
#include "engine/explain/proof.h"
#include "engine/explain/weigh.h"
#include "engine/lang/parser.h"
#include "tests/catch.hpp"
#include "tests/oracle/naive_strength.h"
#include "tests/oracle/proof_checker.h"
#include "tests/oracle/random_program.h"

using namespace dictum;
using namespace dictum::test;

namespace {

constexpr std::uint64_t kSeeds = 300;

struct Counts {
    std::size_t tuples = 0;
    std::size_t chosen = 0;     // of relations with a policy or a demand
    std::size_t lost = 0;       // gave way
    std::size_t withdrawn = 0;  // conclusions that an exception withdraws
};

class Run {
  public:
    Run(std::uint64_t seed, Counts& counts)
        : random_(seed ^ 0xC0FFEE), timed_(random_.chance(40)), counts_(counts) {}

    void run() {
        const std::string text = program_text();
        INFO(text);
        const FileId file = sources_.add("program", text);
        SyntaxProgram syntax = parse_program(sources_.whole(file), Dialect::Dictum, diagnostics_);
        decorate(syntax, text);
        INFO(decorations_);
        const auto checked = check(syntax, vocabulary_, values_, diagnostics_);
        INFO(render(diagnostics_, sources_));
        REQUIRE(checked);
        Model model(*checked, values_, supports_, nullptr, Limits{});
        model.weigh_with(proof_weigher());
        const Status ran = model.require_all();
        INFO((ran ? "" : ran.error().message));
        REQUIRE(ran);
        const ProofChecker checker(*checked, values_, supports_, nullptr);
        if (checker.failure()) FAIL(*checker.failure());
        const auto standings = naive_standings(checker.naive(), *checked, supports_, values_);
        REQUIRE(standings);
        for (std::size_t i = 0; i < checked->relations.size(); ++i) {
            compare(*checked, id_at<RelationId>(i), model, checker, *standings);
        }
        exceptions(*checked, checker.naive());
    }

  private:
    // ---- the program -----------------------------------------------------------------------

    std::string value() {
        const std::size_t lo = 10 + 5 * random_.below(5);
        if (random_.chance(40)) return std::to_string(lo) + "%";
        return std::to_string(lo) + ".." + std::to_string(lo + 5 + 5 * random_.below(3)) + "%";
    }

    std::string period() {
        static constexpr std::array kPeriods = {"2024-01-01..2024-03-31", "2024-03-01..2024-06-30",
                                                "2024-04-01..2024-06-30", "2024-01-01..2024-12-31",
                                                "2024-10-01..2024-12-31"};
        return random_.of(kPeriods);
    }

    std::string fact(const char* name) {
        static constexpr std::array kItems = {"\"tea\"", "\"tea\"", "\"rice\""};
        return std::string(name) + "(" + random_.of(kItems) + ", " + value() +
               (timed_ ? ", " + period() : "") + ").\n";
    }

    std::string program_text() {
        const std::string when = timed_ ? ", t" : "";
        const std::string any = timed_ ? ", _" : "";
        const auto declared = [&](const char* name) {
            return std::string(".decl ") + name + "(item: symbol, share: percent" +
                   (timed_ ? ", time: date" : "") + ")\n";
        };
        std::string text = declared("said") + declared("heard") + declared("known") +
                           declared("sure") +
                           ".decl item(item: symbol)\n.decl lone(item: symbol)\n"
                           ".decl many(n: number)\n"
                           "item(\"tea\").\nitem(\"rice\").\nitem(\"salt\").\n";
        const std::size_t facts = 2 + random_.below(5);
        for (std::size_t i = 0; i < facts; ++i) text += fact("said");
        for (std::size_t i = random_.below(4); i > 0; --i) text += fact("heard");
        if (random_.chance(30)) text += fact("known");
        const std::string known = "known(x, v" + when + ") :- ";
        text += known + "said(x, v" + when + ").\n";
        text += known + "heard(x, v" + when + ").\n";
        if (random_.chance(50)) text += known + "said(x, w" + when + "), v = w + 5%.\n";
        if (random_.chance(30)) text += known + "heard(x, _" + when + "), v = 20%.\n";
        text += "sure(x, v" + when + ") :- known(x, v" + when + "), v >? 15%.\n";
        text += "lone(x) :- item(x), !known(x, _" + any + ").\n";
        text += "many(n) :- n = count : { said(_, _" + any + ") }.\n";
        return text;
    }

    void decorate(SyntaxProgram& syntax, const std::string& text) {
        for (RelationDecl& relation : syntax.relations) {
            if (relation.columns.size() < 2) continue;
            relation.key.emplace_back("item", relation.span);
            if (timed_) relation.columns[2].type.text = "date range";
            relation.conflict = static_cast<ConflictPolicy>(random_.below(4));
            decorations_ +=
                relation.name + ": " + std::to_string(static_cast<int>(relation.conflict)) + "\n";
        }
        std::vector<std::string> known;
        for (Clause& clause : syntax.clauses) {
            const std::string own =
                text.substr(clause.span.begin, clause.span.end - clause.span.begin);
            if (!clause.body) {
                say(clause, own);
                continue;
            }
            clause.id = "r" + std::to_string(clause.span.begin);
            if (random_.chance(40)) clause.strength = strength();
            if (random_.chance(30)) clause.date = day();
            if (random_.chance(35)) {
                clause.at_least = static_cast<Modality>(random_.below(kModalities));
            }
            if (own.starts_with("known")) {
                for (const std::string& earlier : known) {
                    if (random_.chance(40)) clause.overrides.push_back(earlier);
                }
                known.push_back(clause.id);
            }
            decorations_ += own + " " + clause.id + " " + text_of(clause.strength);
            if (clause.at_least)
                decorations_ += " at least " + std::string(to_string(*clause.at_least));
            if (clause.date) decorations_ += " " + clause.date->to_string();
            for (const std::string& other : clause.overrides) decorations_ += " overrides " + other;
            decorations_ += "\n";
        }
    }

    // A claim of a source; items are data.
    void say(Clause& clause, const std::string& own) {
        if (own.starts_with("item")) return;
        const std::size_t source = random_.below(3);
        Support support{"c", "s" + std::to_string(source), strength()};
        support.date = Date{static_cast<std::int32_t>(19'700 + 10 * source)};
        if (random_.chance(15)) support.other_sources.push_back("s3");
        decorations_ += own + " " + support.source + " " + text_of(support.strength) + "\n";
        clause.support = supports_.push(std::move(support));
    }

    Strength strength() {
        static constexpr std::array kConfidences = {1.0, 1.0, 0.9, 0.5};
        return {static_cast<Modality>(random_.below(kModalities)), random_.of(kConfidences)};
    }
    Date day() { return Date{static_cast<std::int32_t>(19'695 + 10 * random_.below(4))}; }
    static std::string text_of(Strength strength) {
        return std::string(to_string(strength.modality)) + " " +
               std::to_string(strength.confidence);
    }

    // ---- the comparison --------------------------------------------------------------------

    void compare(const CheckedProgram& program, RelationId relation, const Model& model,
                 const ProofChecker& checker, const Standings& standings) {
        const Naive& naive = checker.naive();
        const Tuples& tuples = model.tuples(relation);
        INFO("relation " << program.relations[relation].name);
        std::set<Tuple> rows;
        for (std::size_t i = 0; i < tuples.size(); ++i) {
            const auto words = tuples[id_at<RowId>(i)];
            rows.emplace(words.begin(), words.end());
        }
        const std::set<Tuple>& expected = naive.model().at(relation);
        for (const Tuple& tuple : expected) {
            if (!rows.contains(tuple)) FAIL("missing " << text(program, relation, tuple));
        }
        for (const Tuple& tuple : rows) {
            if (!expected.contains(tuple)) FAIL("wrong " << text(program, relation, tuple));
        }
        counts_.tuples += rows.size();
        if (program.relations[relation].resolution) {
            counts_.chosen += rows.size();
            counts_.lost += model.lost_rows(relation).size();
        }
        // Rows that are chosen by their strength are known as those that they are.
        const auto& resolution = program.relations[relation].resolution;
        if (resolution && resolution->at_least) return;
        const auto strengths = proof_weigher().strengths(model, relation);
        REQUIRE(strengths);
        for (std::size_t i = 0; i < tuples.size(); ++i) {
            const auto row = id_at<RowId>(i);
            const Tuple tuple(tuples[row].begin(), tuples[row].end());
            INFO(text(program, relation, tuple));
            CHECK(naive.is_disputed(relation, tuple) ==
                  model.disputes(relation).group_of(row).has_value());
            const Strength& best = standings.at({relation, tuple}).strength;
            CHECK(text_of((*strengths)[i]) == text_of(best));
            const auto proof = prove(model, relation, row, vocabulary_.units);
            REQUIRE(proof);
            if (const auto problem = checker.check(*proof)) FAIL(*problem);
            CHECK(text_of(proof->root().strength) == text_of(best));
        }
    }

    // A rule's conclusion is withdrawn where a standing one of a rule that overrides it has another
    // value for the key; what stands, and the facts, are the relation.
    void exceptions(const CheckedProgram& program, const Naive& naive) {
        std::map<std::string, std::set<Tuple>> concluded;
        std::map<std::string, std::vector<std::string>> overriders;
        const RelationId known = *program.find("known");
        for (const Rule& rule : program.rules) {
            if (rule.made != Made::No || whole(program, rule.head) != known) continue;
            const auto matches = naive.matches(rule);
            REQUIRE(matches);
            for (const NaiveMatch& match : *matches)
                concluded[rule.id].insert(*naive.head(rule, match));
            concluded[rule.id];
            for (const std::string& other : rule.overrides) overriders[other].push_back(rule.id);
        }
        std::set<Tuple> expected;
        for (const Fact& fact : program.facts) {
            if (fact.relation == known) expected.insert(fact.tuple);
        }
        for (const auto& [id, tuples] : concluded) {
            const auto stand = standing(id, concluded, overriders, naive, known);
            counts_.withdrawn += tuples.size() - stand.size();
            expected.insert(stand.begin(), stand.end());
        }
        CHECK(naive.model().at(program.holder_of(known)) == expected);
    }

    static RelationId whole(const CheckedProgram& program, RelationId relation) {
        while (program.relations[relation].part_of) relation = *program.relations[relation].part_of;
        return relation;
    }

    // NOLINTNEXTLINE(misc-no-recursion): as deep as the few rules that override each other
    static std::set<Tuple> standing(
        const std::string& id, const std::map<std::string, std::set<Tuple>>& concluded,
        const std::map<std::string, std::vector<std::string>>& overriders, const Naive& naive,
        RelationId relation) {
        std::set<Tuple> stand = concluded.at(id);
        const auto found = overriders.find(id);
        if (found == overriders.end()) return stand;
        for (const std::string& by : found->second) {
            for (const Tuple& other : standing(by, concluded, overriders, naive, relation)) {
                std::erase_if(stand, [&](const Tuple& tuple) {
                    return tuple != other && naive.same_key(relation, tuple, other);
                });
            }
        }
        return stand;
    }

    std::string text(const CheckedProgram& program, RelationId relation, const Tuple& tuple) const {
        return print_fact(program, relation, tuple, values_, vocabulary_.units);
    }

    Random random_;
    bool timed_;
    Counts& counts_;
    std::string decorations_;
    SourceMap sources_;
    Values values_;
    Vocabulary vocabulary_;
    SupportTable supports_;
    Diagnostics diagnostics_;
};

}  // namespace

TEST_CASE("policies, exceptions, demands and periods mean what their words say", "[oracle]") {
    Counts counts;
    for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
        INFO("seed " << seed);
        Run(seed, counts).run();
    }
    CHECK(counts.tuples > 10 * kSeeds);
    CHECK(counts.chosen > kSeeds);
    CHECK(counts.lost > kSeeds / 4);
    CHECK(counts.withdrawn > kSeeds / 4);
}
