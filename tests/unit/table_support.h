// What the tests of decision tables share: a table made of strings, each a fragment of one text.
#pragma once

#include <string>
#include <vector>

#include "engine/table/table.h"
#include "tests/unit/check_support.h"

namespace dictum::test {

struct Row {
    std::vector<std::string> when;
    std::vector<std::string> then;
};

// A table over the relations of `program`; every string is a file named after itself, so that the
// diagnostics can be told by file.
struct TableCase {
    Checked program;
    TableText table;
    Diagnostics diagnostics;

    explicit TableCase(const std::string& declarations) : program(check_dictum(declarations)) {
        table.id = "t";
        table.span = text("t").span(0, 1);
    }

    Fragment text(const std::string& written) {
        const FileId file = program.sources.add(written, written);
        return program.sources.whole(file);
    }
    TableCase& concludes(const std::string& atom) {
        table.concludes = text(atom);
        return *this;
    }
    TableCase& hit(const std::string& policy, const std::string& collect = "list") {
        table.hit = hit_policy_named(policy).value();
        table.collect = collect_named(collect).value();
        return *this;
    }
    TableCase& inputs(const std::vector<std::string>& columns) {
        for (const std::string& column : columns) table.inputs.push_back({text(column)});
        return *this;
    }
    TableCase& outputs(const std::vector<std::string>& columns) {
        for (const std::string& column : columns) table.outputs.push_back({text(column)});
        return *this;
    }
    TableCase& priorities(const std::vector<std::string>& values) {
        for (const std::string& value : values) table.priorities.push_back(text(value));
        return *this;
    }
    TableCase& rows(const std::vector<Row>& added) {
        for (const Row& row : added) {
            TableRowText made;
            for (const std::string& cell : row.when) made.when.push_back(text(cell));
            for (const std::string& cell : row.then) made.then.push_back(text(cell));
            made.span = text("row " + std::to_string(table.rows.size())).span(0, 3);
            table.rows.push_back(std::move(made));
        }
        return *this;
    }

    // "`the text`:column id" of each diagnostic.
    Lines found() {
        diagnostics = Diagnostics();
        const bool fine =
            check_table(table, *program.program, program.vocabulary, program.values, diagnostics);
        Lines lines;
        for (const Diagnostic& item : diagnostics.items()) {
            const Position at = program.sources.position(item.span.file, item.span.begin);
            lines.push_back(program.sources.name(item.span.file) + ":" + std::to_string(at.column) +
                            " " + item.id);
        }
        if (fine != lines.empty()) lines.emplace_back("check_table disagrees with itself");
        return lines;
    }
};

}  // namespace dictum::test
