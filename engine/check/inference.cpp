#include "engine/check/inference.h"

#include <algorithm>

#include "engine/lang/operators.h"
#include "engine/value/structure.h"

namespace dictum {
namespace {

constexpr int kHintRounds = 4;

bool passes_type_on(const DraftExpr& node) {
    if (node.kind != DraftExpr::Kind::Call) return true;
    if (node.builtin == nullptr) return false;
    const Signature signature = node.builtin->signature;
    return signature == Signature::Arithmetic || signature == Signature::Integral ||
           signature == Signature::Extreme;
}

}  // namespace

Inference::Inference(Draft& draft, const Catalog& catalog, const IdMap<TermId, Term>& terms,
                     const TypeRules& types, Constants& constants, FunctorTypes& functors,
                     VariableClasses& classes, Findings& findings)
    : draft_(draft),
      catalog_(catalog),
      terms_(terms),
      types_(types),
      constants_(constants),
      functors_(functors),
      classes_(classes),
      findings_(findings),
      uses_(draft.variables.size()),
      missing_(draft.exprs.size(), 0),
      home_(draft.exprs.size()),
      free_(draft.variables.size()) {}

void Inference::run() {
    begin();
    flow();
    find_free();
    for (int round = 0; round < kHintRounds && take_hints(); ++round) flow();
    for (std::uint32_t i = 0; i < free_.size(); ++i) {
        if (!free_[i] || classes_[i].type != nullptr) continue;
        draft_.types.push_back(constants_.default_type(*free_[i]));
        assign(i, &draft_.types.back(), false);
    }
    flow();
}

// ---- the flow of types ---------------------------------------------------------------------

void Inference::begin() {
    for (std::size_t i = 0; i < draft_.literals.size(); ++i) {
        const LiteralId id = id_at<LiteralId>(i);
        const auto& node = draft_.literals[id].node;
        if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            home_[index_of(compare->lhs)] = home_[index_of(compare->rhs)] = id;
        } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
            if (aggregate->target) home_[index_of(*aggregate->target)] = id;
            if (aggregate->kind == AggregateKind::Count) {
                classes_[aggregate->result].type = base_type(BaseType::Number);
            }
        }
    }
    for (std::size_t i = 0; i < draft_.exprs.size(); ++i) {
        const ExprId id = id_at<ExprId>(i);
        DraftExpr& node = draft_.exprs[id];
        if (node.kind == DraftExpr::Kind::Call) {
            for (const ExprId arg : draft_.args_of(node)) {
                // A record's type is known before its fields are.
                const bool waits = missing_[index_of(arg)] > 0;
                if (waits || draft_.exprs[arg].typing == Typing::Unknown) ++missing_[i];
            }
            if (missing_[i] == 0) functors_.find(id);
        } else {
            if (node.kind == DraftExpr::Kind::Variable) uses_[node.variable].push_back(id);
            type_leaf(node);
        }
        if (!node.parent && node.typing != Typing::Unknown) typed_.push_back(id);
    }
    std::reverse(typed_.begin(), typed_.end());
}

void Inference::type_leaf(DraftExpr& node) {
    if (node.typing != Typing::Unknown) return;
    if (node.kind == DraftExpr::Kind::Literal) {
        constants_.find_typing(terms_[node.term], node, draft_.types);
    } else if (const VariableClass& own = classes_[node.variable]; own.type != nullptr) {
        node.typing = Typing::Known;
        node.type = own.type;
        node.exact = own.exact;
    }
}

void Inference::flow() {
    while (!typed_.empty()) {
        const ExprId id = typed_.back();
        typed_.pop_back();
        const std::optional<ExprId> parent = draft_.exprs[id].parent;
        if (!parent) {
            at_root(id);
        } else if (--missing_[index_of(*parent)] == 0) {
            functors_.find(*parent);
            typed_.push_back(*parent);
        }
    }
}

void Inference::at_root(ExprId id) {
    const std::optional<LiteralId> home = home_[index_of(id)];
    if (!home) return;
    const auto& node = draft_.literals[*home].node;
    if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
        equal_side(*compare, id);
    } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
        aggregate_target(*aggregate, id);
    }
}

