#include "engine/explain/why_not_questions.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/check/check.h"
#include "engine/explain/why_not_cost.h"
#include "engine/explain/why_not_near.h"
#include "engine/explain/why_not_tables.h"
#include "engine/explain/why_not_uncounted.h"

namespace dictum {
namespace {

constexpr std::size_t kAttemptsOfARule = 3;

class Explorer {
  public:
    Explorer(const CheckedGoal& goal, Model& model, const ConditionReader& reader,
             const UnitTable& units, std::span<const TableRules> tables, WhyNotBound& bound)
        : goal_(goal),
          model_(model),
          reader_(reader),
          units_(units),
          tables_(tables),
          bound_(bound) {}

    Result<std::vector<Question>> run() {
        if (const std::optional<Pattern> pattern = pattern_of(goal_, reader_)) {
            ask(*pattern);
        } else {
            Question root;
            root.derived = true;
            root.explored = true;
            questions_.push_back(std::move(root));
            attempt(QuestionId{}, goal_.rule, std::nullopt, {});
            settle_costs(questions_);
        }
        for (;;) {
            const std::vector<QuestionId> wanted = unexplored();
            if (wanted.empty() || !bound_.may_go_on()) break;
            for (const QuestionId id : wanted) {
                if (!bound_.may_go_on()) break;
                DICTUM_CHECK(explore(id));
            }
            settle_costs(questions_);
        }
        if (bound_.stopped()) return *bound_.stopped();
        return std::move(questions_);
    }

  private:
    // What stands below the attempts that come first, and was not looked at: what costs least is
    // followed up, until nothing that was put off may cost less.
    std::vector<QuestionId> unexplored() const {
        std::vector<QuestionId> wanted;
        std::vector<QuestionId> open{QuestionId{}};
        std::vector<char> seen(questions_.size(), 0);
        seen[0] = 1;
        for (std::size_t i = 0; i < open.size(); ++i) {
            const Question& question = questions_[index_of(open[i])];
            if (!question.explored) wanted.push_back(open[i]);
            const std::size_t shown = attempts_followed(open[i]);
            for (std::size_t k = 0; k < question.attempts.size() && k < shown; ++k) {
                for (const FailedCondition& failed : question.attempts[k].fails) {
                    if (!failed.question || seen[index_of(*failed.question)]) continue;
                    seen[index_of(*failed.question)] = 1;
                    open.push_back(*failed.question);
                }
            }
        }
        return wanted;
    }

    QuestionId ask(const Pattern& pattern) {
        const auto id = id_at<QuestionId>(questions_.size());
        const auto [known, fresh] = known_.try_emplace(pattern, id);
        if (!fresh) return known->second;
        const CheckedProgram& program = model_.program();
        const RelationId asked = without_demand(program, pattern.relation);
        const Relation& relation = program.relations[asked];
        Question question;
        question.pattern = pattern;
        question.text = reader_.text(pattern);
        question.derived = relation.derived;
        question.given = model_.state().relations[program.holder_of(asked)].base_rows > 0;
        question.complete = relation.complete;
        question.hidden = is_hidden(relation);
        questions_.push_back(std::move(question));
        return id;
    }

    Status explore(QuestionId asked) {
        Question& question = questions_[index_of(asked)];
        question.explored = true;
        DICTUM_CHECK(find_near(reader_, model_, bound_, question));
        DICTUM_CHECK(find_uncounted(reader_, model_, units_, question));
        const Pattern pattern = *question.pattern;
        // Rules that nobody wrote only hand on what a part of the relation holds, and a resolution
        // chooses: the rules that conclude what they choose from stand here instead.
        std::vector<RelationId> heads{pattern.relation};
        for (std::size_t i = 0; i < heads.size(); ++i) {
            const auto& resolution = model_.program().relations[heads[i]].resolution;
            if (resolution) heads.push_back(resolution->from);
            for (const RuleId id : model_.state().rules_of[index_of(heads[i])]) {
                const Rule& rule = model_.program().rules[id];
                bound_.charge(1 + rule.head_args.size());
                if (rule.made == Made::Consensus) continue;
                if (rule.made == Made::Copy) {
                    heads.push_back(part_of(rule));
                    DICTUM_CHECK(withdrawn(asked, rule, pattern));
                } else {
                    by_rule(asked, id, pattern);
                }
            }
        }
        return {};
    }

