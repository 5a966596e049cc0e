#include "engine/check/lowering.h"

#include <utility>

#include "engine/lang/operators.h"

namespace dictum {
namespace {}  // namespace

Lowering::Lowering(Draft& draft, const Catalog& catalog, const IdMap<TermId, Term>& terms,
                   Constants& constants, FunctorTypes& functors, VariableClasses& classes,
                   Conversions& conversions, const UnitTable& units, Values& values)
    : draft_(draft),
      catalog_(catalog),
      terms_(terms),
      constants_(constants),
      functors_(functors),
      classes_(classes),
      conversions_(conversions),
      units_(units),
      values_(values),
      made_(draft.exprs.size()) {}

std::optional<Rule> Lowering::run() {
    expect_everywhere();
    settle();
    make_exprs();
    make_literals();
    make_head();
    if (!whole_) return std::nullopt;
    type_variables();
    rule_.span = draft_.span;
    rule_.body = std::move(draft_.body);
    return std::move(rule_);
}

// ---- what the places ask for ---------------------------------------------------------------

void Lowering::expect(ExprId root, const Type* type) {
    DraftExpr& node = draft_.exprs[root];
    if (node.typing == Typing::Flexible && node.expected == nullptr) node.expected = type;
}

void Lowering::expect_everywhere() {
    for (std::size_t i = 0; i < draft_.literals.size(); ++i) {
        const LiteralId id = id_at<LiteralId>(i);
        const auto& node = draft_.literals[id].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            if (draft_.notes[id].unknown) continue;
            for (std::size_t column = 0; column < atom->args.size(); ++column) {
                expect(atom->args[column], catalog_.type_of(atom->relation, column));
            }
        } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            expect_compared(*compare);
        } else if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
            for (const ExprId arg : predicate->args) expect(arg, base_type(BaseType::Symbol));
        }
    }
    for (std::size_t column = 0; draft_.head && column < draft_.head_args.size(); ++column) {
        expect(draft_.head_args[column], catalog_.type_of(*draft_.head, column));
    }
}

void Lowering::expect_compared(const CompareLiteral& compare) {
    const DraftExpr& lhs = draft_.exprs[compare.lhs];
    const DraftExpr& rhs = draft_.exprs[compare.rhs];
    if (lhs.typing == Typing::Flexible && rhs.typing == Typing::Flexible) {
        const bool mixed =
            (lhs.literal_kind == LiteralKind::Text) != (rhs.literal_kind == LiteralKind::Text);
        const LiteralKind kind =
            mixed ? lhs.literal_kind : std::max(lhs.literal_kind, rhs.literal_kind);
        draft_.types.push_back(constants_.default_type(kind));
        expect(compare.lhs, &draft_.types.back());
        expect(compare.rhs, &draft_.types.back());
        return;
    }
    const auto beside = [&](const DraftExpr& literal, const DraftExpr& known) {
        const bool promotes = constants_.dialect() == Dialect::Dictum &&
                              literal.literal_kind == LiteralKind::Decimal &&
                              is_whole(known.type->base);
        return promotes ? functors_.plain() : known.type;
    };
    if (rhs.typing == Typing::Known && lhs.typing == Typing::Flexible) {
        expect(compare.lhs, beside(lhs, rhs));
    }
    if (lhs.typing == Typing::Known && rhs.typing == Typing::Flexible) {
        expect(compare.rhs, beside(rhs, lhs));
    }
}

// Parents stand behind their children, so a loop backwards goes down the trees.
void Lowering::settle() {
    for (std::size_t i = draft_.exprs.size(); i > 0; --i) {
        DraftExpr& node = draft_.exprs[id_at<ExprId>(i - 1)];
        if (node.typing != Typing::Flexible) continue;
        if (node.kind == DraftExpr::Kind::Call) {
            settle_call(node);
        } else if (node.expected != nullptr) {
            node.type = node.expected;
        } else {
            draft_.types.push_back(constants_.default_type(node.literal_kind));
            node.type = &draft_.types.back();
        }
    }
}

void Lowering::settle_call(DraftExpr& call) {
    const bool text = call.literal_kind == LiteralKind::Text;
    BaseType base = constants_.default_type(call.literal_kind).base;
    if (!text && call.expected != nullptr && is_numeric(call.expected->base)) {
        base = call.expected->base;
    }
    const bool integral = call.builtin->signature == Signature::Integral;
    if (integral && base == BaseType::Quantity) base = BaseType::Number;
    call.type = base == BaseType::Quantity ? functors_.plain() : base_type(base);
    call.operands = base;
    for (const ExprId arg : draft_.args_of(call)) draft_.exprs[arg].expected = call.type;
}

// ---- expressions ---------------------------------------------------------------------------

