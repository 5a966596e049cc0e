#include "embed/decision_text.h"

#include <algorithm>

#include "embed/value_json.h"

namespace dictum {
namespace {

std::string json_text(std::string_view text) {
    JsonWriter json;
    json.string(text);
    return json.text();
}

std::string joined(const std::vector<std::string>& items) {
    std::string text;
    for (const std::string& item : items) text += (text.empty() ? "" : "; ") + item;
    return text;
}

// As decided: a count is a number, whatever is counted.
std::vector<Column> decided_columns(const CheckedTable& table) {
    const bool counts = table.hit == HitPolicy::Collect && table.collect == Collect::Count;
    if (counts) return {{"count", Type::of(BaseType::Number)}};
    return table.outputs;
}

}  // namespace

std::vector<std::string> decision_header(const CheckedTable& table, bool why) {
    std::vector<std::string> names{"input", "status"};
    for (const Column& output : decided_columns(table)) names.push_back(output.name);
    names.insert(names.end(), {"rows", "missing", "straddling"});
    if (why) names.emplace_back("citations");
    return names;
}

std::string_view to_string(DecisionStatus status) {
    switch (status) {
        case DecisionStatus::Decided:
            return "decided";
        case DecisionStatus::None:
            return "none";
        case DecisionStatus::Unknown:
            return "unknown";
        case DecisionStatus::Conflict:
            return "conflict";
    }
    return "";
}

DecisionText::DecisionText(const DecisionTable& table, const TableDeclaration& declaration,
                           const WordingContext& context, std::string language, bool why)
    : table_(table),
      declaration_(declaration),
      context_(context),
      language_(std::move(language)),
      why_(why),
      row_outcomes_(table.table().rows.size()),
      outputs_(decided_columns(table.table())) {
    const CheckedTable& checked = table_.table();
    for (const CheckedInput& input : checked.inputs) input_names_.push_back(json_text(input.name));
    for (const CheckedRow& row : checked.rows) {
        is_constant_.push_back(std::all_of(
            row.then.begin(), row.then.end(),
            [&](std::uint32_t outcome) { return checked.outcomes[outcome].constant.has_value(); }));
    }
}

bool DecisionText::lists() const {
    const CheckedTable& table = table_.table();
    return table.hit == HitPolicy::RuleOrder || table.hit == HitPolicy::OutputOrder ||
           (table.hit == HitPolicy::Collect && table.collect == Collect::List);
}

std::string DecisionText::row_id(std::uint32_t row) const {
    return table_.table().id + "/" + std::to_string(row + 1);
}

ShownValue DecisionText::shown(std::size_t output, Word word) const {
    return show_value(context_, outputs_[output].name, word, outputs_[output].type, language_);
}

// ---- JSON ----------------------------------------------------------------------------------

std::string DecisionText::outcome_json(const std::vector<Word>& words) const {
    JsonWriter json;
    json.begin_object();
    for (std::size_t i = 0; i < words.size(); ++i) {
        json.key(outputs_[i].name);
        write_value(json, context_.values, shown(i, words[i]));
    }
    json.end_object();
    return json.text();
}

// Constant outcomes are written once for each row.
std::string DecisionText::row_json(std::uint32_t row, const std::vector<Word>& words) {
    if (is_constant_[row] == 0) return outcome_json(words);
    std::string& known = row_outcomes_[row];
    if (known.empty()) known = outcome_json(words);
    return known;
}

void DecisionText::append_outcomes(const Decision& decision, std::string& out) {
    if (decision.outcomes.empty()) return;
    const bool conflict = decision.status == DecisionStatus::Conflict;
    // One value of many rows: a sum, a count.
    const bool folded = table_.table().hit == HitPolicy::Collect && !lists();
    if (!conflict && !lists()) {
        out += ", \"outcome\": ";
        out += folded ? outcome_json(decision.outcomes.front())
                      : row_json(decision.rows.front(), decision.outcomes.front());
        return;
    }
    out += ", \"outcomes\": [";
    for (std::size_t i = 0; i < decision.outcomes.size(); ++i) {
        if (i > 0) out += ", ";
        out += row_json(decision.rows[i], decision.outcomes[i]);
    }
    out += ']';
}

void DecisionText::names(std::string_view key, const std::vector<std::uint32_t>& inputs,
                         std::string& out) const {
    if (inputs.empty()) return;
    out.append(", \"").append(key).append("\": [");
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (i > 0) out += ", ";
        out += input_names_[inputs[i]];
    }
    out += ']';
}