void Inference::equal_side(const CompareLiteral& compare, ExprId id) {
    if (compare.op != CompareOp::Equal) return;
    const auto variable = draft_.variable_of(compare.lhs == id ? compare.rhs : compare.lhs);
    const DraftExpr& value = draft_.exprs[id];
    if (!variable || value.typing != Typing::Known) return;
    if (classes_[*variable].type == nullptr) assign(*variable, value.type, value.exact);
}

void Inference::aggregate_target(const AggregateLiteral& aggregate, ExprId id) {
    DraftExpr& target = draft_.exprs[id];
    if (target.typing == Typing::Flexible) {
        draft_.types.push_back(constants_.default_type(target.literal_kind));
        target.expected = &draft_.types.back();
    }
    const Type* const type = target.typing == Typing::Flexible ? target.expected : target.type;
    if (type == nullptr || classes_[aggregate.result].type != nullptr) return;
    const bool adds = aggregate.kind == AggregateKind::Sum || aggregate.kind == AggregateKind::Mean;
    if (!is_numeric(type->base) || (adds && is_period(*type))) {
        findings_.error("type-mismatch", target.span,
                        "`" + std::string(word(aggregate.kind)) +
                            "` takes numbers and quantities, and this is " +
                            types_.describe(*type));
        return;
    }
    const bool divides = aggregate.kind == AggregateKind::Mean && type->base != BaseType::Quantity;
    if (type->base == BaseType::Quantity) return assign(aggregate.result, type, false);
    assign(aggregate.result, base_type(divides ? BaseType::Float : type->base), false);
}

void Inference::assign(std::uint32_t variable, const Type* type, bool exact) {
    VariableClass& own = classes_[variable];
    if (own.broken) return;
    own.type = type;
    own.exact = exact;
    for (const std::uint32_t member : own.variables) {
        for (const ExprId use : uses_[member]) {
            DraftExpr& node = draft_.exprs[use];
            node.typing = Typing::Known;
            node.type = type;
            node.exact = exact;
            typed_.push_back(use);
        }
    }
}

// ---- what only literals explain ------------------------------------------------------------

void Inference::find_free() {
    bool any = false;
    for (const Literal& literal : draft_.literals) {
        const auto* const compare = std::get_if<CompareLiteral>(&literal.node);
        if (compare == nullptr || compare->op != CompareOp::Equal) continue;
        for (const bool left : {true, false}) {
            const auto variable = draft_.variable_of(left ? compare->lhs : compare->rhs);
            const ExprId value = left ? compare->rhs : compare->lhs;
            if (!variable || classes_[*variable].type != nullptr) continue;
            const DraftExpr& node = draft_.exprs[value];
            if (node.typing == Typing::Flexible) {
                const LiteralKind kind = free_[*variable].value_or(node.literal_kind);
                free_[*variable] = std::max(kind, node.literal_kind);
                any = true;
            } else if (node.typing == Typing::Unknown) {
                join_arithmetic(*variable, value);
            }
        }
    }
    if (!any) return;
    std::vector<std::optional<LiteralKind>> by_root(free_.size());
    for (std::uint32_t i = 0; i < free_.size(); ++i) {
        std::optional<LiteralKind>& kind = by_root[classes_.root_of(i)];
        if (free_[i]) kind = std::max(kind.value_or(*free_[i]), *free_[i]);
    }
    for (std::uint32_t i = 0; i < free_.size(); ++i) free_[i] = by_root[classes_.root_of(i)];
}

// `y = x + 1` where nothing is known of x: y is what x is.
void Inference::join_arithmetic(std::uint32_t variable, ExprId value) {
    if (!is_arithmetic(value)) return;
    std::vector<std::uint32_t> others;
    bool open = true;
    visit_exprs(draft_, value, [&](ExprId, const DraftExpr& node) {
        if (node.kind == DraftExpr::Kind::Variable) {
            const bool is_result = draft_.variables[node.variable].name.empty();
            open = open && node.typing == Typing::Unknown && !is_result;
            others.push_back(node.variable);
        } else if (node.kind != DraftExpr::Kind::Call) {
            open = open && node.typing == Typing::Flexible;
        }
    });
    if (!open) return;
    for (const std::uint32_t other : others) classes_.unite(variable, other);
}