void Lowering::make_exprs() {
    rule_.exprs.reserve(draft_.exprs.size());
    for (std::size_t i = 0; i < draft_.exprs.size(); ++i) {
        const DraftExpr& node = draft_.exprs[id_at<ExprId>(i)];
        made_[i] = make(node);
        whole_ = whole_ && made_[i].has_value();
    }
}

std::optional<ExprId> Lowering::make(const DraftExpr& node) {
    switch (node.kind) {
        case DraftExpr::Kind::Wildcard:
            return push(node.span, Type(), WildcardExpr{});
        case DraftExpr::Kind::Truth:
            return push(node.span, *node.type, ConstantExpr{word_of(node.negated)});
        case DraftExpr::Kind::Literal:
            return make_literal(node);
        case DraftExpr::Kind::Variable:
            if (node.typing != Typing::Known) return std::nullopt;
            return push(node.span, *node.type, VariableExpr{node.variable});
        case DraftExpr::Kind::Call:
            return make_call(node);
    }
    return std::nullopt;
}

std::optional<ExprId> Lowering::make_literal(const DraftExpr& node) {
    if (node.typing == Typing::Broken) return std::nullopt;
    auto constant = constants_.value(terms_[node.term], node.negated, node.span, *node.type);
    if (!constant) return std::nullopt;
    return push(node.span, std::move(constant->type), ConstantExpr{constant->value});
}

std::optional<ExprId> Lowering::make_call(const DraftExpr& call) {
    if (call.typing != Typing::Known && call.typing != Typing::Flexible) return std::nullopt;
    if (call.builtin->signature == Signature::Cast) return make_cast(call);
    FunctorExpr made;
    made.functor = call.functor;
    made.operands = call.operands;
    for (const ExprId arg : draft_.args_of(call)) {
        const auto emitted = made_[index_of(arg)];
        if (!emitted) return std::nullopt;
        const bool promoted =
            call.operands == BaseType::Quantity && is_whole(rule_.exprs[*emitted].type.base);
        made.args.push_back(promoted ? to_quantity(*emitted) : *emitted);
    }
    if (call.builtin->signature == Signature::Structure) return make_structure(call, made.args);
    const Type& type = *call.type;
    const bool rounds = call.builtin->signature == Signature::Rounding;
    if (rounds && units_[type.unit].factor != Decimal::from_integer(1)) {
        return round_in_unit(made.args.front(), call, type);
    }
    return push(call.span, type, std::move(made));
}

// What is cast, under the other type.
std::optional<ExprId> Lowering::make_cast(const DraftExpr& call) {
    const auto inner = made_[index_of(draft_.args_of(call).front())];
    if (!inner) return std::nullopt;
    auto node = rule_.exprs[*inner].node;
    return push(call.span, *call.type, std::move(node));
}

ExprId Lowering::round_in_unit(ExprId inner, const DraftExpr& call, const Type& type) {
    const auto apply = [&](Functor functor, std::vector<ExprId> args, const Type& result) {
        return push(call.span, result, FunctorExpr{functor, BaseType::Quantity, std::move(args)});
    };
    const Word one = values_.quantity(Interval::point(units_[type.unit].factor));
    const ExprId divisor = push(call.span, type, ConstantExpr{one});
    const ExprId count = apply(Functor::Divide, {inner, divisor}, *functors_.plain());
    const ExprId rounded = apply(call.functor, {count}, *functors_.plain());
    const ExprId factor = push(call.span, type, ConstantExpr{one});
    return apply(Functor::Multiply, {rounded, factor}, type);
}

ExprId Lowering::to_quantity(ExprId inner) {
    const Span span = rule_.exprs[inner].span;
    const BaseType from = rule_.exprs[inner].type.base;
    if (from == BaseType::Date) return to_period(inner);
    return push(span, *functors_.plain(), FunctorExpr{Functor::ToQuantity, from, {inner}});
}

// A day as a period: a constant stays one, so that facts hold values only.
ExprId Lowering::to_period(ExprId inner) {
    const Span span = rule_.exprs[inner].span;
    Type type = Type::of(BaseType::Quantity);
    type.unit = units_.calendar();
    type.measure = units_[type.unit].measure;
    if (const auto* constant = std::get_if<ConstantExpr>(&rule_.exprs[inner].node)) {
        const Decimal day = Decimal::from_integer(as_date(constant->value).days);
        const Word word = values_.quantity(Interval::point(day));
        return push(span, std::move(type), ConstantExpr{word});
    }
    return push(span, std::move(type), FunctorExpr{Functor::ToQuantity, BaseType::Date, {inner}});
}

ExprId Lowering::push(Span span, Type type, decltype(Expr::node) node) {
    return rule_.exprs.push({span, std::move(type), std::move(node)});
}

// ---- literals ------------------------------------------------------------------------------

