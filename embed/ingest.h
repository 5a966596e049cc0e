// `dictum ingest`: transcripts of calls -> a draft pack for a person to review.
//
// Text, Markdown and saved web pages are read here, in UTF-8, UTF-16 or GB18030. What a PDF says
// is asked of `pdf_text`, since the library runs no other program and links no reader of PDF.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "embed/session.h"

namespace dictum {

struct IngestRequest {
    std::vector<std::string> files;
    std::string draft;      // the pack's folder; made when it isn't there
    std::string date = {};  // YYYY-MM-DD, of a text that names none
    // The text of a PDF file, form feeds between its pages.
    std::function<Outcome<std::string>(const std::string& path)> pdf_text = {};
    // How many of the files' bytes are read, of how many.
    std::function<void(std::uint64_t done, std::uint64_t all)> progress = {};
};

// What was written and found, for a person. Either the whole draft is written or no file changes,
// but for a failure of the disk between two files: every file is whole, and a second run goes on.
Outcome<std::string> ingest(const IngestRequest& request);

// Nothing is written: turns and figures as lines of tab-separated cells.
//
//   title TEXT | date DATE | turn ID ASKER QUESTION | figure TURN VALUE UNIT WORDS MODALITY ...
Outcome<std::string> list_ingest(const IngestRequest& request);

}  // namespace dictum
