// Text in the form that names and questions are compared in, with the way back to the original.
//
//   "Ｈuawei's  Servers"  ->  "huawei server"      "A100 服务器" -> "a100服务器"
//
// Compatibility decomposition and case folding (the two sides are compared decomposed, so nothing
// needs to be composed again), traditional Chinese as simplified, invisible characters dropped,
// white space, hyphens between letters and control characters as one space, no space beside a Han
// character, endings of Latin words dropped: possessive, plural, and those of a verb's forms
// (priced, pricing -> pric). Everything
// that is compared goes through here, so an ending that is dropped wrongly is dropped on both
// sides. Linear in the text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dictum {

enum class CharClass : std::uint8_t {
    Space,
    Punctuation,  // says nothing by itself
    Letter,       // letters and digits of scripts that put spaces between words
    Han,          // and other scripts without spaces: any place may be a word boundary
    Symbol,       // %, +, <, emoji: something that must be understood
};

CharClass class_of(char32_t value);
bool has_han(std::string_view text);
inline bool is_digit(char32_t value) { return value >= U'0' && value <= U'9'; }

struct CanonicalText {
    struct Origin {
        std::uint32_t begin = 0;  // bytes of the original
        std::uint32_t end = 0;
    };
    std::u32string text;
    std::vector<Origin> origins;     // one a character of `text`
    std::vector<CharClass> classes;  // likewise

    std::size_t size() const { return text.size(); }
    // Between two characters of one word there is no boundary.
    bool is_boundary(std::size_t at) const {
        return at == 0 || at >= size() || classes[at - 1] != CharClass::Letter ||
               classes[at] != CharClass::Letter;
    }
    bool is_space(std::size_t at) const { return at < size() && classes[at] == CharClass::Space; }
    bool is_content(std::size_t at) const {
        return classes[at] != CharClass::Space && classes[at] != CharClass::Punctuation;
    }
};

// Makes canonical texts one after the other in the same memory.
class Canonicaliser {
  public:
    // Valid until the next call.
    const CanonicalText& operator()(std::string_view original);

  private:
    struct Char {
        char32_t value = 0;
        CanonicalText::Origin origin;
        CharClass type = CharClass::Space;
    };

    void append_decomposed(char32_t value, CanonicalText::Origin origin);
    void decompose(std::string_view original);
    void order_marks();
    void join_words();
    bool is_letter(std::size_t at) const {
        return at < chars_.size() && chars_[at].type == CharClass::Letter;
    }
    void resize_out(std::size_t size);
    void push(const Char& c);
    std::size_t push_word(std::size_t at);

    std::vector<Char> chars_;
    bool has_marks_ = false;   // something of chars_ may be a combining mark
    bool has_joints_ = false;  // or an apostrophe or hyphen
    CanonicalText out_;
    std::size_t size_ = 0;  // of out_ so far, which has room for all of chars_
};

CanonicalText canonical_text(std::string_view original);
std::u32string canonical_phrase(std::string_view phrase);

}  // namespace dictum
