#include "embed/session.h"

#include <algorithm>
#include <optional>

#include "ask/reader.h"
#include "ask/wording.h"
#include "embed/answer_json.h"
#include "embed/answering.h"
#include "embed/failure.h"
#include "engine/check/check.h"
#include "engine/eval/model.h"
#include "engine/lang/parser.h"
#include "engine/lang/printer.h"
#include "engine/plan/plan.h"
#include "kb/knowledge_base.h"
#include "rules/pack.h"

namespace dictum {

namespace {
constexpr std::size_t kPassagesShown = 3;
constexpr std::size_t kSuggestionsShown = 3;
}  // namespace

// Members refer to earlier ones; the state never moves.
struct Session::State {
    SessionOptions options;
    SourceMap sources;
    Values values;
    std::optional<KnowledgeBase> base;
    Knowledge knowledge;
    Assembled assembled;
    CheckedProgram program;
    std::unique_ptr<FactSource> facts;
    std::optional<Model> model;
    std::optional<QuestionReader> reader;
    std::vector<std::string> warnings;

    WordingContext context() const {
        return {knowledge, assembled.vocabulary, program, values, assembled.supports};
    }

    std::optional<Failure> open_base();
    std::optional<Failure> open_program();
    void keep_warnings(const Diagnostics& diagnostics);
    Outcome<CheckedGoal> goal(std::string_view text);
    std::optional<Failure> solve_into(const CheckedGoal& goal, Answer& answer);
};

void Session::State::keep_warnings(const Diagnostics& diagnostics) {
    for (const Diagnostic& item : diagnostics.items()) {
        if (item.severity == Severity::Warning) warnings.push_back(render(item, sources));
    }
}

std::optional<Failure> Session::State::open_base() {
    if (!options.kb.empty()) {
        auto opened = KnowledgeBase::open(options.kb, KnowledgeBase::Access::Read);
        if (!opened) return failure(opened.error());
        base.emplace(*std::move(opened));
        return std::nullopt;
    }
    Diagnostics diagnostics;
    Values pack_values;
    auto pack = check_packs(options.packs, sources, pack_values, diagnostics);
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

std::optional<Failure> Session::State::open_program() {
    auto read = base->knowledge(sources);
    if (!read) return failure(read.error());
    knowledge = *std::move(read);
    Diagnostics diagnostics;
    assembled = assemble(knowledge, FactsFrom::Store, diagnostics);
    auto checked = check(assembled.program, assembled.vocabulary, values, diagnostics);
    if (!checked || diagnostics.has_errors()) return failure(diagnostics, sources);
    program = *std::move(checked);
    facts = base->facts(knowledge, assembled.vocabulary.units);
    model.emplace(program, values, assembled.supports, facts.get(), options.limits);
    return std::nullopt;
}

Outcome<CheckedGoal> Session::State::goal(std::string_view text) {
    Diagnostics diagnostics;
    const FileId file = sources.add("goal", std::string(text));
    auto parsed = parse_goal(sources.whole(file), diagnostics);
    if (!parsed || diagnostics.has_errors()) return failure(diagnostics, sources);
    auto checked = check_goal(*parsed, program, assembled.vocabulary, values, diagnostics);
    if (!checked || diagnostics.has_errors()) return failure(diagnostics, sources);
    return *std::move(checked);
}

std::optional<Failure> Session::State::solve_into(const CheckedGoal& goal, Answer& answer) {
    const WordingContext words = context();
    answer.goal = print_goal(goal, program, values, assembled.vocabulary.units);
    auto answered = answer_goal(words, goal, *model, answer);
    if (!answered) return failure(answered.error());
    return std::nullopt;
}

Session::Session(std::unique_ptr<State> state) : state_(std::move(state)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

Outcome<Session> Session::open(SessionOptions options) {
    auto state = std::make_unique<State>();
    state->options = std::move(options);
    if (auto failed = state->open_base()) return *std::move(failed);
    if (auto failed = state->open_program()) return *std::move(failed);
    return Session(std::move(state));
}

Outcome<Answer> Session::ask(std::string_view question) {
    State& state = *state_;
    if (!state.reader) {
        auto made =
            QuestionReader::make(state.knowledge, state.assembled.vocabulary, state.program);
        if (!made) return failure(made.error());
        state.reader.emplace(*std::move(made));
    }
    const Reading reading = state.reader->read(question);
    Answer answer;
    answer.question = question;
    answer.language = reading.language;
    answer.unexplained = reading.unexplained;
    if (reading.outcome == ReadingOutcome::Read) {
        auto goal = state.goal(reading.goal);
        if (auto* failed = std::get_if<Failure>(&goal)) {
            // Read, and refused by name: a table or an override concludes it.
            answer.goal = reading.goal;
            answer.notes.push_back(failed->text.substr(0, failed->text.find('\n')));
        } else if (auto failure = state.solve_into(std::get<CheckedGoal>(goal), answer)) {
            return *std::move(failure);
        }
    }
    if (std::string note = count_note(answer, reading); !note.empty())
        answer.notes.push_back(std::move(note));
    if (answer.status == AnswerStatus::Unknown) {
        std::vector<std::string> words = reading.mentioned;
        words.insert(words.end(), reading.unexplained.begin(), reading.unexplained.end());
        auto passages = state.base->passages(words, kPassagesShown);
        if (!passages) return failure(passages.error());
        answer.passages = *std::move(passages);
        answer.suggestions = state.reader->suggestions(reading, kSuggestionsShown);
    }
    answer.text = answer_text(state.context(), answer, &reading);
    if (reading.outcome == ReadingOutcome::Read && answer.status == AnswerStatus::Unknown &&
        !answer.notes.empty()) {
        const std::string& reason = answer.notes.front();
        if (reason.find("error: ") != std::string::npos)
            answer.text = not_evaluated_text(answer, reason);
    }
    return answer;
}

Outcome<Answer> Session::query(std::string_view goal, std::string_view language) {
    State& state = *state_;
    auto checked = state.goal(goal);
    if (auto* failed = std::get_if<Failure>(&checked)) return *std::move(failed);
    Answer answer;
    answer.language = language;
    if (auto failed = state.solve_into(std::get<CheckedGoal>(checked), answer)) {
        return *std::move(failed);
    }
    answer.text = answer_text(state.context(), answer, nullptr);
    return answer;
}

std::string Session::why_text(const Answer& answer) const {
    std::string text;
    for (const auto* rows : {&answer.answers, &answer.conflicts}) {
        for (const AnswerRow& row : *rows) {
            if (!text.empty()) text += '\n';
            text += proof_text(state_->context(), row.proof, answer.language);
        }
    }
    return text;
}

std::string Session::to_json(const Answer& answer) const {
    return answer_json(state_->context(), answer);
}

const std::vector<std::string>& Session::warnings() const { return state_->warnings; }
std::vector<PackInfo> Session::packs() const { return state_->knowledge.packs; }
const Knowledge& Session::knowledge() const { return state_->knowledge; }

Outcome<std::string> Session::show(std::string_view form) {
    State& state = *state_;
    const UnitTable& units = state.assembled.vocabulary.units;
    if (form == "ast") return dump(state.assembled.program);
    if (form == "program") return print(state.assembled.program);
    if (form == "checked") return dump_checked(state.program, state.values, units);
    if (form == "strata") return dump_strata(state.program);
    if (form == "plan") return dump_plan(state.program, state.values, units);
    return failure(Error{ErrorCode::InvalidInput,
                         "there is no form `" + std::string(form) +
                             "`; the forms are ast, program, checked, strata and plan"});
}

}  // namespace dictum
