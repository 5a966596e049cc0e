#include <algorithm>
#include <unordered_set>

#include "engine/table/table.h"
#include "engine/table/table_checker.h"

namespace dictum {

bool check_table(const TableText& table, const CheckedProgram& program, Vocabulary& vocabulary,
                 Values& values, Diagnostics& diagnostics) {
    return TableChecker(table, program, vocabulary, values, diagnostics).run();
}

std::optional<CheckedTable> checked_table(const TableText& table, const CheckedProgram& program,
                                          Vocabulary& vocabulary, Values& values,
                                          Diagnostics& diagnostics) {
    TableChecker checker(table, program, vocabulary, values, diagnostics);
    if (!checker.run()) return std::nullopt;
    return checker.take();
}

TableChecker::TableChecker(const TableText& table, const CheckedProgram& program,
                           Vocabulary& vocabulary, Values& values, Diagnostics& diagnostics)
    : table_(table),
      program_(program),
      vocabulary_(vocabulary),
      values_(values),
      diagnostics_(diagnostics),
      findings_(diagnostics),
      catalog_(scratch_) {
    syntax_.dialect = Dialect::Dictum;
}

bool TableChecker::run() {
    const std::size_t errors = diagnostics_.errors();
    read_columns();
    for (const TableColumn& column : columns_) catalog_.add(column.relation);
    types_.emplace(scratch_.types, vocabulary_);
    constants_.emplace(Dialect::Dictum, EntityNames::Ids, *types_, vocabulary_, values_, findings_);
    // A column with a mistake in its declaration is missing, and nobody else to blame for that.
    const bool whole = columns_.size() == table_.inputs.size() + table_.outputs.size();
    if (concluded_ && whole) check_concluded(*concluded_);
    if (whole) describe_columns();
    for (const TableColumn* input : inputs()) {
        if (input->read) check_read(*input);
    }
    check_rows();
    check_policy();
    return diagnostics_.errors() == errors;
}

void TableChecker::describe_columns() {
    checked_.id = table_.id;
    checked_.hit = table_.hit;
    checked_.collect = table_.collect;
    checked_.types = scratch_.types;
    if (concluded_) checked_.concludes = concluded_->name;
    std::unordered_set<std::string> named;
    if (concluded_) {
        for (const TermId arg : concluded_->args) {
            const auto* const variable = std::get_if<VariableTerm>(&syntax_.terms[arg].node);
            if (variable != nullptr) named.insert(variable->name);
        }
    }
    for (const TableColumn& column : columns_) {
        const Type& type = scratch_.relations[column.relation].columns[0].type;
        if (column.is_input) {
            checked_.inputs.push_back({column.name, type, named.contains(column.name), {}});
        } else {
            checked_.outputs.push_back({column.name, type});
        }
    }
}

const TableColumn* TableChecker::find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? nullptr : &columns_[found->second];
}

std::vector<const TableColumn*> TableChecker::inputs() const {
    std::vector<const TableColumn*> found;
    for (const TableColumn& column : columns_) {
        if (column.is_input) found.push_back(&column);
    }
    return found;
}

std::vector<const TableColumn*> TableChecker::outputs() const {
    std::vector<const TableColumn*> found;
    for (const TableColumn& column : columns_) {
        if (!column.is_input) found.push_back(&column);
    }
    return found;
}

}  // namespace dictum
