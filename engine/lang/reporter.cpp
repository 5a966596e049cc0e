#include "engine/lang/reporter.h"

#include <utility>

namespace dictum {

void Reporter::error(std::string id, std::size_t from, std::size_t to, std::string message,
                     std::string mend) {
    Diagnostic diagnostic;
    diagnostic.id = std::move(id);
    diagnostic.span = text_.span(from, to);
    diagnostic.message = std::move(message);
    diagnostic.mend = std::move(mend);
    error(std::move(diagnostic));
}

void Reporter::error(Diagnostic diagnostic) {
    ++errors_;
    if (errors_ <= kListedMax) diagnostics_.add(std::move(diagnostic));
}

void Reporter::warning(std::string id, std::size_t from, std::size_t to, std::string message,
                       std::string mend) {
    if (++warnings_ > kListedMax) return;
    diagnostics_.warning(std::move(id), text_.span(from, to), std::move(message), std::move(mend));
}

void Reporter::finish() {
    if (errors_ <= kListedMax) return;
    const std::size_t end = text_.text.size();
    diagnostics_.error("too-many-errors", text_.span(end, end),
                       std::to_string(errors_ - kListedMax) + " more errors are not listed",
                       "mend the first ones, then check again");
}

}  // namespace dictum
