#include "audit/report.h"

#include <algorithm>
#include <map>

#include "engine/table/lower_table.h"

namespace dictum {
namespace {

std::string counted(std::size_t count, const std::string& what) {
    return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

// What stands around a place: the claim, rule, table or row whose texts hold it.
class Places {
  public:
    explicit Places(const Knowledge& knowledge) {
        for (const Claim& claim : knowledge.claims) add(claim.fact, claim.id);
        for (const RuleText& rule : knowledge.rules) {
            add(rule.text, rule.id);
            spans_.push_back({rule.span, rule.id});
        }
        for (const TableDeclaration& declared : knowledge.tables) {
            spans_.push_back({declared.table.span, declared.table.id});
            for (std::size_t row = 0; row < declared.table.rows.size(); ++row) {
                spans_.push_back({declared.table.rows[row].span, row_id(declared.table.id, row)});
            }
        }
        for (const RelationDeclaration& relation : knowledge.relations) {
            spans_.push_back({relation.span, relation.name});
        }
        std::ranges::stable_sort(spans_, {}, [](const Place& place) {
            return std::pair(index_of(place.span.file), place.span.begin);
        });
    }

    // Texts don't overlap, so the last one that begins before it is the only candidate.
    std::string about(const Span& span) const {
        const auto key = std::pair(index_of(span.file), span.begin);
        auto at = std::ranges::upper_bound(spans_, key, {}, [](const Place& place) {
            return std::pair(index_of(place.span.file), place.span.begin);
        });
        if (at == spans_.begin()) return {};
        --at;
        const bool inside = at->span.file == span.file && span.begin < at->span.end;
        return inside ? at->id : std::string();
    }

  private:
    struct Place {
        Span span;
        std::string id;
    };
    void add(const Fragment& text, const std::string& id) {
        spans_.push_back({text.span(0, text.text.size()), id});
    }
    std::vector<Place> spans_;
};

// The file:line:column, with the level in the place of the diagnostic's severity.
std::string shown(const Finding& finding, const SourceMap& sources) {
    const Diagnostic diagnostic{.id = finding.id,
                                .severity = Severity::Error,
                                .span = finding.span,
                                .message = finding.message,
                                .note = {},
                                .mend = finding.mend,
                                .related = finding.related};
    constexpr std::string_view kError = "error: ";
    std::string text = render(diagnostic, sources);
    const std::size_t severity = text.find(kError);
    text.replace(severity, kError.size(), std::string(to_string(finding.level)) + ": ");
    if (finding.witness.empty()) return text;
    std::string witness;
    std::size_t begin = 0;
    while (begin <= finding.witness.size()) {
        const std::size_t end = std::min(finding.witness.find('\n', begin), finding.witness.size());
        witness += "  witness: " + finding.witness.substr(begin, end - begin) + "\n";
        begin = end + 1;
    }
    const std::size_t mend = text.rfind("  mend: ");
    return finding.mend.empty() || mend == std::string::npos ? text + witness
                                                             : text.insert(mend, witness);
}

}  // namespace

std::size_t AuditReport::count(Level level) const {
    return static_cast<std::size_t>(std::ranges::count(findings, level, &Finding::level));
}

AuditReport report_of(Findings findings, const std::vector<Waiver>& waivers) {
    using Waived = std::pair<std::string, std::string>;
    std::map<Waived, const Waiver*> by_key;
    for (const Waiver& waiver : waivers) by_key.emplace(Waived(waiver.finding, waiver.at), &waiver);
    std::map<const Waiver*, std::size_t> used;
    AuditReport report;
    Findings kept;
    findings.sort();
    for (Finding& finding : findings.items()) {
        const auto waiver = by_key.find(Waived(finding.id, finding.about));
        if (waiver == by_key.end() || finding.level == Level::Error) {
            kept.add(std::move(finding));
            continue;
        }
        ++used[waiver->second];
        report.waived.push_back({std::move(finding), waiver->second->reason});
    }
    for (const Waiver& waiver : waivers) {
        if (used.contains(&waiver)) continue;
        kept.add("unused-waiver", waiver.span, waiver.at,
                 "nothing is found as `" + waiver.finding + "` at `" + waiver.at + "`")
            .mend = "leave the waiver out";
    }
    kept.sort();
    report.findings = std::move(kept.items());
    return report;
}

void add_diagnostics(const Diagnostics& diagnostics, const Knowledge& knowledge,
                     Findings& findings) {
    const Places places(knowledge);
    for (const Diagnostic& item : diagnostics.items()) {
        Finding found;
        found.id = item.id;
        found.level = item.severity == Severity::Error ? Level::Error : Level::Warning;
        found.span = item.span;
        found.about = places.about(item.span);
        found.message = item.message;
        found.witness = item.note;
        found.mend = item.mend;
        found.related = item.related;
        findings.add(std::move(found));
    }
}

std::string audit_summary(const AuditReport& report) {
    const std::size_t undecided = report.count(Level::Undecided);
    const std::size_t found = report.findings.size() - undecided;
    std::string text = counted(found, "finding");
    if (found > 0) {
        text += ": " + counted(report.count(Level::Error), "error") + ", " +
                counted(report.count(Level::Warning), "warning") + ", " +
                counted(report.count(Level::Note), "note");
    }
    text += "; " + std::to_string(undecided) + " undecided; " +
            std::to_string(report.waived.size()) + " waived\n";
    return text;
}

std::string audit_text(const AuditReport& report, const SourceMap& sources) {
    std::string text;
    for (const Finding& finding : report.findings) text += shown(finding, sources);
    for (const WaivedFinding& waived : report.waived) {
        text += "waived: [" + waived.finding.id + "] of `" + waived.finding.about +
                "`: " + waived.reason + "\n";
    }
    return text + audit_summary(report);
}

}  // namespace dictum
