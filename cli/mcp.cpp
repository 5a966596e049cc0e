// `dictum mcp`: the Model Context Protocol over standard input and output, a message a line.
#include <unistd.h>

#include <array>
#include <cerrno>

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "embed/mcp/server.h"

namespace dictum::cli {
namespace {

constexpr std::size_t kMessageMax = std::size_t{1} << 20;

// Lines of standard input; of one that is too long only that it is.
class Lines {
  public:
    // False at the end.
    bool next(std::string& line, bool& too_long) {
        line.clear();
        too_long = false;
        for (;;) {
            const std::size_t end = buffer_.find('\n', begin_);
            const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
            too_long = too_long || line.size() + (stop - begin_) > kMessageMax;
            if (too_long) {
                line.clear();
            } else {
                line.append(buffer_, begin_, stop - begin_);
            }
            if (end != std::string::npos) {
                begin_ = end + 1;
                return true;
            }
            if (!fill()) return !line.empty() || too_long;
        }
    }

  private:
    bool fill() {
        std::array<char, 65536> bytes;
        begin_ = 0;
        buffer_.clear();
        for (;;) {
            const ssize_t got = ::read(STDIN_FILENO, bytes.data(), bytes.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return false;
            buffer_.assign(bytes.data(), static_cast<std::size_t>(got));
            return true;
        }
    }

    std::string buffer_;
    std::size_t begin_ = 0;
};

}  // namespace

int mcp(const McpArguments& arguments) {
    auto opened = open_session(arguments.knowledge, arguments.limits);
    if (const auto* failed = std::get_if<Failure>(&opened)) return fail(*failed);
    Session& session = std::get<Session>(opened);
    // The time of a request begins with it.
    mcp::Server server(session, DICTUM_VERSION,
                       [&] { session.allow(limits_from(arguments.limits)); });
    Lines lines;
    std::string line;
    bool too_long = false;
    while (lines.next(line, too_long)) {
        if (line.find_first_not_of(" \t\r") == std::string::npos && !too_long) continue;
        const std::string reply = too_long ? mcp::Server::too_long() : server.reply(line);
        if (reply.empty()) continue;
        print(reply);
        print("\n");
        flush_output();
        if (!output_is_good()) break;
    }
    return kAnswered;
}

}  // namespace dictum::cli
