// [[claim]] and [[rule]]: what a source says, and what follows.
#include "kb/names.h"
#include "rules/entry_readers.h"

namespace dictum {

void read_claim(const TomlValue& table, EntryContext& context) {
    Fields fields(table, "[[claim]]", context.reading);
    ClaimDraft draft;
    const Fragment* fact = fields.required_string("fact");
    if (table.find("id") != nullptr) {
        if (const Fragment* id = fields.required_string("id")) draft.claim.id = id->text;
    } else {
        static_cast<void>(fields.find("id"));
    }
    draft.citations = read_citations(fields);
    if (table.find("cite") == nullptr && table.find("cites") == nullptr) {
        fields.missing("cite");
    }
    draft.claim.strength = read_strength(fields);
    draft.claim.note = fields.text("note");
    draft.claim.reviewed_by = fields.text("reviewed_by");
    draft.claim.reviewed_on = fields.date("reviewed_on");
    fields.unsupported({"period", "fresh_for", "at_least"}, kLater);
    fields.finish();
    if (fact == nullptr) return;
    draft.claim.fact = *fact;
    draft.claim.span = whole_span(*fact);
    draft.claim.pack = context.pack;
    context.drafts.claims.push_back(std::move(draft));
}

void read_rule(const TomlValue& table, EntryContext& context) {
    Fields fields(table, "[[rule]]", context.reading);
    RuleDraft draft;
    const Fragment* id = fields.required_string("id");
    const Fragment* text = fields.required_string("rule");
    draft.citations = read_citations(fields);
    draft.rule.strength = read_strength(fields);
    draft.rule.note = fields.text("note");
    for (const Fragment* overridden : fields.strings("overrides")) {
        draft.rule.overrides.push_back(overridden->text);
        draft.override_spans.push_back(whole_span(*overridden));
    }
    if (const Fragment* floor = fields.one_of("at_least", modality_names())) {
        draft.rule.at_least = modality_named(floor->text);
    }
    fields.unsupported({"period", "fresh_for"}, kLater);
    fields.finish();
    if (id != nullptr) context.drafts.rule_ids.insert(id->text);
    if (id == nullptr || text == nullptr) return;
    draft.rule.id = id->text;
    draft.rule.text = *text;
    draft.rule.span = whole_span(*id);
    draft.rule.pack = context.pack;
    context.drafts.rules.push_back(std::move(draft));
}

}  // namespace dictum
