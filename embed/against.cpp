#include "embed/against.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "embed/failure.h"
#include "embed/reached.h"
#include "embed/test_runner.h"
#include "rules/pack.h"

namespace dictum {
namespace {

// A pack that was read and opened.
struct Side {
    SourceMap sources;
    Values values;
    std::optional<CheckedPack> pack;
    std::optional<Session> session;
    std::map<std::pair<std::string, std::string>, std::string> stated;  // by kind and id
    std::optional<Reached> reached;

    std::optional<Failure> open(const std::vector<std::string>& folders, const Limits& limits) {
        Diagnostics diagnostics;
        auto read = check_packs(folders, sources, values, diagnostics);
        if (!read) return failure(read.error());
        diagnostics.sort();
        if (!*read) return failure(diagnostics, sources);
        pack = *std::move(*read);
        auto opened = Session::open({.packs = folders, .kb = {}, .limits = limits});
        if (auto* failed = std::get_if<Failure>(&opened)) return *std::move(failed);
        session.emplace(std::get<Session>(std::move(opened)));
        reached.emplace(session->present().program);
        state();
        return std::nullopt;
    }

    // Everything about a statement that answers depend on, as one text.
    static std::string text_of(const Strength& strength, const std::vector<Citation>& citations) {
        std::string text =
            std::string(to_string(strength.modality)) + " " + std::to_string(strength.confidence);
        for (const Citation& each : citations) {
            text += '\x1f' + each.source + ' ' + each.turn + ' ' + each.quote;
        }
        return text;
    }

    void state() {
        for (const RuleText& rule : pack->knowledge.rules) {
            std::string text = rule.text.text + '\x1e' + text_of(rule.strength, rule.citations);
            for (const std::string& other : rule.overrides) text += '\x1e' + other;
            if (rule.at_least) text += '\x1e' + std::string(to_string(*rule.at_least));
            stated[{"rule", rule.id}] = text;
        }
        for (const TableDeclaration& declared : pack->knowledge.tables) {
            for (std::size_t row = 0; row < declared.table.rows.size(); ++row) state(declared, row);
        }
        for (const Claim& claim : pack->knowledge.claims) {
            stated[{"claim", claim.id}] =
                claim.fact.text + '\x1e' + text_of(claim.strength, claim.citations);
        }
    }

    void state(const TableDeclaration& declared, std::size_t row) {
        std::string text = std::to_string(static_cast<int>(declared.table.hit));
        text += declared.table.concludes.text;
        for (const TableColumnText& input : declared.table.inputs) text += '\x1e' + input.text.text;
        for (const Fragment& cell : declared.table.rows[row].when) text += '\x1e' + cell.text;
        for (const Fragment& cell : declared.table.rows[row].then) text += '\x1f' + cell.text;
        if (row < declared.row_strengths.size()) {
            text += text_of(declared.row_strengths[row], declared.row_citations[row]);
        }
        stated[{"row", row_id(declared.table.id, row)}] = text;
    }
};

using Names = std::vector<std::string>;

Names less(const std::set<std::string>& all, const std::set<std::string>& known) {
    Names rest;
    std::ranges::set_difference(all, known, std::back_inserter(rest));
    return rest;
}

class AgainstComparison {
  public:
    AgainstComparison(Side& before, Side& after) : before_(before), after_(after) {}

    Outcome<AgainstReport> run() {
        differ();
        std::set<std::string> asked;
        for (const PackTest& test : after_.pack->knowledge.tests) {
            asked.insert(key(test));
            const Position at = after_.sources.position(test.span.file, test.span.begin);
            const std::string place =
                after_.sources.name(test.span.file) + ":" + std::to_string(at.line);
            if (auto failed = compare(test, place)) return *std::move(failed);
        }
        for (const PackTest& test : before_.pack->knowledge.tests) {
            if (!asked.insert(key(test)).second) continue;
            if (auto failed = compare(test, "")) return *std::move(failed);
        }
        return std::move(report_);
    }

  private:
    static std::string key(const PackTest& test) {
        return test.ask + '\x1f' + test.goal + '\x1f' + test.at_least;
    }

    void differ() {
        for (const auto& [name, text] : before_.stated) {
            const auto now = after_.stated.find(name);
            if (now == after_.stated.end()) {
                report_.differences.push_back({name.first, name.second, Difference::How::Removed});
            } else if (now->second != text) {
                report_.differences.push_back({name.first, name.second, Difference::How::Changed});
            }
        }
        for (const auto& [name, text] : after_.stated) {
            if (before_.stated.contains(name)) continue;
            report_.differences.push_back({name.first, name.second, Difference::How::Added});
        }
        std::ranges::sort(report_.differences);
    }

    struct Row {
        std::string standing;
        std::set<std::string> grounds;  // "rule `x`", "claim `y`"
    };
    using Rows = std::map<std::string, Row>;  // by fact

    static Rows rows_of(Side& side, const Answer& answer) {
        const View& view = side.session->present();
        Rows rows;
        for (const auto* group : {&answer.answers, &answer.conflicts}) {
            for (const AnswerRow& row : *group) {
                Row& made = rows[row.fact];
                made.standing = to_string(row.strength.modality);
                if (row.disputed) made.standing += ", disputed";
                for (const ProofNode& node : row.proof.nodes) {
                    for (const SupportId support : node.supports) {
                        made.grounds.insert("claim `" + view.assembled.supports[support].claim +
                                            "`");
                    }
                    if (!node.rule) continue;
                    const Rule& rule = view.program.rules[*node.rule];
                    const bool of_table = side.stated.contains({"row", rule.id});
                    made.grounds.insert((of_table ? "row `" : "rule `") + rule.id + "`");
                }
            }
        }
        return rows;
    }

