// Rule text in both dialects, whole programs and the clauses of packs. The first byte chooses.
// Found wrong: a crash, a broken tree, or canonical text that does not come back the same.
#include <cstdlib>

#include "tests/unit/lang_support.h"

namespace {

using namespace dictum;

void require(bool holds) {
    if (!holds) std::abort();
}

void check_program(const std::string& text, Dialect dialect) {
    const test::Parsed parsed = test::parse(text, dialect);
    require(test::broken_invariant(parsed.program, text.size()).empty());
    const std::string printed = print(parsed.program);
    const std::string dumped = dump(parsed.program);
    if (parsed.diagnostics.has_errors()) return;
    const test::Parsed again = test::parse(printed, parsed.program.dialect);
    require(again.diagnostics.items().empty());
    require(print(again.program) == printed);
    require(dump(again.program) == dumped);
}

void check_clauses(const std::string& text) {
    Fragment fragment;
    fragment.text = text;
    for (std::uint32_t i = 0; i <= text.size(); ++i) fragment.offsets.push_back(7 + 3 * i);
    SyntaxProgram program;
    program.dialect = Dialect::Dictum;
    Diagnostics diagnostics;
    parse_clauses(fragment, program, diagnostics);
    require(test::broken_invariant(program, 7 + 3 * text.size()).empty());
    for (const Clause& clause : program.clauses) {
        const std::string printed = print(program, clause);
        if (!diagnostics.has_errors()) {
            require(test::canonical(printed, Dialect::Dictum) ==
                    ".pragma \"dialect\" \"dictum\"\n" + printed + "\n");
        }
    }
}

void check_column(const std::string& text) {
    Fragment fragment;
    fragment.text = text;
    Diagnostics diagnostics;
    const auto column = parse_column(fragment, diagnostics);
    require(column.has_value() == !diagnostics.has_errors());
    if (!column) return;
    fragment.text = column->name + ": " + column->type.text;
    const auto again = parse_column(fragment, diagnostics);
    require(again.has_value() && again->type.text == column->type.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0:
            check_program(text, Dialect::Souffle);
            break;
        case 1:
            check_program(text, Dialect::Dictum);
            break;
        case 2:
            check_clauses(text);
            break;
        default:
            check_column(text);
    }
    return 0;
}
