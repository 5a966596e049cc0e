#include "embed/failure.h"

namespace dictum {

Failure failure(const Error& error) {
    // A message that begins with a place already reads as a diagnostic.
    const bool placed = error.message.find(": error: ") != std::string::npos;
    return {error.code, placed ? error.message : "error: " + error.message};
}

Failure failure(const Diagnostics& diagnostics, const SourceMap& sources) {
    // `unavailable` and `unsupported` name what a later version brings; everything else is input.
    Failure failed{ErrorCode::InvalidInput, render(diagnostics, sources)};
    for (const Diagnostic& item : diagnostics.items()) {
        if (!sources.contains(item.span.file)) continue;
        const Position at = sources.position(item.span.file, item.span.begin);
        failed.problems.push_back({item.id, item.severity == Severity::Warning,
                                   sources.name(item.span.file), at.line, at.column, item.message,
                                   item.mend});
    }
    return failed;
}

}  // namespace dictum
