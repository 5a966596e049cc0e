#include "engine/check/draft_builder.h"

#include <algorithm>

#include "engine/check/declarations.h"
#include "engine/lang/operators.h"

namespace dictum {

// ---- names ---------------------------------------------------------------------------------

// Calls `visit(term)` for a term and its parts, left to right; aggregates are not entered.
template <class Visit>
void DraftBuilder::visit_terms(TermId root, Visit visit) const {
    std::vector<TermId> pending{root};
    while (!pending.empty()) {
        const Term& term = trees_.terms[pending.back()];
        pending.pop_back();
        visit(term);
        if (const auto* unary = std::get_if<UnaryTerm>(&term.node)) {
            pending.push_back(unary->arg);
        } else if (const auto* binary = std::get_if<BinaryTerm>(&term.node)) {
            pending.push_back(binary->rhs);
            pending.push_back(binary->lhs);
        } else if (const auto* call = std::get_if<CallTerm>(&term.node)) {
            pending.insert(pending.end(), call->args.rbegin(), call->args.rend());
        }
    }
}

template <class Visit>
void DraftBuilder::visit_formula_terms(FormulaId root, Visit visit) const {
    std::vector<FormulaId> pending{root};
    while (!pending.empty()) {
        const Formula& formula = trees_.formulas[pending.back()];
        pending.pop_back();
        if (const auto* atom = std::get_if<AtomFormula>(&formula.node)) {
            for (const TermId arg : atom->atom.args) visit_terms(arg, visit);
        } else if (const auto* compare = std::get_if<CompareFormula>(&formula.node)) {
            visit_terms(compare->lhs, visit);
            visit_terms(compare->rhs, visit);
        } else if (const auto* inner = std::get_if<NotFormula>(&formula.node)) {
            pending.push_back(inner->inner);
        } else if (const auto* all = std::get_if<AndFormula>(&formula.node)) {
            pending.insert(pending.end(), all->parts.rbegin(), all->parts.rend());
        } else if (const auto* any = std::get_if<OrFormula>(&formula.node)) {
            pending.insert(pending.end(), any->parts.rbegin(), any->parts.rend());
        }
    }
}

void DraftBuilder::number_outer(const Atom* head, std::span<const SignedLiteral> body) {
    outer_.clear();
    outer_names_.clear();
    if (head != nullptr) {
        for (const TermId arg : head->args) number_outer(arg);
    }
    for (const SignedLiteral& literal : body) {
        const auto& node = trees_.formulas[literal.formula].node;
        if (const auto* atom = std::get_if<AtomFormula>(&node)) {
            for (const TermId arg : atom->atom.args) number_outer(arg);
        } else if (const auto* compare = std::get_if<CompareFormula>(&node)) {
            number_outer(compare->lhs);
            number_outer(compare->rhs);
        }
    }
}

void DraftBuilder::number_outer(TermId root) {
    visit_terms(root, [&](const Term& term) {
        const auto* const named = std::get_if<VariableTerm>(&term.node);
        if (named == nullptr || outer_.contains(named->name)) return;
        outer_.emplace(named->name, add_variable(named->name));
        outer_names_.push_back(named->name);
    });
}

std::uint32_t DraftBuilder::add_variable(std::string name) {
    Variable variable;
    variable.hidden = name.empty() || name[0] == '_';
    variable.name = std::move(name);
    draft_.variables.push_back(std::move(variable));
    return static_cast<std::uint32_t>(draft_.variables.size() - 1);
}

std::optional<std::uint32_t> DraftBuilder::outer_variable(const std::string& name) const {
    const auto found = outer_.find(name);
    return found == outer_.end() ? std::nullopt : std::optional(found->second);
}

std::uint32_t DraftBuilder::variable(const std::string& name, Scope& scope) {
    const auto outer = outer_.find(name);
    const bool is_own = scope.aggregate && (outer == outer_.end() || scope.own.contains(name));
    if (!is_own) {
        if (scope.aggregate) scope.outer.push_back(outer->second);
        return outer->second;
    }
    const auto local = scope.locals.find(name);
    if (local != scope.locals.end()) return local->second;
    return scope.locals.emplace(name, add_variable(name)).first->second;
}

// ---- literals ------------------------------------------------------------------------------

Draft DraftBuilder::build(const Atom* head, std::span<const SignedLiteral> body, Span span) {
    draft_ = Draft();
    draft_.span = span;
    draft_.is_goal = head == nullptr;
    ready_.clear();
    number_outer(head, body);
    Scope scope;
    scope.body = &draft_.body;
    for (const SignedLiteral& literal : body) add_literal(literal, scope);
    if (head != nullptr) add_head(*head, scope);
    return std::move(draft_);
}

void DraftBuilder::add_head(const Atom& head, Scope& scope) {
    draft_.head_span = head.span;
    draft_.head = relation_of(head);
    for (const TermId arg : head.args) {
        const ExprId id = expr(arg, Place::Head, scope);
        draft_.head_args.push_back(id);
    }
}

void DraftBuilder::add_literal(const SignedLiteral& literal, Scope& scope) {
    const Formula& formula = trees_.formulas[literal.formula];
    if (const auto* compare = std::get_if<CompareFormula>(&formula.node)) {
        add_compare(*compare, literal, scope);
    } else if (const auto* atom = std::get_if<AtomFormula>(&formula.node)) {
        if (predicate_named(atom->atom.name) != nullptr) {
            add_predicate(atom->atom, literal.negated, scope);
        } else {
            add_atom(atom->atom, literal.negated, scope);
        }
    }
}

LiteralId DraftBuilder::push(Literal literal, LiteralNotes notes, Scope& scope) {
    notes.aggregate = scope.aggregate;
    const LiteralId id = draft_.literals.push(std::move(literal));
    draft_.notes.push(notes);
    scope.body->push_back(id);
    return id;
}

void DraftBuilder::add_atom(const Atom& atom, bool negated, Scope& scope) {
    AtomLiteral node;
    node.negated = negated;
    LiteralNotes notes;
    const std::optional<RelationId> relation = relation_of(atom);
    notes.unknown = !relation;
    if (relation) node.relation = *relation;
    for (const TermId arg : atom.args) node.args.push_back(expr(arg, Place::Atom, scope));
    push({atom.span, std::move(node)}, notes, scope);
}

std::optional<RelationId> DraftBuilder::relation_of(const Atom& atom) {
    const std::optional<RelationId> relation = catalog_.find(atom.name);
    if (!relation) {
        if (const PredicateBuiltin* const predicate = predicate_named(atom.name)) {
            findings_.error("reserved-name", atom.name_span,
                            "`" + atom.name + "` is a built-in predicate and can't be concluded",
                            "it is written in bodies: `" + std::string(predicate->usage) + "`");
        } else {
            report_unknown_relation(atom.name, atom.name_span, catalog_, findings_);
        }
        return std::nullopt;
    }
    const Relation& declared = catalog_[*relation];
    if (declared.columns.size() == atom.args.size()) return relation;
    const std::size_t wanted = declared.columns.size();
    findings_.error("wrong-arity", atom.span,
                    "`" + atom.name + "` has " + std::to_string(wanted) +
                        (wanted == 1 ? " column, not " : " columns, not ") +
                        std::to_string(atom.args.size()),
                    "write `" + usage_of(declared) + "`");
    return std::nullopt;
}

void DraftBuilder::add_predicate(const Atom& atom, bool negated, Scope& scope) {
    const PredicateBuiltin& builtin = *predicate_named(atom.name);
    PredicateLiteral node;
    node.predicate = builtin.predicate;
    node.negated = negated;
    for (const TermId arg : atom.args) node.args.push_back(expr(arg, Place::Value, scope));
    if (atom.args.size() != kPredicateArguments) {
        findings_.error(
            "wrong-arity", atom.span,
            "`" + atom.name + "` takes two values, not " + std::to_string(atom.args.size()),
            "write `" + std::string(builtin.usage) + "`");
    }
    push({atom.span, std::move(node)}, {}, scope);
}

void DraftBuilder::add_compare(const CompareFormula& compare, const SignedLiteral& literal,
                               Scope& scope) {
    CompareLiteral node;
    node.op = compare.op;
    if (literal.part != 0) {
        node.op = literal.part == 1 ? CompareOp::Less : CompareOp::Greater;
    } else if (literal.negated) {
        node.op = negation_of(compare.op);
    }
    const auto place = [&](TermId side, TermId other) {
        const bool stays = node.op == CompareOp::Equal && generates(side, other);
        return stays ? Place::Generator : Place::Side;
    };
    node.lhs = expr(compare.lhs, place(compare.lhs, compare.rhs), scope);
    node.rhs = expr(compare.rhs, place(compare.rhs, compare.lhs), scope);
    LiteralNotes notes;
    notes.part = literal.part;
    push({trees_.formulas[literal.formula].span, node}, notes, scope);
}

// ---- ranges --------------------------------------------------------------------------------

// Is it a range beside a variable?
bool DraftBuilder::generates(TermId side, TermId other) const {
    const auto* const call = std::get_if<CallTerm>(&trees_.terms[side].node);
    return call != nullptr && call->functor == name_of(Functor::Range) &&
           std::holds_alternative<VariableTerm>(trees_.terms[other].node);
}

// A range within an expression: a variable that `=` binds to each of its values.
ExprId DraftBuilder::lift_range(ExprId call, Scope& scope) {
    const Span span = draft_.exprs[call].span;
    const std::uint32_t variable = add_variable("_range" + std::to_string(draft_.variables.size()));
    const auto occurrence = [&] {
        DraftExpr node;
        node.span = span;
        node.kind = DraftExpr::Kind::Variable;
        node.variable = variable;
        return push_expr(node);
    };
    CompareLiteral equal;
    equal.op = CompareOp::Equal;
    equal.lhs = occurrence();
    equal.rhs = call;
    push({span, equal}, {}, scope);
    return occurrence();
}

// ---- aggregates ----------------------------------------------------------------------------

// The hidden variable that stands for the aggregate, whose literal is added to the rule.
ExprId DraftBuilder::lift(const Term& term, const AggregateTerm& aggregate, Scope& scope) {
    DraftExpr result;
    result.span = term.span;
    if (scope.aggregate) {
        findings_.error("unsupported", term.span, "this version has no nested aggregates",
                        "give the inner aggregate a relation of its own");
        result.typing = Typing::Broken;
        return push_expr(result);
    }
    AggregateLiteral node;
    node.kind = aggregate.kind;
    node.result = add_variable("");
    const LiteralId id = push({term.span, node}, {}, scope);
    Scope inner;
    inner.aggregate = id;
    inner.body = &node.body;
    inner.own = own_names(aggregate);
    add_aggregate_body(aggregate, inner);
    if (aggregate.target) node.target = expr(*aggregate.target, Place::Value, inner);
    std::sort(inner.outer.begin(), inner.outer.end());
    inner.outer.erase(std::unique(inner.outer.begin(), inner.outer.end()), inner.outer.end());
    node.outer = std::move(inner.outer);
    result.kind = DraftExpr::Kind::Variable;
    result.variable = node.result;
    draft_.literals[id].node = std::move(node);
    return push_expr(result);
}

std::unordered_set<std::string> DraftBuilder::own_names(const AggregateTerm& aggregate) const {
    std::unordered_set<std::string> in_body;
    const auto collect = [&](const Term& term) {
        const auto* const named = std::get_if<VariableTerm>(&term.node);
        if (named != nullptr) in_body.insert(named->name);
    };
    visit_formula_terms(aggregate.body, collect);
    std::unordered_set<std::string> own;
    if (!aggregate.target) return own;
    visit_terms(*aggregate.target, [&](const Term& term) {
        const auto* const named = std::get_if<VariableTerm>(&term.node);
        if (named != nullptr && in_body.contains(named->name)) own.insert(named->name);
    });
    return own;
}

void DraftBuilder::add_aggregate_body(const AggregateTerm& aggregate, Scope& scope) {
    const std::size_t count = alternatives_.count(aggregate.body);
    if (count > 1) {
        findings_.error("unsupported", trees_.formulas[aggregate.body].span,
                        "this version has no alternatives (`;`) inside an aggregate",
                        "give the body a relation of its own, with a rule for each alternative");
        return;
    }
    if (count == 0) {
        add_never(trees_.formulas[aggregate.body].span, scope);
        return;
    }
    for (const SignedLiteral& literal : alternatives_.conjunction(aggregate.body, 0)) {
        add_literal(literal, scope);
    }
}

// `false` in an aggregate's body: a literal that never holds.
void DraftBuilder::add_never(Span span, Scope& scope) {
    static const Type kBool = Type::of(BaseType::Bool);
    CompareLiteral never;
    never.operands = BaseType::Bool;
    for (ExprId* side : {&never.lhs, &never.rhs}) {
        DraftExpr constant;
        constant.span = span;
        constant.typing = Typing::Known;
        constant.type = &kBool;
        constant.kind = DraftExpr::Kind::Truth;
        constant.negated = side == &never.lhs;
        *side = push_expr(constant);
    }
    push({span, never}, {}, scope);
}

// ---- expressions ---------------------------------------------------------------------------

ExprId DraftBuilder::expr(TermId root, Place place, Scope& scope) {
    struct Step {
        TermId id{};
        std::size_t joins = 0;  // 0: visit the term; otherwise make a call of so many operands
        Place place = Place::Value;
    };
    std::vector<Step> steps{{root, 0, place}};
    const auto below = [&](TermId id, std::size_t arity, Place where = Place::Value) {
        steps.push_back({id, arity, where});
    };
    while (!steps.empty()) {
        const Step step = steps.back();
        steps.pop_back();
        const Term& term = trees_.terms[step.id];
        if (step.joins != 0) {
            ExprId made = call(term, step.joins - 1);
            draft_.exprs[made].term = step.id;
            const bool several = draft_.exprs[made].functor == Functor::Range;
            if (several && step.place != Place::Generator) made = lift_range(made, scope);
            ready_.push_back(made);
            continue;
        }
        const auto* const unary = std::get_if<UnaryTerm>(&term.node);
        if (unary != nullptr && !folds_sign(*unary)) {
            below(step.id, 2);
            below(unary->arg, 0);
        } else if (const auto* binary = std::get_if<BinaryTerm>(&term.node)) {
            below(step.id, 3);
            below(binary->rhs, 0);
            below(binary->lhs, 0);
        } else if (const auto* made = std::get_if<CallTerm>(&term.node)) {
            const bool matched = makes_record(made->functor) && step.place != Place::Head &&
                                 step.place != Place::Value;
            const Place where = matched ? Place::Field : Place::Value;
            below(step.id, made->args.size() + 1, step.place);
            for (std::size_t i = made->args.size(); i > 0; --i) below(made->args[i - 1], 0, where);
        } else if (const auto* aggregate = std::get_if<AggregateTerm>(&term.node)) {
            ready_.push_back(lift(term, *aggregate, scope));
        } else {
            ready_.push_back(leaf(term, step.id, step.place, scope));
        }
    }
    const ExprId result = ready_.back();
    ready_.pop_back();
    return result;
}

ExprId DraftBuilder::push_expr(DraftExpr node) { return draft_.exprs.push(node); }

// `-5` is a literal.
bool DraftBuilder::folds_sign(const UnaryTerm& unary) const {
    const auto& inner = trees_.terms[unary.arg].node;
    const auto* const integer = std::get_if<IntegerTerm>(&inner);
    return (integer != nullptr && !integer->is_unsigned) ||
           std::holds_alternative<FloatTerm>(inner);
}

ExprId DraftBuilder::leaf(const Term& term, TermId id, Place place, Scope& scope) {
    DraftExpr node;
    node.span = term.span;
    if (const auto* named = std::get_if<VariableTerm>(&term.node)) {
        node.kind = DraftExpr::Kind::Variable;
        node.variable = variable(named->name, scope);
    } else if (std::holds_alternative<WildcardTerm>(term.node)) {
        node.kind = DraftExpr::Kind::Wildcard;
        // In a record it is judged by what becomes of that (record_terms.h).
        node.typing = place == Place::Field ? Typing::Unknown : Typing::Broken;
        if (place != Place::Atom && place != Place::Field) report_wildcard(term, place);
    } else if (const auto* unary = std::get_if<UnaryTerm>(&term.node)) {
        node.negated = true;
        node.term = unary->arg;
    } else {
        node.term = id;
    }
    return push_expr(node);
}

void DraftBuilder::report_wildcard(const Term& term, Place place) {
    if (place == Place::Head) {
        findings_.error("wildcard-in-head", term.span, "`_` in a head has no value to conclude",
                        "write a variable that the body binds, or a constant");
    } else {
        findings_.error("misplaced-wildcard", term.span,
                        "`_` has no value: it stands only as an argument of an atom",
                        "write a variable that an atom binds");
    }
}

ExprId DraftBuilder::call(const Term& term, std::size_t arity) {
    DraftExpr node;
    node.span = term.span;
    node.kind = DraftExpr::Kind::Call;
    node.builtin = builtin_of(term);
    node.args_begin = static_cast<std::uint32_t>(draft_.args.size());
    node.args_count = static_cast<std::uint32_t>(arity);
    const auto first = ready_.end() - static_cast<std::ptrdiff_t>(arity);
    draft_.args.insert(draft_.args.end(), first, ready_.end());
    ready_.erase(first, ready_.end());
    if (node.builtin == nullptr) {
        node.typing = Typing::Broken;
    } else {
        node.functor = node.builtin->functor;
        const bool fits = node.builtin->least <= arity && arity <= node.builtin->most;
        if (!fits) {
            check_arity(term, *node.builtin, arity);
            node.typing = Typing::Broken;
        }
    }
    if (node.builtin == &type_cast()) {
        const std::string& functor = std::get<CallTerm>(term.node).functor;
        node.type = catalog_.cast_named(functor.substr(kCastTerm.size()));
        if (node.type == nullptr) node.typing = Typing::Broken;
    }
    const ExprId id = draft_.exprs.push(node);
    for (const ExprId arg : draft_.args_of(draft_.exprs[id])) draft_.exprs[arg].parent = id;
    return id;
}

void DraftBuilder::check_arity(const Term& term, const Builtin& builtin, std::size_t arity) {
    const bool open = builtin.most == kAnyNumber;
    std::string wanted = std::to_string(builtin.least);
    wanted += builtin.least == 1 ? " value" : " values";
    findings_.error("wrong-arity", term.span,
                    "`" + std::string(builtin.name) + "` takes " + wanted +
                        (open ? " or more, not " : ", not ") + std::to_string(arity),
                    "write `" + std::string(builtin.usage) + "`");
}

// Null, and an error, when the term calls an unknown functor.
const Builtin* DraftBuilder::builtin_of(const Term& term) {
    if (const auto* binary = std::get_if<BinaryTerm>(&term.node)) {
        return &dictum::builtin_of(binary->op);
    }
    const auto* const made = std::get_if<CallTerm>(&term.node);
    if (made == nullptr) return &negation();
    if (makes_record(made->functor)) return &record_maker();
    if (is_cast_term(made->functor)) return &type_cast();
    const Builtin* const builtin = functor_named(made->functor);
    if (builtin != nullptr) return builtin;
    std::string mend;
    if (predicate_named(made->functor) != nullptr) {
        mend = "it is a literal of its own: `p(x), " + made->functor + "(...)`";
    } else if (catalog_.find(made->functor)) {
        mend = "a relation gives no value: write it as a literal of its own that binds a variable";
    } else {
        mend = findings_.suggestion(made->functor, functor_names);
    }
    findings_.error("unknown-functor", term.span, "there is no functor `" + made->functor + "`",
                    std::move(mend));
    return nullptr;
}

}  // namespace dictum
