// Text -> canonical text: minimal parentheses, uniform spaces; and canonical text stays as it is.
#include "tests/catch.hpp"
#include "tests/unit/lang_support.h"

using namespace dictum;

namespace {

struct RoundTrip {
    std::string text;
    std::string expected;
};

void check_round_trips(const std::vector<RoundTrip>& cases, Dialect dialect) {
    const std::string head = dialect == Dialect::Dictum ? ".pragma \"dialect\" \"dictum\"\n" : "";
    for (const RoundTrip& c : cases) {
        CAPTURE(c.text);
        CHECK(test::canonical(c.text, dialect) == head + c.expected + "\n");
        CHECK(test::canonical(head + c.expected, dialect) == head + c.expected + "\n");
        CHECK(dump(test::parse(c.text, dialect).program) ==
              dump(test::parse(head + c.expected, dialect).program));
    }
}

}  // namespace

TEST_CASE("terms in canonical text") {
    check_round_trips(
        {
            {"p(1+2*3).", "p(1 + 2 * 3)."},
            {"p((1+2)*3).", "p((1 + 2) * 3)."},
            {"p(1-(2-3)).", "p(1 - (2 - 3))."},
            {"p((1-2)-3).", "p(1 - 2 - 3)."},
            {"p(8/(4/2)).", "p(8 / (4 / 2))."},
            {"p(2^3^2).", "p(2 ^ 3 ^ 2)."},
            {"p((2^3)^2).", "p((2 ^ 3) ^ 2)."},
            {"p(2^(3^2)).", "p(2 ^ 3 ^ 2)."},
            {"p(-2^2).", "p(-2 ^ 2)."},
            {"p((-2)^2).", "p((-2) ^ 2)."},
            {"p(2^-1).", "p(2 ^ -1)."},
            {"p(2^-x^2*3).", "p(2 ^ -x ^ 2 * 3)."},
            {"p(-(x*y)).", "p(-(x * y))."},
            {"p(-x*y).", "p(-x * y)."},
            {"p(- - -x).", "p(---x)."},
            {"p(1 - -1).", "p(1 - -1)."},
            {"p(1--1).", "p(1 - -1)."},
            {"p(a%b%c).", "p(a % b % c)."},
            {"p(a%(b%c)).", "p(a % (b % c))."},
            {"p(((((x))))).", "p(x)."},
            {"p(0x1F,0b101,5u,0x10u,007).", "p(31, 5, 5u, 16u, 7)."},
            {"p(1.50,2.0).", "p(1.50, 2.0)."},
            {"p(_,x,_x,?y,x1).", "p(_, x, _x, ?y, x1)."},
            {"p(\"a\\\"b\\\\\\n\\t\\r\\a\\b\\f\\v\\'\").",
             "p(\"a\\\"b\\\\\\n\\t\\r\\a\\b\\f\\v'\")."},
            {"p(\"two\nlines\").", "p(\"two\\nlines\")."},
            {"p(\"华为\").", "p(\"华为\")."},
            {"p(cat(a,b),strlen(cat(\"x\",c))).", "p(cat(a, b), strlen(cat(\"x\", c)))."},
            {"p(max(a,b,c),min(1,2)).", "p(max(a, b, c), min(1, 2))."},
            {"p().", "p()."},
        },
        Dialect::Souffle);
}

