#include "kb/ingest/transcript.h"

#include <algorithm>

#include "engine/value/utf8.h"
#include "kb/ingest/lines.h"
#include "kb/ingest/points.h"
#include "kb/ingest/speakers.h"

namespace dictum {
namespace {

constexpr std::size_t kRemarkMin = 100;  // bytes of a paragraph before the questions that is kept
constexpr std::size_t kIntroductionMax = 60;

std::u32string last_and_first(std::string_view before, std::string_view behind) {
    std::size_t at = before.size();
    while (at > 0 && (static_cast<unsigned char>(before[at - 1]) & 0xC0) == 0x80) --at;
    if (at > 0) --at;
    std::u32string both;
    both += code_point_at(before, at).value;
    both += code_point_at(behind, 0).value;
    return both;
}

bool is_finished(std::string_view text) {
    for (const std::string_view end :
         {".", "!", "?", "。", "！", "？", "…", ";", "；", "”", "\""}) {
        if (text.ends_with(end)) return true;
    }
    return false;
}

// A line of text goes on: joined when the line before it ended inside a sentence.
void append_line(std::string& said, std::string_view line) {
    if (said.empty()) {
        said = line;
        return;
    }
    if (is_finished(said)) {
        said += '\n';
    } else {
        const std::u32string joint = last_and_first(said, line);
        const bool wide = display_width(joint[0]) == 2 && display_width(joint[1]) == 2;
        if (!wide) said += ' ';
    }
    said += line;
}

class TurnBuilder {
  public:
    TurnBuilder(const std::vector<Piece>& pieces, const CompiledPatterns& patterns)
        : pieces_(pieces), patterns_(patterns), speakers_(pieces, patterns) {}

    std::vector<TranscriptTurn> run() {
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (pieces_[i].kind == Piece::Kind::Answers) has_answer_labels_ = true;
        }
        for (const Piece& piece : pieces_) take(piece);
        settle_head();
        return std::move(turns_);
    }

  private:
    // Where text without a label goes.
    enum class Open : std::uint8_t { Head, Question, BareQuestion, Answer, Nothing };

    void take(const Piece& piece) {
        switch (piece.kind) {
            case Piece::Kind::Blank:
                after_blank_ = true;
                return;
            case Piece::Kind::Notice:
                break;
            case Piece::Kind::AskerList:
            case Piece::Kind::AnswererList:
                open_ = Open::Nothing;
                break;
            case Piece::Kind::Heading:
                topic_ = piece.text;
                if (exchanges_ > 0 || open_ == Open::Answer) open_ = Open::Nothing;
                break;
            case Piece::Kind::Asks:
                question({}, piece.text, Open::Question);
                break;
            case Piece::Kind::Answers:
                answer({}, piece.text);
                break;
            case Piece::Kind::Speaker:
                speaker(piece);
                break;
            case Piece::Kind::OwnLine:
                own_line(piece);
                break;
            case Piece::Kind::Question:
                lone_question(piece);
                break;
            case Piece::Kind::Text:
                text(piece.text);
        }
        after_blank_ = false;
    }

    void speaker(const Piece& piece) {
        const Role role = speakers_.role_of(piece.name);
        if (role == Role::NoSpeaker) {
            // Not a name after all: the colon belongs to what is said.
            const char* begin = piece.name.data();
            const char* end = piece.text.empty() ? begin + piece.name.size()
                                                 : piece.text.data() + piece.text.size();
            text({begin, static_cast<std::size_t>(end - begin)});
            return;
        }
        speaks(role, short_name(piece.name), piece.text);
    }

    void own_line(const Piece& piece) {
        const Role role = speakers_.role_of(piece.text);
        if (role == Role::NoSpeaker) return text(piece.text);
        speaks(role, short_name(piece.text), {});
    }

    void speaks(Role role, std::string_view name, std::string_view said) {
        if (role == Role::PassesOn) {
            open_ = Open::Nothing;
            passed_on_ = true;
        } else if (role == Role::Asks) {
            if (introduces(said)) return;
            question(name, said, Open::Question);
        } else {
            if (introduces(said)) return;
            answer(name, said);
        }
    }

    // 主持人：林先生, before anything was asked.
    bool introduces(std::string_view said) const {
        return exchanges_ == 0 && !said.empty() && said.size() <= kIntroductionMax &&
               !is_finished(said) && !found(*patterns_.asking, said);
    }

    // A line that is a question. Someone's whose words are open, unless it stands alone.
    void lone_question(const Piece& piece) {
        const bool alone = piece.bold || (after_blank_ && !speakers_.any());
        if (!alone && open_ != Open::Nothing && open_ != Open::Head) return text(piece.text);
        if (!alone && speakers_.any()) return text(piece.text);
        question({}, piece.text, Open::BareQuestion);
    }

    void question(std::string_view name, std::string_view said, Open open) {
        settle_head();
        open_ = open;
        passed_on_ = false;
        asker_ = name;
        question_begins_ = true;
        if (!said.empty()) add_question(said);
    }

