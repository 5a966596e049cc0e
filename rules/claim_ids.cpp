#include "rules/claim_ids.h"

#include "engine/lang/parser.h"
#include "engine/lang/printer.h"
#include "kb/content_hash.h"

namespace dictum {
namespace {

// The text as it stands when it isn't a fact: check says what is wrong with it.
std::string canonical(const Fragment& fact) {
    SyntaxProgram program;
    program.dialect = Dialect::Dictum;
    Diagnostics ignored;
    const std::size_t first = parse_clauses(fact, program, ignored);
    if (ignored.has_errors() || program.clauses.size() != first + 1) return fact.text;
    return print(program, program.clauses[first]);
}

// `call   qa-8` cites what `call qa-8` cites.
std::string single_spaced(std::string_view text) {
    std::string result;
    for (const char c : text) {
        const bool white = c == ' ' || c == '\t' || c == '\r' || c == '\n';
        if (!white) result += c;
        if (white && !result.empty() && result.back() != ' ') result += ' ';
    }
    if (result.ends_with(' ')) result.pop_back();
    return result;
}

}  // namespace

void name_claims(std::vector<ClaimDraft>& claims) {
    for (ClaimDraft& draft : claims) {
        if (!draft.claim.id.empty()) continue;
        ContentHash hash;
        hash.add(canonical(draft.claim.fact));
        for (const CitationDraft& citation : draft.citations) {
            hash.add(single_spaced(citation.at.text)).add(citation.quote.text);
        }
        draft.claim.id = hash.hex();
    }
}

}  // namespace dictum
