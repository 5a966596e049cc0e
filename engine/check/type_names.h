// The names of types -> types.
//
//   number     City (declared)     product (entities)     ratio(nvidia, domestic)     CNY/card
//
// Looked up in this order: base types, declared types, `ratio`, entity types, units. Plain Soufflé
// has the first four base types and declared types only.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/check/findings.h"
#include "engine/check/program.h"
#include "engine/value/vocabulary.h"

namespace dictum {

class TypeNames {
  public:
    // All must outlive this. Types that the program has already are known by their names.
    // `values` takes the shapes of structured types, which Dictum's dialect doesn't have.
    TypeNames(Dialect dialect, Vocabulary& vocabulary, CheckedProgram& program, Findings& findings,
              Values* values = nullptr);

    // Declarations may refer to later ones. Linear in their number.
    void declare(const std::vector<TypeDecl>& declarations);
    // Nothing when there is no such type; a mistake of its own declaration is not reported again.
    std::optional<Type> resolve(const TypeRef& text);

  private:
    enum class State : std::uint8_t { Unresolved, Open, Resolved };
    struct Declared {
        const TypeDecl* declaration = nullptr;
        State state = State::Unresolved;
        std::optional<Type> type;  // nothing: it has a mistake
    };

    // Structured types, in type_structures.cpp.
    void add_structure(Declared& entry);
    void add_branch_names(const TypeDecl& declaration, TypeId type);
    void add_fields(const Declared& entry);
    void report_branch(const TypeBranch& branch, const BranchName& first);
    bool claim_name(const TypeDecl& declaration);
    void resolve_chain(std::size_t index);
    void add_members(const Declared& entry);
    std::optional<std::size_t> declared(const std::string& name) const;
    void report_cycle(const std::vector<std::size_t>& chain, std::size_t again);
    std::optional<Type> made_of(const TypeDecl& declaration, std::optional<Type> base);
    std::optional<Type> built_in(const std::string& text);
    std::optional<Type> ratio(const std::string& text) const;
    std::optional<Type> entity(const std::string& text);
    std::optional<Type> quantity(const std::string& text);
    std::optional<Type> undeclared(const TypeRef& text);
    void report_unknown(const TypeRef& text);
    std::vector<std::string> candidates() const;

    Dialect dialect_;
    Vocabulary& vocabulary_;
    CheckedProgram& program_;
    Findings& findings_;
    Values* values_;
    std::vector<Declared> declared_;
    std::unordered_map<std::string, std::size_t> by_name_;
    std::unordered_map<std::string, TypeId> entities_;
    std::unordered_map<std::string, TypeId> present_;  // declared before this was made
};

}  // namespace dictum
