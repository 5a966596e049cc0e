// Damaged packs: cut at every byte, bytes changed, parts huge or doubled. Nothing crashes or hangs,
// and everything that is wrong has a place.
#include "tests/catch.hpp"
#include "tests/unit/rules_support.h"

using namespace dictum;
using namespace dictum::test;

namespace {

// Everything reported lies inside its file.
void check_places(const PackFiles& files) {
    const auto tea = check_tea(files);
    REQUIRE((!tea->error.empty() || tea->pack.has_value() == !tea->diagnostics.has_errors()));
    for (const Diagnostic& item : tea->diagnostics.items()) {
        REQUIRE(tea->sources.contains(item.span.file));
        const std::size_t size = tea->sources.text(item.span.file).size();
        REQUIRE(item.span.begin <= item.span.end);
        REQUIRE(item.span.end <= size);
        REQUIRE_FALSE(item.message.empty());
    }
    static_cast<void>(render(tea->diagnostics, tea->sources));
}

}  // namespace

TEST_CASE("a pack cut at each byte is a pack with mistakes, never a crash") {
    const std::string text = tea_declarations() + tea_statements();
    for (std::size_t length = 0; length <= text.size(); ++length) {
        check_places({{"pack.toml", text.substr(0, length)}, {"minutes.md", tea_minutes()}});
    }
}

TEST_CASE("minutes cut at each byte") {
    const std::string text = tea_minutes();
    for (std::size_t length = 0; length <= text.size(); ++length) {
        PackFiles files = tea_files();
        files[2].second = text.substr(0, length);
        check_places(files);
    }
}

TEST_CASE("each byte of a pack changed to something unwelcome") {
    const std::string text = tea_declarations() + tea_statements();
    const std::string bytes = std::string("\"'\\[{=\n\t#.,") + '\0' + "\xFF\xE2";
    for (std::size_t at = 0; at < text.size(); ++at) {
        std::string changed = text;
        changed[at] = bytes[at % bytes.size()];
        check_places({{"pack.toml", changed}, {"minutes.md", tea_minutes()}});
    }
}

TEST_CASE("large and repetitive packs are read in about linear time") {
    std::string tables;
    for (int i = 0; i < 20'000; ++i) tables += "[[nonsense]]\nkey = 1\n";
    check_places(tea_files_with(tables));
    std::string claims;
    for (int i = 0; i < 5'000; ++i) {
        claims += "[[claim]]\nfact = 'price(\"grean\", 5元)'\ncite = \"call p1\"\nquote = \"no\"\n";
    }
    check_places(tea_files_with(claims));
    std::string line = "x = [";
    for (int i = 0; i < 200'000; ++i) line += "\"价\",";
    check_places(tea_files_with(line + "]\n"));
    check_places(tea_files_with("[[claim]]\nfact = '" + std::string(1'000'000, '(') + "'\n"));
    check_places(tea_files_with("[[claim]]\nnote = \"" + std::string(3'000'000, 'x') + "\"\n"));
}

TEST_CASE("text that hides or reorders is shown escaped, not as it is") {
    const auto tea = read_tea(tea_files_with("[[claim]]\n\"evil\\u202Ekey\\n\" = 1\n"));
    const std::string text = render(tea->diagnostics, tea->sources);
    CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
    for (const std::string& line : mistakes(tea->diagnostics, tea->sources)) {
        CHECK(line.find('\n') == std::string::npos);
    }
}
