#include "ask/canonical_text.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>

#include "ask/simplified.h"
#include "engine/value/utf8.h"

namespace dictum {

namespace {

constexpr utf8proc_option_t kOptions = static_cast<utf8proc_option_t>(
    UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

bool is_unified_han(char32_t value) { return value >= 0x4E00 && value <= 0x9FFF; }

bool is_apostrophe(char32_t value) { return value == U'\'' || value == U'\u2019'; }

bool is_hyphen(char32_t value) {
    return value == U'-' || value == U'_' || value == U'\u2010' || value == U'\u2011';
}

bool is_latin_or_digit(char32_t value) {
    return is_digit(value) || (value >= U'a' && value <= U'z');
}

int mark_class(char32_t value) {
    if (value < 0x300 || is_unified_han(value)) return 0;
    return utf8proc_get_property(static_cast<utf8proc_int32_t>(value))->combining_class;
}

constexpr CharClass ascii_class(char32_t value) {
    if ((value >= '0' && value <= '9') || (value >= 'a' && value <= 'z') ||
        (value >= 'A' && value <= 'Z'))
        return CharClass::Letter;
    if (value <= ' ' || value == 0x7F) return CharClass::Space;
    constexpr std::u32string_view kSymbols = U"%$+<=>^`|~";
    return kSymbols.find(value) == kSymbols.npos ? CharClass::Punctuation : CharClass::Symbol;
}

constexpr std::array<CharClass, 0x80> kAsciiClasses = [] {
    std::array<CharClass, 0x80> classes{};
    for (char32_t value = 0; value < 0x80; ++value) classes[value] = ascii_class(value);
    return classes;
}();

// How many characters a plural ending takes from the end of `word`, and whether a `y` follows.
struct PluralEnding {
    std::size_t dropped = 0;
    bool adds_y = false;
};

PluralEnding plural_ending(std::u32string_view word) {
    const std::size_t n = word.size();
    if (n < 4 || word[n - 1] != U's' || word[n - 2] == U's') return {};
    const std::u32string_view tail = word.substr(n - 3);
    if (n >= 5 && tail == U"ies") return {3, true};
    if (tail == U"xes" || tail == U"zes") return {2, false};
    if (n >= 5) {
        const std::u32string_view longer = word.substr(n - 4);
        if (longer == U"sses" || longer == U"shes" || longer == U"ches") return {2, false};
    }
    return {1, false};
}

bool is_doubled(std::u32string_view word) {
    constexpr std::u32string_view kDoubling = U"bdgmnprt";
    const std::size_t n = word.size();
    return n > 3 && word[n - 1] == word[n - 2] && kDoubling.find(word[n - 1]) != kDoubling.npos;
}

// The part of a singular word that its forms share: price, priced, pricing -> pric. Stems of fewer
// than four letters are left alone, where most of them are other words (note is not `not`).
std::size_t stem_size(std::u32string_view word) {
    constexpr std::size_t kStem = 4;
    std::size_t n = word.size();
    const auto ends = [&](std::u32string_view tail) { return word.substr(0, n).ends_with(tail); };
    if (n >= kStem + 3 && ends(U"ing"))
        n -= 3;
    else if (n >= kStem + 2 && ends(U"ed") && !ends(U"eed"))
        n -= 2;
    else if (n >= kStem + 1 && ends(U"ed") && !ends(U"eed"))
        n -= 1;
    if (n < word.size() && is_doubled(word.substr(0, n))) --n;
    if (n > kStem && word[n - 1] == U'e') --n;
    return n;
}

}  // namespace

CharClass class_of(char32_t value) {
    if (value < 0x80) return kAsciiClasses[value];
    if ((value >= 0x2E80 && value <= 0x2FDF) || (value >= 0x3005 && value <= 0x3007) ||
        (value >= 0x3040 && value <= 0x30FF) || (value >= 0x31C0 && value <= 0x9FFF) ||
        (value >= 0xF900 && value <= 0xFAFF) || (value >= 0x20000 && value <= 0x3FFFF))
        return CharClass::Han;
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(value));
    if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO)
        return CharClass::Letter;
    if (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_CF)
        return CharClass::Space;
    if (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO)
        return value == U'\u2030' ? CharClass::Symbol : CharClass::Punctuation;
    return CharClass::Symbol;
}

bool has_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        if (class_of(point.value) == CharClass::Han) return true;
        at += point.length;
    }
    return false;
}

void Canonicaliser::append_decomposed(char32_t value, CanonicalText::Origin origin) {
    if (is_unified_han(value)) {
        chars_.push_back({simplified(value), origin, CharClass::Han});
        return;
    }
    has_marks_ = has_joints_ = true;
    utf8proc_int32_t parts[32];
    int boundary = 0;
    const auto count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(value), parts, 32,
                                               kOptions, &boundary);
    if (count < 0 || count > 32) {
        chars_.push_back({value, origin, class_of(value)});
        return;
    }
    for (utf8proc_ssize_t i = 0; i < count; ++i) {
        const auto part = static_cast<char32_t>(parts[i]);
        chars_.push_back({part, origin, class_of(part)});
    }
}

