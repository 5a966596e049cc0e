// Which quotes stand in a text, and at which bytes.
#include "kb/quote.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

// The stretch that the quote stands at, or "-".
std::string found(const std::string& text, const std::string& quote) {
    QuoteFinder finder(text);
    const auto range = finder.find(quote);
    return range ? text.substr(range->begin, range->end - range->begin) : "-";
}

std::string nearest_to(const std::string& text, const std::string& quote) {
    QuoteFinder finder(text);
    const auto range = finder.nearest(quote);
    return range ? text.substr(range->begin, range->end - range->begin) : "-";
}

}  // namespace

TEST_CASE("quotes are equal up to white space, full-width forms and quotation marks") {
    struct Case {
        const char* text;
        const char* quote;
        const char* stretch;
    };
    const Case cases[] = {
        {"售价为120万元。", "120万元", "120万元"},
        {"售价为１２０万元。", "120万元", "１２０万元"},
        {"售价为120万元。", "１２０万元", "120万元"},
        {"占去75％左右", "占去75%左右", "占去75％左右"},
        {"GPU 一项 占去", "GPU一项占去", "GPU 一项 占去"},
        {"GPU一项占去", "GPU 一项　占去", "GPU一项占去"},
        {"eight  card\nserver", "eight card server", "eight  card\nserver"},
        {"eight card server", " eight\tcard server ", "eight card server"},
        {"eightcard", "eight card", "-"},
        {"eight card", "eightcard", "-"},
        {"他说“很好”。", "他说\"很好\"。", "他说“很好”。"},
        {"他说「很好」。", "‘很好’", "「很好」"},
        {"it's fine", "it’s fine", "it's fine"},
        {"价格，大约", "价格,大约", "价格，大约"},
        {"Ｎｅｗ　Ｃａｒｄ", "New Card", "Ｎｅｗ　Ｃａｒｄ"},
        {"caf\xC3\xA9", "cafe\xCC\x81", "caf\xC3\xA9"},
        {"cafe\xCC\x81", "caf\xC3\xA9", "cafe\xCC\x81"},
        {"q\xCC\xA3\xCC\x87", "q\xCC\x87\xCC\xA3", "q\xCC\xA3\xCC\x87"},
        {"Price", "price", "-"},
        {"一百二十万", "120万", "-"},
        {"a", "", "-"},
        {"a b", " ", "-"},
        {"", "a", "-"},
        {"aaab", "aab", "aab"},
        {"ａａａｂ", "aab", "ａａｂ"},
        {"\xFFz", "z", "z"},
    };
    for (const Case& test : cases) {
        INFO(test.text << " | " << test.quote);
        CHECK(found(test.text, test.quote) == test.stretch);
    }
}

TEST_CASE("the exact place wins, then the first") {
    const std::string text = "“a” then \"a\" then \"a\"";
    QuoteFinder finder(text);
    CHECK(finder.find("\"a\"")->begin == 13);
    CHECK(finder.find("「a」")->begin == 0);
}

TEST_CASE("the nearest text of a quote that is not there") {
    CHECK(nearest_to("甲。国产服务器价格在120万到140万。乙。", "国产服务器的价格在120万至140万") ==
          "国产服务器价格在120万到140万");
    CHECK(nearest_to("国产服务器", "nothing like it") == "-");
    CHECK(nearest_to("", "a") == "-");
    CHECK(nearest_to("a", "") == "-");
}

TEST_CASE("looking for quotes is linear") {
    const std::string text(2'000'000, 'a');
    CHECK(found(text, std::string(1'000'000, 'a') + "b") == "-");
    CHECK(found(text, std::string(1'000'000, 'a')).size() == 1'000'000);
    // A run of combining marks is ordered in bounded steps.
    std::string marks = "a";
    for (int i = 0; i < 200'000; ++i) marks += i % 2 == 0 ? "\xCC\x87" : "\xCC\xA3";
    CHECK(found(marks, "zz") == "-");
}

TEST_CASE("normal text remembers the bytes that it came from") {
    const NormalText text = normal_text("ａ ①\xE3\x8E\x8F");  // ａ ① ㎏
    std::string points;
    for (const char32_t point : text.points) points += static_cast<char>(point);
    CHECK(points == "a 1kg");
    CHECK(text.begins == std::vector<std::uint32_t>{0, 3, 4, 7, 7});
    CHECK(text.ends == std::vector<std::uint32_t>{3, 4, 7, 10, 10});
}