TEST_CASE("aggregates in canonical text") {
    check_round_trips(
        {
            {"p(n):-n=count:{q(_)}.", "p(n) :- n = count : { q(_) }."},
            {"p(n):-n=count:q(_).", "p(n) :- n = count : { q(_) }."},
            {"p(n):-n=1+sum x:{q(x)}*2.", "p(n) :- n = 1 + sum x : { q(x) } * 2."},
            {"p(n):-n=min x+1:q(x).", "p(n) :- n = min x + 1 : { q(x) }."},
            {"p(n):-n=max (x):q(x).", "p(n) :- n = max x : { q(x) }."},
            {"p(n):-n=max(x+1)*2:q(x).", "p(n) :- n = max (x + 1) * 2 : { q(x) }."},
            {"p(n):-n=max max(x,y):q(x,y).", "p(n) :- n = max max(x, y) : { q(x, y) }."},
            {"p(n):-n=mean x:{q(x),(r(x);x<3)}.", "p(n) :- n = mean x : { q(x), (r(x); x < 3) }."},
            {"p(n):-n=sum (x):{n=count:{q(x)}}.", "p(n) :- n = sum x : { n = count : { q(x) } }."},
            {"p(sum x:q(x)):-r().", "p(sum x : { q(x) }) :- r()."},
            {"p(n):-n=sum sum y:q(y):r(z).", "p(n) :- n = sum sum y : { q(y) } : { r(z) }."},
            {"p(n):-sum x:q(x)=n.", "p(n) :- sum x : { q(x) } = n."},
        },
        Dialect::Souffle);
}

TEST_CASE("formulas in canonical text") {
    check_round_trips(
        {
            {"a(x),b(x):-c(x).", "a(x), b(x) :- c(x)."},
            {"a(x):-b(x),c(x);d(x).", "a(x) :- b(x), c(x); d(x)."},
            {"a(x):-b(x),(c(x);d(x)).", "a(x) :- b(x), (c(x); d(x))."},
            {"a(x):-(b(x),c(x)),d(x).", "a(x) :- b(x), c(x), d(x)."},
            {"a(x):-b(x),(c(x),d(x)).", "a(x) :- b(x), c(x), d(x)."},
            {"a(x):-(b(x);c(x));d(x).", "a(x) :- b(x); c(x); d(x)."},
            {"a(x):-b(x);(c(x);d(x)).", "a(x) :- b(x); c(x); d(x)."},
            {"a(x):-b(x);(c(x),d(x)).", "a(x) :- b(x); c(x), d(x)."},
            {"a(x):-(b(x);c(x)),d(x).", "a(x) :- (b(x); c(x)), d(x)."},
            {"a(x):-((b(x);c(x));e(x)),d(x).", "a(x) :- (b(x); c(x); e(x)), d(x)."},
            {"a(x):-((b(x),c(x));e(x)),d(x).", "a(x) :- (b(x), c(x); e(x)), d(x)."},
            {"a(x):-(((b(x)))).", "a(x) :- b(x)."},
            {"a(x):-((b(x),c(x))).", "a(x) :- b(x), c(x)."},
            {"a(x):-!b(x),!!c(x).", "a(x) :- !b(x), !!c(x)."},
            {"a(x):-!(b(x),c(x)).", "a(x) :- !(b(x), c(x))."},
            {"a(x):-!(b(x);(c(x);d(x))).", "a(x) :- !(b(x); c(x); d(x))."},
            {"a(x):-!(b(x)).", "a(x) :- !b(x)."},
            {"a(x):-!x<3.", "a(x) :- !(x < 3)."},
            {"a(x):-!(x<3).", "a(x) :- !(x < 3)."},
            {"a(x):-x=1,x!=2,x<3,x<=4,x>5,x>=6.",
             "a(x) :- x = 1, x != 2, x < 3, x <= 4, x > 5, x >= 6."},
            {"a(x):-(x+1)<3,(x)=(y).", "a(x) :- x + 1 < 3, x = y."},
            {"a(x):-(x+1)*2<3.", "a(x) :- (x + 1) * 2 < 3."},
            {"a(x):-(x<3),((x)<4).", "a(x) :- x < 3, x < 4."},
            {"a(x):-strlen(x)>3,(strlen(x))>4.", "a(x) :- strlen(x) > 3, strlen(x) > 4."},
            {"a(x):-match(\"a.*\",x),!contains(\"b\",x).",
             "a(x) :- match(\"a.*\", x), !contains(\"b\", x)."},
            {"a(x):-true,b(x);false.", "a(x) :- true, b(x); false."},
            {"a(x):-(true).", "a(x) :- true."},
            {"a(x) :- x < -3.", "a(x) :- x < -3."},
            {"a(x) :- x<-3.", "a(x) :- x < -3."},
        },
        Dialect::Souffle);
}

