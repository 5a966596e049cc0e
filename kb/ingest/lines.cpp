#include "kb/ingest/lines.h"

#include <algorithm>

#include "engine/lang/characters.h"
#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::size_t kShortLine = 160;  // bytes of a line that may be a heading or a notice
constexpr std::size_t kOwnLineMax = 90;
constexpr std::size_t kNameMax = 60;
constexpr std::size_t kQuestionMax = 400;

bool is_ascii_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
    return std::any_of(ends.begin(), ends.end(),
                       [&](std::string_view end) { return text.ends_with(end); });
}

bool ends_sentence(std::string_view text) {
    return ends_with_any(text, {".", "!", "?", "。", "！", "？", "…", ";", "；", ",", "，", "”",
                                "\"", ")", "）", "*"});
}

// [00:12], (1:02:33), 00:12:33 before what is said.
std::string_view without_time(std::string_view line) {
    std::size_t at = 0;
    const bool bracket = line.starts_with("[") || line.starts_with("(");
    const bool wide = line.starts_with("（") || line.starts_with("【");
    at = bracket ? 1 : wide ? 3 : 0;
    std::size_t parts = 0;
    for (;;) {
        const std::size_t begin = at;
        while (at < line.size() && is_digit(line[at])) ++at;
        if (at == begin || at - begin > 2) return line;
        ++parts;
        if (at >= line.size() || line[at] != ':') break;
        ++at;
    }
    if (parts < 2) return line;
    if (bracket || wide) {
        const std::size_t close = bracket ? 1 : 3;
        if (at >= line.size()) return line;
        at += close;
    } else if (at < line.size() && line[at] != ' ') {
        return line;
    }
    return trimmed(line.substr(std::min(at, line.size())));
}

// A label inside a line: where it begins, where what follows it begins, and whether it asks.
struct Label {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool asks = false;
};

class PieceReader {
  public:
    PieceReader(std::string_view text, const CompiledPatterns& patterns)
        : text_(text), patterns_(patterns) {}

    std::vector<Piece> run() {
        for (std::size_t at = 0; at < text_.size();) {
            const std::size_t end = std::min(text_.find('\n', at), text_.size());
            line(text_.substr(at, end - at));
            at = end + 1;
        }
        return std::move(pieces_);
    }

  private:
    void add(Piece::Kind kind, std::string_view text, std::string_view name = {}) {
        pieces_.push_back({kind, name, text, bold_, at_line_start_});
        at_line_start_ = false;
    }

    void line(std::string_view raw) {
        at_line_start_ = true;
        bold_ = false;
        std::string_view line = trimmed(raw);
        if (line.empty() || line.find_first_not_of("-=*_ ") == std::string_view::npos) {
            return add(Piece::Kind::Blank, {});
        }
        line = unmarked(line);
        line = without_time(line);
        line = unmarked(line);
        if (line.empty()) return add(Piece::Kind::Blank, {});
        labelled(line);
    }

    // Without **, > and the bullets of lists.
    std::string_view unmarked(std::string_view line) {
        if (line.starts_with("> ")) line = trimmed(line.substr(2));
        if (line.starts_with("- ") || line.starts_with("• ")) {
            line = trimmed(line.substr(line[0] == '-' ? 2 : 4));
        }
        for (const std::string_view mark : {"**", "__"}) {
            if (!line.starts_with(mark)) continue;
            bold_ = true;
            line.remove_prefix(2);
            if (line.ends_with(mark)) line.remove_suffix(2);
        }
        return trimmed(line);
    }

    void labelled(std::string_view line) {
        std::size_t from = 0;
        bool any = false;
        bool asks = false;
        for (std::size_t at = 0; const auto label = next_label(line, at);) {
            const std::string_view before = trimmed(line.substr(from, label->begin - from));
            if (any) {
                add(asks ? Piece::Kind::Asks : Piece::Kind::Answers, before);
            } else if (!before.empty()) {
                unlabelled(before);
            }
            any = true;
            asks = label->asks;
            from = at = label->end;
        }
        std::string_view rest = trimmed(line.substr(from));
        if (!any) return unlabelled(line);
        if (rest.starts_with("**")) rest = trimmed(rest.substr(2));
        add(asks ? Piece::Kind::Asks : Piece::Kind::Answers, rest);
    }

    // The next label with a colon at or behind `at`; at the start of a line other marks do too.
    std::optional<Label> next_label(std::string_view line, std::size_t at) const {
        if (at == 0) {
            if (auto label = first_label(line)) return label;
        }
        for (; at < line.size(); ++at) {
            at = line.find_first_of(":\xEF", at);
            if (at == std::string_view::npos) return std::nullopt;
            const bool wide = line.substr(at).starts_with("：");
            if (line[at] != ':' && !wide) continue;
            if (auto label = label_before(line, at)) {
                label->end = at + (wide ? 3 : 1);
                return label;
            }
        }
        return std::nullopt;
    }