bool Inference::is_arithmetic(ExprId root) const {
    bool all = true;
    visit_exprs(draft_, root,
                [&](ExprId, const DraftExpr& node) { all = all && passes_type_on(node); });
    return all;
}

bool Inference::take_hints() {
    const bool open =
        std::any_of(free_.begin(), free_.end(), [](const auto& kind) { return kind.has_value(); });
    if (!open) return false;
    hints_.assign(draft_.exprs.size(), nullptr);
    hint_roots();
    bool taken = false;
    for (std::size_t i = draft_.exprs.size(); i > 0; --i) {
        const DraftExpr& node = draft_.exprs[id_at<ExprId>(i - 1)];
        const bool makes = node.kind == DraftExpr::Kind::Call && node.typing == Typing::Known &&
                           node.functor == Functor::MakeRecord;
        if (node.typing != Typing::Unknown && !makes) continue;
        if (node.kind == DraftExpr::Kind::Call) hint_arguments(node, hints_[i - 1]);
        if (node.kind == DraftExpr::Kind::Variable) {
            taken = take_hint(node.variable, hints_[i - 1]) || taken;
        }
    }
    return taken;
}

void Inference::hint_roots() {
    for (std::size_t i = 0; i < draft_.literals.size(); ++i) {
        const LiteralId id = id_at<LiteralId>(i);
        const auto& node = draft_.literals[id].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            if (!draft_.notes[id].unknown) hint_columns(atom->relation, atom->args);
        } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            hints_[index_of(compare->lhs)] = known_type(compare->rhs);
            hints_[index_of(compare->rhs)] = known_type(compare->lhs);
        }
    }
    if (draft_.head) hint_columns(*draft_.head, draft_.head_args);
}

void Inference::hint_columns(RelationId relation, const std::vector<ExprId>& args) {
    for (std::size_t column = 0; column < args.size(); ++column) {
        hints_[index_of(args[column])] = catalog_.type_of(relation, column);
    }
}

// An argument takes the type of one beside it, or what the place of the call asks for.
void Inference::hint_arguments(const DraftExpr& call, const Type* type) {
    if (call.builtin == nullptr) return;
    const auto args = draft_.args_of(call);
    if (call.functor == Functor::MakeRecord) {
        const auto fields = functors_.fields_of(call);
        for (std::size_t i = 0; i < fields.size(); ++i) hints_[index_of(args[i])] = &fields[i].type;
        return;
    }
    const std::vector<BaseType>& params = call.builtin->params;
    if (params.empty() && !passes_type_on(call)) return;
    for (const ExprId arg : args) {
        if (known_type(arg) != nullptr) type = known_type(arg);
    }
    const bool scales = call.functor == Functor::Multiply || call.functor == Functor::Divide;
    if (type != nullptr && scales && type->base == BaseType::Quantity) type = functors_.plain();
    for (std::size_t i = 0; i < args.size(); ++i) {
        const bool fixed = !params.empty();
        hints_[index_of(args[i])] =
            fixed ? base_type(params[std::min(i, params.size() - 1)]) : type;
    }
}

bool Inference::take_hint(std::uint32_t variable, const Type* type) {
    if (type == nullptr || !free_[variable] || classes_[variable].type != nullptr) return false;
    const Type* const taken = hinted(type, *free_[variable]);
    if (taken != nullptr) assign(variable, taken, false);
    return taken != nullptr;
}

const Type* Inference::known_type(ExprId id) const {
    const DraftExpr& node = draft_.exprs[id];
    return node.typing == Typing::Known ? node.type : nullptr;
}

// What a class of literals of that kind becomes; null when the hint is of no use to it.
const Type* Inference::hinted(const Type* type, LiteralKind kind) const {
    if (kind == LiteralKind::Text) {
        if (type->base != BaseType::Symbol) return nullptr;
        return types_.is_entity(*type) ? type : base_type(BaseType::Symbol);
    }
    if (!is_numeric(type->base)) return nullptr;
    const bool whole = type->base == BaseType::Number || type->base == BaseType::Unsigned;
    if (kind == LiteralKind::Decimal && whole) return nullptr;
    return type->base == BaseType::Quantity ? type : base_type(type->base);
}

}  // namespace dictum
