// What a table's hit policy asks for.
#include <algorithm>
#include <unordered_set>

#include "engine/lang/parser.h"
#include "engine/table/fragments.h"
#include "engine/table/table_checker.h"

namespace dictum {

void TableChecker::check_policy() {
    const bool ranks = table_.hit == HitPolicy::Priority || table_.hit == HitPolicy::OutputOrder;
    if (ranks) {
        check_priorities();
    } else if (!table_.priorities.empty()) {
        findings_.error("table-policy", whole(table_.priorities.front()),
                        "`priorities` is for the hit policies `priority` and `output order`",
                        "leave it out, or choose one of these");
    }
    if (table_.hit == HitPolicy::Collect) {
        check_collect();
    } else if (table_.collect != Collect::List) {
        findings_.error("table-policy", table_.span, "`collect` is for the hit policy `collect`",
                        "write `hit = \"collect\"`, or leave `collect` out");
    }
}

// `priorities` lists every outcome, once.
void TableChecker::check_priorities() {
    if (table_.outputs.size() > 1) {
        findings_.error("table-policy", table_.span,
                        "a table with priorities has one output, whose values they rank",
                        "write a table for each output");
        return;
    }
    if (table_.priorities.empty()) {
        findings_.error("table-policy", table_.span,
                        "this hit policy needs `priorities`: the outcomes, best first",
                        "write `priorities = ['\"best\"', '\"second\"']`");
        return;
    }
    std::unordered_set<Word> ranked;
    bool whole_list = true;
    for (const Fragment& text : table_.priorities) {
        const std::optional<Word> value = priority(text);
        whole_list = whole_list && value.has_value();
        if (value) checked_.priorities.push_back(*value);
        if (value && !ranked.insert(*value).second) {
            findings_.error("table-policy", whole(text), "this outcome is ranked twice",
                            "list every outcome once");
        }
    }
    for (const Outcome& outcome : outcomes_) {
        if (!outcome.value) {
            findings_.error("table-policy", outcome.span,
                            "an outcome that is calculated can't be ranked",
                            "write a value that `priorities` lists");
        } else if (whole_list && !ranked.contains(*outcome.value)) {
            findings_.error("table-policy", outcome.span, "this outcome is missing in `priorities`",
                            "rank it there");
        }
    }
}

// A name of an entity or a text may stand without the inner quotes.
std::optional<Word> TableChecker::priority(const Fragment& text) {
    const std::vector<const TableColumn*> ranked = outputs();
    if (ranked.size() != 1 || !ranked[0]->typed) return std::nullopt;
    const TableColumn& output = *ranked[0];
    const auto term = parse_term(trimmed(text), syntax_, diagnostics_);
    if (!term) return std::nullopt;
    const Type& type = scratch_.relations[output.relation].columns[0].type;
    Term& node = syntax_.terms[*term];
    const auto* const variable = std::get_if<VariableTerm>(&node.node);
    if (variable != nullptr && type.base == BaseType::Symbol) {
        std::string name = variable->name;
        node.node = StringTerm{std::move(name)};
    }
    if (!reads_inputs_only(*term)) return std::nullopt;
    const std::size_t errors = diagnostics_.errors();
    const std::optional<TableTerm> found = value_of(output, *term);
    const std::optional<Word> value = found ? found->constant : std::nullopt;
    if (!value && diagnostics_.errors() == errors) {
        findings_.error("table-policy", whole(text), "a calculation can't be ranked",
                        "write the value");
    }
    return value;
}

void TableChecker::check_collect() {
    if (table_.collect == Collect::List) return;
    const std::vector<const TableColumn*> collected = outputs();
    if (table_.outputs.size() > 1) {
        findings_.error("table-policy", table_.span,
                        "a table that collects into one value has one output",
                        "write a table for each output, or collect a list");
        return;
    }
    if (table_.collect == Collect::Count || collected.size() != 1 || !collected[0]->typed) return;
    const Type& type = scratch_.relations[collected[0]->relation].columns[0].type;
    const bool numeric = type.base == BaseType::Number || type.base == BaseType::Unsigned ||
                         type.base == BaseType::Float || type.base == BaseType::Quantity;
    if (numeric) return;
    findings_.error("table-policy", collected[0]->span,
                    "what is collected by `sum`, `min` or `max` is a number or quantity, and `" +
                        collected[0]->name + "` is " + types_->describe(type),
                    "collect a list, or count");
}

}  // namespace dictum
