// Records among the expressions of a rule.
//
//   [x, 2]       make(1, x, 2)            [1, nil]     the constant itself
//   field 0 of r, where r is known to be of the branch with tag 1:  field(r, 1, 0)
#include "engine/check/lowering.h"
#include "engine/value/structure.h"

namespace dictum {

std::optional<ExprId> Lowering::make_structure(const DraftExpr& call, std::vector<ExprId> args) {
    const auto number = [&](Word word) {
        return push(call.span, Type::of(BaseType::Number), ConstantExpr{word});
    };
    if (call.functor != Functor::MakeRecord) {
        args.push_back(number(call.tag));
        if (call.functor == Functor::FieldOf) args.push_back(number(call.field));
        return push(call.span, *call.type,
                    FunctorExpr{call.functor, BaseType::Record, std::move(args)});
    }
    if (call.tag == 0) return push(call.span, *call.type, ConstantExpr{RecordPool::kNil});
    if (!fit_fields(call)) return std::nullopt;
    std::vector<Word> words;
    for (const ExprId arg : args) {
        const auto* const constant = std::get_if<ConstantExpr>(&rule_.exprs[arg].node);
        if (constant != nullptr) words.push_back(constant->value);
    }
    if (words.size() == args.size()) {
        return push(call.span, *call.type, ConstantExpr{values_.records().intern(call.tag, words)});
    }
    args.insert(args.begin(), number(call.tag));
    return push(call.span, *call.type,
                FunctorExpr{Functor::MakeRecord, BaseType::Record, std::move(args)});
}

bool Lowering::fit_fields(const DraftExpr& call) {
    const auto fields = functors_.fields_of(call);
    const auto args = draft_.args_of(call);
    bool fit = true;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto value = occupant(args[i]);
        fit = value && conversions_.to_field(*value, fields[i].type, fields[i].name) && fit;
    }
    return fit;
}

}  // namespace dictum
