#include "embed/why_not.h"

#include "ask/why_not_text.h"
#include "embed/failure.h"
#include "embed/json_writer.h"
#include "embed/session_state.h"
#include "engine/check/check.h"
#include "engine/check/demands.h"
#include "engine/eval/solve.h"

namespace dictum {
namespace {

std::string_view name_of(FailureKind kind) {
    switch (kind) {
        case FailureKind::Missing:
            return "missing";
        case FailureKind::Present:
            return "present";
        case FailureKind::Comparison:
            return "comparison";
        case FailureKind::Aggregate:
            return "aggregate";
        case FailureKind::Conclusion:
            return "conclusion";
        case FailureKind::Undecided:
            return "undecided";
    }
    return "";
}

class JsonOfWhyNot {
  public:
    JsonOfWhyNot(const WordingContext& context, const Model& model, const WhyNot& why_not,
                 std::string_view language)
        : context_(context), model_(model), why_not_(why_not), language_(language) {}

    std::string write(const WhyNotAnswer& answer, const std::vector<AnswerRow>& below) {
        json_.begin_object();
        number("schema_version", kJsonSchemaVersion);
        knowledge();
        text("goal", answer.goal);
        json_.key("holds");
        json_.boolean(why_not_.holds);
        scenario(answer.scenario);
        text("text", answer.text);
        if (!below.empty()) weaker(below, answer.scenario.at_least);
        list("questions", why_not_.questions, [&](const Question& item) { question(item); });
        list("missing", why_not_.missing, [&](const MissingSet& item) { missing(item); });
        json_.key("bounded");
        json_.boolean(why_not_.bounded);
        number("bound", why_not_.bound);
        number("steps", why_not_.steps);
        json_.end_object();
        return json_.text();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }
    void optional(std::string_view key, std::string_view value) {
        if (!value.empty()) text(key, value);
    }
    void number(std::string_view key, std::size_t value) {
        json_.key(key);
        json_.number(value);
    }
    void flag(std::string_view key, bool value) {
        json_.key(key);
        json_.boolean(value);
    }
    template <class Items, class Write>
    void list(std::string_view key, const Items& items, Write write) {
        json_.key(key);
        json_.begin_array();
        for (const auto& item : items) write(item);
        json_.end_array();
    }
    void texts(std::string_view key, const std::vector<std::string>& items) {
        list(key, items, [&](const std::string& item) { json_.string(item); });
    }

    void knowledge() {
        list("knowledge", context_.knowledge.packs, [&](const PackInfo& pack) {
            json_.begin_object();
            text("pack", pack.name);
            text("hash", pack.hash);
            json_.end_object();
        });
    }

    void scenario(const ShownScenario& under) {
        if (under.empty()) return;
        json_.key("scenario");
        json_.begin_object();
        text("text", scenario_text(under, language_));
        optional("at_least", under.at_least);
        json_.end_object();
    }

    // What is known, and falls short of the strength that is demanded: by which claims and rules.
    void weaker(const std::vector<AnswerRow>& rows, const std::string& at_least) {
        list("weaker", rows, [&](const AnswerRow& row) {
            json_.begin_object();
            text("fact", row.fact);
            text("modality", to_string(row.strength.modality));
            list("weak", weak_links(row, at_least), [&](const ShownCitation& cited) {
                json_.begin_object();
                text("id", cited.claim);
                text("source", cited.citation.source);
                text("turn", cited.citation.turn);
                text("modality", to_string(cited.modality));
                json_.end_object();
            });
            json_.end_object();
        });
    }

    void question(const Question& question) {
        json_.begin_object();
        number("question", next_question_++);
        text("fact", question.text);
        flag("derived", question.derived);
        flag("complete", question.complete);
        flag("explored", question.explored);
        list("near", question.near, [&](const NearTuple& near) {
            json_.begin_object();
            tuple(near.tuple);
            flag("matches", near.nearness == Nearness::Matches);
            flag("same_key", near.nearness == Nearness::SameKey);
            uncounted(near);
            json_.end_object();
        });
        flag("near_more", question.near_more);
        list("left_out", question.left_out,
             [&](const LeftOutFact& fact) { left_out(question, fact); });
        list("attempts", question.attempts, [&](const Attempt& item) { attempt(item); });
        flag("attempts_cut", question.attempts_cut);
        number("other_rules", question.other_rules);
        json_.end_object();
    }

    void uncounted(const NearTuple& near) {
        if (near.nearness == Nearness::TooWeak) {
            text("too_weak", to_string(near.modality));
            text("demanded", to_string(near.demanded));
        }
        if (!near.chosen) return;
        text(near.nearness == Nearness::GaveWay ? "gave_way_to" : "narrowed_to", near.chosen->text);
    }

    void tuple(const TuplePremise& premise) {
        text("fact", print_fact(context_.program, premise.relation,
                                model_.tuples(premise.relation)[premise.row].words(),
                                context_.values, context_.vocabulary.units));
        claims(model_.supports(premise.relation, premise.row));
    }

    void claims(std::span<const SupportId> supports) {
        list("claims", supports,
             [&](SupportId support) { json_.string(context_.supports[support].claim); });
    }

    void left_out(const Question& question, const LeftOutFact& fact) {
        json_.begin_object();
        text("fact", print_fact(context_.program, question.pattern->relation, fact.tuple,
                                context_.values, context_.vocabulary.units));
        claims(fact.supports);
        json_.end_object();
    }

