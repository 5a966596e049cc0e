#include "kb/ingest/figures.h"

#include <algorithm>

#include "engine/lang/characters.h"
#include "engine/value/decimal.h"
#include "engine/value/unit_text.h"
#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::size_t kBesideFigure = 36;  // bytes on either side of a figure that are looked at
constexpr std::size_t kYearFirst = 1900;
constexpr std::size_t kYearLast = 2100;

// What a number is followed by: its unit, and where that ends.
struct UnitAt {
    std::size_t end = 0;
    std::optional<std::size_t> index;  // into the patterns' units
    std::string noun;                  // counted, when no unit is known
};

class FigureFinder {
  public:
    FigureFinder(std::string_view text, const CompiledPatterns& patterns)
        : text_(text), patterns_(patterns) {}

    std::vector<Figure> run() {
        while (at_ < text_.size()) {
            const auto byte = static_cast<unsigned char>(text_[at_]);
            if (!may_begin_numeral(byte)) {
                ++at_;
            } else if (is_ascii_letter(text_[at_])) {
                word();
            } else {
                const std::size_t before = at_;
                number();
                if (at_ == before) at_ += byte < 0x80 ? 1 : 3;
            }
        }
        return std::move(figures_);
    }

  private:
    // At a letter: a number word, or a word to pass over.
    void word() {
        const bool inside =
            at_ > 0 && (is_ascii_letter(text_[at_ - 1]) || is_digit(text_[at_ - 1]));
        const std::size_t before = at_;
        if (!inside) number();
        if (at_ != before) return;
        while (at_ < text_.size() && is_ascii_letter(text_[at_])) ++at_;
    }

    void number() {
        if (is_digit(text_[at_]) && part_of_a_name()) return skip_token();
        const auto sign = sign_before(at_);
        std::size_t begin = sign ? sign->first : at_;
        bool percent = false;
        std::size_t number_at = at_;
        if (text_.substr(at_).starts_with("百分之")) {
            number_at = at_ + 9;
            percent = true;
            if (number_at >= text_.size()) return;
        }
        const auto first = numeral_at(text_, number_at, sign.has_value());
        if (!first) return skip_digits();
        if (date_or_time(*first) || ratio(*first)) return;
        if (fraction(*first)) return;
        Figure figure;
        figure.begin = begin;
        figure.lo = first->lo;
        figure.hi = first->hi;
        UnitAt unit = percent ? UnitAt{first->end, percent_, {}} : unit_at(*first, figure);
        if (sign && !unit.index) unit.index = unit_of_sign(sign->second);
        if (excluded(begin, *first, unit)) {
            at_ = std::max(first->end, at_ + 1);
            return;
        }
        finish(*first, unit, figure, sign.has_value(), percent);
    }

    void finish(const Numeral& first, UnitAt unit, Figure figure, bool sign, bool percent) {
        bool range = compare(figure.lo, figure.hi) != 0;
        if (range && first.lone) {  // 几年, 几家: nobody says how many
            at_ = first.end;
            return;
        }
        Numeral last = first;
        if (!range) range = second_end(first, unit, figure, last, percent);
        figure.end = std::max(unit.end, last.end);
        const std::size_t next = figure.end;
        if (!range) bound(figure, first);
        if (accepted(first, unit, figure, sign, range)) {
            name_unit(unit, figure);
            figures_.push_back(std::move(figure));
        }
        at_ = std::max(next, at_ + 1);
    }

    // A100, Q3, GPT-4, 3.5.1: a digit inside a name.
    bool part_of_a_name() const {
        if (at_ == 0) return false;
        const char before = text_[at_ - 1];
        if (is_digit(before) || before == '_' || before == '#') return true;
        if (is_ascii_letter(before)) return !sign_before(at_);
        if (at_ < 2) return false;
        const char further = text_[at_ - 2];
        if (before == '-') return is_ascii_letter(further) || is_digit(further);
        if (before == '.' || before == ':' || before == '/') return is_digit(further);
        return false;
    }

    // Over letters and digits alike.
    void skip_token() {
        while (at_ < text_.size() &&
               (is_ascii_letter(text_[at_]) || is_digit(text_[at_]) ||
                (text_[at_] == '-' && at_ + 1 < text_.size() &&
                 (is_ascii_letter(text_[at_ + 1]) || is_digit(text_[at_ + 1]))))) {
            ++at_;
        }
    }
    void skip_digits() {
        while (at_ < text_.size() && (is_digit(text_[at_]) || text_[at_] == ',')) ++at_;
    }

