#include "rules/draft_pack.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "kb/content_hash.h"
#include "rules/draft_claim.h"
#include "rules/draft_minutes.h"
#include "rules/toml_value.h"

namespace dictum {
namespace {

constexpr std::string_view kHowTo =
    "# Candidates of `dictum ingest`, the best first. To accept one, take away the first # of its\n"
    "# lines from #[[claim]] on, and mend what it says; to refuse one, leave or delete it. What "
    "is\n"
    "# accepted loads: its relation, entity and unit are declared in the files beside this one.\n";

// What the pack holds and what it was offered before.
class Held {
  public:
    static Result<Held> read(const PackFiles& existing) {
        Held held;
        for (const auto& [name, text] : existing) {
            if (name == kDraftMemory) {
                held.read_memory(text);
            } else if (name.ends_with(".toml")) {
                DICTUM_CHECK(held.read_toml(name, text));
            }
        }
        return held;
    }

    bool has(std::string_view kind, const std::string& name) const {
        return names_.contains(std::string(kind) + " " + name);
    }
    // False when it was there.
    bool add(std::string_view kind, const std::string& name) {
        const bool added = names_.insert(std::string(kind) + " " + name).second;
        if (added) fresh_ += std::string(kind) + " " + name + "\n";
        return added;
    }
    std::string minutes_hash(const std::string& source) const {
        const auto hash = hashes_.find(source);
        return hash == hashes_.end() ? std::string() : hash->second;
    }
    void set_minutes_hash(const std::string& source, std::string hash) {
        hashes_[source] = std::move(hash);
    }
    std::string memory(const PackFiles& existing) const {
        std::string text;
        const auto before = existing.find(std::string(kDraftMemory));
        if (before == existing.end()) {
            text = "What `dictum ingest` has offered, so that it does not offer it again.\n";
        } else {
            for (std::size_t at = 0; at < before->second.size();) {
                const std::size_t end =
                    std::min(before->second.find('\n', at), before->second.size());
                const std::string_view line(before->second.data() + at, end - at);
                if (!line.starts_with("minutes ")) text += std::string(line) + "\n";
                at = end + 1;
            }
        }
        text += fresh_;
        for (const auto& [source, hash] : hashes_) text += "minutes " + source + " " + hash + "\n";
        return text;
    }

  private:
    void read_memory(std::string_view text) {
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            const std::string line(text.substr(at, end - at));
            at = end + 1;
            if (line.starts_with("minutes ")) {
                const std::size_t gap = line.find(' ', 8);
                if (gap != std::string::npos)
                    hashes_[line.substr(8, gap - 8)] = line.substr(gap + 1);
            } else {
                names_.insert(line);
            }
        }
    }

    Status read_toml(const std::string& name, const std::string& text) {
        SourceMap sources;
        Diagnostics diagnostics;
        const FileId file = sources.add(name, text);
        const auto document = parse_toml(file, sources, diagnostics);
        if (diagnostics.has_errors() || !document) {
            return Error{ErrorCode::InvalidInput,
                         "mend this first; nothing was written\n" + render(diagnostics, sources)};
        }
        for (const TomlMember& member : document->root.members) {
            for (const TomlValue& item : member.value.items) {
                for (const std::string_view key : {"id", "name"}) {
                    const TomlMember* named = item.find(key);
                    if (named == nullptr || named->value.kind != TomlKind::String) continue;
                    names_.insert(member.key + " " + named->value.text.text);
                }
            }
        }
        return read_offers(text);
    }

    // Offers that still stand behind their #: a memory that was lost is made good.
    Status read_offers(std::string_view text) {
        constexpr std::string_view kId = "#id = \"";
        for (std::size_t at = 0; (at = text.find(kId, at)) != std::string_view::npos;) {
            at += kId.size();
            const std::size_t end = text.find('"', at);
            if (end == std::string_view::npos) break;
            names_.insert("claim " + std::string(text.substr(at, end - at)));
        }
        return {};
    }

    std::set<std::string> names_;  // "claim c-12ab", "entity 华为"
    std::map<std::string, std::string> hashes_;
    std::string fresh_;
};

class DraftWriter {
  public:
    DraftWriter(const std::string& pack_name, const std::vector<DraftSource>& sources,
                const PackFiles& existing, const IngestPatterns& patterns, Held held)
        : pack_name_(pack_name),
          sources_(sources),
          existing_(existing),
          claims_(patterns),
          held_(std::move(held)) {}

    DraftFiles run() {
        for (const DraftSource& source : sources_) {
            declare(source);
            write_minutes(source);
            collect(source);
        }
        std::stable_sort(
            fresh_.begin(), fresh_.end(),
            [](const DraftClaim& a, const DraftClaim& b) { return a.weight > b.weight; });
        for (const DraftClaim& claim : fresh_) write_claim(claim);
        for (const DraftSource& source : sources_) write_other_entities(source);
        settle("claims.toml", kHowTo);
        settle("relations.toml",
               "# What candidates say of things; `asks` are the words of questions.\n");
        settle("entities.toml",
               "# Things that candidates name, with how often the text does. Give those that you "
               "keep\n"
               "# a type of their own and all their names, and delete the rest.\n");
        settle("pack.toml", {});
        draft_.write[std::string(kDraftMemory)] = held_.memory(existing_);
        drop_unchanged();
        return std::move(draft_);
    }

