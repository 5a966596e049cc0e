#include "kb/ingest/points.h"

#include <algorithm>
#include <charconv>

#include "engine/lang/characters.h"
#include "engine/value/unit_text.h"

namespace dictum {
namespace {

constexpr std::size_t kTitleMax = 150;
constexpr std::size_t kTitlePieces = 40;
constexpr std::size_t kDateWithin = 4000;  // bytes from the top

// The marker of point `number` at or behind `at`: where it begins and ends.
struct Marker {
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool may_precede(std::string_view before) {
    if (before.empty() || before.back() == ' ') return true;
    for (const std::string_view mark : {"。", "；", "！", "？", ".", ";", "）", ")", "：", ":"}) {
        if (before.ends_with(mark)) return true;
    }
    return false;
}

std::optional<Marker> marker(std::string_view line, std::size_t at, std::size_t number) {
    const std::string digits = std::to_string(number);
    for (; at < line.size(); ++at) {
        at = line.find(digits, at);
        if (at == std::string_view::npos) return std::nullopt;
        std::size_t end = at + digits.size();
        std::size_t mark = 0;
        for (const std::string_view known : {".", "、", "．", ")", "）"}) {
            if (line.substr(end).starts_with(known)) mark = known.size();
        }
        if (mark == 0) continue;
        std::size_t begin = at;
        if (begin >= 3 && line.substr(begin - 3, 3) == "（") begin -= 3;
        if (begin >= 1 && line[begin - 1] == '(') begin -= 1;
        end += mark;
        if (!may_precede(line.substr(0, begin))) continue;
        if (end < line.size() && is_digit(line[end]) && line[end - 1] == '.' &&
            !(end + 4 <= line.size() && is_digit(line[end + 3]))) {
            continue;  // 1.5, and not 1.2024年
        }
        return Marker{begin, end};
    }
    return std::nullopt;
}

std::string_view trimmed_text(std::string_view text) { return trimmed(text); }

constexpr std::string_view kMonths[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};

int month_named(std::string_view name) {
    const std::string lower = folded(name.substr(0, 3));
    for (std::size_t i = 0; i < std::size(kMonths); ++i) {
        if (lower == kMonths[i]) return static_cast<int>(i) + 1;
    }
    return 0;
}

}  // namespace

std::vector<Point> split_points(const std::vector<std::string_view>& lines) {
    std::vector<Point> points;
    std::size_t next = 1;
    for (const std::string_view line : lines) {
        std::size_t from = 0;
        bool open = false;
        auto mark = marker(line, 0, next);
        if ((!mark || mark->begin > 0) && next > 1 && line.starts_with("1")) {
            if (const auto anew = marker(line, 0, 1); anew && anew->begin == 0) {
                mark = anew;
                next = 1;
            }
        }
        while (mark) {
            const std::string_view before = trimmed_text(line.substr(from, mark->begin - from));
            if (!before.empty()) points.push_back({open, std::string(before)});
            open = true;
            from = mark->end;
            mark = marker(line, from, ++next);
        }
        const std::string_view rest = trimmed_text(line.substr(from));
        if (!rest.empty()) points.push_back({open, std::string(rest)});
    }
    return points;
}

std::string title_of(const std::vector<Piece>& pieces, const CompiledPatterns& patterns) {
    const std::size_t looked = std::min(pieces.size(), kTitlePieces);
    for (std::size_t i = 0; i < looked; ++i) {
        const Piece& piece = pieces[i];
        const bool line = piece.kind == Piece::Kind::OwnLine ||
                          piece.kind == Piece::Kind::Heading ||
                          (piece.kind == Piece::Kind::Text && piece.starts_line);
        if (piece.kind == Piece::Kind::Asks || piece.kind == Piece::Kind::Answers) break;
        if (!line || piece.text.size() > kTitleMax) continue;
        if (piece.text.ends_with(".") || piece.text.ends_with("。")) continue;
        if (found(*patterns.not_a_title, piece.text) || found(*patterns.notice, piece.text))
            continue;
        return std::string(piece.text);
    }
    return {};
}

std::optional<Date> date_of(std::string_view text) {
    static const RE2 kDate(R"((20\d\d|19\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?:\D|$)|)"
                           R"(\b([A-Z][a-z]{2,8})\.? (\d{1,2})(?:st|nd|rd|th)?,? (20\d\d)|)"
                           R"(\b(\d{1,2})(?:st|nd|rd|th)? ([A-Z][a-z]{2,8})\.?,? (20\d\d))");
    const std::string_view head = text.substr(0, kDateWithin);
    re2::StringPiece rest(head.data(), head.size());
    std::string part[9];
    while (RE2::FindAndConsume(&rest, kDate, &part[0], &part[1], &part[2], &part[3], &part[4],
                               &part[5], &part[6], &part[7], &part[8])) {
        const auto number = [](const std::string& digits) {
            int value = 0;
            std::from_chars(digits.data(), digits.data() + digits.size(), value);
            return value;
        };
        int year = number(part[0]);
        int month = number(part[1]);
        int day = number(part[2]);
        if (!part[3].empty()) {
            year = number(part[5]);
            month = month_named(part[3]);
            day = number(part[4]);
        } else if (!part[7].empty()) {
            year = number(part[8]);
            month = month_named(part[7]);
            day = number(part[6]);
        }
        if (const auto date = Date::from_civil(year, month, day)) return *date;
    }
    return std::nullopt;
}

}  // namespace dictum
