// Text with pages (form feeds between them, as pdftotext prints it) -> text without what each page
// repeats: running heads, running feet, page numbers.
//
// The first and last two lines of a page are furniture when they come, their digits aside, on at
// least half of the pages (and on two at the least). Linear.
#pragma once

#include <string>
#include <string_view>

namespace dictum {

std::string without_page_furniture(std::string_view text);

}  // namespace dictum
