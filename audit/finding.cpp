#include "audit/finding.h"

#include <algorithm>
#include <tuple>

namespace dictum {
namespace {

constexpr FindingKind kKinds[] = {
    {"alias-collision", Level::Warning, "two entities of one type share a name"},
    {"cartesian-product", Level::Note, "a rule joins relations that share nothing"},
    {"conflict", Level::Warning, "what is known gives one key incompatible values"},
    {"duplicate-rule", Level::Warning, "a rule says what another one says"},
    {"edge-agreement", Level::Note, "two values of one key agree at one end only"},
    {"empty-relation", Level::Warning, "a rule or question reads a relation that nothing fills"},
    {"figure-not-in-quote", Level::Warning, "a claim has a figure that its quote doesn't contain"},
    {"groundless-recursion", Level::Warning, "relations are concluded only from each other"},
    {"idle-override", Level::Note, "an exception withdraws nothing"},
    {"idle-pattern", Level::Warning, "a pattern matches every text"},
    {"idle-recursion", Level::Warning, "a rule concludes only what it reads"},
    {"ignored-hedge", Level::Warning, "a claim is surer than the words that it quotes"},
    {"impossible-pattern", Level::Error, "a pattern matches no text"},
    {"impossible-row", Level::Error, "a cell of a row lets no value through"},
    {"impossible-rule", Level::Error, "the conditions of a rule contradict each other"},
    {"masked-row", Level::Warning, "a row never decides, because others always do before"},
    {"mergeable-rows", Level::Note, "rows differ in one cell only"},
    {"misleading-row", Level::Note, "a row beats one that stands before it"},
    {"missing-value", Level::Warning, "no row is for some values of an input"},
    {"missing-variable", Level::Warning, "a sentence of an answer leaves a column out"},
    {"not-askable", Level::Warning, "a relation can't be asked for in a language of the pack"},
    {"not-said", Level::Warning, "a relation has no sentence in a language of the pack"},
    {"one-source", Level::Note, "one source alone supports a claim"},
    {"open-absence", Level::Warning, "a rule leans on an absence that may mean unknown"},
    {"quote-altered", Level::Note, "a quote stands in its turn in other signs or white space"},
    {"reversed-ratio", Level::Warning, "a ratio is the other way round in the quote"},
    {"rule-clash", Level::Warning, "two rules conclude different values for some input"},
    {"rule-never-fires", Level::Warning, "a rule concludes nothing from what is known"},
    {"run-failed", Level::Error, "the rules can't be evaluated"},
    {"shadowed-question", Level::Warning, "an earlier pattern takes all questions of another"},
    {"shares-dont-sum", Level::Warning, "shares of one whole don't sum to 100 %"},
    {"stale-claim", Level::Warning, "a claim is older than its relation stays fresh"},
    {"subsumed-row", Level::Warning, "a row can be left out, and nothing changes"},
    {"subsumed-rule", Level::Warning, "a more general rule concludes what a rule does"},
    {"table-gap", Level::Warning, "no row holds for some inputs"},
    {"table-overlap", Level::Error, "two rows hold at once where the hit policy allows one"},
    {"uncited-row", Level::Warning, "a row of a table has no citation"},
    {"uncited-rule", Level::Warning,
     "a rule concludes what nothing it reads says, and cites nothing"},
    {"undecided-clash", Level::Undecided, "whether some rules clash could not be decided"},
    {"undecided-question", Level::Undecided, "some checks of questions could not be decided"},
    {"undecided-rule", Level::Undecided, "some checks of a rule took too many steps"},
    {"undecided-table", Level::Undecided, "some checks of a table could not be decided"},
    {"unread-claim", Level::Note, "no rule, question or test reaches a claim"},
    {"unused-column", Level::Note, "no rule reads a column"},
    {"unused-entity", Level::Note, "nothing but its declaration mentions an entity"},
    {"unused-input", Level::Warning, "an input of a table changes nothing"},
    {"unused-relation", Level::Warning, "nothing fills or reads a relation"},
    {"unused-turn", Level::Warning, "a turn has figures, and nothing cites it"},
    {"unused-waiver", Level::Warning, "a waiver that nothing needs"},
};

}  // namespace

std::string_view to_string(Level level) {
    switch (level) {
        case Level::Error:
            return "error";
        case Level::Warning:
            return "warning";
        case Level::Note:
            return "note";
        case Level::Undecided:
            return "undecided";
    }
    return "undecided";
}

std::span<const FindingKind> finding_kinds() { return kKinds; }

Finding& Findings::add(std::string_view kind, Span span, std::string about, std::string message) {
    const auto* const known = std::ranges::find(kKinds, kind, &FindingKind::id);
    Finding found;
    found.id = kind;
    if (known != std::end(kKinds)) found.level = known->level;
    found.span = span;
    found.about = std::move(about);
    found.message = std::move(message);
    return items_.emplace_back(std::move(found));
}

void Findings::sort() {
    std::ranges::stable_sort(items_, {}, [](const Finding& each) {
        return std::tuple(index_of(each.span.file), each.span.begin, std::string_view(each.id),
                          std::string_view(each.message));
    });
}

}  // namespace dictum
