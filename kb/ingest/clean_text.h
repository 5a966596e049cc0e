// Decoded text -> lines fit to be read: what scanning, printing and saving left in it is taken out.
//
//   "数据传 输，单卡５００Ｇ"  ->  "数据传输，单卡500G"
//
// Line ends become LF; a form feed becomes a line end; blanks between two Chinese characters go,
// since a page break left them; full-width letters, digits, blanks and % become plain ones;
// characters without a width and control characters go. Quotes in packs are compared without regard
// to the same differences (kb/normal_text.h).
//
// Cost: linear.
#pragma once

#include <string>
#include <string_view>

namespace dictum {

std::string clean_text(std::string_view text);

}  // namespace dictum
