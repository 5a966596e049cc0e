// Variables that `=` joins, and the types that columns give them.
//
//   p(x), q(y), x = y          x and y are one class; its type is the meet of both columns
//
// Of two columns the lower type wins. Two entity types meet when some entity has both.
#pragma once

#include <vector>

#include "engine/check/catalog.h"
#include "engine/check/draft.h"
#include "engine/check/findings.h"
#include "engine/check/type_rules.h"

namespace dictum {

struct VariableClass {
    std::uint32_t parent = 0;              // union-find; a root is its own
    std::vector<std::uint32_t> variables;  // of a root
    const Type* type = nullptr;            // null: not known
    bool broken = false;                   // columns that don't meet: never known
    bool exact = false;                    // a column's type, not a calculation's
    std::vector<TypeId> entities;          // entity types of further columns
    RelationId relation{};                 // exact: the column that it comes from
    std::size_t column = 0;
    Span span;
};

class VariableClasses {
  public:
    // All must outlive this. Joins variables and reads columns; reports those that don't meet.
    VariableClasses(const Draft& draft, const Catalog& catalog, TypeRules& types,
                    Findings& findings);

    VariableClass& operator[](std::uint32_t variable) { return classes_[root_of(variable)]; }
    std::uint32_t root_of(std::uint32_t variable);
    // Requires: both have no type.
    void unite(std::uint32_t a, std::uint32_t b);

  private:
    void unite_equal();
    void read_columns();
    void read_column(const AtomLiteral& atom, std::size_t column);
    bool meet(VariableClass& known, const Type& type);
    bool meet_names(VariableClass& known, const Type& type);
    void report(const VariableClass& known, std::uint32_t variable, const AtomLiteral& atom,
                std::size_t column);
    std::string place(RelationId relation, std::size_t column) const;

    const Draft& draft_;
    const Catalog& catalog_;
    TypeRules& types_;
    Findings& findings_;
    std::vector<VariableClass> classes_;  // by variable
};

}  // namespace dictum
