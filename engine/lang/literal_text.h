// Literals as rule text writes them; the printer and the dump share it.
#pragma once

#include <string>
#include <string_view>

#include "engine/lang/syntax.h"

namespace dictum {

// In double quotes, with escapes where they are needed.
std::string quoted_text(std::string_view value);
std::string integer_text(const IntegerTerm& integer);
// 5%   120..140万元   >400T   1..<2
std::string quantity_text(const QuantityTerm& quantity);

}  // namespace dictum
