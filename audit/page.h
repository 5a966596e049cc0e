// The audit as one page that needs nothing else: no network, no script. It can be read on a phone,
// printed, and walked through with the keyboard; it follows the reader's light or dark.
//
// Findings with their source lines; conflicts with both sides' words beside each other; the graph
// of rules; what is made of each turn; tables as maps whose gaps show; proofs that fold; and the
// transcripts with the words that claims quote, linked both ways.
//
// What a section leaves out because there is too much of it is said there.
#pragma once

#include <string>

#include "audit/report.h"
#include "audit/subject.h"

namespace dictum {

// `subject` is absent where the pack could not be read or evaluated: then there are findings only.
std::string audit_page(const AuditReport& report, const std::vector<PackInfo>& packs,
                       const SourceMap& sources, const AuditSubject* subject);

}  // namespace dictum
