// Words that say nothing against a reading: those of the language, those that the relation itself
// is said in, generic nouns and stated numbers behind a question word.
#include "tests/unit/ask_support.h"

namespace dictum::test {

TEST_CASE("Words without a content of their own are idle") {
    check_goals({
        {"请问老桥到底还供应什么呢", R"(sells("old_bridge", tea))"},
        {"和普洱相比，学生更爱喝什么？", R"(prefers("students", tea))"},
        {"I would like to know which tea exactly Old Bridge does serve",
         R"(sells("old_bridge", tea))"},
    });
    check_refused({"和红茶相比，学生更爱喝什么？", "老桥所有供应什么", "将来学生爱喝什么"});
}

TEST_CASE("Forms of a verb are one word") {
    check_goals({
        {"Which tea is Old Bridge offering?", R"(sells("old_bridge", tea))"},
        {"What is Longjing priced at by Jade Leaf?",
         R"(cup_price("jade_leaf", "longjing", price))"},
    });
    check_refused({"Which tea does the note of Old Bridge not serve?"});
}

TEST_CASE("A word that the relation is said in supports a reading") {
    check_goals({
        {"What is the blend of Longjing and milk?", R"(blend("longjing", ratio))"},
        {"爱喝普洱的顾客是谁", R"(prefers(group, "puer"))"},
    });
    check_refused({
        "What is the price of Longjing and milk?",           // of another relation
        "普洱的顾客价格是多少",                              // likewise
        "What is the milk?",                                 // nothing names a relation
        "不爱喝普洱的顾客是谁",                              // a negation is never soft
        "What is the blend of Longjing and three milk?",     // nor a number
        "What is the blend of Longjing and Milk Mountain?",  // nor a name
    });
}

TEST_CASE("A question word may say of what kind the answer is") {
    check_goals({
        {"哪家公司供应普洱", R"(sells(shop, "puer"))"},
        {"Which company serves Longjing?", R"(sells(shop, "longjing"))"},
    });
    check_refused({"学生爱喝哪家公司", "What place do students prefer?"});
}

TEST_CASE("A stated number of answers is kept") {
    CHECK(read("老桥供应哪三种").goal == R"(sells("old_bridge", tea))");
    CHECK(read("老桥供应哪三种").count == 3U);
    CHECK(read("What two kinds of tea does Old Bridge serve?").count == 2U);
    CHECK(!read("老桥供应什么").count);
    check_refused({"老桥供应三种", "三种龙井的价格是多少"});
}

TEST_CASE("Causes are told to who asks for them") {
    TeaShops shops;
    for (auto& relation : shops.knowledge.relations) {
        if (relation.name == "closed_why")
            relation.asks = {"为什么", "原因", "休业", "why", "shut"};
        if (relation.name == "sells") relation.asks = {"供应", "休业", "shut"};
    }
    const auto reader = QuestionReader::make(shops.knowledge, shops.vocabulary, shops.program);
    REQUIRE(reader);
    const std::string goal = R"(closed_why("old_bridge", cause))";
    CHECK(reader->read("老桥为什么休业").goal == goal);
    CHECK(reader->read("老桥休业的原因是什么").goal == goal);
    CHECK(reader->read("Why did Old Bridge shut?").goal == goal);
    CHECK(reader->read("What did Old Bridge shut?").goal == R"(sells("old_bridge", tea))");
}

}  // namespace dictum::test
