#include "embed/audit.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "cli/commands.h"
#include "cli/git_pack.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "embed/against.h"

namespace dictum::cli {
namespace {

int compare(const AuditRequest& request, const std::vector<std::string>& before) {
    const auto outcome = compare_packs(before, request.packs, request.limits);
    if (const auto* failure = std::get_if<Failure>(&outcome)) return fail(*failure);
    const auto& report = std::get<AgainstReport>(outcome);
    print(request.form == AuditForm::Json ? against_json(report) + "\n" : against_text(report));
    return report.changed.empty() ? kAnswered : kUnknown;
}

int compare(const AuditRequest& request, const std::string& against) {
    if (request.form != AuditForm::Text && request.form != AuditForm::Json) {
        print_error("error: --against has the formats text and json");
        return kInputError;
    }
    if (std::filesystem::is_directory(against)) {
        return compare(request, std::vector<std::string>{against});
    }
    std::vector<GitPack> held;
    std::vector<std::string> folders;
    for (const std::string& pack : request.packs) {
        auto made = GitPack::at(pack, against);
        if (const auto* failure = std::get_if<Failure>(&made)) return fail(*failure);
        held.push_back(std::get<GitPack>(std::move(made)));
        folders.push_back(held.back().folder());
    }
    return compare(request, folders);
}

// One line that the next one takes the place of; nothing clears it.
void show_progress(std::string_view what) {
    std::fprintf(stderr, "\r\033[K");
    if (!what.empty()) std::fprintf(stderr, "looking at %s", std::string(what).c_str());
    std::fflush(stderr);
}

}  // namespace

int audit(const AuditArguments& arguments) {
    AuditRequest request;
    request.packs = arguments.packs;
    request.kb = arguments.kb;
    request.form = arguments.form;
    request.limits = limits_from(arguments.limits);
    if (request.packs.empty() && request.kb.empty()) {
        const auto shipped = shipped_pack();
        if (!shipped) {
            print_error("error: the shipped pack was not found; name a pack, or --kb FILE");
            return kInputError;
        }
        request.packs.push_back(shipped->folder);
    }
    if (!arguments.against.empty()) return compare(request, arguments.against);
    const bool watched = ::isatty(STDERR_FILENO) == 1;
    if (watched) request.progress = show_progress;
    const auto outcome = run_audit(request);
    if (watched) show_progress({});
    if (const auto* failure = std::get_if<Failure>(&outcome)) return fail(*failure);
    const auto& audited = std::get<AuditOutcome>(outcome);
    print(audited.text);
    return audited.clean ? kAnswered : kUnknown;
}

}  // namespace dictum::cli
