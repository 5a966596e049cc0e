// Any bytes as a question over a small knowledge: no crash, a goal exactly when the question was
// read, goals that parse, suggestions that are read, refusals that are short.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ask/reader.h"
#include "ask/wording.h"
#include "engine/lang/parser.h"
#include "engine/value/utf8.h"
#include "tests/unit/ask_tea_shops.h"

namespace {

using namespace dictum;

void require(bool condition) {
    if (!condition) std::abort();
}

void check_goal(const std::string& goal) {
    Fragment text;
    text.text = goal;
    Diagnostics diagnostics;
    require(parse_goal(text, diagnostics).has_value() && !diagnostics.has_errors());
}

void check(const test::TeaShops& shops, const QuestionReader& reader, std::string_view question) {
    const Reading reading = reader.read(question);
    const bool read = reading.outcome == ReadingOutcome::Read;
    require(read == !reading.goal.empty());
    require(!read || reading.unexplained.empty());
    require((reading.outcome == ReadingOutcome::Ambiguous) == (reading.readings.size() > 1));
    if (read) check_goal(reading.goal);
    for (const std::string& goal : reading.readings) check_goal(goal);
    for (const std::string& suggestion : reader.suggestions(reading, 3))
        require(reader.read(suggestion).outcome == ReadingOutcome::Read);
    Answer answer;
    answer.language = reading.language;
    const std::string text = answer_text(shops.context(), answer, &reading);
    require(!text.empty() && count_code_points(text) <= 300);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const test::TeaShops kShops;
    static const auto kReader =
        QuestionReader::make(kShops.knowledge, kShops.vocabulary, kShops.program);
    require(kReader.has_value());
    check(kShops, *kReader, {reinterpret_cast<const char*>(data), size});
    return 0;
}
