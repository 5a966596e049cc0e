// The sections of the page. Of this room only: page.h is the door.
//
// Anchors: c3 the third claim, r3 a rule, t0-3 a turn of a source; from 0.
#pragma once

#include "audit/html.h"
#include "audit/subject.h"

namespace dictum {

void page_conflicts(const AuditSubject& subject, Html& html);
void page_graph(const AuditSubject& subject, Html& html);
void page_evidence(const AuditSubject& subject, Html& html);
void page_tables(const AuditSubject& subject, Html& html);
void page_conclusions(const AuditSubject& subject, Html& html);
void page_transcripts(const AuditSubject& subject, Html& html);

// `price("oolong", 80CNY)`.
std::string fact_text(const AuditSubject& subject, RelationId relation, RowId row);
inline std::string anchor(std::string_view kind, std::size_t index) {
    return std::string(kind) + std::to_string(index);
}
inline std::string turn_anchor(std::size_t source, std::size_t turn) {
    return "t" + std::to_string(source) + "-" + std::to_string(turn);
}

}  // namespace dictum
