#include "embed/change.h"

#include "kb/cell_value.h"

namespace dictum {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// The arguments of the first pair of parentheses, without the blanks around them.
std::vector<Part> arguments(std::string_view text) {
    std::vector<Part> parts;
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos) return parts;
    std::size_t depth = 0;
    std::size_t begin = open + 1;
    const auto take = [&](std::size_t end) {
        while (begin < end && kBlank.find(text[begin]) != std::string_view::npos) ++begin;
        while (end > begin && kBlank.find(text[end - 1]) != std::string_view::npos) --end;
        parts.push_back({begin, end});
    };
    for (std::size_t i = open; i < text.size(); ++i) {
        if (text[i] == '"') {
            for (++i; i < text.size() && text[i] != '"'; ++i) {
                if (text[i] == '\\') ++i;
            }
        } else if (text[i] == '(') {
            ++depth;
        } else if (text[i] == ')' && --depth == 0) {
            take(i);
            break;
        } else if (text[i] == ',' && depth == 1) {
            take(i);
            begin = i + 1;
        }
    }
    return parts;
}

Type plain_quantity(const UnitTable& units) {
    Type type = Type::of(BaseType::Quantity);
    type.unit = units.plain();
    type.measure = units[type.unit].measure;
    return type;
}

bool is_share(std::string_view amount) { return amount.ends_with("%") || amount.ends_with("％"); }

Result<Interval> amount_of(const ChangeText& change, const Type& type, UnitTable& units) {
    if (type.base == BaseType::Number) {
        return quantity_cell(change.amount, plain_quantity(units), units);
    }
    auto amount = quantity_cell(change.amount, type, units);
    if (amount || type.measure.fraction != Fraction::Percent) return amount;
    Type points = type;
    points.unit = units.points();
    points.measure = units[points.unit].measure;
    return quantity_cell(change.amount, points, units);
}

}  // namespace

ChangeText read_change(std::string_view text) {
    ChangeText change;
    change.goal = text;
    const std::vector<Part> parts = arguments(text);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Part& part = parts[i];
        if (part.begin == part.end) continue;
        const char sign = text[part.begin];
        if (sign != '+' && sign != '-' && sign != '*' && sign != '=') continue;
        ++change.changes;
        change.at = part.begin;
        change.end = part.end;
        if (sign == '=') {
            change.goal[part.begin] = ' ';
            continue;
        }
        change.argument = i;
        change.sign = sign;
        std::string_view amount = text.substr(part.begin + 1, part.end - part.begin - 1);
        while (amount.starts_with(' ')) amount.remove_prefix(1);
        change.amount = amount;
        change.goal.replace(part.begin, part.end - part.begin, part.end - part.begin, ' ');
        change.goal[part.begin] = '_';
    }
    return change;
}

Result<Interval> changed(const ChangeText& change, const Interval& value, const Type& type,
                         UnitTable& units) {
    if (change.sign == '*' || is_share(change.amount)) {
        DICTUM_TRY(Interval factor, quantity_cell(change.amount, plain_quantity(units), units));
        const Interval one = Interval::point(Decimal::from_integer(1));
        if (change.sign == '+') {
            DICTUM_TRY(factor, add(one, factor));
        } else if (change.sign == '-') {
            DICTUM_TRY(factor, subtract(one, factor));
        }
        return multiply(value, factor);
    }
    DICTUM_TRY(const Interval amount, amount_of(change, type, units));
    return change.sign == '+' ? add(value, amount) : subtract(value, amount);
}

}  // namespace dictum