    // `Q.`, `问、`, `【答】`, `Q1 ` at the start of a line.
    std::optional<Label> first_label(std::string_view line) const {
        std::size_t at = 0;
        for (const std::string_view open : {"【", "[", "(", "（"}) {
            if (line.starts_with(open)) at = open.size();
        }
        const bool open = at > 0;
        const auto label = patterns_.labels.longest_at(line, at);
        if (!label) return std::nullopt;
        at += label->length;
        const std::size_t digits = at;
        while (at < line.size() && is_digit(line[at])) ++at;
        const bool numbered = at > digits;
        const std::string_view rest = line.substr(at);
        for (const std::string_view close : {"】", "]", ")", "）"}) {
            if (open && rest.starts_with(close)) {
                at += close.size();
                if (line.substr(at).starts_with(":")) ++at;
                if (line.substr(at).starts_with("：")) at += 3;
                return Label{0, at, label->meaning == 0};
            }
        }
        if (open) return std::nullopt;
        for (const std::string_view mark : {".", "、", "．"}) {
            if (!rest.starts_with(mark)) continue;
            if (mark == "." && !rest.starts_with(". ")) continue;
            return Label{0, at + mark.size(), label->meaning == 0};
        }
        if (numbered && rest.starts_with(" ")) return Label{0, at + 1, label->meaning == 0};
        return std::nullopt;
    }

    // A label that ends before the colon at `colon`, blanks and a number between them allowed.
    std::optional<Label> label_before(std::string_view line, std::size_t colon) const {
        std::size_t end = colon;
        while (end > 0 && line[end - 1] == ' ') --end;
        while (end > 0 && is_digit(line[end - 1])) --end;
        while (end > 0 && (line[end - 1] == ' ' || line[end - 1] == '*')) --end;
        const std::size_t from = end > 16 ? end - 16 : 0;
        const auto word =
            patterns_.labels.longest_before(line.substr(from, end - from), end - from);
        if (!word) return std::nullopt;
        std::size_t begin = end - word->length;
        const bool latin = is_ascii_word(line[begin]);
        std::string_view before = line.substr(0, begin);
        if (before.ends_with("Q&A")) {
            before.remove_suffix(3);
            begin -= 3;
        } else if (latin && !before.empty() && is_ascii_word(before.back())) {
            return std::nullopt;
        }
        const std::string_view said = trimmed(before);
        const bool after_letters = !said.empty() && is_ascii_word(said.back());
        if (after_letters) return std::nullopt;
        // 请问： is no label; 。问： is.
        if (!latin && !said.empty() && !ends_sentence(said)) return std::nullopt;
        return Label{begin, colon, word->meaning == 0};
    }

    void unlabelled(std::string_view line) {
        if (line.size() <= kShortLine && special(line)) return;
        const std::size_t colon = line.find_first_of(":\xEF");
        if (at_line_start_ && colon != std::string_view::npos && speaker(line)) return;
        const bool asks = ends_with_any(line, {"?", "？", "?**"});
        if (asks && at_line_start_ && line.size() <= kQuestionMax) {
            return add(Piece::Kind::Question, line);
        }
        if (at_line_start_ && line.size() <= kOwnLineMax && !ends_sentence(line)) {
            return add(Piece::Kind::OwnLine, line);
        }
        add(Piece::Kind::Text, line);
    }

    // Of Markdown.
    static bool is_comment(std::string_view line) {
        return line.starts_with("<!--") && line.ends_with("-->");
    }

    bool special(std::string_view line) {
        if (found(*patterns_.asker_list, line)) {
            add(Piece::Kind::AskerList, line);
        } else if (found(*patterns_.answerer_list, line)) {
            add(Piece::Kind::AnswererList, line);
        } else if (found(*patterns_.heading, line) && !ends_sentence(line)) {
            while (line.starts_with("#")) line.remove_prefix(1);
            add(Piece::Kind::Heading, trimmed(line));
        } else if (found(*patterns_.notice, line) || is_comment(line)) {
            add(Piece::Kind::Notice, line);
        } else {
            return false;
        }
        return true;
    }

    // `主持人：`, `Anna Berg (analyst):`
    bool speaker(std::string_view line) {
        std::size_t colon = 0;
        std::size_t width = 0;
        for (; colon < line.size() && colon <= kNameMax; ++colon) {
            if (line[colon] == ':') width = 1;
            if (line.substr(colon).starts_with("：")) width = 3;
            if (width > 0) break;
        }
        if (width == 0 || colon == 0) return false;
        const std::string_view name = trimmed(line.substr(0, colon));
        if (name.empty() || is_digit(name.back())) return false;
        for (const std::string_view mark : {"。", "，", "？", "！", "; ", "?", "!", "/"}) {
            if (name.find(mark) != std::string_view::npos) return false;
        }
        std::string_view rest = trimmed(line.substr(colon + width));
        if (rest.starts_with("**")) rest = trimmed(rest.substr(2));
        add(Piece::Kind::Speaker, rest,
            name.ends_with("**") ? name.substr(0, name.size() - 2) : name);
        return true;
    }

    std::string_view text_;
    const CompiledPatterns& patterns_;
    std::vector<Piece> pieces_;
    bool at_line_start_ = true;
    bool bold_ = false;
};

}  // namespace

std::vector<Piece> read_pieces(std::string_view text, const CompiledPatterns& patterns) {
    return PieceReader(text, patterns).run();
}

}  // namespace dictum
