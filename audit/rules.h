// The checks of rules, one file each. Of this room only: subject.h is the door.
#pragma once

#include <string>
#include <vector>

#include "audit/subject.h"

namespace dictum {

// A rule as it was written, and what check made of it: a rule each head and alternative.
struct AuditedRule {
    const RuleText* text = nullptr;
    std::vector<const Rule*> rules;
};

// The condition as it is written.
std::string literal_text(const AuditSubject& subject, const Rule& rule, LiteralId literal);

// The conditions that contradict each other, as text; empty when none are known to.
std::string contradiction_in(const AuditSubject& subject, const Rule& rule);
bool has_contradiction(const AuditSubject& subject, const Rule& rule);
void find_silent_rules(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                       Findings& findings);
void find_subsumed_rules(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                         Findings& findings);
void find_shapes(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                 Findings& findings);
void find_clashes(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                  Findings& findings);
void find_products(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                   Findings& findings);

}  // namespace dictum
