// What is audited: knowledge that was read and checked without mistakes, and the model of its
// program. The checks are functions of it that add what they find.
#pragma once

#include "audit/finding.h"
#include "engine/eval/model.h"
#include "kb/assemble.h"

namespace dictum {

struct AuditSubject {
    const Knowledge& knowledge;
    Assembled& assembled;
    const CheckedProgram& program;  // with what its tables are
    Values& values;
    Model& model;  // complete
    const SourceMap& sources;
};

// A dispute that is there because of another one, which is reported.
bool is_inherited(const AuditSubject& subject, RelationId relation,
                  const std::vector<RowId>& group);

void audit_tables(const AuditSubject& subject, Findings& findings);
void audit_rules(const AuditSubject& subject, Findings& findings);
void audit_relations(const AuditSubject& subject, Findings& findings);
void audit_base(const AuditSubject& subject, Findings& findings);
void audit_evidence(const AuditSubject& subject, Findings& findings);
void audit_shares(const AuditSubject& subject, Findings& findings);
void audit_quotes(const AuditSubject& subject, Findings& findings);
void audit_questions(const AuditSubject& subject, Findings& findings);

}  // namespace dictum
