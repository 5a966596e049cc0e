// A claim keeps its row for ever: one that comes again is changed in place, one that is gone is
// marked.
#include "engine/check/check.h"
#include "kb/earlier.h"
#include "kb/statement_writer.h"

namespace dictum {
namespace {

// The row that the base has for a claim's id.
struct HeldClaim {
    std::int64_t number = 0;
    History::Earlier before;
    bool retracted = false;
    bool replaced = false;  // nobody's, until it is written again
};

class ClaimWriter {
  public:
    ClaimWriter(Database& database, const PackLoad& load, const LoadState& state, FactWriter& facts,
                History& history)
        : database_(database), load_(load), state_(state), facts_(facts), history_(history) {
        fact_of_.resize(load.knowledge.claims.size(), nullptr);
        for (const Fact& fact : load.program.facts) {
            if (fact.support) fact_of_[index_of(*fact.support)] = &fact;
        }
    }

    Status run() {
        DICTUM_TRY(Statement add,
                   database_.prepare("INSERT INTO claim (id, pack, ordinal, relation, fact, "
                                     "modality, confidence, note, reviewed_by, reviewed_on, "
                                     "recorded_at) "
                                     "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"));
        DICTUM_TRY(Statement cite,
                   database_.prepare("INSERT INTO citation VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"));
        for (std::size_t i = 0; i < load_.knowledge.claims.size(); ++i) {
            const Claim& claim = load_.knowledge.claims[i];
            if (!state_.writes(claim.pack)) continue;
            if (fact_of_[i] == nullptr) {
                return Error{ErrorCode::InvalidInput, "the claim `" + claim.id + "` has no fact"};
            }
            DICTUM_TRY(const std::int64_t number, write(claim, i, *fact_of_[i], add));
            for (std::size_t k = 0; k < claim.citations.size(); ++k) {
                const Citation& at = claim.citations[k];
                DICTUM_CHECK(cite.run(number, k, at.source, at.turn, at.quote, at.begin, at.end));
            }
            DICTUM_CHECK(facts_.write(fact_of_[i]->relation, fact_of_[i]->tuple, load_.values,
                                      number, state_.of(claim.pack).number));
        }
        return state_.fresh ? Status{} : retract_gone();
    }

  private:
    Result<std::int64_t> write(const Claim& claim, std::size_t ordinal, const Fact& fact,
                               Statement& add) {
        const std::string text = print_fact(load_.program, fact.relation, fact.tuple, load_.values,
                                            load_.assembled.vocabulary.units);
        const std::string& relation = load_.program.relations[fact.relation].name;
        if (!state_.fresh) {
            DICTUM_TRY(const std::int64_t held, rewrite(claim, ordinal, relation, text));
            if (held != 0) return held;
        }
        std::optional<std::string> reviewed_on;
        if (claim.reviewed_on) reviewed_on = claim.reviewed_on->to_string();
        DICTUM_CHECK(add.run(claim.id, state_.of(claim.pack).number, ordinal, relation, text,
                             to_string(claim.strength.modality), claim.strength.confidence,
                             claim.note, claim.reviewed_by, reviewed_on, load_.recorded_at));
        return database_.last_row();
    }

    // The number of the claim's row when the base has it already, or 0.
    Result<std::int64_t> rewrite(const Claim& claim, std::size_t ordinal,
                                 const std::string& relation, const std::string& text) {
        DICTUM_TRY(const std::optional<HeldClaim> held, find(claim.id));
        if (!held) return std::int64_t{0};
        if (!held->replaced) {
            return name_taken(database_, Error{ErrorCode::InvalidInput, "the id is taken"}, "claim",
                              "id", claim.id, load_.knowledge.packs[claim.pack].name);
        }
        DICTUM_TRY(Statement clear, database_.prepare("DELETE FROM citation WHERE claim = ?1"));
        DICTUM_CHECK(clear.run(held->number));
        DICTUM_TRY(Statement update,
                   database_.prepare("UPDATE claim SET pack = ?2, ordinal = ?3, relation = ?4, "
                                     "fact = ?5, modality = ?6, confidence = ?7, note = ?8, "
                                     "reviewed_by = ?9, reviewed_on = ?10, retracted_at = NULL "
                                     "WHERE number = ?1"));
        std::optional<std::string> reviewed_on;
        if (claim.reviewed_on) reviewed_on = claim.reviewed_on->to_string();
        DICTUM_CHECK(update.run(held->number, state_.of(claim.pack).number, ordinal, relation, text,
                                to_string(claim.strength.modality), claim.strength.confidence,
                                claim.note, claim.reviewed_by, reviewed_on));
        written_again_.push_back({&claim, *held});
        return held->number;
    }

    Result<std::optional<HeldClaim>> find(const std::string& id) {
        DICTUM_TRY(
            Statement query,
            database_.prepare("SELECT number, retracted_at IS NOT NULL, ordinal = -1, "
                              "recorded_at, " +
                              std::string(kClaimText) + " FROM claim AS held WHERE id = ?1"));
        query.start(id);
        DICTUM_TRY(const bool row, query.step());
        if (!row) return std::optional<HeldClaim>();
        return std::optional<HeldClaim>(HeldClaim{
            query.integer(0),
            {query.string(4), query.string(3)},
            query.integer(1) != 0,
            query.integer(2) != 0,
        });
    }

    Status retract_gone() {
        DICTUM_CHECK(note_changes());
        std::string content(kClaimText);
        const std::string from = "held.number";
        content.replace(content.find(from), from.size(), "gone.number");
        DICTUM_CHECK(history_.note_gone("claim", content));
        DICTUM_TRY(Statement retract,
                   database_.prepare("UPDATE claim SET retracted_at = ?1 "
                                     "WHERE ordinal = -1 AND retracted_at IS NULL"));
        return retract.run(load_.recorded_at);
    }

    // Compares after citations are written, so that both sides are told by the same words.
    Status note_changes() {
        DICTUM_TRY(Statement renew,
                   database_.prepare("UPDATE claim SET recorded_at = ?2 WHERE number = ?1"));
        for (const auto& [claim, held] : written_again_) {
            DICTUM_TRY(const std::optional<HeldClaim> now, find(claim->id));
            if (now->before.text == held.before.text && !held.retracted) continue;
            DICTUM_CHECK(history_.note(claim->pack, "claim", claim->id,
                                       held.retracted ? Change::Restored : Change::Corrected,
                                       held.before));
            DICTUM_CHECK(renew.run(held.number, load_.recorded_at));
        }
        return {};
    }

    Database& database_;
    const PackLoad& load_;
    const LoadState& state_;
    FactWriter& facts_;
    History& history_;
    std::vector<const Fact*> fact_of_;  // by claim
    struct WrittenAgain {
        const Claim* claim;
        HeldClaim held;
    };
    std::vector<WrittenAgain> written_again_;
};

}  // namespace

Status write_claims(Database& database, const PackLoad& load, const LoadState& state,
                    FactWriter& facts, History& history) {
    return ClaimWriter(database, load, state, facts, history).run();
}

}  // namespace dictum
