#include "kb/ingest/compiled_patterns.h"

#include <algorithm>

#include "engine/lang/characters.h"

namespace dictum {
namespace {

constexpr std::int64_t kMemoryMax = std::int64_t{32} << 20;  // of one automaton

RE2::Options options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kMemoryMax);
    return options;
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

Error bad_pattern(std::string_view what, const std::string& why) {
    return {ErrorCode::InvalidInput,
            "the pattern `" + std::string(what) + "` can't be used: " + why};
}

Status compile_one(const std::string& pattern, std::string_view what,
                   std::unique_ptr<RE2>& compiled) {
    compiled = std::make_unique<RE2>(pattern, options());
    if (!compiled->ok()) return bad_pattern(what, compiled->error());
    return {};
}

template <class Item>
std::vector<std::string> texts(const std::vector<Item>& items) {
    std::vector<std::string> result;
    for (const Item& item : items) result.push_back(item.pattern);
    return result;
}

Status compile_single(const IngestPatterns& from, CompiledPatterns& to) {
    DICTUM_CHECK(compile_one(from.asker_role, "asker_role", to.asker_role));
    DICTUM_CHECK(compile_one(from.answerer_role, "answerer_role", to.answerer_role));
    DICTUM_CHECK(compile_one(from.operator_role, "operator_role", to.operator_role));
    DICTUM_CHECK(compile_one(from.asker_list, "asker_list", to.asker_list));
    DICTUM_CHECK(compile_one(from.answerer_list, "answerer_list", to.answerer_list));
    DICTUM_CHECK(compile_one(from.heading, "heading", to.heading));
    DICTUM_CHECK(compile_one(from.notice, "notice", to.notice));
    DICTUM_CHECK(compile_one(from.courtesy, "courtesy", to.courtesy));
    DICTUM_CHECK(compile_one(from.asking, "asking", to.asking));
    DICTUM_CHECK(compile_one(from.not_a_title, "not_a_title", to.not_a_title));
    DICTUM_CHECK(compile_one(from.not_a_figure_before, "not_a_figure_before", to.not_before));
    DICTUM_CHECK(compile_one(from.not_a_figure_behind, "not_a_figure_behind", to.not_behind));
    DICTUM_CHECK(compile_one(from.range_joint, "range_joint", to.joint));
    DICTUM_CHECK(compile_one(from.from, "from", to.from));
    return compile_one(from.conditional, "conditional", to.conditional);
}

}  // namespace

Result<PatternList> PatternList::compile(const std::vector<std::string>& patterns,
                                         std::string_view what) {
    PatternList list;
    list.set_ = std::make_unique<re2::RE2::Set>(options(), RE2::UNANCHORED);
    for (const std::string& pattern : patterns) {
        std::string why;
        if (list.set_->Add(pattern, &why) < 0) return bad_pattern(what, why);
    }
    if (!list.set_->Compile()) return bad_pattern(what, "all of them together are too big");
    return list;
}

std::optional<std::size_t> PatternList::first(std::string_view text) const {
    std::vector<int> matched;
    if (!set_->Match(piece(text), &matched) || matched.empty()) return std::nullopt;
    return static_cast<std::size_t>(*std::min_element(matched.begin(), matched.end()));
}

// The first two bytes, three of a Chinese character: few words share them.
std::uint32_t WordTable::start_of(std::string_view word) {
    const std::size_t length = static_cast<unsigned char>(word[0]) >= 0xE0 ? 3 : 2;
    std::uint32_t start = 0;
    for (const char c : word.substr(0, length)) start = start << 8 | static_cast<unsigned char>(c);
    return start;
}

void WordTable::add(std::string_view word, std::size_t meaning) {
    const auto longer = [](const auto& a, const auto& b) {
        return a.first.size() > b.first.size();
    };
    auto& words = by_start_[start_of(word)];
    words.emplace_back(word, meaning);
    std::stable_sort(words.begin(), words.end(), longer);
    all_.emplace_back(word, meaning);
    std::stable_sort(all_.begin(), all_.end(), longer);
}

std::optional<WordTable::Found> WordTable::longest_at(std::string_view text, std::size_t at) const {
    if (at >= text.size()) return std::nullopt;
    const auto in = [&](std::uint32_t start) -> std::optional<Found> {
        const auto words = by_start_.find(start);
        if (words == by_start_.end()) return std::nullopt;
        for (const auto& [word, meaning] : words->second) {
            if (!text.substr(at).starts_with(word)) continue;
            const std::size_t end = at + word.size();
            if (is_ascii_letter(word.back()) && end < text.size() && is_ascii_letter(text[end]))
                continue;
            return Found{word.size(), meaning};
        }
        return std::nullopt;
    };
    if (auto here = in(start_of(text.substr(at, 3)))) return here;
    return in(start_of(text.substr(at, 1)));  // words of one byte
}

std::optional<WordTable::Found> WordTable::longest_before(std::string_view text,
                                                          std::size_t end) const {
    const std::string_view head = text.substr(0, end);
    for (const auto& [word, meaning] : all_) {
        if (head.ends_with(word)) return Found{word.size(), meaning};
    }
    return std::nullopt;
}

Result<CompiledPatterns> CompiledPatterns::compile(IngestPatterns patterns) {
    CompiledPatterns compiled;
    DICTUM_CHECK(compile_single(patterns, compiled));
    DICTUM_TRY(compiled.before, PatternList::compile(texts(patterns.before), "before"));
    DICTUM_TRY(compiled.behind, PatternList::compile(texts(patterns.behind), "behind"));
    DICTUM_TRY(compiled.hedges, PatternList::compile(texts(patterns.hedges), "hedges"));
    DICTUM_TRY(compiled.relations, PatternList::compile(texts(patterns.relations), "relations"));
    for (std::size_t i = 0; i < patterns.units.size(); ++i) {
        for (const std::string& word : patterns.units[i].words) compiled.units.add(word, i);
    }
    for (std::size_t i = 0; i < patterns.signs.size(); ++i) {
        compiled.signs.add(patterns.signs[i].sign, i);
    }
    for (const std::string& label : patterns.question_labels) compiled.labels.add(label, 0);
    for (const std::string& label : patterns.answer_labels) compiled.labels.add(label, 1);
    for (const std::string& word : patterns.stop_words) compiled.stop_words.add(word, 0);
    compiled.idle_nouns.insert(patterns.idle_nouns.begin(), patterns.idle_nouns.end());
    compiled.source = std::move(patterns);
    return compiled;
}

bool found(const RE2& pattern, std::string_view text) {
    return RE2::PartialMatch(piece(text), pattern);
}

}  // namespace dictum
