#include "engine/check/type_rules.h"

#include <algorithm>

namespace dictum {

TypeRules::TypeRules(const IdMap<TypeId, NamedType>& types, const Vocabulary& vocabulary)
    : types_(types), vocabulary_(vocabulary), places_(types.size()) {
    std::vector<std::vector<TypeId>> below(types.size());
    std::vector<std::pair<TypeId, bool>> stack;  // a type, and whether to leave it
    for (std::size_t i = types.size(); i > 0; --i) {
        const TypeId id = id_at<TypeId>(i - 1);
        if (const auto parent = types[id].parent) {
            below[index_of(*parent)].push_back(id);
        } else {
            stack.emplace_back(id, false);
        }
    }
    std::uint32_t clock = 0;
    while (!stack.empty()) {
        const auto [id, leaves] = stack.back();
        stack.pop_back();
        if (leaves) {
            places_[index_of(id)].leave = clock;
            continue;
        }
        places_[index_of(id)].enter = clock++;
        stack.emplace_back(id, true);
        for (const TypeId child : below[index_of(id)]) stack.emplace_back(child, false);
    }
}

bool TypeRules::is_below(TypeId type, TypeId other) const {
    if (is_declared_below(type, other)) return true;
    // A union is above its members, and above a union of some of them.
    const std::vector<TypeId>& members = types_[other].members;
    const auto is_in = [&](TypeId part) {
        return std::ranges::any_of(members,
                                   [&](TypeId member) { return is_declared_below(part, member); });
    };
    if (members.empty()) return false;
    const std::vector<TypeId>& parts = types_[type].members;
    return parts.empty() ? is_in(type) : std::ranges::all_of(parts, is_in);
}

bool TypeRules::is_declared_below(TypeId type, TypeId other) const {
    const Place& outer = places_[index_of(other)];
    const std::uint32_t at = places_[index_of(type)].enter;
    return type == other || (outer.enter <= at && at < outer.leave);
}

bool TypeRules::share_entity(TypeId a, TypeId b) {
    const auto [found, fresh] = shared_.try_emplace(std::minmax(a, b), false);
    if (fresh) {
        const auto& entities = vocabulary_.entities();
        found->second = std::any_of(entities.begin(), entities.end(), [&](const Entity& entity) {
            return has_type(entity, types_[a].name) && has_type(entity, types_[b].name);
        });
    }
    return found->second;
}

std::string type_name(const Type& type, const IdMap<TypeId, NamedType>& types,
                      const UnitTable& units) {
    if (type.named) return types[*type.named].name;
    if (type.base == BaseType::Quantity) return units[type.unit].name;
    if (type.base == BaseType::Ratio && !type.sides.empty()) {
        return "ratio(" + type.sides[0] + ", " + type.sides[1] + ")";
    }
    return to_string(type.base);
}

std::string TypeRules::describe(const Type& type) const {
    if (type.named) {
        const std::string& named = types_[*type.named].name;
        const bool vowel = !named.empty() &&
                           std::string_view("aeiouAEIO").find(named[0]) != std::string_view::npos;
        return (vowel ? "an `" : "a `") + named + "`";
    }
    if (type.base == BaseType::Unsigned) return "an unsigned";
    if (type.base != BaseType::Quantity) return "a " + name(type);
    if (type.unit == vocabulary_.units.plain()) return "a plain quantity";
    if (is_period(type)) return "a date range";
    return "a quantity in " + name(type);
}

bool has_type(const Entity& entity, std::string_view type) {
    return std::find(entity.types.begin(), entity.types.end(), type) != entity.types.end();
}

}  // namespace dictum
