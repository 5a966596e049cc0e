#include "kb/ingest/terms.h"

#include <algorithm>

#include "engine/lang/characters.h"
#include "engine/value/utf8.h"
#include "kb/ingest/numeral.h"

namespace dictum {
namespace {

constexpr std::size_t kHanMin = 6;  // bytes: two characters
constexpr std::size_t kHanMax = 36;
constexpr std::size_t kLatinMin = 3;
constexpr std::size_t kLatinMax = 40;

bool is_latin(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

class TermCutter {
  public:
    TermCutter(std::string_view text, const CompiledPatterns& patterns)
        : text_(text), patterns_(patterns) {}

    std::vector<NameInText> run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (is_latin(c)) {
                latin();
            } else if (static_cast<unsigned char>(c) < 0x80) {
                // A blank joins Latin words; any other sign ends a name.
                if (c != ' ' || !in_latin_) close();
                if (c == '-' || c == '\'') close();
                ++at_;
            } else {
                han();
            }
        }
        close();
        return std::move(terms_);
    }

  private:
    void latin() {
        std::size_t end = at_;
        bool letters = false;
        while (end < text_.size() && (is_latin(text_[end]) || text_[end] == '-')) {
            letters = letters || is_ascii_letter(text_[end]);
            ++end;
        }
        if (!letters) {
            close();
            return skip_figure();
        }
        if (stop_word(end)) {
            close();
        } else {
            if (begin_ == kClosed) begin_ = at_;
            in_latin_ = true;
            last_ = end;
        }
        at_ = end;
    }

    // A number and the unit behind it name nothing.
    void skip_figure() {
        const auto numeral = numeral_at(text_, at_, false);
        if (!numeral) {
            while (at_ < text_.size() && is_latin(text_[at_])) ++at_;
            return;
        }
        at_ = numeral->end;
        const std::size_t behind = at_ < text_.size() && text_[at_] == ' ' ? at_ + 1 : at_;
        if (const auto unit = patterns_.units.longest_at(text_, behind)) {
            at_ = behind + unit->length;
        }
    }

    bool stop_word(std::size_t end) const {
        std::string word(text_.substr(at_, end - at_));
        if (word[0] >= 'A' && word[0] <= 'Z') word[0] = static_cast<char>(word[0] | 0x20);
        const auto stop = patterns_.stop_words.longest_at(word, 0);
        return stop && stop->length == word.size();
    }

    void han() {
        const CodePoint point = code_point_at(text_, at_);
        if (!is_han(point.value)) {
            close();
            at_ += point.length;
            return;
        }
        if (const auto stop = patterns_.stop_words.longest_at(text_, at_)) {
            close();
            at_ += stop->length;
            return;
        }
        if (const auto numeral = numeral_at(text_, at_, false)) {
            const auto unit = patterns_.units.longest_at(text_, numeral->end);
            if (unit || !numeral->lone) {
                close();
                return skip_figure();
            }
        }
        if (begin_ == kClosed) begin_ = at_;
        in_latin_ = false;
        at_ += point.length;
        last_ = at_;
    }

    void close() {
        if (begin_ == kClosed) return;
        const std::string_view name = text_.substr(begin_, last_ - begin_);
        const bool han = static_cast<unsigned char>(name[name.size() - 1]) >= 0x80 ||
                         static_cast<unsigned char>(name[0]) >= 0x80;
        const bool fits = han ? name.size() >= kHanMin && name.size() <= kHanMax
                              : name.size() >= kLatinMin && name.size() <= kLatinMax;
        if (fits) terms_.push_back({name, begin_});
        begin_ = kClosed;
        in_latin_ = false;
    }

    static constexpr std::size_t kClosed = static_cast<std::size_t>(-1);
    std::string_view text_;
    const CompiledPatterns& patterns_;
    std::vector<NameInText> terms_;
    std::size_t at_ = 0;
    std::size_t begin_ = kClosed;
    std::size_t last_ = 0;
    bool in_latin_ = false;
};

}  // namespace

std::vector<NameInText> cut_terms(std::string_view text, const CompiledPatterns& patterns) {
    return TermCutter(text, patterns).run();
}

void TermCounts::add(std::string_view text) {
    for (const NameInText& term : cut_terms(text, patterns_)) {
        Known& known = known_[term.name];
        ++known.times;
        if (known.times == 1) known.measure = patterns_.relations.first(term.name).has_value();
    }
}

std::size_t TermCounts::count(std::string_view name) const {
    const auto known = known_.find(name);
    return known == known_.end() ? 0 : known->second.times;
}

std::string_view TermCounts::subject(std::string_view before) const {
    std::string_view best;
    std::size_t best_weight = 0;
    for (const NameInText& term : cut_terms(before, patterns_)) {
        const auto known = known_.find(term.name);
        const std::size_t times = known == known_.end() ? 1 : known->second.times;
        const bool measure = known != known_.end() && known->second.measure;
        const std::size_t weight = (measure ? 0 : 100) + std::min<std::size_t>(times, 50) + 1;
        if (weight <= best_weight) continue;
        best = term.name;
        best_weight = weight;
    }
    return best;
}

std::vector<TermCounts::Counted> TermCounts::most_frequent(std::size_t least_times) const {
    std::vector<Counted> counted;
    for (const auto& [name, known] : known_) {
        if (known.times >= least_times && !known.measure) counted.push_back({name, known.times});
    }
    std::sort(counted.begin(), counted.end(), [](const Counted& a, const Counted& b) {
        return a.times != b.times ? a.times > b.times : a.name < b.name;
    });
    return counted;
}

}  // namespace dictum
