#include "rules/pack_input.h"

#include <dirent.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <system_error>

#include "kb/files.h"

namespace dictum {
namespace {

namespace fs = std::filesystem;

Error failed(const std::string& doing, const std::string& path, const std::error_code& code) {
    const bool absent = code == std::errc::no_such_file_or_directory;
    return Error{absent ? ErrorCode::NotFound : ErrorCode::Io,
                 doing + " `" + path + "`: " + code.message()};
}

Error limit(std::string message) { return Error{ErrorCode::Limit, std::move(message)}; }

// The regular files below a folder, with their paths relative to it.
class FolderScan {
  public:
    explicit FolderScan(const std::string& folder) : folder_(folder) {}

    Result<std::vector<std::string>> run() {
        pending_.push_back({"", 0});
        while (!pending_.empty()) {
            const Place place = std::move(pending_.back());
            pending_.pop_back();
            DICTUM_CHECK(scan(place));
        }
        std::sort(documents_.begin(), documents_.end());
        return std::move(documents_);
    }

  private:
    struct Place {
        std::string path;
        std::size_t depth;
    };

    struct CloseFolder {
        void operator()(DIR* folder) const { ::closedir(folder); }
    };

    // By the system's calls: std::filesystem::directory_iterator ends the program when memory runs
    // out (libstdc++ 12).
    Status scan(const Place& place) {
        const std::string full = folder_ + "/" + place.path;
        const std::unique_ptr<DIR, CloseFolder> folder(::opendir(full.c_str()));
        if (!folder) {
            return failed("can't read the folder", place.path.empty() ? folder_ : full,
                          {errno, std::generic_category()});
        }
        for (;;) {
            errno = 0;
            const dirent* entry = ::readdir(folder.get());
            if (entry == nullptr) break;
            const std::string name = entry->d_name;
            if (name.starts_with('.')) continue;
            DICTUM_CHECK(add(place.path.empty() ? name : place.path + "/" + name, place.depth));
        }
        if (errno != 0) {
            return failed("can't read the folder", full, {errno, std::generic_category()});
        }
        return {};
    }

    Status add(std::string path, std::size_t depth) {
        std::error_code code;
        const fs::path full = folder_ + "/" + path;
        const fs::file_status status = fs::status(full, code);
        if (++entries_ > kPackFilesMax) {
            return limit("the pack `" + folder_ + "` has more than " +
                         std::to_string(kPackFilesMax) + " files");
        }
        if (fs::is_directory(status)) {
            if (fs::is_symlink(full, code)) {
                return Error{ErrorCode::InvalidInput, "`" + folder_ + "/" + path +
                                                          "` is a symbolic link to a folder; a "
                                                          "pack holds its folders itself"};
            }
            if (depth + 1 > kPackDepthMax) {
                return limit("the pack `" + folder_ + "` has folders nested deeper than " +
                             std::to_string(kPackDepthMax));
            }
            pending_.push_back({std::move(path), depth + 1});
        } else if (path.ends_with(".toml")) {
            documents_.push_back(std::move(path));
        }
        return {};
    }

    const std::string& folder_;
    std::vector<Place> pending_;
    std::vector<std::string> documents_;
    std::size_t entries_ = 0;
};

Status relative_and_inside(const std::string& path) {
    const fs::path parts(path);
    const bool climbs = std::find(parts.begin(), parts.end(), fs::path("..")) != parts.end();
    if (!path.empty() && !parts.is_absolute() && !climbs) return {};
    return Error{ErrorCode::InvalidInput, "`" + path +
                                              "` does not stay inside the pack; name a file below "
                                              "the pack's folder"};
}

}  // namespace

PackFolder::PackFolder(std::string folder) : folder_(std::move(folder)) {
    while (folder_.size() > 1 && folder_.ends_with('/')) folder_.pop_back();
}

Result<std::vector<PackInput::Document>> PackFolder::documents() {
    DICTUM_TRY(const std::vector<std::string> paths, FolderScan(folder_).run());
    std::vector<Document> documents;
    for (const std::string& path : paths) {
        const std::string full = folder_ + "/" + path;
        DICTUM_CHECK(stays_inside(full, full));
        DICTUM_TRY(std::string text, read_counted(full));
        documents.push_back({path, std::move(text)});
    }
    return documents;
}

Result<std::string> PackFolder::read(const std::string& path) {
    DICTUM_CHECK(relative_and_inside(path));
    const std::string full = folder_ + "/" + path;
    DICTUM_CHECK(stays_inside(full, path));
    return read_counted(full);
}

Result<std::string> PackFolder::place_of(const std::string& path) {
    DICTUM_CHECK(relative_and_inside(path));
    std::string full = folder_ + "/" + path;
    DICTUM_CHECK(stays_inside(full, path));
    return full;
}

Result<std::string> PackFolder::read_counted(const std::string& full_path) {
    auto text = read_file(full_path, bytes_left_);
    if (text) {
        bytes_left_ -= text->size();
    } else if (text.error().code == ErrorCode::Limit) {
        return limit("the pack `" + folder_ + "` has more than " + std::to_string(kPackBytesMax) +
                     " bytes");
    }
    return text;
}

Status PackFolder::stays_inside(const std::string& full_path, const std::string& shown) {
    std::error_code code;
    const fs::path real = fs::canonical(full_path, code);
    if (code) return failed("can't open", shown, code);
    if (root_.empty()) root_ = fs::canonical(folder_, code);
    if (code) return failed("can't open", folder_, code);
    const auto [in_root, in_real] =
        std::mismatch(root_.begin(), root_.end(), real.begin(), real.end());
    if (in_root == root_.end()) return {};
    return Error{ErrorCode::InvalidInput,
                 "`" + shown + "` is a symbolic link that leads out of the pack"};
}

Result<std::vector<PackInput::Document>> PackInMemory::documents() {
    std::vector<Document> documents;
    for (const auto& [path, text] : files_) {
        if (path.ends_with(".toml")) documents.push_back({path, text});
    }
    return documents;
}

Result<std::string> PackInMemory::read(const std::string& path) {
    DICTUM_CHECK(relative_and_inside(path));
    for (const auto& [held, text] : files_) {
        if (held == path) return text;
    }
    return Error{ErrorCode::NotFound, "can't open `" + path + "`: there is no such file"};
}

Result<std::string> PackInMemory::place_of(const std::string& path) {
    DICTUM_CHECK(relative_and_inside(path));
    return Error{ErrorCode::NotFound, "can't open `" + path + "`: the pack is in memory"};
}

}  // namespace dictum
