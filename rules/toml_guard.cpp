#include "rules/toml_guard.h"

#include <unordered_set>

namespace dictum {
namespace {

bool is_bare(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
}

class TomlGuard {
  public:
    explicit TomlGuard(std::string_view text) : text_(text) {}

    std::optional<TomlProblem> run() {
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
                skip_string(c);
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
                break;
        }
        ++at_;
    }

    void note_dot() {
        if (++dots_ < kTomlKeyPartsMax) return;
        problem_ = TomlProblem{at_, at_ + 1,
                               "a key has at most " + std::to_string(kTomlKeyPartsMax) + " parts"};
    }

    void note_dotted_key() {
        if (++dotted_keys_ <= kTomlDottedKeysMax) return;
        problem_ = TomlProblem{
            at_, at_ + 1,
            "a file has at most " + std::to_string(kTomlDottedKeysMax) + " dotted keys"};
    }

    void note_header() {
        std::size_t end = at_;
        while (end < text_.size() && (text_[end] == '[' || is_bare(text_[end]))) ++end;
        if (text_.find('.', at_) < text_.find('\n', at_)) note_dotted_key();
        headers_.insert(text_.substr(at_, end - at_));
        if (headers_.size() <= kTomlHeadersMax) return;
        problem_ = TomlProblem{
            at_, end,
            "a file has at most " + std::to_string(kTomlHeadersMax) + " different headers"};
    }

    void skip_comment() {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    }

    void skip_string(char quote) {
        const std::string_view triple = quote == '"' ? "\"\"\"" : "'''";
        const bool multi_line = text_.substr(at_).starts_with(triple);
        at_ += multi_line ? 3 : 1;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\\' && quote == '"') {
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

    std::string_view text_;
    std::size_t at_ = 0;
    bool line_starts_ = true;
    std::size_t dots_ = 0;  // of the key that is read
    std::size_t dotted_keys_ = 0;
    std::unordered_set<std::string_view> headers_;
    std::optional<TomlProblem> problem_;
};

}  // namespace

std::optional<TomlProblem> guard_toml(std::string_view text) { return TomlGuard(text).run(); }

}  // namespace dictum
