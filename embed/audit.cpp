#include "embed/audit.h"

#include "audit/page.h"
#include "audit/report.h"
#include "audit/subject.h"
#include "embed/audit_json.h"
#include "embed/failure.h"
#include "engine/explain/weigh.h"
#include "kb/data_rows.h"
#include "kb/knowledge_base.h"
#include "rules/pack.h"

namespace dictum {
namespace {

class AuditRun {
  public:
    explicit AuditRun(const AuditRequest& request) : request_(request) {}

    Outcome<AuditOutcome> run() {
        if (auto failed = request_.kb.empty() ? audit_packs() : audit_kb()) return *failed;
        const AuditReport& report = report_ ? *report_ : judge();
        AuditOutcome outcome;
        outcome.clean = report.clean();
        switch (request_.form) {
            case AuditForm::Text:
                outcome.text = audit_text(report, sources_);
                break;
            case AuditForm::Json:
                outcome.text = audit_json(report, packs_, sources_) + "\n";
                break;
            case AuditForm::Sarif:
                outcome.text = audit_sarif(report, sources_) + "\n";
                break;
            case AuditForm::Html:
                outcome.text =
                    (page_.empty() ? audit_page(report, packs_, sources_, nullptr) : page_) + "\n";
        }
        return outcome;
    }

  private:
    void tell(std::string_view what) const {
        if (request_.progress) request_.progress(what);
    }

    std::optional<Failure> audit_packs() {
        tell("the packs");
        Diagnostics found;
        auto pack = check_packs(request_.packs, sources_, values_, found, TablesAs::Clauses);
        if (!pack) return failure(pack.error());
        if (!*pack) {
            add_diagnostics(found, {}, findings_);
            return std::nullopt;
        }
        const Knowledge knowledge = std::move((*pack)->knowledge);
        Assembled assembled = std::move((*pack)->assembled);
        add_diagnostics(found, knowledge, findings_);
        const CheckedProgram program = std::move((*pack)->program);
        // The syntax was checked; only the program is looked at.
        assembled.program = {};
        const auto data = data_facts(knowledge, program, assembled.vocabulary);
        return audit(knowledge, assembled, program, data.get());
    }

    std::optional<Failure> audit_kb() {
        auto base = KnowledgeBase::open(request_.kb, KnowledgeBase::Access::Read);
        if (!base) return failure(base.error());
        const auto knowledge = base->knowledge(sources_);
        if (!knowledge) return failure(knowledge.error());
        Diagnostics found;
        Assembled assembled = assemble(*knowledge, FactsFrom::Store, found);
        const auto program = check_with_tables(*knowledge, assembled, values_, found);
        if (!program) return failure(found, sources_);
        add_diagnostics(found, *knowledge, findings_);
        const auto facts = base->facts(*knowledge, assembled.vocabulary.units);
        return audit(*knowledge, assembled, *program, facts.get());
    }

    std::optional<Failure> audit(const Knowledge& knowledge, Assembled& assembled,
                                 const CheckedProgram& program, FactSource* facts) {
        packs_ = knowledge.packs;
        waivers_ = knowledge.waivers;
        Model model(program, values_, assembled.supports, facts, request_.limits);
        model.weigh_with(proof_weigher());
        tell("what follows");
        if (const auto status = model.require_all(); !status) {
            const Error& error = status.error();
            if (error.code == ErrorCode::Limit || error.code == ErrorCode::Interrupted) {
                return failure(error);
            }
            findings_.add("run-failed", kNowhere, {}, error.message);
            return std::nullopt;
        }
        const AuditSubject subject{knowledge, assembled, program, values_, model, sources_};
        using Check = void (*)(const AuditSubject&, Findings&);
        constexpr std::pair<std::string_view, Check> kChecks[] = {
            {"tables", audit_tables},       {"rules", audit_rules},
            {"relations", audit_relations}, {"what is known", audit_base},
            {"shares", audit_shares},       {"evidence", audit_evidence},
            {"quotes", audit_quotes},       {"questions", audit_questions},
        };
        for (const auto& [what, check] : kChecks) {
            tell(what);
            check(subject, findings_);
        }
        if (request_.form == AuditForm::Html) {
            page_ = audit_page(judge(), packs_, sources_, &subject);
        }
        return std::nullopt;
    }

    const AuditReport& judge() {
        report_ = report_of(std::move(findings_), waivers_);
        return *report_;
    }

    const AuditRequest& request_;
    std::optional<AuditReport> report_;
    std::string page_;
    SourceMap sources_;
    Values values_;
    Findings findings_;
    std::vector<PackInfo> packs_;
    std::vector<Waiver> waivers_;
};

}  // namespace

Outcome<AuditOutcome> run_audit(const AuditRequest& request) { return AuditRun(request).run(); }

}  // namespace dictum
