#include "cli/base_commands.h"

#include <CLI/CLI.hpp>
#include <map>

namespace dictum::cli {
namespace {

const std::map<std::string, ClaimAction> kClaimActions = {{"add", ClaimAction::Add},
                                                          {"correct", ClaimAction::Correct},
                                                          {"retract", ClaimAction::Retract}};
const std::map<std::string, bool> kSourceActions = {{"bar", true}, {"unbar", false}};

void add_check(CLI::App& app, CheckArguments& check, std::optional<Command>& command) {
    auto* sub = app.add_subcommand("check", "Say what is damaged in a knowledge base file");
    sub->add_option("kb", check.kb, "The knowledge base file")->required();
    sub->footer(
        "Exit codes: 0 whole; 1 damaged; 2 no file, another application's, or a newer one.");
    sub->callback([&] { command = check; });
}

void add_backup(CLI::App& app, BackupArguments& backup, std::optional<Command>& command) {
    auto* sub = app.add_subcommand("backup", "Copy a knowledge base file while it is in use");
    sub->add_option("kb", backup.kb, "The knowledge base file")->required();
    sub->add_option("copy", backup.copy, "The file to make")->required();
    sub->callback([&] { command = backup; });
}

void add_file(CLI::App& sub, std::string& kb) {
    sub.add_option("--kb", kb, "The knowledge base file")->required();
}

void add_review(CLI::App& sub, ReviewText& review) {
    sub.add_option("--reason", review.reason, "Why it changes");
    sub.add_option("--reviewed-by", review.by, "The role of who reviewed it: analyst");
}

void add_claim(CLI::App& app, ClaimArguments& claim, std::optional<Command>& command) {
    ClaimRequest& request = claim.request;
    auto* sub = app.add_subcommand("claim", "Add, correct or retract a claim of a file");
    sub->add_option("action", request.action, "add, correct or retract")
        ->required()
        ->transform(CLI::CheckedTransformer(kClaimActions).description(""));
    sub->add_option("subject", request.subject, "The fact to add, or the id of the claim")
        ->required();
    add_file(*sub, request.kb);
    sub->add_option("--id", request.id, "The id of a claim to add; otherwise a hash of it");
    sub->add_option("--fact", request.fact,
                    "What a corrected claim says: 'price(\"green\", 60CNY)'");
    sub->add_option("--cite", request.cites, "Where it is said: \"SOURCE TURN\" (repeatable)")
        ->allow_extra_args(false)
        ->take_all();
    sub->add_option("--quote", request.quotes, "The words there, one for each --cite")
        ->allow_extra_args(false)
        ->take_all();
    sub->add_option("--modality", request.modality,
                    "How it was said: stated, estimate, forecast, opinion or unconfirmed");
    sub->add_option("--confidence", request.confidence, "The reviewer's, from 0 to 1")
        ->check(CLI::Range(0.0, 1.0));
    sub->add_option("--note", request.note, "A remark that is shown with it");
    sub->add_option("--reviewed-on", request.reviewed_on, "The day of the review: YYYY-MM-DD");
    add_review(*sub, request.review);
    sub->callback([&] {
        const bool replaces = request.action != ClaimAction::Add;
        if (replaces && request.review.reason.empty()) throw CLI::RequiredError("--reason");
        command = claim;
    });
}

void add_source(CLI::App& app, SourceArguments& source, std::optional<Command>& command) {
    SourceRequest& request = source.request;
    auto* sub = app.add_subcommand("source", "Bar a source from answers, or lift its bar");
    sub->add_option("action", request.bar, "bar or unbar")
        ->required()
        ->transform(CLI::CheckedTransformer(kSourceActions).description(""));
    sub->add_option("source", request.source, "The id of the source")->required();
    add_file(*sub, request.kb);
    sub->add_option("--until", request.until, "The first day without the bar: YYYY-MM-DD");
    add_review(*sub, request.review);
    sub->callback([&] {
        if (request.review.reason.empty()) throw CLI::RequiredError("--reason");
        command = source;
    });
}

void add_history(CLI::App& app, HistoryArguments& history, std::optional<Command>& command) {
    auto* sub = app.add_subcommand("history", "What became of a claim, rule, table or source");
    sub->add_option("id", history.id, "Its id")->required();
    add_file(*sub, history.kb);
    sub->add_flag("--json", history.json, "As one JSON object");
    sub->callback([&] { command = history; });
}

void add_impact(CLI::App& app, ImpactArguments& impact, std::optional<Command>& command) {
    auto* sub = app.add_subcommand(
        "impact", "What is concluded otherwise without a claim, rule, source or table");
    sub->add_option("id", impact.id, "Its id")->required();
    sub->add_flag("--json", impact.json, "As one JSON object");
    add_knowledge(*sub, impact.knowledge);
    add_limits(*sub, impact.limits);
    sub->callback([&] { command = impact; });
}

void add_search(CLI::App& app, SearchArguments& search, std::optional<Command>& command) {
    auto* sub = app.add_subcommand("search", "Find the turns of sources that hold all words");
    sub->add_option("text", search.text, "The words, phrases in quotation marks")->required();
    sub->add_option("--as-of", search.as_of, "Without sources of a later date: YYYY-MM-DD");
    sub->add_option("--count", search.count_max, "Show at most so many turns")
        ->capture_default_str()
        ->check(CLI::PositiveNumber);
    sub->add_flag("--json", search.json, "As one JSON object, with the bytes of each place");
    sub->footer("Exit codes: 0 found; 1 nothing found; 2 usage, input or I/O error.");
    add_knowledge(*sub, search.knowledge);
    add_limits(*sub, search.limits);
    sub->callback([&] { command = search; });
}

void add_export(CLI::App& app, ExportArguments& exported, std::optional<Command>& command) {
    auto* sub = app.add_subcommand("export", "Write a knowledge base file as packs that load");
    sub->add_option("kb", exported.kb, "The knowledge base file")->required();
    sub->add_option("-o,--output", exported.folder, "The folder to make, with a folder a pack")
        ->required();
    sub->callback([&] { command = exported; });
}

}  // namespace

void add_base_commands(CLI::App& app, BaseCommands& commands, std::optional<Command>& command) {
    add_check(app, commands.check, command);
    add_backup(app, commands.backup, command);
    add_claim(app, commands.claim, command);
    add_source(app, commands.source, command);
    add_history(app, commands.history, command);
    add_impact(app, commands.impact, command);
    add_search(app, commands.search, command);
    add_export(app, commands.exported, command);
}

}  // namespace dictum::cli
