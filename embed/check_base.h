// `dictum check`: what is wrong with a knowledge base file, from its pages to what it says.
//
// After kb/check_file.h: everything declared can be read and makes a program, quotes stand where
// they are cited, and each claim's row in its relation's table says what the claim says.
#pragma once

#include "embed/session.h"

namespace dictum {

struct CheckedFile {
    std::string text;    // a finding a line, and a last line that counts
    bool whole = false;  // nothing is damaged
};

Outcome<CheckedFile> check_base(const std::string& path);

// `dictum backup`: a copy of the base as it is now, while others use it. What was done, in a line.
Outcome<std::string> back_up_base(const std::string& path, const std::string& copy);

}  // namespace dictum
