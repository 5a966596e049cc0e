#include "tests/runner/world.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>

#include "ask/wording.h"
#include "embed/audit.h"
#include "embed/decide.h"
#include "embed/session.h"
#include "tests/runner/pack_treatments.h"
#include "tests/runner/treatments.h"

namespace dictum::test {
namespace {

namespace fs = std::filesystem;

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

// A folder of its own for the files of a pack block; removed with the case.
class Folder {
  public:
    explicit Folder(const std::string& suffix = {})
        : path_(fs::temp_directory_path() / ("dictum-case-" + std::to_string(getpid()) + suffix)) {
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    // `== NAME ==` begins a file; without one, everything is pack.toml.
    void write(const std::vector<std::string>& body) const {
        std::map<std::string, std::string> files;
        std::string name = "pack.toml";
        for (const std::string& line : body) {
            if (line.starts_with("== ") && line.ends_with(" ==")) {
                name = line.substr(3, line.size() - 6);
                files[name];
            } else {
                files[name] += line + "\n";
            }
        }
        for (const auto& [file, text] : files) {
            fs::create_directories((path_ / file).parent_path());
            std::ofstream(path_ / file, std::ios::binary) << text;
        }
    }

    std::string path() const { return path_.string(); }

    // Messages name files of the pack, not the folder of this run.
    std::string without_path(std::string text) const {
        const std::string prefix = path_.string() + "/";
        for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
            text.erase(at, prefix.size());
        }
        return text;
    }

  private:
    fs::path path_;
};

std::vector<std::string> drop_empty(std::vector<std::string> lines) {
    std::erase_if(lines, [](const std::string& line) { return line.empty(); });
    return lines;
}

}  // namespace

struct World::State {
    std::unique_ptr<Program> program;
    std::unique_ptr<Folder> folder;
    std::unique_ptr<Session> session;
    std::unique_ptr<PackProgram> pack;  // the same without a base; made for the first query
    bool from_file = false;             // the session's base was loaded by `load`
    std::string language = "en";

    using Verb = std::vector<std::string> (State::*)(const Block&);
    static const std::map<std::string, Verb>& verbs();

    std::vector<std::string> program_verb(const Block& block) {
        session.reset();
        const Dialect dialect = block.argument == "dictum" ? Dialect::Dictum : Dialect::Souffle;
        program = std::make_unique<Program>(joined(block.body), dialect);
        return program->diagnostics();
    }

    std::vector<std::string> pack_verb(const Block& block) {
        program.reset();
        session.reset();
        pack.reset();
        from_file = false;
        folder = std::make_unique<Folder>();
        folder->write(block.body);
        // `pack packs/NAME`: a folder of the tests.
        const std::string& named = block.argument;
        auto opened = Session::open(
            {.packs = {named.empty() ? folder->path() : named}, .kb = {}, .limits = {}});
        if (const auto* failed = std::get_if<Failure>(&opened)) {
            return drop_empty(lines_of(folder->without_path(failed->text)));
        }
        session = std::make_unique<Session>(std::get<Session>(std::move(opened)));
        std::vector<std::string> lines;
        for (const std::string& warning : session->warnings()) {
            for (const std::string& line : lines_of(folder->without_path(warning))) {
                lines.push_back(line);
            }
        }
        return drop_empty(lines);
    }

    // Lines `with assume FACT`, `with as-of DATE`, ... of the block.
    AskOptions options(const Block& block) const {
        AskOptions options;
        options.language = language;
        for (const std::string& line : block.body) {
            if (!line.starts_with("with ")) continue;
            const std::size_t space = line.find(' ', 5);
            const std::string key = line.substr(5, space - 5);
            const std::string value = space == std::string::npos ? "" : line.substr(space + 1);
            if (key == "as-of") options.as_of = value;
            if (key == "recorded-by") options.recorded_by = value;
            if (key == "assume") options.assume.push_back(value);
            if (key == "without") options.without.push_back(value);
            if (key == "at-least") options.at_least = value;
            if (key == "set") options.set.push_back(value);
        }
        return options;
    }

    // Loads the pack into a file on a day; what follows is answered from that file.
    std::vector<std::string> load_verb(const Block& block) {
        program.reset();
        session.reset();
        pack.reset();
        from_file = true;
        if (!folder) folder = std::make_unique<Folder>();
        const Folder from("-load");
        from.write(block.body);
        const std::string kb = folder->path() + "/case.kb";
        auto loaded = load_packs({from.path()}, kb, block.argument + "T12:00:00Z");
        if (const auto* failed = std::get_if<Failure>(&loaded)) {
            return drop_empty(lines_of(from.without_path(failed->text)));
        }
        auto opened = Session::open({.packs = {}, .kb = kb, .limits = {}});
        if (const auto* failed = std::get_if<Failure>(&opened)) return lines_of(failed->text);
        session = std::make_unique<Session>(std::get<Session>(std::move(opened)));
        return {};
    }

