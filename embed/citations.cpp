#include "embed/citations.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace dictum {
namespace {

void add(const WordingContext& context, const std::string& id, Modality modality,
         const std::vector<Citation>& citations, std::vector<ShownCitation>& shown) {
    for (const Citation& citation : citations) {
        const Source* source = context.knowledge.source(citation.source);
        shown.push_back({id, citation, source ? source->date : Date{}, modality});
    }
}

const RuleText* rule_text(const Knowledge& knowledge, const std::string& id) {
    const auto found = std::find_if(knowledge.rules.begin(), knowledge.rules.end(),
                                    [&](const RuleText& rule) { return rule.id == id; });
    return found == knowledge.rules.end() ? nullptr : &*found;
}

}  // namespace

std::vector<ShownCitation> step_citations(const WordingContext& context, const ProofNode& node) {
    std::vector<ShownCitation> shown;
    for (SupportId support : node.supports) {
        // Claim i of the knowledge is SupportId i (kb/assemble.h).
        const Claim& claim = context.knowledge.claims[index_of(support)];
        add(context, claim.id, claim.strength.modality, claim.citations, shown);
    }
    if (node.rule) {
        const Rule& used = context.program.rules[*node.rule];
        if (const RuleText* rule = rule_text(context.knowledge, used.id)) {
            add(context, rule->id, rule->strength.modality, rule->citations, shown);
        } else if (const auto row = table_row(context.knowledge, used.id)) {
            const TableDeclaration& table = *row->table;
            add(context, used.id, table.row_strengths[row->row].modality,
                table.row_citations[row->row], shown);
        }
    }
    return shown;
}

std::vector<ShownCitation> proof_citations(const WordingContext& context, const Proof& proof) {
    std::vector<ShownCitation> shown;
    std::set<std::tuple<std::string, std::string, std::uint32_t, std::uint32_t>> seen;
    for (auto node = proof.nodes.rbegin(); node != proof.nodes.rend(); ++node) {
        for (ShownCitation& cited : step_citations(context, *node)) {
            const Citation& at = cited.citation;
            if (seen.emplace(cited.claim, at.source + ' ' + at.turn, at.begin, at.end).second) {
                shown.push_back(std::move(cited));
            }
        }
    }
    return shown;
}

}  // namespace dictum
