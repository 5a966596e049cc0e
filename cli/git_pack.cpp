#include "cli/git_pack.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>

extern char** environ;

namespace dictum::cli {
namespace {

struct Ran {
    bool started = false;
    int code = -1;
    std::string output;
};

// Standard error is left out: what is wrong is told in words of our own.
Ran run_git(const std::vector<std::string>& arguments) {
    Ran ran;
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return ran;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    std::vector<std::string> words = {"git"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> argv;
    for (std::string& word : words) argv.push_back(word.data());
    argv.push_back(nullptr);
    pid_t child = 0;
    ran.started = posix_spawnp(&child, "git", &actions, nullptr, argv.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    std::array<char, 1U << 16U> buffer{};
    while (ran.started) {
        const ssize_t got = ::read(ends[0], buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        ran.output.append(buffer.data(), static_cast<std::size_t>(got));
    }
    ::close(ends[0]);
    int status = 0;
    while (ran.started && ::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
    if (ran.started && WIFEXITED(status)) ran.code = WEXITSTATUS(status);
    return ran;
}

Failure refused(const std::string& message) {
    return Failure{ErrorCode::InvalidInput, "error: " + message + "\n"};
}

bool write_file(const std::filesystem::path& path, const std::string& text) {
    std::error_code ignored;
    std::filesystem::create_directories(path.parent_path(), ignored);
    std::ofstream file(path, std::ios::binary);
    file << text;
    return static_cast<bool>(file.flush());
}

}  // namespace

Outcome<GitPack> GitPack::at(const std::string& pack, const std::string& revision) {
    const std::string neither = "`" + revision + "` is neither a pack's folder nor a git revision";
    const Ran known = run_git({"-C", pack, "rev-parse", "--is-inside-work-tree"});
    if (!known.started || known.code == 127) {
        return refused("`" + revision +
                       "` is no pack's folder, and git, which would know it as a "
                       "revision, was not found");
    }
    if (known.code != 0) return refused(neither + ": `" + pack + "` lies in no git repository");
    const std::string commit = revision + "^{commit}";
    if (run_git({"-C", pack, "rev-parse", "--verify", "--quiet", "--end-of-options", commit})
            .code != 0) {
        return refused(neither + " of the repository of `" + pack + "`");
    }
    const Ran listed = run_git({"-C", pack, "ls-tree", "-r", "-z", "--name-only", revision});
    std::string folder = (std::filesystem::temp_directory_path() / "dictum-pack-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return refused("no temporary folder can be made");
    GitPack made(folder);
    std::size_t files = 0;
    for (std::size_t begin = 0; begin < listed.output.size();) {
        const std::size_t end = std::min(listed.output.find('\0', begin), listed.output.size());
        const std::string name = listed.output.substr(begin, end - begin);
        begin = end + 1;
        const Ran shown = run_git({"-C", pack, "cat-file", "blob", revision + ":./" + name});
        if (shown.code != 0) continue;  // a submodule
        if (!write_file(std::filesystem::path(folder) / name, shown.output)) {
            return refused("`" + folder + "` can't be written");
        }
        ++files;
    }
    if (files == 0) return refused("`" + pack + "` did not exist at `" + revision + "`");
    return made;
}

GitPack::~GitPack() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

GitPack::GitPack(GitPack&& other) noexcept : folder_(std::exchange(other.folder_, {})) {}

GitPack& GitPack::operator=(GitPack&& other) noexcept {
    std::swap(folder_, other.folder_);
    return *this;
}

}  // namespace dictum::cli
