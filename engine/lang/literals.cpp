#include "engine/lang/literals.h"

#include <charconv>
#include <utility>

#include "engine/lang/characters.h"
#include "engine/lang/number_scan.h"
#include "engine/value/decimal.h"

namespace dictum {
namespace {

IntegerTerm integer(Cursor& cursor, const Token& token) {
    std::string_view digits = cursor.text(token);
    IntegerTerm integer;
    integer.is_unsigned = digits.ends_with('u');
    if (integer.is_unsigned) digits.remove_suffix(1);
    int base = 10;
    if (digits.starts_with("0x")) base = 16;
    if (digits.starts_with("0b")) base = 2;
    if (base != 10) digits.remove_prefix(2);
    const char* end = digits.data() + digits.size();
    if (std::from_chars(digits.data(), end, integer.value, base).ec != std::errc{}) {
        integer.value = 0;
        cursor.error("number-too-large", token, "this number doesn't fit in 64 bits",
                     cursor.is_dictum() ? "give it a scale word, as in `1.2亿`"
                                        : "write it as a float: `1.0`");
    }
    return integer;
}

DateTerm date(Cursor& cursor, const Token& token) {
    const std::string text(cursor.text(token));
    const auto date = Date::parse(text);
    if (date) return DateTerm{*date};
    cursor.error("bad-date", token, "`" + text + "` is no day of the calendar",
                 "a date is year, month, day: `2024-02-27`; write a subtraction with spaces");
    return DateTerm{};
}

RatioTerm ratio(Cursor& cursor, const Token& token) {
    const std::string_view text = cursor.text(token);
    const std::size_t colon = text.find(':');
    const std::size_t longest = std::max(colon, text.size() - colon - 1);
    if (longest <= static_cast<std::size_t>(Decimal::kDigits)) {
        if (const auto ratio = Ratio::parse(text)) return RatioTerm{*ratio};
    }
    cursor.error("number-too-large", token, "a side of this ratio has more than 18 digits",
                 "write it with fewer digits");
    return RatioTerm{};
}

bool is_date_text(std::string_view text) { return text.size() == 10 && text[4] == '-'; }

// A day of a period.
void check_day(Cursor& cursor, const Token& token, QuantityTerm::End& end) {
    if (Date::parse(end.digits)) return;
    cursor.error("bad-date", token, "`" + end.digits + "` is no day of the calendar",
                 "a date is year, month, day: `2024-02-27`");
    end.digits = "1970-01-01";
}

// Dates of one shape are in order when their texts are.
void check_period(Cursor& cursor, const Token& token, QuantityTerm& period) {
    check_day(cursor, token, *period.lo);
    if (!period.is_range) {
        period.hi = period.lo;
        return;
    }
    check_day(cursor, token, *period.hi);
    const bool open = period.lo_open || period.hi_open;
    const int order = period.lo->digits.compare(period.hi->digits);
    if (order < 0 || (order == 0 && !open)) return;
    cursor.error("empty-range", token,
                 order == 0 ? "no day lies in this range: its ends are equal and one is left out"
                            : "this range ends before it begins",
                 order == 0 ? "write the day itself" : "write the earlier day first");
    period.hi = period.lo;
    period.lo_open = period.hi_open = false;
}

void check_end(Cursor& cursor, const Token& token, QuantityTerm::End& end) {
    if (Decimal::parse(end.digits)) return;
    cursor.error("number-too-large", token, "this number is too large or too small",
                 "give it a scale word or a larger unit");
    end.digits = "0";
}

// The ends can be compared when one unit serves both.
void check_order(Cursor& cursor, const Token& token, QuantityTerm& quantity) {
    if (!quantity.is_range) return;
    if (!quantity.lo->suffix.empty() && quantity.lo->suffix != quantity.hi->suffix) return;
    const auto lo = Decimal::parse(quantity.lo->digits, Rounding::Down);
    const auto hi = Decimal::parse(quantity.hi->digits, Rounding::Up);
    const bool open = quantity.lo_open || quantity.hi_open;
    if (!lo || !hi || *lo < *hi || (*lo == *hi && !open)) return;
    cursor.error("empty-range", token,
                 *lo == *hi ? "no number lies in this range: its ends are equal and one is left out"
                            : "this range ends before it begins",
                 *lo == *hi ? "write the number itself" : "write the smaller end first");
    quantity.hi = quantity.lo;
    quantity.lo_open = quantity.hi_open = false;
}

// The sign of the first end is not part of the token.
QuantityTerm quantity(Cursor& cursor, const Token& token, bool negative, bool lo_open) {
    const NumberText number = scan_number(cursor.text(token), 0, Dialect::Dictum);
    const std::string minus = negative ? "-" : "";
    QuantityTerm quantity;
    quantity.is_range = number.is_range;
    quantity.lo = {minus + std::string(number.first), std::string(number.first_suffix)};
    quantity.hi = quantity.lo;
    if (number.is_range) {
        quantity.hi = {std::string(number.second), std::string(number.second_suffix)};
        quantity.lo_open = lo_open;
        quantity.hi_open = number.second_open;
    }
    if (is_date_text(number.first)) {
        if (negative) cursor.error("syntax", token, "a date has no sign", "leave out the `-`");
        quantity.lo->digits = number.first;
        check_period(cursor, token, quantity);
        return quantity;
    }
    check_end(cursor, token, *quantity.lo);
    if (number.is_range) check_end(cursor, token, *quantity.hi);
    check_order(cursor, token, quantity);
    return quantity;
}

}  // namespace

bool is_literal(TokenKind kind) { return kind >= TokenKind::String && kind <= TokenKind::Ratio; }

Term literal_term(Cursor& cursor, const Token& token) {
    Term term;
    term.span = cursor.span(token);
    switch (token.kind) {
        case TokenKind::String:
            term.node = StringTerm{cursor.unescaped(token)};
            break;
        case TokenKind::Integer:
            term.node = integer(cursor, token);
            break;
        case TokenKind::Float:
            term.node = FloatTerm{std::string(cursor.text(token))};
            break;
        case TokenKind::Quantity:
            term.node = quantity(cursor, token, false, false);
            break;
        case TokenKind::Date:
            term.node = date(cursor, token);
            break;
        case TokenKind::Ratio:
            term.node = ratio(cursor, token);
            break;
        default:
            break;
    }
    return term;
}

bool is_range(const Cursor& cursor, const Token& token) {
    return token.kind == TokenKind::Quantity &&
           cursor.text(token).find("..") != std::string_view::npos;
}

QuantityTerm negative_range(Cursor& cursor, const Token& token) {
    return quantity(cursor, token, true, false);
}

std::optional<QuantityTerm> bounded_quantity(Cursor& cursor) {
    const Token comparison = cursor.token();
    const bool open = comparison.kind == TokenKind::Less || comparison.kind == TokenKind::Greater;
    const bool below =
        comparison.kind == TokenKind::Less || comparison.kind == TokenKind::LessEqual;
    cursor.advance();
    const bool negative = cursor.accept(TokenKind::Minus);
    const Token number = cursor.token();
    const bool is_number = number.kind == TokenKind::Integer || number.kind == TokenKind::Float ||
                           number.kind == TokenKind::Quantity || number.kind == TokenKind::Date;
    const std::string_view text = cursor.text(number);
    if (!is_number || text.starts_with("0x") || text.starts_with("0b")) {
        cursor.expected("a number with or without a unit, as in `>400T`");
        return std::nullopt;
    }
    QuantityTerm result = quantity(cursor, number, negative, open);
    if (result.is_range && below) {
        cursor.error("syntax", comparison, "a range has both its ends already",
                     "leave an end out of a range by `>1..2` or `1..<2`");
        return std::nullopt;
    }
    cursor.advance();
    if (result.is_range) return result;
    if (below) {
        result.lo.reset();
        result.hi_open = open;
    } else {
        result.hi.reset();
        result.lo_open = open;
    }
    return result;
}

void negate(QuantityTerm& quantity) {
    std::string& digits = quantity.lo->digits;
    if (digits.starts_with('-')) {
        digits.erase(0, 1);
    } else {
        digits.insert(0, 1, '-');
    }
    quantity.hi = quantity.lo;
}

}  // namespace dictum
