// Which type each term that makes a record has; see record_terms.h.
#pragma once

#include "engine/check/clauses.h"
#include "engine/check/draft.h"

namespace dictum {

bool is_record_term(const DraftExpr& node);
// Makes every such term Known, with its tag, or Broken, which is reported.
void type_records(Draft& draft, const RuleContext& context);

}  // namespace dictum