    // The sign of money that ends before `at`: where it begins, and which it is.
    std::optional<std::pair<std::size_t, std::size_t>> sign_before(std::size_t at) const {
        if (at == 0) return std::nullopt;
        const bool blank = text_[at - 1] == ' ';
        const std::size_t end = blank ? at - 1 : at;
        const std::size_t from = end > 12 ? end - 12 : 0;
        const auto sign =
            patterns_.signs.longest_before(text_.substr(from, end - from), end - from);
        if (!sign) return std::nullopt;
        const std::size_t begin = end - sign->length;
        if (is_ascii_letter(text_[begin]) && begin > 0 && is_ascii_letter(text_[begin - 1])) {
            return std::nullopt;
        }
        return std::pair{begin, sign->meaning};
    }

    std::optional<std::size_t> unit_of_sign(std::size_t sign) const {
        return unit_named(patterns_.source.signs[sign].unit);
    }
    std::optional<std::size_t> unit_named(std::string_view name) const {
        const auto& units = patterns_.source.units;
        for (std::size_t i = 0; i < units.size(); ++i) {
            if (units[i].name == name) return i;
        }
        return std::nullopt;
    }

    // 2024-02-27, 9:00, 00:12:33, 14/8: passed over whole.
    bool date_or_time(const Numeral& first) {
        std::size_t at = first.end;
        if (first.form != Numeral::Form::Digits || first.decimal || first.grouped) return false;
        if (at + 2 >= text_.size() || !is_digit(text_[at + 1])) return false;
        const char mark = text_[at];
        std::size_t parts = 1;
        std::size_t digits = 0;
        std::size_t end = at;
        while (end + 1 < text_.size() && text_[end] == mark && is_digit(text_[end + 1])) {
            std::size_t stop = end + 1;
            while (stop < text_.size() && is_digit(text_[stop])) ++stop;
            digits = stop - end - 1;
            end = stop;
            ++parts;
        }
        const bool clock = mark == ':' && digits == 2 && first.digits <= 2 &&
                           first.lo.coefficient <= 24 && text_[at + 1] <= '5';
        const bool date = (mark == '-' || mark == '/' || mark == '.') && parts == 3;
        const bool month =
            (mark == '/' || mark == '-') && parts == 2 && first.digits == 4 && digits <= 2;
        if (!date && !month && (mark != ':' || (parts < 3 && !clock))) return false;
        at_ = end;
        return true;
    }

    // 9:1, 9：1, 9比1.
    bool ratio(const Numeral& first) {
        std::size_t at = first.end;
        if (text_.substr(at).starts_with("比")) {
            at += 3;
        } else if (text_.substr(at).starts_with("：")) {
            at += 3;
        } else if (at < text_.size() && text_[at] == ':') {
            ++at;
        } else {
            return false;
        }
        if (at >= text_.size() || !may_begin_numeral(static_cast<unsigned char>(text_[at])) ||
            is_ascii_letter(text_[at])) {
            return false;
        }
        const auto second = numeral_at(text_, at, false);
        if (!second || second->scale > 0 || first.scale > 0 || second->more) return false;
        if (compare(first.lo, {100, 0}) > 0 || compare(second->lo, {100, 0}) > 0) return false;
        if (second->lo.coefficient == 0 || first.lo.coefficient == 0) return false;
        Figure figure;
        figure.begin = at_;
        figure.end = second->end;
        figure.lo = first.lo;
        figure.hi = second->lo;
        figure.ratio = true;
        figure.unit = "ratio";
        figures_.push_back(figure);
        at_ = second->end;
        return true;
    }

    // 三分之一: a part of something, and no number of its own.
    bool fraction(const Numeral& first) {
        if (!text_.substr(first.end).starts_with("分之")) return false;
        at_ = first.end + 6;
        if (at_ >= text_.size()) return true;
        const auto second = numeral_at(text_, at_, false);
        if (second) at_ = second->end;
        return true;
    }

    UnitAt unit_at(const Numeral& number, Figure& figure) const {
        UnitAt unit{number.end, std::nullopt, {}};
        if (tenths(number, figure, unit)) return unit;
        std::size_t at = number.end;
        const bool blank = at < text_.size() && (text_[at] == ' ' || text_[at] == '-');
        if (auto known = patterns_.units.longest_at(text_, at)) {
            unit.index = known->meaning;
            unit.end = at + known->length;
        } else if (blank) {
            if (auto behind = patterns_.units.longest_at(text_, at + 1)) {
                unit.index = behind->meaning;
                unit.end = at + 1 + behind->length;
            } else if (text_[at] == ' ') {
                unit.noun = noun_at(at + 1, unit.end);
            }
        }
        return unit;
    }

