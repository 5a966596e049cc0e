// How types relate, and how messages name them.
//
//   .type City <: symbol     .type Capital <: City
//   Capital is below City; City is below itself; Capital and an entity type have nothing in common.
//
// Subtypes form trees, numbered so that one comparison of intervals answers "below". A union stands
// above its members, whose number is the cost of asking.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/check/program.h"
#include "engine/value/vocabulary.h"

namespace dictum {

// "number", "City", "CNY", "ratio(nvidia, domestic)": the word that declares the type.
std::string type_name(const Type& type, const IdMap<TypeId, NamedType>& types,
                      const UnitTable& units);

class TypeRules {
  public:
    // All must outlive the rules; the types are all there.
    TypeRules(const IdMap<TypeId, NamedType>& types, const Vocabulary& vocabulary);

    // Equal, or declared below it.
    bool is_below(TypeId type, TypeId other) const;
    // Is some entity of both types? Linear in the entities once a pair, then remembered.
    bool share_entity(TypeId a, TypeId b);
    bool is_entity(const Type& type) const { return type.named && types_[*type.named].entity; }

    const NamedType& operator[](TypeId id) const { return types_[id]; }
    std::string name(const Type& type) const { return type_name(type, types_, vocabulary_.units); }
    // "a number", "a `City`", "a quantity in CNY", "a plain quantity".
    std::string describe(const Type& type) const;

  private:
    struct Place {
        std::uint32_t enter = 0;
        std::uint32_t leave = 0;
    };

    bool is_declared_below(TypeId type, TypeId other) const;

    const IdMap<TypeId, NamedType>& types_;
    const Vocabulary& vocabulary_;
    std::vector<Place> places_;
    std::map<std::pair<TypeId, TypeId>, bool> shared_;
};

bool has_type(const Entity& entity, std::string_view type);

}  // namespace dictum
