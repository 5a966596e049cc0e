#include "engine/check/program.h"

namespace dictum {

std::optional<RelationId> CheckedProgram::find(std::string_view name) const {
    for (std::size_t i = 0; i < relations.size(); ++i) {
        const RelationId id = id_at<RelationId>(i);
        if (relations[id].name == name) return id;
    }
    return std::nullopt;
}

const std::string& CheckedProgram::shown_name(RelationId relation) const {
    RelationId shown = relation;
    while (relations[shown].part_of) shown = *relations[shown].part_of;
    return relations[shown].name;
}

std::optional<RuleId> CheckedProgram::consensus_of(RelationId relation) const {
    for (std::size_t i = 0; i < rules.size(); ++i) {
        const RuleId id = id_at<RuleId>(i);
        if (rules[id].made == Made::Consensus && rules[id].head == relation) return id;
    }
    return std::nullopt;
}

RelationId CheckedProgram::holder_of(RelationId relation) const {
    const std::optional<Resolution>& resolution = relations[relation].resolution;
    if (relations[relation].all_rows) return *relations[relation].all_rows;
    return resolution && !resolution->at_least ? resolution->from : relation;
}

std::optional<RelationId> CheckedProgram::facts_of(RelationId relation) const {
    const Relation& declared = relations[relation];
    if (declared.resolution || declared.all_rows) return std::nullopt;
    if (!declared.part_of) return relation;
    if (relations[*declared.part_of].all_rows == relation) return declared.part_of;
    const std::optional<Resolution>& whole = relations[*declared.part_of].resolution;
    return whole && whole->from == relation ? declared.part_of : std::nullopt;
}

}  // namespace dictum
