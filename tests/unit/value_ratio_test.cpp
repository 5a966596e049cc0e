// A ratio stays as it was written.
#include "engine/value/ratio.h"
#include "tests/catch.hpp"

using namespace dictum;

TEST_CASE("ratios are never reduced") {
    CHECK(Ratio::parse("9:1")->to_string() == "9:1");
    CHECK(Ratio::parse("18:2")->to_string() == "18:2");
    CHECK(*Ratio::parse("9:1") != *Ratio::parse("18:2"));
    CHECK(Ratio::parse("0.5:2")->to_string() == "0.5:2");
    for (const char* malformed : {"", ":", "9", "9:", ":1", "-9:1", "9:-1", "+9:1", "9:1:2", "a:b",
                                  "9 : 1", "1.2345678901234567890:1"}) {
        CAPTURE(malformed);
        CHECK_FALSE(Ratio::parse(malformed).has_value());
    }
}

TEST_CASE("a share is the first over the sum, rounded outward") {
    CHECK(Ratio::parse("9:1")->share()->to_string() == "0.9");
    CHECK(Ratio::parse("0:5")->share()->to_string() == "0");
    CHECK(Ratio::parse("1:2")->share()->to_string() ==
          "0.333333333333333333..0.333333333333333334");
    CHECK_FALSE(Ratio::parse("0:0")->share());
}
