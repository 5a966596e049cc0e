#include "embed/table_notes.h"

#include <algorithm>
#include <map>
#include <set>

#include "ask/language.h"

namespace dictum {
namespace {

void note(Answer& answer, std::string text) {
    auto& notes = answer.notes;
    if (std::find(notes.begin(), notes.end(), text) == notes.end())
        notes.push_back(std::move(text));
}

const AtomLiteral* only_atom(const CheckedGoal& goal) {
    if (goal.rule.body.size() != 1) return nullptr;
    const auto* atom = std::get_if<AtomLiteral>(&goal.rule.literals[goal.rule.body[0]].node);
    return atom != nullptr && !atom->negated ? atom : nullptr;
}

// An input that some rows need: the first of them, and the cases where they do.
struct Need {
    std::size_t row = 0;
    std::string first_case;
    std::set<std::vector<Word>> cases;
};
using Needs = std::map<std::uint32_t, Need>;

// Why cases that a goal asks for are not decided.
class Undecided {
  public:
    Undecided(const WordingContext& context, const TableRules& table, const CheckedGoal& goal,
              const AtomLiteral& atom, Model& model)
        : context_(context), table_(table), goal_(goal), atom_(atom), model_(model) {}

    Status run() {
        if (table_.may.empty()) return {};
        std::vector<RelationId> wanted;
        for (const std::string* name : {&table_.may, &table_.holds, &table_.open, &table_.wins}) {
            wanted.push_back(id(*name));
        }
        for (const TableRules::Input& input : table_.inputs) {
            if (!input.sure.empty()) wanted.push_back(id(input.sure));
        }
        for (const TableRules::Row& row : table_.rows) {
            for (const auto& [input, name] : row.own) wanted.push_back(id(name));
        }
        DICTUM_CHECK(model_.require(wanted));
        visit(table_.may, [&](Tuple tuple, std::size_t row) { tested(tuple, row); });
        visit(table_.holds, [&](Tuple tuple, std::size_t row) {
            if (is_open(tuple)) concluded(tuple, row);
        });
        visit(table_.wins, [&](Tuple tuple, std::size_t row) { concluded(tuple, row); });
        return {};
    }

    const Needs& missing() const { return missing_; }
    const Needs& straddling() const { return straddling_; }

  private:
    using Tuple = std::span<const Word>;

    RelationId id(const std::string& name) const { return *model_.program().find(name); }

    // The rows of cases that the goal asks for.
    template <class Visit>
    void visit(const std::string& name, Visit visit) {
        const Tuples& tuples = model_.tuples(id(name));
        for (std::size_t i = 0; i < tuples.size(); ++i) {
            const std::vector<Word> tuple = tuples[id_at<RowId>(i)].words();
            if (asked_for(tuple)) visit(tuple, static_cast<std::size_t>(tuple.back()));
        }
    }

    bool asked_for(Tuple tuple) const {
        for (const TableRules::Input& input : table_.inputs) {
            if (!input.place) continue;
            const auto& node = goal_.rule.exprs[atom_.args[*input.place]].node;
            const auto* const constant = std::get_if<ConstantExpr>(&node);
            if (constant == nullptr) continue;
            if (input.known && tuple[*input.known] == 0) continue;
            if (constant->value != tuple[input.column]) return false;
        }
        return true;
    }

    bool is_open(Tuple tuple) const {
        return model_.tuples(id(table_.open)).find(tuple.first(table_.case_columns)).has_value();
    }

    // The first row that holds in the case.
    std::optional<std::size_t> first_row(Tuple tuple) const {
        const Tuples& holds = model_.tuples(id(table_.holds));
        std::vector<std::uint32_t> columns(table_.case_columns);
        for (std::uint32_t i = 0; i < columns.size(); ++i) columns[i] = i;
        std::optional<std::size_t> first;
        holds.probe(columns, tuple.first(table_.case_columns), RowId{}, id_at<RowId>(holds.size()),
                    [&](RowId at) {
                        const auto row = static_cast<std::size_t>(holds[at].back());
                        first = std::min(first.value_or(row), row);
                        return true;
                    });
        return first;
    }

    bool is_missing(std::uint32_t input, Tuple tuple) const {
        const auto& known = table_.inputs[input].known;
        return known && tuple[*known] == 0;
    }

