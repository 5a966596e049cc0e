// The only clock of the project: what is recorded as now.
#pragma once

#include <string>

#include "embed/session.h"

namespace dictum::cli {

// In UTC, as ISO 8601; what SOURCE_DATE_EPOCH says where it is set.
Outcome<std::string> time_to_record();
// Its day; empty where it is none.
std::string today();

}  // namespace dictum::cli
