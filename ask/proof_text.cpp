// A proof as sentences, indented: what is concluded, by which rule, from what, down to the words of
// the sources. A node met again is named and not unfolded. The walk keeps its own stack, so a proof
// of any depth is printed.
#include <string>
#include <vector>

#include "ask/language.h"
#include "ask/sentences.h"
#include "ask/wording.h"

namespace dictum {

namespace {

std::string one_line(std::string text) {
    for (char& c : text)
        if (c == '\n' || c == '\r' || c == '\t') c = ' ';
    return text;
}

class ProofWriter {
  public:
    ProofWriter(const WordingContext& context, const Proof& proof, std::string_view language)
        : context_(context),
          proof_(proof),
          language_id_(language),
          language_(language_data(language)),
          printed_(proof.nodes.size()) {}

    std::string write() {
        if (proof_.nodes.empty()) return {};
        std::vector<Visit> stack = {{proof_.nodes.size() - 1, 0}};
        while (!stack.empty()) {
            const Visit visit = stack.back();
            stack.pop_back();
            const ProofNode& node = proof_.nodes[visit.node];
            const bool again = printed_[visit.node] && !node.premises.empty();
            line(visit.depth, headline(node) + (again ? language_.phrase("proof_again") : ""));
            if (again) continue;
            printed_[visit.node] = true;
            write_grounds(node, visit.depth + 1);
            for (auto it = node.premises.rbegin(); it != node.premises.rend(); ++it)
                stack.push_back({static_cast<std::size_t>(*it), visit.depth + 1});
        }
        if (proof_.bounded) line(0, language_.phrase("proof_bounded"));
        return std::move(text_);
    }

  private:
    struct Visit {
        std::size_t node = 0;
        std::size_t depth = 0;
    };
    static constexpr std::size_t kDepthShown = 20;  // deeper lines are not indented further

    void line(std::size_t depth, const std::string& text) {
        text_.append(2 * std::min(depth, kDepthShown), ' ');
        text_ += text;
        text_ += '\n';
    }

    std::string filled(std::string_view phrase, const std::string& text) const {
        return fill(language_.phrase(phrase), {{"text", text}});
    }

    std::string headline(const ProofNode& node) const {
        const std::string disputed = node.disputed ? language_.phrase("proof_disputed") : "";
        switch (node.kind) {
            case StepKind::Claim:
            case StepKind::Rule:
                if (is_collected_row(node)) return node.text + disputed;
                return capitalised(sentence(context_, node.relation, node.tuple, language_id_)) +
                       disputed;
            case StepKind::Absence:
                return filled("proof_absence", node.text);
            case StepKind::Calculation:
                return filled("proof_calculation", node.text);
            case StepKind::Aggregate:
                return filled("proof_aggregate", node.text);
            case StepKind::Goal:
                return filled("proof_goal", node.text);
        }
        return node.text;
    }

    // What a table sums up has no sentence: its text names the row.
    bool is_collected_row(const ProofNode& node) const {
        const std::string& name = context_.program.relations[node.relation].name;
        return name.starts_with(collected_relation(std::string()));
    }

    void write_grounds(const ProofNode& node, std::size_t depth) {
        if (node.kind == StepKind::Rule && node.rule) write_rule(*node.rule, depth);
        for (const WithdrawnConclusion& lost : node.withdrawn) {
            line(depth, fill(language_.phrase("proof_withdrawn"),
                             {{"id", lost.rule},
                              {"text", sentence(context_, lost.relation, lost.tuple, language_id_)},
                              {"by", context_.program.rules[*node.rule].id}}));
        }
        if (node.assumed) {
            line(depth, language_.phrase("proof_assumed"));
        } else if (node.kind == StepKind::Claim && node.supports.empty()) {
            line(depth, language_.phrase("proof_data"));
        }
        for (const SupportId support : node.supports) write_support(support, depth);
        if (node.folded > 0)
            line(depth,
                 fill(language_.phrase("proof_folded"), {{"count", std::to_string(node.folded)}}));
    }

    void write_rule(RuleId id, std::size_t depth) {
        const Rule& rule = context_.program.rules[id];
        for (const RuleText& text : context_.knowledge.rules) {
            if (text.id != rule.id) continue;
            line(depth, fill(language_.phrase("proof_rule"),
                             {{"id", text.id}, {"text", one_line(text.text.text)}}));
            for (const Citation& citation : text.citations)
                line(depth + 1, cited(citation, text.strength.modality));
            return;
        }
        if (const auto row = table_row(context_.knowledge, rule.id)) {
            write_row(*row, depth);
            return;
        }
        if (context_.knowledge.table(rule.id) != nullptr) {
            line(depth, fill(language_.phrase("proof_table"), {{"table", rule.id}}));
            return;
        }
        line(depth, fill(language_.phrase("proof_rule"), {{"id", rule.id}, {"text", ""}}));
    }

    // A row of a decision table, with the cells that it tests.
    void write_row(const TableRow& row, std::size_t depth) {
        const TableDeclaration& table = *row.table;
        line(depth, row_text(row, language_id_));
        for (const Citation& citation : table.row_citations[row.row])
            line(depth + 1, cited(citation, table.row_strengths[row.row].modality));
        const bool noted = row.row < table.row_notes.size() && !table.row_notes[row.row].empty();
        if (noted) line(depth + 1, one_line(table.row_notes[row.row]));
    }

    // Support i is claim i of the knowledge.
    void write_support(SupportId id, std::size_t depth) {
        const Support& support = context_.supports[id];
        const std::vector<Claim>& claims = context_.knowledge.claims;
        if (index_of(id) >= claims.size() || claims[index_of(id)].id != support.claim) {
            line(depth, support.claim);
            return;
        }
        const Claim& claim = claims[index_of(id)];
        for (const Citation& citation : claim.citations)
            line(depth, cited(citation, claim.strength.modality));
        if (!claim.note.empty()) line(depth + 1, one_line(claim.note));
    }

    std::string cited(const Citation& citation, Modality modality) const {
        const Source* source = context_.knowledge.source(citation.source);
        const std::string date = source ? source->date.to_string() : std::string();
        const std::string kind = "modality_" + std::string(to_string(modality));
        return fill(language_.phrase("proof_citation"), {{"quote", one_line(citation.quote)},
                                                         {"source", citation.source},
                                                         {"turn", citation.turn},
                                                         {"date", date},
                                                         {"modality", language_.phrase(kind)}});
    }

    const WordingContext& context_;
    const Proof& proof_;
    std::string_view language_id_;
    const Language& language_;
    std::vector<bool> printed_;
    std::string text_;
};

}  // namespace

std::string row_text(const TableRow& row, std::string_view language) {
    const Language& words = language_data(language);
    std::string cells;
    for (const std::string& cell : row_conditions(row.table->table, row.row)) {
        cells += (cells.empty() ? "" : words.phrase("proof_cell_join")) + one_line(cell);
    }
    if (cells.empty()) cells = words.phrase("proof_any_case");
    return fill(
        words.phrase("proof_row"),
        {{"row", std::to_string(row.row + 1)}, {"table", row.table->table.id}, {"text", cells}});
}

std::string proof_text(const WordingContext& context, const Proof& proof,
                       std::string_view language) {
    return ProofWriter(context, proof, language).write();
}

}  // namespace dictum
