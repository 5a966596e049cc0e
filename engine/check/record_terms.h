// Terms that make or match records: their types, and which of the two each does.
//
//   len([h, t], n + 1) :- list([h, t]), len(t, n).
//   len([h, t], n + 1) :- list(#1), branch(#1, 1), h = field(#1, 0), t = field(#1, 1), len(t, n).
//
// A term whose variables are all bound by other literals is made, and then looked up or compared;
// any other one that stands in a positive atom, or is equal to something bound, is matched: its
// place is taken by a hidden variable, of which the rule then says the branch and the fields. So
// the phases behind this one know records as values that functors make and take apart.
//
// A record takes its type from its place: a column, a field, or what it is compared with. Reported:
// records without a type, of another type than their place wants, or with a wrong number of fields;
// unknown branches; `_` in a record that is made. Linear in the rule.
#pragma once

#include "engine/check/clauses.h"
#include "engine/check/draft.h"

namespace dictum {

void match_records(Draft& draft, const RuleContext& context);

}  // namespace dictum
