#include "embed/mutation.h"

#include <algorithm>
#include <map>
#include <set>

#include "embed/reached.h"
#include "embed/test_runner.h"

namespace dictum {
namespace {

// Which tests can reach a relation: those of whose goals it is in the cone.
class Reach {
  public:
    Reach(View& view, const QuestionReader& reader, const std::vector<TestedAnswer>& answered)
        : view_(view), tests_(view.program.relations.size()) {
        const Reached reached(view.program);
        for (std::size_t i = 0; i < answered.size(); ++i) {
            const auto seen = reached.from(read_by(view, reader, *answered[i].test));
            for (std::size_t relation = 0; relation < seen.size(); ++relation) {
                if (seen[relation] != 0) tests_[relation].push_back(i);
            }
        }
    }

    // Ascending, each once.
    std::vector<std::size_t> tests_of(std::string_view rule) const {
        std::set<std::size_t> found;
        for (const Rule& each : view_.program.rules) {
            if (each.id != rule) continue;
            const auto& tests = tests_[index_of(each.head)];
            found.insert(tests.begin(), tests.end());
        }
        return {found.begin(), found.end()};
    }

  private:
    const View& view_;
    std::vector<std::vector<std::size_t>> tests_;
};

enum class Fate : std::uint8_t { Killed, Survived, NoProgram };

class MutationRun {
  public:
    MutationRun(Session& session, const PackTests& tests, const std::vector<TestedAnswer>& answered,
                const Reach& reach)
        : view_(session.present()),
          tests_(tests),
          answered_(answered),
          runner_(session),
          reach_(reach) {}

    Outcome<MutationScore> run(const MutationBounds& bounds) {
        const std::vector<Mutant> mutants = rule_mutants(tests_.knowledge, texts_);
        const std::size_t step =
            1 + (mutants.empty()
                     ? 0
                     : (mutants.size() - 1) / std::max<std::size_t>(1, bounds.mutants_max));
        stated_ = view_.knowledge;
        for (std::size_t i = 0; i < mutants.size(); ++i) {
            if (i % step != 0) {
                ++score_.not_tried;
                continue;
            }
            auto fate = fate_of(mutants[i]);
            if (auto* failed = std::get_if<Failure>(&fate)) return *std::move(failed);
            count(mutants[i], std::get<Fate>(fate));
        }
        cite();
        return std::move(score_);
    }

  private:
    Outcome<Fate> fate_of(const Mutant& mutant) {
        const auto reached = reach_.tests_of(mutant.id);
        if (reached.empty()) return Fate::Survived;
        if (mutant.kind == MutantKind::Rule || mutant.kind == MutantKind::Row) {
            return try_on(reached, {mutant.id}, nullptr);
        }
        auto fate = Outcome<Fate>(Fate::NoProgram);
        if (mutant.kind == MutantKind::Override) {
            auto& overrides = stated_.rules[mutant.declared].overrides;
            const auto kept = overrides;
            std::erase(overrides, mutant.before);
            fate = try_changed(reached);
            stated_.rules[mutant.declared].overrides = kept;
            return fate;
        }
        Fragment& changed = text_of(mutant);
        const Fragment kept = changed;
        changed = view_.sources.whole(view_.sources.add("mutant", mutant.text));
        fate = try_changed(reached);
        text_of(mutant) = kept;
        return fate;
    }

    Fragment& text_of(const Mutant& mutant) {
        if (!mutant.of_table) return stated_.rules[mutant.declared].text;
        return stated_.tables[mutant.declared].table.rows[mutant.row].when[mutant.cell];
    }

    // The tests by the strength that they demand, each under a view of the changed statements.
    Outcome<Fate> try_changed(const std::vector<std::size_t>& reached) {
        std::map<std::string, std::vector<std::size_t>> by_strength;
        for (const std::size_t test : reached) {
            by_strength[answered_[test].test->at_least].push_back(test);
        }
        for (const auto& [strength, tests] : by_strength) {
            View changed(view_.base, view_.sources, view_.values);
            changed.at_least = modality_named(strength);
            const auto refused = changed.open_with(std::move(stated_), view_.plain->limits());
            auto fate = refused ? Outcome<Fate>(Fate::NoProgram) : try_on(tests, {}, &changed);
            stated_ = std::move(changed.knowledge);
            const Fate* const known = std::get_if<Fate>(&fate);
            if (known == nullptr || *known != Fate::Survived) return fate;
        }
        return Fate::Survived;
    }

