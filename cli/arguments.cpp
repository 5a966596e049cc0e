#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include "cli/base_commands.h"
#include "cli/command_list.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "engine/value/diagnostic.h"
#include "kb/versions.h"

namespace dictum::cli {
namespace {

const std::map<std::string, AnswerForm> kForms = {
    {"text", AnswerForm::Text}, {"table", AnswerForm::Table},
    {"json", AnswerForm::Json}, {"ndjson", AnswerForm::Ndjson},
    {"csv", AnswerForm::Csv},   {"markdown", AnswerForm::Markdown},
};

const std::map<std::string, AnswerForm> kDecisionForms = {
    {"table", AnswerForm::Table},       {"json", AnswerForm::Json},
    {"ndjson", AnswerForm::Ndjson},     {"csv", AnswerForm::Csv},
    {"markdown", AnswerForm::Markdown},
};
const std::map<std::string, RecordForm> kRecordForms = {{"csv", RecordForm::Csv},
                                                        {"ndjson", RecordForm::Ndjson}};

const std::map<std::string, AuditForm> kAuditForms = {{"text", AuditForm::Text},
                                                      {"json", AuditForm::Json},
                                                      {"sarif", AuditForm::Sarif},
                                                      {"html", AuditForm::Html}};
const std::map<std::string, GraphForm> kGraphForms = {{"dot", GraphForm::Dot},
                                                      {"mermaid", GraphForm::Mermaid}};

// Understood, and brought by a later version: refused by name, never ignored.
const std::vector<std::string> kLaterCommands = {"fmt"};

// A flag that takes one value each time: what stands behind that may be the goal.
CLI::Option* add_repeatable(CLI::App& command, const char* flag, std::vector<std::string>& values,
                            const char* help) {
    return command.add_option(flag, values, help)->allow_extra_args(false)->take_all();
}

}  // namespace

void add_knowledge(CLI::App& command, KnowledgeArguments& knowledge) {
    auto* packs = add_repeatable(command, "--pack", knowledge.packs,
                                 "A folder of rules to answer from (repeatable)");
    command.add_option("--kb", knowledge.kb, "A knowledge base file to answer from")
        ->excludes(packs);
}

namespace {

void add_scenario(CLI::App& command, ScenarioArguments& scenario) {
    command.add_option("--as-of", scenario.as_of,
                       "Answer without sources of a later date: YYYY-MM-DD");
    command.add_option("--recorded-by", scenario.recorded_by,
                       "Answer as the knowledge base stood on that day: YYYY-MM-DD");
    command.add_option("--at-least", scenario.at_least,
                       "Read only what is as strong: stated, estimate, forecast, opinion or "
                       "unconfirmed");
    add_repeatable(command, "--assume", scenario.assume,
                   "Take a fact for granted: 'price(\"green\", 60CNY)'");
    add_repeatable(command, "--without", scenario.without,
                   "Leave out a claim, rule, source, table or table row by its id");
    add_repeatable(command, "--set", scenario.set,
                   "Change a value: 'price(\"green\", +10%)', *1.1, +5CNY, or the new value");
}

}  // namespace

void add_limits(CLI::App& command, LimitArguments& limits) {
    command.add_option("--limit-seconds", limits.seconds, "Stop after this time")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command.add_option("--limit-megabytes", limits.megabytes, "Stop at this much memory")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command.add_option("--limit-tuples", limits.tuples, "Stop at this many derived tuples")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    command.add_option("--limit-rounds", limits.rounds, "Stop a fixpoint after this many rounds")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
}

namespace {

void add_form(CLI::App& command, AnswerForm& form) {
    command.add_option("--format", form, "text, table, json, ndjson, csv or markdown")
        ->transform(CLI::CheckedTransformer(kForms).description(""));
    command.add_flag_callback(
        "--json", [&form] { form = AnswerForm::Json; }, "The whole answer as one JSON object");
}

void add_language(CLI::App& command, std::string& language) {
    command.add_option("--lang,--language", language, "Language of the words: zh or en")
        ->check(CLI::IsMember({"zh", "en"}))
        ->capture_default_str();
}

// The arguments of every command, and which one was named.
struct Parser {
    CLI::App app{"Dictum: questions answered from what experts said, with the words of the source"};
    AskArguments ask;
    ReplArguments repl;
    QueryArguments query;
    WhyArguments why;
    WhyNotArguments whynot;
    WhatIfArguments what_if;
    DecideArguments decide;
    RunArguments run;
    LoadArguments load;
    IngestArguments ingest;
    ShowArguments show;
    TestArguments test;
    AuditArguments audit;
    GraphArguments graph;
    McpArguments mcp;
    CompletionArguments completion;
    BaseCommands base;
    std::optional<Command> command;

