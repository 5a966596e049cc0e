// What the tests of the checker share: a text checked, its diagnostics as short lines, and the
// rules that came of it as text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/check/check.h"
#include "engine/lang/parser.h"

namespace dictum::test {

inline void declare_entities(Vocabulary& vocabulary) {
    vocabulary.add({"domestic", {"origin", "chip"}, {"国产芯片", "home-made"}});
    vocabulary.add({"nvidia", {"origin", "vendor"}, {"英伟达", "NVIDIA", "green team"}});
    vocabulary.add({"huawei", {"vendor"}, {"华为", "green team"}});
    vocabulary.add({"bank", {"segment"}, {"银行"}});
}

struct Checked {
    SourceMap sources;
    Vocabulary vocabulary;
    Values values;
    Diagnostics diagnostics;
    SyntaxProgram syntax;
    std::optional<CheckedProgram> program;

    // "3:1 unknown-type", sorted.
    std::vector<std::string> found() const { return lines(diagnostics); }

    std::vector<std::string> lines(Diagnostics listed) const {
        listed.sort();
        std::vector<std::string> lines;
        for (const Diagnostic& item : listed.items()) {
            const Position at = sources.position(item.span.file, item.span.begin);
            lines.push_back(std::to_string(at.line) + ":" + std::to_string(at.column) + " " +
                            item.id);
        }
        return lines;
    }

    std::string message(std::size_t i = 0) const { return diagnostics.items().at(i).message; }
    std::string mend(std::size_t i = 0) const { return diagnostics.items().at(i).mend; }

    // The rules as text; of a program with mistakes the rendered diagnostics.
    std::vector<std::string> rules() const {
        if (!program) return {render(diagnostics, sources)};
        std::vector<std::string> texts;
        for (const Rule& rule : program->rules) {
            texts.push_back(print_rule(rule, *program, values, vocabulary.units));
        }
        return texts;
    }
    std::vector<std::string> facts() const {
        if (!program) return {render(diagnostics, sources)};
        std::vector<std::string> texts;
        for (const Fact& fact : program->facts) {
            texts.push_back(
                print_fact(*program, fact.relation, fact.tuple, values, vocabulary.units));
        }
        return texts;
    }

    // The goal as text, or its diagnostics as short lines.
    std::vector<std::string> goal(const std::string& text) {
        Diagnostics reported;
        const FileId file = sources.add("goal", text);
        const auto parsed = parse_goal(sources.whole(file), reported);
        if (!parsed || reported.has_errors()) return lines(reported);
        const auto checked = check_goal(*parsed, *program, vocabulary, values, reported);
        last_goal = reported;
        if (!checked) return lines(reported);
        std::vector<std::string> result{print_goal(*checked, *program, values, vocabulary.units)};
        for (const Column& column : checked->columns) result.push_back(column.name);
        return result;
    }
    Diagnostics last_goal;
};

inline Checked check_text(const std::string& text, Dialect dialect = Dialect::Souffle) {
    Checked checked;
    declare_entities(checked.vocabulary);
    const FileId file = checked.sources.add("test.dl", text);
    checked.syntax = parse_program(checked.sources.whole(file), dialect, checked.diagnostics);
    if (checked.diagnostics.has_errors()) return checked;
    checked.program =
        check(checked.syntax, checked.vocabulary, checked.values, checked.diagnostics);
    return checked;
}

inline Checked check_dictum(const std::string& text) { return check_text(text, Dialect::Dictum); }

using Lines = std::vector<std::string>;

// A text and what is wrong with it.
struct Case {
    std::string text;
    Lines found;
};

}  // namespace dictum::test
