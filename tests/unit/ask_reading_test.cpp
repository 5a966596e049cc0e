// Questions to goals: what is read, and what is refused and why.
#include "tests/unit/ask_support.h"

namespace dictum::test {

TEST_CASE("Chinese questions become goals") {
    check_goals({
        {"翠叶茶馆的龙井多少钱？价格是多少", R"(cup_price("jade_leaf", "longjing", price))"},
        {"老桥的普洱卖多少钱?", R"(cup_price("old_bridge", "puer", price))"},
        {"龙井的价格大概是多少？", R"(cup_price(shop, "longjing", price))"},
        {"学生偏爱什么?", R"(prefers("students", tea))"},
        {"谁爱喝普洱？", R"(prefers(group, "puer"))"},
        {"翠叶什么时候开业的?", R"(opened("jade_leaf", day))"},
        {"老桥茶铺的市场份额是百分之几？", R"(shop_share("old_bridge", share))"},
        {"老桥供应什么？", R"(sells("old_bridge", tea))"},
        {"老桥为什么关门？", R"(closed_why("old_bridge", cause))"},
        {"龙井的茶奶比是多少", R"(blend("longjing", ratio))"},
    });
}

TEST_CASE("English questions become goals") {
    check_goals({
        {"How much does a cup of Longjing cost at Jade Leaf?",
         R"(cup_price("jade_leaf", "longjing", price))"},
        {"What do students prefer?", R"(prefers("students", tea))"},
        {"Who prefers Pu'er?", R"(prefers(group, "puer"))"},
        {"When did Old Bridge open?", R"(opened("old_bridge", day))"},
        {"What percentage is Jade Leaf's market share?", R"(shop_share("jade_leaf", share))"},
        {"Which tea does the Old Bridge serve?", R"(sells("old_bridge", tea))"},
        {"Why was Old Bridge closed?", R"(closed_why("old_bridge", cause))"},
    });
}

TEST_CASE("Forms of writing make no difference") {
    const std::string goal = R"(cup_price("jade_leaf", "longjing", price))";
    check_goals({
        {"ＪＡＤＥ　ＬＥＡＦ的龙井价格是多少？", goal},
        {"JADE LEAF: price of LONGJING TEA?!", goal},
        {"prices of Longjing teas at jade-leaf", goal},
        {"  翠叶茶馆 的 龙井 ， 价格 是 多少 。", goal},
        {"翠叶\xE2\x80\x8B茶馆的龙井价格", goal},  // zero-width space
        {"\xE2\x80\xAE翠叶茶馆的龙井价格", goal},  // right-to-left override
        {"翠叶茶馆的\x01龙井\x02价格", goal},      // control characters
    });
}

TEST_CASE("What is offered for a decided column is asked, not assumed") {
    check_goals({
        {"学生偏爱龙井还是普洱？", R"(prefers("students", tea))"},
        {"Do students prefer Longjing or Pu'er?", R"(prefers("students", tea))"},
        {"学生偏爱普洱吗?", R"(prefers("students", tea))"},
        {"Do students like Pu'er?", R"(prefers("students", tea))"},
        {"学生偏爱普洱", R"(prefers("students", tea), tea = "puer")"},
        {"老桥供应普洱吗?", R"(sells("old_bridge", tea), tea = "puer")"},
        {"翠叶的份额到10%吗?", R"(shop_share("jade_leaf", share))"},
        {"Is Jade Leaf's share 10%?", R"(shop_share("jade_leaf", share))"},
        {"龙井的茶奶比是不是9:1", R"(blend("longjing", ratio))"},
    });
}

TEST_CASE("A question word must find a column of its kind") {
    check_refused({
        "谁的价格是什么时候",
        "学生什么时候喜欢龙井",
        "翠叶的份额是谁?",
        "老桥供应多少?",
        "When do students prefer Longjing?",
        "Who is Jade Leaf's share of Longjing?",
        "翠叶的份额是多少钱?",
        "翠叶的份额是几台?",
        "Why does Longjing cost?",
    });
}

TEST_CASE("Now is idle, but not where a period is left open") {
    check_goals({
        {"翠叶2023年的销量是多少", R"(cups_sold("jade_leaf", "year_2023", cups))"},
        {"翠叶的销量是多少", R"(cups_sold("jade_leaf", year, cups))"},
        {"翠叶目前的份额是多少", R"(shop_share("jade_leaf", share))"},
        {"What is Jade Leaf's current share?", R"(shop_share("jade_leaf", share))"},
    });
    check_refused({"翠叶现在的销量是多少", "What are Jade Leaf's current sales?"});
}

TEST_CASE("The longest question word counts") {
    check_refused({"How much is Jade Leaf's share?", "翠叶的份额是多少元"});
    check_goals({{"How much is a cup of Longjing at Jade Leaf?",
                  R"(cup_price("jade_leaf", "longjing", price))"}});
}

TEST_CASE("A word in parentheses goes with its relation and does not name it") {
    check_goals({{"翠叶在市场的份额是多少", R"(shop_share("jade_leaf", share))"}});
    check_refused({"翠叶的市场有多大", "How big is the market of Jade Leaf?"});
}

TEST_CASE("Rows are ranked and counted") {
    check_goals({
        {"谁的份额最高？",
         R"(shop_share(shop, share), shop_share(_rival_shop, _rival_share), shop != _rival_shop, )"
         R"(count : { shop_share(_other_shop, _other_share), _other_share != share, )"
         R"(share <? _other_share } = 0)"},
        {"有几家供应龙井？",
         R"(sells(shop, "longjing"), number = count : { sells(_each_shop, "longjing") })"},
        {"How many shops offer Longjing?",
         R"(sells(shop, "longjing"), number = count : { sells(_each_shop, "longjing") })"},
        {"How many teas does Old Bridge offer?",
         R"(sells("old_bridge", tea), number = count : { sells("old_bridge", _each_tea) })"},
    });
}

TEST_CASE("A question that leans on the one before is made whole") {
    static const TeaShops kShops;
    const auto reader = QuestionReader::make(kShops.knowledge, kShops.vocabulary, kShops.program);
    REQUIRE(reader);
    CHECK(reader->in_context("翠叶的份额是多少?", "那老桥呢?") == "老桥的份额是多少?");
    CHECK(reader->in_context("What do students prefer?", "And office workers?") ==
          "What do office workers prefer?");
    CHECK(reader->in_context("翠叶的份额是多少?", "它什么时候开业的?") == "它什么时候开业的? 翠叶");
    CHECK(reader->in_context("翠叶的份额是多少?", "学生偏爱什么?") == "学生偏爱什么?");
    CHECK(reader->in_context("", "那老桥呢?") == "那老桥呢?");
    CHECK(reader->in_context("翠叶的份额是多少?", "那红岩呢?") == "那红岩呢?");
}

TEST_CASE("Two questions are read one after the other") {
    const Reading both = read("学生偏爱什么?老桥供应什么?");
    CHECK(both.goal == R"(prefers("students", tea))");
    REQUIRE(both.also.size() == 1);
    CHECK(both.also[0].goal == R"(sells("old_bridge", tea))");
    const Reading leaning = read("When did Old Bridge open, and what does it offer?");
    REQUIRE(leaning.also.size() == 1);
    CHECK(leaning.also[0].goal == R"(sells("old_bridge", tea))");
    check_refused({"学生偏爱什么?他们的年龄是多少?", "老桥供应什么,为什么贵?"});
}

TEST_CASE("What is not understood is not answered") {
    check_refused({
        "红叶茶馆的龙井价格是多少？",  // an unknown shop
        "翠叶的乌龙价格是多少?",       // an unknown tea
        "翠叶的龙井为什么贵?",         // nothing says why
        "2025年翠叶的龙井价格是多少",  // a period
        "去年翠叶的份额是多少?",
        "哪家的市场最大？",                  // a superlative of what is not measured
        "谁不喜欢普洱？",                    // a negation
        "如果开业，翠叶的龙井价格是多少？",  // a condition
        "要是翠叶的龙井价格",
        "有几个供应龙井？",  // a count, of what is not said
        "翠叶的龙井价格30元以上的是谁",
        "How much does Longjing not cost at Jade Leaf?",
        "If students like Pu'er, what is the price of Longjing?",
        "Which shop has the lowest market?",
        "How many people serve Longjing?",
        "What is the average price of Longjing?",
        "What did Longjing cost at Jade Leaf in 2019?",
        "Who doesn't like Pu'er?",
        "Do students prefer anything but Longjing?",
        "Jade Leaf's price of Longjing excluding tax?",
        "价格😀",
        "翠叶的龙井价格 > 老桥",
        "",
        "   ",
        "？？？",
        "你好",
    });
}

TEST_CASE("A refusal names the words that nothing explains") {
    CHECK(read("红岩的龙井价格是多少？").unexplained == std::vector<std::string>{"红岩"});
    CHECK(read("What is the average price of Longjing?").unexplained ==
          std::vector<std::string>{"average"});
    CHECK(read("the Price of Green Dragon").unexplained ==
          std::vector<std::string>{"Green Dragon"});
    CHECK(read("良率是多少").outcome == ReadingOutcome::NoRelation);
    CHECK(read("良率是多少").unexplained == std::vector<std::string>{"良率"});
    CHECK(read("高校喜欢龙井吗").unexplained == std::vector<std::string>{"高校"});
    CHECK(read("老桥的预算价格").unexplained == std::vector<std::string>{"预算"});
    CHECK(read("学生的价格是多少").unexplained == std::vector<std::string>{"学生"});
    CHECK(read("龙井 nonsense").mentioned == std::vector<std::string>{"龙井"});
}

TEST_CASE("A pattern of the pack reads what words can't") {
    check_goals({
        {"学生跟谁走?", R"(prefers("students", tea))"},
        {"学生到底听谁的？", R"(prefers("students", tea))"},
    });
    check_refused({"学生涨价后听谁的?", "昨天学生听谁的", "龙井听谁的"});
}

TEST_CASE("A pattern that can't be compiled is named") {
    TeaShops shops;
    shops.knowledge.questions.front().match = {"{nothing} wins"};
    auto unknown = QuestionReader::make(shops.knowledge, shops.vocabulary, shops.program);
    REQUIRE(!unknown);
    CHECK(unknown.error().message.find("{nothing}") != std::string::npos);
    shops.knowledge.questions.front().match = {"((broken"};
    CHECK(!QuestionReader::make(shops.knowledge, shops.vocabulary, shops.program));
}

TEST_CASE("Equal readings are listed and none is taken") {
    TeaShops shops;
    auto twin = shops.knowledge.relations[2];
    shops.knowledge.relations[3].asks = twin.asks;
    shops.knowledge.relations[3].about = twin.about;
    const auto reader = QuestionReader::make(shops.knowledge, shops.vocabulary, shops.program);
    REQUIRE(reader);
    const Reading reading = reader->read("翠叶开业");
    CHECK(reading.outcome == ReadingOutcome::Ambiguous);
    CHECK(reading.goal.empty());
    CHECK(reading.readings.size() == 2);
}

TEST_CASE("Hostile questions are refused in linear time") {
    CHECK(read(std::string(1 << 20, 'a')).outcome == ReadingOutcome::TooLong);
    CHECK(read(std::string(kQuestionBytesMax + 1, ' ')).outcome == ReadingOutcome::TooLong);
    std::string many;
    while (many.size() + 12 < kQuestionBytesMax) many += "龙井价格";
    CHECK(read(many).outcome == ReadingOutcome::Read);
    check_refused({std::string(kQuestionBytesMax, '\xFF'), std::string("龙井\xE4\xBB价格\xC0\x80"),
                   std::string(kQuestionBytesMax, '9'), std::string("价格\0多少x", 14),
                   std::string(3000, '{'), "\xEF\xB7\xBA价格"});
    std::string numbers;
    while (numbers.size() + 12 < kQuestionBytesMax) numbers += "9:1一百万亿";
    CHECK(read(numbers).outcome != ReadingOutcome::Read);
}

TEST_CASE("The language of a question is that of its words") {
    CHECK(language_of("龙井多少钱") == "zh");
    CHECK(language_of("Jade Leaf的龙井多少钱") == "zh");
    CHECK(language_of("What do the minutes mean by 龙井 here?") == "en");
    CHECK(language_of("") == "en");
}

TEST_CASE("Suggestions are questions that are read") {
    static const TeaShops kShops;
    const auto reader = QuestionReader::make(kShops.knowledge, kShops.vocabulary, kShops.program);
    REQUIRE(reader);
    const auto zh = reader->suggestions(reader->read("翠叶的龙井去年价格?"), 3);
    REQUIRE(!zh.empty());
    CHECK(zh.front() == "关于一杯茶的价格，资料怎么说翠叶茶馆、龙井？");
    CHECK(reader->read(zh.front()).goal == R"(cup_price("jade_leaf", "longjing", price))");
    const auto en = reader->suggestions(reader->read("What was the price of Longjing in 1999?"), 1);
    CHECK(en == std::vector<std::string>{
                    "What is known of price of a cup of tea, for Longjing tea?"});
    const auto unsold = reader->suggestions(reader->read("翠叶的普洱去年价格?"), 1);
    CHECK(unsold == std::vector<std::string>{"关于一杯茶的价格，资料怎么说翠叶茶馆？"});
    for (const std::string& text : zh) CHECK(reader->read(text).outcome == ReadingOutcome::Read);
}

}  // namespace dictum::test
