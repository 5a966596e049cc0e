#include "ask/why_not_text.h"

#include <algorithm>

#include "ask/language.h"
#include "ask/lost_sides.h"
#include "ask/sentences.h"
#include "engine/check/check.h"

namespace dictum {
namespace {

constexpr std::size_t kProofLines = 12;
constexpr std::size_t kDepthShown = 20;  // deeper lines are not indented further

class Writer {
  public:
    Writer(const WordingContext& context, const Model& model, const WhyNot& why_not,
           std::string_view language)
        : context_(context),
          model_(model),
          why_not_(why_not),
          language_id_(language),
          language_(language_data(language)),
          written_(why_not.questions.size()) {}

    std::string run(std::string_view goal) {
        if (why_not_.holds) return filled("whynot_holds", goal) + "\n";
        line(0, filled("whynot_root", goal));
        push_question(QuestionId{}, 1);
        while (!tasks_.empty()) {
            const Task task = std::move(tasks_.back());
            tasks_.pop_back();
            if (task.question) {
                push_question(*task.question, task.depth);
            } else {
                line(task.depth, task.text);
            }
        }
        missing();
        bound();
        return std::move(text_);
    }

  private:
    // A line, or a question that is followed up there.
    struct Task {
        std::size_t depth = 0;
        std::string text;
        std::optional<QuestionId> question;
    };

    void line(std::size_t depth, const std::string& text) {
        text_.append(2 * std::min(depth, kDepthShown), ' ');
        text_ += text;
        text_ += '\n';
    }

    std::string filled(std::string_view phrase, std::string_view text) const {
        return fill(language_.phrase(phrase), {{"text", text}});
    }
    std::string counted(std::string_view phrase, std::size_t count) const {
        return fill(language_.phrase(phrase), {{"count", std::to_string(count)}});
    }

    // ---- the questions ---------------------------------------------------------------------

    void push_question(QuestionId id, std::size_t depth) {
        const Question& question = why_not_[id];
        std::vector<Task> lines;
        const auto say = [&](std::string text) { lines.push_back({depth, std::move(text), {}}); };
        if (written_[index_of(id)]) {
            say(language_.phrase("whynot_again"));
        } else {
            written_[index_of(id)] = true;
            grounds(question, say);
            const std::size_t shown = std::min(attempts_followed(id), question.attempts.size());
            for (std::size_t i = 0; i < shown; ++i) {
                // Those of a goal have no rule to begin with.
                if (i > 0 && !question.pattern) say(language_.phrase("whynot_or"));
                attempt(question.attempts[i], depth, lines);
            }
            if (question.attempts.size() > shown) {
                say(counted("whynot_more", question.attempts.size() - shown));
            }
            if (question.attempts_cut) say(language_.phrase("whynot_ways_cut"));
        }
        tasks_.insert(tasks_.end(), std::make_move_iterator(lines.rbegin()),
                      std::make_move_iterator(lines.rend()));
    }

    template <class Say>
    void grounds(const Question& question, Say say) const {
        if (!question.pattern) return;
        if (!question.explored) {
            if (&question != &why_not_.questions.front())
                say(language_.phrase("whynot_unexplored"));
            return;
        }
        if (!has_match(question)) {
            if (!question.derived) {
                say(language_.phrase(question.complete ? "whynot_complete" : "whynot_no_claim"));
            } else if (question.attempts.empty() && !question.attempts_cut) {
                say(question.other_rules > 0 ? counted("whynot_no_rule", question.other_rules)
                                             : language_.phrase("whynot_no_rule_left"));
            }
        }
        if (question.hidden) return;
        for (const NearTuple& near : question.near) say(near_line(near));
        if (question.near_more) say(language_.phrase("whynot_near_more"));
        for (const LeftOutFact& fact : question.left_out) {
            const std::string text =
                sentence(context_, question.pattern->relation, fact.tuple, language_id_);
            say(fill(language_.phrase("whynot_left_out"),
                     {{"text", text}, {"turns", dated_turns(fact.supports)}}));
        }
    }

