#include "embed/ingest.h"

#include <unistd.h>

#include <cstdio>

#include "cli/commands.h"
#include "cli/output.h"
#include "cli/pdf_text.h"

namespace dictum::cli {
namespace {

constexpr std::uint64_t kWorthShowing = 4'000'000;  // bytes: less is read in a moment

// One line on a terminal, written over and over, and wiped at the end.
class Progress {
  public:
    explicit Progress(bool shown) : shown_(shown) {}
    ~Progress() {
        if (drawn_) std::fputs("\r\033[K", stderr);
    }
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    void show(std::uint64_t done, std::uint64_t all) {
        if (!shown_ || all < kWorthShowing) return;
        drawn_ = true;
        std::fprintf(stderr, "\rreading: %3u %% of %llu MB\033[K",
                     static_cast<unsigned>(100 * done / all),
                     static_cast<unsigned long long>(all / 1'000'000));
        std::fflush(stderr);
    }

  private:
    bool shown_;
    bool drawn_ = false;
};

}  // namespace

int ingest(const IngestArguments& arguments) {
    if (!arguments.list && arguments.draft.empty()) {
        print_error("error: where to? name the folder of the draft with -o DRAFT_PACK");
        return kInputError;
    }
    auto done = [&] {
        Progress progress(isatty(STDERR_FILENO) != 0);
        IngestRequest request{arguments.files, arguments.draft, arguments.date, pdf_text, {}};
        request.progress = [&](std::uint64_t read, std::uint64_t all) { progress.show(read, all); };
        return arguments.list ? list_ingest(request) : dictum::ingest(request);
    }();
    if (const auto* failed = std::get_if<Failure>(&done)) return fail(*failed);
    if (arguments.list) {
        print(std::get<std::string>(done));
    } else {
        print_error(std::get<std::string>(done));
    }
    return kAnswered;
}

}  // namespace dictum::cli
