#include "engine/eval/patterns.h"

#include <re2/re2.h>

#include "engine/eval/functors.h"

namespace dictum {

struct Patterns::Compiled {
    Compiled(const std::string& pattern, const RE2::Options& options) : regex(pattern, options) {}
    RE2 regex;
};

Patterns::Patterns() = default;
Patterns::~Patterns() = default;

Result<const Patterns::Compiled*> Patterns::compiled(SymbolId pattern, const Values& values) {
    if (const auto found = compiled_.find(pattern); found != compiled_.end()) {
        return static_cast<const Compiled*>(found->second.get());
    }
    const std::string& text = values.text(pattern);
    const std::string shown =
        "match(" + show(word_of(pattern), BaseType::Symbol, values) + ", _): ";
    if (text.size() > kPatternBytesMax) {
        return Error{ErrorCode::InvalidInput, shown + "the pattern is longer than " +
                                                  std::to_string(kPatternBytesMax) + " bytes"};
    }
    RE2::Options options;
    options.set_max_mem(kPatternMemory);
    options.set_log_errors(false);
    auto fresh = std::make_unique<Compiled>(text, options);
    if (!fresh->regex.ok()) {
        const bool large = fresh->regex.error_code() == RE2::ErrorPatternTooLarge;
        return Error{large ? ErrorCode::Limit : ErrorCode::InvalidInput,
                     shown + "not a pattern that can be used: " + fresh->regex.error()};
    }
    if (compiled_.size() >= kKept) compiled_.clear();
    return static_cast<const Compiled*>(
        compiled_.emplace(pattern, std::move(fresh)).first->second.get());
}

Result<bool> Patterns::matches(SymbolId pattern, SymbolId text, const Values& values) {
    DICTUM_TRY(const Compiled* const regex, compiled(pattern, values));
    return RE2::FullMatch(values.text(text), regex->regex);
}

}  // namespace dictum
