#include "engine/check/catalog.h"

namespace dictum {
namespace {

std::uint64_t key_of(RelationId relation, std::size_t column) {
    return (std::uint64_t{index_of(relation)} << 32U) | column;
}

}  // namespace

void Catalog::add_all() {
    for (std::size_t i = 0; i < program_.relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        if (!program_.relations[id].part_of) add(id);
    }
}

std::optional<RelationId> Catalog::find(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

void Catalog::mark_untyped(RelationId relation, std::size_t column) {
    untyped_[key_of(relation, column)] = true;
}

const Type* Catalog::type_of(RelationId relation, std::size_t column) const {
    const std::vector<Column>& columns = program_.relations[relation].columns;
    if (column >= columns.size() || untyped_.contains(key_of(relation, column))) return nullptr;
    return &columns[column].type;
}

const Type* Catalog::cast_named(const std::string& name) const {
    const auto found = casts_.find(name);
    return found == casts_.end() ? nullptr : &found->second;
}

std::vector<std::string> Catalog::names() const {
    std::vector<std::string> names;
    for (const Relation& relation : program_.relations) {
        if (!relation.part_of) names.push_back(relation.name);
    }
    return names;
}

std::string usage_of(const Relation& relation) {
    constexpr std::size_t kColumnsShown = 12;
    std::string text = relation.name + "(";
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        if (i > 0) text += ", ";
        if (i == kColumnsShown) {
            text += "...";
            break;
        }
        text += relation.columns[i].name;
    }
    return text + ")";
}

}  // namespace dictum
