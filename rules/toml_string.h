// The text of a TOML string, from its raw form in the file, with the way back.
//
//   "价格\t120"    'a\b'    """two
//   lines"""      byte i of the text came from byte file_offset(i) of the file
//
// All four kinds of strings: escapes, the line end behind an opening """, a backslash that ends a
// line. CRLF inside is read as LF.
#pragma once

#include <string_view>

#include "engine/value/source_text.h"

namespace dictum {

// Requires: `file_text` at `begin` holds a TOML string that is well formed, quotes included, and
// ends at or before `end`.
Fragment decode_toml_string(FileId file, std::string_view file_text, std::uint32_t begin,
                            std::uint32_t end);

}  // namespace dictum
