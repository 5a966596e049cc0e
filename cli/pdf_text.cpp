#include "cli/pdf_text.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

extern char** environ;

namespace dictum::cli {
namespace {

constexpr std::size_t kTextMax = std::size_t{256} << 20;

Failure failed(const std::string& message) { return {ErrorCode::Io, "error: " + message}; }

Outcome<std::string> read_to_end(int from) {
    std::string text;
    char buffer[65'536];
    for (;;) {
        const ssize_t got = ::read(from, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return failed("what `pdftotext` prints can't be read");
        if (got == 0) return text;
        text.append(buffer, static_cast<std::size_t>(got));
        if (text.size() > kTextMax) return failed("a PDF with more than 256 MB of text");
    }
}

// The exit code of the child; -1 when it was ended by a signal.
int wait_for(pid_t child) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Outcome<std::string> pdf_text(const std::string& path) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return failed("no pipe to `pdftotext` could be opened");
    // A name that begins with `-` is a file all the same.
    std::string file = path.starts_with('-') ? "./" + path : path;
    std::string arguments[] = {"pdftotext", "-q", "-enc", "UTF-8", "-eol", "unix", file, "-"};
    char* list[9] = {};
    for (std::size_t i = 0; i < std::size(arguments); ++i) list[i] = arguments[i].data();
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    pid_t child = 0;
    const int spawned = posix_spawnp(&child, "pdftotext", &actions, nullptr, list, environ);
    posix_spawn_file_actions_destroy(&actions);
    ::close(ends[1]);
    if (spawned != 0) {
        ::close(ends[0]);
        return failed("`" + path +
                      "` is a PDF, and `pdftotext` is not there to read it; on Debian: "
                      "apt install poppler-utils");
    }
    auto text = read_to_end(ends[0]);
    ::close(ends[0]);
    const int code = wait_for(child);
    if (code == 0) return text;
    return failed("`pdftotext` can't read `" + path + "`" +
                  (code > 0 ? " (exit code " + std::to_string(code) + ")" : " and crashed"));
}

}  // namespace dictum::cli