    // A test that can't be asked of a pack, for want of a relation, has no answer there.
    static Outcome<Answer> answer(Side& side, const PackTest& test) {
        auto outcome = TestRunner(*side.session).answer(test);
        auto* failed = std::get_if<Failure>(&outcome);
        if (failed == nullptr || failed->code != ErrorCode::InvalidInput) return outcome;
        Answer none;
        none.text = failed->text;
        return none;
    }

    std::optional<Failure> compare(const PackTest& test, const std::string& place) {
        ++report_.compared;
        auto old_outcome = answer(before_, test);
        if (auto* failed = std::get_if<Failure>(&old_outcome)) return *std::move(failed);
        auto new_outcome = answer(after_, test);
        if (auto* failed = std::get_if<Failure>(&new_outcome)) return *std::move(failed);
        const auto& old_answer = std::get<Answer>(old_outcome);
        const auto& new_answer = std::get<Answer>(new_outcome);
        ChangedAnswer changed;
        changed.asked = test.ask.empty() ? test.goal : test.ask;
        changed.place = place;
        if (old_answer.goal != new_answer.goal) {
            changed.read_before = old_answer.goal;
            changed.read_after = new_answer.goal;
        }
        if (status(old_answer) != status(new_answer)) {
            changed.status_before = status(old_answer);
            changed.status_after = status(new_answer);
        }
        std::set<std::string> grounds;
        compare(rows_of(before_, old_answer), rows_of(after_, new_answer), changed, grounds);
        const bool same = changed.gone.empty() && changed.fresh.empty() &&
                          changed.other_grounds.empty() && changed.status_after.empty() &&
                          changed.read_before == changed.read_after;
        if (same) return std::nullopt;
        blame(test, grounds, changed);
        report_.changed.push_back(std::move(changed));
        return std::nullopt;
    }

    static std::string status(const Answer& answer) {
        std::string text(to_string(answer.status));
        if (answer.verdict != Verdict::NotAsked) {
            text += ", " + std::string(to_string(answer.verdict));
        }
        return text;
    }

    static void compare(const Rows& before, const Rows& after, ChangedAnswer& changed,
                        std::set<std::string>& grounds) {
        const auto use = [&](const Row& row) {
            grounds.insert(row.grounds.begin(), row.grounds.end());
        };
        for (const auto& [fact, row] : before) {
            const auto now = after.find(fact);
            if (now == after.end()) {
                changed.gone.push_back(fact);
                use(row);
                continue;
            }
            ChangedAnswer::Row same{fact,
                                    {},
                                    {},
                                    less(row.grounds, now->second.grounds),
                                    less(now->second.grounds, row.grounds)};
            if (row.standing != now->second.standing) {
                same.before = row.standing;
                same.after = now->second.standing;
            }
            if (same.before == same.after && same.no_longer.empty() && same.newly.empty()) continue;
            use(row);
            use(now->second);
            changed.other_grounds.push_back(std::move(same));
        }
        for (const auto& [fact, row] : after) {
            if (before.contains(fact)) continue;
            changed.fresh.push_back(fact);
            use(row);
        }
    }

    void blame(const PackTest& test, const std::set<std::string>& grounds, ChangedAnswer& changed) {
        for (const Difference& each : report_.differences) {
            if (grounds.contains(each.kind + " `" + each.id + "`")) changed.because.push_back(each);
        }
        if (!changed.because.empty() || report_.differences.empty()) return;
        std::set<std::string> near;
        for (Side* side : {&before_, &after_}) reach(*side, test, near);
        for (const Difference& each : report_.differences) {
            if (near.contains(each.id)) changed.because.push_back(each);
        }
    }

    // The ids of the rules and claims of relations that the test's goal can reach.
    static void reach(Side& side, const PackTest& test, std::set<std::string>& ids) {
        View& view = side.session->present();
        auto reader = view.question_reader();
        if (!std::holds_alternative<QuestionReader*>(reader)) return;
        const auto seen =
            side.reached->from(read_by(view, *std::get<QuestionReader*>(reader), test));
        for (const Rule& rule : view.program.rules) {
            if (seen[index_of(rule.head)] != 0) ids.insert(rule.id);
        }
        for (const Claim& claim : view.knowledge.claims) {
            const std::string name = claim.fact.text.substr(0, claim.fact.text.find('('));
            const auto relation = view.program.find(name);
            if (relation && seen[index_of(view.program.holder_of(*relation))] != 0) {
                ids.insert(claim.id);
            }
        }
    }

    Side& before_;
    Side& after_;
    AgainstReport report_;
};

}  // namespace

Outcome<AgainstReport> compare_packs(const std::vector<std::string>& before,
                                     const std::vector<std::string>& after, const Limits& limits) {
    Side old_side;
    if (auto failed = old_side.open(before, limits)) return *std::move(failed);
    Side new_side;
    if (auto failed = new_side.open(after, limits)) return *std::move(failed);
    return AgainstComparison(old_side, new_side).run();
}

}  // namespace dictum
