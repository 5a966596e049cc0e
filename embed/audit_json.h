// An audit's report for programs: one JSON object, or SARIF 2.1.0 (OASIS, 2020), which code review
// tools show beside the lines.
#pragma once

#include <string>

#include "audit/report.h"

namespace dictum {

std::string audit_json(const AuditReport& report, const std::vector<PackInfo>& packs,
                       const SourceMap& sources);
std::string audit_sarif(const AuditReport& report, const SourceMap& sources);

}  // namespace dictum
