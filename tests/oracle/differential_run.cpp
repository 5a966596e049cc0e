#include "tests/oracle/differential_run.h"

#include <algorithm>

#include "engine/check/check.h"
#include "engine/explain/proof_text.h"
#include "engine/lang/parser.h"
#include "tests/oracle/naive_strength.h"
#include "tests/oracle/proof_checker.h"

namespace dictum::test {
namespace {

constexpr std::uint64_t kTuplesMax = 1500;  // beyond, the naive evaluator takes too long
constexpr std::size_t kProofsOfARelation = 12;

using Problem = std::optional<std::string>;

class Run {
  public:
    Run(const RandomProgram& program, std::uint64_t seed, DifferentialCounts& counts)
        : program_(program), seed_(seed), counts_(counts) {}

    Problem run() {
        ++counts_.programs;
        const FileId file = sources_.add("program", program_.text);
        SyntaxProgram syntax = parse_program(sources_.whole(file), program_.dialect, diagnostics_);
        give_strengths(syntax);
        std::optional<CheckedProgram> checked;
        if (!diagnostics_.has_errors()) {
            checked = check(syntax, vocabulary_, values_, diagnostics_);
        }
        if (!checked) return "refused: " + render(diagnostics_, sources_);
        Limits limits;
        limits.tuples_max = kTuplesMax;
        limits.proof_nodes_max = 100'000;  // so that most proofs are the best ones
        Model model(*checked, values_, supports_, nullptr, limits);
        return compare(*checked, model);
    }

  private:
    // By the clause's text, so that a shortened program keeps them.
    void give_strengths(SyntaxProgram& syntax) {
        for (Clause& clause : syntax.clauses) {
            std::uint64_t hash = seed_;
            for (std::uint32_t i = clause.span.begin; i < clause.span.end; ++i) {
                hash = hash * 31 + static_cast<unsigned char>(program_.text[i]);
            }
            Random random(hash);
            if (!random.chance(50)) continue;
            const Strength strength{static_cast<Modality>(random.below(kModalities)),
                                    random.of(std::array{1.0, 1.0, 0.9, 0.75, 0.5})};
            if (clause.body) {
                clause.strength = strength;
            } else {
                clause.support = supports_.push({"c", "s", strength});
            }
        }
    }

    Problem compare(const CheckedProgram& checked, Model& model) {
        const Status ran = model.require_all();
        if (!ran && ran.error().code == ErrorCode::Limit) {
            ++counts_.too_large;
            return std::nullopt;
        }
        const ProofChecker checker(checked, values_, supports_, nullptr);
        if (checker.failure() || !ran) {
            ++counts_.failed;
            if (checker.failure() && !ran) return std::nullopt;
            return ran ? "only the naive evaluator fails: " + *checker.failure()
                       : "only the engine fails: " + ran.error().message;
        }
        counts_.tuples += model.statistics().tuples;
        if (model.statistics().tuples > 0) ++counts_.nonempty;
        for (std::size_t i = 0; i < checked.relations.size(); ++i) {
            if (auto problem = compare_relation(id_at<RelationId>(i), checker, model)) {
                return checked.relations[id_at<RelationId>(i)].name + ": " + *problem;
            }
        }
        if (auto problem = check_proofs(checked, checker, model)) return problem;
        if (auto problem = check_bounded_proofs(checked, checker)) return problem;
        return compare_goal(checked, checker, model);
    }

    Problem compare_relation(RelationId relation, const ProofChecker& checker,
                             const Model& model) const {
        const Tuples& tuples = model.tuples(relation);
        std::set<Tuple> rows;
        for (std::size_t i = 0; i < tuples.size(); ++i) {
            const auto words = tuples[id_at<RowId>(i)];
            rows.emplace(words.begin(), words.end());
        }
        if (rows.size() != tuples.size()) return "a row stands twice";
        const std::set<Tuple>& expected = checker.naive().model().at(relation);
        for (const Tuple& tuple : expected) {
            if (!rows.contains(tuple)) return "missing " + text(model, relation, tuple);
        }
        for (const Tuple& tuple : rows) {
            if (!expected.contains(tuple)) return "wrong " + text(model, relation, tuple);
            if (checker.naive().is_disputed(relation, tuple) !=
                model.disputes(relation).group_of(*tuples.find(tuple)).has_value()) {
                return "disputed or not: " + text(model, relation, tuple);
            }
        }
        return std::nullopt;
    }

    std::string text(const Model& model, RelationId relation, const Tuple& tuple) const {
        return print_fact(model.program(), relation, tuple, values_, vocabulary_.units);
    }

    Problem check_proofs(const CheckedProgram& checked, const ProofChecker& checker,
                         const Model& model) {
        const bool keyed = std::ranges::any_of(
            checked.relations, [](const Relation& relation) { return !relation.key.empty(); });
        Standings standings;
        if (!keyed) {
            auto found = naive_standings(checker.naive(), checked, supports_, values_);
            if (!found) return "strengths: " + found.error().message;
            standings = *std::move(found);
        }
        for (std::size_t i = 0; i < checked.relations.size(); ++i) {
            const auto relation = id_at<RelationId>(i);
            const std::size_t size = model.tuples(relation).size();
            const std::size_t step = 1 + size / kProofsOfARelation;
            for (std::size_t row = 0; row < size; row += step) {
                if (auto problem =
                        check_proof(checker, model, relation, id_at<RowId>(row), standings)) {
                    return problem;
                }
            }
        }
        return std::nullopt;
    }

