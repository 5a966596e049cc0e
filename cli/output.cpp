#include "cli/output.h"

#include <cstdio>

#include "cli/commands.h"

namespace dictum::cli {

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void print_error(std::string_view text) {
    std::fwrite(text.data(), 1, text.size(), stderr);
    if (text.empty() || text.back() != '\n') std::fputc('\n', stderr);
}

void flush_output() { std::fflush(stdout); }

bool output_is_good() { return std::ferror(stdout) == 0; }

bool finish_output() {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return true;
    print_error("error: standard output could not be written");
    return false;
}

int fail(const Failure& failure) {
    print_error(failure.text);
    const bool stopped =
        failure.code == ErrorCode::Limit || failure.code == ErrorCode::Interrupted;
    return stopped ? kLimit : kInputError;
}

}  // namespace dictum::cli
