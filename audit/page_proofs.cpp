// Conflicts, a card each with its sides beside each other; and what the rules conclude. Proofs
// fold.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "audit/page_parts.h"
#include "engine/explain/proof.h"

namespace dictum {
namespace {

constexpr std::size_t kCardsShown = 200;
constexpr std::size_t kConclusionsShown = 200;

class Proofs {
  public:
    Proofs(const AuditSubject& subject, Html& html) : subject_(subject), html_(html) {
        for (std::size_t i = 0; i < subject.knowledge.rules.size(); ++i) {
            rules_.emplace(subject.knowledge.rules[i].id, i);
        }
        for (std::size_t i = 0; i < subject.knowledge.sources.size(); ++i) {
            for (std::size_t k = 0; k < subject.knowledge.sources[i].turns.size(); ++k) {
                turns_[{subject.knowledge.sources[i].id,
                        subject.knowledge.sources[i].turns[k].id}] = turn_anchor(i, k);
            }
        }
    }

    std::optional<Proof> proof(RelationId relation, RowId row) const {
        auto made = prove(subject_.model, relation, row, subject_.assembled.vocabulary.units);
        if (!made) return std::nullopt;
        return *std::move(made);
    }

    // A fold a step; without recursion, since proofs can be as deep as recursion of rules.
    void show(const Proof& proof) {
        std::vector<char> shown(proof.nodes.size());
        struct Open {
            const ProofNode* node;
            std::size_t next;
        };
        std::vector<Open> open;
        const auto enter = [&](const ProofNode& node) {
            const auto index = static_cast<std::size_t>(&node - proof.nodes.data());
            const bool again = shown[index] != 0 && !node.premises.empty();
            shown[index] = 1;
            html_.open("details", {{"class", "step"}}).open("summary");
            html_.element("code", node.text).text(again ? " (as above)" : ground(node)).close();
            quotes(citations_of(node));
            open.push_back({&node, again ? node.premises.size() : 0});
        };
        enter(proof.root());
        while (!open.empty()) {
            Open& top = open.back();
            if (top.next == top.node->premises.size()) {
                html_.close();
                open.pop_back();
                continue;
            }
            enter(proof[top.node->premises[top.next++]]);
        }
    }

    // The words that the whole of it rests on, each once.
    void all_quotes(const Proof& proof) {
        std::set<std::tuple<std::string, std::string, std::string>> shown;
        for (std::size_t i = proof.nodes.size(); i-- > 0;) {
            std::vector<Citation> fresh;
            for (const Citation& cited : citations_of(proof.nodes[i])) {
                if (shown.emplace(cited.source, cited.turn, cited.quote).second) {
                    fresh.push_back(cited);
                }
            }
            quotes(fresh);
        }
    }

    std::vector<Citation> citations_of(const ProofNode& node) const {
        std::vector<Citation> found;
        const auto add = [&](const std::vector<Citation>& cited) {
            found.insert(found.end(), cited.begin(), cited.end());
        };
        for (const SupportId support : node.supports) {
            if (index_of(support) < subject_.knowledge.claims.size()) {
                add(subject_.knowledge.claims[index_of(support)].citations);
            }
        }
        if (!node.rule) return found;
        const std::string& id = subject_.program.rules[*node.rule].id;
        const auto rule = rules_.find(id);
        if (rule != rules_.end()) add(subject_.knowledge.rules[rule->second].citations);
        const auto row = table_row(subject_.knowledge, id);
        if (row && row->row < row->table->row_citations.size()) {
            add(row->table->row_citations[row->row]);
        }
        return found;
    }

    void quotes(const std::vector<Citation>& citations) {
        for (const Citation& cited : citations) {
            html_.open("blockquote").text(cited.quote + " ");
            const auto turn = turns_.find({cited.source, cited.turn});
            const std::string name = cited.source + " " + cited.turn;
            if (turn == turns_.end()) {
                html_.text(name);
            } else {
                html_.element("a", name, {{"href", "#" + turn->second}});
            }
            html_.close();
        }
    }

