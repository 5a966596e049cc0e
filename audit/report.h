// The findings of an audit after the pack's waivers, with what they were found in.
//
//   [[waive]]
//   finding = "missing-value"
//   at = "delivery"
//   reason = "the call names no other segment"
//
// A waiver that takes nothing away is a finding itself.
#pragma once

#include "audit/finding.h"
#include "kb/knowledge.h"

namespace dictum {

struct WaivedFinding {
    Finding finding;
    std::string reason;
};

struct AuditReport {
    std::vector<Finding> findings;
    std::vector<WaivedFinding> waived;

    std::size_t count(Level level) const;
    bool clean() const { return count(Level::Error) + count(Level::Warning) == 0; }
};

AuditReport report_of(Findings findings, const std::vector<Waiver>& waivers);
// What was wrong with a pack that could not be read or checked, or what a check warned of.
void add_diagnostics(const Diagnostics& diagnostics, const Knowledge& knowledge,
                     Findings& findings);

// With source lines and carets; then what is waived and why, and the summary.
std::string audit_text(const AuditReport& report, const SourceMap& sources);
std::string audit_summary(const AuditReport& report);

}  // namespace dictum
