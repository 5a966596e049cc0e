// The inputs of a decision table as finitely many classes, and its rows as boxes of them: what the
// checks of tables compute with, exactly.
//
//   amount: CNY, cells < 100元, 100..500元     classes <100, 100..500, >500
//   segment: an entity type                    a class an entity, or some that no cell tells apart
//
// A class has one of its values to show. `domain` are the classes that have a value at all (there
// is no third bool, no entity that is not declared, no date beyond the calendar); `expected` those
// that a table should answer: quantities and numbers below zero only where some cell mentions one,
// percentages above 100% only where no cell ends there, and of free text what some cell names.
//
// Inputs are points here. Where a cell mentions inputs, or compares with an interval, it has sets
// where it surely holds and where it can, and they differ.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/class_set.h"
#include "engine/table/checked_table.h"
#include "engine/table/input_index.h"
#include "engine/value/vocabulary.h"

namespace dictum {

struct SpaceInput {
    std::string name;
    bool enumerated = false;  // its values are known one by one
    ClassSet domain;
    ClassSet expected;
    std::vector<std::vector<std::string>> shown;  // of each class: of enumerated ones all values
};

struct TableSpace {
    std::vector<SpaceInput> inputs;
    std::vector<ClassBox> sure;  // of each row, inside the domain
    std::vector<ClassBox> possible;
    std::vector<char> exact;  // of each row: they are the same

    bool all_exact() const;
    // A value an input: `segment: "bank", amount: 150CNY`.
    std::string witness(const ClassBox& box) const;
};

// Nothing when some input can't be looked at so: one of periods.
std::optional<TableSpace> table_space(const CheckedTable& table, const Vocabulary& vocabulary,
                                      Values& values);

}  // namespace dictum
