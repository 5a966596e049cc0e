#include "audit/figures.h"

#include <algorithm>
#include <optional>

#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::size_t kSuffixMost = 24;  // characters of a unit's name, and the blank before it

struct FigureWord {
    std::string_view text;
    std::string_view value;
};
// Words that are figures by themselves. Several readings of one are several entries.
constexpr FigureWord kWords[] = {
    {"一半", "0.5"},  {"半数", "0.5"},    {"翻倍", "2"},     {"翻番", "2"},     {"全部", "1"},
    {"全都", "1"},    {"百分之百", "1"},  {"half", "0.5"},   {"third", "3"},    {"quarter", "0.25"},
    {"double", "2"},  {"twice", "2"},     {"triple", "3"},   {"all", "1"},      {"zero", "0"},
    {"one", "1"},     {"two", "2"},       {"three", "3"},    {"four", "4"},     {"five", "5"},
    {"six", "6"},     {"seven", "7"},     {"eight", "8"},    {"nine", "9"},     {"ten", "10"},
    {"eleven", "11"}, {"twelve", "12"},   {"fifteen", "15"}, {"twenty", "20"},  {"thirty", "30"},
    {"forty", "40"},  {"fifty", "50"},    {"sixty", "60"},   {"seventy", "70"}, {"eighty", "80"},
    {"ninety", "90"}, {"hundred", "100"}, {"none", "0"},     {"没有", "0"},     {"零", "0"}};

bool is_digit(char32_t c) { return (c >= U'0' && c <= U'9') || (c >= U'０' && c <= U'９'); }
char as_digit(char32_t c) { return static_cast<char>(c >= U'０' ? U'0' + (c - U'０') : c); }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

std::optional<int> han_digit(char32_t c) {
    constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
    if (c == U'〇') return 0;
    if (c == U'两' || c == U'俩') return 2;
    const std::size_t at = kDigits.find(c);
    return at == std::u32string_view::npos ? std::nullopt : std::optional(static_cast<int>(at));
}
std::optional<int> han_power(char32_t c) {
    constexpr std::pair<char32_t, int> kPowers[] = {
        {U'十', 1}, {U'百', 2}, {U'千', 3}, {U'万', 4}, {U'亿', 8}};
    for (const auto& [sign, power] : kPowers) {
        if (sign == c) return power;
    }
    return std::nullopt;
}

std::int64_t ten_to(int power) {
    std::int64_t value = 1;
    for (int i = 0; i < power; ++i) value *= 10;
    return value;
}

class Scan {
  public:
    Scan(std::string_view text, FigureReader& reader)
        : points_(code_points(text)), reader_(reader) {}