    // Past a bound, however small, a proof is still one.
    Problem check_bounded_proofs(const CheckedProgram& checked, const ProofChecker& checker) {
        Limits limits;
        limits.proof_nodes_max = 1 + seed_ % 30;
        Model model(checked, values_, supports_, nullptr, limits);
        if (!model.require_all()) return "only the first run ended";
        for (std::size_t i = 0; i < checked.relations.size(); ++i) {
            const auto relation = id_at<RelationId>(i);
            const std::size_t size = model.tuples(relation).size();
            for (std::size_t row = 0; row < size; row += 1 + size / kProofsOfARelation) {
                if (auto problem = check_proof(checker, model, relation, id_at<RowId>(row), {})) {
                    return "bounded " + *problem;
                }
            }
        }
        return std::nullopt;
    }

    Problem check_proof(const ProofChecker& checker, const Model& model, RelationId relation,
                        RowId row, const Standings& standings) {
        ++counts_.proofs;
        const auto words = model.tuples(relation)[row];
        const Tuple tuple(words.begin(), words.end());
        const auto proof = prove(model, relation, row, vocabulary_.units);
        const std::string name = text(model, relation, tuple);
        if (!proof) return "no proof of " + name + ": " + proof.error().message;
        Problem problem = checker.check(*proof);
        const ProofNode& root = proof->root();
        if (!problem && root.tuple != tuple) problem = "it proves something else";
        if (proof->bounded) ++counts_.bounded;
        if (!problem && !proof->bounded && !standings.empty()) {
            const NaiveStanding& best = standings.at({relation, tuple});
            if (root.strength != best.strength) {
                problem = "not the strongest: " + std::string(to_string(best.strength.modality)) +
                          " " + std::to_string(best.strength.confidence) + " can be had";
            } else if (root.height != best.height) {
                problem = "not the least in height: " + std::to_string(best.height) + " can be had";
            }
        }
        if (!problem) return std::nullopt;
        return "proof of " + name + ": " + *problem + "\n" +
               print_proof(*proof, model, vocabulary_.units);
    }

    Problem compare_goal(const CheckedProgram& checked, const ProofChecker& checker, Model& model) {
        const FileId file = sources_.add("goal", program_.goal);
        const auto syntax = parse_goal(sources_.whole(file), diagnostics_);
        std::optional<CheckedGoal> goal;
        if (syntax && !diagnostics_.has_errors()) {
            goal = check_goal(*syntax, checked, vocabulary_, values_, diagnostics_);
        }
        if (!goal) return "the goal is refused: " + render(diagnostics_, sources_);
        const auto rows = solve(*goal, model);
        const auto expected = checker.naive().solve(*goal);
        if (!rows || !expected) {
            if (!rows && !expected) return std::nullopt;
            return "goal: only one fails: " + (rows ? expected.error() : rows.error()).message;
        }
        if (*rows != *expected) return "goal: other rows than the naive evaluator's";
        counts_.rows += rows->size();
        for (const Tuple& row : *rows) {
            ++counts_.proofs;
            const auto proof = prove(model, *goal, row, vocabulary_.units);
            if (!proof) return "no proof of a goal's row: " + proof.error().message;
            if (auto problem = checker.check(*proof, &*goal, row)) {
                return "proof of a goal's row: " + *problem + "\n" +
                       print_proof(*proof, model, vocabulary_.units);
            }
        }
        return std::nullopt;
    }

    const RandomProgram& program_;
    std::uint64_t seed_;
    DifferentialCounts& counts_;
    SourceMap sources_;
    Values values_;
    Vocabulary vocabulary_;
    SupportTable supports_;
    Diagnostics diagnostics_;
};

}  // namespace

std::optional<std::string> disagreement(const RandomProgram& program, std::uint64_t seed,
                                        DifferentialCounts& counts) {
    return Run(program, seed, counts).run();
}

RandomProgram shortened(RandomProgram program, std::uint64_t seed) {
    DifferentialCounts unused;
    const auto still_fails = [&](const RandomProgram& candidate) {
        const auto problem = disagreement(candidate, seed, unused);
        return problem && problem->find("refused") == std::string::npos;
    };
    if (!still_fails(program)) return program;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t begin = 0; begin < program.text.size();) {
            const std::size_t end = program.text.find('\n', begin) + 1;
            RandomProgram candidate = program;
            candidate.text.erase(begin, end - begin);
            if (still_fails(candidate)) {
                program = std::move(candidate);
                changed = true;
            } else {
                begin = end;
            }
        }
    }
    return program;
}

std::string report(const RandomProgram& program, std::uint64_t seed, const std::string& problem) {
    DifferentialCounts unused;
    const RandomProgram shorter = shortened(program, seed);
    const auto shorter_problem = disagreement(shorter, seed, unused);
    return "seed " + std::to_string(seed) + ": " + problem +
           "\nshortened: " + shorter_problem.value_or("") + "\n" + shorter.text + "?- " +
           shorter.goal + "\n";
}

}  // namespace dictum::test
