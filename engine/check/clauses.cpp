#include "engine/check/clauses.h"

#include "engine/check/inference.h"
#include "engine/check/lowering.h"
#include "engine/check/record_terms.h"
#include "engine/check/safety.h"
#include "engine/check/single_use.h"
#include "engine/value/limits.h"

namespace dictum {
namespace {

// What alternatives and further heads may add to a program, in literals: each rule has a body of
// its own.
constexpr std::size_t kExpandedMax = 200'000;

}  // namespace

std::optional<Rule> check_draft(Draft draft, const RuleContext& context) {
    match_records(draft, context);
    check_safety(draft, context.findings);
    VariableClasses classes(draft, context.catalog, context.types, context.findings);
    FunctorTypes functors(draft, context.types, context.constants, context.vocabulary.units,
                          context.values, context.findings);
    Inference inference(draft, context.catalog, context.trees.terms, context.types,
                        context.constants, functors, classes, context.findings);
    inference.run();
    Conversions conversions(context.catalog, context.types, context.vocabulary.units,
                            context.findings);
    Lowering lowering(draft, context.catalog, context.trees.terms, context.constants, functors,
                      classes, conversions, context.vocabulary.units, context.values);
    return lowering.run();
}

Clauses::Clauses(const SyntaxProgram& syntax, CheckedProgram& program, const RuleContext& context)
    : syntax_(syntax),
      program_(program),
      context_(context),
      alternatives_(syntax.formulas),
      builder_(context.trees, context.catalog, context.findings) {}

void Clauses::add(const Clause& clause) {
    if (!clause.body && add_fact(clause)) return;
    add_rules(clause);
}

// ---- facts ---------------------------------------------------------------------------------

// False when the clause has to be read as a rule.
bool Clauses::add_fact(const Clause& clause) {
    const Atom& head = clause.heads[0];
    const auto relation = context_.catalog.find(head.name);
    if (clause.heads.size() != 1 || !relation) return false;
    if (context_.catalog[*relation].columns.size() != head.args.size()) return false;
    for (const TermId arg : head.args) {
        if (!is_value(arg)) return false;
    }
    Fact fact;
    fact.relation = *relation;
    fact.span = clause.span;
    fact.support = clause.support;
    bool whole = true;
    for (std::size_t column = 0; column < head.args.size(); ++column) {
        const auto word = fact_value(head.args[column], *relation, column);
        whole = whole && word.has_value();
        fact.tuple.push_back(word.value_or(0));
    }
    if (whole) program_.facts.push_back(std::move(fact));
    return true;
}

bool Clauses::is_value(TermId id) const {
    const auto& node = syntax_.terms[id].node;
    if (const auto* unary = std::get_if<UnaryTerm>(&node)) {
        const auto& inner = syntax_.terms[unary->arg].node;
        const auto* const integer = std::get_if<IntegerTerm>(&inner);
        return (integer != nullptr && !integer->is_unsigned) ||
               std::holds_alternative<FloatTerm>(inner);
    }
    return !std::holds_alternative<VariableTerm>(node) &&
           !std::holds_alternative<WildcardTerm>(node) &&
           !std::holds_alternative<BinaryTerm>(node) && !std::holds_alternative<CallTerm>(node) &&
           !std::holds_alternative<AggregateTerm>(node);
}

// Nothing, and an error, when the value is not one of the column.
std::optional<Word> Clauses::fact_value(TermId id, RelationId relation, std::size_t column) {
    const Type* const wanted = context_.catalog.type_of(relation, column);
    if (wanted == nullptr) return std::nullopt;
    const auto* const unary = std::get_if<UnaryTerm>(&syntax_.terms[id].node);
    const Term& term = unary != nullptr ? syntax_.terms[unary->arg] : syntax_.terms[id];
    DraftExpr node;
    std::deque<Type> made;
    context_.constants.find_typing(term, node, made);
    if (node.typing == Typing::Broken) return std::nullopt;
    const Type& type = node.typing == Typing::Known ? *node.type : *wanted;
    Conversion conversion = Conversion::None;
    if (node.typing == Typing::Known) {
        Occupant value;
        value.span = syntax_.terms[id].span;
        value.type = &type;
        Conversions conversions(context_.catalog, context_.types, context_.vocabulary.units,
                                context_.findings);
        conversion = conversions.to_column(value, relation, column, false);
        if (conversion == Conversion::Impossible) return std::nullopt;
    }
    const auto constant =
        context_.constants.value(term, unary != nullptr, syntax_.terms[id].span, type);
    if (!constant) return std::nullopt;
    return conversion == Conversion::ToQuantity ? as_quantity(*constant) : constant->value;
}

// An unsigned number as a plain quantity, or a day as a period.
Word Clauses::as_quantity(const Constant& constant) const {
    const std::string digits = constant.type.base == BaseType::Unsigned
                                   ? std::to_string(constant.value)
                                   : std::to_string(as_number(constant.value));
    return context_.values.quantity({*Decimal::parse(digits, Rounding::Down),
                                     *Decimal::parse(digits, Rounding::Up), false, false});
}

// ---- rules ---------------------------------------------------------------------------------

void Clauses::add_rules(const Clause& clause) {
    if (clause.support) {
        context_.findings.error("claim-not-ground", clause.span,
                                "a claim holds values only, and this one is calculated",
                                "write the value itself");
    }
    const std::size_t count = clause.body ? alternatives_.count(*clause.body) : 1;
    for (std::size_t k = 0; k < count; ++k) {
        std::vector<SignedLiteral> body;
        if (clause.body) {
            if (k == 0 && count > kAlternativesMax) {
                report_too_many(clause);
                return;
            }
            body = alternatives_.conjunction(*clause.body, k);
        }
        const std::size_t copies = clause.heads.size() - (k == 0 ? 1 : 0);
        expanded_ += copies * (body.size() + 1);
        if (expanded_ > kExpandedMax) {
            report_too_many(clause);
            return;
        }
        for (const Atom& head : clause.heads) add_rule(clause, head, body);
    }
    if (syntax_.dialect == Dialect::Dictum) {
        warn_of_single_use(context_.trees, clause, context_.findings);
    }
}

void Clauses::report_too_many(const Clause& clause) {
    context_.findings.error("too-many-alternatives", clause.span,
                            "the alternatives of this clause make too many rules (at most " +
                                std::to_string(kAlternativesMax) + " of a clause)",
                            "give a part of the body a relation of its own");
}

void Clauses::add_rule(const Clause& clause, const Atom& head,
                       const std::vector<SignedLiteral>& body) {
    Draft draft = builder_.build(&head, body, clause.span);
    std::optional<Rule> rule = check_draft(std::move(draft), context_);
    std::string id = id_of(clause, head);
    if (!rule) return;
    rule->id = std::move(id);
    rule->strength = clause.strength;
    rule->overrides = clause.overrides;
    rule->at_least = clause.at_least;
    rule->date = clause.date;
    rule->subsumes = clause.subsumes;
    if (add_ground_record(clause, *rule)) return;
    program_.relations[rule->head].derived = true;
    program_.rules.push(std::move(*rule));
}

// `p([1, nil]).` is a fact as `p(1).` is one.
bool Clauses::add_ground_record(const Clause& clause, const Rule& rule) {
    if (clause.body || rule.head_args.empty()) return false;
    Fact fact;
    fact.relation = rule.head;
    fact.span = clause.span;
    for (const ExprId arg : rule.head_args) {
        const auto* const constant = std::get_if<ConstantExpr>(&rule.exprs[arg].node);
        if (constant == nullptr) return false;
        fact.tuple.push_back(constant->value);
    }
    program_.facts.push_back(std::move(fact));
    return true;
}

std::string Clauses::id_of(const Clause& clause, const Atom& head) {
    if (!clause.id.empty()) return clause.id;
    Ordinal& ordinal = ordinals_[head.name];
    if (ordinal.clause != &clause) ++ordinal.count;
    ordinal.clause = &clause;
    return head.name + "#" + std::to_string(ordinal.count);
}

}  // namespace dictum
