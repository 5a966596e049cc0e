// `dictum audit`: packs or a knowledge base, audited, as text, JSON, SARIF 2.1.0 or a page.
//
// A base keeps no waivers and no tests; everything else is audited alike.
#pragma once

#include <functional>

#include "embed/session.h"

namespace dictum {

enum class AuditForm : std::uint8_t { Text, Json, Sarif, Html };

struct AuditRequest {
    std::vector<std::string> packs;  // folders
    std::string kb = {};             // a knowledge base file, instead of packs
    Limits limits = {};
    AuditForm form = AuditForm::Text;
    // Is told what is looked at next; for terminals.
    std::function<void(std::string_view)> progress = {};
};

struct AuditOutcome {
    std::string text;    // the report, with a line end
    bool clean = false;  // neither errors nor warnings
};

Outcome<AuditOutcome> run_audit(const AuditRequest& request);

}  // namespace dictum