    // A row that may hold, where that matters.
    void tested(Tuple tuple, std::size_t row) {
        const std::optional<std::size_t> first = first_row(tuple);
        if (first && !is_open(tuple)) return;
        if (first && table_.hit == HitPolicy::First && row > *first) return;
        bool all_known = true;
        for (const std::uint32_t input : table_.rows[row].tests) {
            if (!is_missing(input, tuple)) continue;
            all_known = false;
            add(missing_, input, row, tuple);
        }
        for (const std::uint32_t input : table_.rows[row].tests) {
            if (!is_missing(input, tuple) && straddles(input, row, tuple, all_known)) {
                add(straddling_, input, row, tuple);
            }
        }
    }

    bool straddles(std::uint32_t index, std::size_t row, Tuple tuple, bool all_known) const {
        for (const auto& [input, name] : table_.rows[row].own) {
            if (input == index) return all_known && !model_.tuples(id(name)).find(tuple);
        }
        const TableRules::Input& input = table_.inputs[index];
        if (input.sure.empty()) return false;
        const Word wanted[] = {tuple.back(), tuple[input.column]};
        return !model_.tuples(id(input.sure)).find(wanted);
    }

    // A row that holds, and whose outcome is not known.
    void concluded(Tuple tuple, std::size_t row) {
        for (const std::uint32_t input : table_.rows[row].outcome) {
            if (is_missing(input, tuple)) add(missing_, input, row, tuple);
        }
    }

    void add(Needs& needs, std::uint32_t input, std::size_t row, Tuple tuple) const {
        const auto [need, fresh] = needs.try_emplace(input);
        if (fresh) need->second = {row, case_text(tuple), {}};
        need->second.cases.emplace(
            tuple.begin(), tuple.begin() + static_cast<std::ptrdiff_t>(table_.case_columns));
    }

    // What the case is of: the inputs that are not read.
    std::string case_text(Tuple tuple) const {
        std::string text;
        const auto& columns = context_.program.relations[id(table_.holds)].columns;
        for (const TableRules::Input& input : table_.inputs) {
            if (input.known) continue;
            text += (text.empty() ? "" : ", ") + context_.values.literal(tuple[input.column],
                                                                         columns[input.column].type,
                                                                         context_.vocabulary.units);
        }
        return text;
    }

