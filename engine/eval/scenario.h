// What a model is evaluated under besides its program and its facts: what is left out, and what is
// assumed. Nothing of it is written anywhere; a model without one has an empty scenario.
//
//   without_rules      what-if without a rule or a table's row; rules of later sources (as-of)
//   without_supports   claims left out; a base tuple stays while one of its supports stays
//   assumptions        facts that are taken for granted
//   slice              only what one goal can look at is evaluated; for models of that goal alone
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/eval/slice.h"
#include "engine/value/ids.h"
#include "engine/value/values.h"

namespace dictum {

struct Assumption {
    RelationId relation{};
    std::vector<Word> tuple;
    std::optional<SupportId> support;  // what a proof shows; none: as data
    // In a keyed relation: every other row of its key, given or derived, gives way.
    bool replaces = false;
};

struct Scenario {
    std::vector<char> without_rules;     // by RuleId; empty: none
    std::vector<char> without_supports;  // by SupportId; empty: none
    std::vector<Assumption> assumptions;
    std::shared_ptr<const Slice> slice;

    bool leaves_out(RuleId rule) const {
        return index_of(rule) < without_rules.size() && without_rules[index_of(rule)] != 0;
    }
    bool leaves_out(SupportId support) const {
        return index_of(support) < without_supports.size() &&
               without_supports[index_of(support)] != 0;
    }
};

}  // namespace dictum
