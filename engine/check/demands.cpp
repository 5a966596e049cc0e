#include "engine/check/demands.h"

#include <algorithm>
#include <map>

#include "engine/check/made_rules.h"
#include "engine/check/stratify.h"

namespace dictum {
namespace {

// Gives each atom of the goal the relation that `reads` makes of its own.
template <class Reads>
CheckedGoal with_relations(CheckedGoal goal, Reads reads) {
    for (std::size_t i = 0; i < goal.rule.literals.size(); ++i) {
        auto* atom = std::get_if<AtomLiteral>(&goal.rule.literals[id_at<LiteralId>(i)].node);
        if (atom != nullptr) atom->relation = reads(atom->relation);
    }
    for (RelationId& read : goal.reads) read = reads(read);
    std::sort(goal.reads.begin(), goal.reads.end());
    return goal;
}

std::map<RelationId, RelationId> parts_of(const CheckedProgram& program, Modality floor) {
    std::map<RelationId, RelationId> parts;
    for (std::size_t i = 0; i < program.relations.size(); ++i) {
        const auto& resolution = program.relations[id_at<RelationId>(i)].resolution;
        if (!resolution || resolution->at_least != floor) continue;
        parts.emplace(resolution->from, id_at<RelationId>(i));
    }
    return parts;
}

}  // namespace

void add_strong_parts(CheckedProgram& program, Modality floor, Diagnostics& diagnostics) {
    const auto known = parts_of(program, floor);
    const std::size_t relations = program.relations.size();
    for (std::size_t i = 0; i < relations; ++i) {
        const auto id = id_at<RelationId>(i);
        const Relation& relation = program.relations[id];
        if (relation.part_of || relation.hidden || known.contains(id)) continue;
        add_strong_part(program, id, floor);
    }
    Findings findings(diagnostics);
    stratify(program, findings);
}

CheckedGoal demanding(CheckedGoal goal, const CheckedProgram& program, Modality floor) {
    const auto parts = parts_of(program, floor);
    goal.rule.at_least = floor;
    return with_relations(std::move(goal), [&](RelationId read) {
        const auto part = parts.find(read);
        return part == parts.end() ? read : part->second;
    });
}

CheckedGoal undemanding(CheckedGoal goal, const CheckedProgram& program) {
    goal.rule.at_least.reset();
    return with_relations(std::move(goal), [&](RelationId read) {
        const auto& resolution = program.relations[read].resolution;
        return resolution && resolution->at_least ? resolution->from : read;
    });
}

}  // namespace dictum
