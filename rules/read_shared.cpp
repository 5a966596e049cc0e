#include <charconv>

#include "kb/files.h"
#include "kb/names.h"
#include "rules/entry_readers.h"

namespace dictum {
namespace {

void read_confidence(Fields& fields, Strength& strength) {
    const std::optional<std::string> digits = fields.number("confidence");
    if (!digits) return;
    double value = -1;
    const char* end = digits->data() + digits->size();
    const auto read = std::from_chars(digits->data(), end, value);
    if (read.ec == std::errc{} && read.ptr == end && value >= 0 && value <= 1) {
        strength.confidence = value;
        return;
    }
    fields.context().diagnostics.error("out-of-range", fields.span_of("confidence"),
                                       "`confidence` is a number from 0 to 1");
}

// cites = [{ at = "...", quote = "..." }]
void read_cites(const TomlValue& array, ReadingContext& context,
                std::vector<CitationDraft>& citations) {
    if (array.items.empty()) {
        context.diagnostics.error("empty-value", array.span, "`cites` names no citation");
    }
    for (const TomlValue& item : array.items) {
        if (item.kind != TomlKind::Table) {
            context.diagnostics.error(
                "wrong-type", item.span,
                "`cites` holds tables; this is " + std::string(name_of(item.kind)),
                "write { at = \"SOURCE TURN\", quote = \"...\" }");
            continue;
        }
        Fields fields(item, "a citation", context);
        const Fragment* at = fields.required_string("at");
        const Fragment* quote = fields.required_string("quote");
        if (at != nullptr && quote != nullptr) citations.push_back({*at, *quote});
        fields.finish();
    }
}

}  // namespace

Strength read_strength(Fields& fields) {
    Strength strength;
    if (const Fragment* modality = fields.one_of("modality", modality_names())) {
        strength.modality = *modality_named(modality->text);
    }
    read_confidence(fields, strength);
    return strength;
}

std::vector<CitationDraft> read_citations(Fields& fields) {
    std::vector<CitationDraft> citations;
    const TomlMember* cite = fields.find("cite");
    const TomlMember* quote = fields.find("quote");
    if (const TomlValue* array = fields.array("cites")) {
        read_cites(*array, fields.context(), citations);
    }
    if (cite == nullptr && quote == nullptr) return citations;
    // Both or neither: a citation without its words can't be looked up.
    const Fragment* at = fields.required_string("cite");
    const Fragment* words = fields.required_string("quote");
    if (at != nullptr && words != nullptr) citations.push_back({*at, *words});
    return citations;
}

std::vector<Slot> slots(std::string_view text) {
    std::vector<Slot> found;
    for (std::size_t open = text.find('{'); open != std::string_view::npos;
         open = text.find('{', open + 1)) {
        std::size_t end = open + 1;
        // `{2,3}` is a repetition of RE2.
        if (end >= text.size() || !is_identifier_start(text[end])) continue;
        while (end < text.size() && is_identifier_part(text[end])) ++end;
        if (end >= text.size() || text[end] != '}') continue;
        found.push_back({std::string(text.substr(open + 1, end - open - 1)), open, end + 1});
    }
    return found;
}

std::optional<NamedFile> read_named_file(Fields& fields, std::string_view key,
                                         EntryContext& context) {
    const Fragment* path = fields.required_string(key);
    if (path == nullptr) return std::nullopt;
    Diagnostics& diagnostics = context.reading.diagnostics;
    auto text = context.input.read(path->text);
    if (!text) {
        const bool outside = text.error().code == ErrorCode::InvalidInput;
        if (text.error().code == ErrorCode::Limit) {
            context.status = std::move(text.error());
        } else {
            diagnostics.error(outside ? "pack-path" : "unreadable-file", whole_span(*path),
                              text.error().message);
        }
        return std::nullopt;
    }
    const std::size_t bad = first_bad_byte(*text);
    const bool good = bad == text->size();
    const FileId id =
        context.reading.sources.add(context.input.name() + "/" + path->text, *std::move(text));
    if (good) return NamedFile{id, path->text};
    diagnostics.error(
        "invalid-utf-8",
        Span{id, static_cast<std::uint32_t>(bad), static_cast<std::uint32_t>(bad + 1)},
        "this byte is not UTF-8 text", "save the file as UTF-8");
    return std::nullopt;
}

}  // namespace dictum