    std::string near_line(const NearTuple& near) const {
        const std::string text = sentence_of(near.tuple);
        switch (near.nearness) {
            case Nearness::Like:
                return filled("whynot_near", text);
            case Nearness::SameKey:
                return filled("whynot_instead", text);
            case Nearness::Matches:
                return filled("whynot_does_not_fit", text);
            case Nearness::TooWeak: {
                const std::string modality = "modality_" + std::string(to_string(near.modality));
                return fill(language_.phrase("whynot_weaker"),
                            {{"text", text}, {"modality", language_.phrase(modality)}});
            }
            case Nearness::Narrowed:
                return fill(language_.phrase("whynot_narrowed"),
                            {{"text", text}, {"other", near.chosen ? near.chosen->text : ""}});
            case Nearness::GaveWay:
                return fill(language_.phrase("lost_note"),
                            {{"text", text}, {"reason", reason_of(*near.chosen)}});
        }
        return text;
    }

    // Where the reason can't be worked out within the limits, the winner stands for it.
    std::string reason_of(const ProofNode& chosen) const {
        const auto reason = lost_reason(model_, chosen, language_id_);
        return reason ? *reason : chosen.text;
    }

    // "call q1, 2024-05-01": a date may be why it is left out.
    std::string dated_turns(std::span<const SupportId> supports) const {
        std::string text = turns_of(context_, supports);
        std::vector<std::string> sources;
        for (const SupportId support : supports) {
            const std::string& source = context_.supports[support].source;
            if (std::ranges::find(sources, source) == sources.end()) sources.push_back(source);
        }
        for (const std::string& id : sources) {
            const Source* source = context_.knowledge.source(id);
            if (source) text += (text.empty() ? "" : ", ") + source->date.to_string();
        }
        return text;
    }

    static bool has_match(const Question& question) {
        return std::ranges::any_of(question.near, &NearTuple::is_one);
    }

    // ---- the attempts ----------------------------------------------------------------------

    void attempt(const Attempt& attempt, std::size_t depth, std::vector<Task>& lines) {
        std::size_t below = depth;
        const auto say = [&](std::string text) { lines.push_back({below, std::move(text), {}}); };
        if (attempt.rule) {
            say(rule_line(context_.program.rules[*attempt.rule], attempt.left_out));
            ++below;
        }
        for (const HeldCondition& held : attempt.holds) {
            if (held.tuple && is_hidden(held.tuple->relation)) continue;
            say(filled("whynot_held", held.tuple ? sentence_of(*held.tuple) : held.text));
        }
        for (const FailedCondition& failed : attempt.fails) {
            if (!collected(attempt, failed, below, lines)) fails(failed, below, lines);
        }
        for (const std::string& pending : attempt.pending) say(filled("whynot_pending", pending));
    }

    void fails(const FailedCondition& failed, std::size_t depth, std::vector<Task>& lines) {
        const auto say = [&](std::string text) { lines.push_back({depth, std::move(text), {}}); };
        switch (failed.kind) {
            case FailureKind::Missing:
                missing_tuple(failed, depth, lines);
                return;
            case FailureKind::Present:
                present(failed, depth, lines);
                return;
            case FailureKind::Comparison:
                say(comparison(failed));
                return;
            case FailureKind::Aggregate:
                say(aggregate(failed));
                for (const TuplePremise& tuple : failed.contributors) {
                    lines.push_back({depth + 1, sentence_of(tuple), {}});
                }
                return;
            case FailureKind::Undecided:
                say(undecided(failed));
                return;
            case FailureKind::Conclusion:
                say(fill(language_.phrase("whynot_conclusion"),
                         {{"text", failed.text}, {"left", failed.left}, {"right", failed.right}}));
                return;
        }
    }

    void missing_tuple(const FailedCondition& failed, std::size_t depth,
                       std::vector<Task>& lines) const {
        const Question& question = why_not_[*failed.question];
        // A part of another relation has no words of its own: its rules stand here instead.
        if (!question.hidden) {
            lines.push_back({depth, filled("whynot_missing", failed.text), {}});
        }
        lines.push_back({question.hidden ? depth : depth + 1, {}, failed.question});
    }