    std::vector<Decimal> run() {
        words();
        for (std::size_t at = 0; at < points_.size();) {
            const std::size_t begin = at;
            std::optional<Decimal> value = digits(at);
            if (!value) value = han_number(at);
            if (!value) {
                ++at;
                continue;
            }
            numbers_.push_back({*value, begin, at});
        }
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            add(numbers_[i].value);
            with_suffixes(numbers_[i].value, numbers_[i].end);
            if (ends_before(numbers_[i].begin, U"百分之")) {
                add_product(numbers_[i].value, hundredth());
            }
            if (i + 1 < numbers_.size()) {
                with_suffixes(numbers_[i].value, numbers_[i + 1].end);
                fraction(i);
            }
        }
        std::ranges::sort(values_);
        const auto twice = std::ranges::unique(values_);
        values_.erase(twice.begin(), twice.end());
        return std::move(values_);
    }

  private:
    struct Number {
        Decimal value;
        std::size_t begin = 0;
        std::size_t end = 0;
    };

    void add(const Decimal& value) { values_.push_back(value); }
    void add_product(const Decimal& a, const Decimal& b) {
        if (const auto value = multiply(a, b, Rounding::Down)) add(*value);
    }

    void words() {
        std::string text;
        for (const char32_t c : points_) {
            append_utf8(text, c >= U'A' && c <= U'Z' ? c + (U'a' - U'A') : c);
        }
        for (const FigureWord& word : kWords) {
            if (text.find(word.text) == std::string::npos) continue;
            if (const auto value = Decimal::parse(word.value)) add(*value);
        }
    }

    // 1,200.5
    std::optional<Decimal> digits(std::size_t& at) const {
        if (!is_digit(points_[at])) return std::nullopt;
        std::string text;
        bool point = false;
        for (; at < points_.size(); ++at) {
            const char32_t c = points_[at];
            const bool more = at + 1 < points_.size() && is_digit(points_[at + 1]);
            if (is_digit(c)) {
                text += as_digit(c);
            } else if (c == U'.' && !point && more) {
                text += '.';
                point = true;
            } else if (!(c == U',' && more && groups_follow(at))) {
                break;
            }
        }
        const auto value = Decimal::parse(text);
        return value ? std::optional(*value) : std::nullopt;
    }
    bool groups_follow(std::size_t comma) const {
        std::size_t end = comma + 1;
        while (end < points_.size() && is_digit(points_[end])) ++end;
        return end - comma == 4;
    }

    // 两百三十, 二十亿; also 二〇二四, digit by digit.
    std::optional<Decimal> han_number(std::size_t& at) const {
        const std::size_t begin = at;
        std::int64_t whole = 0;
        std::int64_t part = 0;
        std::int64_t digit = -1;
        bool by_digit = true;
        std::int64_t listed = 0;
        for (; at < points_.size() && at - begin < 15; ++at) {
            const auto number = han_digit(points_[at]);
            const auto power = han_power(points_[at]);
            if (number) {
                digit = *number;
                listed = listed * 10 + *number;
                continue;
            }
            if (!power || (at == begin && *power > 3)) break;
            by_digit = false;
            if (*power < 4) {
                part += (digit < 0 ? 1 : digit) * ten_to(*power);
            } else {
                whole = (whole + part + std::max<std::int64_t>(digit, 0)) * ten_to(*power);
                part = 0;
                if (whole > ten_to(16)) break;
            }
            digit = -1;
        }
        if (at == begin) return std::nullopt;
        if (by_digit) return Decimal::from_integer(listed);
        return Decimal::from_integer(whole + part + std::max<std::int64_t>(digit, 0));
    }

    // Every beginning of what follows that is a scale word, a unit or both.
    void with_suffixes(const Decimal& value, std::size_t from) {
        std::string suffix;
        for (std::size_t at = from; at < points_.size() && at < from + kSuffixMost; ++at) {
            if (suffix.empty() && is_vague(points_[at])) continue;
            if (points_[at] == U'成' && suffix.empty()) add_product(value, tenth());
            append_utf8(suffix, points_[at]);
            const std::optional<Suffix>& found = reader_.suffix(suffix);
            if (!found) continue;
            const auto scaled = multiply(value, found->scale, Rounding::Down);
            if (!scaled) continue;
            add(*scaled);
            if (found->unit) add_product(*scaled, reader_.units()[*found->unit].factor);
        }
        for (const std::string_view word : {"percent", "per cent", "个百分点", "个点"}) {
            if (starts_with(from, word)) add_product(value, hundredth());
        }
    }
    // 400 T, 400多T
    static bool is_vague(char32_t c) {
        return std::u32string_view(U" 多余来+").find(c) != std::u32string_view::npos;
    }
    bool starts_with(std::size_t from, std::string_view word) const {
        while (from < points_.size() && points_[from] == U' ') ++from;
        const std::u32string wanted = code_points(word);
        return std::u32string_view(points_).substr(from).starts_with(wanted);
    }
    bool ends_before(std::size_t begin, std::u32string_view words) const {
        return std::u32string_view(points_).substr(0, begin).ends_with(words);
    }
    static Decimal tenth() { return *Decimal::from_parts(1, -1); }
    static Decimal hundredth() { return *Decimal::from_parts(1, -2); }

    // 三分之一, 百分之七十五, 3/4: either rounding of what does not end.
    void fraction(std::size_t at) {
        const Number& a = numbers_[at];
        const Number& b = numbers_[at + 1];
        const std::u32string_view between =
            std::u32string_view(points_).substr(a.end, b.begin - a.end);
        if (between == U"分之") share(b.value, a.value);
        if (between == U"/") share(a.value, b.value);
    }
    void share(const Decimal& part, const Decimal& whole) {
        if (whole.is_zero()) return;
        for (const Rounding rounding : {Rounding::Down, Rounding::Up}) {
            if (const auto value = divide(part, whole, rounding)) add(*value);
        }
    }

    std::u32string points_;
    FigureReader& reader_;
    std::vector<Number> numbers_;
    std::vector<Decimal> values_;
};

}  // namespace

std::vector<Decimal> FigureReader::figures_in(std::string_view text) {
    return Scan(text, *this).run();
}

const std::optional<Suffix>& FigureReader::suffix(const std::string& text) {
    constexpr std::size_t kKnownMost = 100'000;
    if (known_.size() >= kKnownMost) known_.clear();
    const auto [at, fresh] = known_.try_emplace(text);
    if (fresh) at->second = units_.resolve_suffix(text);
    return at->second;
}

bool has_figure(std::string_view text) {
    char32_t before = U' ';
    for (const char32_t c : code_points(text)) {
        if (is_digit(c) && !is_digit(before) && !is_letter(before) && before != U'-') return true;
        before = is_digit(c) && is_letter(before) ? before : c;
    }
    return false;
}

}  // namespace dictum
