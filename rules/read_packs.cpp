#include "rules/read_packs.h"

#include <algorithm>
#include <array>

#include "engine/table/lower_table.h"
#include "kb/files.h"
#include "rules/citation_resolver.h"
#include "rules/claim_ids.h"
#include "rules/duplicates.h"
#include "rules/entry_readers.h"
#include "rules/pack.h"
#include "rules/pack_hash.h"
#include "rules/toml_value.h"

namespace dictum {
namespace {

using EntryReader = void (*)(const TomlValue&, EntryContext&);
struct EntryKind {
    std::string_view name;
    EntryReader read;
};
constexpr std::array<EntryKind, 11> kEntryKinds{{{"source", read_source},
                                                 {"unit", read_unit},
                                                 {"entity", read_entity},
                                                 {"relation", read_relation},
                                                 {"claim", read_claim},
                                                 {"rule", read_rule},
                                                 {"table", read_table},
                                                 {"data", read_data},
                                                 {"question", read_question},
                                                 {"test", read_test},
                                                 {"waive", read_waiver}}};
constexpr std::string_view kPackTable = "pack";

std::vector<std::string> table_names() {
    std::vector<std::string> names{std::string(kPackTable)};
    for (const EntryKind& kind : kEntryKinds) names.emplace_back(kind.name);
    return names;
}

// Reads the documents of one pack into the drafts.
class PackReader {
  public:
    PackReader(PackInput& input, std::uint32_t pack, PackDrafts& drafts, ReadingContext& reading)
        : input_(input), reading_(reading), entries_{reading, input, drafts, pack, {}, {}} {}

    Status run() {
        DICTUM_TRY(const std::vector<PackInput::Document> documents, input_.documents());
        if (documents.empty()) {
            return Error{ErrorCode::NotFound, "`" + input_.name() +
                                                  "` holds no pack: there is no "
                                                  "*.toml file in it"};
        }
        for (const PackInput::Document& document : documents) DICTUM_CHECK(read(document));
        read_user_tables(entries_);
        finish_pack(documents);
        return {};
    }

  private:
    Status read(const PackInput::Document& document) {
        const FileId file =
            reading_.sources.add(input_.name() + "/" + document.path, document.text);
        if (!first_file_) first_file_ = file;
        const std::size_t bad = first_bad_byte(document.text);
        if (bad < document.text.size()) {
            mark_all_missing();
            reading_.diagnostics.error(
                "invalid-utf-8",
                Span{file, static_cast<std::uint32_t>(bad), static_cast<std::uint32_t>(bad + 1)},
                "this byte is not UTF-8 text", "save the file as UTF-8");
            return {};
        }
        const auto parsed = parse_toml(file, reading_.sources, reading_.diagnostics);
        if (!parsed || !parsed->whole) mark_all_missing();
        if (!parsed) return {};
        for (const TomlMember& member : parsed->root.members) {
            read_member(member);
            DICTUM_CHECK(entries_.status);
        }
        return check_count();
    }

    void read_member(const TomlMember& member) {
        if (member.key == kPackTable) {
            read_pack_table(member);
            return;
        }
        const auto kind = std::find_if(kEntryKinds.begin(), kEntryKinds.end(),
                                       [&](const EntryKind& k) { return k.name == member.key; });
        if (kind == kEntryKinds.end()) {
            mark_missing(nearest(member.key, table_names()));
            reading_.diagnostics.error("unknown-table", member.key_span,
                                       "a pack has no table `" + member.key + "`",
                                       reading_.suggestions.mend(member.key, table_names));
            return;
        }
        if (member.value.kind != TomlKind::Array) {
            report_single(member);
            return;
        }
        for (const TomlValue& item : member.value.items) {
            if (!entries_.status) return;
            if (item.kind == TomlKind::Table) {
                kind->read(item, entries_);
            } else {
                reading_.diagnostics.error("wrong-type", item.span,
                                           "`" + member.key + "` holds tables; this is " +
                                               std::string(name_of(item.kind)));
            }
        }
    }

    void mark_all_missing() {
        entries_.drafts.sources_whole = false;
        entries_.drafts.names_whole = false;
    }

    // A table of this kind could not be read.
    void mark_missing(std::string_view kind) {
        if (kind == "source") entries_.drafts.sources_whole = false;
        if (kind == "unit" || kind == "entity" || kind == "relation") {
            entries_.drafts.names_whole = false;
        }
    }

    void report_single(const TomlMember& member) {
        mark_missing(member.key);
        reading_.diagnostics.error("wrong-type", member.key_span,
                                   "`" + member.key + "` is a list of tables; this is " +
                                       std::string(name_of(member.value.kind)),
                                   "write `[[" + member.key + "]]`");
    }

    void read_pack_table(const TomlMember& member) {
        if (member.value.kind != TomlKind::Table) {
            reading_.diagnostics.error(
                "wrong-type", member.key_span,
                "`pack` is one table; this is " + std::string(name_of(member.value.kind)),
                "write `[pack]`");
            has_pack_table_ = true;
            return;
        }
        if (has_pack_table_) {
            reading_.diagnostics.add({.id = "duplicate-pack",
                                      .span = member.key_span,
                                      .message = "a pack has one [pack] table",
                                      .related = {{pack_span_, "the first is here"}}});
            return;
        }
        has_pack_table_ = true;
        pack_span_ = member.key_span;
        Fields fields(member.value, "[pack]", reading_);
        if (const Fragment* name = fields.required_string("name")) {
            info_.name = name->text;
            pack_span_ = whole_span(*name);
        }
        info_.title = fields.text("title");
        fields.finish();
    }

