// Loading packs into a knowledge base, inside a transaction of the caller's.
//
// A pack that is there already is replaced: what it declares is written anew, and its claims are
// compared by id. A claim that changed keeps its row and its old wording goes to `history`; one
// that is gone is marked retracted. Rules and tables that change or go leave their old text in
// `history`. Names belong to the pack that declared them first: another pack can't take them.
#pragma once

#include <string>
#include <string_view>

#include "engine/check/program.h"
#include "kb/assemble.h"
#include "kb/knowledge.h"
#include "kb/sqlite.h"

namespace dictum {

// What is loaded: see KnowledgeBase::load.
struct PackLoad {
    const Knowledge& knowledge;
    const Assembled& assembled;
    const CheckedProgram& program;
    const Values& values;
    std::string_view recorded_at;
};

Status write_packs(Database& database, const PackLoad& load);

}  // namespace dictum
