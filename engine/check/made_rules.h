// Rules and relations that nobody wrote: what exceptions, policies and demands of strength are made
// of. They keep to the core that every other part evaluates.
#pragma once

#include <string>

#include "engine/check/program.h"

namespace dictum {

// A relation with the columns of `whole`, shown as it.
RelationId add_part(CheckedProgram& program, RelationId whole, std::string name);

// The rows of `read` that are as strong: `price@estimate`.
RelationId add_strong_part(CheckedProgram& program, RelationId read, Modality floor);

// head(x, y) :- body(x, y), !without(x, y), ...
Rule copy_rule(const CheckedProgram& program, RelationId head, RelationId body,
               const std::vector<RelationId>& without = {});

// head(k, v) :- body(k, v), other(k, w), v != w.  In `column`; the rows agree in `key`.
Rule differing_rule(const CheckedProgram& program, RelationId head, RelationId body,
                    RelationId other, const std::vector<std::uint32_t>& key, std::uint32_t column);

}  // namespace dictum
