// Questions that name several things of one column, or calculate with the values of a relation.
#include "tests/unit/ask_support.h"

namespace dictum::test {

TEST_CASE("Several names of one column are asked each") {
    check_goals({
        {"翠叶和老桥的份额是多少",
         R"(shop_share(shop, share), match("jade_leaf|old_bridge", shop))"},
        {"What do Jade Leaf and Old Bridge serve?",
         R"(sells(shop, tea), match("jade_leaf|old_bridge", shop))"},
        {"老桥供应龙井还是普洱?", R"(sells("old_bridge", tea))"},
    });
    check_refused({
        "翠叶老桥的份额是多少",          // nothing joins them
        "翠叶和红岩的份额是多少",        // one is no name
        "龙井和普洱在翠叶的价格是多少",  // no claim knows one of them
    });
}

TEST_CASE("The value of one counted thing is multiplied") {
    check_goals({
        {"在老桥3杯龙井卖多少钱",
         R"(cup_price("old_bridge", "longjing", _value), total = 3 * _value)"},
        {"在老桥买三杯龙井价格一共是多少",
         R"(cup_price("old_bridge", "longjing", _value), total = 3 * _value)"},
        {"What do ten Longjing teas cost at Old Bridge?",
         R"(cup_price("old_bridge", "longjing", _value), total = 10 * _value)"},
        {"老桥的龙井卖的话40元能买几杯龙井",
         R"(cup_price("old_bridge", "longjing", _value), )"
         R"(quantity = floor(40CNY / _value) * 1cups)"},
    });
    check_refused({
        "老桥3斤龙井卖多少钱",                              // another measure
        "老桥3杯卖多少钱",                                  // of which tea is open
        "老桥的2022年龙井卖多少钱",                         // a year is no count of years
        "3杯老桥的份额是多少",                              // a share is not of cups
        "What does a ten tea Longjing cost at Old Bridge",  // a kind, not a count
        "老桥的龙井卖的话40杯能买几杯龙井",
        "老桥的龙井卖的话40元能买几家龙井",
    });
}

TEST_CASE("Two values are compared") {
    const std::string jade = R"(cup_price("jade_leaf", "longjing", _first), )";
    const std::string bridge = R"(cup_price("old_bridge", "longjing", _second), )";
    check_goals({
        {"翠叶的龙井价格比老桥高多少?",
         jade + bridge + "difference = _first - _second, _first > _second"},
        {"和老桥相比,翠叶的龙井卖得贵多少?",
         jade + bridge + "difference = _first - _second, _first > _second"},
        {"翠叶的龙井卖得比老桥便宜百分之几",
         jade + bridge + "percent = 0% + (_second - _first) / _second, _first < _second"},
        {"翠叶和老桥的龙井价格相差多少", jade + bridge + "difference = abs(_first - _second)"},
        {"Which shop's price of Longjing is lower, Jade Leaf or Old Bridge?",
         R"(cup_price(shop, "longjing", _value), match("jade_leaf|old_bridge", shop), )"
         R"(cup_price(_rival, "longjing", _other), match("jade_leaf|old_bridge", _rival), )"
         "shop != _rival, _value < _other"},
        {"翠叶和老桥的份额相差多少个百分点",
         R"(shop_share("jade_leaf", _first), shop_share("old_bridge", _second), )"
         "difference = abs(_first - _second)"},
    });
    check_refused({
        "翠叶的份额比老桥贵多少",            // a share is not money
        "翠叶的龙井价格比红岩高多少",        // one is not known
        "翠叶的龙井价格比老桥又高又低多少",  // neither
        "翠叶的龙井价格高多少",              // than what
    });
}

}  // namespace dictum::test
