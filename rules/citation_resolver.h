// `cite = "call qa-8"` and its quote -> bytes of the source's text, or what is wrong: an unknown
// source or turn, a quote that does not stand there (with the text that comes nearest, and the turn
// where it does stand).
//
// Cost: linear in turn and quote for each citation; what is not found costs more, so only the first
// hundred get an explanation.
#pragma once

#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "kb/quote.h"
#include "rules/drafts.h"
#include "rules/fields.h"

namespace dictum {

class CitationResolver {
  public:
    // Both must outlive the resolver, and the sources must not change.
    CitationResolver(const std::vector<Source>& sources, ReadingContext& context);

    // Those that could be resolved, in order.
    std::vector<Citation> resolve(const std::vector<CitationDraft>& drafts);

  private:
    struct Words {
        std::string source;
        std::string turn;
        Span source_span;
        Span turn_span;
    };
    std::optional<Words> split(const Fragment& at);
    std::optional<Citation> resolve(const CitationDraft& draft);
    const Source* find_source(const Words& words);
    const Turn* find_turn(const Source& source, const Words& words);
    QuoteFinder& finder(const Source& source, const Turn& turn);
    void report_missing(const CitationDraft& draft, const Source& source, const Turn& turn);
    std::string elsewhere(const std::string& quote, const Turn& turn);

    const std::vector<Source>& sources_;
    ReadingContext& context_;
    std::unordered_map<std::string_view, const Source*> by_id_;
    struct TurnKey {
        const Source* source;
        std::string_view turn;
        bool operator==(const TurnKey&) const = default;
    };
    struct TurnKeyHash {
        std::size_t operator()(const TurnKey& key) const {
            return std::hash<const Source*>{}(key.source) ^ std::hash<std::string_view>{}(key.turn);
        }
    };
    std::unordered_map<TurnKey, const Turn*, TurnKeyHash> turns_;
    std::unordered_map<const Turn*, QuoteFinder> finders_;
    std::size_t explained_ = 0;
};

}  // namespace dictum
