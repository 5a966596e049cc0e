// What a PDF says, by poppler's `pdftotext`: run as a child, so that its licence and its crashes
// stay its own.
#pragma once

#include <string>

#include "embed/session.h"

namespace dictum::cli {

// In reading order, form feeds between pages. A Failure says what to install, or what it said.
Outcome<std::string> pdf_text(const std::string& path);

}  // namespace dictum::cli
