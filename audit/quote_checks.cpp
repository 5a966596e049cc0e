// What claims say against what is quoted for them, and what nobody took from the sources.
//
//   fact = 'price("letter", 57元)'    quote = "letters cost 75 yuan"      figure-not-in-quote
//   modality = "stated"               quote = "may cost 75 yuan"          ignored-hedge
//
// A figure is looked for in every reading of the quoted numbers (figures.h), and in the claim's
// note, which is the place to say that the source slips. So what is reported stands in neither.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "audit/figures.h"
#include "audit/subject.h"
#include "engine/table/lower_table.h"
#include "kb/normal_text.h"

namespace dictum {
namespace {

struct Hedge {
    Modality modality;  // the strongest that a claim may have
    std::string_view words;
};
// ASCII words stand by themselves; Chinese ones anywhere.
constexpr Hedge kHedges[] = {
    {Modality::Estimate, "可能"},         {Modality::Estimate, "也许"},
    {Modality::Estimate, "或许"},         {Modality::Estimate, "大概"},
    {Modality::Estimate, "估计"},         {Modality::Estimate, "估算"},
    {Modality::Estimate, "预计"},         {Modality::Estimate, "maybe"},
    {Modality::Estimate, "perhaps"},      {Modality::Estimate, "probably"},
    {Modality::Estimate, "possibly"},     {Modality::Estimate, "likely"},
    {Modality::Estimate, "estimate"},     {Modality::Estimate, "estimated"},
    {Modality::Estimate, "estimates"},    {Modality::Estimate, "roughly"},
    {Modality::Estimate, "might"},        {Modality::Estimate, "expected"},
    {Modality::Opinion, "我认为"},        {Modality::Opinion, "我觉得"},
    {Modality::Opinion, "个人看法"},      {Modality::Opinion, "i think"},
    {Modality::Opinion, "i believe"},     {Modality::Opinion, "in my opinion"},
    {Modality::Unconfirmed, "据说"},      {Modality::Unconfirmed, "听说"},
    {Modality::Unconfirmed, "传闻"},      {Modality::Unconfirmed, "未经证实"},
    {Modality::Unconfirmed, "未证实"},    {Modality::Unconfirmed, "reportedly"},
    {Modality::Unconfirmed, "rumour"},    {Modality::Unconfirmed, "rumor"},
    {Modality::Unconfirmed, "allegedly"}, {Modality::Unconfirmed, "unconfirmed"}};

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }

bool stands_in(const std::string& text, std::string_view words) {
    for (std::size_t at = text.find(words); at != std::string::npos;
         at = text.find(words, at + 1)) {
        if (!is_letter(words.front())) return true;
        const std::size_t end = at + words.size();
        const bool begins = at == 0 || !is_letter(text[at - 1]);
        if (begins && (end == text.size() || !is_letter(text[end]))) return true;
    }
    return false;
}

bool hedge_in(const std::string& name, Modality modality) {
    const std::string text = folded_text(name);
    return std::ranges::any_of(kHedges, [&](const Hedge& hedge) {
        return hedge.modality == modality && stands_in(text, hedge.words);
    });
}

// The hedge that a claim of this modality leaves out of account, if the quote has one.
const Hedge* hedge_in(const Citation& cited, Modality modality) {
    const std::string text = folded_text(cited.quote);
    const Hedge* found = nullptr;
    for (const Hedge& hedge : kHedges) {
        if (hedge.modality <= modality || !stands_in(text, hedge.words)) continue;
        if (found == nullptr || hedge.modality > found->modality) found = &hedge;
    }
    return found;
}

class Quotes {
  public:
    Quotes(const AuditSubject& subject, Findings& findings)
        : subject_(subject), findings_(findings), figures_(subject.assembled.vocabulary.units) {}

    void run() {
        for (std::size_t i = 0; i < subject_.program.relations.size(); ++i) {
            const auto id = id_at<RelationId>(i);
            const Relation& relation = subject_.program.relations[id];
            if (!relation.hidden) figures_of(id, relation);
        }
        for (const Claim& claim : subject_.knowledge.claims) {
            hedges_of(claim);
            altered(claim.citations, claim.span, claim.id);
            sources_of(claim);
        }
        for (const RuleText& rule : subject_.knowledge.rules) {
            altered(rule.citations, rule.span, rule.id);
        }
        for (const TableDeclaration& declared : subject_.knowledge.tables) {
            for (std::size_t row = 0; row < declared.row_citations.size(); ++row) {
                altered(declared.row_citations[row], declared.table.rows[row].span,
                        row_id(declared.table.id, row));
            }
        }
        turns();
    }

