#include "engine/lang/number_scan.h"

#include "engine/lang/characters.h"

namespace dictum {
namespace {

bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_binary(char c) { return c == '0' || c == '1'; }

class NumberScanner {
  public:
    NumberScanner(std::string_view text, std::size_t at, Dialect dialect)
        : text_(text), start_(at), at_(at), dialect_(dialect) {}

    NumberText scan() {
        if (peek(0) == '0' && peek(1) == 'x' && is_hex(peek(2))) return based(is_hex);
        if (peek(0) == '0' && peek(1) == 'b' && is_binary(peek(2))) return based(is_binary);
        return dialect_ == Dialect::Souffle ? plain() : rich();
    }

  private:
    char peek(std::size_t ahead) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    std::string_view since(std::size_t from) const { return text_.substr(from, at_ - from); }

    NumberText finished(NumberKind kind) {
        number_.kind = kind;
        number_.end = at_;
        return number_;
    }

    // Takes in what touches the number as well, so that one slip is one error.
    NumberText malformed(std::string_view id, std::string_view problem, std::string_view mend) {
        while (at_ < text_.size()) {
            const CodePoint point = code_point_at(text_, at_);
            const bool joined = point.valid && (is_letter(point.value) || is_digit(peek(0)) ||
                                                peek(0) == '_' || peek(0) == '%');
            if (!joined && !(peek(0) == '.' && is_digit(peek(1)))) break;
            at_ += point.length;
        }
        number_.error_id = id;
        number_.problem = problem;
        number_.mend = mend;
        return finished(NumberKind::Malformed);
    }

    NumberText based(bool (*is_part)(char)) {
        at_ += 2;
        while (is_part(peek(0))) ++at_;
        if (peek(0) == 'u') ++at_;
        number_.first = since(start_);
        if (dialect_ == Dialect::Dictum && (is_digit(peek(0)) || starts_suffix())) {
            return malformed("syntax", "a hexadecimal or binary number takes no suffix",
                             "write the number in decimal digits");
        }
        return finished(NumberKind::Integer);
    }

    // digits [. digits]; true when there is a fraction.
    bool decimal() {
        while (is_digit(peek(0))) ++at_;
        if (peek(0) != '.' || !is_digit(peek(1))) return false;
        ++at_;
        while (is_digit(peek(0))) ++at_;
        return true;
    }

    NumberText plain() {
        const bool fraction = decimal();
        if (fraction && is_address()) {
            return malformed("unsupported", "this version has no IPv4 addresses as numbers",
                             "write it as a string, or as its 32-bit number");
        }
        number_.first = since(start_);
        if (!fraction && peek(0) == 'u') ++at_;
        return finished(fraction ? NumberKind::Float : NumberKind::Integer);
    }

    // Two more groups behind `1.2`.
    bool is_address() const {
        std::size_t at = at_;
        for (int groups = 0; groups < 2; ++groups) {
            if (at + 1 >= text_.size() || text_[at] != '.' || !is_digit(text_[at + 1]))
                return false;
            ++at;
            while (at < text_.size() && is_digit(text_[at])) ++at;
        }
        return true;
    }

    NumberText rich() {
        if (is_date()) return date();
        const bool fraction = decimal();
        number_.first = since(start_);
        if (peek(0) == ':' && is_digit(peek(1))) return ratio();
        number_.first_suffix = suffix();
        if (const std::size_t skip = range_sign()) return range(skip);
        if (is_digit(peek(0)) || (peek(0) == '.' && is_digit(peek(1)))) return misplaced_digits();
        if (number_.first_suffix.empty()) {
            return finished(fraction ? NumberKind::Float : NumberKind::Integer);
        }
        const bool is_unsigned = number_.first_suffix == "u" && !fraction;
        return finished(is_unsigned ? NumberKind::Integer : NumberKind::Quantity);
    }

    NumberText misplaced_digits() {
        if (number_.first_suffix == "%") {
            return malformed("syntax", "`%` touches the number before it and so means percent",
                             "for modulo, write spaces: `5 % 2`");
        }
        if (number_.first_suffix.empty()) {
            return malformed("syntax", "a number has one decimal point",
                             "for a range, write `1..2`");
        }
        return malformed("syntax", "digits stand behind the suffix of a number",
                         "a number's scale and unit come last, as in `1.2亿元`");
    }

    bool is_date(std::size_t ahead = 0) const {
        constexpr std::string_view kShape = "dddd-dd-dd";
        for (std::size_t i = 0; i < kShape.size(); ++i) {
            const char c = peek(ahead + i);
            if (kShape[i] == 'd' ? !is_digit(c) : c != '-') return false;
        }
        return !is_digit(peek(ahead + kShape.size()));
    }

