#include "rules/toml_guard.h"

#include <string_view>
#include <unordered_set>
#include <vector>

#include "engine/value/utf8.h"

namespace dictum {
namespace {

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

class TomlGuard {
  public:
    explicit TomlGuard(std::string_view text) : text_(text) {}

    // Where a backslash joins a line to one that begins with a character that is not ASCII.
    const std::vector<std::size_t>& joins() const { return joins_; }

    std::optional<TomlProblem> run() {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
        while (at_ < text_.size() && !problem_) {
            if (line_starts_ && text_[at_] == '[') note_header();
            line_starts_ = false;
            step(text_[at_]);
        }
        return problem_;
    }

  private:
    void step(char c) {
        switch (c) {
            case '#':
                skip_comment();
                return;
            case '"':
            case '\'':
                if (joins_a_value()) {
                    note_joined_quote();
                } else {
                    skip_string(c);
                }
                return;
            case '.':
                note_dot();
                break;
            case '=':
                if (dots_ > 0) note_dotted_key();
                dots_ = 0;
                break;
            case '\n':
                line_starts_ = true;
                [[fallthrough]];
            case ',':
            case '{':
            case '}':
            case '[':
            case ']':
                dots_ = 0;
                break;
            default:
                if (!is_ascii(c)) note_stray();
                break;
        }
        ++at_;
    }

    void note_stray() {
        const std::size_t length = code_point_at(text_, at_).length;
        problem_ = TomlProblem{TomlProblem::Kind::Syntax, at_, at_ + length,
                               "not TOML: `" + std::string(text_.substr(at_, length)) +
                                   "` may stand only in a string or a comment",
                               "write keys and punctuation in ASCII, and text between \"...\""};
    }

    // At a quote: for toml++ a number, word or string that touches it goes on there.
    bool joins_a_value() const {
        if (at_ == 0) return false;
        char before = text_[at_ - 1];
        if (before != '.') {
            return is_bare(before) || before == '+' || before == '"' || before == '\'';
        }
        // A part of a dotted key, unless a number stands before the dot.
        before = at_ > 1 ? text_[at_ - 2] : '0';
        return before >= '0' && before <= '9';
    }

    void note_joined_quote() {
        problem_ = TomlProblem{TomlProblem::Kind::Syntax, at_, at_ + 1,
                               "not TOML: a string can't begin right behind another value",
                               "separate them, as in `[1, \"a\"]`"};
    }

    void limit(std::size_t end, const std::string& message) {
        problem_ = TomlProblem{TomlProblem::Kind::Limit, at_, end, message};
    }

    void note_dot() {
        if (++dots_ < kTomlKeyPartsMax) return;
        limit(at_ + 1, "a key has at most " + std::to_string(kTomlKeyPartsMax) + " parts");
    }

    void note_dotted_key() {
        if (++dotted_keys_ <= kTomlDottedKeysMax) return;
        limit(at_ + 1, "a file has at most " + std::to_string(kTomlDottedKeysMax) + " dotted keys");
    }

    void note_header() {
        std::size_t end = at_;
        while (end < text_.size() && (text_[end] == '[' || is_bare(text_[end]))) ++end;
        const std::string_view line = text_.substr(at_, text_.find('\n', at_) - at_);
        if (line.find('.') != std::string_view::npos) note_dotted_key();
        headers_.insert(text_.substr(at_, end - at_));
        if (headers_.size() <= kTomlHeadersMax) return;
        limit(end, "a file has at most " + std::to_string(kTomlHeadersMax) + " different headers");
    }

    void skip_comment() {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    }

    void skip_string(char quote) {
        const std::string_view triple = quote == '"' ? "\"\"\"" : "'''";
        const bool multi_line = text_.substr(at_).starts_with(triple);
        at_ += multi_line ? 3 : 1;
        while (at_ < text_.size() && !problem_) {
            const char c = text_[at_];
            if (c == '\\' && quote == '"') {
                if (multi_line) note_join();
                at_ += 2;
            } else if (multi_line && text_.substr(at_).starts_with(triple)) {
                at_ += 3;
                // Up to two quotes more belong to the text.
                for (int i = 0; i < 2 && at_ < text_.size() && text_[at_] == quote; ++i) ++at_;
                return;
            } else if (!multi_line && (c == quote || c == '\n')) {
                if (c == quote) ++at_;
                return;
            } else {
                ++at_;
            }
        }
    }

    // At a backslash. White space behind it must end the line, and goes, with the white space that
    // the next one begins with.
    void note_join() {
        const std::size_t line_end = text_.find_first_not_of(" \t", at_ + 1);
        const std::size_t next = text_.find_first_not_of(" \t\r\n", at_ + 1);
        if (next == std::string_view::npos || is_ascii(text_[next])) return;
        if (line_end != next) {
            joins_.push_back(at_);
            return;
        }
        const std::size_t end = next + code_point_at(text_, next).length;
        problem_ =
            TomlProblem{TomlProblem::Kind::Syntax, at_, end,
                        "not TOML: a backslash in a string begins an escape or ends the line",
                        "write `\\\\` for a backslash"};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<std::size_t> joins_;
    bool line_starts_ = true;
    std::size_t dots_ = 0;  // of the key that is read
    std::size_t dotted_keys_ = 0;
    std::unordered_set<std::string_view> headers_;
    std::optional<TomlProblem> problem_;
};

}  // namespace

std::optional<TomlProblem> guard_toml(std::string& text) {
    TomlGuard guard(text);
    auto problem = guard.run();
    if (!problem) {
        for (const std::size_t join : guard.joins()) text[join] = ' ';
    }
    return problem;
}

}  // namespace dictum
