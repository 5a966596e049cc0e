// What the command line asks for, parsed. Only arguments.cpp knows the parsing library.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "cli/base_arguments.h"
#include "embed/audit.h"
#include "embed/decide.h"
#include "embed/graph.h"

namespace dictum::cli {

// Where answers come from: packs, or one knowledge base file, or the shipped pack when neither.
struct KnowledgeArguments {
    std::vector<std::string> packs;
    std::string kb;
};

struct LimitArguments {
    double seconds = 60;
    unsigned megabytes = 1024;
    unsigned long long tuples = 50'000'000;
    unsigned long long rounds = 1'000'000;
};

// What is assumed, left out or set, and as of when.
struct ScenarioArguments {
    std::string as_of;
    std::string recorded_by;
    std::vector<std::string> assume;
    std::vector<std::string> without;
    std::vector<std::string> set;
    std::string at_least;
};

enum class AnswerForm { Text, Table, Json, Ndjson, Csv, Markdown };

struct AskArguments {
    std::string question;
    AnswerForm form = AnswerForm::Text;
    bool why = false;
    ScenarioArguments scenario;
    KnowledgeArguments knowledge;
    LimitArguments limits;
};

struct QueryArguments {
    std::string goal;
    AnswerForm form = AnswerForm::Table;
    bool why = false;
    std::string language = "en";
    ScenarioArguments scenario;
    KnowledgeArguments knowledge;
    LimitArguments limits;
};

struct WhyArguments {
    std::string fact;
    bool json = false;
    std::string language = "en";
    ScenarioArguments scenario;
    KnowledgeArguments knowledge;
    LimitArguments limits;
};

struct WhatIfArguments {
    std::string asked;  // a goal or a question
    bool json = false;
    bool sensitivity = false;
    std::string language = "en";
    ScenarioArguments scenario;
    KnowledgeArguments knowledge;
    LimitArguments limits;
};

struct WhyNotArguments {
    std::string fact;
    bool json = false;
    unsigned long long bound = 1'000'000;
    std::string language = "en";
    ScenarioArguments scenario;
    KnowledgeArguments knowledge;
    LimitArguments limits;
};

struct ReplArguments {
    KnowledgeArguments knowledge;
    LimitArguments limits;
};

struct DecideArguments {
    std::string table;
    std::string input = "-";
    RecordForm input_form = RecordForm::Detect;
    std::optional<AnswerForm> form;  // absent: a table on a terminal, otherwise NDJSON
    bool why = false;
    std::string language = "en";
    KnowledgeArguments knowledge;
    LimitArguments limits{.seconds = 86'400};  // of the whole stream
};

struct RunArguments {
    std::string program;
    std::string facts_folder = ".";
    std::string output_folder = ".";
    std::string show;  // empty: run
    std::vector<std::string> why;
    LimitArguments limits;
};

struct LoadArguments {
    std::vector<std::string> packs;
    std::string kb;
    bool seal = false;
};

struct IngestArguments {
    std::vector<std::string> files;
    std::string draft;
    std::string date;
    bool list = false;
};

struct ShowArguments {
    std::string form;
    KnowledgeArguments knowledge;
};

struct TestArguments {
    std::vector<std::string> packs;  // none: the shipped pack
    std::string junit;               // a file to write; empty: none
    std::string lcov;                // the same
    bool coverage = false;
    bool mutation = false;
    unsigned long long mutants = 1000;
    bool json = false;
    LimitArguments limits;
};

struct AuditArguments {
    std::vector<std::string> packs;  // none: the shipped pack
    std::string kb;
    AuditForm form = AuditForm::Text;
    std::string against;  // a pack's folder or a git revision; empty: none
    LimitArguments limits;
};

struct GraphArguments {
    std::vector<std::string> packs;  // none: the shipped pack
    std::string kb;
    GraphForm form = GraphForm::Dot;
};

struct McpArguments {
    KnowledgeArguments knowledge;
    LimitArguments limits{.seconds = 5};  // of each request
};

struct ImpactArguments {
    std::string id;
    bool json = false;
    KnowledgeArguments knowledge;
    LimitArguments limits;
};

struct SearchArguments {
    std::string text;
    std::string as_of;
    std::size_t count_max = 20;
    bool json = false;
    KnowledgeArguments knowledge;
    LimitArguments limits;
};

struct CompletionArguments {
    std::string shell;  // bash, zsh, fish; or man, for the man page
};

using Command = std::variant<AskArguments, QueryArguments, WhyArguments, WhyNotArguments,
                             WhatIfArguments, ReplArguments, DecideArguments, RunArguments,
                             LoadArguments, IngestArguments, ShowArguments, TestArguments,
                             AuditArguments, GraphArguments, McpArguments, CompletionArguments,
                             CheckArguments, BackupArguments, ClaimArguments, SourceArguments,
                             HistoryArguments, ImpactArguments, SearchArguments, ExportArguments>;

// Either a command, or the exit code after help, version or a usage error was printed.
std::variant<Command, int> parse_arguments(int argc, char** argv);

}  // namespace dictum::cli
