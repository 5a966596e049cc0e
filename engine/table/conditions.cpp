#include "engine/table/conditions.h"

#include "engine/table/fragments.h"

namespace dictum {
namespace {}  // namespace

std::optional<Condition> read_alternatives(const Fragment& cell, SyntaxProgram& program,
                                           Diagnostics& diagnostics) {
    Condition condition;
    const Fragment text = trimmed(cell);
    if (text.text == "-") return condition;
    for (const Fragment& written : split(text, ',')) {
        const std::optional<Fragment> inner = negated(written);
        ConditionAlternative alternative;
        alternative.negated = inner.has_value();
        for (const Fragment& part : split(inner ? *inner : written, ',')) {
            auto tests = read_condition(part, program, diagnostics);
            if (!tests) return std::nullopt;
            alternative.parts.push_back(*std::move(tests));
        }
        condition.alternatives.push_back(std::move(alternative));
    }
    return condition;
}

}  // namespace dictum