TEST_CASE("the Dictum dialect in canonical text") {
    check_round_trips(
        {
            {"p(120..140万元,15万元/片,5%,400T).", "p(120..140万元, 15万元/片, 5%, 400T)."},
            {"p(9000元..1万元,1.6million元).", "p(9000元..1万元, 1.6million元)."},
            {"p(> 400T,>=400T,< 5,<=-5%).", "p(>400T, >=400T, <5, <=-5%)."},
            {"p(>1..2,1..<2CNY,>1..<2).", "p(>1..2, 1..<2CNY, >1..<2)."},
            {"p(-3..5,-5..-3,-(3..5),- 3..5).", "p(-3..5, -5..-3, -(3..5), -(3..5))."},
            {"p(-5%,- 5%,-(5%),--5%,-(-5%)).", "p(-5%, -5%, -5%, 5%, 5%)."},
            {"p(x-3..5,x - -3..5,x--3..5).", "p(x - 3..5, x - -3..5, x - -3..5)."},
            {"p(-3..5^2,(-5%)^2,-5%^2).", "p((-3..5) ^ 2, (-5%) ^ 2, -5% ^ 2)."},
            {"p(9:1,0.5:2,10:10).", "p(9:1, 0.5:2, 10:10)."},
            {"p(2024-02-27,2024 - 02-27,2024-2-27).",
             "p(2024-02-27, 2024 - 2 - 27, 2024 - 2 - 27)."},
            {"p(true,false).", "p(true, false)."},
            {"p(5 % 2,x%2,x/y,5/x,5 %x).", "p(5 % 2, x % 2, x / y, 5 / x, 5 % x)."},
            {"p(0xff,0b11,5u).", "p(255, 3, 5u)."},
            {"p(x):-q(x,y),x<?y,x<=?y,x>?y,x>=?y,x=?y.",
             "p(x) :- q(x, y), x <? y, x <=? y, x >? y, x >=? y, x =? y."},
            {"p(x):-q(x),true=x,x=false,true.", "p(x) :- q(x), true = x, x = false, true."},
            {"p(x):-q(x),x< ?y.", "p(x) :- q(x), x < ?y."},
            {"p(x):-q(x),x*5%>2万*y.", "p(x) :- q(x), x * 5% > 2万*y."},
            {"p(n):-n=sum x:{q(x,9:1)},m=count:{q(1:1)}.",
             "p(n) :- n = sum x : { q(x, 9:1) }, m = count : { q(1:1) }."},
            {"p(n):-n=sum 1:{q(1)}.", "p(n) :- n = sum 1 : { q(1) }."},
            {"p(x):-q(x),x=3.p(4).", "p(x) :- q(x), x = 3.\np(4)."},
            {"p(5%).q(3..5).r(1.5).", "p(5%).\nq(3..5).\nr(1.5)."},
        },
        Dialect::Dictum);
}

TEST_CASE("the dialects read the same text differently") {
    CHECK(test::canonical("p(5%2). p(2024-02-27). p(x) :- q(x,?y), x<?y.") ==
          "p(5 % 2).\np(2024 - 2 - 27).\np(x) :- q(x, ?y), x < ?y.\n");
    CHECK(test::canonical("p(2024-02-27).\n.pragma \"dialect\" \"dictum\"\np(2024-02-27).") ==
          ".pragma \"dialect\" \"dictum\"\np(2024 - 2 - 27).\np(2024-02-27).\n");
    CHECK(test::canonical(
              ".pragma \"dialect\" \"dictum\" p(5%).\n.pragma \"dialect\" \"souffle\"\np(5%2).") ==
          ".pragma \"dialect\" \"dictum\"\np(5%).\np(5 % 2).\n");
}

TEST_CASE("comments and blanks are nothing") {
    CHECK(test::canonical("\xEF\xBB\xBFp(1). // p(2). \n/* p(3).\n /* **/ p(4).\r\n/// doc\n//! "
                          "doc\n\tq(/**/5)\v.") == "p(1).\np(4).\nq(5).\n");
    CHECK(test::canonical("") == "");
    CHECK(test::canonical("// only this") == "");
}
