#include "engine/value/vocabulary.h"

namespace dictum {

bool Vocabulary::add(Entity entity) {
    const std::size_t index = entities_.size();
    if (!by_id_.emplace(entity.id, index).second) return false;
    for (const std::string& type : entity.types) {
        if (known_types_.insert(type).second) types_.push_back(type);
    }
    for (const std::string& name : entity.names) {
        std::vector<std::size_t>& holders = by_name_[name];
        // An entity may list a name twice; it is the last holder then.
        if (holders.empty() || holders.back() != index) holders.push_back(index);
    }
    entities_.push_back(std::move(entity));
    return true;
}

const Entity* Vocabulary::find(std::string_view id) const {
    const auto found = by_id_.find(std::string(id));
    return found == by_id_.end() ? nullptr : &entities_[found->second];
}

std::vector<const Entity*> Vocabulary::named(std::string_view name) const {
    std::vector<const Entity*> result;
    const auto found = by_name_.find(std::string(name));
    if (found == by_name_.end()) return result;
    for (const std::size_t index : found->second) result.push_back(&entities_[index]);
    return result;
}

bool Vocabulary::has_type(std::string_view type) const {
    return known_types_.contains(std::string(type));
}

}  // namespace dictum
