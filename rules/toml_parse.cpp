// toml++ -> TomlValue. The only file that includes toml++, as a header, without its exceptions and
// without its assertions: `[.a]` would end the program, although the check behind the assertion
// reports it well.
//
// toml++ counts lines from 1 and columns in code points, as SourceMap does; a byte order mark has
// no column. It stops at the first syntax error, so the section with the error is blanked (byte for
// byte, that places stay) and the rest is read again, a few times.
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ASSERT(expression) static_cast<void>(0)
#undef NDEBUG  // with it toml++ would tell the compiler to rely on what it no longer asserts
#include <toml++/toml.h>

#include <algorithm>

#include "engine/value/utf8.h"
#include "rules/toml_guard.h"
#include "rules/toml_string.h"
#include "rules/toml_value.h"

namespace dictum {
namespace {

constexpr std::size_t kAttemptsMax = 20;
constexpr std::size_t kRecoverBytesMax = 1'000'000;

// Positions -> offsets. Linear as long as positions of one line come in ascending order.
class Places {
  public:
    Places(FileId file, const SourceMap& sources)
        : file_(file), sources_(sources), text_(sources.text(file)) {}

    std::uint32_t offset(const toml::source_position& position) {
        if (position.line != line_ || position.column < column_) {
            line_ = position.line;
            column_ = 1;
            at_ = sources_.offset(file_, Position{line_, 1});
        }
        while (column_ < position.column && at_ < text_.size()) {
            at_ += code_point_at(text_, at_).length;
            ++column_;
        }
        return static_cast<std::uint32_t>(at_);
    }

  private:
    FileId file_;
    const SourceMap& sources_;
    std::string_view text_;
    std::uint32_t line_ = 0;
    std::uint32_t column_ = 0;
    std::size_t at_ = 0;
};

TomlKind kind_of(const toml::node& node) {
    switch (node.type()) {
        case toml::node_type::string:
            return TomlKind::String;
        case toml::node_type::integer:
            return TomlKind::Integer;
        case toml::node_type::floating_point:
            return TomlKind::Float;
        case toml::node_type::boolean:
            return TomlKind::Boolean;
        case toml::node_type::date:
            return TomlKind::Date;
        case toml::node_type::array:
            return TomlKind::Array;
        case toml::node_type::table:
            return TomlKind::Table;
        default:
            return TomlKind::Time;
    }
}

// Recursion here is as deep as values nest: toml++ and the guard bound that.
class Converter {
  public:
    Converter(FileId file, const SourceMap& sources)
        : file_(file), text_(sources.text(file)), places_(file, sources) {}

    TomlValue convert(const toml::node& node) {
        TomlValue value;
        value.kind = kind_of(node);
        value.span.file = file_;
        value.span.begin = places_.offset(node.source().begin);
        if (const toml::array* array = node.as_array()) {
            value.items.reserve(array->size());
            for (const toml::node& item : *array) value.items.push_back(convert(item));
        } else if (const toml::table* table = node.as_table()) {
            value.members = members(*table);
        }
        value.span.end = std::max(places_.offset(node.source().end), value.span.begin);
        take_scalar(node, value);
        return value;
    }

  private:
    std::vector<TomlMember> members(const toml::table& table) {
        struct Entry {
            const toml::key* key;
            const toml::node* node;
        };
        std::vector<Entry> entries;
        for (auto&& [key, node] : table) entries.push_back({&key, &node});
        std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
            return a.key->source().begin < b.key->source().begin;
        });
        std::vector<TomlMember> members;
        members.reserve(entries.size());
        for (const Entry& entry : entries) {
            const toml::source_region& source = entry.key->source();
            Span span{file_, places_.offset(source.begin), 0};
            span.end = std::max(places_.offset(source.end), span.begin);
            members.push_back({std::string(entry.key->str()), span, convert(*entry.node)});
        }
        return members;
    }

