#include "kb/statement_writer.h"

#include <unordered_map>

#include "kb/names.h"

namespace dictum {
namespace {

// How rules or tables of replaced packs stood before, so that those that change or go leave a
// trace.
class Before {
  public:
    Before(std::string_view kind, const PackLoad& load, const LoadState& state)
        : kind_(kind), load_(load), state_(state) {}

    void add(const std::string& id, std::uint32_t pack, std::string text) {
        order_.push_back(id);
        held_.emplace(id, Held{pack, std::move(text), false});
    }

    // The thing is there (again), with this text: since when it stands so.
    Result<std::string> meet(const std::string& id, const std::string& text, std::uint32_t pack,
                             History& history) {
        std::string now(load_.recorded_at);
        const auto found = held_.find(id);
        if (found == held_.end()) return now;
        found->second.met = true;
        if (found->second.text == text) return since(id);
        DICTUM_CHECK(
            history.note(pack, kind_, id, Change::Corrected, {found->second.text, since(id)}));
        return now;
    }

    Status note_gone(History& history) {
        for (const std::string& id : order_) {
            const Held& held = held_.at(id);
            if (held.met) continue;
            DICTUM_CHECK(
                history.note(held.pack, kind_, id, Change::Retracted, {held.text, since(id)}));
        }
        return {};
    }

  private:
    std::string since(const std::string& id) const {
        const auto found = state_.recorded.find(id);
        return found == state_.recorded.end() ? std::string() : found->second;
    }

