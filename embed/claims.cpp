#include "embed/claims.h"

#include "embed/failure.h"
#include "embed/json_writer.h"
#include "kb/claim_editor.h"
#include "kb/knowledge_base.h"
#include "kb/knowledge_reader.h"
#include "rules/citation_resolver.h"
#include "rules/claim_ids.h"

namespace dictum {
namespace {

// A claim as it should be, among all that the base holds.
class ClaimRevision {
  public:
    explicit ClaimRevision(const ClaimRequest& request) : request_(request) {}

    // Nothing, and a failure, when something is wrong with what was asked for.
    Status write(Database& database) {
        DICTUM_TRY(knowledge_, read_knowledge(database, sources_));
        auto at = find();
        if (!at) return refused();
        draft_.claim = knowledge_.claims[*at];
        read_texts();
        read_citations();
        if (draft_.claim.id.empty()) {
            std::vector<ClaimDraft> drafts{draft_};
            name_claims(drafts);
            draft_.claim.id = drafts[0].claim.id;
        }
        if (mistakes_.has_errors()) return refused();
        knowledge_.claims[*at] = draft_.claim;
        Assembled assembled = assemble(knowledge_, FactsFrom::Claims, mistakes_);
        const auto program = check_with_tables(knowledge_, assembled, values_, mistakes_);
        if (!program || mistakes_.has_errors()) return refused();
        const PackLoad load{knowledge_, assembled, *program, values_, request_.review.recorded_at};
        const Review review{request_.review.reason, request_.review.by,
                            request_.review.recorded_at};
        return request_.action == ClaimAction::Add ? add_claim(database, load, *at, review)
                                                   : correct_claim(database, load, *at, review);
    }

    std::optional<Failure> failed() const {
        if (!mistakes_.has_errors()) return std::nullopt;
        return failure(mistakes_, sources_);
    }
    const Claim& claim() const { return draft_.claim; }

  private:
    static Status refused() { return Error{ErrorCode::InvalidInput, "refused"}; }

    Fragment text(const char* name, const std::string& words) {
        return sources_.whole(sources_.add(name, words));
    }

    void mistake(const char* name, const std::string& words, const char* id, std::string message,
                 std::string mend = {}) {
        mistakes_.error(id, text(name, words).span(0, words.size()), std::move(message),
                        std::move(mend));
    }

    // Where the claim stands in the knowledge; one that is added or restored stands last.
    std::optional<std::size_t> find() {
        auto& claims = knowledge_.claims;
        if (request_.action == ClaimAction::Correct) {
            for (std::size_t i = 0; i < claims.size(); ++i) {
                if (claims[i].id == request_.subject) return i;
            }
            if (request_.fact.empty() || request_.cites.empty()) {
                std::vector<std::string> ids;
                for (const Claim& claim : claims) ids.push_back(claim.id);
                const std::string near = nearest(request_.subject, ids);
                mistake("id", request_.subject, "unknown-claim",
                        "there is no claim `" + request_.subject + "` that stands",
                        near.empty() ? "one that was retracted comes back with --fact, --cite and "
                                       "--quote"
                                     : "did you mean `" + near + "`?");
                return std::nullopt;
            }
        }
        Claim& claim = claims.emplace_back();
        claim.id = request_.action == ClaimAction::Add ? request_.id : request_.subject;
        return claims.size() - 1;
    }

    void read_texts() {
        Claim& claim = draft_.claim;
        const std::string& fact =
            request_.action == ClaimAction::Add ? request_.subject : request_.fact;
        if (!fact.empty()) {
            claim.fact = text("fact", fact);
            claim.span = claim.fact.span(0, fact.size());
        }
        if (!request_.modality.empty()) {
            const auto modality = modality_named(request_.modality);
            if (modality) claim.strength.modality = *modality;
            if (!modality) {
                mistake("modality", request_.modality, "unknown-modality",
                        "there is no modality `" + request_.modality + "`",
                        "it is one of stated, estimate, forecast, opinion, unconfirmed");
            }
        }
        if (request_.confidence) claim.strength.confidence = *request_.confidence;
        if (request_.note) claim.note = *request_.note;
        if (!request_.review.by.empty()) claim.reviewed_by = request_.review.by;
        if (request_.reviewed_on.empty()) return;
        const auto day = Date::parse(request_.reviewed_on);
        if (day) claim.reviewed_on = *day;
        if (!day) mistake("reviewed-on", request_.reviewed_on, "bad-date", day.error().message);
    }

