#include "embed/freshness.h"

#include <algorithm>
#include <set>

#include "ask/language.h"

namespace dictum {
namespace {

class Freshness {
  public:
    Freshness(const WordingContext& context, Answer& answer, Date at)
        : context_(context), answer_(answer), at_(at) {}

    void run() {
        for (const auto* rows : {&answer_.answers, &answer_.conflicts}) {
            for (const AnswerRow& row : *rows) {
                for (const ProofNode& node : row.proof.nodes) look_at(node);
            }
        }
    }

  private:
    void look_at(const ProofNode& node) {
        if (node.supports.empty() || node.assumed) return;
        const Relation& relation = context_.program.relations[node.relation];
        const std::string& name =
            relation.part_of ? context_.program.relations[*relation.part_of].name : relation.name;
        const RelationDeclaration* const declared = context_.knowledge.relation(name);
        if (declared == nullptr || !declared->fresh_days) return;
        std::vector<Stale> stale;
        for (const SupportId support : node.supports) {
            const Claim& claim = context_.knowledge.claims[index_of(support)];
            const std::int64_t age = std::int64_t{at_.days} - date_of(claim).days;
            if (age <= std::int64_t{*declared->fresh_days}) return;
            stale.push_back({claim.id, name, age, *declared->fresh_days, at_});
        }
        for (Stale& item : stale) {
            if (seen_.insert(item.claim).second) add(std::move(item));
        }
    }

    void add(Stale item) {
        answer_.notes.push_back(fill(language_data(answer_.language).phrase("note_stale"),
                                     {{"claim", item.claim},
                                      {"age", std::to_string(item.age_days)},
                                      {"at", item.at.to_string()},
                                      {"relation", item.relation},
                                      {"days", std::to_string(item.fresh_days)}}));
        answer_.stale.push_back(std::move(item));
    }

    // Of the newest source; without any, as of now.
    Date date_of(const Claim& claim) const {
        std::optional<Date> newest;
        for (const Citation& citation : claim.citations) {
            const Source* const source = context_.knowledge.source(citation.source);
            if (source != nullptr && source->date <= at_) {
                newest = std::max(newest.value_or(source->date), source->date);
            }
        }
        return newest.value_or(at_);
    }

    const WordingContext& context_;
    Answer& answer_;
    Date at_;
    std::set<std::string> seen_;
};

}  // namespace

void note_freshness(const WordingContext& context, Answer& answer) {
    const auto& relations = context.knowledge.relations;
    const bool any = std::ranges::any_of(relations, [](const RelationDeclaration& relation) {
        return relation.fresh_days.has_value();
    });
    if (!any || context.knowledge.sources.empty()) return;
    Date at = std::ranges::max(context.knowledge.sources, {}, &Source::date).date;
    if (const auto as_of = Date::parse(answer.scenario.as_of)) at = *as_of;
    Freshness(context, answer, at).run();
}

}  // namespace dictum