  private:
    // The words stand there, written otherwise.
    void altered(const std::vector<Citation>& citations, const Span& span, const std::string& id) {
        for (const Citation& cited : citations) {
            const Source* source = subject_.knowledge.source(cited.source);
            if (source == nullptr || cited.end <= cited.begin || cited.end > source->text.size()) {
                continue;
            }
            const std::string there = source->text.substr(cited.begin, cited.end - cited.begin);
            if (there == cited.quote) continue;
            Finding& found = findings_.add(
                "quote-altered", span, id,
                "the quote of " + cited.turn + " has other signs or white space than its turn");
            found.witness = "\"" + cited.quote + "\"\n\"" + there + "\"";
            found.mend = "copy the words as they stand there";
        }
    }

    // ---- figures -----------------------------------------------------------------------------

    void figures_of(RelationId id, const Relation& relation) {
        const bool has_numbers = std::ranges::any_of(
            relation.columns, [](const Column& column) { return is_counted(column.type); });
        if (!has_numbers) return;
        const Tuples& tuples = subject_.model.tuples(id);
        for (std::size_t row = 0; row < tuples.size(); ++row) {
            for (const SupportId support : subject_.model.supports(id, id_at<RowId>(row))) {
                if (index_of(support) >= subject_.knowledge.claims.size()) continue;
                const Claim& claim = subject_.knowledge.claims[index_of(support)];
                if (seen_.insert(&claim).second)
                    compare(claim, relation, tuples[id_at<RowId>(row)]);
            }
        }
    }
    static bool is_counted(const Type& type) {
        return (type.base == BaseType::Quantity && !is_period(type)) ||
               type.base == BaseType::Number || type.base == BaseType::Ratio;
    }

    template <class Tuple>
    void compare(const Claim& claim, const Relation& relation, const Tuple& tuple) {
        std::string text = claim.note;
        for (const Citation& cited : claim.citations) text += "\n" + cited.quote;
        if (claim.citations.empty()) return;
        const std::vector<Decimal> figures = figures_.figures_in(text);
        for (std::uint32_t i = 0; i < relation.columns.size(); ++i) {
            const Type& type = relation.columns[i].type;
            if (!is_counted(type)) continue;
            if (type.base == BaseType::Ratio && is_reversed(claim, tuple[i])) {
                report(claim, "reversed-ratio", relation, tuple[i], i);
                return;
            }
            const bool all = std::ranges::all_of(ends_of(type, tuple[i]), [&](const Decimal& end) {
                return std::ranges::binary_search(figures, end);
            });
            if (all) continue;
            report(claim, "figure-not-in-quote", relation, tuple[i], i);
            return;
        }
    }

    std::vector<Decimal> ends_of(const Type& type, Word word) const {
        if (type.base == BaseType::Number) {
            return {Decimal::from_integer(as_number(word))};
        }
        if (type.base == BaseType::Ratio) {
            const Ratio& ratio = subject_.values.ratio_of(word);
            return {ratio.first, ratio.second};
        }
        std::vector<Decimal> ends;
        const Interval& value = subject_.values.interval(word);
        if (value.lo) ends.push_back(*value.lo);
        if (value.hi && value.hi != value.lo) ends.push_back(*value.hi);
        return ends;
    }

    // The quotes have `b:a` and not `a:b`, and no note explains it.
    bool is_reversed(const Claim& claim, Word word) const {
        const Ratio& ratio = subject_.values.ratio_of(word);
        if (ratio.first == ratio.second || !claim.note.empty()) return false;
        const auto has = [&](const Decimal& a, const Decimal& b) {
            return std::ranges::any_of(claim.citations, [&](const Citation& cited) {
                const std::string text = folded_text(cited.quote);
                return std::ranges::any_of(
                    std::array{":", "比", " to ", "：", " : "}, [&](const std::string& between) {
                        return text.find(a.to_string() + between + b.to_string()) !=
                               std::string::npos;
                    });
            });
        };
        return has(ratio.second, ratio.first) && !has(ratio.first, ratio.second);
    }

    void report(const Claim& claim, std::string_view kind, const Relation& relation, Word word,
                std::uint32_t column) {
        const std::string value = subject_.values.literal(word, relation.columns[column].type,
                                                          subject_.assembled.vocabulary.units);
        const bool reversed = kind == "reversed-ratio";
        Finding& found = findings_.add(kind, claim.span, claim.id,
                                       "the claim has " + relation.columns[column].name + " = " +
                                           value + ", and " +
                                           (reversed ? "its quote has the sides the other way round"
                                                     : "its quote doesn't contain that figure"));
        found.witness = quotes(claim);
        found.mend = "correct the claim or its quote; if the source slips, say so in `note`";
    }
    static std::string quotes(const Claim& claim) {
        std::string text;
        for (const Citation& cited : claim.citations) {
            text += (text.empty() ? "" : "\n") + cited.turn + " \"" + cited.quote + "\"";
        }
        return text;
    }