    static RelationId part_of(const Rule& copy) {
        return std::get<AtomLiteral>(copy.literals[copy.body.front()].node).relation;
    }

    void by_rule(QuestionId asked, RuleId id, const Pattern& pattern) {
        Question& question = questions_[index_of(asked)];
        const Rule& rule = model_.program().rules[id];
        if (!head_fits(rule, pattern.words)) {
            ++question.other_rules;
        } else if (model_.scenario().leaves_out(id)) {
            Attempt left_out;
            left_out.rule = id;
            left_out.left_out = true;
            question.attempts.push_back(std::move(left_out));
        } else if (bound_.may_go_on()) {
            attempt(asked, rule, id, pattern.words);
        } else {
            question.attempts_cut = true;
        }
    }

    // What a rule concludes, and exceptions withdraw: the copy holds all but that.
    Status withdrawn(QuestionId asked, const Rule& copy, const Pattern& pattern) {
        for (std::size_t i = 1; i < copy.body.size(); ++i) {
            const auto& lost = std::get<AtomLiteral>(copy.literals[copy.body[i]].node);
            for (const RowId row : reader_.rows({lost.relation, pattern.words}, 1)) {
                const auto tuple = model_.tuples(lost.relation)[row];
                const auto concluded = model_.tuples(part_of(copy)).find(tuple);
                if (!concluded) continue;
                DICTUM_TRY(const auto derivation,
                           first_derivation(model_, part_of(copy), *concluded));
                if (!derivation || !derivation->rule) continue;
                Attempt made;
                made.rule = derivation->rule;
                FailedCondition failed;
                failed.kind = FailureKind::Present;
                failed.present.push_back({lost.relation, row});
                made.fails.push_back(std::move(failed));
                questions_[index_of(asked)].attempts.push_back(std::move(made));
            }
        }
        return {};
    }

    void attempt(QuestionId id, const Rule& rule, std::optional<RuleId> rule_id,
                 const Words& head) {
        PartialRule part(model_.state(), rule, bound_);
        NearMatchOptions options;
        // An aggregate fails itself, not the name of its result.
        options.may_fail = [&](std::uint32_t condition) {
            return !names_aggregate(rule, condition);
        };
        const NearMatches found = near_matches(part, head, {}, options, bound_);
        if (found.cut) questions_[index_of(id)].attempts_cut = true;
        for (std::size_t i = 0; i < found.items.size() && i < kAttemptsOfARule; ++i) {
            const NearMatch& near = found.items[i];
            if (near.failing.empty() && near.pending.empty()) continue;  // it is withdrawn
            Attempt made = attempt_of(rule, rule_id, near, head);  // adds questions
            questions_[index_of(id)].attempts.push_back(std::move(made));
        }
        if (found.items.size() > kAttemptsOfARule) questions_[index_of(id)].attempts_cut = true;
        const bool holds = std::ranges::all_of(found.items, [](const NearMatch& near) {
            return near.failing.empty() && near.pending.empty();
        });
        if (holds && rule_id && !found.cut) key_taken(id, *rule_id, head);
    }