    void add_question(std::string_view said) {
        const bool waiting = !turns_.empty() &&
                             turns_.back().kind == TranscriptTurn::Kind::Exchange &&
                             turns_.back().answers.empty();
        if (question_begins_ && bare_question(said, patterns_).empty()) {
            // Only thanks: more may follow on the next line.
            return;
        }
        if (question_begins_) {
            if (!waiting) open_turn(TranscriptTurn::Kind::Exchange);
            turns_.back().questions.push_back({std::string(asker_), std::string(said)});
            question_begins_ = false;
            return;
        }
        append_line(turns_.back().questions.back().text, said);
    }

    void answer(std::string_view name, std::string_view said) {
        settle_head();
        const bool in_exchange = !turns_.empty() &&
                                 turns_.back().kind == TranscriptTurn::Kind::Exchange &&
                                 !(passed_on_ && !turns_.back().answers.empty());
        open_ = Open::Answer;
        answerer_ = name;
        answer_begins_ = true;
        remarks_ = !in_exchange;
        passed_on_ = false;
        if (!said.empty()) add_answer(said);
    }

    void add_answer(std::string_view said) {
        if (answer_begins_) {
            if (remarks_) open_turn(TranscriptTurn::Kind::Remark);
            turns_.back().answers.push_back({std::string(answerer_), std::string(said)});
            answer_begins_ = false;
            return;
        }
        append_line(turns_.back().answers.back().text, said);
    }

    void text(std::string_view said) {
        if (said.empty()) return;
        switch (open_) {
            case Open::Head:
                head_.push_back(said);
                return;
            case Open::Nothing:
                if (passed_on_ || said.size() < kRemarkMin) return;
                answer({}, said);
                return;
            case Open::BareQuestion:
                answer({}, said);
                return;
            case Open::Question:
                // Where no answer has a label, the line below the question is the answer.
                if (asker_.empty() && !has_answer_labels_ && !question_begins_) {
                    answer({}, said);
                } else {
                    add_question(said);
                }
                return;
            case Open::Answer:
                add_answer(said);
        }
    }

    // What stands before the first label: numbered points, and paragraphs worth keeping.
    void settle_head() {
        if (open_ != Open::Head) return;
        open_ = Open::Nothing;
        for (Point& point : split_points(head_)) {
            if (point.numbered) {
                open_turn(TranscriptTurn::Kind::Point);
            } else if (point.text.size() >= kRemarkMin && is_finished(point.text)) {
                open_turn(TranscriptTurn::Kind::Remark);
            } else {
                continue;
            }
            turns_.back().answers.push_back({{}, std::move(point.text)});
        }
        head_.clear();
    }

    void open_turn(TranscriptTurn::Kind kind) {
        TranscriptTurn turn;
        turn.kind = kind;
        turn.topic = topic_;
        switch (kind) {
            case TranscriptTurn::Kind::Point:
                turn.id = "p" + std::to_string(++points_);
                break;
            case TranscriptTurn::Kind::Remark:
                turn.id = "r" + std::to_string(++remark_count_);
                break;
            case TranscriptTurn::Kind::Exchange:
                turn.id = "qa-" + std::to_string(++exchanges_);
        }
        turns_.push_back(std::move(turn));
    }

    const std::vector<Piece>& pieces_;
    const CompiledPatterns& patterns_;
    Speakers speakers_;
    std::vector<TranscriptTurn> turns_;
    std::vector<std::string_view> head_;
    std::string_view topic_;
    std::string_view asker_;
    std::string_view answerer_;
    Open open_ = Open::Head;
    bool has_answer_labels_ = false;
    bool after_blank_ = true;
    bool passed_on_ = false;        // an operator spoke last
    bool question_begins_ = false;  // the asker's first words are still to come
    bool answer_begins_ = false;
    bool remarks_ = false;  // what is answered answers nobody
    std::size_t points_ = 0;
    std::size_t remark_count_ = 0;
    std::size_t exchanges_ = 0;
};

}  // namespace

std::string bare_question(std::string_view text, const CompiledPatterns& patterns) {
    std::size_t from = 0;
    while (from < text.size()) {
        // One sentence at a time, from the front.
        std::size_t end = from;
        std::size_t next = text.size();
        for (; end < text.size(); ++end) {
            const char c = text[end];
            const bool plain = c == '.' || c == '!' || c == '?' || c == '\n';
            if (plain && (end + 1 >= text.size() || text[end + 1] == ' ' || c == '\n')) {
                next = end + 1;
                break;
            }
            bool wide = false;
            for (const std::string_view mark : {"。", "！", "？", "，"}) {
                wide = wide || text.substr(end).starts_with(mark);
            }
            if (wide) {
                next = end + 3;
                break;
            }
        }
        const std::string_view sentence = text.substr(from, next - from);
        if (!found(*patterns.courtesy, sentence)) break;
        from = next;
        while (from < text.size() && (text[from] == ' ' || text[from] == '\n')) ++from;
    }
    return std::string(text.substr(std::min(from, text.size())));
}

Transcript read_transcript(std::string_view text, const CompiledPatterns& patterns) {
    const std::vector<Piece> pieces = read_pieces(text, patterns);
    Transcript transcript;
    transcript.title = title_of(pieces, patterns);
    transcript.date = date_of(text);
    transcript.turns = TurnBuilder(pieces, patterns).run();
    return transcript;
}

}  // namespace dictum
