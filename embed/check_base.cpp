#include "embed/check_base.h"

#include <algorithm>

#include "embed/failure.h"
#include "engine/check/check.h"
#include "kb/check_file.h"
#include "kb/knowledge_base.h"
#include "kb/quote.h"

namespace dictum {
namespace {

// Compares facts as they are stored with the claims that they are of.
class ClaimComparer : public FactSink {
  public:
    ClaimComparer(const Knowledge& knowledge, const CheckedProgram& program, RelationId relation,
                  const Values& values, const UnitTable& units, FileFindings& findings)
        : knowledge_(knowledge),
          program_(program),
          relation_(relation),
          values_(values),
          units_(units),
          findings_(findings) {}

    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override {
        if (!support) return {};
        const Claim& claim = knowledge_.claims[index_of(*support)];
        const std::string stored = print_fact(program_, relation_, tuple, values_, units_);
        if (stored == claim.fact.text) return {};
        findings_.push_back(
            {"claim `" + claim.id + "`",
             "it says " + claim.fact.text + ", and the relation's table holds " + stored, false});
        return {};
    }

  private:
    const Knowledge& knowledge_;
    const CheckedProgram& program_;
    RelationId relation_;
    const Values& values_;
    const UnitTable& units_;
    FileFindings& findings_;
};

void check_quotes(const Knowledge& knowledge, const std::string& owner,
                  const std::vector<Citation>& citations, FileFindings& findings) {
    for (const Citation& at : citations) {
        const Source* source = knowledge.source(at.source);
        const Turn* turn = source == nullptr ? nullptr : source->turn(at.turn);
        const std::string place = at.source + " " + at.turn;
        if (turn == nullptr) {
            findings.push_back({owner, "it cites " + place + ", which is not there", false});
            continue;
        }
        const auto range = QuoteFinder(source->turn_text(*turn)).find(at.quote);
        if (range && turn->begin + range->begin == at.begin) continue;
        findings.push_back({owner, "what it quotes does not stand in " + place, false});
    }
}

// What can't be read at all stops here: one finding says it.
Status check_content(const KnowledgeBase& base, FileFindings& findings) {
    SourceMap sources;
    DICTUM_TRY(const Knowledge knowledge, base.whole_knowledge(sources));
    for (const Claim& claim : knowledge.claims) {
        check_quotes(knowledge, "claim `" + claim.id + "`", claim.citations, findings);
    }
    for (const RuleText& rule : knowledge.rules) {
        check_quotes(knowledge, "rule `" + rule.id + "`", rule.citations, findings);
    }
    Diagnostics diagnostics;
    Values values;
    Assembled assembled = assemble(knowledge, FactsFrom::Store, diagnostics);
    auto program = check_with_tables(knowledge, assembled, values, diagnostics);
    for (const Diagnostic& item : diagnostics.items()) {
        if (item.severity != Severity::Error) continue;
        findings.push_back({"program", headline(item, sources), false});
    }
    if (!program) return {};
    const UnitTable& units = assembled.vocabulary.units;
    const auto facts = base.facts(knowledge, units);
    for (std::size_t i = 0; i < knowledge.relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        const Relation& relation = program->relations[id];
        ClaimComparer comparer(knowledge, *program, id, values, units, findings);
        const Status read = facts->read(relation.schema(), values, comparer);
        if (!read) findings.push_back({"relation `" + relation.name + "`", read.error().message});
    }
    return {};
}

CheckedFile shown(const std::string& path, const FileFindings& findings) {
    CheckedFile checked;
    std::size_t damage = 0;
    for (const FileFinding& finding : findings) {
        damage += finding.harmless ? 0U : 1U;
        checked.text += finding.where + ": " + finding.what + "\n";
    }
    checked.whole = damage == 0;
    checked.text += "`" + path + "` ";
    checked.text += checked.whole ? "is whole\n"
                                  : "is damaged: " + std::to_string(damage) +
                                        (damage == 1 ? " finding\n" : " findings\n");
    return checked;
}

}  // namespace

Outcome<CheckedFile> check_base(const std::string& path) {
    auto found = check_file(path);
    if (!found) return failure(found.error());
    FileFindings findings = *std::move(found);
    const bool pages_whole =
        std::ranges::all_of(findings, [](const FileFinding& item) { return item.harmless; });
    if (pages_whole) {
        auto base = KnowledgeBase::open(path, KnowledgeBase::Access::Read);
        const Status read = base ? check_content(*base, findings) : Status{base.error()};
        if (!read) findings.push_back({"content", read.error().message, false});
    }
    return shown(path, findings);
}

Outcome<std::string> back_up_base(const std::string& path, const std::string& copy) {
    auto base = KnowledgeBase::open(path, KnowledgeBase::Access::Read);
    if (!base) return failure(base.error());
    const Status copied = base->back_up(copy);
    if (!copied) return failure(copied.error());
    return "copied `" + path + "` to `" + copy + "`\n";
}

}  // namespace dictum