    // Everything holds, and a row that was there before has the key of a choice domain.
    void key_taken(QuestionId id, RuleId rule, const Words& head) {
        const RelationId relation = model_.program().rules[rule].head;
        const Relation& declared = model_.program().relations[relation];
        for (const std::vector<std::uint32_t>& choice : declared.choices) {
            Pattern same_key{relation, Words(head.size())};
            std::string names;
            for (const std::uint32_t column : choice) {
                same_key.words[column] = head[column];
                names += (names.empty() ? "" : ", ") + declared.columns[column].name;
            }
            for (const RowId row : reader_.rows(same_key, 1)) {
                FailedCondition failed;
                failed.kind = FailureKind::Present;
                failed.text = "choice-domain (" + names + ")";
                failed.present.push_back({relation, row});
                Attempt made;
                made.rule = rule;
                made.fails.push_back(std::move(failed));
                questions_[index_of(id)].attempts.push_back(std::move(made));
                return;
            }
        }
    }

    Attempt attempt_of(const Rule& rule, std::optional<RuleId> rule_id, const NearMatch& near,
                       const Words& head) {
        Attempt made;
        made.rule = rule_id;
        made.holds = reader_.held(rule, near);
        for (const std::uint32_t condition : near.pending) {
            if (names_aggregate(rule, condition) || of_table(rule, condition)) continue;
            made.pending.push_back(reader_.text(rule, condition, near.match.variables, head));
        }
        for (const std::uint32_t condition : near.failing) {
            if (of_table(rule, condition)) continue;
            FailedCondition failed = reader_.failure(rule, condition, near, head);
            if (failed.kind == FailureKind::Missing) {
                const auto& atom = std::get<AtomLiteral>(rule.literals[rule.body[condition]].node);
                failed.question = ask(reader_.pattern(rule, atom, near.match.variables));
            }
            made.fails.push_back(std::move(failed));
        }
        // That the table doesn't decide by the row is the reason only where its cells hold.
        if (made.fails.empty()) made.fails.push_back(undecided(rule, near));
        return made;
    }

    // Does the condition ask what was made to evaluate a decision table?
    bool of_table(const Rule& rule, std::uint32_t condition) const {
        if (condition >= rule.body.size()) return false;
        const auto* atom = std::get_if<AtomLiteral>(&rule.literals[rule.body[condition]].node);
        return atom && model_.program().relations[atom->relation].hidden;
    }

    FailedCondition undecided(const Rule& rule, const NearMatch& near) const {
        FailedCondition failed;
        failed.kind = FailureKind::Undecided;
        for (const std::uint32_t condition : near.failing) {
            const auto& atom = std::get<AtomLiteral>(rule.literals[rule.body[condition]].node);
            const Pattern asked = reader_.pattern(rule, atom, near.match.variables);
            failed.deciding = deciding_rows(tables_, model_, atom.relation, asked.words);
        }
        return failed;
    }

    const CheckedGoal& goal_;
    Model& model_;
    const ConditionReader& reader_;
    const UnitTable& units_;
    std::span<const TableRules> tables_;
    WhyNotBound& bound_;
    std::vector<Question> questions_;
    std::map<Pattern, QuestionId> known_;
};

}  // namespace

std::optional<Pattern> pattern_of(const CheckedGoal& goal, const ConditionReader& reader) {
    const Rule& rule = goal.rule;
    if (rule.body.size() != 1) return std::nullopt;
    const auto* atom = std::get_if<AtomLiteral>(&rule.literals[rule.body[0]].node);
    if (!atom || atom->negated) return std::nullopt;
    std::set<std::uint32_t> seen;
    for (const ExprId arg : atom->args) {
        const auto* variable = std::get_if<VariableExpr>(&rule.exprs[arg].node);
        if (variable && !seen.insert(variable->variable).second) return std::nullopt;
    }
    return reader.pattern(rule, *atom, Words(rule.variables.size()));
}

Result<std::vector<Question>> explore(const CheckedGoal& goal, Model& model,
                                      const ConditionReader& reader, const UnitTable& units,
                                      std::span<const TableRules> tables, WhyNotBound& bound) {
    return Explorer(goal, model, reader, units, tables, bound).run();
}

}  // namespace dictum
