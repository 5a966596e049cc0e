// [[data]], [[question]], [[test]], [[waive]]: facts in bulk, phrasings, what a pack expects of
// itself, and what its audit leaves alone.
#include "kb/names.h"
#include "rules/entry_readers.h"

namespace dictum {
namespace {

// A value of `expect` as text: strings as they are, the rest as written.
std::optional<std::string> expected_text(const TomlMember& member, ReadingContext& context) {
    if (member.value.kind != TomlKind::Array && member.value.kind != TomlKind::Table) {
        return member.value.text.text;
    }
    context.diagnostics.error("wrong-type", member.value.span,
                              "an expected value is a string, number, boolean or date; this is " +
                                  std::string(name_of(member.value.kind)));
    return std::nullopt;
}

void read_expectations(const TomlValue& table, PackTest& test, ReadingContext& context) {
    Fields fields(table, "`expect` of [[test]]", context);
    if (table.find("status") == nullptr) fields.missing("status");
    if (const Fragment* status = fields.one_of("status", {"answered", "conflict", "unknown"})) {
        test.status = status->text;
    }
    for (const Fragment* turn : fields.strings("cite")) test.cites.push_back(turn->text);
    for (const TomlMember& member : table.members) {
        if (member.key == "status" || member.key == "cite") continue;
        if (auto text = expected_text(member, context)) {
            test.values.emplace_back(member.key, *std::move(text));
        }
    }
}

}  // namespace

void read_data(const TomlValue& table, EntryContext& context) {
    Fields fields(table, "[[data]]", context.reading);
    const Fragment* relation = fields.required_string("relation");
    const bool from_sqlite = table.find("sqlite") != nullptr || table.find("table") != nullptr;
    if (from_sqlite) {
        const Fragment* file = fields.required_string("sqlite");
        const Fragment* named = fields.required_string("table");
        fields.finish();
        if (relation == nullptr || file == nullptr || named == nullptr) return;
        context.user_tables.push_back({*relation, *file, *named});
        return;
    }
    const std::optional<NamedFile> file = read_named_file(fields, "csv", context);
    fields.finish();
    if (relation == nullptr || !file) return;
    context.drafts.knowledge.data.push_back({relation->text, file->path,
                                             context.reading.sources.text(file->id), file->id,
                                             whole_span(*relation), context.pack});
}

void read_question(const TomlValue& table, EntryContext& context) {
    Fields fields(table, "[[question]]", context.reading);
    QuestionPattern question;
    if (fields.find("match") == nullptr) fields.missing("match");
    const std::vector<const Fragment*> patterns = fields.strings("match");
    for (const Fragment* pattern : patterns) question.match.push_back(pattern->text);
    const Fragment* goal = fields.required_string("goal");
    fields.unsupported({"at_least"}, kLater);
    fields.finish();
    if (goal == nullptr) return;
    question.goal = *goal;
    question.span = table.span;
    question.pack = context.pack;
    for (const Fragment* pattern : patterns) question.match_texts.push_back(*pattern);
    context.drafts.knowledge.questions.push_back(std::move(question));
}

void read_test(const TomlValue& table, EntryContext& context) {
    Fields fields(table, "[[test]]", context.reading);
    PackTest test;
    test.ask = fields.text("ask");
    if (const Fragment* goal = fields.string("goal")) {
        test.goal = goal->text;
        test.goal_text = *goal;
    }
    if (is_blank(test.ask) && is_blank(test.goal)) fields.missing("ask` or `goal");
    if (!test.ask.empty() && !test.goal.empty()) {
        context.reading.diagnostics.error("two-questions", fields.span_of("goal"),
                                          "a [[test]] has `ask` or `goal`, not both");
    }
    if (fields.find("expect") == nullptr) fields.missing("expect");
    if (const TomlValue* expect = fields.table("expect")) {
        read_expectations(*expect, test, context.reading);
    }
    if (const Fragment* floor = fields.one_of("at_least", modality_names())) {
        test.at_least = floor->text;
    }
    fields.unsupported({"as_of", "recorded_by", "assume", "without", "set"}, kLater);
    fields.finish();
    test.span = table.span;
    test.pack = context.pack;
    context.drafts.knowledge.tests.push_back(std::move(test));
}

void read_waiver(const TomlValue& table, EntryContext& context) {
    Fields fields(table, "[[waive]]", context.reading);
    const Fragment* finding = fields.required_string("finding");
    const Fragment* at = fields.required_string("at");
    const Fragment* reason = fields.required_string("reason");
    fields.finish();
    if (finding == nullptr || at == nullptr || reason == nullptr) return;
    context.drafts.knowledge.waivers.push_back(
        {finding->text, at->text, reason->text, whole_span(*finding), context.pack});
}

}  // namespace dictum
