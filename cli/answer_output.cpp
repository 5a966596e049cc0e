#include "cli/answer_output.h"

#include <algorithm>

#include "ask/wording.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "cli/table.h"
#include "embed/json_writer.h"

namespace dictum::cli {
namespace {

// The labels of the text form.
struct Labels {
    const char* read_as;
    const char* under;
    const char* not_explained;
    const char* note;
    const char* mentioned_in;
    const char* can_be_asked;
    const char* nothing_read;
};

const Labels& labels(const Answer& answer) {
    static constexpr Labels kChinese{"读作: ",
                                     "条件: ",
                                     "没有读懂: ",
                                     "注意: ",
                                     "提到这些词的原文:",
                                     "可以这样问:",
                                     "没有读成可以回答的问题"};
    static constexpr Labels kEnglish{"read as: ",
                                     "under: ",
                                     "not explained: ",
                                     "note: ",
                                     "turns that mention these words:",
                                     "what can be asked about:",
                                     "the question was not read"};
    return answer.language == "zh" ? kChinese : kEnglish;
}

void append_citations(const std::vector<AnswerRow>& rows, std::vector<std::string>& lines) {
    for (const AnswerRow& row : rows) {
        for (const ShownCitation& cited : row.citations) {
            std::string text = cited.citation.source + " " + cited.citation.turn + " (" +
                               cited.date.to_string() + ", " +
                               std::string(to_string(cited.modality)) + "): 「" +
                               cited.citation.quote + "」";
            if (std::find(lines.begin(), lines.end(), text) == lines.end()) {
                lines.push_back(std::move(text));
            }
        }
    }
}

void append_list(std::string& text, const char* heading, const std::vector<std::string>& items) {
    if (items.empty()) return;
    text += std::string(heading) + "\n";
    for (const std::string& item : items) text += "  - " + item + "\n";
}

std::string as_text(const Session& session, const Answer& answer, bool why) {
    const Labels& words = labels(answer);
    std::string text = answer.text + "\n";
    if (answer.goal.empty()) {
        text += std::string(words.nothing_read) + "\n";
    } else {
        text += words.read_as + answer.goal + "\n";
    }
    const std::string scenario = scenario_text(answer.scenario, answer.language);
    if (!scenario.empty()) text += words.under + scenario + "\n";
    for (const std::string& word : answer.unexplained) text += words.not_explained + word + "\n";
    for (const std::string& note : answer.notes) text += words.note + note + "\n";
    std::vector<std::string> citations;
    append_citations(answer.answers, citations);
    append_citations(answer.conflicts, citations);
    for (std::size_t i = 0; i < citations.size(); ++i) {
        text += "[" + std::to_string(i + 1) + "] " + citations[i] + "\n";
    }
    std::vector<std::string> passages;
    for (const Passage& passage : answer.passages) {
        passages.push_back(passage.source + " " + passage.turn);
    }
    append_list(text, words.mentioned_in, passages);
    append_list(text, words.can_be_asked, answer.suggestions);
    if (why && answer.status != AnswerStatus::Unknown) text += "\n" + session.why_text(answer);
    return printable(text);
}

// The cell of a value: ids and exact figures for machines, words for people.
std::string cell(const ShownValue& value, bool exact) {
    if (!exact) return value.text;
    if (value.in_unit) return value.in_unit->to_string() + " " + value.unit;
    return value.id.empty() ? value.text : value.id;
}

TextTable as_table(const Answer& answer, bool exact) {
    TextTable table;
    const auto add = [&](const std::vector<AnswerRow>& rows, const char* status) {
        for (const AnswerRow& row : rows) {
            if (table.header.empty()) {
                for (const ShownValue& value : row.values) table.header.push_back(value.name);
                table.header.insert(table.header.end(), {"status", "modality", "turns"});
            }
            std::vector<std::string> cells;
            for (const ShownValue& value : row.values) cells.push_back(cell(value, exact));
            std::string turns;
            for (const ShownCitation& cited : row.citations) {
                if (turns.find(cited.citation.turn) != std::string::npos) continue;
                turns += (turns.empty() ? "" : " ") + cited.citation.turn;
            }
            cells.insert(cells.end(),
                         {status, std::string(to_string(row.strength.modality)), turns});
            table.rows.push_back(std::move(cells));
        }
    };
    add(answer.answers, "answered");
    add(answer.conflicts, "conflict");
    return table;
}

std::string as_ndjson(const TextTable& table) {
    std::string text;
    for (const auto& row : table.rows) {
        JsonWriter json;
        json.begin_object();
        for (std::size_t i = 0; i < row.size(); ++i) {
            json.key(table.header[i]);
            json.string(row[i]);
        }
        json.end_object();
        text += json.text() + "\n";
    }
    return text;
}

std::string formatted(const Session& session, const Answer& answer, AnswerForm form, bool why) {
    switch (form) {
        case AnswerForm::Text:
            return as_text(session, answer, why);
        case AnswerForm::Json:
            return session.to_json(answer) + "\n";
        case AnswerForm::Ndjson:
            return as_ndjson(as_table(answer, true));
        case AnswerForm::Csv:
            return csv_table(as_table(answer, true));
        case AnswerForm::Markdown:
            return markdown_table(as_table(answer, false));
        case AnswerForm::Table:
            break;
    }
    std::string text = box_table(as_table(answer, false));
    for (const std::string& note : answer.notes) text += labels(answer).note + note + "\n";
    if (why) text += "\n" + printable(session.why_text(answer));
    return text;
}

}  // namespace

void print_scenario(const Answer& answer) {
    const std::string scenario = scenario_text(answer.scenario, answer.language);
    if (!scenario.empty()) print_error(printable(labels(answer).under + scenario));
}

int print_answer(const Session& session, const Answer& answer, AnswerForm form, bool why) {
    const bool tabular = form != AnswerForm::Text && form != AnswerForm::Json;
    if (tabular && answer.status == AnswerStatus::Unknown) {
        print_error("unknown: nothing in the knowledge answers " + answer.goal);
        for (const std::string& note : answer.notes) print_error(labels(answer).note + note);
    } else {
        print(formatted(session, answer, form, why));
    }
    if (tabular) print_scenario(answer);
    return answer.status == AnswerStatus::Unknown ? kUnknown : kAnswered;
}

}  // namespace dictum::cli
