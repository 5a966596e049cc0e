// One line of NDJSON, a flat object, as fields that know their place.
//
//   {"segment": "bank", "amount": {"lo": 100, "hi": 120, "unit": "CNY"}, "new": true}
//
// A value is a string, a number, true, false, null, or an object of these; lists and deeper objects
// are refused, as are names that come twice. Numbers keep their digits. Linear in the line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dictum {

struct JsonField {
    enum class Kind : std::uint8_t { String, Number, Bool, Null, Object };
    std::string name;
    Kind kind = Kind::Null;
    std::string text;       // String: unescaped; Number, Bool: as written
    std::size_t begin = 0;  // of the value, in the line
    std::vector<JsonField> members;

    const JsonField* member(std::string_view named) const;
};

class JsonRecord {
  public:
    struct Problem {
        std::size_t at = 0;
        std::string message;
    };

    // The fields are good until the next call.
    std::optional<Problem> read(std::string_view line);
    const std::vector<JsonField>& fields() const { return fields_; }

  private:
    bool object(std::vector<JsonField>& fields, bool nested);
    bool value(JsonField& field, bool nested);
    bool string(std::string& text);
    bool escape(std::string& text);
    bool unicode(std::string& text);
    bool code_unit(unsigned& unit);
    bool number(std::string& text);
    bool digits();
    bool word(std::string_view expected);
    void skip_blanks();
    bool next_is(char c) const { return at_ < line_.size() && line_[at_] == c; }
    bool take(char c);
    bool fail(std::string message);

    std::string_view line_;
    std::size_t at_ = 0;
    std::vector<JsonField> fields_;
    std::optional<Problem> problem_;
};

}  // namespace dictum
