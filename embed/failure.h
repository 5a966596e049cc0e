// Failures as users see them: an error's message, or diagnostics with their source lines.
#pragma once

#include "embed/session.h"
#include "engine/value/diagnostic.h"
#include "engine/value/result.h"

namespace dictum {

Failure failure(const Error& error);                                     // `error: message`
Failure failure(const Diagnostics& diagnostics, const SourceMap& sources);  // InvalidInput

}  // namespace dictum
