// What the rule text may mention besides its own declarations: entities with their types and names,
// and units. Filled from packs or a knowledge base; a plain `.dl` program has only built-in units.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/value/unit.h"

namespace dictum {

struct Entity {
    std::string id;
    std::vector<std::string> types;
    std::vector<std::string> names;  // in every language, the best first
};

class Vocabulary {
  public:
    UnitTable units = UnitTable::builtin();

    // Returns false when the id is taken.
    bool add(Entity entity);
    // Pointers to entities are good until the next `add`.
    const Entity* find(std::string_view id) const;
    // Entities with that name or alias (compared as written), in order of declaration.
    std::vector<const Entity*> named(std::string_view name) const;
    bool has_type(std::string_view type) const;
    const std::vector<Entity>& entities() const { return entities_; }
    const std::vector<std::string>& types() const { return types_; }  // in order of first use

  private:
    std::vector<Entity> entities_;
    std::vector<std::string> types_;
    std::unordered_set<std::string> known_types_;
    std::unordered_map<std::string, std::size_t> by_id_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_name_;
};

}  // namespace dictum