    // ---- hedges ------------------------------------------------------------------------------

    // One quote without a hedge is enough to be as sure as the claim is.
    void hedges_of(const Claim& claim) {
        const Hedge* first = nullptr;
        for (const Citation& cited : claim.citations) {
            const Hedge* found = hedge_in(cited, claim.strength.modality);
            if (found == nullptr) return;
            if (first == nullptr) first = found;
        }
        if (first == nullptr || speaks_of(claim, first->modality)) return;
        Finding& found =
            findings_.add("ignored-hedge", claim.span, claim.id,
                          "the claim is `" + std::string(to_string(claim.strength.modality)) +
                              "`, but its quote says `" + std::string(first->words) + "`");
        found.witness = quotes(claim);
        found.mend = "give it modality = \"" + std::string(to_string(first->modality)) +
                     "\", or quote the words that are sure";
    }

    // The claim is about the hedge itself: it names an entity that is called so.
    bool speaks_of(const Claim& claim, Modality modality) const {
        const std::string& fact = claim.fact.text;
        for (std::size_t at = fact.find('"'); at != std::string::npos;
             at = fact.find('"', at + 1)) {
            const std::size_t end = fact.find('"', at + 1);
            if (end == std::string::npos) return false;
            const Entity* entity =
                subject_.assembled.vocabulary.find(fact.substr(at + 1, end - at - 1));
            at = end;
            if (entity == nullptr) continue;
            const bool named = std::ranges::any_of(
                entity->names, [&](const std::string& name) { return hedge_in(name, modality); });
            if (named) return true;
        }
        return false;
    }

    // ---- sources -----------------------------------------------------------------------------

    // In a pack of one source every claim is of one source: nothing to say.
    void sources_of(const Claim& claim) {
        if (subject_.knowledge.sources.size() < 2) return;
        if (voices_.empty()) {
            for (const Claim& each : subject_.knowledge.claims) {
                for (const Citation& cited : each.citations) {
                    voices_[each.fact.text].insert(cited.source);
                }
            }
        }
        const auto voices = voices_.find(claim.fact.text);
        if (voices == voices_.end() || voices->second.size() != 1) return;
        findings_.add("one-source", claim.span, claim.id,
                      "only `" + *voices->second.begin() + "` supports this claim");
    }

    // ---- turns -------------------------------------------------------------------------------

    void use(const std::vector<Citation>& citations) {
        for (const Citation& cited : citations) used_.emplace(cited.source, cited.turn);
    }

    void turns() {
        for (const Claim& claim : subject_.knowledge.claims) use(claim.citations);
        for (const RuleText& rule : subject_.knowledge.rules) use(rule.citations);
        for (const TableDeclaration& table : subject_.knowledge.tables) {
            for (const auto& row : table.row_citations) use(row);
        }
        for (const Source& source : subject_.knowledge.sources) {
            for (const Turn& turn : source.turns) {
                const std::string text(source.turn_text(turn));
                if (used_.contains({source.id, turn.id}) || !has_figure(text)) continue;
                Finding& found =
                    findings_.add("unused-turn", source.span, source.id + " " + turn.id,
                                  "turn `" + turn.id + "` of `" + source.id +
                                      "` has figures, and no claim, rule or row cites it");
                found.witness = shortened(text);
                found.mend = "claim what it says";
            }
        }
    }
    static std::string shortened(const std::string& text) {
        constexpr std::size_t kMost = 120;
        std::string line;
        for (const char c : text) line += c == '\n' || c == '\r' ? ' ' : c;
        line.erase(0, line.find_first_not_of(' ') == std::string::npos
                          ? line.size()
                          : line.find_first_not_of(' '));
        if (line.size() <= kMost) return line.substr(0, line.find_last_not_of(' ') + 1);
        std::size_t end = kMost;
        while (end > 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
        return line.substr(0, end) + "…";
    }

    const AuditSubject& subject_;
    Findings& findings_;
    std::set<const Claim*> seen_;
    std::map<std::string_view, std::set<std::string>> voices_;
    std::set<std::pair<std::string, std::string>> used_;
    FigureReader figures_;
};

}  // namespace

void audit_quotes(const AuditSubject& subject, Findings& findings) {
    Quotes(subject, findings).run();
}

}  // namespace dictum
