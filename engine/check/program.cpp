#include "engine/check/program.h"

namespace dictum {

std::optional<RelationId> CheckedProgram::find(std::string_view name) const {
    for (std::size_t i = 0; i < relations.size(); ++i) {
        const RelationId id = id_at<RelationId>(i);
        if (relations[id].name == name) return id;
    }
    return std::nullopt;
}

}  // namespace dictum