void Canonicaliser::decompose(std::string_view original) {
    chars_.clear();
    has_marks_ = has_joints_ = false;
    for (std::size_t at = 0; at < original.size();) {
        const auto begin = static_cast<std::uint32_t>(at);
        if (const auto byte = static_cast<unsigned char>(original[at]); byte < 0x80) {
            const char32_t folded = byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
            chars_.push_back({folded, {begin, begin + 1}, kAsciiClasses[folded]});
            has_joints_ = has_joints_ || is_apostrophe(folded) || is_hyphen(folded);
            ++at;
            continue;
        }
        const CodePoint point = code_point_at(original, at);
        append_decomposed(point.value, {begin, begin + point.length});
        at += point.length;
    }
}

// Combining marks in canonical order, so that differently typed accents compare equal.
void Canonicaliser::order_marks() {
    for (std::size_t i = 0; i < chars_.size();) {
        std::size_t end = i;
        while (end < chars_.size() && mark_class(chars_[end].value) != 0) ++end;
        if (end - i > 1)
            std::sort(chars_.begin() + static_cast<std::ptrdiff_t>(i),
                      chars_.begin() + static_cast<std::ptrdiff_t>(end),
                      [](const Char& a, const Char& b) {
                          return std::pair(mark_class(a.value), a.origin.begin) <
                                 std::pair(mark_class(b.value), b.origin.begin);
                      });
        i = std::max(end, i + 1);
    }
}

// Marks inside words become spaces or part of the word: `eight-card`, `don't`. `'s` goes.
void Canonicaliser::join_words() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < chars_.size(); ++i) {
        Char c = chars_[i];
        const bool inside = i > 0 && chars_[i - 1].type == CharClass::Letter && is_letter(i + 1);
        if (inside && is_apostrophe(c.value)) {
            if (chars_[i + 1].value == U's' && !is_letter(i + 2)) {
                ++i;
                continue;
            }
            c.type = CharClass::Letter;
            c.value = U'\'';
        } else if (inside && is_hyphen(c.value) &&
                   !(is_digit(chars_[i - 1].value) && is_digit(chars_[i + 1].value))) {
            c.type = CharClass::Space;
        }
        chars_[kept++] = c;
    }
    chars_.resize(kept);
}

void Canonicaliser::resize_out(std::size_t size) {
    out_.text.resize(size);
    out_.origins.resize(size);
    out_.classes.resize(size);
}

void Canonicaliser::push(const Char& c) {
    out_.text[size_] = c.value;
    out_.origins[size_] = c.origin;
    out_.classes[size_] = c.type;
    ++size_;
}

// Adds the word that begins at `at`; returns where it ends.
std::size_t Canonicaliser::push_word(std::size_t at) {
    std::size_t end = at;
    bool plain = true;
    bool digits = false;
    for (; is_letter(end); ++end) {
        plain = plain && is_latin_or_digit(chars_[end].value);
        digits = digits || is_digit(chars_[end].value);
    }
    const std::size_t begin = size_;
    for (std::size_t i = at; i < end; ++i) push(chars_[i]);
    if (!plain) return end;
    const auto word = [&] { return std::u32string_view(out_.text).substr(begin, size_ - begin); };
    const PluralEnding ending = plural_ending(word());
    size_ -= ending.dropped;
    if (ending.adds_y) push({U'y', chars_[end - 1].origin, CharClass::Letter});
    if (!digits) size_ = begin + stem_size(word());
    out_.origins[size_ - 1].end = chars_[end - 1].origin.end;
    return end;
}

const CanonicalText& Canonicaliser::operator()(std::string_view original) {
    decompose(original);
    if (has_marks_) order_marks();
    if (has_joints_) join_words();
    size_ = 0;
    resize_out(chars_.size());
    const Char* space = nullptr;
    for (std::size_t i = 0; i < chars_.size();) {
        if (chars_[i].type == CharClass::Space) {
            space = &chars_[i++];
            continue;
        }
        if (space != nullptr && size_ > 0 && chars_[i].type == CharClass::Letter &&
            out_.classes[size_ - 1] == CharClass::Letter)
            push({U' ', space->origin, CharClass::Space});
        space = nullptr;
        if (chars_[i].type == CharClass::Letter)
            i = push_word(i);
        else
            push(chars_[i++]);
    }
    resize_out(size_);
    return out_;
}

CanonicalText canonical_text(std::string_view original) { return Canonicaliser()(original); }

std::u32string canonical_phrase(std::string_view phrase) { return canonical_text(phrase).text; }

}  // namespace dictum
