#include "embed/json_writer.h"

#include <charconv>
#include <cmath>

#include "engine/value/utf8.h"

namespace dictum {

void JsonWriter::separate() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (!has_items_.empty()) {
        if (has_items_.back()) text_ += ", ";
        has_items_.back() = true;
    }
}

void JsonWriter::open(char bracket) {
    separate();
    text_ += bracket;
    has_items_.push_back(false);
}

void JsonWriter::close(char bracket) {
    has_items_.pop_back();
    text_ += bracket;
}

void JsonWriter::key(std::string_view name) {
    separate();
    quote(name);
    text_ += ": ";
    after_key_ = true;
}

void JsonWriter::string(std::string_view text) {
    separate();
    quote(text);
}

void JsonWriter::raw(std::string_view literal) {
    separate();
    text_ += literal;
}

void JsonWriter::number(double value) {
    if (!std::isfinite(value)) return raw("null");
    char buffer[32];
    auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    raw(std::string_view(buffer, static_cast<std::size_t>(end - buffer)));
}

void JsonWriter::quote(std::string_view text) {
    static constexpr char kHex[] = "0123456789abcdef";
    text_ += '"';
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        const CodePoint point = code_point_at(text, i);
        if (!point.valid) {
            text_ += "\xEF\xBF\xBD";
            ++i;
        } else if (c == '"' || c == '\\') {
            text_ += '\\';
            text_ += text[i++];
        } else if (c == '\n') {
            text_ += "\\n";
            ++i;
        } else if (c < 0x20 || c == 0x7F) {
            text_ += "\\u00";
            text_ += kHex[c >> 4];
            text_ += kHex[c & 15];
            ++i;
        } else {
            text_.append(text, i, point.length);
            i += point.length;
        }
    }
    text_ += '"';
}

}  // namespace dictum
