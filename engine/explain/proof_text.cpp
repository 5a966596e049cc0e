#include "engine/explain/proof_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace dictum {
namespace {

constexpr std::size_t kReasonColumn = 25;
// A chain of n steps would otherwise take n^2 / 2 spaces.
constexpr std::size_t kIndentMax = 40;

class ProofText {
  public:
    ProofText(const Proof& proof, const Model& model)
        : proof_(proof), model_(model), written_(proof.nodes.size(), false) {}

    std::string run() {
        if (proof_.nodes.empty()) return {};
        std::vector<Task> tasks{{static_cast<ProofId>(proof_.nodes.size() - 1), 0}};
        while (!tasks.empty()) {
            const Task task = tasks.back();
            tasks.pop_back();
            const ProofNode& node = proof_[task.node];
            const std::size_t index = static_cast<std::size_t>(task.node);
            line(node, task.depth, written_[index] ? "^ see above" : reason(node));
            if (written_[index]) continue;
            written_[index] = true;
            for (std::size_t i = node.premises.size(); i-- > 0;) {
                tasks.push_back({node.premises[i], task.depth + 1});
            }
        }
        if (proof_.bounded) text_ += "(bounded: not every derivation was looked at)\n";
        return std::move(text_);
    }

  private:
    struct Task {
        ProofId node{};
        std::size_t depth = 0;
    };

    void line(const ProofNode& node, std::size_t depth, const std::string& reason) {
        const std::size_t start = text_.size();
        text_.append(2 * std::min(depth, kIndentMax), ' ');
        text_ += node.text;
        const std::size_t width = text_.size() - start;
        text_.append(width + 2 < kReasonColumn ? kReasonColumn - width : 2, ' ');
        text_ += reason + '\n';
    }

    std::string reason(const ProofNode& node) const {
        std::string text = kind(node);
        if (node.strength != Strength{}) {
            text += ", " + std::string(to_string(node.strength.modality));
        }
        if (node.strength.confidence < 1) text += " " + confidence_text(node.strength.confidence);
        if (node.disputed) text += ", disputed";
        if (node.folded > 0) text += ", " + std::to_string(node.folded) + " more matches";
        return text;
    }

    std::string kind(const ProofNode& node) const {
        switch (node.kind) {
            case StepKind::Claim:
                if (node.supports.empty()) return node.assumed ? "assumed" : "fact";
                return (node.assumed ? "assumed, " : "") + claims(node);
            case StepKind::Rule:
                return "rule " + model_.program().rules[*node.rule].id;
            case StepKind::Absence:
                return "absent";
            case StepKind::Calculation:
                return "calculation";
            case StepKind::Aggregate:
                return "aggregate";
            case StepKind::Goal:
                return "goal";
        }
        return {};
    }

    std::string claims(const ProofNode& node) const {
        std::string text = "claim";
        for (const SupportId support : node.supports) {
            text += (text == "claim" ? " " : ", ") + model_.support_table()[support].claim;
        }
        return text;
    }

    static std::string confidence_text(double value) {
        std::array<char, 32> buffer{};
        const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
        return {buffer.data(), end};
    }

    const Proof& proof_;
    const Model& model_;
    std::vector<bool> written_;
    std::string text_;
};

}  // namespace

std::string print_proof(const Proof& proof, const Model& model, const UnitTable&) {
    return ProofText(proof, model).run();
}

}  // namespace dictum
