// Where the texts of a pack come from: a folder, or memory.
//
// Reading is bounded before anything is read: bytes, files, depth. A path that a pack names stays
// inside its folder: relative, no `..`, no symbolic link that leads out, regular files only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/value/result.h"

namespace dictum {

constexpr std::uint64_t kPackBytesMax = 64'000'000;
constexpr std::size_t kPackFilesMax = 1'000;
constexpr std::size_t kPackDepthMax = 16;
constexpr std::size_t kPackRulesMax = 100'000;

class PackInput {
  public:
    struct Document {
        std::string path;  // relative to the pack, with `/`
        std::string text;
    };

    virtual ~PackInput() = default;
    // As the user names it; documents are shown as NAME/PATH.
    virtual const std::string& name() const = 0;
    // All *.toml, sorted by path. Names that begin with `.` are left out.
    virtual Result<std::vector<Document>> documents() = 0;
    // Errors: InvalidInput for a path that leaves the pack, NotFound, Io; Limit ends the reading.
    virtual Result<std::string> read(const std::string& path) = 0;
    // Where a file of the pack lies, for what can't be read whole. Errors: those of read().
    virtual Result<std::string> place_of(const std::string& path) = 0;
};

class PackFolder : public PackInput {
  public:
    explicit PackFolder(std::string folder);
    const std::string& name() const override { return folder_; }
    Result<std::vector<Document>> documents() override;
    Result<std::string> read(const std::string& path) override;
    Result<std::string> place_of(const std::string& path) override;

  private:
    Result<std::string> read_counted(const std::string& full_path);
    Status stays_inside(const std::string& full_path, const std::string& shown);

    std::string folder_;
    std::filesystem::path root_;  // the same without symbolic links, once it was needed
    std::uint64_t bytes_left_ = kPackBytesMax;
};

// For tests and fuzzing: documents and files as pairs of path and text.
class PackInMemory : public PackInput {
  public:
    PackInMemory(std::string name, std::vector<std::pair<std::string, std::string>> files)
        : name_(std::move(name)), files_(std::move(files)) {}
    const std::string& name() const override { return name_; }
    Result<std::vector<Document>> documents() override;
    Result<std::string> read(const std::string& path) override;
    Result<std::string> place_of(const std::string& path) override;

  private:
    std::string name_;
    std::vector<std::pair<std::string, std::string>> files_;
};

}  // namespace dictum