    // 六成五: sixty-five percent.
    bool tenths(const Numeral& number, Figure& figure, UnitAt& unit) const {
        if (!text_.substr(number.end).starts_with("成")) return false;
        if (number.scale > 0 || number.lo.coefficient > 10 || number.lo.exponent != 0) return false;
        std::size_t end = number.end + 3;
        static constexpr std::string_view kOtherWords[] = {"本", "员", "員", "立", "为", "為",
                                                           "功", "交", "果", "熟", "长", "長"};
        for (const std::string_view other : kOtherWords) {
            if (text_.substr(end).starts_with(other)) return false;
        }
        std::int64_t more = 0;
        if (text_.substr(end).starts_with("半")) {
            more = 5;
            end += 3;
        } else if (end < text_.size() && static_cast<unsigned char>(text_[end]) >= 0x80) {
            const auto digit = numeral_at(text_, end, false);
            if (digit && digit->lone && digit->lo.coefficient < 10 &&
                digit->lo.coefficient == digit->hi.coefficient) {
                more = digit->lo.coefficient;
                end = digit->end;
            }
        }
        figure.lo = {number.lo.coefficient * 10 + more, 0};
        figure.hi = {number.hi.coefficient * 10 + more, 0};
        unit.index = percent_;
        unit.end = end;
        return true;
    }

    // The plural that is counted: `38 vessels`, `two Colombian companies`.
    std::string noun_at(std::size_t at, std::size_t& end) const {
        for (int i = 0; i < 2; ++i) {
            std::size_t stop = at;
            while (stop < text_.size() && (is_ascii_letter(text_[stop]) || text_[stop] == '-'))
                ++stop;
            const std::string noun = folded(text_.substr(at, stop - at));
            if (noun.size() < 3 || patterns_.idle_nouns.contains(noun)) return {};
            if (noun.size() > 3 && noun.ends_with("s") && !noun.ends_with("ss")) {
                end = stop;
                return noun;
            }
            if (stop >= text_.size() || text_[stop] != ' ') return {};
            at = stop + 1;
        }
        return {};
    }

    bool is_year(const Numeral& number, const UnitAt& unit) const {
        const bool plain = number.form == Numeral::Form::Digits && number.digits == 4 &&
                           !number.grouped && !number.decimal && number.scale == 0 && !number.more;
        if (!plain) return false;
        const auto value = static_cast<std::size_t>(number.lo.coefficient);
        if (value < kYearFirst || value > kYearLast) return false;
        return !unit.index || patterns_.source.units[*unit.index].name == "year";
    }

    bool excluded(std::size_t begin, const Numeral& number, const UnitAt& unit) const {
        if (is_year(number, unit)) return true;
        // 910B, 3D: letters that are no unit make it a name.
        if (!unit.index && number.end < text_.size() && is_ascii_letter(text_[number.end]) &&
            number.form == Numeral::Form::Digits && number.scale == 0) {
            return true;
        }
        if (found(*patterns_.not_behind, window_behind(number.end))) return true;
        return found(*patterns_.not_before, window_before(begin));
    }

    std::string_view window_before(std::size_t end) const {
        std::size_t begin = end > kBesideFigure ? end - kBesideFigure : 0;
        while (begin < end && (static_cast<unsigned char>(text_[begin]) & 0xC0) == 0x80) ++begin;
        return text_.substr(begin, end - begin);
    }
    std::string_view window_behind(std::size_t begin) const {
        std::size_t end = std::min(begin + kBesideFigure, text_.size());
        while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
        return text_.substr(begin, end - begin);
    }

    // `3 and 4` is a range only behind `between`.
    static bool spans(std::string_view joint, std::string_view before) {
        const auto has = [](std::string_view text, std::string_view word) {
            return text.find(word) != std::string_view::npos;
        };
        const bool adding = has(joint, "and") || has(joint, "与") || has(joint, "和");
        return !adding || has(before, "etween") || has(before, "介");
    }

    // `to 140万元` behind `120万`: the other end, and the unit of both.
    bool second_end(const Numeral& first, UnitAt& unit, Figure& figure, Numeral& last,
                    bool percent) {
        if (first.more) return false;
        const std::string_view behind = window_behind(unit.noun.empty() ? unit.end : first.end);
        re2::StringPiece rest(behind.data(), behind.size());
        if (!RE2::Consume(&rest, *patterns_.joint)) return false;
        std::size_t at = static_cast<std::size_t>(rest.data() - text_.data());
        const std::string_view joint(behind.data(),
                                     static_cast<std::size_t>(rest.data() - behind.data()));
        const std::string_view before = window_before(figure.begin);
        if (!spans(joint, before)) return false;
        const auto sign = patterns_.signs.longest_at(text_, at);
        if (sign) at += sign->length;
        bool hundredths = percent;
        if (text_.substr(at).starts_with("百分之")) {
            at += 9;
            hundredths = true;
        }
        if (at >= text_.size() || !may_begin_numeral(static_cast<unsigned char>(text_[at]))) {
            return false;
        }
        const auto second = numeral_at(text_, at, sign.has_value());
        if (!second || second->more) return false;
        Figure other;
        other.lo = second->lo;
        other.hi = second->hi;
        UnitAt other_unit =
            hundredths ? UnitAt{second->end, percent_, {}} : unit_at(*second, other);
        if (sign && !other_unit.index) other_unit.index = unit_of_sign(sign->meaning);
        return joined(first, *second, unit, other_unit, figure, other, last, before);
    }

