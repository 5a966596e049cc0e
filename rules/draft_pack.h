// Candidates -> a draft pack: TOML that a person reviews in an editor.
//
//   # qa-2 · 90..110 CNY · of rent, 租金
//   #[[claim]]
//   #id = "c-5f0c41d2aa"
//   #fact = 'rent_cny("一线城市", 90..110CNY)'
//   #cite = "cold-chain qa-2"
//   #quote = "一线城市一个托盘位每月90到110元"
//   #modality = "stated"
//
// A claim is accepted by taking away the first `#` of its lines: its relation, entity and unit are
// declared already, so that the pack loads with it. Best candidates come first.
//
// A second reading changes nothing that stands in the TOML: it adds what it had not offered before,
// below what is there; what a reviewer threw out stays out, since the pack remembers what was
// offered (in `.dictum-ingest`). The turns of a source are written anew unless they were edited;
// then the new ones go beside them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "kb/ingest/candidates.h"

namespace dictum {

struct DraftSource {
    std::string id;
    std::string file;  // as the user named it
    Transcript transcript;
    Candidates candidates;
};

// Names of files below the pack's folder, and their text.
using PackFiles = std::map<std::string, std::string>;

struct DraftFiles {
    PackFiles write;                 // whole new texts of the files that change, the memory last
    std::size_t offered = 0;         // candidates that this reading adds
    std::size_t known = 0;           // that were offered before
    std::vector<std::string> notes;  // of what the reviewer should know
};

constexpr std::string_view kDraftMemory = ".dictum-ingest";

// `existing`: the files of the pack that are there, its memory among them. An Error when one of
// them is no TOML, so that nobody's half-done edit is built on.
Result<DraftFiles> write_draft(const std::string& pack_name,
                               const std::vector<DraftSource>& sources, const PackFiles& existing,
                               const IngestPatterns& patterns);

}  // namespace dictum
