#include "ask/spelling.h"

#include <algorithm>
#include <array>

namespace dictum {

namespace {

constexpr std::size_t kLettersMin = 5;
constexpr std::size_t kLettersMax = 24;
constexpr std::size_t kTwoSlipsFrom = 8;

bool is_latin_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view word) {
    std::string out(word);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

// Letters to add, drop, change or swap with the next, to make one word of the other (the optimal
// string alignment distance). Requires: both of at most kLettersMax letters.
std::size_t slips(std::string_view a, std::string_view b) {
    using Row = std::array<std::size_t, kLettersMax + 1>;
    Row before{};
    Row last{};
    Row row{};
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        before = last;
        last = row;
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
    }
    return row[b.size()];
}

// visit(begin, end) for each run of Latin letters and digits.
template <class Visit>
void each_latin_word(std::string_view text, Visit visit) {
    const auto in_word = [&](std::size_t i) {
        return is_latin_letter(text[i]) || (text[i] >= '0' && text[i] <= '9');
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!in_word(i)) continue;
        std::size_t end = i;
        while (end < text.size() && in_word(end)) ++end;
        visit(i, end);
        i = end - 1;
    }
}

bool may_slip(std::string_view word) {
    return word.size() >= kLettersMin && word.size() < kLettersMax &&
           std::all_of(word.begin(), word.end(), is_latin_letter);
}

}  // namespace

std::optional<Respelled> respelled(const Vocabulary& vocabulary, std::string_view word) {
    if (!may_slip(word)) return std::nullopt;
    const std::string wanted = lowered(word);
    const std::size_t allowed = word.size() >= kTwoSlipsFrom ? 2 : 1;
    std::string found;
    bool several = false;
    const auto compare = [&](std::string_view part) {
        if (!may_slip(part) || lower(part.front()) != wanted.front()) return;
        if (part.size() > wanted.size() + allowed || wanted.size() > part.size() + allowed) return;
        const std::string name = lowered(part);
        const std::size_t count = slips(wanted, name);
        if (count > allowed) return;
        // A plural or another form of a name is no slip.
        several = several || count == 0 || (!found.empty() && lowered(found) != name);
        found = part;
    };
    for (const Entity& entity : vocabulary.entities())
        for (const std::string& name : entity.names)
            each_latin_word(name, [&](std::size_t begin, std::size_t end) {
                compare(std::string_view(name).substr(begin, end - begin));
            });
    if (found.empty() || several) return std::nullopt;
    return Respelled{std::string(word), found};
}

std::string with_respelled(std::string_view question, const std::vector<Respelled>& words) {
    std::string out;
    std::size_t copied = 0;
    each_latin_word(question, [&](std::size_t begin, std::size_t end) {
        const std::string_view word = question.substr(begin, end - begin);
        const auto slip = std::find_if(words.begin(), words.end(),
                                       [&](const Respelled& other) { return other.word == word; });
        if (slip == words.end()) return;
        out += question.substr(copied, begin - copied);
        out += slip->name;
        copied = end;
    });
    out += question.substr(copied);
    return out;
}

}  // namespace dictum