    Parser() {
        app.name("dictum");
        app.require_subcommand(1);
        app.set_version_flag("--version", std::string("dictum ") + DICTUM_VERSION + "\n" +
                                              library_versions() + ", " DICTUM_BUILT_WITH);
        app.footer(
            "Exit codes: 0 answered or done; 1 unknown; 2 usage, input or I/O error; 3 limit "
            "reached or interrupted.");
        add_ask();
        add_query();
        add_why();
        add_whynot();
        add_what_if();
        add_repl();
        add_decide();
        add_run();
        add_load();
        add_ingest();
        add_show();
        add_test();
        add_audit();
        add_graph();
        add_mcp();
        add_base_commands(app, base, command);
        add_completion();
    }

    void add_ask() {
        auto* sub = app.add_subcommand("ask", "Answer a question in Chinese or English");
        sub->add_option("question", ask.question, "The question")->required();
        sub->add_flag("--why", ask.why, "Show the proof in sentences");
        add_form(*sub, ask.form);
        add_scenario(*sub, ask.scenario);
        add_knowledge(*sub, ask.knowledge);
        add_limits(*sub, ask.limits);
        sub->callback([this] { command = ask; });
    }

    void add_repl() {
        auto* sub = app.add_subcommand("repl", "Ask one question after the other (.help inside)");
        add_knowledge(*sub, repl.knowledge);
        add_limits(*sub, repl.limits);
        sub->callback([this] { command = repl; });
    }

    void add_query() {
        auto* sub = app.add_subcommand("query", "Answer a goal of the rule language");
        sub->add_option("goal", query.goal,
                        "Literals with variables: 'prefers(\"government\", who)'")
            ->required();
        sub->add_flag("--why", query.why, "Show the proofs in sentences");
        add_form(*sub, query.form);
        add_language(*sub, query.language);
        add_scenario(*sub, query.scenario);
        add_knowledge(*sub, query.knowledge);
        add_limits(*sub, query.limits);
        sub->callback([this] { command = query; });
    }

    void add_why() {
        auto* sub = app.add_subcommand("why", "Prove a fact, down to the words of the source");
        sub->add_option("fact", why.fact, "A fact, or a goal whose answers are to be proved")
            ->required();
        sub->add_flag("--json", why.json, "The proof as JSON");
        add_language(*sub, why.language);
        add_scenario(*sub, why.scenario);
        add_knowledge(*sub, why.knowledge);
        add_limits(*sub, why.limits);
        sub->callback([this] { command = why; });
    }

    void add_whynot() {
        auto* sub = app.add_subcommand(
            "whynot", "Why a fact does not follow, and what to ask so that it does");
        sub->add_option("fact", whynot.fact, "A fact, or a goal without an answer")->required();
        sub->add_option("--bound", whynot.bound, "Search at most so many steps")
            ->capture_default_str()
            ->check(CLI::PositiveNumber);
        sub->add_flag("--json", whynot.json, "The whole explanation as one JSON object");
        sub->footer(
            "Exit codes: 0 explained; 1 it holds, so there is nothing to explain; 2 usage, "
            "input or I/O error; 3 limit reached or interrupted.");
        add_language(*sub, whynot.language);
        add_scenario(*sub, whynot.scenario);
        add_knowledge(*sub, whynot.knowledge);
        add_limits(*sub, whynot.limits);
        sub->callback([this] { command = whynot; });
    }

    void add_what_if() {
        auto* sub = app.add_subcommand(
            "whatif", "Answer before and after something is assumed, left out or set");
        sub->add_option("asked", what_if.asked, "A goal, or a question")->required();
        sub->add_flag("--sensitivity", what_if.sensitivity,
                      "Which claims move the answer, and the smallest sets that hold it up");
        sub->add_flag("--json", what_if.json, "Both answers and what changed as one JSON object");
        add_language(*sub, what_if.language);
        add_scenario(*sub, what_if.scenario);
        add_knowledge(*sub, what_if.knowledge);
        add_limits(*sub, what_if.limits);
        sub->callback([this] { command = what_if; });
    }

    void add_decide() {
        auto* sub = app.add_subcommand("decide", "Decide records by a decision table");
        sub->add_option("table", decide.table, "The id of the table")->required();
        sub->add_option("-i,--input", decide.input,
                        "The records: CSV with a header that names inputs, or NDJSON; - is "
                        "standard input")
            ->capture_default_str();
        sub->add_option("--input-format", decide.input_form,
                        "csv or ndjson; otherwise by the file's name or its first character")
            ->transform(CLI::CheckedTransformer(kRecordForms).description(""));
        sub->add_option("--format", decide.form,
                        "table, json, ndjson, csv or markdown; otherwise a table on a terminal "
                        "and ndjson elsewhere")
            ->transform(CLI::CheckedTransformer(kDecisionForms).description(""));
        sub->add_flag("--why", decide.why, "Show what the rows that decided cite");
        add_language(*sub, decide.language);
        add_knowledge(*sub, decide.knowledge);
        add_limits(*sub, decide.limits);
        sub->callback([this] { command = decide; });
    }

