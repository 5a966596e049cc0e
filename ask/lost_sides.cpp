#include "ask/lost_sides.h"

#include "ask/language.h"
#include "ask/sentences.h"
#include "engine/explain/weigh.h"

namespace dictum {

Result<std::string> lost_reason(const Model& model, const ProofNode& chosen,
                                std::string_view language) {
    const Language& words = language_data(language);
    switch (model.program().relations[chosen.relation].conflict) {
        case ConflictPolicy::Latest: {
            DICTUM_TRY(const auto dates, proof_weigher().dates(model, chosen.relation));
            const auto& date = dates[index_of(chosen.row)];
            return fill(words.phrase("lost_latest"), {{"date", date ? date->to_string() : ""}});
        }
        case ConflictPolicy::Strongest: {
            const std::string kind = "modality_" + std::string(to_string(chosen.strength.modality));
            return fill(words.phrase("lost_strongest"), {{"modality", words.phrase(kind)}});
        }
        case ConflictPolicy::Consensus:
            return fill(words.phrase("lost_consensus"), {{"text", chosen.text}});
        case ConflictPolicy::Report:
            break;
    }
    return std::string();
}

std::string lost_note(const std::string& fact, const std::string& reason,
                      std::string_view language) {
    return fill(language_data(language).phrase("lost_note"), {{"text", fact}, {"reason", reason}});
}

}  // namespace dictum
