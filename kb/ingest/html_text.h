// The text of a saved web page: what a reader of the page would read as its article.
//
//   <nav>Home</nav><p>Q: how <b>much</b>?<br>A: 3 &amp; 4</p>   ->   "Q: how much?\nA: 3 & 4\n"
//
// One pass over the tags, without a tree: elements end lines, or don't; what stands in scripts,
// styles, navigation, headers, footers, asides, forms and the like is left out. If the page marks
// an <article> or <main>, only that is read. Damaged and deeply nested pages cost what others do:
// linear, and no recursion.
#pragma once

#include <string>
#include <string_view>

namespace dictum {

bool looks_like_html(std::string_view text);

struct HtmlText {
    std::string title;  // of <title>
    std::string text;   // lines
};
HtmlText html_text(std::string_view page);

}  // namespace dictum
