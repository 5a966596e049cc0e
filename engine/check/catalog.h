// The relations that rules may mention, by name, and the types of their columns.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/check/program.h"

namespace dictum {

class Catalog {
  public:
    // The program must outlive the catalog.
    explicit Catalog(const CheckedProgram& program) : program_(program) {}

    // False when the name is taken.
    bool add(RelationId id) { return by_name_.emplace(program_.relations[id].name, id).second; }
    void add_all();
    std::optional<RelationId> find(const std::string& name) const;
    const Relation& operator[](RelationId id) const { return program_.relations[id]; }
    const CheckedProgram& program() const { return program_; }

    // A column whose type has a mistake: whatever stands in it is not blamed.
    void mark_untyped(RelationId relation, std::size_t column);
    // The column's type, or null when it has none.
    const Type* type_of(RelationId relation, std::size_t column) const;

    // The types that casts name; null: one with a mistake, which is reported.
    void add_cast(const std::string& name, Type type) { casts_.emplace(name, std::move(type)); }
    const Type* cast_named(const std::string& name) const;

    std::vector<std::string> names() const;  // in order of declaration

  private:
    const CheckedProgram& program_;
    std::unordered_map<std::string, RelationId> by_name_;
    std::unordered_map<std::uint64_t, bool> untyped_;
    std::unordered_map<std::string, Type> casts_;
};

// "edge(x, y)": how the relation is written.
std::string usage_of(const Relation& relation);

}  // namespace dictum
