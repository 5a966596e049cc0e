// Writes HTML: tags that the program names, and texts that are always escaped, so that nothing of a
// pack can become markup.
//
//   html.open("p", {{"id", "c1"}}).text("<b>").close()      <p id="c1">&lt;b&gt;</p>
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dictum {

class Html {
  public:
    using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

    Html& open(std::string_view tag, Attributes attributes = {});
    Html& close();
    Html& text(std::string_view text);
    // open, text, close.
    Html& element(std::string_view tag, std::string_view text, Attributes attributes = {});
    // Markup of the program's own.
    Html& markup(std::string_view own);

    const std::string& written() const { return out_; }

  private:
    void escape(std::string_view text);

    std::string out_;
    std::vector<std::string> open_;
};

}  // namespace dictum
