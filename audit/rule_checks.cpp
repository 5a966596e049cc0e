// Rules: which of them can't conclude anything, or nothing that another one doesn't.
#include <algorithm>
#include <map>

#include "audit/rules.h"

namespace dictum {
namespace {

std::vector<AuditedRule> written_rules(const AuditSubject& subject) {
    std::vector<AuditedRule> rules;
    std::map<std::string_view, std::size_t> by_id;
    for (const RuleText& text : subject.knowledge.rules) {
        by_id.emplace(text.id, rules.size());
        rules.push_back({&text, {}});
    }
    for (const Rule& rule : subject.program.rules) {
        const auto found = by_id.find(rule.id);
        if (rule.made == Made::No && found != by_id.end()) {
            rules[found->second].rules.push_back(&rule);
        }
    }
    std::erase_if(rules, [](const AuditedRule& each) { return each.rules.empty(); });
    return rules;
}

// Reports rules that can't fire; gives the others.
std::vector<AuditedRule> possible_rules(const AuditSubject& subject, Findings& findings) {
    std::vector<AuditedRule> possible;
    for (const AuditedRule& audited : written_rules(subject)) {
        std::size_t impossible = 0;
        std::string witness;
        for (const Rule* rule : audited.rules) {
            const std::string found = contradiction_in(subject, *rule);
            if (found.empty()) continue;
            ++impossible;
            if (witness.empty()) witness = found;
        }
        if (impossible > 0) {
            const bool all = impossible == audited.rules.size();
            findings
                .add("impossible-rule", audited.text->span, audited.text->id,
                     (all ? "`" : "an alternative of `") + audited.text->id + "` can never fire")
                .witness = witness;
        }
        if (impossible < audited.rules.size()) possible.push_back(audited);
    }
    return possible;
}

void find_idle_overrides(const AuditSubject& subject, Findings& findings) {
    std::map<std::string_view, const RuleText*> texts;
    for (const RuleText& text : subject.knowledge.rules) texts.emplace(text.id, &text);
    std::map<std::pair<std::string, std::string>, std::size_t> withdrawn;
    for (const Exception& each : subject.program.exceptions) {
        withdrawn[{each.by, each.overridden}] += subject.model.tuples(each.withdrawn).size();
    }
    for (const auto& [rules, count] : withdrawn) {
        const auto text = texts.find(rules.first);
        if (count > 0 || text == texts.end()) continue;
        findings.add("idle-override", text->second->span, rules.first,
                     "`" + rules.first + "` overrides `" + rules.second +
                         "`, and withdraws none of its conclusions from what is known");
    }
}

}  // namespace

std::string literal_text(const AuditSubject& subject, const Rule& rule, LiteralId literal) {
    const Span span = rule.literals[literal].span;
    if (!subject.sources.contains(span.file) || span.end <= span.begin) return {};
    std::string text = subject.sources.text(span.file).substr(span.begin, span.end - span.begin);
    const auto* atom = std::get_if<AtomLiteral>(&rule.literals[literal].node);
    const bool absent = atom != nullptr && atom->negated && !text.starts_with('!');
    return absent ? "!" + text : text;
}

void audit_rules(const AuditSubject& subject, Findings& findings) {
    const std::vector<AuditedRule> rules = possible_rules(subject, findings);
    find_silent_rules(subject, rules, findings);
    find_subsumed_rules(subject, rules, findings);
    find_products(subject, rules, findings);
    find_shapes(subject, rules, findings);
    find_clashes(subject, rules, findings);
    find_idle_overrides(subject, findings);
}

}  // namespace dictum
