// The session: knowledge, opened once and asked many times. What the command line and every other
// face of the library sit on.
//
//   auto session = Session::open({.packs = {"rules/domestic-compute"}});
//   Answer answer = *session->ask("A100八卡服务器多少钱?");
//
// Packs are checked and loaded into a SQLite knowledge base (in memory unless a file is given), and
// questions are answered from that base. Not thread-safe: one session a thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ask/answer.h"
#include "embed/sensitivity.h"
#include "embed/what_if.h"
#include "embed/why_not.h"
#include "engine/value/diagnostic.h"
#include "engine/value/limits.h"

namespace dictum {

struct SessionOptions {
    std::vector<std::string> packs;  // folders
    std::string kb = {};             // a knowledge base file; empty: in memory
    // A sealed base that was loaded from the one pack: it answers as the pack does, and sooner.
    // Unless it is whole and holds what the folder holds now, it is as if it weren't there.
    std::string prepared = {};
    std::string bytes = {};  // of a knowledge base that somebody else has open; empty: none
    Limits limits = {};
    std::string today = {};  // YYYY-MM-DD, when bars of sources end; empty: none has ended
};

// Under what a question or a goal is answered. Everything combines; nothing is written.
struct AskOptions {
    std::string language;              // of the answer to a goal: zh or en; empty: en
    std::string as_of;                 // YYYY-MM-DD: leaves out sources of a later date
    std::string recorded_by;           // YYYY-MM-DD: leaves out what was recorded later
    std::vector<std::string> assume;   // facts: price("green", 60CNY)
    std::vector<std::string> without;  // ids of claims, rules, sources, tables, rows T/3
    std::vector<std::string> set;      // price("green", +10%), price("green", *1.1), ...
    std::string at_least = {};         // a modality: reads only what is as strong
};

// One of the mistakes of a text, for programs that show them in a way of their own.
struct Problem {
    std::string id;  // stable: "unbound-variable"
    bool warning = false;
    std::string file;
    std::uint32_t line = 1;  // line and column count from 1, columns in code points
    std::uint32_t column = 1;
    std::string message;
    std::string mend;
};

// A failure with everything a user needs: the message, and diagnostics already rendered.
struct Failure {
    ErrorCode code = ErrorCode::InvalidInput;
    std::string
        text;  // lines to print, `file:line:column: error: ...` first where there is a place
    std::vector<Problem> problems = {};  // all of them; none where no text is to blame
};

template <class T>
using Outcome = std::variant<T, Failure>;

class Decider;
struct View;

class Session {
  public:
    // Reads packs or the base. Warnings are kept (`warnings`).
    static Outcome<Session> open(SessionOptions options);
    ~Session();
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;

    // A question in Chinese or English. Never a Failure for what is merely not understood.
    Outcome<Answer> ask(std::string_view question, const AskOptions& options = {});
    // A question that leans on the one before it, made whole; otherwise the question itself.
    std::string in_context(std::string_view previous, std::string_view question);
    // A goal of the rule language.
    Outcome<Answer> query(std::string_view goal, const AskOptions& options = {});
    Outcome<Answer> query(std::string_view goal, std::string_view language);

    // A question or a goal, answered as things are and under the options, and what changed. The
    // options of time hold for both answers where something is assumed, left out or set.
    Outcome<WhatIf> what_if(std::string_view asked, const AskOptions& options);

    // Why a goal has no answer, and what to ask for so that it gets one.
    Outcome<WhyNotAnswer> why_not(std::string_view goal, const AskOptions& options = {},
                                  const WhyNotOptions& search = {});

    // Turns that hold all words of the text (kb/search.h); `as_of`: YYYY-MM-DD or empty.
    Outcome<FoundTurns> search(std::string_view text, std::size_t count_max,
                               std::string_view as_of = {});

    // The decisions of a table (embed/decide.h). The session must outlive it.
    Outcome<Decider> decider(std::string_view table);
    // Which claims move the answer, and the smallest sets of them that hold it up.
    Outcome<SensitivityAnswer> sensitivity(std::string_view asked, const AskOptions& options,
                                           const SensitivityBounds& bounds = {});

    // The proof of a row of an answer as sentences.
    std::string why_text(const Answer& answer) const;
    // One JSON object (docs/answers.md), UTF-8, without a line end.
    std::string to_json(const Answer& answer) const;
    std::string to_json(const WhatIf& what_if) const;
    std::string to_json(const SensitivityAnswer& found) const;
    std::string text_of(const SensitivityAnswer& found) const;

    const std::vector<std::string>& warnings() const;
    // `--show`: "ast", "checked", "strata" or "plan" of the whole program.
    Outcome<std::string> show(std::string_view form);
    std::vector<PackInfo> packs() const;
    const Knowledge& knowledge() const;

    // What every run from now on may cost.
    void allow(const Limits& limits);
    // The knowledge as it is now; for this room (embed/session_state.h).
    View& present();
    // For this room too: a test under a view of the same declarations, or none: the one that the
    // options ask for. Its question is read as it is read now.
    Outcome<Answer> answer_test(const PackTest& test, const AskOptions& options, View* view);

  private:
    struct State;
    explicit Session(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

// A goal begins with an atom, `name(`; a question does not.
bool is_goal(std::string_view text);

// `dictum load`: checks packs and loads them into the file; what was done, in a line a pack.
// With `sealed` the file gets a seal beside it (kb/seal.h).
Outcome<std::string> load_packs(const std::vector<std::string>& packs, const std::string& kb_path,
                                std::string_view recorded_at, bool sealed = false);

}  // namespace dictum
