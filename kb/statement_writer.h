// Claims with their facts, rules, decision tables and questions of packs.
#pragma once

#include "engine/table/table.h"
#include "kb/fact_writer.h"
#include "kb/history.h"
#include "kb/pack_state.h"

namespace dictum {

Status write_claims(Database& database, const PackLoad& load, const LoadState& state,
                    FactWriter& facts, History& history);
// `before`: what the base held before replaced packs were cleared; null when it was empty.
Status write_rules(Database& database, const PackLoad& load, const LoadState& state,
                   const Knowledge* before, History& history);
Status write_tables(Database& database, const PackLoad& load, const LoadState& state,
                    const Knowledge* before, History& history);
Status write_questions(Database& database, const PackLoad& load, const LoadState& state);

}  // namespace dictum
