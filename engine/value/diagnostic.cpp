// Collecting and showing diagnostics. What is shown comes from texts that we don't know: control
// characters and invalid bytes are replaced, and long lines are cut to a window around the caret.
#include "engine/value/diagnostic.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

#include "engine/value/utf8.h"

namespace dictum {
namespace {

constexpr std::size_t kLineShown = 120;      // code points of a source line
constexpr std::size_t kWindowSide = 58;      // of a longer one, on each side of the caret
constexpr std::size_t kMessageShown = 2000;  // bytes
constexpr char32_t kUnprintable = 0xFFFD;

auto place_of(const Diagnostic& diagnostic) {
    return std::tuple(index_of(diagnostic.span.file), diagnostic.span.begin);
}

// Text that a terminal shows as it stands: `kept` are the control characters that stay.
void append_shown(std::string& out, std::string_view text, std::string_view kept) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        const bool keep = point.value < 0x80 &&
                          kept.find(static_cast<char>(point.value)) != std::string_view::npos;
        append_utf8(out, !keep && is_unprintable(point.value) ? kUnprintable : point.value);
        at += point.length;
    }
}

std::string shown(std::string_view text, std::string_view kept = "\t") {
    std::string result;
    append_shown(result, text.substr(0, kMessageShown), kept);
    if (text.size() > kMessageShown) result += "...";
    return result;
}

// `text` behind `label`, further lines under the first.
void append_labelled(std::string& out, const std::string& label, std::string_view text) {
    if (text.empty()) return;
    out += label;
    for (const char c : shown(text, "\n\t")) {
        out += c;
        if (c == '\n') out += std::string(label.size(), ' ');
    }
    out += '\n';
}

std::size_t step_back(std::string_view line, std::size_t at) {
    --at;
    // A code point has at most three following bytes; more are invalid and stand alone.
    for (std::size_t back = 0; back <= 3 && back <= at; ++back) {
        const std::size_t start = at - back;
        if ((static_cast<unsigned char>(line[start]) & 0xC0u) == 0x80u) continue;
        return start + code_point_at(line, start).length > at ? start : at;
    }
    return at;
}

struct Window {
    std::size_t begin;
    std::size_t end;
};

// The part of `line` to show, so that the byte `caret` is in it.
Window window_of(std::string_view line, std::size_t caret) {
    std::size_t end = 0;
    std::size_t points = 0;
    while (end < line.size() && points <= kLineShown) {
        end += code_point_at(line, end).length;
        ++points;
    }
    if (points <= kLineShown) return {0, line.size()};
    Window window{caret, caret};
    for (std::size_t i = 0; i < kWindowSide && window.begin > 0; ++i) {
        window.begin = step_back(line, window.begin);
    }
    for (std::size_t i = 0; i < kWindowSide && window.end < line.size(); ++i) {
        window.end += code_point_at(line, window.end).length;
    }
    return window;
}

// As many blanks as `text` is wide; tabs stay tabs, so that they end at the same columns.
void append_blanks(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint point = code_point_at(text, at);
        const int width = is_unprintable(point.value) ? 1 : display_width(point.value);
        if (point.value == '\t') {
            out += '\t';
        } else {
            out.append(static_cast<std::size_t>(width), ' ');
        }
        at += point.length;
    }
}

void append_source_line(std::string& out, const Span& span, const SourceMap& sources) {
    const std::string_view text = sources.text(span.file);
    const std::string_view line = sources.line_at(span.file, span.begin);
    const auto begin = static_cast<std::size_t>(line.data() - text.data());
    const std::size_t caret =
        span.begin > begin ? std::min<std::size_t>(span.begin - begin, line.size()) : 0;
    const Window window = window_of(line, caret);
    const std::string_view cut = window.begin > 0 ? "..." : "";
    out += cut;
    append_shown(out, line.substr(window.begin, window.end - window.begin), "\t");
    if (window.end < line.size()) out += "...";
    out += '\n';
    append_blanks(out, cut);
    append_blanks(out, line.substr(window.begin, caret - window.begin));
    out += "^\n";
}

// `file:line:column: `, or nothing for a place that no source has.
std::string place(const Span& span, const SourceMap& sources) {
    if (!sources.contains(span.file)) return {};
    const Position position = sources.position(span.file, span.begin);
    return shown(sources.name(span.file)) + ":" + std::to_string(position.line) + ":" +
           std::to_string(position.column) + ": ";
}

}  // namespace

void Diagnostics::add(Diagnostic diagnostic) {
    if (diagnostic.severity == Severity::Error) ++errors_;
    items_.push_back(std::move(diagnostic));
}

void Diagnostics::error(std::string id, Span span, std::string message, std::string mend) {
    add({std::move(id), Severity::Error, span, std::move(message), {}, std::move(mend), {}});
}

void Diagnostics::warning(std::string id, Span span, std::string message, std::string mend) {
    add({std::move(id), Severity::Warning, span, std::move(message), {}, std::move(mend), {}});
}

void Diagnostics::sort() {
    std::vector<std::size_t> order(items_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
        return std::pair(place_of(items_[a]), a) < std::pair(place_of(items_[b]), b);
    });
    using Identity = std::tuple<std::size_t, std::uint32_t, std::uint32_t, Severity, std::string,
                                std::string, std::string, std::string>;
    std::set<Identity> seen;
    errors_ = 0;
    std::vector<Diagnostic> kept;
    for (const std::size_t at : order) {
        Diagnostic& item = items_[at];
        const bool is_new = seen.emplace(index_of(item.span.file), item.span.begin, item.span.end,
                                         item.severity, item.id, item.message, item.note, item.mend)
                                .second;
        if (!is_new) continue;
        if (item.severity == Severity::Error) ++errors_;
        kept.push_back(std::move(item));
    }
    items_ = std::move(kept);
}

std::string headline(const Diagnostic& diagnostic, const SourceMap& sources) {
    const char* const severity = diagnostic.severity == Severity::Error ? "error: " : "warning: ";
    return place(diagnostic.span, sources) + severity + shown(diagnostic.message) + " [" +
           diagnostic.id + "]";
}

std::string render(const Diagnostic& diagnostic, const SourceMap& sources) {
    std::string result = headline(diagnostic, sources) + "\n";
    if (sources.contains(diagnostic.span.file)) {
        append_source_line(result, diagnostic.span, sources);
    }
    append_labelled(result, "  note: ", diagnostic.note);
    for (const Diagnostic::Related& related : diagnostic.related) {
        append_labelled(result, "  " + place(related.span, sources), related.message);
    }
    append_labelled(result, "  mend: ", diagnostic.mend);
    return result;
}

std::string render(const Diagnostics& diagnostics, const SourceMap& sources) {
    const std::vector<Diagnostic>& items = diagnostics.items();
    const std::size_t count = std::min(items.size(), kDiagnosticsShown);
    std::string result;
    for (std::size_t i = 0; i < count; ++i) result += render(items[i], sources);
    if (count < items.size()) {
        result += "... and " + std::to_string(items.size() - count) + " more\n";
    }
    return result;
}

}  // namespace dictum
