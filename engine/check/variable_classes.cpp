#include "engine/check/variable_classes.h"

#include <algorithm>

namespace dictum {

VariableClasses::VariableClasses(const Draft& draft, const Catalog& catalog, TypeRules& types,
                                 Findings& findings)
    : draft_(draft),
      catalog_(catalog),
      types_(types),
      findings_(findings),
      classes_(draft.variables.size()) {
    for (std::uint32_t i = 0; i < classes_.size(); ++i) {
        classes_[i].parent = i;
        classes_[i].variables.push_back(i);
    }
    unite_equal();
    read_columns();
}

std::uint32_t VariableClasses::root_of(std::uint32_t variable) {
    while (classes_[variable].parent != variable) {
        std::uint32_t& parent = classes_[variable].parent;
        parent = classes_[parent].parent;
        variable = parent;
    }
    return variable;
}

void VariableClasses::unite(std::uint32_t a, std::uint32_t b) {
    a = root_of(a);
    b = root_of(b);
    if (a == b) return;
    if (classes_[a].variables.size() < classes_[b].variables.size()) std::swap(a, b);
    auto& kept = classes_[a].variables;
    auto& moved = classes_[b].variables;
    kept.insert(kept.end(), moved.begin(), moved.end());
    moved.clear();
    classes_[b].parent = a;
}

void VariableClasses::unite_equal() {
    for (const Literal& literal : draft_.literals) {
        const auto* const compare = std::get_if<CompareLiteral>(&literal.node);
        if (compare == nullptr || compare->op != CompareOp::Equal) continue;
        const auto lhs = draft_.variable_of(compare->lhs);
        const auto rhs = draft_.variable_of(compare->rhs);
        if (!lhs || !rhs) continue;
        // What stands for an aggregate has a type of its own.
        const bool named =
            !draft_.variables[*lhs].name.empty() && !draft_.variables[*rhs].name.empty();
        if (named) unite(*lhs, *rhs);
    }
}

void VariableClasses::read_columns() {
    for (std::size_t i = 0; i < draft_.literals.size(); ++i) {
        const LiteralId id = id_at<LiteralId>(i);
        const auto* const atom = std::get_if<AtomLiteral>(&draft_.literals[id].node);
        if (atom == nullptr || atom->negated || draft_.notes[id].unknown) continue;
        for (std::size_t column = 0; column < atom->args.size(); ++column) {
            read_column(*atom, column);
        }
    }
}

void VariableClasses::read_column(const AtomLiteral& atom, std::size_t column) {
    const auto variable = draft_.variable_of(atom.args[column]);
    const Type* const type = catalog_.type_of(atom.relation, column);
    if (!variable || type == nullptr) return;
    VariableClass& known = (*this)[*variable];
    if (known.broken) return;
    if (known.type == nullptr) {
        known.type = type;
        known.exact = true;
        known.relation = atom.relation;
        known.column = column;
        known.span = draft_.exprs[atom.args[column]].span;
    } else if (!meet(known, *type)) {
        report(known, *variable, atom, column);
        known.broken = true;
        known.type = nullptr;
    }
}

bool VariableClasses::meet(VariableClass& known, const Type& type) {
    if (known.type->base != type.base) return false;
    if (type.base == BaseType::Quantity) {
        return compatible(known.type->measure, type.measure);
    }
    if (type.base == BaseType::Ratio) {
        if (known.type->sides.empty()) known.type = &type;
        return type.sides.empty() || known.type->sides == type.sides;
    }
    if (type.base == BaseType::Record) return known.type->structure == type.structure;
    return meet_names(known, type);
}

bool VariableClasses::meet_names(VariableClass& known, const Type& type) {
    const auto own = known.type->named;
    if (!type.named || own == type.named) return true;
    if (!own || types_.is_below(*type.named, *own)) {
        known.type = &type;
        return true;
    }
    if (types_.is_below(*own, *type.named)) return true;
    if (!types_.is_entity(*known.type) || !types_.is_entity(type)) return false;
    const auto meets = [&](TypeId other) {
        return other == *type.named || types_.share_entity(other, *type.named);
    };
    if (!meets(*own) || !std::all_of(known.entities.begin(), known.entities.end(), meets)) {
        return false;
    }
    if (std::find(known.entities.begin(), known.entities.end(), *type.named) ==
        known.entities.end()) {
        known.entities.push_back(*type.named);
    }
    return true;
}

void VariableClasses::report(const VariableClass& known, std::uint32_t variable,
                             const AtomLiteral& atom, std::size_t column) {
    const Type& type = *catalog_.type_of(atom.relation, column);
    const bool units = known.type->base == BaseType::Quantity && type.base == BaseType::Quantity;
    Diagnostic diagnostic;
    diagnostic.id = units ? "unit-mismatch" : "type-mismatch";
    diagnostic.span = draft_.exprs[atom.args[column]].span;
    diagnostic.message = "`" + draft_.variables[variable].name + "` can't be both " +
                         types_.describe(*known.type) + " and " + types_.describe(type);
    diagnostic.note = place(known.relation, known.column) + " holds the one, " +
                      place(atom.relation, column) + " the other";
    if (types_.is_entity(*known.type) && types_.is_entity(type)) {
        diagnostic.note += "; no entity has both types";
    }
    diagnostic.related.push_back({known.span, "it is " + types_.describe(*known.type) + " here"});
    findings_.add(std::move(diagnostic));
}

std::string VariableClasses::place(RelationId relation, std::size_t column) const {
    const Relation& declared = catalog_[relation];
    return "column `" + declared.columns[column].name + "` of `" + declared.name + "`";
}

}  // namespace dictum
