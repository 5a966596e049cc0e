#include "embed/session.h"

#include <algorithm>
#include <optional>
#include <set>

#include "ask/clauses.h"
#include "embed/answer_json.h"
#include "embed/answering.h"
#include "embed/decide.h"
#include "embed/failure.h"
#include "embed/freshness.h"
#include "embed/parts.h"
#include "embed/session_state.h"
#include "embed/table_notes.h"
#include "engine/check/check.h"
#include "engine/check/demands.h"
#include "engine/lang/printer.h"
#include "engine/plan/plan.h"
#include "rules/pack.h"
#include "rules/pack_hash.h"

namespace dictum {

namespace {
constexpr std::size_t kPassagesShown = 3;
constexpr std::size_t kSuggestionsShown = 3;

// The options that the answer before has: those of time, when something is changed besides them.
AskOptions options_before(const AskOptions& options) {
    AskOptions before;
    before.language = options.language;
    if (options.assume.empty() && options.without.empty() && options.set.empty()) return before;
    before.as_of = options.as_of;
    before.at_least = options.at_least;
    before.recorded_by = options.recorded_by;
    return before;
}
}  // namespace

void Session::State::keep_warnings(const Diagnostics& diagnostics) {
    for (const Diagnostic& item : diagnostics.items()) {
        if (item.severity == Severity::Warning) warnings.push_back(render(item, sources));
    }
}

std::optional<Failure> Session::State::open_base() {
    if (!opened_with.kb.empty()) {
        auto opened = KnowledgeBase::open(opened_with.kb, KnowledgeBase::Access::Read);
        if (!opened) return failure(opened.error());
        base.emplace(*std::move(opened));
        base->set_today(opened_with.today);
        return std::nullopt;
    }
    if (!opened_with.bytes.empty()) {
        auto opened = KnowledgeBase::of_bytes(std::move(opened_with.bytes), "the database");
        if (!opened) return failure(opened.error());
        base.emplace(*std::move(opened));
        return std::nullopt;
    }
    Diagnostics diagnostics;
    Values pack_values;
    auto pack = check_packs(opened_with.packs, sources, pack_values, diagnostics);
    if (!pack) return failure(pack.error());
    diagnostics.sort();
    if (!*pack) return failure(diagnostics, sources);
    keep_warnings(diagnostics);
    auto memory = KnowledgeBase::in_memory();
    if (!memory) return failure(memory.error());
    base.emplace(*std::move(memory));
    auto loaded =
        base->load((*pack)->knowledge, (*pack)->assembled, (*pack)->program, pack_values, "");
    if (!loaded) return failure(loaded.error());
    return std::nullopt;
}

std::optional<Failure> Session::State::open_view() {
    present = std::make_unique<View>(*base, sources, values);
    return present->open(opened_with.limits);
}

bool Session::State::open_prepared() {
    auto sealed = KnowledgeBase::open_sealed(opened_with.prepared);
    if (!sealed) return false;
    base.emplace(*std::move(sealed));
    if (open_view()) return false;
    PackFolder folder(opened_with.packs[0]);
    const auto current = is_current(present->knowledge, folder);
    return current && *current;
}

Outcome<View*> Session::State::view_for(const AskOptions& options) {
    if (options.recorded_by.empty() && options.at_least.empty()) return present.get();
    std::optional<Date> by;
    if (!options.recorded_by.empty()) {
        auto date = recorded_date(options);
        if (auto* failed = std::get_if<Failure>(&date)) return *std::move(failed);
        by = std::get<Date>(date);
    }
    const auto demanded = modality_named(options.at_least);
    if (!demanded && !options.at_least.empty()) {
        return refused("at-least", options.at_least, "unknown-modality",
                       "there is no modality `" + options.at_least + "`",
                       "it is one of stated, estimate, forecast, opinion, unconfirmed");
    }
    const std::pair key(by ? by->to_string() : std::string(), options.at_least);
    const auto known = views.find(key);
    if (known != views.end()) return known->second.get();
    std::unique_ptr<View> made;
    if (by) {
        auto base_then = KnowledgeBase::open_as_recorded(opened_with.kb, *by);
        if (!base_then) return failure(base_then.error());
        base_then->set_today(opened_with.today);
        made = std::make_unique<View>(*std::move(base_then), *by, sources, values);
    } else {
        made = std::make_unique<View>(*base, sources, values);
    }
    made->at_least = demanded;
    if (auto failed = made->open(opened_with.limits)) return *std::move(failed);
    return views.emplace(key, std::move(made)).first->second.get();
}

Failure Session::State::refused(const char* option, const std::string& text, const char* id,
                                const std::string& message, const char* mend) {
    Diagnostics mistakes;
    const FileId file = sources.add(option, text);
    mistakes.error(id, sources.whole(file).span(0, text.size()), message, mend);
    return failure(mistakes, sources);
}

Outcome<Date> Session::State::recorded_date(const AskOptions& options) {
    const auto by = Date::parse(options.recorded_by);
    if (!by) {
        return refused("recorded-by", options.recorded_by, "bad-date", by.error().message, "");
    }
    if (!opened_with.kb.empty()) return *by;
    return refused("recorded-by", options.recorded_by, "no-records",
                   "a folder of rules has no times of recording",
                   "`dictum load` puts it into a knowledge base, which has them");
}

const View& Session::State::view_of(const Answer& answer) const {
    const auto found = views.find({answer.scenario.recorded_by, answer.scenario.at_least});
    return found == views.end() ? *present : *found->second;
}

std::optional<Failure> Session::State::solve_into(View& view, const CheckedGoal& goal,
                                                  const AskOptions& options, Answer& answer) {
    answer.goal = print_goal(goal, view.program, values, view.assembled.vocabulary.units);
    auto under = view.under(options);
    if (auto* failed = std::get_if<Failure>(&under)) return *std::move(failed);
    const View::Under& held = std::get<View::Under>(under);
    answer.scenario = held.shown;
    view.tell(answer.scenario);
    answer.notes = view.notes;
    auto chosen = view.model_for(goal, *held.model);
    if (auto* failed = std::get_if<Failure>(&chosen)) return *std::move(failed);
    Model& model = *std::get<Model*>(chosen);
    auto answered = answer_goal(view.context(), goal, model, answer);
    if (!answered) return failure(answered.error());
    auto noted = note_tables(view.context(), view.assembled.tables, goal, model, answer);
    if (!noted) return failure(noted.error());
    note_freshness(view.context(), answer);
    if (view.at_least) return find_weaker(view, goal, *held.model, answer);
    return std::nullopt;
}

std::optional<Failure> Session::State::find_weaker(View& view, const CheckedGoal& goal, Model& held,
                                                   Answer& answer) {
    const CheckedGoal any = undemanding(goal, view.program);
    auto chosen = view.model_for(any, held);
    if (auto* failed = std::get_if<Failure>(&chosen)) return *std::move(failed);
    Answer whole;
    whole.language = answer.language;
    auto answered = answer_goal(view.context(), any, *std::get<Model*>(chosen), whole);
    if (!answered) return failure(answered.error());
    std::set<std::string> known;
    for (const auto* rows : {&answer.answers, &answer.conflicts}) {
        for (const AnswerRow& row : *rows) known.insert(row.fact);
    }
    for (auto* rows : {&whole.answers, &whole.conflicts}) {
        for (AnswerRow& row : *rows) {
            if (row.lost_by.empty() && !known.contains(row.fact)) {
                answer.weaker.push_back(std::move(row));
            }
        }
    }
    if (answer.weaker.empty()) return std::nullopt;
    answer.notes.push_back(weaker_note(answer));
    return std::nullopt;
}

Outcome<Answer> Session::State::query(std::string_view text, const AskOptions& options) {
    auto viewed = view_for(options);
    if (auto* failed = std::get_if<Failure>(&viewed)) return *std::move(failed);
    return query_in(*std::get<View*>(viewed), text, options);
}

Outcome<Answer> Session::State::query_in(View& view, std::string_view text,
                                         const AskOptions& options) {
    auto checked = view.goal(text);
    if (auto* failed = std::get_if<Failure>(&checked)) return *std::move(failed);
    Answer answer;
    answer.language = options.language.empty() ? "en" : options.language;
    if (auto failed = solve_into(view, std::get<CheckedGoal>(checked), options, answer)) {
        return *std::move(failed);
    }
    answer.text = answer_text(view.context(), answer, nullptr);
    return answer;
}

Outcome<Answer> Session::State::ask(std::string_view question, const AskOptions& options) {
    auto viewed = view_for(options);
    if (auto* failed = std::get_if<Failure>(&viewed)) return *std::move(failed);
    View& view = *std::get<View*>(viewed);
    auto made = view.question_reader();
    if (auto* failed = std::get_if<Failure>(&made)) return *std::move(failed);
    const QuestionReader& reader = *std::get<QuestionReader*>(made);
    return answer_read(view, reader, question, options);
}

Outcome<Answer> Session::State::answer_read(View& view, const QuestionReader& reader,
                                            std::string_view question, const AskOptions& options) {
    const Reading reading = reader.read(question);
    Answer answer;
    answer.question = question;
    answer.language = reading.language;
    answer.unexplained = reading.unexplained;
    if (auto failed = answer_reading(view, reading, options, answer)) return *std::move(failed);
    for (std::string note : {count_note(answer, reading), spelling_note(answer, reading)})
        if (!note.empty()) answer.notes.push_back(std::move(note));
    if (std::string note = unanswered_note(view.context(), answer, reading); !note.empty())
        answer.notes.push_back(std::move(note));
    if (answer.status == AnswerStatus::Unknown) {
        std::vector<std::string> words = reading.mentioned;
        words.insert(words.end(), reading.unexplained.begin(), reading.unexplained.end());
        auto passages = view.base.passages(words, kPassagesShown, answer.scenario.as_of);
        if (!passages) return failure(passages.error());
        answer.passages = *std::move(passages);
        if (auto failed = suggest(view, reader, reading, options, answer))
            return *std::move(failed);
    }
    answer.text = answer_text(view.context(), answer, &reading);
    if (reading.outcome == ReadingOutcome::Read && answer.status == AnswerStatus::Unknown &&
        !answer.notes.empty()) {
        const std::string& reason = answer.notes.front();
        if (reason.find("error: ") != std::string::npos)
            answer.text = not_evaluated_text(answer, reason);
    }
    return answer;
}

// Only what has an answer; as many are tried as there are, and no more than a few times as many.
std::optional<Failure> Session::State::suggest(View& view, const QuestionReader& reader,
                                               const Reading& reading, const AskOptions& options,
                                               Answer& answer) {
    constexpr std::size_t kTriedForEach = 3;
    for (std::string& text : reader.suggestions(reading, kTriedForEach * kSuggestionsShown)) {
        if (answer.suggestions.size() == kSuggestionsShown) break;
        const Reading asked = reader.read(text);
        Answer tried;
        tried.language = answer.language;
        if (auto failed = answer_reading(view, asked, options, tried)) return failed;
        if (tried.status != AnswerStatus::Unknown) answer.suggestions.push_back(std::move(text));
    }
    return std::nullopt;
}

std::optional<Failure> Session::State::answer_reading(View& view, const Reading& reading,
                                                      const AskOptions& options, Answer& answer) {
    // The scenario is read even when the question is not: a mistake in it is always told.
    auto under = view.under(options);
    if (auto* failed = std::get_if<Failure>(&under)) return *std::move(failed);
    answer.scenario = std::get<View::Under>(under).shown;
    view.tell(answer.scenario);
    if (reading.outcome != ReadingOutcome::Read) return std::nullopt;
    auto goal = view.goal(reading.goal);
    std::optional<Failure> failed;
    if (auto* refused = std::get_if<Failure>(&goal)) {
        failed = std::move(*refused);
    } else {
        failed = solve_into(view, std::get<CheckedGoal>(goal), options, answer);
        if (!failed && !reading.also.empty()) return answer_also(view, reading, options, answer);
        if (!failed && reading.whether) return decide(view, *reading.whether, options, answer);
        if (!failed || failed->code != ErrorCode::InvalidInput) return failed;
    }
    // Read, and refused by name: a table that wants a value concludes it.
    answer.goal = reading.goal;
    answer.notes.push_back(failed->text.substr(0, failed->text.find('\n')));
    return std::nullopt;
}

std::optional<Failure> Session::State::answer_also(View& view, const Reading& reading,
                                                   const AskOptions& options, Answer& answer) {
    for (const Reading& second : reading.also) {
        Answer part;
        part.language = answer.language;
        if (auto failed = answer_reading(view, second, options, part)) return failed;
        add_part(answer, std::move(part));
        answer.goal = joined_goals(answer.goal, second.goal);
    }
    return std::nullopt;
}

Outcome<bool> Session::State::has_rows(View& view, const std::string& goal,
                                       const AskOptions& options) {
    if (goal.empty()) return false;
    auto checked = view.goal(goal);
    if (auto* failed = std::get_if<Failure>(&checked)) return *std::move(failed);
    auto under = view.under(options);
    if (auto* failed = std::get_if<Failure>(&under)) return *std::move(failed);
    const CheckedGoal& asked = std::get<CheckedGoal>(checked);
    auto model = view.model_for(asked, *std::get<View::Under>(under).model);
    if (auto* failed = std::get_if<Failure>(&model)) return *std::move(failed);
    const auto rows = solve(asked, *std::get<Model*>(model));
    if (!rows) return failure(rows.error());
    return !rows->empty();
}

std::optional<Failure> Session::State::decide(View& view, const Whether& whether,
                                              const AskOptions& options, Answer& answer) {
    answer.verdict = Verdict::Unknown;
    if (answer.status != AnswerStatus::Answered) return std::nullopt;
    auto yes = has_rows(view, whether.yes, options);
    if (auto* failed = std::get_if<Failure>(&yes)) return *std::move(failed);
    bool no = false;
    for (const std::string& goal : whether.no) {
        auto denied = has_rows(view, goal, options);
        if (auto* failed = std::get_if<Failure>(&denied)) return *std::move(failed);
        no = no || std::get<bool>(denied);
    }
    if (std::get<bool>(yes) != no)
        answer.verdict = std::get<bool>(yes) ? Verdict::Yes : Verdict::No;
    return std::nullopt;
}

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Outcome<Session> Session::open(SessionOptions options) {
    if (!options.prepared.empty() && options.packs.size() == 1) {
        auto state = std::make_unique<State>();
        state->opened_with = options;
        if (state->open_prepared()) return Session(std::move(state));
    }
    auto state = std::make_unique<State>();
    state->opened_with = std::move(options);
    if (auto failed = state->open_base()) return *std::move(failed);
    if (auto failed = state->open_view()) return *std::move(failed);
    return Session(std::move(state));
}

bool is_goal(std::string_view text) {
    std::size_t at = text.find_first_not_of(" \t\n!");
    if (at == std::string_view::npos) return false;
    const auto is_letter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    const std::size_t begin = at;
    while (at < text.size() && (is_letter(text[at]) || (text[at] >= '0' && text[at] <= '9'))) ++at;
    const std::size_t open = text.find_first_not_of(" \t", at);
    return at > begin && is_letter(text[begin]) && open != std::string_view::npos &&
           text[open] == '(';
}

std::string Session::in_context(std::string_view previous, std::string_view question) {
    auto viewed = state_->view_for({});
    if (!std::holds_alternative<View*>(viewed)) return std::string(question);
    auto made = std::get<View*>(viewed)->question_reader();
    if (!std::holds_alternative<QuestionReader*>(made)) return std::string(question);
    return std::get<QuestionReader*>(made)->in_context(previous, question);
}

Outcome<Answer> Session::ask(std::string_view question, const AskOptions& options) {
    return state_->ask(question, options);
}

Outcome<Answer> Session::query(std::string_view goal, const AskOptions& options) {
    return state_->query(goal, options);
}

Outcome<Answer> Session::answer_test(const PackTest& test, const AskOptions& options, View* view) {
    if (view == nullptr) {
        auto viewed = state_->view_for(options);
        if (auto* failed = std::get_if<Failure>(&viewed)) return *std::move(failed);
        view = std::get<View*>(viewed);
    }
    if (test.ask.empty()) return state_->query_in(*view, test.goal, options);
    auto made = state_->present->question_reader();
    if (auto* failed = std::get_if<Failure>(&made)) return *std::move(failed);
    return state_->answer_read(*view, *std::get<QuestionReader*>(made), test.ask, options);
}

Outcome<Answer> Session::query(std::string_view goal, std::string_view language) {
    AskOptions options;
    options.language = language;
    return state_->query(goal, options);
}

Outcome<Answer> Session::State::answer(std::string_view asked, const AskOptions& options) {
    return is_goal(asked) ? query(asked, options) : ask(asked, options);
}

Outcome<SensitivityAnswer> Session::State::sensitivity(std::string_view asked,
                                                       const AskOptions& options,
                                                       const SensitivityBounds& bounds) {
    auto answered = answer(asked, options);
    if (auto* failed = std::get_if<Failure>(&answered)) return *std::move(failed);
    SensitivityAnswer result{std::get<Answer>(std::move(answered)), {}, {}, bounds};
    if (result.answer.goal.empty()) return result;
    auto viewed = view_for(options);
    if (auto* failed = std::get_if<Failure>(&viewed)) return *std::move(failed);
    View& view = *std::get<View*>(viewed);
    auto goal = view.goal(is_goal(asked) ? asked : std::string_view(result.answer.goal));
    if (std::holds_alternative<Failure>(goal)) return result;  // the answer says why
    auto under = view.under(options);
    if (auto* failed = std::get_if<Failure>(&under)) return *std::move(failed);
    const CheckedGoal& asked_goal = std::get<CheckedGoal>(goal);
    auto model = view.model_for(asked_goal, *std::get<View::Under>(under).model);
    if (auto* failed = std::get_if<Failure>(&model)) return *std::move(failed);
    view.facts->remember();
    result.columns = asked_goal.columns;
    auto found = dictum::sensitivity(*std::get<Model*>(model), asked_goal,
                                     view.assembled.vocabulary.units, bounds);
    if (!found) return failure(found.error());
    result.found = *std::move(found);
    return result;
}

Outcome<SensitivityAnswer> Session::sensitivity(std::string_view asked, const AskOptions& options,
                                                const SensitivityBounds& bounds) {
    return state_->sensitivity(asked, options, bounds);
}

Outcome<WhatIf> Session::what_if(std::string_view asked, const AskOptions& options) {
    auto before = state_->answer(asked, options_before(options));
    if (auto* failed = std::get_if<Failure>(&before)) return *std::move(failed);
    auto after = state_->answer(asked, options);
    if (auto* failed = std::get_if<Failure>(&after)) return *std::move(failed);
    WhatIf result{std::get<Answer>(std::move(before)), std::get<Answer>(std::move(after)), {}};
    result.changes = row_changes(state_->view_of(result.before).context(), result.before,
                                 state_->view_of(result.after).context(), result.after);
    return result;
}

Outcome<FoundTurns> Session::search(std::string_view text, std::size_t count_max,
                                    std::string_view as_of) {
    std::string day;
    if (!as_of.empty()) {
        const auto date = Date::parse(as_of);
        if (!date) {
            return state_->refused("as-of", std::string(as_of), "bad-date", date.error().message,
                                   "");
        }
        day = date->to_string();
    }
    const std::vector<std::string> words = search_words(text);
    if (words.empty()) {
        return state_->refused("text", std::string(text), "nothing-to-search",
                               "there is no word to look for", "");
    }
    auto found = state_->base->search(words, count_max, day);
    if (!found) return failure(found.error());
    return *std::move(found);
}

Outcome<Decider> Session::decider(std::string_view table) {
    View& view = *state_->present;
    return Decider::make({view.knowledge, view.program, view.assembled.vocabulary,
                          view.assembled.supports, *view.plain, state_->sources},
                         table);
}

std::string Session::why_text(const Answer& answer) const {
    std::string text;
    for (const auto* rows : {&answer.answers, &answer.conflicts}) {
        for (const AnswerRow& row : *rows) {
            if (!text.empty()) text += '\n';
            text += proof_text(state_->view_of(answer).context(), row.proof, answer.language);
        }
    }
    return text;
}

std::string Session::to_json(const Answer& answer) const {
    return answer_json(state_->view_of(answer).context(), answer);
}

std::string Session::to_json(const WhatIf& what_if) const {
    return what_if_json(state_->view_of(what_if.before).context(),
                        state_->view_of(what_if.after).context(), what_if);
}

std::string Session::to_json(const SensitivityAnswer& found) const {
    return sensitivity_json(state_->view_of(found.answer).context(), found);
}

std::string Session::text_of(const SensitivityAnswer& found) const {
    return sensitivity_text(state_->view_of(found.answer).context(), found);
}

const std::vector<std::string>& Session::warnings() const { return state_->warnings; }
std::vector<PackInfo> Session::packs() const { return state_->present->knowledge.packs; }
const Knowledge& Session::knowledge() const { return state_->present->knowledge; }
View& Session::present() { return *state_->present; }

void Session::allow(const Limits& limits) {
    state_->opened_with.limits = limits;
    state_->present->allow(limits);
    for (auto& [key, view] : state_->views) view->allow(limits);
}

Outcome<std::string> Session::show(std::string_view form) {
    const View& view = *state_->present;
    const UnitTable& units = view.assembled.vocabulary.units;
    if (form == "ast") return dump(view.assembled.program);
    if (form == "program") return print(view.assembled.program);
    if (form == "checked") return dump_checked(view.program, view.values, units);
    if (form == "strata") return dump_strata(view.program);
    if (form == "plan") return dump_plan(view.program, view.values, units);
    return failure(Error{ErrorCode::InvalidInput,
                         "there is no form `" + std::string(form) +
                             "`; the forms are ast, program, checked, strata and plan"});
}

}  // namespace dictum