    Outcome<Fate> try_on(const std::vector<std::size_t>& tests,
                         const std::vector<std::string>& without, View* changed) {
        for (const std::size_t index : tests) {
            const TestedAnswer& tested = answered_[index];
            auto outcome = runner_.answer(*tested.test, without, changed);
            if (auto* failed = std::get_if<Failure>(&outcome)) {
                if (failed->code != ErrorCode::InvalidInput) return *std::move(failed);
                return Fate::NoProgram;
            }
            if (!runner_.passes(*tested.test, std::get<Answer>(outcome))) return Fate::Killed;
        }
        return Fate::Survived;
    }

    // ---- citations -------------------------------------------------------------------------

    using Cited = std::pair<std::string, std::string>;  // the id of what cites, and the turn

    void cite() {
        std::set<Cited> noticed;
        for (const TestedAnswer& tested : answered_) {
            if (tested.test->status == "unknown") continue;
            for (const std::string& turn : tested.test->cites) {
                std::set<std::string> citing;
                for (const auto* rows : {&tested.answer.answers, &tested.answer.conflicts}) {
                    for (const AnswerRow& row : *rows) {
                        for (const ShownCitation& shown : row.citations) {
                            if (shown.citation.turn == turn) citing.insert(shown.claim);
                        }
                    }
                }
                if (citing.size() == 1) noticed.emplace(*citing.begin(), turn);
            }
        }
        const Knowledge& known = tests_.knowledge;
        for (const Claim& claim : known.claims)
            cite(claim.id, claim.span, claim.citations, noticed);
        for (const RuleText& rule : known.rules) cite(rule.id, rule.span, rule.citations, noticed);
        for (const TableDeclaration& declared : known.tables) {
            for (std::size_t row = 0; row < declared.row_citations.size(); ++row) {
                cite(row_id(declared.table.id, row), declared.table.rows[row].span,
                     declared.row_citations[row], noticed);
            }
        }
    }

    void cite(const std::string& id, const Span& span, const std::vector<Citation>& citations,
              const std::set<Cited>& noticed) {
        std::set<std::string> turns;
        for (const Citation& citation : citations) {
            if (!turns.insert(citation.turn).second) continue;
            const Mutant mutant{MutantKind::Citation, id, span, citation.turn, {}};
            count(mutant, noticed.contains({id, citation.turn}) ? Fate::Killed : Fate::Survived);
        }
    }

    void count(const Mutant& mutant, Fate fate) {
        if (fate == Fate::NoProgram) {
            ++score_.no_program;
            return;
        }
        auto& counted = score_.counts.at(static_cast<std::size_t>(mutant.kind));
        ++(fate == Fate::Killed ? counted.killed : counted.survived);
        if (fate == Fate::Killed) return;
        const Position at = tests_.sources.position(mutant.span.file, mutant.span.begin);
        score_.survivors.push_back({mutant.kind, mutant.id, tests_.sources.name(mutant.span.file),
                                    at.line, mutant.before, mutant.after});
    }

    View& view_;
    const PackTests& tests_;
    const std::vector<TestedAnswer>& answered_;
    TestRunner runner_;
    const Reach& reach_;
    SourceMap texts_;
    Knowledge stated_;  // with the change that is tried
    MutationScore score_;
};

}  // namespace

std::size_t MutationScore::killed() const {
    std::size_t sum = 0;
    for (const Count& each : counts) sum += each.killed;
    return sum;
}

Outcome<MutationScore> mutation_score(Session& session, const PackTests& tests,
                                      const std::vector<TestedAnswer>& answered,
                                      const MutationBounds& bounds) {
    auto reader = session.present().question_reader();
    if (auto* failed = std::get_if<Failure>(&reader)) return *std::move(failed);
    const Reach reach(session.present(), *std::get<QuestionReader*>(reader), answered);
    return MutationRun(session, tests, answered, reach).run(bounds);
}

}  // namespace dictum
