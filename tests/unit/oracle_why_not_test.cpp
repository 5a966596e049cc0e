// Why-not on random programs: what it names as missing, added as facts, makes the goal hold. The
// naive evaluator judges.
#include <map>
#include <set>

#include "engine/check/check.h"
#include "engine/lang/parser.h"
#include "tests/catch.hpp"
#include "tests/oracle/random_program.h"
#include "tests/oracle/why_not_checker.h"

using namespace dictum;
using namespace dictum::test;

namespace {

constexpr std::uint64_t kTuplesMax = 600;
constexpr std::size_t kFactsOfAProgram = 4;

struct WhyNotCounts {
    std::size_t facts = 0;   // that don't follow, and could
    std::size_t solved = 0;  // for which something to ask was found
    std::size_t sets = 0;
    std::size_t bounded = 0;
    std::uint64_t steps = 0;
};

class WhyNotRun {
  public:
    WhyNotRun(std::uint64_t seed, WhyNotCounts& counts)
        : seed_(seed), random_(seed ^ 0x5EED), counts_(counts) {}

    void run() {
        const RandomProgram program = random_program(seed_);
        const FileId file = sources_.add("program", program.text);
        const auto syntax = parse_program(sources_.whole(file), program.dialect, diagnostics_);
        checked_ = check(syntax, vocabulary_, values_, diagnostics_);
        REQUIRE(checked_);
        Limits limits;
        limits.tuples_max = kTuplesMax;
        Model model(*checked_, values_, supports_, nullptr, limits);
        if (!model.require_all()) return;
        INFO("seed " << seed_ << "\n" << program.text);
        for (std::size_t i = 0; i < kFactsOfAProgram; ++i) one_fact(model);
        if (const auto goal = parsed(program.goal)) explain(*goal, model);
    }

  private:
    // A fact of a derived relation, of words that the program holds.
    void one_fact(Model& model) {
        std::vector<RelationId> derived;
        for (std::size_t i = 0; i < checked_->relations.size(); ++i) {
            if (checked_->relations[id_at<RelationId>(i)].derived) {
                derived.push_back(id_at<RelationId>(i));
            }
        }
        if (derived.empty()) return;
        const RelationId relation = random_.of(derived);
        std::vector<Word> tuple;
        for (const Column& column : checked_->relations[relation].columns) {
            const std::vector<Word> words = words_of(column.type.base, model);
            if (words.empty()) return;
            tuple.push_back(random_.of(words));
        }
        const auto goal =
            parsed(print_fact(*checked_, relation, tuple, values_, vocabulary_.units));
        if (goal) explain(*goal, model);
    }

    std::vector<Word> words_of(BaseType type, const Model& model) const {
        std::set<Word> words;
        for (std::size_t i = 0; i < checked_->relations.size(); ++i) {
            const auto id = id_at<RelationId>(i);
            const auto& columns = checked_->relations[id].columns;
            const Tuples& tuples = model.tuples(id);
            for (std::size_t row = 0; row < tuples.size(); ++row) {
                for (std::size_t c = 0; c < columns.size(); ++c) {
                    if (columns[c].type.base == type) {
                        words.insert(tuples[id_at<RowId>(row)][c]);
                    }
                }
            }
        }
        return {words.begin(), words.end()};
    }

    std::optional<CheckedGoal> parsed(const std::string& text) {
        Diagnostics found;
        const FileId file = sources_.add("goal", text);
        const auto syntax = parse_goal(sources_.whole(file), found);
        if (!syntax || found.has_errors()) return std::nullopt;
        return check_goal(*syntax, *checked_, vocabulary_, values_, found);
    }

    void explain(const CheckedGoal& goal, Model& model) {
        const std::string text = print_goal(goal, *checked_, values_, vocabulary_.units);
        INFO("why not " << text);
        WhyNotOptions options;
        options.bound = 100'000;
        const auto found = why_not(goal, model, vocabulary_.units, options);
        if (!found) FAIL(found.error().message);
        if (found->holds) return;
        ++counts_.facts;
        counts_.sets += found->missing.size();
        counts_.steps += found->steps;
        if (found->bounded) ++counts_.bounded;
        if (!found->missing.empty()) ++counts_.solved;
        REQUIRE(!found->questions.empty());
        const auto wrong = check_missing(*found, *checked_, goal, values_);
        if (wrong) FAIL(*wrong);
    }

    std::uint64_t seed_;
    Random random_;
    WhyNotCounts& counts_;
    SourceMap sources_;
    Values values_;
    Vocabulary vocabulary_;
    SupportTable supports_;
    Diagnostics diagnostics_;
    std::optional<CheckedProgram> checked_;
};

}  // namespace

TEST_CASE("what why-not names as missing makes the goal hold", "[explain][oracle]") {
    WhyNotCounts counts;
    for (std::uint64_t seed = 0; seed < 400; ++seed) WhyNotRun(seed, counts).run();
    WARN("facts " << counts.facts << ", solved " << counts.solved << ", sets " << counts.sets
                  << ", bounded " << counts.bounded << ", steps " << counts.steps);
    CHECK(counts.facts > 400);
    CHECK(counts.solved * 2 > counts.facts);
}
