// Values, sentences, answers and proofs in words.
#include "engine/value/utf8.h"
#include "tests/catch.hpp"
#include "tests/unit/ask_tea_shops.h"

namespace dictum::test {
namespace {

struct AmountCase {
    const char* unit;
    const char* lo;  // base units; empty: no end
    const char* hi;
    bool lo_open;
    const char* zh;
    const char* en;
};

std::string shown(TeaShops& shops, Word word, const Type& type, std::string_view language) {
    return show_value(shops.context(), "x", word, type, language).text;
}

ProofNode claim_node(const TeaShops& shops, std::string_view relation, std::vector<Word> tuple,
                     SupportId support) {
    ProofNode node;
    node.kind = StepKind::Claim;
    node.relation = shops.relation(relation);
    node.tuple = std::move(tuple);
    node.supports = {support};
    node.text = "fact";
    return node;
}

AnswerRow row_of(const ProofNode& node, Modality modality, const std::string& turn) {
    AnswerRow row;
    row.strength.modality = modality;
    row.proof.nodes.push_back(node);
    ShownCitation citation;
    citation.citation.turn = turn;
    row.citations.push_back(citation);
    return row;
}

}  // namespace

TEST_CASE("Amounts are written as people write them") {
    TeaShops shops;
    const AmountCase cases[] = {
        {"CNY", "1200000", "1400000", false, "120万–140万元", "RMB 1.2–1.4 million"},
        {"CNY", "150000", "150000", false, "15万元", "RMB 150,000"},
        {"CNY", "20000000000", "", true, "超过200亿元", "over RMB 20 billion"},
        {"CNY", "20000000000", "", false, "200亿元以上", "at least RMB 20 billion"},
        {"CNY", "", "30", false, "30元以下", "at most RMB 30"},
        {"CNY", "30", "40", false, "30–40元", "RMB 30–40"},
        {"CNY", "30", "40", true, "超过30元且40元以下", "over RMB 30 and at most RMB 40"},
        {"CNY", "50000000", "120000000", false, "5000万–1.2亿元", "RMB 50–120 million"},
        {"CNY", "800000000", "1200000000", false, "8亿–12亿元", "RMB 800 million–1.2 billion"},
        {"CNY", "9999", "9999", false, "9999元", "RMB 9,999"},
        {"CNY", "", "", false, "任意值", "any value"},
        {"percent", "0.125", "0.333333333333333333", false, "12.5%–33.3%", "12.5%–33.3%"},
        {"percent", "0.75", "0.75", false, "75%", "75%"},
        {"percent", "0.2222", "0.2222", false, "22.22%", "22.22%"},
        {"percent", "0.000012345", "0.000012345", false, "0.00123%", "0.00123%"},
        {"TFLOPS", "500e12", "700e12", false, "500T–700T", "500T–700T"},
        {"TFLOPS", "400e12", "", true, "超过400T", "over 400T"},
        {"PFLOPS", "1e17", "1e17", false, "100P", "100P"},
        {"pp", "0.05", "0.1", false, "5–10个百分点", "5–10 percentage points"},
        {"pp", "0.01", "0.01", false, "1个百分点", "1 percentage point"},
        {"servers", "7", "8", false, "7–8台", "7–8 servers"},
        {"servers", "1", "1", false, "1台", "1 server"},
        {"pieces", "1000000", "", true, "超过100万片", "over 1 million pieces"},
        {"CNY/card", "150000", "150000", false, "15万元/张", "RMB 150,000 per card"},
        {"1", "0.4", "1.5", false, "0.4–1.5", "0.4–1.5"},
        {"percent", "-0.05", "0.05", false, "-5%–5%", "-5%–5%"},
    };
    for (const AmountCase& c : cases) {
        INFO(c.unit << " " << c.lo << ".." << c.hi);
        const Type type = shops.unit_type(c.unit);
        const Word word = shops.amount(c.lo, c.hi, c.lo_open);
        CHECK(shown(shops, word, type, "zh") == c.zh);
        CHECK(shown(shops, word, type, "en") == c.en);
    }
}

TEST_CASE("Other values keep their form") {
    TeaShops shops;
    CHECK(shown(shops, word_of(std::int64_t{-42}), Type::of(BaseType::Number), "zh") == "-42");
    CHECK(shown(shops, word_of(0.5), Type::of(BaseType::Float), "en") == "0.5");
    CHECK(shown(shops, word_of(*Date::parse("2024-02-27")), Type::of(BaseType::Date), "zh") ==
          "2024-02-27");
    CHECK(shown(shops, word_of(true), Type::of(BaseType::Bool), "zh") == "是");
    CHECK(shown(shops, word_of(false), Type::of(BaseType::Bool), "en") == "no");
    CHECK(shown(shops, shops.values.ratio(*Ratio::parse("9:1")), Type::of(BaseType::Ratio), "en") ==
          "9:1");
    CHECK(shown(shops, shops.symbol("any text"), Type::of(BaseType::Symbol), "zh") == "any text");
}

TEST_CASE("An entity is shown by its best name in the language") {
    TeaShops shops;
    const Type& shop = shops.type("cup_price", 0);
    const ShownValue zh =
        show_value(shops.context(), "shop", shops.symbol("jade_leaf"), shop, "zh");
    CHECK(zh.text == "翠叶茶馆");
    CHECK(zh.id == "jade_leaf");
    CHECK(shown(shops, shops.symbol("jade_leaf"), shop, "en") == "Jade Leaf");
    CHECK(shown(shops, shops.symbol("unheard"), shop, "en") == "unheard");
    const ShownValue price = show_value(shops.context(), "price", shops.amount("30", "40"),
                                        shops.type("cup_price", 2), "zh");
    CHECK(price.unit == "CNY");
    REQUIRE(price.in_unit);
    CHECK(price.in_unit->to_string() == "30..40");
}

TEST_CASE("A sentence is the relation's own, or its canonical text") {
    TeaShops shops;
    const std::vector<Word> cup = {shops.symbol("jade_leaf"), shops.symbol("longjing"),
                                   shops.amount("30", "40")};
    const RelationId price = shops.relation("cup_price");
    CHECK(sentence(shops.context(), price, cup, "zh") == "翠叶茶馆的龙井一杯30–40元");
    CHECK(sentence(shops.context(), price, cup, "en") ==
          "a cup of Longjing tea at Jade Leaf costs RMB 30–40");
    const std::vector<Word> closed = {shops.symbol("jade_leaf"), shops.symbol("rent")};
    CHECK(sentence(shops.context(), shops.relation("closed_why"), closed, "en")
              .starts_with("closed_why("));
}

TEST_CASE("An answer joins its rows and hedges them") {
    TeaShops shops;
    Answer answer;
    answer.status = AnswerStatus::Answered;
    const auto row = [&](const char* group, const char* tea, Modality modality) {
        return row_of(
            claim_node(shops, "prefers", {shops.symbol(group), shops.symbol(tea)}, SupportId{1}),
            modality, "qa-2");
    };
    answer.answers = {row("students", "longjing", Modality::Opinion)};
    answer.language = "zh";
    CHECK(answer_text(shops.context(), answer, nullptr) == "专家个人认为，学生偏爱龙井。");
    answer.language = "en";
    CHECK(answer_text(shops.context(), answer, nullptr) ==
          "In the expert's personal opinion, students prefer Longjing tea.");
    answer.answers = {row("students", "longjing", Modality::Stated),
                      row("office", "longjing", Modality::Stated),
                      row("office", "puer", Modality::Unconfirmed)};
    CHECK(answer_text(shops.context(), answer, nullptr) ==
          "Students prefer Longjing tea; office workers prefer Longjing tea; unconfirmed: office "
          "workers prefer Pu'er.");
    answer.language = "zh";
    CHECK(answer_text(shops.context(), answer, nullptr) ==
          "学生、上班族偏爱龙井；未经证实：上班族偏爱普洱。");
}

TEST_CASE("A conflict tells both sides with their turns") {
    TeaShops shops;
    Answer answer;
    answer.status = AnswerStatus::Conflict;
    for (const auto& [tea, turn] : {std::pair{"longjing", "p2"}, std::pair{"puer", "qa-4"}}) {
        answer.conflicts.push_back(
            row_of(claim_node(shops, "prefers", {shops.symbol("students"), shops.symbol(tea)},
                              SupportId{1}),
                   Modality::Stated, turn));
        answer.conflicts.back().group = 1;
    }
    answer.language = "zh";
    CHECK(answer_text(shops.context(), answer, nullptr) ==
          "说法不一：学生偏爱龙井（p2）；而学生偏爱普洱（qa-4）。");
    answer.language = "en";
    CHECK(answer_text(shops.context(), answer, nullptr) ==
          "The sources disagree: students prefer Longjing tea (p2); but students prefer Pu'er "
          "(qa-4).");
}

TEST_CASE("A long answer is cut between items and says so") {
    TeaShops shops;
    for (const char* language : {"zh", "en"}) {
        Answer answer;
        answer.status = AnswerStatus::Answered;
        answer.language = language;
        for (int i = 0; i < 400; ++i) {
            const std::string price = std::to_string(1000 + i);
            answer.answers.push_back(
                row_of(claim_node(shops, "cup_price",
                                  {shops.symbol("jade_leaf"), shops.symbol("longjing"),
                                   shops.amount(price.c_str(), price.c_str())},
                                  SupportId{0}),
                       Modality::Stated, "qa-1"));
        }
        const std::string text = answer_text(shops.context(), answer, nullptr);
        INFO(text);
        CHECK(count_code_points(text) <= 300);
        CHECK((text.find("400项") != std::string::npos || text.find(" more") != std::string::npos));
    }
}

TEST_CASE("What is not known is said, with the words that were not understood") {
    TeaShops shops;
    Answer answer;
    Reading reading;
    reading.outcome = ReadingOutcome::Unexplained;
    reading.unexplained = {"红叶茶馆"};
    answer.language = "zh";
    CHECK(answer_text(shops.context(), answer, &reading).find("“红叶茶馆”") != std::string::npos);
    answer.language = "en";
    reading.unexplained = {"Red Leaf"};
    CHECK(answer_text(shops.context(), answer, &reading).find("\"Red Leaf\"") != std::string::npos);
    reading.outcome = ReadingOutcome::Read;
    reading.relation = "cup_price";
    CHECK(answer_text(shops.context(), answer, &reading) ==
          "Not known: the sources do not say this of \"price of a cup of tea\".");
    CHECK(!answer_text(shops.context(), answer, nullptr).empty());
    for (const ReadingOutcome outcome :
         {ReadingOutcome::Ambiguous, ReadingOutcome::NoRelation, ReadingOutcome::TooLong}) {
        reading.outcome = outcome;
        reading.unexplained.assign(2000, std::string(500, 'x') + "\x1B[31m");
        reading.readings.assign(2000, std::string(500, 'y'));
        const std::string text = answer_text(shops.context(), answer, &reading);
        CHECK(!text.empty());
        CHECK(count_code_points(text) <= 300);
        CHECK(text.find('\x1B') == std::string::npos);
    }
}

TEST_CASE("A proof is told in sentences down to its quotes, shared parts once") {
    TeaShops shops;
    Proof proof;
    proof.nodes.push_back(
        claim_node(shops, "cup_price",
                   {shops.symbol("jade_leaf"), shops.symbol("longjing"), shops.amount("30", "40")},
                   SupportId{0}));
    ProofNode calculation;
    calculation.kind = StepKind::Calculation;
    calculation.text = "1 < 2";
    proof.nodes.push_back(calculation);
    ProofNode inner;
    inner.kind = StepKind::Rule;
    inner.rule = RuleId{0};
    inner.relation = shops.relation("prefers");
    inner.tuple = {shops.symbol("students"), shops.symbol("longjing")};
    inner.premises = {ProofId{0}, ProofId{1}};
    proof.nodes.push_back(inner);
    ProofNode root;
    root.kind = StepKind::Goal;
    root.text = "goal";
    root.premises = {ProofId{2}, ProofId{2}};
    proof.nodes.push_back(root);
    CHECK(proof_text(shops.context(), proof, "zh") ==
          "所问：goal\n"
          "  学生偏爱龙井\n"
          "    规则 same-taste：prefers(g, t) :- cup_price(_, t, _).\n"
          "    翠叶茶馆的龙井一杯30–40元\n"
          "      「龙井三十到四十元」（talk-2024-03-01 qa-1，2024-03-01，陈述）\n"
          "    计算：1 < 2\n"
          "  学生偏爱龙井（见上文）\n");
    const std::string english = proof_text(shops.context(), proof, "en");
    CHECK(english.find("  Students prefer Longjing tea (as above)\n") != std::string::npos);
    CHECK(english.find("「龙井三十到四十元」 (talk-2024-03-01 qa-1, 2024-03-01, stated)") !=
          std::string::npos);
}

TEST_CASE("A proof of any depth is told") {
    TeaShops shops;
    Proof proof;
    proof.nodes.push_back(claim_node(
        shops, "prefers", {shops.symbol("students"), shops.symbol("longjing")}, SupportId{1}));
    for (std::uint32_t i = 0; i < 100'000; ++i) {
        ProofNode node;
        node.kind = StepKind::Rule;
        node.relation = shops.relation("prefers");
        node.tuple = {shops.symbol("students"), shops.symbol("longjing")};
        node.premises = {ProofId{i}};
        proof.nodes.push_back(node);
    }
    CHECK(!proof_text(shops.context(), proof, "en").empty());
}

}  // namespace dictum::test
