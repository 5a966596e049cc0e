// `dictum load`: packs into a knowledge base file, all or nothing.
#include "embed/failure.h"
#include "embed/session.h"
#include "kb/knowledge_base.h"
#include "kb/seal.h"
#include "rules/pack.h"

namespace dictum {

Outcome<std::string> load_packs(const std::vector<std::string>& packs, const std::string& kb_path,
                                std::string_view recorded_at, bool sealed) {
    SourceMap sources;
    Values values;
    Diagnostics diagnostics;
    auto pack = check_packs(packs, sources, values, diagnostics);
    if (!pack) return failure(pack.error());
    diagnostics.sort();
    if (!*pack) return failure(diagnostics, sources);
    const CheckedPack& checked = **pack;
    {
        auto base = KnowledgeBase::open(kb_path, KnowledgeBase::Access::Write);
        if (!base) return failure(base.error());
        auto loaded =
            base->load(checked.knowledge, checked.assembled, checked.program, values, recorded_at);
        if (!loaded) return failure(loaded.error());
        if (sealed) {
            auto settled = base->settle();
            if (!settled) return failure(settled.error());
        }
    }
    if (sealed) {
        auto written = write_seal(kb_path);
        if (!written) return failure(written.error());
    }

    const Knowledge& knowledge = checked.knowledge;
    std::string report = render(diagnostics, sources);
    for (const PackInfo& info : knowledge.packs) report += "loaded " + info.name + "\n";
    report += std::to_string(knowledge.sources.size()) + " sources, " +
              std::to_string(knowledge.entities.size()) + " entities, " +
              std::to_string(knowledge.relations.size()) + " relations, " +
              std::to_string(knowledge.claims.size()) + " claims, " +
              std::to_string(knowledge.rules.size()) + " rules, " +
              std::to_string(knowledge.tables.size()) + " tables\n";
    return report;
}

}  // namespace dictum
