// What a session holds. Of its room only: session.h is the door.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ask/reader.h"
#include "ask/wording.h"
#include "embed/remembered_facts.h"
#include "embed/session.h"
#include "engine/eval/model.h"
#include "kb/knowledge_base.h"

namespace dictum {

// Knowledge at one state of its records: the program, its facts, and models of it. Members refer to
// earlier ones; a view never moves.
struct View {
    View(KnowledgeBase& from, SourceMap& texts, Values& pool)
        : base(from), sources(texts), values(pool) {}
    // As recorded by a day; owns its base.
    View(KnowledgeBase from, Date by, SourceMap& texts, Values& pool)
        : owned(std::move(from)), base(*owned), recorded_by(by), sources(texts), values(pool) {}

    // A model under a scenario, and how that is told.
    struct Under {
        Model* model = nullptr;
        ShownScenario shown;
    };

    std::optional<Failure> open(const Limits& limits);
    // What the base holds, with other statements in the place of its own.
    std::optional<Failure> open_with(Knowledge stated, const Limits& limits);
    WordingContext context() const {
        return {knowledge, assembled.vocabulary, program, values, assembled.supports};
    }
    // Demands what the view does.
    Outcome<CheckedGoal> goal(std::string_view text, const char* name = "goal");
    Outcome<Under> under(const AskOptions& options);
    // What its answers are given under besides the options of a scenario.
    void tell(ShownScenario& shown) const;
    // `model`, or where the goal gives values to a table's inputs one that knows them: good until
    // the next goal. What the goal leaves open is a Failure.
    Outcome<Model*> model_for(const CheckedGoal& goal, Model& model);
    Outcome<QuestionReader*> question_reader();
    // What the runs of its models may cost from now on.
    void allow(const Limits& limits);

    std::optional<KnowledgeBase> owned;
    KnowledgeBase& base;
    std::optional<Date> recorded_by;
    std::optional<Modality> at_least;  // what its goals demand; set before it is opened
    std::vector<std::string> notes;    // for every answer
    SourceMap& sources;
    Values& values;
    Knowledge knowledge;
    Assembled assembled;
    CheckedProgram program;
    std::unique_ptr<RememberedFacts> facts;
    std::optional<Model> plain;  // under no scenario
    std::optional<QuestionReader> reader;

  private:
    std::optional<CheckedProgram> checked(Diagnostics& diagnostics);
    bool leave_out_misfits(const Diagnostics& diagnostics);

    struct Latest {
        std::string key;
        Under under;
        std::unique_ptr<Model> model;
    };
    std::optional<Latest> latest_;  // the last scenario that was asked for
    std::deque<std::unique_ptr<Model>> given_;
};

struct Session::State {
    SessionOptions opened_with;
    SourceMap sources;
    Values values;
    std::optional<KnowledgeBase> base;
    std::unique_ptr<View> present;
    // By a day, as it stood then, or none, and by the strength that is demanded, or none.
    std::map<std::pair<std::string, std::string>, std::unique_ptr<View>> views;
    std::vector<std::string> warnings;

    std::optional<Failure> open_base();
    std::optional<Failure> open_view();
    // False: the prepared base is missing, damaged, or not what the pack holds now.
    bool open_prepared();
    void keep_warnings(const Diagnostics& diagnostics);
    // The view that the options ask for, and the one that an answer came from.
    Outcome<View*> view_for(const AskOptions& options);
    const View& view_of(const Answer& answer) const;

    Outcome<Answer> ask(std::string_view question, const AskOptions& options);
    Outcome<Answer> query(std::string_view goal, const AskOptions& options);
    Outcome<Answer> query_in(View& view, std::string_view goal, const AskOptions& options);
    Outcome<Answer> answer_read(View& view, const QuestionReader& reader, std::string_view question,
                                const AskOptions& options);
    Outcome<Answer> answer(std::string_view asked, const AskOptions& options);
    Outcome<SensitivityAnswer> sensitivity(std::string_view asked, const AskOptions& options,
                                           const SensitivityBounds& bounds);
    std::optional<Failure> answer_reading(View& view, const Reading& reading,
                                          const AskOptions& options, Answer& answer);
    std::optional<Failure> solve_into(View& view, const CheckedGoal& goal,
                                      const AskOptions& options, Answer& answer);
    // The second of two questions in one.
    std::optional<Failure> suggest(View& view, const QuestionReader& reader, const Reading& reading,
                                   const AskOptions& options, Answer& answer);
    std::optional<Failure> answer_also(View& view, const Reading& reading,
                                       const AskOptions& options, Answer& answer);
    // Decides a yes/no question whose evidence is there.
    std::optional<Failure> decide(View& view, const Whether& whether, const AskOptions& options,
                                  Answer& answer);
    Outcome<bool> has_rows(View& view, const std::string& goal, const AskOptions& options);
    // What the goal finds when it demands no strength.
    std::optional<Failure> find_weaker(View& view, const CheckedGoal& goal, Model& held,
                                       Answer& answer);
    // Where it is known, but not as strongly as the goal demands.
    Outcome<std::optional<WhyNotAnswer>> why_not_strong(View& view, CheckedGoal& goal, Model& held,
                                                        WhyNotAnswer answer);
    Outcome<Date> recorded_date(const AskOptions& options);
    Failure refused(const char* option, const std::string& text, const char* id,
                    const std::string& message, const char* mend);
};

}  // namespace dictum
