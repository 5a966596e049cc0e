// The commands, one file each. Each returns the exit code: 0 answered, decided or clean; 1 unknown;
// 2 usage, input or I/O error; 3 limit reached or interrupted.
#pragma once

#include "cli/arguments.h"

namespace dictum::cli {

constexpr int kAnswered = 0;
constexpr int kUnknown = 1;
constexpr int kInputError = 2;
constexpr int kLimit = 3;

int ask(const AskArguments& arguments);
int query(const QueryArguments& arguments);
int why(const WhyArguments& arguments);
int whynot(const WhyNotArguments& arguments);
int what_if(const WhatIfArguments& arguments);
int repl(const ReplArguments& arguments);
int decide(const DecideArguments& arguments);
int run(const RunArguments& arguments);
int load(const LoadArguments& arguments);
int ingest(const IngestArguments& arguments);
int show(const ShowArguments& arguments);
int test(const TestArguments& arguments);
int audit(const AuditArguments& arguments);
int graph(const GraphArguments& arguments);
int mcp(const McpArguments& arguments);
int check(const CheckArguments& arguments);
int backup(const BackupArguments& arguments);
int claim(const ClaimArguments& arguments);
int source(const SourceArguments& arguments);
int history(const HistoryArguments& arguments);
int impact(const ImpactArguments& arguments);
int search(const SearchArguments& arguments);
int export_packs(const ExportArguments& arguments);
int completion(const CompletionArguments& arguments);

}  // namespace dictum::cli
