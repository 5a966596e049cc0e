#include "kb/pack_writer.h"

#include <algorithm>

#include "engine/check/check.h"
#include "kb/declaration_writer.h"
#include "kb/earlier.h"
#include "kb/knowledge_reader.h"
#include "kb/quote.h"
#include "kb/statement_writer.h"

namespace dictum {
namespace {

Error misfit(const std::string& what) {
    return Error{ErrorCode::InvalidInput,
                 "the pack does not fit the packs that are in the knowledge base: " + what};
}

// Do the words still stand where they are cited? (They may be of another pack's source.)
Status check_citations(const Knowledge& whole, const std::string& owner,
                       const std::vector<Citation>& citations) {
    for (const Citation& at : citations) {
        const Source* source = whole.source(at.source);
        const Turn* turn = source == nullptr ? nullptr : source->turn(at.turn);
        if (turn != nullptr) {
            const auto range = QuoteFinder(source->turn_text(*turn)).find(at.quote);
            if (range && turn->begin + range->begin == at.begin) continue;
        }
        return misfit("`" + owner + "` cites words that no longer stand in " + at.source + " " +
                      at.turn);
    }
    return {};
}

// Packs that were checked alone must also fit together with those that were there before.
Status check_together(Database& database) {
    SourceMap sources;
    DICTUM_TRY(const Knowledge whole, read_knowledge(database, sources));
    for (const Claim& claim : whole.claims) {
        DICTUM_CHECK(check_citations(whole, claim.id, claim.citations));
    }
    for (const RuleText& rule : whole.rules) {
        DICTUM_CHECK(check_citations(whole, rule.id, rule.citations));
    }
    Diagnostics diagnostics;
    Values values;
    Assembled assembled = assemble(whole, FactsFrom::Claims, diagnostics);
    if (!diagnostics.has_errors()) {
        static_cast<void>(check(assembled.program, assembled.vocabulary, values, diagnostics));
    }
    for (const Diagnostic& item : diagnostics.items()) {
        if (item.severity != Severity::Error) continue;
        return misfit(headline(item, sources));
    }
    return {};
}

}  // namespace

Status write_packs(Database& database, const PackLoad& load) {
    DICTUM_TRY(LoadState state, register_packs(database, load));
    const auto written = [](const PackState& pack) { return !pack.unchanged; };
    if (std::none_of(state.packs.begin(), state.packs.end(), written)) return {};

    SourceMap texts;
    std::optional<Knowledge> before;
    if (!state.fresh) {
        DICTUM_TRY(before, read_knowledge(database, texts));
        DICTUM_CHECK(keep_earlier(database, state));
        DICTUM_CHECK(clear_replaced(database, state));
    }
    const Knowledge* held = before ? &*before : nullptr;

    DICTUM_TRY(History history, History::open(database, load, state));
    FactWriter facts(database, load, state);
    DICTUM_CHECK(write_sources(database, load, state, history));
    DICTUM_CHECK(write_units(database, load, state));
    DICTUM_CHECK(write_entities(database, load, state));
    DICTUM_CHECK(write_relations(database, load, state));
    DICTUM_CHECK(facts.make_tables());
    DICTUM_CHECK(write_claims(database, load, state, facts, history));
    DICTUM_CHECK(facts.write_data());
    DICTUM_CHECK(write_rules(database, load, state, held, history));
    DICTUM_CHECK(write_tables(database, load, state, held, history));
    DICTUM_CHECK(write_questions(database, load, state));
    DICTUM_CHECK(forget_earlier(database, state));
    return state.others ? check_together(database) : Status{};
}

}  // namespace dictum