  private:
    bool exists(const std::string& file) const { return existing_.contains(file); }

    void declare(const DraftSource& source) {
        std::string& out = added_["pack.toml"];
        if (!exists("pack.toml") && out.empty()) {
            out = "[pack]\nname = " + toml_quoted(pack_name_) + "\n";
        }
        if (!held_.add("source", source.id)) return;
        out +=
            "\n# Read from " + source.file + "\n[[source]]\nid = " + toml_quoted(source.id) + "\n";
        if (!source.transcript.title.empty()) {
            out += "title = " + toml_quoted(source.transcript.title) + "\n";
        }
        if (source.transcript.date) {
            out += "date = " + source.transcript.date->to_string() + "\n";
        } else {
            out += "# The text names no date, and a source needs one:\n#date = 2024-01-31\n";
            draft_.notes.push_back("the text of " + source.file +
                                   " names no date: write it into pack.toml, or use --date");
        }
        out += "text = " + toml_quoted(source.id + ".md") + "\n";
    }

    void write_minutes(const DraftSource& source) {
        const std::string file = source.id + ".md";
        std::string text = draft_minutes(source.transcript);
        const std::string hash = hash_of(text);
        const auto before = existing_.find(file);
        if (before == existing_.end() || hash_of(before->second) == held_.minutes_hash(source.id)) {
            if (before != existing_.end() && before->second != text) {
                draft_.notes.push_back("the text of " + source.file +
                                       " is another than before: " + file + " was written anew");
            }
            held_.set_minutes_hash(source.id, hash);
            draft_.write[file] = std::move(text);
        } else if (before->second != text) {
            draft_.notes.push_back(file +
                                   " was edited and stays; the turns as they read now are in " +
                                   source.id + ".new.md");
            draft_.write[source.id + ".new.md"] = std::move(text);
        }
    }

    static std::string hash_of(const std::string& text) { return ContentHash().add(text).hex(); }

    void collect(const DraftSource& source) {
        for (const Candidate& candidate : source.candidates.claims) {
            DraftClaim claim = candidate.kind == Candidate::Kind::Figure
                                   ? claims_.of_figure(source, candidate)
                                   : claims_.of_condition(source, candidate);
            if (held_.add("claim", claim.id)) {
                fresh_.push_back(std::move(claim));
            } else {
                ++draft_.known;
            }
        }
        for (const TermCounts::Counted& entity : source.candidates.entities) {
            times_[entity_id(entity.name)] += entity.times;
        }
    }

    void write_claim(const DraftClaim& claim) {
        ++draft_.offered;
        added_["claims.toml"] += "\n" + claim.text;
        if (!claim.unit.empty() && held_.add("unit", claim.unit)) {
            added_["relations.toml"] += "\n" + claim.unit_text;
        }
        if (held_.add("relation", claim.relation)) {
            added_["relations.toml"] += "\n" + claim.relation_text;
        }
        if (!claim.entity.empty() && held_.add("entity", claim.entity)) {
            added_["entities.toml"] += "\n" + times(claim.entity) + claim.entity_text;
        }
    }

    std::string times(const std::string& entity) const {
        const auto counted = times_.find(entity);
        const std::size_t count = counted == times_.end() ? 1 : counted->second;
        return count == 1 ? "# once\n" : "# " + std::to_string(count) + " times\n";
    }

    // What is named often, and no candidate is about: offered, and declared by nobody.
    void write_other_entities(const DraftSource& source) {
        std::string& out = added_["entities.toml"];
        for (const TermCounts::Counted& entity : source.candidates.entities) {
            const std::string id = entity_id(entity.name);
            if (!held_.add("entity", id)) continue;
            out += "\n" + times(id);
            const std::string text = entity_text(entity.name);
            for (std::size_t at = 0; at < text.size();) {
                const std::size_t end = text.find('\n', at);
                out += "#" + text.substr(at, end + 1 - at);
                at = end + 1;
            }
        }
    }

    void settle(const std::string& file, std::string_view head) {
        const std::string& added = added_[file];
        const auto before = existing_.find(file);
        if (before == existing_.end()) {
            draft_.write[file] = std::string(head) + added;
            return;
        }
        if (added.empty()) return;
        std::string text = before->second;
        if (!text.empty() && text.back() != '\n') text += '\n';
        draft_.write[file] = text + "\n# From a later reading.\n" + added;
    }

    void drop_unchanged() {
        for (auto item = draft_.write.begin(); item != draft_.write.end();) {
            const auto before = existing_.find(item->first);
            const bool same = before != existing_.end() && before->second == item->second;
            item = same ? draft_.write.erase(item) : std::next(item);
        }
    }

    const std::string& pack_name_;
    const std::vector<DraftSource>& sources_;
    const PackFiles& existing_;
    DraftClaims claims_;
    Held held_;
    DraftFiles draft_;
    PackFiles added_;
    std::vector<DraftClaim> fresh_;
    std::map<std::string, std::size_t> times_;
};

}  // namespace

Result<DraftFiles> write_draft(const std::string& pack_name,
                               const std::vector<DraftSource>& sources, const PackFiles& existing,
                               const IngestPatterns& patterns) {
    DICTUM_TRY(Held held, Held::read(existing));
    return DraftWriter(pack_name, sources, existing, patterns, std::move(held)).run();
}

}  // namespace dictum
