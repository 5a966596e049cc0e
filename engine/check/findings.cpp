#include "engine/check/findings.h"

namespace dictum {

void Findings::add(Diagnostic diagnostic) {
    std::string key = diagnostic.id;
    for (const std::uint32_t part : {static_cast<std::uint32_t>(diagnostic.span.file),
                                     diagnostic.span.begin, diagnostic.span.end}) {
        key += ':' + std::to_string(part);
    }
    key += ':' + diagnostic.message;
    if (seen_.insert(std::move(key)).second) diagnostics_.add(std::move(diagnostic));
}

void Findings::error(std::string id, Span span, std::string message, std::string mend) {
    Diagnostic diagnostic;
    diagnostic.id = std::move(id);
    diagnostic.span = span;
    diagnostic.message = std::move(message);
    diagnostic.mend = std::move(mend);
    add(std::move(diagnostic));
}

void Findings::warning(std::string id, Span span, std::string message, std::string mend) {
    Diagnostic diagnostic;
    diagnostic.id = std::move(id);
    diagnostic.severity = Severity::Warning;
    diagnostic.span = span;
    diagnostic.message = std::move(message);
    diagnostic.mend = std::move(mend);
    add(std::move(diagnostic));
}

}  // namespace dictum