    void attempt(const Attempt& attempt) {
        json_.begin_object();
        json_.key("rule");
        if (attempt.rule) {
            json_.string(context_.program.rules[*attempt.rule].id);
        } else {
            json_.raw("null");
        }
        flag("left_out", attempt.left_out);
        json_.key("cost");
        attempt.cost == kNoCost ? json_.raw("null") : json_.number(attempt.cost);
        list("holds", attempt.holds, [&](const HeldCondition& held) {
            json_.begin_object();
            text("condition", held.text);
            if (held.tuple) claims(model_.supports(held.tuple->relation, held.tuple->row));
            json_.end_object();
        });
        list("fails", attempt.fails, [&](const FailedCondition& item) { failed(item); });
        texts("pending", attempt.pending);
        json_.end_object();
    }

    void failed(const FailedCondition& failed) {
        json_.begin_object();
        text("kind", name_of(failed.kind));
        text("condition", failed.text);
        if (failed.question) number("question", index_of(*failed.question));
        if (failed.kind == FailureKind::Undecided) {
            list("rows", failed.deciding, [&](std::size_t row) { json_.number(row + 1); });
        }
        optional("left", failed.left);
        optional("right", failed.right);
        optional("gap", failed.gap);
        if (failed.possible) flag("possible", true);
        if (failed.kind == FailureKind::Present) {
            if (failed.rules.empty()) tuples("present", failed.present);
            if (!failed.rules.empty()) grounds(failed);
            if (failed.proof) text("proof", proof_text(context_, *failed.proof, language_));
        }
        if (failed.kind == FailureKind::Aggregate) {
            number("matches", failed.matches);
            tuples("contributors", failed.contributors);
        }
        json_.end_object();
    }

    void grounds(const FailedCondition& failed) {
        list("rules", failed.rules,
             [&](RuleId rule) { json_.string(context_.program.rules[rule].id); });
        list("grounds", failed.grounds,
             [&](const HeldCondition& ground) { json_.string(ground.text); });
    }

    void tuples(std::string_view key, const std::vector<TuplePremise>& items) {
        list(key, items, [&](const TuplePremise& item) {
            json_.begin_object();
            tuple(item);
            json_.end_object();
        });
    }

    void missing(const MissingSet& set) {
        json_.begin_object();
        list("facts", set.facts, [&](const MissingFact& fact) {
            json_.begin_object();
            text("fact", fact.text);
            text("example", fact.example_text);
            flag("contradicts", fact.contradicts);
            json_.end_object();
        });
        texts("conditions", set.conditions);
        json_.end_object();
    }

    const WordingContext& context_;
    const Model& model_;
    const WhyNot& why_not_;
    std::string_view language_;
    JsonWriter json_;
    std::size_t next_question_ = 0;
};

}  // namespace

Outcome<WhyNotAnswer> Session::why_not(std::string_view goal, const AskOptions& options,
                                       const WhyNotOptions& search) {
    auto viewed = state_->view_for(options);
    if (auto* failed = std::get_if<Failure>(&viewed)) return *std::move(failed);
    View& view = *std::get<View*>(viewed);
    auto checked = view.goal(goal);
    if (auto* failed = std::get_if<Failure>(&checked)) return *std::move(failed);
    auto under = view.under(options);
    if (auto* failed = std::get_if<Failure>(&under)) return *std::move(failed);
    const View::Under& held = std::get<View::Under>(under);
    // What is found is tried on overlays, which read given facts again.
    view.facts->remember();
    const UnitTable& units = view.assembled.vocabulary.units;
    CheckedGoal& asked = std::get<CheckedGoal>(checked);
    WhyNotAnswer answer;
    answer.language = options.language.empty() ? "en" : options.language;
    answer.goal = print_goal(asked, view.program, view.values, units);
    answer.scenario = held.shown;
    view.tell(answer.scenario);
    if (view.at_least) {
        auto weak = state_->why_not_strong(view, asked, *held.model, answer);
        if (auto* failed = std::get_if<Failure>(&weak)) return *std::move(failed);
        auto& explained = std::get<std::optional<WhyNotAnswer>>(weak);
        if (explained) return *std::move(explained);
    }
    auto chosen = view.model_for(asked, *held.model);
    if (auto* failed = std::get_if<Failure>(&chosen)) return *std::move(failed);
    const Model& model = *std::get<Model*>(chosen);
    WhyNotOptions bounds = search;
    bounds.tables = view.assembled.tables;
    const auto found = dictum::why_not(asked, *std::get<Model*>(chosen), units, bounds);
    if (!found) return failure(found.error());
    const WordingContext context = view.context();
    answer.holds = found->holds;
    answer.text = why_not_text(context, model, *found, answer.goal, answer.language);
    answer.json = JsonOfWhyNot(context, model, *found, answer.language).write(answer, {});
    return answer;
}

// Nothing: it holds, or it isn't known at all; `goal` then demands nothing where that is so.
Outcome<std::optional<WhyNotAnswer>> Session::State::why_not_strong(View& view, CheckedGoal& goal,
                                                                    Model& held,
                                                                    WhyNotAnswer answer) {
    auto chosen = view.model_for(goal, held);
    if (auto* failed = std::get_if<Failure>(&chosen)) return *std::move(failed);
    const auto rows = solve(goal, *std::get<Model*>(chosen));
    if (!rows) return failure(rows.error());
    if (!rows->empty()) return std::optional<WhyNotAnswer>();
    Answer found;
    found.language = answer.language;
    found.scenario = answer.scenario;
    if (auto failed = find_weaker(view, goal, held, found)) return *std::move(failed);
    if (found.weaker.empty()) {
        goal = undemanding(std::move(goal), view.program);
        return std::optional<WhyNotAnswer>();
    }
    answer.text = weaker_why_not_text(found, answer.goal);
    const WhyNot nothing;
    answer.json =
        JsonOfWhyNot(view.context(), held, nothing, answer.language).write(answer, found.weaker);
    return std::optional(std::move(answer));
}

}  // namespace dictum
