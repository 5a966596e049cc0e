// A pack as it was at a revision of the git repository that it lies in: read through git itself,
// as a child process, into a folder that is gone afterwards.
#pragma once

#include <string>
#include <variant>

#include "embed/session.h"

namespace dictum::cli {

class GitPack {
  public:
    // Failures say what is missing: git, a repository, the revision, the pack at that revision.
    static Outcome<GitPack> at(const std::string& pack, const std::string& revision);
    ~GitPack();
    GitPack(GitPack&& other) noexcept;
    GitPack& operator=(GitPack&& other) noexcept;

    const std::string& folder() const { return folder_; }

  private:
    explicit GitPack(std::string folder) : folder_(std::move(folder)) {}
    std::string folder_;
};

}  // namespace dictum::cli
