#include "audit/page.h"

#include <algorithm>

#include "audit/page_parts.h"
#include "audit/page_style.h"

namespace dictum {
namespace {

class Page {
  public:
    Page(const AuditReport& report, const std::vector<PackInfo>& packs, const SourceMap& sources,
         const AuditSubject* subject)
        : report_(report), packs_(packs), sources_(sources), subject_(subject) {}

    std::string run() {
        head();
        html_.open("main", {{"id", "main"}});
        findings();
        if (subject_ != nullptr) {
            page_conflicts(*subject_, html_);
            page_graph(*subject_, html_);
            page_evidence(*subject_, html_);
            page_tables(*subject_, html_);
            page_conclusions(*subject_, html_);
            page_transcripts(*subject_, html_);
        }
        html_.close().close().close();
        return html_.written();
    }

  private:
    std::string title() const {
        std::string names;
        for (const PackInfo& pack : packs_) {
            names += (names.empty() ? "" : ", ") + (pack.title.empty() ? pack.name : pack.title);
        }
        return "Audit" + (names.empty() ? std::string() : " of " + names);
    }

    void head() {
        html_.markup("<!DOCTYPE html>\n").open("html", {{"lang", "en"}}).open("head");
        html_.markup(
            "<meta charset=\"utf-8\"><meta name=\"viewport\" "
            "content=\"width=device-width, initial-scale=1\">"
            "<meta http-equiv=\"Content-Security-Policy\" "
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        html_.element("title", title());
        html_.open("style").markup(kPageStyle).close().close();
        html_.open("body").element("a", "To the findings", {{"class", "skip"}, {"href", "#main"}});
        html_.open("header").element("h1", title());
        for (const PackInfo& pack : packs_) {
            html_.element("p", pack.name + " " + pack.hash, {{"class", "dim"}});
        }
        tiles();
        if (subject_ != nullptr) contents();
        html_.close();
    }

    void tile(std::size_t count, std::string_view what, std::string_view kind) {
        html_.open("li", {{"class", kind}}).element("b", std::to_string(count)).text(what).close();
    }
    void tiles() {
        html_.open("ul", {{"class", "tiles"}});
        const std::size_t errors = report_.count(Level::Error);
        const std::size_t warnings = report_.count(Level::Warning);
        tile(errors, "errors", errors > 0 ? "error" : "");
        tile(warnings, "warnings", warnings > 0 ? "warning" : "");
        tile(report_.count(Level::Note), "notes", "");
        tile(report_.count(Level::Undecided), "undecided", "");
        tile(report_.waived.size(), "waived", "");
        if (subject_ != nullptr) {
            tile(subject_->knowledge.claims.size(), "claims", "");
            tile(subject_->knowledge.rules.size(), "rules", "");
            tile(subject_->knowledge.tables.size(), "tables", "");
        }
        html_.close();
    }

    void contents() {
        html_.open("nav", {{"aria-label", "Sections"}}).open("ul");
        for (const auto& [id, name] :
             {std::pair("findings", "Findings"), std::pair("conflicts", "Conflicts"),
              std::pair("graph", "Dependencies"), std::pair("evidence", "Evidence"),
              std::pair("tables", "Tables"), std::pair("conclusions", "Conclusions"),
              std::pair("transcripts", "Transcripts")}) {
            html_.open("li").element("a", name, {{"href", std::string("#") + id}}).close();
        }
        html_.close().close();
    }

    void findings() {
        html_.element("h2", "Findings", {{"id", "findings"}});
        if (report_.findings.empty()) html_.element("p", "Nothing was found.");
        for (const Finding& each : report_.findings) finding(each, nullptr);
        if (report_.waived.empty()) return;
        html_.open("details").element(
            "summary", std::to_string(report_.waived.size()) + " waived, with the pack's reasons");
        for (const WaivedFinding& each : report_.waived) finding(each.finding, &each.reason);
        html_.close();
    }

    std::string place(const Span& span) const {
        if (!sources_.contains(span.file)) return {};
        const Position at = sources_.position(span.file, span.begin);
        return sources_.name(span.file) + ":" + std::to_string(at.line) + ":" +
               std::to_string(at.column);
    }

    void finding(const Finding& each, const std::string* reason) {
        const std::string level(to_string(each.level));
        html_.open("article", {{"class", "card " + level}}).open("p", {{"class", "where"}});
        html_.element("span", reason != nullptr ? "waived" : level, {{"class", "level"}});
        html_.text(" [" + each.id + "] " + place(each.span)).close();
        html_.element("p", each.message);
        if (sources_.contains(each.span.file)) {
            html_.element("pre", sources_.line_at(each.span.file, each.span.begin));
        }
        if (!each.witness.empty()) {
            html_.element("p", "Witness", {{"class", "dim"}}).element("pre", each.witness);
        }
        for (const Diagnostic::Related& related : each.related) {
            html_.element("p", place(related.span) + ": " + related.message, {{"class", "dim"}});
        }
        if (!each.mend.empty()) html_.element("p", "Mend: " + each.mend);
        if (reason != nullptr) html_.element("p", "Reason: " + *reason);
        html_.close();
    }

    const AuditReport& report_;
    const std::vector<PackInfo>& packs_;
    const SourceMap& sources_;
    const AuditSubject* subject_;
    Html html_;
};

}  // namespace

std::string audit_page(const AuditReport& report, const std::vector<PackInfo>& packs,
                       const SourceMap& sources, const AuditSubject* subject) {
    return Page(report, packs, sources, subject).run();
}

}  // namespace dictum