void Lowering::make_literals() {
    for (std::size_t i = 0; i < draft_.literals.size(); ++i) {
        const LiteralId id = id_at<LiteralId>(i);
        Literal& literal = draft_.literals[id];
        const LiteralNotes& notes = draft_.notes[id];
        if (auto* atom = std::get_if<AtomLiteral>(&literal.node)) lower(*atom, notes);
        if (auto* compare = std::get_if<CompareLiteral>(&literal.node)) {
            lower(*compare, notes, literal.span);
        }
        if (auto* predicate = std::get_if<PredicateLiteral>(&literal.node)) lower(*predicate);
        if (auto* aggregate = std::get_if<AggregateLiteral>(&literal.node)) lower(*aggregate);
    }
    rule_.literals = std::move(draft_.literals);
}

void Lowering::lower(AtomLiteral& atom, const LiteralNotes& notes) {
    if (notes.unknown) {
        whole_ = false;
        return;
    }
    for (std::size_t column = 0; column < atom.args.size(); ++column) {
        const auto arg = argument(atom.args[column], atom.relation, column, atom.negated);
        if (arg) atom.args[column] = *arg;
    }
}

// The argument of an atom in a body. A variable of a positive one has met the column already.
std::optional<ExprId> Lowering::argument(ExprId root, RelationId relation, std::size_t column,
                                         bool negated) {
    const auto emitted = made_[index_of(root)];
    if (!emitted) return std::nullopt;
    if (draft_.exprs[root].kind == DraftExpr::Kind::Wildcard) {
        if (const Type* const type = catalog_.type_of(relation, column)) {
            rule_.exprs[*emitted].type = *type;
        }
        return emitted;
    }
    if (!negated && draft_.variable_of(root)) return emitted;
    const Conversion conversion =
        conversions_.to_column(*occupant(root), relation, column, negated);
    whole_ = whole_ && conversion != Conversion::Impossible;
    return convert(*emitted, conversion);
}

ExprId Lowering::convert(ExprId emitted, Conversion conversion) {
    return conversion == Conversion::ToQuantity ? to_quantity(emitted) : emitted;
}

// Nothing when the expression is broken. Good until the next expression is made.
std::optional<Occupant> Lowering::occupant(ExprId root) {
    const auto emitted = made_[index_of(root)];
    if (!emitted) return std::nullopt;
    const DraftExpr& node = draft_.exprs[root];
    Occupant value;
    value.span = node.span;
    value.exact = node.typing == Typing::Known && node.exact;
    if (const auto variable = draft_.variable_of(root)) {
        const VariableClass& own = classes_[*variable];
        value.name = draft_.variables[*variable].name;
        value.entities = &own.entities;
        value.type = node.type;
    } else {
        value.type = &rule_.exprs[*emitted].type;
    }
    return value;
}

void Lowering::lower(CompareLiteral& compare, const LiteralNotes& notes, Span span) {
    const auto lhs = occupant(compare.lhs);
    const auto rhs = occupant(compare.rhs);
    if (!lhs || !rhs) return;
    const auto sides = conversions_.compared(*lhs, *rhs, compare.op, span);
    if (!sides) {
        whole_ = false;
        return;
    }
    compare.operands = sides->operands;
    compare.lhs = convert(*made_[index_of(compare.lhs)], sides->lhs);
    compare.rhs = convert(*made_[index_of(compare.rhs)], sides->rhs);
    if (compare.operands == BaseType::Quantity) return;
    compare.op = notes.part == 1 ? CompareOp::NotEqual : certain(compare.op);
    // Its twin says it all.
    if (notes.part == 2) whole_ = false;
}

void Lowering::lower(PredicateLiteral& predicate) {
    for (ExprId& arg : predicate.args) {
        const auto value = occupant(arg);
        if (!value) continue;
        conversions_.to_symbol(*value, name_of(predicate.predicate));
        arg = *made_[index_of(arg)];
    }
}

void Lowering::lower(AggregateLiteral& aggregate) {
    if (!aggregate.target) return;
    const auto emitted = made_[index_of(*aggregate.target)];
    if (!emitted) return;
    aggregate.target = *emitted;
    aggregate.operands = rule_.exprs[*emitted].type.base;
}

void Lowering::make_head() {
    for (std::size_t column = 0; column < draft_.head_args.size(); ++column) {
        const ExprId root = draft_.head_args[column];
        const auto value = occupant(root);
        if (!value) continue;
        Conversion conversion = Conversion::None;
        if (draft_.head) {
            conversion = conversions_.to_column(*value, *draft_.head, column, false);
        }
        whole_ = whole_ && conversion != Conversion::Impossible;
        rule_.head_args.push_back(convert(*made_[index_of(root)], conversion));
    }
    if (draft_.head) rule_.head = *draft_.head;
    whole_ = whole_ && (draft_.head || draft_.is_goal);
}

void Lowering::type_variables() {
    rule_.variables = std::move(draft_.variables);
    for (std::uint32_t i = 0; i < rule_.variables.size(); ++i) {
        if (const Type* const type = classes_[i].type) rule_.variables[i].type = *type;
    }
}

}  // namespace dictum