    NumberText date() {
        at_ += 10;
        number_.first = since(start_);
        if (const std::size_t skip = range_sign()) return period(skip);
        if (starts_suffix() || (peek(0) == '.' && is_digit(peek(1)))) return not_only_a_date();
        return finished(NumberKind::Date);
    }

    NumberText not_only_a_date() {
        return malformed("syntax", "a date stands alone, without a time or a unit",
                         "write only the day: `2024-02-27`");
    }

    // `..` and a second date.
    NumberText period(std::size_t skip) {
        if (!is_date(skip)) {
            at_ += 2;
            return malformed("syntax", "`..` joins a date with another date only",
                             "write both days whole: `2024-01-01..2024-06-30`");
        }
        at_ += skip;
        const std::size_t second = at_;
        at_ += 10;
        number_.is_range = true;
        number_.second_open = skip == 3;
        number_.second = since(second);
        if (range_sign() != 0 || starts_suffix() || (peek(0) == '.' && is_digit(peek(1)))) {
            return not_only_a_date();
        }
        return finished(NumberKind::Quantity);
    }

    NumberText ratio() {
        const std::size_t second = ++at_;
        decimal();
        number_.second = since(second);
        if (starts_suffix() || (peek(0) == ':' && is_digit(peek(1)))) {
            if (peek(0) == ':') ++at_;
            return malformed("syntax", "a ratio is two numbers without a unit", "write `9:1`");
        }
        if (peek(0) == '.' && is_digit(peek(1))) {
            return malformed("syntax", "a number has one decimal point", "write `0.5:2`");
        }
        return finished(NumberKind::Ratio);
    }

    // At `..` that joins: how many characters stand before the second number's digits or sign.
    std::size_t range_sign() const {
        if (peek(0) != '.' || peek(1) != '.') return 0;
        const std::size_t open = peek(2) == '<' ? 3 : 2;
        const bool sign = peek(open) == '-' || peek(open) == '+';
        return is_digit(peek(open + (sign ? 1 : 0))) ? open : 0;
    }

    NumberText range(std::size_t skip) {
        number_.is_range = true;
        number_.second_open = skip == 3;
        at_ += skip;
        if (peek(0) == '+') ++at_;
        const std::size_t second = at_;
        if (peek(0) == '-') ++at_;
        decimal();
        number_.second = since(second);
        number_.second_suffix = suffix();
        if (range_sign() != 0) {
            at_ += 2;
            return malformed("syntax", "a range has two ends", "write `1..3`");
        }
        if (is_digit(peek(0)) || (peek(0) == '.' && is_digit(peek(1)))) {
            return malformed("syntax", "digits stand behind the second end of a range",
                             "write a range as `120..140万元`");
        }
        return finished(NumberKind::Quantity);
    }

    // The length of a suffix character at `at`, or 0; `%` and `‰` count, `/` and `*` don't.
    std::size_t suffix_part(std::size_t at) const {
        if (at >= text_.size()) return 0;
        if (text_[at] == '_' || text_[at] == '%') return 1;
        const CodePoint point = code_point_at(text_, at);
        constexpr char32_t kPerMille = 0x2030;
        return point.valid && (is_letter(point.value) || point.value == kPerMille) ? point.length
                                                                                   : 0;
    }
    bool is_letter_at(std::size_t at) const {
        if (at >= text_.size()) return false;
        const CodePoint point = code_point_at(text_, at);
        return point.valid && is_letter(point.value);
    }
    bool starts_suffix() const { return suffix_part(at_) != 0; }

    std::string_view suffix() {
        const std::size_t from = at_;
        bool behind_letter = false;
        while (true) {
            if (const std::size_t length = suffix_part(at_)) {
                behind_letter = is_letter_at(at_);
                at_ += length;
            } else if (at_ > from && peek(0) == '/' && is_letter_at(at_ + 1)) {
                ++at_;
            } else if (behind_letter && peek(0) == '*' && is_letter_at(at_ + 1)) {
                ++at_;
            } else if (behind_letter && peek(0) == '^' && is_digit(peek(1))) {
                ++at_;
                while (is_digit(peek(0))) ++at_;
                behind_letter = false;
            } else {
                return since(from);
            }
        }
    }

    std::string_view text_;
    std::size_t start_;
    std::size_t at_;
    Dialect dialect_;
    NumberText number_;
};

}  // namespace

NumberText scan_number(std::string_view text, std::size_t at, Dialect dialect) {
    return NumberScanner(text, at, dialect).scan();
}

}  // namespace dictum