    void add_run() {
        auto* sub = app.add_subcommand("run", "Run a Datalog program in Soufflé's dialect");
        sub->add_option("program", run.program, "The program: a .dl file")->required();
        sub->add_option("-F,--fact-dir", run.facts_folder, "Where .input relations are read from")
            ->capture_default_str();
        sub->add_option("-D,--output-dir", run.output_folder,
                        "Where .output relations are written to; - is standard output")
            ->capture_default_str();
        sub->add_option("--show", run.show,
                        "Instead of running: ast, program, checked, strata, plan")
            ->check(CLI::IsMember({"ast", "program", "checked", "strata", "plan"}));
        add_repeatable(*sub, "--why", run.why, "After the run, prove this fact (repeatable)");
        add_limits(*sub, run.limits);
        sub->callback([this] { command = run; });
    }

    void add_load() {
        auto* sub = app.add_subcommand("load", "Load packs into a knowledge base file");
        sub->add_option("pack", load.packs, "Folders of rules")->required();
        sub->add_option("--kb", load.kb, "The knowledge base file; made when it isn't there")
            ->required();
        sub->add_flag("--seal", load.seal, "Also write FILE.seal: the hash of the finished file");
        sub->callback([this] { command = load; });
    }

    void add_ingest() {
        auto* sub = app.add_subcommand(
            "ingest", "Read transcripts into a draft pack of candidates for review");
        sub->add_option("file", ingest.files,
                        "Transcripts: text, Markdown, saved web pages, PDF (by pdftotext)")
            ->required();
        sub->add_option("-o,--output", ingest.draft,
                        "The folder of the draft pack; what stands in it is added to, not changed");
        sub->add_option("--date", ingest.date, "The date of texts that name none: YYYY-MM-DD");
        sub->add_flag("--list", ingest.list,
                      "Write nothing: print turns and figures, in tab-separated lines");
        sub->callback([this] { command = ingest; });
    }

    void add_show() {
        auto* sub = app.add_subcommand("show", "Show the rules of a pack in a phase's form");
        sub->add_option("form", show.form, "ast, program, checked, strata or plan")
            ->required()
            ->check(CLI::IsMember({"ast", "program", "checked", "strata", "plan"}));
        add_knowledge(*sub, show.knowledge);
        sub->callback([this] { command = show; });
    }

    void add_test() {
        auto* sub = app.add_subcommand("test", "Run the tests of packs");
        sub->add_option("pack", test.packs, "Folders of rules; none: the shipped pack");
        sub->add_option("--junit", test.junit, "Also write the results to this file as JUnit XML");
        sub->add_flag("--coverage", test.coverage,
                      "Also show which rules, rows and conditions no test rests on");
        sub->add_option("--lcov", test.lcov, "Write the coverage to this file as an lcov trace");
        sub->add_flag("--mutation", test.mutation,
                      "Also change each rule, row, comparison, threshold, override and citation in "
                      "turn, and show what no test notices");
        sub->add_option("--mutants", test.mutants, "Run at most so many of the changes")
            ->capture_default_str()
            ->check(CLI::PositiveNumber);
        sub->add_flag("--json", test.json, "The results as one JSON object");
        add_limits(*sub, test.limits);
        sub->callback([this] { command = test; });
    }

    void add_audit() {
        auto* sub = app.add_subcommand("audit", "Find what is wrong with packs, with a witness");
        auto* packs =
            sub->add_option("pack", audit.packs, "Folders of rules; none: the shipped pack");
        auto* kb = sub->add_option("--kb", audit.kb, "Audit a knowledge base file instead");
        kb->excludes(packs);
        sub->add_option(
               "--against", audit.against,
               "Show which answers the pack's tests get that they did not get before: under "
               "the folder of an older pack, or the pack at a git revision")
            ->excludes(kb);
        sub->add_option("--format", audit.form,
                        "text, json, sarif (SARIF 2.1.0) or html (one page)")
            ->transform(CLI::CheckedTransformer(kAuditForms).description(""));
        sub->footer(
            "Exit codes: 0 no errors and no warnings (notes and what is undecided don't count); 1 "
            "findings; 2 usage, input or I/O error; 3 limit reached or interrupted.");
        add_limits(*sub, audit.limits);
        sub->callback([this] { command = audit; });
    }

