// `dictum repl`: questions and goals one after the other, from a terminal or a pipe. A question
// that is not whole by itself keeps what the one before it was about: `那A100呢?`.
#include <algorithm>
#include <string>

#include "cli/answer_output.h"
#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/line_reader.h"
#include "cli/output.h"
#include "cli/table.h"

namespace dictum::cli {

namespace {

constexpr const char* kHelp =
    "A question in Chinese or English, or a goal: prefers(\"government\", who)\n"
    "A question may lean on the one before: 那A100呢?   And for large internet companies?\n"
    "  .why            the proof of the last answer\n"
    "  .whynot [FACT]  why the last question, or the fact, has no answer\n"
    "  .json           the last answer as JSON\n"
    "  .relations      what can be asked about\n"
    "  .help           this text\n"
    "  .quit           end (so does the end of input)\n";

std::string trimmed(const std::string& text) {
    const auto begin = text.find_first_not_of(" \t");
    if (begin == std::string::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

class Repl {
  public:
    explicit Repl(Session& session) : session_(session) {}

    int run() {
        LineReader lines(words());
        if (lines.interactive()) print(".help tells what can be typed.\n");
        while (auto line = lines.next("> ")) {
            const std::string text = trimmed(*line);
            if (text.empty()) continue;
            if (text == ".quit" || text == ".exit") break;
            if (text.front() == '.')
                command(text);
            else
                answer(text);
        }
        if (lines.interactive()) print("\n");
        return kAnswered;
    }

  private:
    std::vector<std::string> words() const {
        std::vector<std::string> words = {".why",       ".whynot", ".json",
                                          ".relations", ".help",   ".quit"};
        for (const RelationDeclaration& relation : session_.knowledge().relations)
            words.push_back(relation.name + "(");
        for (const EntityDeclaration& declared : session_.knowledge().entities) {
            const Entity& entity = declared.entity;
            words.push_back(entity.id);
            words.insert(words.end(), entity.names.begin(), entity.names.end());
        }
        return words;
    }

    void answer(const std::string& text) {
        const bool goal = is_goal(text);
        const std::string asked = goal ? text : session_.in_context(last_question_, text);
        auto outcome = goal ? session_.query(asked, AskOptions{}) : session_.ask(asked);
        if (const auto* failed = std::get_if<Failure>(&outcome)) {
            static_cast<void>(fail(*failed));
            return;
        }
        last_ = std::get<Answer>(std::move(outcome));
        if (!goal && last_->status != AnswerStatus::Unknown) last_question_ = asked;
        static_cast<void>(print_answer(session_, *last_, AnswerForm::Text, false));
    }

    void command(const std::string& text) {
        const std::string name = text.substr(0, text.find(' '));
        const std::string rest = trimmed(text.substr(name.size()));
        if (name == ".help") return print(kHelp);
        if (name == ".why") return why();
        if (name == ".whynot") return why_not(rest);
        if (name == ".json") return json();
        if (name == ".relations") return relations();
        print_error(name + " is no command; .help lists them");
    }

    void why() {
        if (!last_ || last_->status == AnswerStatus::Unknown)
            return print_error("there is no answer to prove; ask first");
        print(printable(session_.why_text(*last_)));
    }

    void json() {
        if (!last_) return print_error("there is no answer yet; ask first");
        print(session_.to_json(*last_) + "\n");
    }

    void why_not(const std::string& fact) {
        const std::string goal = !fact.empty() ? fact : last_ ? last_->goal : std::string();
        if (goal.empty())
            return print_error("nothing was read that could be explained; .whynot FACT");
        AskOptions options;
        options.language = last_ ? last_->language : "en";
        auto explained = session_.why_not(goal, options);
        if (const auto* failed = std::get_if<Failure>(&explained)) {
            static_cast<void>(fail(*failed));
            return;
        }
        print(printable(std::get<WhyNotAnswer>(explained).text));
    }

    void relations() {
        std::string text;
        for (const RelationDeclaration& relation : session_.knowledge().relations) {
            const auto about = relation.about.find("en");
            text += relation.name;
            if (about != relation.about.end()) text += ": " + about->second;
            text += "\n";
        }
        print(printable(text));
    }

    Session& session_;
    std::optional<Answer> last_;
    std::string last_question_;
};

}  // namespace

int repl(const ReplArguments& arguments) {
    auto& session = keep_open(open_session(arguments.knowledge, arguments.limits));
    if (const auto* failed = std::get_if<Failure>(&session)) return fail(*failed);
    return Repl(std::get<Session>(session)).run();
}

}  // namespace dictum::cli
