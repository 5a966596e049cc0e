#include "kb/ingest/candidates.h"

#include <algorithm>

#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::size_t kTranslationWithin = 32;  // candidates
constexpr std::size_t kQuoteMax = 400;          // bytes of a sentence that is quoted whole

bool starts_with_any(std::string_view text, std::initializer_list<std::string_view> marks,
                     std::size_t& length) {
    for (const std::string_view mark : marks) {
        if (!text.starts_with(mark)) continue;
        length = mark.size();
        return true;
    }
    return false;
}

bool has_han(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        if (is_han(point.value)) return true;
        at += point.length;
    }
    return false;
}

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// Sentences of a text, one after the other; their marks included, white space around them not.
class Sentences {
  public:
    explicit Sentences(std::string_view text) : text_(text) {}

    std::optional<Range> next() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
        if (at_ >= text_.size()) return std::nullopt;
        const std::size_t begin = at_;
        while (at_ < text_.size()) {
            std::size_t length = 1;
            if (ends_at(at_, length)) {
                const bool line_end = text_[at_] == '\n';
                const std::size_t end = line_end ? at_ : at_ + length;
                at_ += length;
                return Range{begin, end};
            }
            at_ += length;
        }
        return Range{begin, text_.size()};
    }

  private:
    bool ends_at(std::size_t at, std::size_t& length) const {
        const char c = text_[at];
        if (c == '\n') return true;
        if (c == '.' || c == '!' || c == '?' || c == ';') {
            return at + 1 >= text_.size() || text_[at + 1] == ' ' || text_[at + 1] == '\n';
        }
        if (static_cast<unsigned char>(c) < 0x80) return false;
        return starts_with_any(text_.substr(at, 3), {"。", "！", "？", "；"}, length);
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

class CandidateFinder {
  public:
    CandidateFinder(const Transcript& transcript, const CompiledPatterns& patterns)
        : transcript_(transcript), patterns_(patterns), terms_(patterns) {}

    Candidates run() {
        for (const TranscriptTurn& turn : transcript_.turns) {
            for (const Utterance& said : turn.questions) terms_.add(said.text);
            for (const Utterance& said : turn.answers) terms_.add(said.text);
        }
        for (turn_ = 0; turn_ < transcript_.turns.size(); ++turn_) {
            const TranscriptTurn& turn = transcript_.turns[turn_];
            asked_ = true;
            for (const Utterance& said : turn.questions) utterance(said.text);
            asked_ = false;
            for (const Utterance& said : turn.answers) utterance(said.text);
        }
        out_.entities = terms_.most_frequent(2);
        return std::move(out_);
    }

  private:
    void utterance(std::string_view text) {
        const std::vector<Figure> figures = find_figures(text, patterns_);
        std::size_t next = 0;
        std::string_view carried;  // the subject of the sentence before
        Sentences sentences(text);
        while (const auto range = sentences.next()) {
            const std::string_view sentence = text.substr(range->begin, range->end - range->begin);
            if (!asked_) condition(sentence);
            if (next >= figures.size() || figures[next].begin >= range->end) continue;
            const auto hedge = patterns_.hedges.first(sentence);
            for (; next < figures.size() && figures[next].begin < range->end; ++next) {
                Figure figure = figures[next];
                figure.begin -= std::min(figure.begin, range->begin);
                figure.end = std::min(figure.end - range->begin, sentence.size());
                add_figure(sentence, figure, hedge, carried);
            }
        }
    }

    void add_figure(std::string_view sentence, const Figure& figure,
                    std::optional<std::size_t> hedge, std::string_view& carried) {
        Candidate candidate;
        candidate.turn = turn_;
        candidate.asked = asked_;
        candidate.figure = figure;
        candidate.said = sentence.substr(figure.begin, figure.end - figure.begin);
        const Range clause = clause_around(sentence, figure);
        const std::string_view words = sentence.substr(clause.begin, clause.end - clause.begin);
        candidate.quote = sentence.size() <= kQuoteMax ? sentence : words;
        candidate.modality = modality(hedge, words);
        candidate.relation = relation(words, sentence);
        candidate.subject = terms_.subject(sentence.substr(0, figure.begin));
        if (candidate.subject.empty()) candidate.subject = carried;
        if (candidate.subject.empty()) candidate.subject = subject_asked();
        if (candidate.subject.empty()) candidate.subject = terms_.subject(sentence);
        carried = candidate.subject;
        if (!translates(candidate)) out_.claims.push_back(std::move(candidate));
    }

    // Minutes in two languages say each figure twice: the second is the translation of the first.
    bool translates(const Candidate& candidate) const {
        std::size_t looked = 0;
        for (auto other = out_.claims.rbegin(); other != out_.claims.rend(); ++other) {
            if (other->turn != candidate.turn || ++looked > kTranslationWithin) return false;
            if (other->kind != Candidate::Kind::Figure || other->asked != candidate.asked) continue;
            const bool same = other->figure.unit == candidate.figure.unit &&
                              value_text(other->figure) == value_text(candidate.figure);
            if (same && has_han(other->quote) && !has_han(candidate.quote)) return true;
        }
        return false;
    }

    // From the comma before the figure to the comma behind it.
    static Range clause_around(std::string_view sentence, const Figure& figure) {
        Range clause{0, sentence.size()};
        for (std::size_t at = 0; at < sentence.size(); ++at) {
            std::size_t length = 1;
            const char c = sentence[at];
            const bool comma =
                (c == ',' && at + 1 < sentence.size() && sentence[at + 1] == ' ') ||
                (static_cast<unsigned char>(c) >= 0x80 &&
                 starts_with_any(sentence.substr(at, 3), {"，", "；"}, length)) ||
                (c == ',' && at > 0 && static_cast<unsigned char>(sentence[at - 1]) >= 0x80);
            if (!comma) continue;
            if (at + length <= figure.begin) clause.begin = at + length;
            if (at >= figure.end) {
                clause.end = at;
                break;
            }
        }
        while (clause.begin < clause.end && sentence[clause.begin] == ' ') ++clause.begin;
        return clause;
    }

    // That a number is round concerns its clause; what a sentence foresees, all of it.
    Modality modality(std::optional<std::size_t> hedge, std::string_view clause) const {
        if (!hedge) return Modality::Stated;
        const Modality whole = patterns_.source.hedges[*hedge].modality;
        if (whole != Modality::Estimate) return whole;
        return patterns_.hedges.first(clause) ? whole : Modality::Stated;
    }

    std::optional<std::size_t> relation(std::string_view clause, std::string_view sentence) const {
        if (auto near = patterns_.relations.first(clause)) return near;
        if (clause.size() != sentence.size()) {
            if (auto near = patterns_.relations.first(sentence)) return near;
        }
        for (const Utterance& said : transcript_.turns[turn_].questions) {
            if (auto near = patterns_.relations.first(said.text)) return near;
        }
        return std::nullopt;
    }

    std::string_view subject_asked() const {
        for (const Utterance& said : transcript_.turns[turn_].questions) {
            const std::string_view subject = terms_.subject(said.text);
            if (!subject.empty()) return subject;
        }
        return {};
    }

    // 如果补贴取消，销量可能掉三成: the condition and what follows, cut at the comma.
    void condition(std::string_view sentence) {
        if (!found(*patterns_.conditional, sentence)) return;
        Candidate candidate;
        candidate.kind = Candidate::Kind::Condition;
        candidate.turn = turn_;
        candidate.quote = sentence;
        const auto hedge = patterns_.hedges.first(sentence);
        if (hedge) candidate.modality = patterns_.source.hedges[*hedge].modality;
        for (const std::string_view comma : {"，", ", ", ","}) {
            std::size_t from = 0;
            for (;;) {
                const std::size_t at = sentence.find(comma, from);
                if (at == std::string_view::npos) break;
                from = at + comma.size();
                if (!found(*patterns_.conditional, sentence.substr(0, at))) continue;
                candidate.said = sentence.substr(0, at);
                candidate.follows = sentence.substr(from);
                while (candidate.follows.starts_with(" ")) candidate.follows.remove_prefix(1);
                break;
            }
            if (!candidate.said.empty()) break;
        }
        if (candidate.said.empty()) candidate.said = sentence;
        out_.claims.push_back(std::move(candidate));
    }

    const Transcript& transcript_;
    const CompiledPatterns& patterns_;
    TermCounts terms_;
    Candidates out_;
    std::size_t turn_ = 0;
    bool asked_ = false;
};

}  // namespace

Candidates find_candidates(const Transcript& transcript, const CompiledPatterns& patterns) {
    return CandidateFinder(transcript, patterns).run();
}

}  // namespace dictum