    void present(const FailedCondition& failed, std::size_t depth, std::vector<Task>& lines) const {
        const auto say = [&](std::size_t below, std::string text) {
            lines.push_back({depth + below, std::move(text), {}});
        };
        if (!failed.rules.empty()) {
            say(0, filled("whynot_overridden", rule_ids(failed.rules)));
            for (const HeldCondition& ground : failed.grounds) {
                say(1, ground.tuple ? sentence_of(*ground.tuple) : ground.text);
            }
            return;
        }
        say(0, filled("whynot_present", failed.text));
        if (!failed.proof) return;
        const std::string proof = proof_text(context_, *failed.proof, language_id_);
        std::size_t shown = 0;
        std::size_t left = 0;
        for (std::size_t begin = 0; begin < proof.size();) {
            const std::size_t end = proof.find('\n', begin);
            if (shown < kProofLines) {
                say(1, proof.substr(begin, end - begin));
                ++shown;
            } else {
                ++left;
            }
            begin = end + 1;
        }
        if (left > 0) say(1, counted("whynot_proof_cut", left));
    }

    std::string rule_ids(const std::vector<RuleId>& rules) const {
        std::string ids;
        for (const RuleId rule : rules) {
            const std::string& id = context_.program.rules[rule].id;
            if ((ids + ",").find(id + ",") != std::string::npos) continue;
            ids += (ids.empty() ? "" : ", ") + id;
        }
        return ids;
    }

    std::string comparison(const FailedCondition& failed) const {
        std::string text = filled("whynot_fails", failed.text);
        const bool shown = failed.text.find(failed.left) != std::string::npos &&
                           failed.text.find(failed.right) != std::string::npos;
        if (!shown && !failed.left.empty() && !failed.right.empty()) {
            text += fill(language_.phrase("whynot_sides"),
                         {{"left", failed.left}, {"right", failed.right}});
        }
        if (!failed.gap.empty()) text += filled("whynot_gap", failed.gap);
        if (failed.possible) text += language_.phrase("whynot_possible");
        return text;
    }

    std::string aggregate(const FailedCondition& failed) const {
        std::string text = filled("whynot_fails", failed.text);
        if (failed.left.empty()) text += language_.phrase("whynot_no_value");
        if (!failed.right.empty()) text += filled("whynot_wanted", failed.right);
        return text;
    }

    // ---- what to ask -----------------------------------------------------------------------

    void missing() {
        const bool stronger = ask_stronger();
        if (why_not_.missing.empty()) {
            if (!stronger) line(0, language_.phrase("whynot_nothing_to_ask"));
            return;
        }
        line(0, language_.phrase(why_not_.missing.size() == 1 ? "whynot_ask" : "whynot_ask_any"));
        for (std::size_t i = 0; i < why_not_.missing.size(); ++i) {
            const MissingSet& set = why_not_.missing[i];
            std::string text = std::to_string(i + 1) + ". ";
            text += joined(set, [](const MissingFact& fact) { return fact.text; });
            std::string conditions;
            for (const std::string& condition : set.conditions) {
                conditions += (conditions.empty() ? "" : ", ") + condition;
            }
            if (!conditions.empty()) text += filled("whynot_where", conditions);
            const bool open = std::ranges::any_of(
                set.facts, [](const MissingFact& fact) { return fact.text != fact.example_text; });
            if (open) {
                text +=
                    filled("whynot_example",
                           joined(set, [](const MissingFact& fact) { return fact.example_text; }));
            }
            line(1, text);
            const bool contradicts = std::ranges::any_of(set.facts, &MissingFact::contradicts);
            if (contradicts) line(2, language_.phrase("whynot_contradicts"));
        }
    }

    // What is known would do, if it were said with more certainty.
    bool ask_stronger() {
        std::vector<std::string> asked;
        for (const Question& question : why_not_.questions) {
            for (const NearTuple& near : question.near) {
                if (near.nearness != Nearness::TooWeak || !question.explored) continue;
                const std::string floor = "modality_" + std::string(to_string(near.demanded));
                std::string text =
                    fill(language_.phrase("whynot_ask_fact_stronger"),
                         {{"text", fact_of(near.tuple)}, {"modality", language_.phrase(floor)}});
                if (std::ranges::find(asked, text) == asked.end()) asked.push_back(std::move(text));
            }
        }
        for (const std::string& text : asked) line(0, text);
        return !asked.empty();
    }

    template <class Text>
    static std::string joined(const MissingSet& set, Text text) {
        std::string all;
        for (const MissingFact& fact : set.facts) all += (all.empty() ? "" : ", ") + text(fact);
        return all;
    }

    void bound() {
        if (why_not_.bounded) line(0, counted("whynot_bounded", why_not_.bound));
    }

