#include "rules/duplicates.h"

#include <unordered_map>

namespace dictum {
namespace {

class Names {
  public:
    explicit Names(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

    // False, and a report, when the name is taken. `what`: "entity".
    bool take(const std::string& name, std::string_view what, Span span) {
        const auto [first, added] = taken_.emplace(name, Use{what, span});
        if (added) return true;
        const std::string_view holder = first->second.what;
        diagnostics_.add(
            {.id = "duplicate-" + std::string(what),
             .span = span,
             .message = holder == what
                            ? "the " + std::string(what) + " `" + name + "` is there already"
                            : "`" + name + "` is already the id of a " + std::string(holder),
             .mend = "give it a name of its own, or take one of them out",
             .related = {{first->second.span, "the first is here"}}});
        return false;
    }

  private:
    struct Use {
        std::string_view what;
        Span span;
    };
    Diagnostics& diagnostics_;
    std::unordered_map<std::string, Use> taken_;
};

}  // namespace

void drop_duplicates(PackDrafts& drafts, Diagnostics& diagnostics) {
    Knowledge& knowledge = drafts.knowledge;
    Names sources(diagnostics);
    std::erase_if(knowledge.sources, [&](const Source& source) {
        return !sources.take(source.id, "source", source.span);
    });
    Names entities(diagnostics);
    std::erase_if(knowledge.entities, [&](const EntityDeclaration& item) {
        return !entities.take(item.entity.id, "entity", item.span);
    });
    Names relations(diagnostics);
    std::erase_if(knowledge.relations, [&](const RelationDeclaration& item) {
        return !relations.take(item.name, "relation", item.span);
    });
    Names statements(diagnostics);
    std::erase_if(drafts.rules, [&](const RuleDraft& draft) {
        return !statements.take(draft.rule.id, "rule", draft.rule.span);
    });
    std::erase_if(drafts.tables, [&](const TableDraft& draft) {
        return !statements.take(draft.table.table.id, "table", draft.table.table.span);
    });
    std::erase_if(drafts.claims, [&](const ClaimDraft& draft) {
        return !statements.take(draft.claim.id, "claim", draft.claim.span);
    });
}

}  // namespace dictum
