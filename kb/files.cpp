#include "kb/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>

#include "engine/value/utf8.h"

namespace dictum {
namespace {

// An open file descriptor, closed at the end.
class Descriptor {
  public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return number_; }
    // Closes now; false when the system could not finish writing.
    bool close() {
        const int number = number_;
        number_ = -1;
        return ::close(number) == 0;
    }

  private:
    int number_;
};

Error io_error(const std::string& doing, const std::string& path, int number) {
    const ErrorCode code = number == ENOENT ? ErrorCode::NotFound : ErrorCode::Io;
    return Error{code, doing + " `" + path + "`: " + std::generic_category().message(number)};
}

std::string_view kind_of(mode_t mode) {
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a FIFO";
    if (S_ISSOCK(mode)) return "a socket";
    return "a device";
}

Result<std::string> read_all(int descriptor, std::size_t expected, std::uint64_t bytes_max,
                             const std::string& path) {
    std::string content;
    content.resize(expected + 1);
    std::size_t held = 0;
    for (;;) {
        if (held == content.size()) content.resize(content.size() * 2);
        const ssize_t got = ::read(descriptor, content.data() + held, content.size() - held);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return io_error("can't read", path, errno);
        if (got == 0) break;
        held += static_cast<std::size_t>(got);
        if (held > bytes_max) {
            return Error{ErrorCode::Limit, "`" + path + "` grows while it is read"};
        }
    }
    content.resize(held);
    return content;
}

Status write_all(int descriptor, std::string_view content, const std::string& path) {
    while (!content.empty()) {
        const ssize_t put = ::write(descriptor, content.data(), content.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) return io_error("can't write", path, errno);
        content.remove_prefix(static_cast<std::size_t>(put));
    }
    return {};
}

}  // namespace

Status check_regular_file(const std::string& path) {
    struct stat about{};
    if (::stat(path.c_str(), &about) != 0) return io_error("can't open", path, errno);
    if (S_ISREG(about.st_mode)) return {};
    return Error{ErrorCode::Io,
                 "`" + path + "` is " + std::string(kind_of(about.st_mode)) + ", and not a file"};
}

Result<std::string> read_file(const std::string& path, std::uint64_t bytes_max) {
    // O_NONBLOCK: opening a FIFO must not wait for a writer.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0) return io_error("can't open", path, errno);
    struct stat about{};
    if (::fstat(file.get(), &about) != 0) return io_error("can't read", path, errno);
    if (!S_ISREG(about.st_mode)) {
        return Error{ErrorCode::Io,
                     "`" + path + "` is " + std::string(kind_of(about.st_mode)) + ", not a file"};
    }
    const auto bytes = static_cast<std::uint64_t>(about.st_size);
    if (bytes > bytes_max) {
        return Error{ErrorCode::Limit, "`" + path + "` has " + std::to_string(bytes) +
                                           " bytes; at most " + std::to_string(bytes_max) +
                                           " are read"};
    }
    return read_all(file.get(), static_cast<std::size_t>(bytes), bytes_max, path);
}

Status write_file(const std::string& path, std::string_view content) {
    const std::string aside = path + ".new-" + std::to_string(::getpid());
    Descriptor file(::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
    if (file.get() < 0) return io_error("can't write", aside, errno);
    Status written = write_all(file.get(), content, aside);
    if (!file.close() && written) written = io_error("can't write", aside, errno);
    if (written && std::rename(aside.c_str(), path.c_str()) != 0) {
        written = io_error("can't write", path, errno);
    }
    if (!written) ::unlink(aside.c_str());
    return written;
}

std::size_t first_bad_byte(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte == 0) return at;
        if (byte < 0x80) {
            ++at;
            continue;
        }
        const CodePoint point = code_point_at(text, at);
        if (!point.valid) return at;
        at += point.length;
    }
    return text.size();
}

}  // namespace dictum