    void read_citations() {
        const std::size_t quotes = request_.quotes.size();
        if (request_.cites.size() != quotes) {
            mistake("cite", request_.cites.empty() ? "" : request_.cites.front(), "bad-citation",
                    "each --cite has its --quote; there are " +
                        std::to_string(request_.cites.size()) + " and " + std::to_string(quotes));
            return;
        }
        if (quotes == 0) {
            if (!draft_.claim.citations.empty()) return;
            mistake("fact", draft_.claim.fact.text, "missing-citation",
                    "a claim cites where it is said", "--cite \"SOURCE TURN\" --quote \"WORDS\"");
            return;
        }
        for (std::size_t i = 0; i < quotes; ++i) {
            draft_.citations.push_back(
                {text("cite", request_.cites[i]), text("quote", request_.quotes[i])});
        }
        ReadingContext context{sources_, mistakes_};
        draft_.claim.citations =
            CitationResolver(knowledge_.sources, context).resolve(draft_.citations);
    }

    const ClaimRequest& request_;
    SourceMap sources_;
    Knowledge knowledge_;
    Values values_;
    Diagnostics mistakes_;
    ClaimDraft draft_;
};

Outcome<std::string> retracted(KnowledgeBase& base, const ClaimRequest& request) {
    if (!request.reviewed_on.empty()) {
        const auto day = Date::parse(request.reviewed_on);
        if (!day) return failure(day.error());
    }
    const Review review{request.review.reason, request.review.by, request.review.recorded_at};
    const Status done = base.change([&](Database& database) {
        return retract_claim(database, request.subject, review, request.reviewed_on);
    });
    if (!done) return failure(done.error());
    return "retracted the claim `" + request.subject + "`\n";
}

std::string indented(const std::string& text) {
    std::string out = "    ";
    for (const char c : text) {
        out += c;
        if (c == '\n') out += "    ";
    }
    return out + "\n";
}

std::string entry_text(const HistoryEntry& entry) {
    std::string text = entry.recorded_at + "  " + entry.kind + " " + entry.change;
    if (!entry.by.empty()) text += " by " + entry.by;
    if (!entry.reason.empty()) text += ": " + entry.reason;
    text += '\n';
    if (!entry.was.empty()) text += indented(entry.was);
    return text;
}

}  // namespace

Outcome<std::string> change_claim(const ClaimRequest& request) {
    auto base = KnowledgeBase::open(request.kb, KnowledgeBase::Access::Write);
    if (!base) return failure(base.error());
    if (request.action == ClaimAction::Retract) return retracted(*base, request);
    ClaimRevision change(request);
    const Status done = base->change([&](Database& database) { return change.write(database); });
    if (auto failed = change.failed()) return *std::move(failed);
    if (!done) return failure(done.error());
    const bool added = request.action == ClaimAction::Add;
    return std::string(added ? "added" : "corrected") + " the claim `" + change.claim().id + "`\n";
}

Outcome<std::string> change_source(const SourceRequest& request) {
    std::optional<Date> until;
    if (!request.until.empty()) {
        const auto day = Date::parse(request.until);
        if (!day) return failure(day.error());
        until = *day;
    }
    auto base = KnowledgeBase::open(request.kb, KnowledgeBase::Access::Write);
    if (!base) return failure(base.error());
    const Review review{request.review.reason, request.review.by, request.review.recorded_at};
    const Status done = base->change([&](Database& database) {
        return request.bar ? bar_source(database, request.source, until, review)
                           : lift_bars(database, request.source, review);
    });
    if (!done) return failure(done.error());
    return std::string(request.bar ? "barred" : "unbarred") + " the source `" + request.source +
           "`\n";
}

Outcome<std::string> history_text(const std::string& kb, const std::string& id, bool json) {
    auto base = KnowledgeBase::open(kb, KnowledgeBase::Access::Read);
    if (!base) return failure(base.error());
    const auto entries = base->history(id);
    if (!entries) return failure(entries.error());
    std::string text;
    if (!json) {
        for (const HistoryEntry& entry : *entries) text += entry_text(entry);
        return text;
    }
    JsonWriter out;
    out.begin_object();
    out.key("schema_version");
    out.raw("1");
    out.key("id");
    out.string(id);
    out.key("history");
    out.begin_array();
    for (const HistoryEntry& entry : *entries) {
        out.begin_object();
        for (const auto& [key, value] : {std::pair("recorded_at", &entry.recorded_at),
                                         {"kind", &entry.kind},
                                         {"change", &entry.change},
                                         {"text", &entry.was},
                                         {"reason", &entry.reason},
                                         {"by", &entry.by}}) {
            out.key(key);
            out.string(*value);
        }
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return out.text() + "\n";
}

}  // namespace dictum
