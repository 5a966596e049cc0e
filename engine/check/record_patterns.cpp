#include "engine/check/record_patterns.h"

#include "engine/value/structure.h"

namespace dictum {
namespace {

const FunctorExpr* part_of(const Rule& rule, const CompareLiteral& compare) {
    const auto* const call = std::get_if<FunctorExpr>(&rule.exprs[compare.rhs].node);
    if (call != nullptr && call->functor == Functor::FieldOf) return call;
    const auto* const test = std::get_if<FunctorExpr>(&rule.exprs[compare.lhs].node);
    return test != nullptr && test->functor == Functor::HasBranch ? test : nullptr;
}

Word number_in(const Rule& rule, ExprId expr) {
    return std::get<ConstantExpr>(rule.exprs[expr].node).value;
}

RecordPattern pattern_of(const Type& type, Word tag, const Values& values) {
    const Structure& structure = values.structure(type.structure);
    const Structure::Branch& branch = structure.branches[tag - 1];
    RecordPattern pattern{"[", "]", {}};
    pattern.fields.resize(branch.fields.size());
    if (structure.is_record) return pattern;
    pattern.opening = "$" + branch.name + (branch.fields.empty() ? "" : "(");
    pattern.closing = branch.fields.empty() ? "" : ")";
    return pattern;
}

}  // namespace

bool is_record_part(const Rule& rule, LiteralId literal) {
    const auto* const compare = std::get_if<CompareLiteral>(&rule.literals[literal].node);
    return compare != nullptr && part_of(rule, *compare) != nullptr;
}

std::map<std::uint32_t, RecordPattern> record_patterns(const Rule& rule, const Values& values) {
    std::map<std::uint32_t, RecordPattern> patterns;
    for (const Literal& literal : rule.literals) {
        const auto* const compare = std::get_if<CompareLiteral>(&literal.node);
        const FunctorExpr* const part = compare ? part_of(rule, *compare) : nullptr;
        if (part == nullptr) continue;
        const Expr& whole = rule.exprs[part->args[0]];
        const std::uint32_t variable = std::get<VariableExpr>(whole.node).variable;
        const Word tag = number_in(rule, part->args[1]);
        auto found = patterns.find(variable);
        if (found == patterns.end()) {
            found = patterns.emplace(variable, pattern_of(whole.type, tag, values)).first;
        }
        if (part->functor != Functor::FieldOf) continue;
        found->second.fields[number_in(rule, part->args[2])] = compare->lhs;
    }
    return patterns;
}

RecordPattern made_record(const Rule& rule, const Expr& call, const Values& values) {
    const auto& args = std::get<FunctorExpr>(call.node).args;
    RecordPattern pattern = pattern_of(call.type, number_in(rule, args[0]), values);
    for (std::size_t i = 1; i < args.size(); ++i) pattern.fields[i - 1] = args[i];
    return pattern;
}

}  // namespace dictum
