#include "rules/citation_resolver.h"

namespace dictum {
namespace {

constexpr std::string_view kWhite = " \t\r\n";

// One line of a note: line ends would break its layout.
std::string on_one_line(std::string_view text) {
    std::string line(text);
    for (char& c : line) {
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    }
    return line;
}

}  // namespace

CitationResolver::CitationResolver(const std::vector<Source>& sources, ReadingContext& context)
    : sources_(sources), context_(context) {
    for (const Source& source : sources) {
        by_id_.emplace(source.id, &source);
        for (const Turn& turn : source.turns) turns_.emplace(TurnKey{&source, turn.id}, &turn);
    }
}

std::vector<Citation> CitationResolver::resolve(const std::vector<CitationDraft>& drafts) {
    std::vector<Citation> citations;
    for (const CitationDraft& draft : drafts) {
        if (auto citation = resolve(draft)) citations.push_back(*std::move(citation));
    }
    return citations;
}

std::optional<CitationResolver::Words> CitationResolver::split(const Fragment& at) {
    const std::string_view text = at.text;
    const std::size_t source = text.find_first_not_of(kWhite);
    const std::size_t source_end = text.find_first_of(kWhite, source);
    const std::size_t turn = text.find_first_not_of(kWhite, source_end);
    const std::size_t turn_end = std::min(text.find_first_of(kWhite, turn), text.size());
    const bool two = turn != std::string_view::npos &&
                     text.find_first_not_of(kWhite, turn_end) == std::string_view::npos;
    if (two) {
        return Words{std::string(text.substr(source, source_end - source)),
                     std::string(text.substr(turn, turn_end - turn)), at.span(source, source_end),
                     at.span(turn, turn_end)};
    }
    context_.diagnostics.error("bad-citation", whole_span(at),
                               "a citation is a source and a turn, such as `call-2024-02-27 qa-8`");
    return std::nullopt;
}

const Source* CitationResolver::find_source(const Words& words) {
    const auto found = by_id_.find(words.source);
    if (found != by_id_.end()) return found->second;
    context_.diagnostics.error("unknown-source", words.source_span,
                               "there is no source `" + words.source + "`",
                               context_.suggestions.mend(words.source, [&] {
                                   std::vector<std::string> ids;
                                   for (const Source& source : sources_) ids.push_back(source.id);
                                   return ids;
                               }));
    return nullptr;
}

const Turn* CitationResolver::find_turn(const Source& source, const Words& words) {
    const auto found = turns_.find(TurnKey{&source, words.turn});
    if (found != turns_.end()) return found->second;
    context_.diagnostics.error("unknown-turn", words.turn_span,
                               "the source `" + source.id + "` has no turn `" + words.turn + "`",
                               context_.suggestions.mend(words.turn, [&] {
                                   std::vector<std::string> ids;
                                   for (const Turn& turn : source.turns) ids.push_back(turn.id);
                                   return ids;
                               }));
    return nullptr;
}

QuoteFinder& CitationResolver::finder(const Source& source, const Turn& turn) {
    return finders_.try_emplace(&turn, source.turn_text(turn)).first->second;
}

std::optional<Citation> CitationResolver::resolve(const CitationDraft& draft) {
    const std::optional<Words> words = split(draft.at);
    if (!words) return std::nullopt;
    const Source* source = find_source(*words);
    if (source == nullptr) return std::nullopt;
    const Turn* turn = find_turn(*source, *words);
    if (turn == nullptr) return std::nullopt;
    const auto range = finder(*source, *turn).find(draft.quote.text);
    if (!range) {
        report_missing(draft, *source, *turn);
        return std::nullopt;
    }
    return Citation{source->id, turn->id, draft.quote.text, turn->begin + range->begin,
                    turn->begin + range->end};
}

void CitationResolver::report_missing(const CitationDraft& draft, const Source& source,
                                      const Turn& turn) {
    Diagnostic diagnostic{.id = "quote-not-found",
                          .span = whole_span(draft.quote),
                          .message = "these words do not stand in " + source.id + " " + turn.id};
    if (normal_text(draft.quote.text).size() == 0) {
        diagnostic.message = "a quote has words";
        diagnostic.id = "empty-quote";
    } else if (explained_++ < kDiagnosticsShown) {
        const auto range = finder(source, turn).nearest(draft.quote.text);
        if (range) {
            const auto near =
                source.turn_text(turn).substr(range->begin, range->end - range->begin);
            diagnostic.note = "the nearest text there: " + on_one_line(near);
        } else {
            diagnostic.note = "nothing in that turn comes near";
        }
        diagnostic.mend = elsewhere(draft.quote.text, turn);
    }
    context_.diagnostics.add(std::move(diagnostic));
}

std::string CitationResolver::elsewhere(const std::string& quote, const Turn& turn) {
    for (const Source& source : sources_) {
        for (const Turn& other : source.turns) {
            if (&other == &turn || !finder(source, other).find(quote)) continue;
            return "they stand in another turn: cite `" + source.id + " " + other.id + "`";
        }
    }
    return {};
}

}  // namespace dictum