    std::vector<std::string> audit_verb(const Block& block) {
        const Folder audited("-audit");
        audited.write(block.body);
        AuditRequest request;
        request.packs.push_back(audited.path());
        if (block.argument == "json") request.form = AuditForm::Json;
        if (block.argument == "sarif") request.form = AuditForm::Sarif;
        const auto outcome = run_audit(request);
        if (const auto* failed = std::get_if<Failure>(&outcome)) {
            return drop_empty(lines_of(audited.without_path(failed->text)));
        }
        const auto& report = std::get<AuditOutcome>(outcome);
        return drop_empty(lines_of(audited.without_path(report.text)));
    }

    std::vector<std::string> query_verb(const Block& block) {
        if (program) return program->query(block.argument);
        return answered(
            block, [&] { return session->query(block.argument, options(block)); },
            [&](const Answer& answer) {
                std::vector<std::string> lines = rows(answer);
                const bool scenario = std::ranges::any_of(
                    block.body, [](const std::string& line) { return line.starts_with("with "); });
                if (scenario || from_file) return lines;
                if (!pack) pack = std::make_unique<PackProgram>(folder->path());
                for (auto& line : pack->disagreements(block.argument, answer)) {
                    lines.push_back(std::move(line));
                }
                return lines;
            });
    }

    std::vector<std::string> why_verb(const Block& block) {
        if (program) return program->why(block.argument);
        return answered(
            block, [&] { return session->query(block.argument, options(block)); },
            [&](const Answer& answer) { return drop_empty(lines_of(session->why_text(answer))); });
    }

    std::vector<std::string> ask_verb(const Block& block) {
        return answered(
            block, [&] { return session->ask(block.argument, options(block)); },
            [&](const Answer& answer) {
                std::string status(to_string(answer.status));
                if (answer.verdict != Verdict::NotAsked)
                    status += ": " + std::string(to_string(answer.verdict));
                std::vector<std::string> lines{std::move(status), answer.text};
                if (!answer.goal.empty()) lines.push_back("goal " + answer.goal);
                for (std::string& row : rows(answer)) lines.push_back(std::move(row));
                return lines;
            });
    }

    // `decide TABLE [why]`: the records below as CSV or NDJSON, a decision a line.
    std::vector<std::string> decide_verb(const Block& block) {
        if (!session) return {"no pack is open for `decide`"};
        const auto space = block.argument.find(' ');
        auto made = session->decider(block.argument.substr(0, space));
        if (const auto* failed = std::get_if<Failure>(&made)) {
            return drop_empty(lines_of(folder->without_path(failed->text)));
        }
        std::vector<std::string> lines;
        const std::string records = joined(block.body);
        std::size_t given = 0;
        DecideRequest request;
        request.why = space != std::string::npos;
        request.language = language;
        request.note = [&](const std::string& note) { lines.push_back(note); };
        request.read = [&](char* bytes, std::size_t size) -> Result<std::size_t> {
            const std::size_t got = records.copy(bytes, size, given);
            given += got;
            return got;
        };
        const auto outcome = std::get<Decider>(made).run(
            request, [&](const InputDecision& decided, DecisionText& text) {
                text.append_json(decided, lines.emplace_back());
                return true;
            });
        if (const auto* failed = std::get_if<Failure>(&outcome)) {
            for (std::string& line : lines_of(failed->text)) lines.push_back(std::move(line));
        }
        return lines;
    }

    std::vector<std::string> json_verb(const Block& block) {
        return answered(
            block, [&] { return session->query(block.argument, options(block)); },
            [&](const Answer& answer) {
                return std::vector<std::string>{session->to_json(answer)};
            });
    }

    std::vector<std::string> whatif_verb(const Block& block) {
        if (!session) return {"no pack is open for `whatif`"};
        const auto compared = session->what_if(block.argument, options(block));
        if (const auto* failed = std::get_if<Failure>(&compared)) {
            return drop_empty(lines_of(failed->text));
        }
        const auto& result = std::get<WhatIf>(compared);
        const bool json = std::ranges::find(block.body, "json") != block.body.end();
        return lines_of(json ? session->to_json(result) : what_if_text(result));
    }

    // A line `bound N` bounds the search, a line `json` shows the object (without its steps, which
    // any change of a plan moves).
    std::vector<std::string> whynot_verb(const Block& block) {
        WhyNotOptions search;
        for (const std::string& line : block.body) {
            if (line.starts_with("bound ")) search.bound = std::stoull(line.substr(6));
        }
        if (program) return program->whynot(block.argument, language, search.bound);
        if (!session) return {"no pack is open for `whynot`"};
        const auto explained = session->why_not(block.argument, options(block), search);
        if (const auto* failed = std::get_if<Failure>(&explained)) {
            return drop_empty(lines_of(failed->text));
        }
        const auto& answer = std::get<WhyNotAnswer>(explained);
        if (std::ranges::find(block.body, "json") == block.body.end()) {
            return drop_empty(lines_of(answer.text));
        }
        return {answer.json.substr(0, answer.json.find(", \"steps\": ")) + "}"};
    }

