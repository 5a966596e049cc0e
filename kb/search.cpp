#include "kb/search.h"

#include <utf8proc.h>

#include <algorithm>

namespace dictum {
namespace {

char32_t without_case(char32_t point) {
    if (point < 0x80) return point >= U'A' && point <= U'Z' ? point + 32 : point;
    return static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(point)));
}

// Letters and digits that words are made of; Chinese is written without words.
bool is_word_letter(char32_t point) {
    if (point < 0x80) {
        return (point >= U'a' && point <= U'z') || (point >= U'0' && point <= U'9');
    }
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
    return category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LU;
}

NormalText searched(std::string_view text) {
    NormalText normal = normal_text(text);
    for (char32_t& point : normal.points) point = without_case(point);
    return normal;
}

class Search {
  public:
    explicit Search(const std::vector<std::string>& words) {
        for (const std::string& word : words) words_.push_back(searched(word).points);
    }

    // Where the words stand; empty when one of them is missing.
    std::vector<ByteRange> marks(std::string_view text) const {
        const NormalText normal = searched(text);
        std::vector<ByteRange> marks;
        for (const std::u32string& word : words_) {
            const std::size_t before = marks.size();
            find_all(normal, word, marks);
            if (marks.size() == before) return {};
        }
        return joined(std::move(marks));
    }

  private:
    static void find_all(const NormalText& text, const std::u32string& word,
                         std::vector<ByteRange>& marks) {
        for (std::size_t at = text.points.find(word); at != std::u32string::npos;
             at = text.points.find(word, at + 1)) {
            const bool inside =
                at > 0 && is_word_letter(word[0]) && is_word_letter(text.points[at - 1]);
            if (inside) continue;
            marks.push_back({text.begins[at], text.ends[at + word.size() - 1]});
        }
    }

    static std::vector<ByteRange> joined(std::vector<ByteRange> marks) {
        std::ranges::sort(marks, {},
                          [](const ByteRange& mark) { return std::pair(mark.begin, mark.end); });
        std::vector<ByteRange> apart;
        for (const ByteRange& mark : marks) {
            if (apart.empty() || mark.begin > apart.back().end) {
                apart.push_back(mark);
            } else {
                apart.back().end = std::max(apart.back().end, mark.end);
            }
        }
        return apart;
    }

    std::vector<std::u32string> words_;
};

constexpr std::string_view kTurns =
    "SELECT source.id, turn.id, turn.text FROM turn "
    "JOIN source ON source.number = turn.source WHERE source.retracted_at IS NULL "
    "AND (?1 = '' OR source.date <= ?1) AND source.id NOT IN (SELECT source FROM main.barred "
    "WHERE lifted_at IS NULL AND (until IS NULL OR until > ?2)) "
    "ORDER BY source.pack, source.ordinal, turn.ordinal";

}  // namespace

std::vector<std::string> search_words(std::string_view query) {
    std::vector<std::string> words;
    std::string word;
    bool quoted = false;
    const auto finish = [&] {
        if (normal_text(word).size() > 0) words.push_back(word);
        word.clear();
    };
    for (const char c : query) {
        const bool white = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (c == '"' || (white && !quoted)) {
            finish();
            quoted = quoted != (c == '"');
        } else {
            word += c;
        }
    }
    finish();
    return words;
}

Result<FoundTurns> search_turns(Database& database, const std::vector<std::string>& words,
                                std::size_t count_max, std::string_view as_of,
                                std::string_view today) {
    FoundTurns found;
    if (words.empty()) return found;
    const Search search(words);
    DICTUM_TRY(Statement rows, database.prepare(kTurns));
    rows.start(as_of, today);
    for (;;) {
        DICTUM_TRY(const bool row, rows.step());
        if (!row) break;
        std::vector<ByteRange> marks = search.marks(rows.text(2));
        if (marks.empty()) continue;
        found.turns.push_back({rows.string(0), rows.string(1), rows.string(2), std::move(marks)});
    }
    std::ranges::stable_sort(found.turns, [](const FoundTurn& a, const FoundTurn& b) {
        return a.marks.size() > b.marks.size();
    });
    if (found.turns.size() > count_max) {
        found.more = found.turns.size() - count_max;
        found.turns.resize(count_max);
    }
    return found;
}

}  // namespace dictum
