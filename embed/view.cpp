// A view: from a knowledge base to a program, and to models of it under scenarios.
#include <algorithm>
#include <set>

#include "embed/failure.h"
#include "embed/scenario.h"
#include "embed/session_state.h"
#include "engine/check/check.h"
#include "engine/check/demands.h"
#include "engine/eval/solve.h"
#include "engine/eval/state.h"
#include "engine/explain/weigh.h"
#include "engine/lang/parser.h"
#include "engine/table/table_demand.h"

namespace dictum {
namespace {

// Equal options give equal keys.
std::string key_of(const AskOptions& options) {
    std::string key = options.as_of;
    for (const auto* list : {&options.assume, &options.without, &options.set}) {
        key += '\x1e';
        for (const std::string& item : *list) key += item + '\x1f';
    }
    return key;
}

bool is_plain(const AskOptions& options) {
    return options.as_of.empty() && options.assume.empty() && options.without.empty() &&
           options.set.empty();
}

}  // namespace

std::optional<Failure> View::open(const Limits& limits) {
    LeftOut left_out;
    auto read = base.knowledge(sources, &left_out);
    if (!read) return failure(read.error());
    if (!left_out.empty()) notes.push_back(left_out.note());
    return open_with(*std::move(read), limits);
}

std::optional<Failure> View::open_with(Knowledge stated, const Limits& limits) {
    knowledge = std::move(stated);
    Diagnostics diagnostics;
    std::optional<CheckedProgram> made = checked(diagnostics);
    if (!made && leave_out_misfits(diagnostics)) {
        diagnostics = Diagnostics();
        made = checked(diagnostics);
    }
    if (!made) return failure(diagnostics, sources);
    program = *std::move(made);
    if (base.lost() > 0) {
        notes.push_back(std::to_string(base.lost()) +
                        " statements were recorded then and changed later, and their wording was "
                        "not kept; they are left out");
    }
    facts = std::make_unique<RememberedFacts>(base.facts(knowledge, assembled.vocabulary.units));
    plain.emplace(program, values, assembled.supports, facts.get(), limits);
    plain->weigh_with(proof_weigher());
    return std::nullopt;
}

std::optional<CheckedProgram> View::checked(Diagnostics& diagnostics) {
    const FactsFrom from = recorded_by ? FactsFrom::Claims : FactsFrom::Store;
    assembled = assemble(knowledge, from, diagnostics);
    auto made = check_with_tables(knowledge, assembled, values, diagnostics);
    if (made && at_least) add_strong_parts(*made, *at_least, diagnostics);
    return diagnostics.has_errors() ? std::nullopt : std::move(made);
}

// What was recorded by a day may not fit what is declared now; that much is left out, and said.
bool View::leave_out_misfits(const Diagnostics& diagnostics) {
    if (!recorded_by) return false;
    std::set<FileId> files;
    for (const Diagnostic& item : diagnostics.items()) {
        if (item.severity == Severity::Error) files.insert(item.span.file);
    }
    const auto of_misfit = [&](const Fragment& text) { return files.contains(text.file); };
    const auto note = [&](const std::string& id, bool misfit) {
        if (misfit) {
            notes.push_back("`" + id +
                            "` was recorded then, but does not fit what is declared "
                            "now; it is left out");
        }
        return misfit;
    };
    const std::size_t before = notes.size();
    std::erase_if(knowledge.claims,
                  [&](const Claim& claim) { return note(claim.id, of_misfit(claim.fact)); });
    std::erase_if(knowledge.rules,
                  [&](const RuleText& rule) { return note(rule.id, of_misfit(rule.text)); });
    std::erase_if(knowledge.tables, [&](const TableDeclaration& declaration) {
        const TableText& table = declaration.table;
        const auto column = [&](const TableColumnText& text) { return of_misfit(text.text); };
        const auto row = [&](const TableRowText& cells) {
            return std::ranges::any_of(cells.when, of_misfit) ||
                   std::ranges::any_of(cells.then, of_misfit);
        };
        return note(table.id, of_misfit(table.concludes) ||
                                  std::ranges::any_of(table.inputs, column) ||
                                  std::ranges::any_of(table.outputs, column) ||
                                  std::ranges::any_of(table.rows, row));
    });
    return notes.size() > before;
}

Outcome<CheckedGoal> View::goal(std::string_view text, const char* name) {
    Diagnostics diagnostics;
    const FileId file = sources.add(name, std::string(text));
    auto parsed = parse_goal(sources.whole(file), diagnostics);
    if (!parsed || diagnostics.has_errors()) return failure(diagnostics, sources);
    auto checked = check_goal(*parsed, program, assembled.vocabulary, values, diagnostics);
    if (!checked || diagnostics.has_errors()) return failure(diagnostics, sources);
    if (!at_least) return *std::move(checked);
    return demanding(*std::move(checked), program, *at_least);
}

void View::tell(ShownScenario& shown) const {
    if (recorded_by) shown.recorded_by = recorded_by->to_string();
    if (at_least) shown.at_least = to_string(*at_least);
}

Outcome<View::Under> View::under(const AskOptions& options) {
    if (is_plain(options)) return Under{&*plain, {}};
    const std::string key = key_of(options);
    if (!latest_ || latest_->key != key) {
        facts->remember();
        auto read = read_scenario(*this, options);
        if (auto* failed = std::get_if<Failure>(&read)) return *std::move(failed);
        auto& made = std::get<ReadScenario>(read);
        auto model = std::make_unique<Model>(*plain, std::move(made.scenario));
        Model* const held = model.get();
        latest_.emplace(Latest{key, Under{held, std::move(made.shown)}, std::move(model)});
    }
    return latest_->under;
}

// Tables in the order of their strata: what one is asked may depend on what another concludes.
Outcome<Model*> View::model_for(const CheckedGoal& goal, Model& model) {
    std::vector<std::pair<StratumId, const TableRules*>> asked;
    for (const TableRules& table : assembled.tables) {
        if (table.given.empty()) continue;
        const RelationId concluded = *program.find(table.concluded);
        asked.emplace_back(program.relations[concluded].stratum, &table);
    }
    std::ranges::stable_sort(asked, {}, [](const auto& table) { return table.first; });
    Model* used = &model;
    Diagnostics diagnostics;
    for (const auto& [stratum, table] : asked) {
        const auto goals = asked_by(goal, *table, program, diagnostics);
        if (diagnostics.has_errors()) return failure(diagnostics, sources);
        if (goals.empty()) continue;
        facts->remember();
        Scenario given = used->scenario();
        for (const CheckedGoal& each : goals) {
            auto cases = solve(each, *used);
            if (!cases) return failure(cases.error());
            for (std::vector<Word>& words : *cases) {
                given.assumptions.push_back(
                    {*program.find(table->given), std::move(words), std::nullopt, false});
            }
        }
        auto own = std::make_unique<Model>(*used, std::move(given));
        used = own.get();
        given_.push_back(std::move(own));
    }
    // Only the last of them is used, and those before it only while it is made.
    while (given_.size() > 1) given_.pop_front();
    return used;
}

void View::allow(const Limits& limits) {
    plain->state().limits = limits;
    if (latest_) latest_->model->state().limits = limits;
}

Outcome<QuestionReader*> View::question_reader() {
    if (!reader) {
        auto made = QuestionReader::make(knowledge, assembled.vocabulary, program);
        if (!made) return failure(made.error());
        reader.emplace(*std::move(made));
    }
    return &*reader;
}

}  // namespace dictum
