// The arguments of the commands that look after a knowledge base file.
#pragma once

#include <string>
#include <vector>

#include "embed/claims.h"

namespace dictum::cli {

struct CheckArguments {
    std::string kb;
};

struct BackupArguments {
    std::string kb;
    std::string copy;
};

struct ExportArguments {
    std::string kb;
    std::string folder;
};

struct ClaimArguments {
    ClaimRequest request;
};

struct SourceArguments {
    SourceRequest request;
};

struct HistoryArguments {
    std::string id;
    std::string kb;
    bool json = false;
};

}  // namespace dictum::cli