    struct Held {
        std::uint32_t pack;  // index in the load
        std::string text;
        bool met;
    };
    std::string_view kind_;
    const PackLoad& load_;
    const LoadState& state_;
    std::vector<std::string> order_;
    std::unordered_map<std::string, Held> held_;
};

// The index in the load of a pack of the base, if it is replaced.
std::optional<std::uint32_t> replaced(const PackLoad& load, const LoadState& state,
                                      const std::string& name) {
    for (std::size_t i = 0; i < load.knowledge.packs.size(); ++i) {
        const auto index = static_cast<std::uint32_t>(i);
        if (load.knowledge.packs[i].name == name && state.writes(index)) return index;
    }
    return std::nullopt;
}

std::string cited(const std::vector<Citation>& citations) {
    std::string text;
    for (const Citation& at : citations) {
        text += "\n" + at.source + " " + at.turn + ": " + at.quote;
    }
    return text;
}

std::string content(const RuleText& rule) {
    std::string text = rule.text.text;
    for (const std::string& other : rule.overrides) text += "\noverrides " + other;
    if (rule.at_least) text += "\nat least " + std::string(to_string(*rule.at_least));
    return text + "\n(" + std::string(to_string(rule.strength.modality)) + ")" +
           cited(rule.citations);
}

std::string cells(const std::vector<Fragment>& fragments) {
    std::string text;
    for (const Fragment& cell : fragments) text += " | " + cell.text;
    return text;
}

std::string content(const TableDeclaration& declaration) {
    const TableText& table = declaration.table;
    std::string text = table.concludes.text + "\n" + std::string(to_string(table.hit)) + " " +
                       std::string(to_string(table.collect)) + cells(table.priorities);
    for (const TableColumnText& column : table.inputs) text += "\ninput " + column.text.text;
    for (const TableColumnText& column : table.outputs) text += "\noutput " + column.text.text;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        text += "\nwhen" + cells(table.rows[i].when) + " then" + cells(table.rows[i].then) + " (" +
                std::string(to_string(declaration.row_strengths[i].modality)) + ")" +
                cited(declaration.row_citations[i]);
    }
    return text;
}

Status write_rule_parts(Database& database, const RuleText& rule) {
    DICTUM_TRY(Statement overridden,
               database.prepare("INSERT INTO rule_override VALUES (?1, ?2, ?3)"));
    for (std::size_t i = 0; i < rule.overrides.size(); ++i) {
        DICTUM_CHECK(overridden.run(rule.id, i, rule.overrides[i]));
    }
    DICTUM_TRY(Statement cite, database.prepare("INSERT INTO rule_citation "
                                                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    for (std::size_t i = 0; i < rule.citations.size(); ++i) {
        const Citation& at = rule.citations[i];
        DICTUM_CHECK(cite.run(rule.id, i, at.source, at.turn, at.quote, at.begin, at.end));
    }
    return {};
}

class TableWriter {
  public:
    TableWriter(Database& database, const TableDeclaration& declaration)
        : database_(database), declaration_(declaration), table_(declaration.table) {}

    Status columns() {
        DICTUM_TRY(Statement add,
                   database_.prepare("INSERT INTO decision_column VALUES (?1, ?2, ?3, ?4)"));
        for (std::size_t i = 0; i < table_.inputs.size(); ++i) {
            DICTUM_CHECK(add.run(table_.id, "input", i, table_.inputs[i].text.text));
        }
        for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
            DICTUM_CHECK(add.run(table_.id, "output", i, table_.outputs[i].text.text));
        }
        for (std::size_t i = 0; i < table_.priorities.size(); ++i) {
            DICTUM_CHECK(add.run(table_.id, "priority", i, table_.priorities[i].text));
        }
        return {};
    }

    Status rows() {
        DICTUM_TRY(Statement add,
                   database_.prepare("INSERT INTO decision_row VALUES (?1, ?2, ?3, ?4, ?5)"));
        DICTUM_TRY(Statement cell,
                   database_.prepare("INSERT INTO decision_cell VALUES (?1, ?2, ?3, ?4, ?5)"));
        DICTUM_TRY(Statement cite, database_.prepare("INSERT INTO decision_citation "
                                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"));
        for (std::size_t i = 0; i < table_.rows.size(); ++i) {
            const Strength& strength = declaration_.row_strengths[i];
            DICTUM_CHECK(add.run(table_.id, i, to_string(strength.modality), strength.confidence,
                                 declaration_.row_notes[i]));
            DICTUM_CHECK(write_cells(cell, i, "when", table_.rows[i].when));
            DICTUM_CHECK(write_cells(cell, i, "then", table_.rows[i].then));
            const auto& citations = declaration_.row_citations[i];
            for (std::size_t k = 0; k < citations.size(); ++k) {
                const Citation& at = citations[k];
                DICTUM_CHECK(
                    cite.run(table_.id, i, k, at.source, at.turn, at.quote, at.begin, at.end));
            }
        }
        return {};
    }

  private:
    Status write_cells(Statement& cell, std::size_t row, std::string_view kind,
                       const std::vector<Fragment>& fragments) {
        for (std::size_t i = 0; i < fragments.size(); ++i) {
            DICTUM_CHECK(cell.run(table_.id, row, kind, i, fragments[i].text));
        }
        return {};
    }

    Database& database_;
    const TableDeclaration& declaration_;
    const TableText& table_;
};

}  // namespace

Status write_rules(Database& database, const PackLoad& load, const LoadState& state,
                   const Knowledge* before, History& history) {
    Before held("rule", load, state);
    if (before != nullptr) {
        for (const RuleText& rule : before->rules) {
            if (const auto pack = replaced(load, state, before->packs[rule.pack].name)) {
                held.add(rule.id, *pack, content(rule));
            }
        }
    }
    DICTUM_TRY(Statement add, database.prepare("INSERT INTO rule "
                                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
                                               "NULLIF(?9, ''))"));
    for (std::size_t i = 0; i < load.knowledge.rules.size(); ++i) {
        const RuleText& rule = load.knowledge.rules[i];
        if (!state.writes(rule.pack)) continue;
        DICTUM_TRY(const std::string since, held.meet(rule.id, content(rule), rule.pack, history));
        auto added = add.run(rule.id, state.of(rule.pack).number, i, rule.text.text,
                             to_string(rule.strength.modality), rule.strength.confidence, rule.note,
                             since, rule.at_least ? to_string(*rule.at_least) : std::string_view());
        if (!added) {
            return name_taken(database, added.error(), "rule", "id", rule.id,
                              load.knowledge.packs[rule.pack].name);
        }
        DICTUM_CHECK(write_rule_parts(database, rule));
    }
    return held.note_gone(history);
}

Status write_tables(Database& database, const PackLoad& load, const LoadState& state,
                    const Knowledge* before, History& history) {
    Before held("table", load, state);
    if (before != nullptr) {
        for (const TableDeclaration& table : before->tables) {
            if (const auto pack = replaced(load, state, before->packs[table.pack].name)) {
                held.add(table.table.id, *pack, content(table));
            }
        }
    }
    DICTUM_TRY(Statement add, database.prepare("INSERT INTO decision_table "
                                               "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
    for (std::size_t i = 0; i < load.knowledge.tables.size(); ++i) {
        const TableDeclaration& table = load.knowledge.tables[i];
        if (!state.writes(table.pack)) continue;
        const TableText& text = table.table;
        DICTUM_TRY(const std::string since,
                   held.meet(text.id, content(table), table.pack, history));
        auto added = add.run(text.id, state.of(table.pack).number, i, text.concludes.text,
                             to_string(text.hit), to_string(text.collect), since);
        if (!added) {
            return name_taken(database, added.error(), "decision_table", "id", text.id,
                              load.knowledge.packs[table.pack].name);
        }
        TableWriter writer(database, table);
        DICTUM_CHECK(writer.columns());
        DICTUM_CHECK(writer.rows());
    }
    return held.note_gone(history);
}

Status write_questions(Database& database, const PackLoad& load, const LoadState& state) {
    DICTUM_TRY(Statement add, database.prepare("INSERT INTO question VALUES (?1, ?2, ?3)"));
    DICTUM_TRY(Statement match,
               database.prepare("INSERT INTO question_match VALUES (?1, ?2, ?3, ?4)"));
    for (std::size_t i = 0; i < load.knowledge.questions.size(); ++i) {
        const QuestionPattern& question = load.knowledge.questions[i];
        if (!state.writes(question.pack)) continue;
        const std::int64_t pack = state.of(question.pack).number;
        DICTUM_CHECK(add.run(pack, i, question.goal.text));
        for (std::size_t k = 0; k < question.match.size(); ++k) {
            DICTUM_CHECK(match.run(pack, i, k, question.match[k]));
        }
    }
    return {};
}

}  // namespace dictum
