// Why a goal that demands strength has no answer, where a weaker one is known.
//
//   does not follow: price("oolong", p)
//     weaker, so it does not count: price("oolong", 90CNY) (opinion)
//       price-of-oolong: opinion (call q3)
//   to ask on the next call: whether it holds at least as "estimate"
#include <algorithm>

#include "ask/language.h"
#include "ask/why_not_text.h"

namespace dictum {
namespace {

constexpr std::size_t kRowsShown = 5;
constexpr std::size_t kLinksShown = 5;

}  // namespace

std::vector<ShownCitation> weak_links(const AnswerRow& row, std::string_view at_least) {
    std::vector<ShownCitation> links;
    const auto floor = modality_named(at_least);
    for (const ShownCitation& cited : row.citations) {
        if (floor && cited.modality > *floor) links.push_back(cited);
    }
    return links;
}

std::string weaker_why_not_text(const Answer& answer, std::string_view goal) {
    const Language& words = language_data(answer.language);
    const auto name_of = [&](Modality modality) {
        return words.phrase("modality_" + std::string(to_string(modality)));
    };
    std::string text = fill(words.phrase("whynot_root"), {{"text", std::string(goal)}}) + "\n";
    for (std::size_t i = 0; i < answer.weaker.size() && i < kRowsShown; ++i) {
        const AnswerRow& row = answer.weaker[i];
        text += "  " +
                fill(words.phrase("whynot_weaker"),
                     {{"text", row.fact}, {"modality", name_of(row.strength.modality)}}) +
                "\n";
        const auto links = weak_links(row, answer.scenario.at_least);
        for (std::size_t k = 0; k < links.size() && k < kLinksShown; ++k) {
            const Citation& at = links[k].citation;
            text +=
                "    " +
                fill(words.phrase("whynot_weak_link"), {{"text", links[k].claim},
                                                        {"modality", name_of(links[k].modality)},
                                                        {"turns", at.source + " " + at.turn}}) +
                "\n";
        }
        if (links.size() > kLinksShown) {
            text += "    " +
                    fill(words.phrase("weaker_more"),
                         {{"count", std::to_string(links.size() - kLinksShown)}}) +
                    "\n";
        }
    }
    if (answer.weaker.size() > kRowsShown) {
        text += "  " +
                fill(words.phrase("weaker_more"),
                     {{"count", std::to_string(answer.weaker.size() - kRowsShown)}}) +
                "\n";
    }
    const std::string floor = words.phrase("modality_" + answer.scenario.at_least);
    return text + fill(words.phrase("whynot_ask_stronger"), {{"modality", floor}}) + "\n";
}

}  // namespace dictum
