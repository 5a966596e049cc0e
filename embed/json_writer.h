// Writes JSON as a stream, so that a proof of any depth needs no C stack. Keys keep the order in
// which they are written; strings are UTF-8, an invalid byte becomes U+FFFD.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dictum {

// Of every JSON object that the commands and the library print (`schema_version`).
inline constexpr std::size_t kJsonSchemaVersion = 1;

class JsonWriter {
  public:
    void begin_object() { open('{'); }
    void end_object() { close('}'); }
    void begin_array() { open('['); }
    void end_array() { close(']'); }
    void key(std::string_view name);
    void string(std::string_view text);
    void raw(std::string_view literal);  // a number, true, false or null
    void boolean(bool value) { raw(value ? "true" : "false"); }
    void number(double value);
    void number(std::size_t value) { raw(std::to_string(value)); }

    // What has been written; complete when every object and array is closed.
    const std::string& text() const { return text_; }

  private:
    void open(char bracket);
    void close(char bracket);
    void separate();
    void quote(std::string_view text);

    std::string text_;
    std::vector<bool> has_items_;  // of each open object or array
    bool after_key_ = false;
};

}  // namespace dictum
