// What is wrong with a knowledge base file: which table is hit, and by what.
//
//   table `citation`: Tree 12 page 40: btreeInitPage() returns error code 11
//   table `claim`: it does not have the columns that it should
//   view `report`: dictum did not make it; it is never run
//
// Looks at every page, key and reference, and reads what the base declares. What facts say against
// their claims is embed/check_base.h.
#pragma once

#include <string>
#include <vector>

#include "engine/value/result.h"

namespace dictum {

struct FileFinding {
    std::string where;  // "table `claim`", "file"
    std::string what;
    bool harmless = false;  // of somebody else, and without effect
};

using FileFindings = std::vector<FileFinding>;

// Errors: no file, another application's, a newer one. Damage is a finding.
Result<FileFindings> check_file(const std::string& path);

}  // namespace dictum
