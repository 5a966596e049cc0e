// The text of an answer: the rows as sentences with their hedges, the sides of a conflict, or what
// is not known. Built from whole pieces that are added while they fit, so a figure is never cut.
#include <algorithm>
#include <map>

#include "ask/language.h"
#include "ask/sentences.h"
#include "ask/suggestion.h"
#include "ask/wording.h"
#include "engine/value/utf8.h"

namespace dictum {

namespace {

constexpr std::size_t kTextMax = 300;  // code points
constexpr std::size_t kItemsTried[] = {64, 32, 16, 8, 4, 2, 1};

constexpr const char* kNumber = "number";  // of rows, beside each of them

std::string_view hedge_name(Modality modality) { return to_string(modality); }

bool is_figure(char32_t c) {
    return (c >= U'0' && c <= U'9') || (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
           c == U'.' || c == U'%' || c == U',' || c == U'\u2013';
}

// The longest beginning that ends between words and, where there is one, behind a clause.
std::string cut_to(const std::string& text, std::size_t code_points_max, const std::string& mark) {
    const std::u32string chars = code_points(text);
    if (chars.size() <= code_points_max) return text;
    const std::size_t mark_size = count_code_points(mark);
    std::size_t end = code_points_max > mark_size ? code_points_max - mark_size : 0;
    constexpr std::u32string_view kClauseEnds = U"，；。;、";
    for (std::size_t i = end; i > end / 2; --i)
        if (kClauseEnds.find(chars[i - 1]) != kClauseEnds.npos) {
            end = i - 1;
            break;
        }
    while (end > 0 && is_figure(chars[end - 1]) && is_figure(chars[end])) --end;
    std::string out;
    for (std::size_t i = 0; i < end; ++i) append_utf8(out, chars[i]);
    return out + mark;
}

// A row's statement: the tuple at the root of its proof, or the only one that a goal read to find
// all of the row's values.
struct Statement {
    const AnswerRow* row = nullptr;
    const ProofNode* tuple = nullptr;
};

bool is_tuple(const ProofNode& node) {
    return node.kind == StepKind::Claim || node.kind == StepKind::Rule;
}

// The tuples that a goal of several literals read.
std::vector<const ProofNode*> tuples_read(const Proof& proof) {
    std::vector<const ProofNode*> tuples;
    for (const ProofId id : proof.root().premises)
        if (is_tuple(proof[id]) &&
            std::find(tuples.begin(), tuples.end(), &proof[id]) == tuples.end())
            tuples.push_back(&proof[id]);
    return tuples;
}

// Whether the tuple has the value in a column of its type; words of different types may be equal.
bool has_value(const WordingContext& context, const ProofNode& tuple, const ShownValue& value) {
    const auto& columns = context.program.relations[tuple.relation].columns;
    for (std::size_t i = 0; i < tuple.tuple.size() && i < columns.size(); ++i)
        if (columns[i].type.base == value.type.base && tuple.tuple[i] == value.word) return true;
    return false;
}

Statement statement_of(const WordingContext& context, const AnswerRow& row) {
    if (row.proof.nodes.empty()) return {&row, nullptr};
    const ProofNode& root = row.proof.root();
    if (is_tuple(root)) return {&row, &root};
    // Of several the one that holds all values; a single value may be of any.
    const std::vector<const ProofNode*> tuples = tuples_read(row.proof);
    if (tuples.size() > 1 && row.values.size() < 2) return {&row, nullptr};
    const auto holds_all = [&](const ProofNode* tuple) {
        return std::all_of(row.values.begin(), row.values.end(), [&](const ShownValue& value) {
            return value.name == kNumber || has_value(context, *tuple, value);
        });
    };
    const auto found = std::find_if(tuples.begin(), tuples.end(), holds_all);
    return {&row, found != tuples.end() ? *found : nullptr};
}

// Collects pieces up to the limit, and counts those that no longer fit.
class TextBuilder {
  public:
    explicit TextBuilder(const Language& language) : language_(language) {
        more_size_ = count_code_points(fill(language.phrase("more"), {{"count", "99999"}}));
    }

    std::size_t room() const {
        const std::size_t used = size_ + more_size_ + 2;
        return used < kTextMax ? kTextMax - used : 0;
    }

    // `items` is how many rows the piece stands for.
    void add(const std::string& piece, std::size_t items) {
        const std::string& between = language_.phrase("join");
        const std::size_t size = count_code_points(piece) + count_code_points(between);
        if (left_out_ > 0 || size > room()) {
            left_out_ += items;
            return;
        }
        if (!text_.empty()) text_ += between;
        text_ += piece;
        size_ += size;
    }

    void leave_out(std::size_t items) { left_out_ += items; }
    bool empty() const { return text_.empty(); }

    std::string finish() const {
        std::string text = capitalised(text_);
        if (text.empty()) return text;
        text += language_.phrase("end");
        if (left_out_ > 0)
            text += fill(language_.phrase("more"), {{"count", std::to_string(left_out_)}});
        return text;
    }

  private:
    const Language& language_;
    std::string text_;
    std::size_t size_ = 0;
    std::size_t more_size_ = 0;
    std::size_t left_out_ = 0;
};

class AnswerWriter {
  public:
    AnswerWriter(const WordingContext& context, const Answer& answer)
        : context_(context),
          answer_(answer),
          language_(language_data(answer.language)),
          builder_(language_) {}

    std::string write() {
        if (!answer_.conflicts.empty()) write_conflicts();
        write_rows();
        for (const AnswerRow& row : answer_.conflicts) {
            if (!row.lost_by.empty()) write_lost(row);
        }
        return builder_.finish();
    }

  private:
    // Rows of one relation, strength and standing, as one list of tuples.
    struct Bundle {
        RelationId relation{};
        Modality modality = Modality::Stated;
        bool disputed = false;
        std::vector<const std::vector<Word>*> tuples;
    };

    void write_rows() {
        std::vector<Bundle> bundles;
        write_number();
        for (const AnswerRow& row : answer_.answers) {
            const Statement statement = statement_of(context_, row);
            if (!statement.tuple) {
                builder_.add(shortened(hedged(row.strength.modality, calculated_text(row))), 1);
                continue;
            }
            const bool disputed = row.disputed || statement.tuple->leans_on_dispute;
            auto bundle = std::find_if(bundles.begin(), bundles.end(), [&](const Bundle& b) {
                return b.relation == statement.tuple->relation && b.disputed == disputed &&
                       b.modality == row.strength.modality;
            });
            if (bundle == bundles.end())
                bundle = bundles.insert(
                    bundles.end(),
                    Bundle{statement.tuple->relation, row.strength.modality, disputed, {}});
            bundle->tuples.push_back(&statement.tuple->tuple);
        }
        for (const Bundle& bundle : bundles) write_bundle(bundle);
    }

    // How many rows there are, where that is asked.
    void write_number() {
        if (answer_.answers.empty() || !answer_.conflicts.empty()) return;
        for (const ShownValue& value : answer_.answers.front().values)
            if (value.name == kNumber && answer_.answers.front().values.size() > 1)
                builder_.add(
                    fill(language_.phrase("value"),
                         {{"name", language_.phrase("name_number")}, {"value", value.text}}),
                    0);
    }

    void write_bundle(const Bundle& bundle) {
        for (const std::vector<std::size_t>& group :
             group_by_column(bundle.tuples, language_.list_first ? 0 : 1)) {
            std::vector<std::vector<Word>> tuples;
            for (const std::size_t i : group) tuples.push_back(*bundle.tuples[i]);
            builder_.add(fitting(bundle, tuples), tuples.size());
        }
    }

    // The sentence with as many of its items as there is room for.
    std::string fitting(const Bundle& bundle, const std::vector<std::vector<Word>>& tuples) {
        std::string text;
        for (const std::size_t items : kItemsTried) {
            text = hedged(bundle.modality, sentence_with_lists(context_, bundle.relation, tuples,
                                                               answer_.language, items)
                                               .text);
            if (bundle.disputed) text += language_.phrase("leaning");
            if (count_code_points(text) + 2 <= builder_.room()) return text;
        }
        return builder_.empty() ? shortened(text) : text;
    }

    std::string shortened(const std::string& text) const {
        return cut_to(text, builder_.room() > 2 ? builder_.room() - 2 : 0, language_.phrase("cut"));
    }

    std::string hedged(Modality modality, const std::string& text) const {
        return language_.phrase(hedge_name(modality)) + text;
    }

    // What was calculated, and from what.
    std::string calculated_text(const AnswerRow& row) const {
        std::string facts;
        if (!row.proof.nodes.empty())
            for (const ProofNode* node : tuples_read(row.proof)) {
                if (!facts.empty()) facts += language_.phrase("join");
                facts += sentence(context_, node->relation, node->tuple, answer_.language);
            }
        if (facts.empty()) return values_text(row);
        return fill(language_.phrase("calculated"),
                    {{"values", values_text(row)}, {"facts", facts}});
    }

    std::string values_text(const AnswerRow& row) const {
        if (row.values.empty()) return language_.phrase("yes");
        std::string text;
        for (const ShownValue& value : row.values) {
            if (!text.empty()) text += language_.phrase("list");
            if (row.values.size() == 1 && value.type.base == BaseType::Symbol) return value.text;
            const std::string& name = language_.phrase("name_" + value.name);
            text += fill(language_.phrase("value"),
                         {{"name", name.empty() ? value.name : name}, {"value", value.text}});
        }
        return text;
    }

    std::string side_text(const AnswerRow& row) const {
        const Statement statement = statement_of(context_, row);
        const std::string said = statement.tuple
                                     ? sentence(context_, statement.tuple->relation,
                                                statement.tuple->tuple, answer_.language)
                                     : values_text(row);
        std::string turns;
        for (const ShownCitation& cited : row.citations) {
            if (turns.find(cited.citation.turn) != std::string::npos) continue;
            if (!turns.empty()) turns += language_.phrase("list");
            turns += cited.citation.turn;
        }
        const std::string text = hedged(row.strength.modality, said);
        if (turns.empty()) return text;
        return fill(language_.phrase("side"), {{"sentence", text}, {"turns", turns}});
    }

    void write_conflicts() {
        std::map<std::uint32_t, std::vector<const AnswerRow*>> groups;
        for (const AnswerRow& row : answer_.conflicts) {
            if (row.lost_by.empty()) groups[row.group].push_back(&row);
        }
        for (const auto& [group, sides] : groups) {
            std::string text;
            for (const AnswerRow* side : sides) {
                if (!text.empty()) text += language_.phrase("side_join");
                text += side_text(*side);
            }
            text = fill(language_.phrase("conflict"), {{"sides", text}});
            builder_.add(builder_.empty() ? shortened(text) : text, sides.size());
        }
    }

    // What a conflict policy did not choose, and why.
    void write_lost(const AnswerRow& row) {
        builder_.add(fill(language_.phrase("lost_side"),
                          {{"side", side_text(row)}, {"reason", row.lost_by}}),
                     1);
    }

    const WordingContext& context_;
    const Answer& answer_;
    const Language& language_;
    TextBuilder builder_;
};

std::string quoted_list(const Language& language, const std::vector<std::string>& words) {
    constexpr std::size_t kWordsShown = 6;
    constexpr std::size_t kWordMax = 24;  // code points
    std::string text;
    for (std::size_t i = 0; i < words.size() && i < kWordsShown; ++i) {
        if (i > 0) text += language.phrase("list");
        std::string word;
        std::size_t count = 0;
        for (std::size_t at = 0; at < words[i].size() && count < kWordMax; ++count) {
            const CodePoint point = code_point_at(words[i], at);
            if (!is_unprintable(point.value)) append_utf8(word, point.value);
            at += point.length;
        }
        text += fill(language.phrase("quoted"), {{"word", word}});
    }
    if (words.size() > kWordsShown)
        text += fill(language.phrase("more_items"),
                     {{"count", std::to_string(language.id == "zh" ? words.size()
                                                                   : words.size() - kWordsShown)}});
    return text;
}

// What the readings are about, or the readings themselves where that tells nothing apart.
std::vector<std::string> described(const WordingContext& context,
                                   const std::vector<std::string>& goals,
                                   const std::string& language) {
    std::vector<std::string> topics;
    for (const std::string& goal : goals) {
        const RelationDeclaration* relation =
            context.knowledge.relation(goal.substr(0, goal.find('(')));
        if (!relation || !relation->about.contains(language)) return goals;
        topics.push_back(relation->about.at(language));
        if (std::count(topics.begin(), topics.end(), topics.back()) > 1) return goals;
    }
    return topics;
}

// Nothing reaches the strength that is demanded: what falls short of it, with its hedges.
std::string weaker_text(const WordingContext& context, const Answer& answer) {
    const Language& language = language_data(answer.language);
    Answer weaker;
    weaker.language = answer.language;
    weaker.answers = answer.weaker;
    const std::string floor = language.phrase("modality_" + answer.scenario.at_least);
    const std::string text = AnswerWriter(context, weaker).write();
    return cut_to(fill(language.phrase("unknown_strong"), {{"modality", floor}, {"text", text}}),
                  kTextMax, language.phrase("cut"));
}

// What is not known or not understood.
std::string unknown_text(const WordingContext& context, const Answer& answer,
                         const Reading* reading) {
    const Language& language = language_data(answer.language);
    const auto list = [&](const std::vector<std::string>& words) {
        return quoted_list(language, words);
    };
    if (!answer.weaker.empty()) return weaker_text(context, answer);
    if (!reading) return language.phrase("unknown_goal");
    switch (reading->outcome) {
        case ReadingOutcome::Unexplained:
        case ReadingOutcome::NoRelation:
            if (reading->unexplained.empty()) return language.phrase("unknown_relation");
            return fill(
                language.phrase(reading->words_known ? "unknown_together" : "unknown_words"),
                {{"words", list(reading->unexplained)}});
        case ReadingOutcome::Ambiguous:
            return fill(
                language.phrase("ambiguous"),
                {{"readings", list(described(context, reading->readings, answer.language))}});
        case ReadingOutcome::TooLong:
            return fill(language.phrase("too_long"),
                        {{"count", std::to_string(kQuestionBytesMax)}});
        case ReadingOutcome::Read:
            break;
    }
    const RelationDeclaration* relation = context.knowledge.relation(reading->relation);
    if (!relation) return language.phrase("unknown_goal");
    const auto about = relation->about.find(answer.language);
    if (about == relation->about.end()) return language.phrase("unknown_goal");
    if (!reading->also.empty())
        return fill(language.phrase("unknown_both"),
                    {{"about", list(described(context, {reading->goal, reading->also[0].goal},
                                              answer.language))}});
    return fill(language.phrase("unknown_about"), {{"about", about->second}});
}

}  // namespace

std::string not_evaluated_text(const Answer& answer, std::string_view reason) {
    constexpr std::string_view kMark = "error: ";
    const std::size_t mark = reason.find(kMark);
    if (mark != reason.npos) reason.remove_prefix(mark + kMark.size());
    const Language& language = language_data(answer.language);
    return cut_to(fill(language.phrase("not_evaluated"),
                       {{"goal", answer.goal}, {"reason", std::string(reason)}}),
                  kTextMax, language.phrase("cut"));
}

std::string count_note(const Answer& answer, const Reading& reading) {
    std::size_t known = answer.answers.size();
    for (const AnswerRow& row : answer.conflicts)
        known = std::max<std::size_t>(known, answer.answers.size() + row.group);
    if (!reading.count || answer.status == AnswerStatus::Unknown || known == *reading.count)
        return {};
    return fill(language_data(answer.language).phrase("other_count"),
                {{"asked", std::to_string(*reading.count)}, {"known", std::to_string(known)}});
}

std::string spelling_note(const Answer& answer, const Reading& reading) {
    const Language& words = language_data(answer.language);
    std::string note;
    for (const Respelled& slip : reading.respelled)
        note += (note.empty() ? "" : " ") +
                fill(words.phrase("respelled"), {{"word", slip.word}, {"name", slip.name}});
    return note;
}

std::string unanswered_note(const WordingContext& context, const Answer& answer,
                            const Reading& reading) {
    if (answer.status == AnswerStatus::Unknown) return {};
    const Language& words = language_data(answer.language);
    std::string names;
    const auto tells = [](const std::vector<AnswerRow>& rows, const std::string& column,
                          const std::string& id) {
        return std::ranges::any_of(rows, [&](const AnswerRow& row) {
            return std::ranges::any_of(row.values, [&](const ShownValue& value) {
                return value.name == column && value.id == id;
            });
        });
    };
    for (const AskedEach& each : reading.each) {
        for (const std::string& id : each.ids) {
            if (tells(answer.answers, each.column, id) || tells(answer.conflicts, each.column, id))
                continue;
            const Entity* const entity = context.vocabulary.find(id);
            if (!names.empty()) names += words.phrase("list");
            names += entity != nullptr ? best_name(*entity, answer.language) : id;
        }
    }
    return names.empty() ? names : fill(words.phrase("not_of_these"), {{"names", names}});
}

std::string answer_text(const WordingContext& context, const Answer& answer,
                        const Reading* reading) {
    std::string text = answer.status == AnswerStatus::Unknown
                           ? unknown_text(context, answer, reading)
                           : AnswerWriter(context, answer).write();
    const Language& language = language_data(answer.language);
    if (reading && reading->size_unsaid && answer.status != AnswerStatus::Unknown)
        text += (language.id == "zh" ? "" : " ") + language.phrase("size_unsaid");
    const bool decided = answer.verdict == Verdict::Yes || answer.verdict == Verdict::No;
    if (decided && answer.status == AnswerStatus::Answered)
        text = fill(language.phrase("verdict_" + std::string(to_string(answer.verdict))),
                    {{"text", text}});
    return cut_to(text, kTextMax, language.phrase("cut"));
}

}  // namespace dictum
