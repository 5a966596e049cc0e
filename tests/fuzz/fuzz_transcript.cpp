// Transcripts: any bytes, decoded, cleaned, read into turns and candidates, written as a draft.
// Found wrong: a crash, a quote or figure that does not stand in its turn, a draft that its own
// second reading changes, or minutes and TOML that the pack reader does not take.
#include <cstdlib>

#include "engine/value/diagnostic.h"
#include "kb/files.h"
#include "kb/ingest/clean_text.h"
#include "kb/ingest/decode.h"
#include "kb/ingest/html_text.h"
#include "kb/ingest/pages.h"
#include "rules/draft_minutes.h"
#include "rules/draft_pack.h"
#include "rules/ingest_patterns.h"
#include "rules/minutes.h"

namespace {

using namespace dictum;

void require(bool holds) {
    if (!holds) std::abort();
}

const CompiledPatterns& patterns() {
    static const CompiledPatterns kPatterns = [] {
        auto words = read_ingest_patterns(shipped_ingest_patterns());
        require(words.has_value());
        auto compiled = CompiledPatterns::compile(std::move(*words));
        require(compiled.has_value());
        return std::move(*compiled);
    }();
    return kPatterns;
}

void check_minutes(const DraftSource& source) {
    SourceMap sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("minutes.md", draft_minutes(source.transcript));
    const std::vector<Turn> turns = read_turns(file, sources, diagnostics);
    require(!diagnostics.has_errors());
    require(turns.size() == source.transcript.turns.size());
    for (const Candidate& candidate : source.candidates.claims) {
        const Turn& turn = turns[candidate.turn];
        require(turn.id == source.transcript.turns[candidate.turn].id);
        const std::string& text = sources.text(file);
        const std::string held = text.substr(turn.begin, turn.end - turn.begin);
        require(held.find(candidate.quote) != std::string::npos);
        require(candidate.quote.find(candidate.said) != std::string::npos);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto decoded = decode_text(std::string(reinterpret_cast<const char*>(data), size));
    if (!decoded) return 0;
    require(first_bad_byte(decoded->text) == decoded->text.size());
    std::string text = without_page_furniture(decoded->text);
    if (looks_like_html(text)) text = html_text(text).text;
    text = clean_text(text);
    require(first_bad_byte(text) == text.size());
    require(clean_text(text) == text);
    std::vector<DraftSource> sources(1);
    DraftSource& source = sources[0];
    source.id = "source";
    source.file = "source.txt";
    source.transcript = read_transcript(text, patterns());
    if (source.transcript.turns.empty()) return 0;
    source.candidates = find_candidates(source.transcript, patterns());
    check_minutes(source);
    const auto draft = write_draft("draft", sources, {}, patterns().source);
    require(draft.has_value());
    const auto again = write_draft("draft", sources, draft->write, patterns().source);
    require(again.has_value() && again->write.empty() && again->offered == 0);
    return 0;
}