    bool joined(const Numeral& first, const Numeral& second, UnitAt& unit, UnitAt& other_unit,
                Figure& figure, Figure& other, Numeral& last, std::string_view before) {
        ExactNumber lo = figure.lo;
        // 500到700万: the scale of the end is that of both, unless it would turn them round.
        if (first.scale == 0 && second.scale > 0 && !unit.index) {
            const ExactNumber bare{second.lo.coefficient, second.lo.exponent - second.scale};
            if (second.form == Numeral::Form::Han || compare(lo, bare) < 0) {
                lo.exponent += second.scale;
            }
        }
        // 六到七成: tenths of both.
        if (!unit.index && other_unit.index == percent_ && other.lo.coefficient >= 10 &&
            compare(figure.lo, {10, 0}) < 0 && second.lo.coefficient < 10 &&
            second.form == Numeral::Form::Han) {
            lo = {figure.lo.coefficient * 10, 0};
        }
        const bool units_agree = !unit.index || !other_unit.index || unit.index == other_unit.index;
        if (!units_agree || compare(lo, other.hi) >= 0) return false;
        if (unit.index && !other_unit.index && second.form == Numeral::Form::Spelled) return false;
        if (is_year(second, other_unit) && !other_unit.index) return false;
        if (found(*patterns_.from, before)) return false;
        figure.lo = lo;
        figure.hi = other.hi;
        last = second;
        if (other_unit.index || !other_unit.noun.empty()) {
            unit = std::move(other_unit);
        } else {
            unit.end = second.end;
        }
        return true;
    }

    void bound(Figure& figure, const Numeral& number) const {
        if (number.more) figure.bound = FigureBound::Above;
        if (const auto behind = patterns_.behind.first(window_behind(figure.end))) {
            figure.bound = patterns_.source.behind[*behind].bound;
        }
        if (const auto before = patterns_.before.first(window_before(figure.begin))) {
            figure.bound = patterns_.source.before[*before].bound;
        }
    }

    // Is it worth a claim? Small bare numerals mostly count what nobody asks for.
    bool accepted(const Numeral& first, const UnitAt& unit, const Figure& figure, bool sign,
                  bool range) const {
        if (sign) return true;
        if (unit.index) {
            const UnitWords& words = patterns_.source.units[*unit.index];
            if (first.form == Numeral::Form::Digits || !first.lone || range) {
                return words.counts || first.form == Numeral::Form::Digits;
            }
            if (first.is_one) return words.name == "percent" || words.name == "times";
            return words.counts;
        }
        switch (first.form) {
            case Numeral::Form::Han:
                return first.scale >= 4;
            case Numeral::Form::Spelled:
                return !unit.noun.empty() && !first.is_one;
            case Numeral::Form::Digits:
                break;
        }
        return !unit.noun.empty() || range || first.scale > 0 || first.digits > 1 ||
               first.decimal || figure.bound != FigureBound::Exactly;
    }

    void name_unit(const UnitAt& unit, Figure& figure) const {
        figure.known_unit = unit.index.has_value();
        figure.unit = unit.index ? patterns_.source.units[*unit.index].name : unit.noun;
    }

    std::string_view text_;
    const CompiledPatterns& patterns_;
    std::optional<std::size_t> percent_ = unit_named("percent");
    std::size_t at_ = 0;
    std::vector<Figure> figures_;
};

std::string number_text(ExactNumber number) {
    const auto decimal = Decimal::from_parts(number.coefficient, number.exponent);
    return decimal ? decimal->to_plain_string() : std::string("0");
}

}  // namespace

std::vector<Figure> find_figures(std::string_view text, const CompiledPatterns& patterns) {
    return FigureFinder(text, patterns).run();
}

std::string value_text(const Figure& figure) {
    const std::string lo = number_text(figure.lo);
    if (figure.ratio) return lo + ":" + number_text(figure.hi);
    if (compare(figure.lo, figure.hi) != 0) return lo + ".." + number_text(figure.hi);
    switch (figure.bound) {
        case FigureBound::Exactly:
            return lo;
        case FigureBound::Above:
            return ">" + lo;
        case FigureBound::AtLeast:
            return ">=" + lo;
        case FigureBound::Below:
            return "<" + lo;
        case FigureBound::AtMost:
            return "<=" + lo;
    }
    return lo;
}

}  // namespace dictum
