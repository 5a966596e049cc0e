#include "embed/failure.h"

namespace dictum {

Failure failure(const Error& error) {
    // A message that begins with a place already reads as a diagnostic.
    const bool placed = error.message.find(": error: ") != std::string::npos;
    return {error.code, placed ? error.message : "error: " + error.message};
}

Failure failure(const Diagnostics& diagnostics, const SourceMap& sources) {
    // `unavailable` and `unsupported` name what a later version brings; everything else is input.
    return {ErrorCode::InvalidInput, render(diagnostics, sources)};
}

}  // namespace dictum