    void add_graph() {
        auto* sub = app.add_subcommand("graph", "Draw which rules read and conclude what");
        auto* packs =
            sub->add_option("pack", graph.packs, "Folders of rules; none: the shipped pack");
        sub->add_option("--kb", graph.kb, "Draw a knowledge base file instead")->excludes(packs);
        sub->add_option("--format", graph.form, "dot or mermaid")
            ->transform(CLI::CheckedTransformer(kGraphForms).description(""));
        sub->callback([this] { command = graph; });
    }

    void add_mcp() {
        auto* sub = app.add_subcommand(
            "mcp", "Serve agents: the Model Context Protocol on standard input and output");
        add_knowledge(*sub, mcp.knowledge);
        add_limits(*sub, mcp.limits);
        sub->callback([this] { command = mcp; });
    }

    void add_completion() {
        auto* sub =
            app.add_subcommand("completion", "Print the completions of a shell, or the man page");
        sub->add_option("shell", completion.shell, "bash, zsh or fish; or man")
            ->required()
            ->check(CLI::IsMember({"bash", "zsh", "fish", "man"}));
        sub->callback([this] { command = completion; });
    }
};

// The values that a description lists: "zh or en", "As strong: stated, estimate or opinion; ...".
std::vector<std::string> values_of(std::string about) {
    about = about.substr(0, about.find(';'));
    if (const auto colon = about.find(": "); colon != std::string::npos) about.erase(0, colon + 2);
    if (const auto last = about.rfind(" or "); last != std::string::npos) {
        about.replace(last, 4, ", ");
    }
    std::vector<std::string> values;
    for (std::size_t begin = 0; begin < about.size();) {
        const std::size_t end = std::min(about.find(", ", begin), about.size());
        values.push_back(about.substr(begin, end - begin));
        begin = end + 2;
    }
    const auto is_word = [](const std::string& value) {
        return !value.empty() &&
               std::ranges::all_of(value, [](char c) { return c >= 'a' && c <= 'z'; });
    };
    if (values.size() < 2 || !std::ranges::all_of(values, is_word)) values.clear();
    return values;
}

ListedOption listed(const CLI::Option& option) {
    ListedOption item;
    for (const std::string& name : option.get_lnames()) item.names.push_back("--" + name);
    for (const std::string& name : option.get_snames()) item.names.push_back("-" + name);
    item.about = option.get_description();
    item.takes_value = option.get_items_expected_max() > 0;
    if (item.takes_value) item.values = values_of(item.about);
    for (const char* word : {"older", "file", "File", "records"}) {
        item.takes_path = item.takes_path || item.about.find(word) != std::string::npos;
    }
    return item;
}

ListedCommand listed(const CLI::App& app) {
    ListedCommand command;
    command.about = app.get_description();
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_positional() || !option->get_lnames().empty()) {
            command.options.push_back(listed(*option));
            continue;
        }
        std::string name = option->get_name(true);
        for (char& c : name) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (option->get_items_expected_max() > 1) name += "...";
        command.arguments.push_back(option->get_required() ? name : "[" + name + "]");
    }
    return command;
}

// What the library's own message can't say: that a word is known and comes later, or what is near.
std::optional<std::string> better_message(const Parser& parser, int argc, char** argv) {
    if (argc < 2 || argv[1][0] == '-') return std::nullopt;
    const std::string word = argv[1];
    if (std::find(kLaterCommands.begin(), kLaterCommands.end(), word) != kLaterCommands.end()) {
        return "the command `" + word + "` is not available in this version";
    }
    std::vector<std::string> names;
    for (const CLI::App* sub : parser.app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(sub->get_name());
    }
    if (std::find(names.begin(), names.end(), word) != names.end()) return std::nullopt;
    const std::string near = nearest(word, names);
    return "there is no command `" + word + "`" +
           (near.empty() ? std::string() : "; did you mean `" + near + "`?");
}

}  // namespace

std::vector<ListedCommand> command_list() {
    const auto parser = std::make_unique<Parser>();
    std::vector<ListedCommand> commands{listed(parser->app)};
    for (const CLI::App* sub : parser->app.get_subcommands([](const CLI::App*) { return true; })) {
        commands.push_back(listed(*sub));
        commands.back().name = sub->get_name();
    }
    return commands;
}

std::variant<Command, int> parse_arguments(int argc, char** argv) {
    const auto parser = std::make_unique<Parser>();
    try {
        parser->app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        // Help and version come as exceptions with code 0.
        if (problem.get_exit_code() == 0) return parser->app.exit(problem);
        const auto better = better_message(*parser, argc, argv);
        print_error("error: " + better.value_or(problem.what()));
        print_error("see `dictum --help`, or `dictum COMMAND --help`");
        return kInputError;
    }
    return *std::move(parser->command);
}

}  // namespace dictum::cli