    void take_scalar(const toml::node& node, TomlValue& value) {
        if (value.kind == TomlKind::Array || value.kind == TomlKind::Table) return;
        const Span& span = value.span;
        if (value.kind == TomlKind::String) {
            value.text = decode_toml_string(file_, text_, span.begin, span.end);
            return;
        }
        value.text = Fragment{
            file_, std::string(text_.substr(span.begin, span.end - span.begin)), span.begin, {}};
        if (const auto* boolean = node.as_boolean()) value.boolean = boolean->get();
        if (const auto* date = node.as_date()) {
            const toml::date written = date->get();
            auto checked = Date::from_civil(written.year, written.month, written.day);
            if (checked) value.date = *checked;
        }
    }

    FileId file_;
    std::string_view text_;
    Places places_;
};

// "Error while parsing string: expected x" -> "expected x (in a string)".
std::string plain_words(std::string_view description) {
    constexpr std::string_view kPrefix = "Error while parsing ";
    std::string_view where;
    const std::size_t colon = description.find(": ");
    if (description.starts_with(kPrefix) && colon != std::string_view::npos) {
        where = description.substr(kPrefix.size(), colon - kPrefix.size());
        description.remove_prefix(colon + 2);
    }
    std::string words = "not TOML: " + std::string(description);
    if (!where.empty()) words += " (in a " + std::string(where) + ")";
    return words;
}

// Does a section begin at this line start? Lines of nested arrays begin with a bracket too, but
// hardly at the margin with a letter behind it.
bool is_header(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != '[') return false;
    at += text.substr(at).starts_with("[[") ? std::size_t{2} : std::size_t{1};
    return at < text.size() && ((text[at] >= 'a' && text[at] <= 'z') || text[at] == '"');
}

std::size_t line_start(std::string_view text, std::size_t at) {
    if (at == 0) return 0;
    const std::size_t line_end = text.rfind('\n', at - 1);
    return line_end == std::string_view::npos ? 0 : line_end + 1;
}

// The start of the section that holds the line that begins at `at`.
std::size_t section_start(std::string_view text, std::size_t at) {
    while (at > 0 && !is_header(text, at)) at = line_start(text, at - 1);
    return at;
}

// Blanks the section with the error; an error in a header itself comes from the section before it
// as a rule (a bracket or string that was not closed), so that goes too.
void blank_section(std::string& text, std::size_t error) {
    const std::size_t line = line_start(text, std::min(error, text.size()));
    std::size_t begin = section_start(text, line);
    if (begin == line && begin > 0) begin = section_start(text, line_start(text, begin - 1));
    std::size_t end = text.find('\n', line);
    while (end != std::string::npos && !is_header(text, end + 1)) end = text.find('\n', end + 1);
    if (end == std::string::npos) end = text.size();
    for (std::size_t i = begin; i < end; ++i) {
        if (text[i] != '\n') text[i] = ' ';
    }
}

}  // namespace

std::optional<TomlDocument> parse_toml(FileId file, const SourceMap& sources,
                                       Diagnostics& diagnostics) {
    TomlDocument document;
    std::string text = sources.text(file);
    Places places(file, sources);
    for (std::size_t attempt = 0; attempt < kAttemptsMax; ++attempt) {
        if (const auto problem = guard_toml(text)) {
            const bool limit = problem->kind == TomlProblem::Kind::Limit;
            diagnostics.error(limit ? "toml-limit" : "toml-syntax",
                              Span{file, static_cast<std::uint32_t>(problem->begin),
                                   static_cast<std::uint32_t>(problem->end)},
                              problem->message, problem->mend);
            if (limit || text.size() > kRecoverBytesMax) return std::nullopt;
            document.whole = false;
            blank_section(text, problem->begin);
            continue;
        }
        const toml::parse_result parsed = toml::parse(std::string_view(text));
        if (parsed) {
            document.root = Converter(file, sources).convert(parsed.table());
            return document;
        }
        document.whole = false;
        const toml::parse_error& error = parsed.error();
        const std::uint32_t at = places.offset(error.source().begin);
        const std::uint32_t length = at < text.size() ? code_point_at(text, at).length : 0u;
        diagnostics.error("toml-syntax", Span{file, at, at + length},
                          plain_words(error.description()));
        if (text.size() > kRecoverBytesMax || at + 1 >= text.size()) return std::nullopt;
        blank_section(text, at);
    }
    return std::nullopt;
}

}  // namespace dictum