    std::vector<std::string> sensitivity_verb(const Block& block) {
        if (!session) return {"no pack is open for `sensitivity`"};
        SensitivityBounds bounds;
        for (const std::string& line : block.body) {
            const auto number = [&](const char* name, std::size_t& bound) {
                const std::string start = std::string("at most ") + name + " ";
                if (line.starts_with(start)) bound = std::stoul(line.substr(start.size()));
            };
            number("evaluations", bounds.evaluations_max);
            number("claims", bounds.tuples_max);
            number("set", bounds.set_size_max);
            number("rows", bounds.rows_max);
        }
        const auto found = session->sensitivity(block.argument, options(block), bounds);
        if (const auto* failed = std::get_if<Failure>(&found)) {
            return drop_empty(lines_of(failed->text));
        }
        const auto& result = std::get<SensitivityAnswer>(found);
        const bool json = std::ranges::find(block.body, "json") != block.body.end();
        return lines_of(json ? session->to_json(result) : session->text_of(result));
    }

    std::vector<std::string> show_verb(const Block& block) {
        if (program) return drop_empty(program->show(block.argument));
        auto shown = session->show(block.argument);
        if (const auto* failed = std::get_if<Failure>(&shown)) return lines_of(failed->text);
        return drop_empty(lines_of(std::get<std::string>(shown)));
    }

    std::vector<std::string> language_verb(const Block& block) {
        language = block.argument;
        return {};
    }

    static std::vector<std::string> rows(const Answer& answer) {
        std::vector<std::string> lines;
        for (const auto* group : {&answer.answers, &answer.conflicts}) {
            for (const AnswerRow& row : *group) lines.push_back(row_text(row));
        }
        if (lines.empty()) lines.emplace_back("unknown");
        const std::string under = scenario_text(answer.scenario, answer.language);
        if (!under.empty()) lines.push_back("under: " + under);
        for (const std::string& note : answer.notes) lines.push_back("note: " + note);
        return lines;
    }

    // `price = 120万–140万元 (estimate, 0.8) [conflict 1] qa-8`
    static std::string row_text(const AnswerRow& row) {
        std::string text;
        for (const ShownValue& value : row.values) {
            text += (text.empty() ? "" : ", ") + value.name + " = " +
                    (value.id.empty() ? value.text : value.id);
        }
        if (row.values.empty()) text = "yes";
        if (!(row.strength == Strength{})) {
            text += " (" + std::string(to_string(row.strength.modality));
            if (row.strength.confidence < 1) {
                text += ", " + std::to_string(row.strength.confidence).substr(0, 4);
            }
            text += ")";
        }
        if (row.group != 0) text += " [conflict " + std::to_string(row.group) + "]";
        for (const ShownCitation& cited : row.citations) text += " " + cited.citation.turn;
        return text;
    }

    std::vector<std::string> answered(
        const Block& block, const std::function<Outcome<Answer>()>& ask,
        const std::function<std::vector<std::string>(const Answer&)>& show) {
        if (!session) return {"no pack is open for `" + block.verb + "`"};
        const auto outcome = ask();
        if (const auto* failed = std::get_if<Failure>(&outcome)) {
            return drop_empty(lines_of(failed->text));
        }
        return show(std::get<Answer>(outcome));
    }
};

const std::map<std::string, World::State::Verb>& World::State::verbs() {
    static const std::map<std::string, Verb> kVerbs = {
        {"program", &State::program_verb},
        {"pack", &State::pack_verb},
        {"query", &State::query_verb},
        {"why", &State::why_verb},
        {"ask", &State::ask_verb},
        {"json", &State::json_verb},
        {"show", &State::show_verb},
        {"language", &State::language_verb},
        {"whatif", &State::whatif_verb},
        {"load", &State::load_verb},
        {"sensitivity", &State::sensitivity_verb},
        {"whynot", &State::whynot_verb},
        {"decide", &State::decide_verb},
        {"audit", &State::audit_verb},
    };
    return kVerbs;
}

World::World() : state_(std::make_unique<State>()) {}
World::~World() = default;

std::vector<std::string> World::run(const Block& block) {
    const auto found = State::verbs().find(block.verb);
    if (found == State::verbs().end()) return {"there is no verb `" + block.verb + "`"};
    return (state_.get()->*found->second)(block);
}

}  // namespace dictum::test