  private:
    std::string ground(const ProofNode& node) const {
        switch (node.kind) {
            case StepKind::Claim:
                return node.supports.empty() ? " data" : " said";
            case StepKind::Rule:
                return node.rule ? " by " + subject_.program.rules[*node.rule].id : std::string();
            case StepKind::Absence:
                return " absent";
            default:
                return {};
        }
    }

    const AuditSubject& subject_;
    Html& html_;
    std::map<std::string_view, std::size_t> rules_;
    std::map<std::pair<std::string, std::string>, std::string> turns_;
};

void card(const AuditSubject& subject, RelationId relation, const std::vector<RowId>& group,
          Proofs& proofs, Html& html) {
    html.open("article", {{"class", "card warning"}});
    html.open("h3").element("code", subject.program.shown_name(relation)).close();
    html.open("div", {{"class", "sides"}});
    for (const RowId row : group) {
        html.open("div", {{"class", "side"}}).open("p");
        html.element("code", fact_text(subject, relation, row)).close();
        const auto proof = proofs.proof(relation, row);
        if (!proof) {
            html.element("p", "no proof within the limits", {{"class", "dim"}}).close();
            continue;
        }
        html.element("p", to_string(proof->root().strength.modality), {{"class", "dim"}});
        proofs.all_quotes(*proof);
        if (!proof->root().premises.empty()) proofs.show(*proof);
        html.close();
    }
    html.close().close();
}

}  // namespace

std::string fact_text(const AuditSubject& subject, RelationId relation, RowId row) {
    const Relation& of = subject.program.relations[relation];
    const Tuples& tuples = subject.model.tuples(relation);
    std::string text = subject.program.shown_name(relation) + "(";
    for (std::uint32_t i = 0; i < of.columns.size(); ++i) {
        text += (i == 0 ? "" : ", ") + subject.values.literal(tuples[row][i], of.columns[i].type,
                                                              subject.assembled.vocabulary.units);
    }
    return text + ")";
}

void page_conflicts(const AuditSubject& subject, Html& html) {
    html.element("h2", "Conflicts", {{"id", "conflicts"}});
    Proofs proofs(subject, html);
    std::size_t found = 0;
    for (std::size_t i = 0; i < subject.program.relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        const Relation& relation = subject.program.relations[id];
        if (relation.key.empty() || relation.hidden || relation.part_of) continue;
        for (const std::vector<RowId>& group : subject.model.disputes(id).groups) {
            if (is_inherited(subject, id, group)) continue;
            if (found++ < kCardsShown) card(subject, id, group, proofs, html);
        }
    }
    if (found == 0) html.element("p", "No key has values that don't agree.");
    if (found > kCardsShown) {
        html.element("p", std::to_string(found - kCardsShown) + " more are not shown.");
    }
}

void page_conclusions(const AuditSubject& subject, Html& html) {
    html.element("h2", "Conclusions", {{"id", "conclusions"}});
    html.element("p", "What the rules conclude from what is known. Open one for its proof.",
                 {{"class", "dim"}});
    Proofs proofs(subject, html);
    std::size_t found = 0;
    for (std::size_t i = 0; i < subject.program.relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        const Relation& relation = subject.program.relations[id];
        if (!relation.derived || relation.hidden || relation.part_of) continue;
        for (std::size_t row = 0; row < subject.model.tuples(id).size(); ++row) {
            if (subject.model.is_base(id, id_at<RowId>(row))) continue;
            if (found++ >= kConclusionsShown) continue;
            if (const auto proof = proofs.proof(id, id_at<RowId>(row))) proofs.show(*proof);
        }
    }
    if (found == 0) html.element("p", "Nothing follows by rules.");
    if (found > kConclusionsShown) {
        html.element("p", std::to_string(found - kConclusionsShown) +
                              " more are not shown; `dictum why` proves each.");
    }
}

}  // namespace dictum