    // ---- words -----------------------------------------------------------------------------

    bool is_hidden(RelationId relation) const {
        return dictum::is_hidden(context_.program.relations[relation]);
    }

    std::string sentence_of(const TuplePremise& tuple) const {
        std::string text = sentence(context_, tuple.relation,
                                    model_.tuples(tuple.relation)[tuple.row].words(), language_id_);
        const std::string turns = turns_of(context_, model_.supports(tuple.relation, tuple.row));
        return turns.empty()
                   ? text
                   : fill(language_.phrase("side"), {{"sentence", text}, {"turns", turns}});
    }

    std::string fact_of(const TuplePremise& tuple) const {
        return print_fact(context_.program, tuple.relation,
                          model_.tuples(tuple.relation)[tuple.row].words(), context_.values,
                          context_.vocabulary.units);
    }

    std::string undecided(const FailedCondition& failed) const {
        if (failed.deciding.empty()) return language_.phrase("whynot_row_open");
        std::string rows;
        for (const std::size_t row : failed.deciding) {
            rows += (rows.empty() ? "" : ", ") + std::to_string(row + 1);
        }
        return fill(language_.phrase("whynot_row_not_chosen"), {{"rows", rows}});
    }

    // A table that sums up, counts, ... its rows: these, and what they come to.
    bool collected(const Attempt& attempt, const FailedCondition& failed, std::size_t depth,
                   std::vector<Task>& lines) const {
        if (failed.kind != FailureKind::Aggregate || !attempt.rule) return false;
        const std::string& id = context_.program.rules[*attempt.rule].id;
        const TableDeclaration* const table = context_.knowledge.table(id);
        if (table == nullptr) return false;
        const char* const phrase =
            failed.left.empty() ? "whynot_collected_none" : "whynot_collected";
        lines.push_back(
            {depth,
             fill(language_.phrase(phrase), {{"left", failed.left}, {"right", failed.right}}),
             {}});
        for (const TuplePremise& tuple : failed.contributors) {
            // A case, a row, and what the row adds.
            const auto words = model_.tuples(tuple.relation)[tuple.row];
            const auto row = static_cast<std::size_t>(words[words.size() - 2]);
            lines.push_back({depth + 1, row_text({table, row}, language_id_), {}});
        }
        return true;
    }

    std::string rule_line(const Rule& rule, bool left_out) const {
        if (context_.knowledge.table(rule.id) != nullptr) {
            return fill(language_.phrase("proof_table"), {{"table", rule.id}});
        }
        if (const auto row = table_row(context_.knowledge, rule.id)) {
            const std::string text = row_text(*row, language_id_);
            return left_out ? filled("whynot_row_left_out", text) : text;
        }
        const std::string text =
            is_hidden(rule.head) && rule.made != Made::No ? "" : rule_text(rule);
        return fill(language_.phrase(left_out ? "whynot_rule_left_out" : "proof_rule"),
                    {{"id", rule.id}, {"text", text}});
    }

    std::string rule_text(const Rule& rule) const {
        for (const RuleText& text : context_.knowledge.rules) {
            if (text.id != rule.id) continue;
            std::string line = text.text.text;
            std::ranges::replace_if(
                line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
            return line;
        }
        return print_rule(rule, context_.program, context_.values, context_.vocabulary.units);
    }

    const WordingContext& context_;
    const Model& model_;
    const WhyNot& why_not_;
    std::string_view language_id_;
    const Language& language_;
    std::vector<bool> written_;
    std::vector<Task> tasks_;
    std::string text_;
};

}  // namespace

std::string why_not_text(const WordingContext& context, const Model& model, const WhyNot& why_not,
                         std::string_view goal, std::string_view language) {
    return Writer(context, model, why_not, language).run(goal);
}

std::string turns_of(const WordingContext& context, std::span<const SupportId> supports) {
    std::string turns;
    for (const SupportId support : supports) {
        // Support i is claim i of the knowledge, where there is one.
        if (index_of(support) >= context.knowledge.claims.size()) continue;
        for (const Citation& citation : context.knowledge.claims[index_of(support)].citations) {
            const std::string turn = citation.source + " " + citation.turn;
            if (turns.find(turn) != std::string::npos) continue;
            turns += (turns.empty() ? "" : ", ") + turn;
        }
    }
    return turns;
}

}  // namespace dictum
