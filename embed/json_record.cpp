#include "embed/json_record.h"

#include <algorithm>
#include <charconv>

#include "engine/value/utf8.h"

namespace dictum {

const JsonField* JsonField::member(std::string_view named) const {
    const auto found = std::find_if(members.begin(), members.end(),
                                    [&](const JsonField& field) { return field.name == named; });
    return found == members.end() ? nullptr : &*found;
}

std::optional<JsonRecord::Problem> JsonRecord::read(std::string_view line) {
    line_ = line;
    at_ = 0;
    fields_.clear();
    problem_.reset();
    skip_blanks();
    if (!object(fields_, false)) return problem_;
    skip_blanks();
    if (at_ < line_.size()) fail("text behind the end of the object");
    return problem_;
}

bool JsonRecord::fail(std::string message) {
    if (!problem_) problem_ = Problem{at_, std::move(message)};
    return false;
}

void JsonRecord::skip_blanks() {
    while (at_ < line_.size() && (line_[at_] == ' ' || (line_[at_] >= '\t' && line_[at_] <= '\r')))
        ++at_;
}

bool JsonRecord::take(char c) {
    skip_blanks();
    if (!next_is(c)) return fail(std::string("`") + c + "` is wanted here");
    ++at_;
    return true;
}

bool JsonRecord::object(std::vector<JsonField>& fields, bool nested) {
    if (!take('{')) return false;
    skip_blanks();
    if (next_is('}')) return take('}');
    for (;;) {
        JsonField field;
        skip_blanks();
        const std::size_t begin = at_;
        if (!next_is('"')) return fail("a name in quotation marks is wanted here");
        if (!string(field.name)) return false;
        const bool again = std::any_of(fields.begin(), fields.end(), [&](const JsonField& other) {
            return other.name == field.name;
        });
        if (again) {
            at_ = begin;
            return fail("`" + field.name + "` comes twice");
        }
        if (!take(':') || !value(field, nested)) return false;
        fields.push_back(std::move(field));
        skip_blanks();
        if (next_is('}')) return take('}');
        if (!take(',')) return false;
    }
}

bool JsonRecord::value(JsonField& field, bool nested) {
    skip_blanks();
    field.begin = at_;
    if (at_ >= line_.size()) return fail("a value is missing");
    switch (line_[at_]) {
        case '"':
            field.kind = JsonField::Kind::String;
            return string(field.text);
        case '{':
            if (nested) return fail("an object inside of a value");
            field.kind = JsonField::Kind::Object;
            return object(field.members, true);
        case '[':
            return fail("a list is no value of an input; write a decision a line");
        case 't':
        case 'f':
            field.kind = JsonField::Kind::Bool;
            field.text = line_[at_] == 't' ? "true" : "false";
            return word(field.text);
        case 'n':
            field.kind = JsonField::Kind::Null;
            return word("null");
        default:
            field.kind = JsonField::Kind::Number;
            return number(field.text);
    }
}

bool JsonRecord::word(std::string_view expected) {
    if (line_.substr(at_, expected.size()) != expected) return fail("this is no value");
    at_ += expected.size();
    return true;
}

bool JsonRecord::digits() {
    const std::size_t begin = at_;
    while (at_ < line_.size() && line_[at_] >= '0' && line_[at_] <= '9') ++at_;
    return at_ > begin || fail("a digit is wanted here");
}

bool JsonRecord::number(std::string& text) {
    const std::size_t begin = at_;
    if (next_is('-')) ++at_;
    const bool zero = next_is('0');
    if (at_ >= line_.size() || line_[at_] < '0' || line_[at_] > '9') {
        at_ = begin;
        return fail("this is no value");
    }
    if (zero) {
        ++at_;
        if (at_ < line_.size() && line_[at_] >= '0' && line_[at_] <= '9') {
            return fail("a number doesn't begin with 0");
        }
    } else if (!digits()) {
        return false;
    }
    if (next_is('.')) {
        ++at_;
        if (!digits()) return false;
    }
    if (next_is('e') || next_is('E')) {
        ++at_;
        if (next_is('+') || next_is('-')) ++at_;
        if (!digits()) return false;
    }
    text.assign(line_.substr(begin, at_ - begin));
    return true;
}

bool JsonRecord::string(std::string& text) {
    ++at_;
    for (;;) {
        const std::size_t begin = at_;
        while (at_ < line_.size() && line_[at_] != '"' && line_[at_] != '\\' &&
               static_cast<unsigned char>(line_[at_]) >= 0x20) {
            ++at_;
        }
        text.append(line_.substr(begin, at_ - begin));
        if (at_ >= line_.size()) return fail("the text has no end; close it with a quotation mark");
        if (line_[at_] == '"') {
            ++at_;
            return true;
        }
        if (line_[at_] != '\\') return fail("a control character; write it as \\u00..");
        if (!escape(text)) return false;
    }
}

bool JsonRecord::escape(std::string& text) {
    static constexpr std::string_view kNames = "\"\\/bfnrt";
    static constexpr std::string_view kMeant = "\"\\/\b\f\n\r\t";
    ++at_;
    if (next_is('u')) {
        ++at_;
        return unicode(text);
    }
    const std::size_t which = at_ < line_.size() ? kNames.find(line_[at_]) : std::string::npos;
    if (which == std::string::npos) return fail("there is no such escape");
    text += kMeant[which];
    ++at_;
    return true;
}

bool JsonRecord::code_unit(unsigned& unit) {
    constexpr std::size_t kDigits = 4;
    const std::string_view digits = line_.substr(at_, kDigits);
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    if (digits.size() < kDigits || read.ptr != digits.data() + kDigits) {
        return fail("four hexadecimal digits are wanted here");
    }
    at_ += kDigits;
    return true;
}

bool JsonRecord::unicode(std::string& text) {
    unsigned unit = 0;
    if (!code_unit(unit)) return false;
    if (unit >= 0xD800 && unit < 0xDC00) {
        unsigned low = 0;
        if (!word("\\u") || !code_unit(low)) return false;
        if (low < 0xDC00 || low > 0xDFFF) return fail("half of a surrogate pair");
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
        return fail("half of a surrogate pair");
    }
    append_utf8(text, unit);
    return true;
}

}  // namespace dictum
