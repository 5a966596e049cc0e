#include "audit/html.h"

namespace dictum {

void Html::escape(std::string_view text) {
    for (const char c : text) {
        switch (c) {
            case '<':
                out_ += "&lt;";
                break;
            case '>':
                out_ += "&gt;";
                break;
            case '&':
                out_ += "&amp;";
                break;
            case '"':
                out_ += "&quot;";
                break;
            case '\'':
                out_ += "&#39;";
                break;
            default:
                // Control codes have no place in a page.
                if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out_ += c;
        }
    }
}

Html& Html::open(std::string_view tag, Attributes attributes) {
    out_ += '<';
    out_ += tag;
    for (const auto& [name, value] : attributes) {
        out_ += ' ';
        out_ += name;
        out_ += "=\"";
        escape(value);
        out_ += '"';
    }
    out_ += '>';
    open_.emplace_back(tag);
    return *this;
}

Html& Html::close() {
    out_ += "</" + open_.back() + ">";
    open_.pop_back();
    return *this;
}

Html& Html::text(std::string_view text) {
    escape(text);
    return *this;
}

Html& Html::element(std::string_view tag, std::string_view text, Attributes attributes) {
    return open(tag, attributes).text(text).close();
}

Html& Html::markup(std::string_view own) {
    out_ += own;
    return *this;
}

}  // namespace dictum