    const WordingContext& context_;
    const TableRules& table_;
    const CheckedGoal& goal_;
    const AtomLiteral& atom_;
    Model& model_;
    Needs missing_;
    Needs straddling_;
};

// The rows that hold in the cases that a conclusion of `row` can rest on.
std::set<std::size_t> rows_beside(const TableRules& table, const Model& model,
                                  std::span<const Word> tuple, std::size_t row) {
    const Tuples& holds = model.tuples(*model.program().find(table.holds));
    std::vector<std::uint32_t> columns;
    std::vector<Word> wanted;
    for (const TableRules::Input& input : table.inputs) {
        if (!input.place) continue;
        columns.push_back(static_cast<std::uint32_t>(input.column));
        wanted.push_back(tuple[*input.place]);
    }
    columns.push_back(static_cast<std::uint32_t>(table.case_columns));
    wanted.push_back(static_cast<Word>(row));
    std::vector<std::uint32_t> whole(table.case_columns);
    for (std::uint32_t i = 0; i < whole.size(); ++i) whole[i] = i;
    std::set<std::size_t> rows;
    holds.probe(columns, wanted, RowId{}, id_at<RowId>(holds.size()), [&](RowId at) {
        const std::vector<Word> found = holds[at].words();
        holds.probe(whole, std::span(found).first(table.case_columns), RowId{},
                    id_at<RowId>(holds.size()), [&](RowId other) {
                        rows.insert(static_cast<std::size_t>(holds[other].back()));
                        return true;
                    });
        return true;
    });
    return rows;
}

std::string numbers(const std::set<std::size_t>& rows) {
    std::string text;
    for (const std::size_t row : rows) text += (text.empty() ? "" : ", ") + std::to_string(row + 1);
    return text;
}

// `sum of t/1, t/3 = 15CNY` for `sum #value : { @hits/t(...) } = 15CNY`.
std::string collected_text(const WordingContext& context, const Proof& proof,
                           const ProofNode& aggregate) {
    std::string rows;
    for (const ProofId premise : aggregate.premises) {
        rows += (rows.empty() ? "" : ", ") + context.program.rules[*proof[premise].rule].id;
    }
    const std::string& text = aggregate.text;
    const std::size_t result = text.rfind(" } = ");
    if (result == std::string::npos) return text;
    return text.substr(0, text.find(' ')) + " of " + rows + text.substr(result + 2);
}

Status note_undecided(const WordingContext& context, const std::vector<TableRules>& tables,
                      const CheckedGoal& goal, Model& model, Answer& answer) {
    const AtomLiteral* const atom = only_atom(goal);
    if (atom == nullptr) return {};
    const Language& language = language_data(answer.language);
    for (const TableRules& table : tables) {
        if (context.program.find(table.concluded) != atom->relation) continue;
        Undecided undecided(context, table, goal, *atom, model);
        DICTUM_CHECK(undecided.run());
        const auto say = [&](std::string_view phrase, const Needs& needs) {
            for (const auto& [input, need] : needs) {
                const std::size_t count = need.cases.size();
                const auto& where = language.phrase(count > 1 ? "table_cases" : "table_case");
                const std::string cases = fill(where, {{"case", need.first_case},
                                                       {"more", std::to_string(count - 1)},
                                                       {"total", std::to_string(count)}});
                note(answer,
                     fill(language.phrase(phrase), {{"table", table.table},
                                                    {"case", need.first_case.empty() ? "" : cases},
                                                    {"input", table.inputs[input].name},
                                                    {"row", std::to_string(need.row + 1)}}));
            }
        };
        say("table_missing", undecided.missing());
        say("table_straddles", undecided.straddling());
    }
    return {};
}

void note_violations(const WordingContext& context, const std::vector<TableRules>& tables,
                     const Proof& proof, const Model& model, Answer& answer) {
    const Language& language = language_data(answer.language);
    for (const TableRules& table : tables) {
        const auto concluded = context.program.find(table.concluded);
        if (table.hit != HitPolicy::Unique || !concluded) continue;
        for (const ProofNode& node : proof.nodes) {
            if (node.kind != StepKind::Rule || node.relation != *concluded) continue;
            const auto row =
                row_named(table.table, table.rows.size(), context.program.rules[*node.rule].id);
            if (!row) continue;
            const std::set<std::size_t> rows = rows_beside(table, model, node.tuple, *row);
            if (rows.size() < 2) continue;
            note(answer, fill(language.phrase("table_not_unique"),
                              {{"table", table.table}, {"rows", numbers(rows)}}));
        }
    }
}

void word_collected(const WordingContext& context, const std::vector<TableRules>& tables,
                    Proof& proof) {
    const auto& relations = context.program.relations;
    for (const TableRules& table : tables) {
        if (table.collected.empty()) continue;
        const auto collected = context.program.find(table.collected);
        const auto is_hit = [&](const ProofNode& node) {
            return node.kind == StepKind::Rule && node.relation == collected;
        };
        for (ProofNode& node : proof.nodes) {
            if (is_hit(node)) {
                const Column& outcome = relations[*collected].columns.back();
                node.text = context.program.rules[*node.rule].id + ": " +
                            context.values.literal(node.tuple.back(), outcome.type,
                                                   context.vocabulary.units);
                continue;
            }
            if (node.kind == StepKind::Aggregate && !node.premises.empty() &&
                is_hit(proof[node.premises[0]])) {
                node.text = collected_text(context, proof, node);
            }
            // `fee = 15CNY`, which the sum says.
            const bool sums = node.rule && context.program.rules[*node.rule].id == table.table;
            if (!sums) continue;
            std::erase_if(node.premises, [&](ProofId premise) {
                return proof[premise].kind == StepKind::Calculation;
            });
        }
    }
}

}  // namespace

Status note_tables(const WordingContext& context, const std::vector<TableRules>& tables,
                   const CheckedGoal& goal, Model& model, Answer& answer) {
    for (auto* rows : {&answer.answers, &answer.conflicts}) {
        for (AnswerRow& row : *rows) {
            word_collected(context, tables, row.proof);
            note_violations(context, tables, row.proof, model, answer);
        }
    }
    return note_undecided(context, tables, goal, model, answer);
}

}  // namespace dictum
