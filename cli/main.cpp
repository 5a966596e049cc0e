// dictum: the command line. Parses arguments, calls the library, prints.
#include <variant>

#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace dictum::cli {
namespace {

struct Dispatch {
    int operator()(const AskArguments& arguments) const { return ask(arguments); }
    int operator()(const QueryArguments& arguments) const { return query(arguments); }
    int operator()(const WhyArguments& arguments) const { return why(arguments); }
    int operator()(const WhyNotArguments& arguments) const { return whynot(arguments); }
    int operator()(const WhatIfArguments& arguments) const { return what_if(arguments); }
    int operator()(const ReplArguments& arguments) const { return repl(arguments); }
    int operator()(const DecideArguments& arguments) const { return decide(arguments); }
    int operator()(const RunArguments& arguments) const { return run(arguments); }
    int operator()(const LoadArguments& arguments) const { return load(arguments); }
    int operator()(const IngestArguments& arguments) const { return ingest(arguments); }
    int operator()(const ShowArguments& arguments) const { return show(arguments); }
    int operator()(const TestArguments& arguments) const { return test(arguments); }
    int operator()(const AuditArguments& arguments) const { return audit(arguments); }
    int operator()(const GraphArguments& arguments) const { return graph(arguments); }
    int operator()(const McpArguments& arguments) const { return mcp(arguments); }
    int operator()(const CheckArguments& arguments) const { return check(arguments); }
    int operator()(const BackupArguments& arguments) const { return backup(arguments); }
    int operator()(const ClaimArguments& arguments) const { return claim(arguments); }
    int operator()(const SourceArguments& arguments) const { return source(arguments); }
    int operator()(const HistoryArguments& arguments) const { return history(arguments); }
    int operator()(const ImpactArguments& arguments) const { return impact(arguments); }
    int operator()(const SearchArguments& arguments) const { return search(arguments); }
    int operator()(const ExportArguments& arguments) const { return export_packs(arguments); }
    int operator()(const CompletionArguments& arguments) const { return completion(arguments); }
};

}  // namespace
}  // namespace dictum::cli

int main(int argc, char** argv) {
    using namespace dictum::cli;
    const auto parsed = parse_arguments(argc, argv);
    if (const int* code = std::get_if<int>(&parsed)) return *code;
    const int code = std::visit(Dispatch{}, std::get<Command>(parsed));
    return finish_output() ? code : kInputError;
}
