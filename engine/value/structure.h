// The shape of a record type or of an algebraic data type, and what is told by way of it.
//
//   .type List = [head: number, tail: List]        one branch without a name; `nil` is a List too
//   .type Shape = Dot {} | Disc {radius: number}    branches Dot and Disc
//
// Field types refer to shapes by id, so that they may be recursive. Text and order walk a value
// with a list of what is still to be done, never by recursion: lists may be long.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/value/record_pool.h"
#include "engine/value/type.h"

namespace dictum {

class Values;

struct StructureField {
    std::string name;
    Type type;
};

struct Structure {
    struct Branch {
        std::string name;  // empty for a record
        std::vector<StructureField> fields;
    };
    bool is_record = false;  // then there is one branch, and nil
    std::vector<Branch> branches;
};

constexpr std::uint32_t tag_of_branch(std::size_t branch) {
    return static_cast<std::uint32_t>(branch) + 1;
}

// The total order of output: nil first, branches in the order of their declaration, then field by
// field. Equal parts have equal ids, so it goes down one path only: linear in the depth.
bool record_less(const Values& values, Word a, Word b, const Type& type);

// `[1, [2, nil]]`, `$Disc(3)`, `$Dot`. `leaf` writes the parts that are no records. A text that
// would be longer than kRecordTextMax (values share parts, texts don't) ends in `...`.
constexpr std::size_t kRecordTextMax = std::size_t{64} << 20;
std::string record_text(const Values& values, Word word, const Type& type,
                        const std::function<std::string(Word, const Type&)>& leaf);
// Is the whole text of it no longer than that?
bool has_whole_text(const std::string& text);

}  // namespace dictum
