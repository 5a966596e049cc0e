// Rules that match records, read back as they were written (record_terms.h).
//
//   list(#1), branch(#1, 1), h = field(#1, 0)     ->     list([h, _])
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/check/program.h"

namespace dictum {

struct RecordPattern {
    std::string opening;  // `[`, `$Disc(`
    std::string closing;
    std::vector<std::optional<ExprId>> fields;  // nothing: `_`
};

// Does the literal only say what a hidden variable is made of?
bool is_record_part(const Rule& rule, LiteralId literal);
// By hidden variable: what it stands for.
std::map<std::uint32_t, RecordPattern> record_patterns(const Rule& rule, const Values& values);
// A call that makes a record.
RecordPattern made_record(const Rule& rule, const Expr& call, const Values& values);

}  // namespace dictum
