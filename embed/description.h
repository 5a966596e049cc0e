// What a session knows about, as JSON: for programs and agents that have to find out what to ask.
#pragma once

#include <string>

#include "embed/session_state.h"

namespace dictum {

// "product", "CNY", "ratio(nvidia, domestic)", "date range": as a column declares it.
std::string type_text(const Type& type, const CheckedProgram& program, const UnitTable& units);

// Packs, sources, types with their entities, relations with their columns, tables. One object;
// hidden relations don't show.
std::string schema_json(const View& view);
// A source with its turns and their words. Nothing when there is no such source.
std::optional<std::string> source_json(const View& view, std::string_view id);

}  // namespace dictum
