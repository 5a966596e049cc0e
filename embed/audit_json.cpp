#include "embed/audit_json.h"

#include <algorithm>
#include <map>

#include "embed/json_writer.h"

namespace dictum {
namespace {

constexpr std::string_view kPage = "docs/audit.md#";

class Writer {
  public:
    explicit Writer(const SourceMap& sources) : sources_(sources) {}

    std::string json(const AuditReport& report, const std::vector<PackInfo>& packs) {
        out_.begin_object();
        out_.key("schema_version");
        out_.raw("1");
        out_.key("knowledge");
        out_.begin_array();
        for (const PackInfo& pack : packs) {
            out_.begin_object();
            text("pack", pack.name);
            text("hash", pack.hash);
            out_.end_object();
        }
        out_.end_array();
        summary(report);
        out_.key("findings");
        out_.begin_array();
        for (const Finding& each : report.findings) finding(each, nullptr);
        out_.end_array();
        out_.key("waived");
        out_.begin_array();
        for (const WaivedFinding& each : report.waived) finding(each.finding, &each.reason);
        out_.end_array();
        out_.end_object();
        return out_.text();
    }

    std::string sarif(const AuditReport& report) {
        out_.begin_object();
        text("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        text("version", "2.1.0");
        out_.key("runs");
        out_.begin_array();
        out_.begin_object();
        tool(report);
        text("columnKind", "unicodeCodePoints");
        out_.key("results");
        out_.begin_array();
        for (const Finding& each : report.findings) result(each, nullptr);
        for (const WaivedFinding& each : report.waived) result(each.finding, &each.reason);
        out_.end_array();
        out_.end_object();
        out_.end_array();
        out_.end_object();
        return out_.text();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        out_.key(key);
        out_.string(value);
    }
    void number(std::string_view key, std::size_t value) {
        out_.key(key);
        out_.number(value);
    }

    void summary(const AuditReport& report) {
        out_.key("summary");
        out_.begin_object();
        number("errors", report.count(Level::Error));
        number("warnings", report.count(Level::Warning));
        number("notes", report.count(Level::Note));
        number("undecided", report.count(Level::Undecided));
        number("waived", report.waived.size());
        out_.end_object();
    }

    void place(const Span& span) {
        if (!sources_.contains(span.file)) return;
        const Position begin = sources_.position(span.file, span.begin);
        const Position end = sources_.position(span.file, span.end);
        text("file", sources_.name(span.file));
        number("line", begin.line);
        number("column", begin.column);
        number("end_line", end.line);
        number("end_column", end.column);
    }

    void finding(const Finding& each, const std::string* reason) {
        out_.begin_object();
        text("id", each.id);
        text("severity", to_string(each.level));
        text("at", each.about);
        place(each.span);
        text("message", each.message);
        if (!each.witness.empty()) text("witness", each.witness);
        if (!each.mend.empty()) text("mend", each.mend);
        if (!each.related.empty()) {
            out_.key("related");
            out_.begin_array();
            for (const Diagnostic::Related& related : each.related) {
                out_.begin_object();
                place(related.span);
                text("message", related.message);
                out_.end_object();
            }
            out_.end_array();
        }
        if (is_own(each.id)) text("page", std::string(kPage) + each.id);
        if (reason != nullptr) text("reason", *reason);
        out_.end_object();
    }

    static bool is_own(std::string_view id) {
        return std::ranges::find(finding_kinds(), id, &FindingKind::id) != finding_kinds().end();
    }

    // ---- SARIF -----------------------------------------------------------------------------

    static std::string_view level(Level level) {
        return level == Level::Undecided ? "none" : to_string(level);
    }

    void tool(const AuditReport& report) {
        std::map<std::string, std::string_view> rules;
        for (const Finding& each : report.findings) rules.emplace(each.id, "");
        for (const WaivedFinding& each : report.waived) rules.emplace(each.finding.id, "");
        for (const FindingKind& kind : finding_kinds()) {
            const auto used = rules.find(std::string(kind.id));
            if (used != rules.end()) used->second = kind.means;
        }
        out_.key("tool");
        out_.begin_object();
        out_.key("driver");
        out_.begin_object();
        text("name", "dictum");
        out_.key("rules");
        out_.begin_array();
        for (const auto& [id, means] : rules) {
            out_.begin_object();
            text("id", id);
            if (!means.empty()) message("shortDescription", means);
            out_.end_object();
        }
        out_.end_array();
        out_.end_object();
        out_.end_object();
    }

    void message(std::string_view key, std::string_view words) {
        out_.key(key);
        out_.begin_object();
        text("text", words);
        out_.end_object();
    }

    void location(const Span& span, const std::string* words) {
        out_.begin_object();
        if (sources_.contains(span.file)) {
            const Position begin = sources_.position(span.file, span.begin);
            const Position end = sources_.position(span.file, span.end);
            out_.key("physicalLocation");
            out_.begin_object();
            out_.key("artifactLocation");
            out_.begin_object();
            text("uri", uri(sources_.name(span.file)));
            out_.end_object();
            out_.key("region");
            out_.begin_object();
            number("startLine", begin.line);
            number("startColumn", begin.column);
            number("endLine", end.line);
            number("endColumn", end.column);
            out_.end_object();
            out_.end_object();
        }
        if (words != nullptr) message("message", *words);
        out_.end_object();
    }

    // What a URI's path can't hold as it is, in percent signs (RFC 3986).
    static std::string uri(std::string_view path) {
        constexpr std::string_view kHex = "0123456789ABCDEF";
        constexpr std::string_view kPlain = "-._~/";
        std::string text;
        for (const char c : path) {
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            const bool digit = c >= '0' && c <= '9';
            if (letter || digit || kPlain.find(c) != std::string_view::npos) {
                text += c;
                continue;
            }
            const auto byte = static_cast<unsigned char>(c);
            text += '%';
            text += kHex[byte / 16];
            text += kHex[byte % 16];
        }
        return text;
    }

    void result(const Finding& each, const std::string* reason) {
        out_.begin_object();
        text("ruleId", each.id);
        text("level", level(each.level));
        if (each.level == Level::Undecided) text("kind", "open");
        std::string words = each.message;
        if (!each.witness.empty()) words += "\nwitness: " + each.witness;
        if (!each.mend.empty()) words += "\nmend: " + each.mend;
        message("message", words);
        out_.key("locations");
        out_.begin_array();
        if (sources_.contains(each.span.file)) location(each.span, nullptr);
        out_.end_array();
        if (!each.related.empty()) {
            out_.key("relatedLocations");
            out_.begin_array();
            for (const Diagnostic::Related& related : each.related) {
                location(related.span, &related.message);
            }
            out_.end_array();
        }
        if (reason != nullptr) {
            out_.key("suppressions");
            out_.begin_array();
            out_.begin_object();
            text("kind", "external");
            text("justification", *reason);
            out_.end_object();
            out_.end_array();
        }
        out_.end_object();
    }

    const SourceMap& sources_;
    JsonWriter out_;
};

}  // namespace

std::string audit_json(const AuditReport& report, const std::vector<PackInfo>& packs,
                       const SourceMap& sources) {
    return Writer(sources).json(report, packs);
}

std::string audit_sarif(const AuditReport& report, const SourceMap& sources) {
    return Writer(sources).sarif(report);
}

}  // namespace dictum