    Status check_count() const {
        const std::size_t rules = entries_.drafts.rules.size() + entries_.drafts.tables.size();
        if (rules <= kPackRulesMax) return {};
        return Error{ErrorCode::Limit, "`" + input_.name() + "` has more than " +
                                           std::to_string(kPackRulesMax) + " rules"};
    }

    void finish_pack(const std::vector<PackInput::Document>& documents) {
        if (!has_pack_table_) {
            reading_.diagnostics.error("missing-pack", Span{*first_file_, 0, 0},
                                       "no file of `" + input_.name() + "` has a [pack] table",
                                       "write [pack] with its name into " + documents.front().path);
        }
        Knowledge& knowledge = entries_.drafts.knowledge;
        std::vector<NamedText> files;
        for (const Source& source : knowledge.sources) {
            if (source.pack == entries_.pack) files.push_back({source.file, source.text});
        }
        for (const DataDeclaration& data : knowledge.data) {
            if (data.pack == entries_.pack) files.push_back({data.file, data.content});
        }
        info_.hash = pack_hash(documents, files);
        knowledge.packs.push_back(std::move(info_));
        report_same_name();
    }

    void report_same_name() {
        const std::vector<PackInfo>& packs = entries_.drafts.knowledge.packs;
        const std::string& name = packs.back().name;
        const bool taken = std::any_of(packs.begin(), packs.end() - 1,
                                       [&](const PackInfo& pack) { return pack.name == name; });
        if (!taken || name.empty()) return;
        reading_.diagnostics.error("duplicate-pack", pack_span_,
                                   "two of the packs are named `" + name + "`",
                                   "read each pack once, and give packs names of their own");
    }

    PackInput& input_;
    ReadingContext& reading_;
    EntryContext entries_;
    PackInfo info_;
    bool has_pack_table_ = false;
    Span pack_span_;
    std::optional<FileId> first_file_;
};

// A row of a decision table is a rule too.
bool is_row(const PackDrafts& drafts, const std::string& id) {
    return std::any_of(drafts.tables.begin(), drafts.tables.end(), [&](const TableDraft& draft) {
        const TableText& table = draft.table.table;
        return row_named(table.id, table.rows.size(), id).has_value();
    });
}

void check_overrides(const PackDrafts& drafts, ReadingContext& reading) {
    for (const RuleDraft& draft : drafts.rules) {
        for (std::size_t i = 0; i < draft.override_spans.size(); ++i) {
            const std::string& wanted = draft.rule.overrides[i];
            if (drafts.rule_ids.contains(wanted) || is_row(drafts, wanted)) continue;
            reading.diagnostics.error(
                "unknown-rule", draft.override_spans[i], "there is no rule `" + wanted + "`",
                reading.suggestions.mend(wanted, [&] {
                    return std::vector<std::string>(drafts.rule_ids.begin(), drafts.rule_ids.end());
                }));
        }
    }
}

// Looks up what the drafts cite and makes knowledge of them.
void settle(PackDrafts& drafts, ReadingContext& reading) {
    name_claims(drafts.claims);
    drop_duplicates(drafts, reading.diagnostics);
    if (drafts.names_whole) check_overrides(drafts, reading);
    Knowledge& knowledge = drafts.knowledge;
    CitationResolver resolver(knowledge.sources, reading);
    // Where a source is missing because its declaration is broken, its citations are not to blame.
    const auto resolved = [&](const std::vector<CitationDraft>& citations) {
        return drafts.sources_whole ? resolver.resolve(citations) : std::vector<Citation>{};
    };
    for (ClaimDraft& draft : drafts.claims) {
        draft.claim.citations = resolved(draft.citations);
        knowledge.claims.push_back(std::move(draft.claim));
    }
    for (RuleDraft& draft : drafts.rules) {
        draft.rule.citations = resolved(draft.citations);
        knowledge.rules.push_back(std::move(draft.rule));
    }
    for (TableDraft& draft : drafts.tables) {
        for (const auto& row : draft.row_citations) {
            draft.table.row_citations.push_back(resolved(row));
        }
        knowledge.tables.push_back(std::move(draft.table));
    }
}

}  // namespace

Result<PacksRead> read_inputs(const std::vector<std::unique_ptr<PackInput>>& inputs,
                              SourceMap& sources, Diagnostics& diagnostics) {
    ReadingContext reading{sources, diagnostics};
    PackDrafts drafts;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        PackReader reader(*inputs[i], static_cast<std::uint32_t>(i), drafts, reading);
        DICTUM_CHECK(reader.run());
    }
    settle(drafts, reading);
    return PacksRead{std::move(drafts.knowledge), drafts.names_whole};
}

Result<std::optional<Knowledge>> read_packs(const std::vector<std::string>& folders,
                                            SourceMap& sources, Diagnostics& diagnostics) {
    std::vector<std::unique_ptr<PackInput>> inputs;
    for (const std::string& folder : folders)
        inputs.push_back(std::make_unique<PackFolder>(folder));
    const std::size_t errors = diagnostics.errors();
    DICTUM_TRY(PacksRead read, read_inputs(inputs, sources, diagnostics));
    if (diagnostics.errors() > errors) return std::optional<Knowledge>();
    return std::optional<Knowledge>(std::move(read.knowledge));
}

}  // namespace dictum