void DecisionText::append_read(const InputDecision& decided, std::string& out) const {
    if (decided.read.empty()) return;
    out += ", \"read\": {";
    for (std::size_t i = 0; i < decided.read.size(); ++i) {
        const std::uint32_t input = decided.read[i];
        const CheckedInput& column = table_.table().inputs[input];
        JsonWriter json;
        write_value(json, context_.values,
                    show_value(context_, column.name, decided.arguments[input].word, column.type,
                               language_));
        if (i > 0) out += ", ";
        out += input_names_[input] + ": " + json.text();
    }
    out += '}';
}

std::string DecisionText::citations_json(const std::vector<std::uint32_t>& rows) const {
    JsonWriter json;
    json.begin_array();
    const auto text = [&](std::string_view key, std::string_view value) {
        json.key(key);
        json.string(value);
    };
    for (const std::uint32_t row : rows) {
        for (const Citation& citation : declaration_.row_citations[row]) {
            const Source* const source = context_.knowledge.source(citation.source);
            json.begin_object();
            text("row", row_id(row));
            text("source", citation.source);
            if (source != nullptr) text("date", source->date.to_string());
            text("turn", citation.turn);
            text("modality", to_string(declaration_.row_strengths[row].modality));
            text("quote", citation.quote);
            json.key("start");
            json.number(std::size_t{citation.begin});
            json.key("end");
            json.number(std::size_t{citation.end});
            json.end_object();
        }
    }
    json.end_array();
    return json.text();
}

void DecisionText::append_json(const InputDecision& decided, std::string& out) {
    const Decision& decision = decided.decision;
    out += "{\"input\": " + std::to_string(decided.number) + ", \"status\": \"";
    out.append(to_string(decision.status)).append("\"");
    append_outcomes(decision, out);
    if (!decision.rows.empty()) {
        out += ", \"rows\": [";
        for (std::size_t i = 0; i < decision.rows.size(); ++i) {
            if (i > 0) out += ", ";
            out += json_text(row_id(decision.rows[i]));
        }
        out += ']';
    }
    names("missing", decision.missing, out);
    names("straddling", decision.straddling, out);
    names("disputed", decided.disputed, out);
    append_read(decided, out);
    if (why_) out += ", \"citations\": " + citations_json(decision.rows);
    out += '}';
}

// ---- cells ---------------------------------------------------------------------------------

std::string DecisionText::citations_text(const std::vector<std::uint32_t>& rows) const {
    std::vector<std::string> cited;
    for (const std::uint32_t row : rows) {
        for (const Citation& citation : declaration_.row_citations[row]) {
            cited.push_back(citation.source + " " + citation.turn + ": " + citation.quote);
        }
    }
    return joined(cited);
}

std::vector<std::string> DecisionText::cells(const InputDecision& decided, bool exact) {
    const Decision& decision = decided.decision;
    std::vector<std::string> cells{std::to_string(decided.number),
                                   std::string(to_string(decision.status))};
    for (std::size_t i = 0; i < outputs_.size(); ++i) {
        std::vector<std::string> values;
        for (const std::vector<Word>& words : decision.outcomes) {
            const ShownValue value = shown(i, words[i]);
            const bool amount = exact && value.in_unit;
            values.push_back(amount ? value.in_unit->to_string() + " " + value.unit
                             : exact && !value.id.empty() ? value.id
                                                          : value.text);
        }
        cells.push_back(joined(values));
    }
    std::vector<std::string> rows;
    for (const std::uint32_t row : decision.rows) rows.push_back(row_id(row));
    cells.push_back(joined(rows));
    const auto names_of = [&](const std::vector<std::uint32_t>& inputs) {
        std::vector<std::string> names;
        for (const std::uint32_t i : inputs) names.push_back(table_.table().inputs[i].name);
        return joined(names);
    };
    cells.push_back(names_of(decision.missing));
    cells.push_back(names_of(decision.straddling));
    if (why_) cells.push_back(citations_text(decision.rows));
    return cells;
}

}  // namespace dictum
