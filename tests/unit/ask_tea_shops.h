// A small made-up knowledge for the tests of asking: two tea shops, what they sell and to whom.
#pragma once

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "ask/reader.h"
#include "ask/wording.h"
#include "engine/check/program.h"
#include "engine/value/values.h"
#include "kb/knowledge.h"

namespace dictum::test {

class TeaShops {
  public:
    TeaShops() {
        (void)vocabulary.units.declare("cups", "cup", Decimal::from_integer(1), {"杯", "cup"});
        add_entities();
        add_relations();
        add_claims();
        knowledge.questions.push_back({{"{customer_group}.*(听谁的|跟谁走)"},
                                       fragment("prefers({customer_group}, tea)"),
                                       {}});
    }

    WordingContext context() const { return {knowledge, vocabulary, program, values, supports}; }

    RelationId relation(std::string_view name) const {
        for (std::size_t i = 0; i < program.relations.size(); ++i)
            if (program.relations[id_at<RelationId>(i)].name == name) return id_at<RelationId>(i);
        return RelationId{};
    }
    const Type& type(std::string_view name, std::size_t column) const {
        return program.relations[relation(name)].columns[column].type;
    }

    Word symbol(std::string_view text) { return word_of(values.symbol(text)); }
    // In base units: `1200000` yuan, `0.125` for 12.5 %.
    Word amount(const char* lo, const char* hi, bool lo_open = false) {
        Interval interval;
        if (*lo != '\0') interval.lo = *Decimal::parse(lo);
        if (*hi != '\0') interval.hi = *Decimal::parse(hi);
        interval.lo_open = lo_open;
        return values.quantity(interval);
    }
    Type unit_type(std::string_view name) {
        Type quantity = Type::of(BaseType::Quantity);
        quantity.unit = *vocabulary.units.find(name);
        quantity.measure = vocabulary.units[quantity.unit].measure;
        return quantity;
    }

    Knowledge knowledge;
    Vocabulary vocabulary;
    CheckedProgram program;
    Values values;
    SupportTable supports;

  private:
    static Fragment fragment(std::string text) {
        Fragment result;
        result.text = std::move(text);
        return result;
    }

    TypeId entity_type(const std::string& name) {
        for (std::size_t i = 0; i < program.types.size(); ++i)
            if (program.types[id_at<TypeId>(i)].name == name) return id_at<TypeId>(i);
        return program.types.push({name, BaseType::Symbol, std::nullopt, true});
    }

    void entity(const std::string& id, std::vector<std::string> types,
                std::vector<std::string> names) {
        for (const std::string& type : types) entity_type(type);
        vocabulary.add({id, std::move(types), std::move(names)});
    }

    void add_entities() {
        entity("jade_leaf", {"shop"}, {"翠叶茶馆", "Jade Leaf", "翠叶"});
        entity("old_bridge", {"shop"}, {"老桥茶铺", "Old Bridge", "老桥"});
        entity("longjing", {"tea"}, {"龙井", "Longjing tea", "Longjing"});
        entity("puer", {"tea"}, {"普洱", "Pu'er"});
        entity("students", {"customer_group"}, {"学生", "students", "学生顾客"});
        entity("year_2023", {"period"}, {"2023年", "2023"});
        entity("office", {"customer_group"}, {"上班族", "office workers"});
    }

    Type column_type(const std::string& text) {
        if (text == "ratio") return Type::of(BaseType::Ratio);
        if (text == "date") return Type::of(BaseType::Date);
        if (text == "bool") return Type::of(BaseType::Bool);
        if (text == "symbol") return Type::of(BaseType::Symbol);
        if (text == "number") return Type::of(BaseType::Number);
        if (vocabulary.has_type(text)) {
            Type type = Type::of(BaseType::Symbol);
            type.named = entity_type(text);
            return type;
        }
        return unit_type(text);
    }

    struct RelationText {
        std::string name;
        std::vector<std::pair<std::string, std::string>> columns;
        std::vector<std::string> key;
        std::vector<std::string> asks;
        std::string zh_about, en_about, zh_says, en_says;
    };

    void add(const RelationText& text) {
        Relation relation;
        relation.name = text.name;
        RelationDeclaration declaration;
        declaration.name = text.name;
        declaration.key = text.key;
        declaration.asks = text.asks;
        declaration.about = {{"zh", text.zh_about}, {"en", text.en_about}};
        if (!text.zh_says.empty()) declaration.says = {{"zh", text.zh_says}, {"en", text.en_says}};
        for (const auto& [name, type] : text.columns) {
            for (const std::string& key : text.key)
                if (key == name)
                    relation.key.push_back(static_cast<std::uint32_t>(relation.columns.size()));
            relation.columns.push_back({name, column_type(type)});
        }
        program.relations.push(std::move(relation));
        knowledge.relations.push_back(std::move(declaration));
    }

    void add_relations() {
        add({"cup_price",
             {{"shop", "shop"}, {"tea", "tea"}, {"price", "CNY"}},
             {"shop", "tea"},
             {"价格", "卖", "price", "cost", "sell for", "cup", "每杯", "每年"},
             "一杯茶的价格",
             "price of a cup of tea",
             "{shop}的{tea}一杯{price}",
             "a cup of {tea} at {shop} costs {price}"});
        add({"prefers",
             {{"group", "customer_group"}, {"tea", "tea"}},
             {"group"},
             {"偏爱", "喜欢", "爱喝", "prefer", "like"},
             "哪类顾客偏爱哪种茶",
             "which tea a group of customers prefers",
             "{group}偏爱{tea}",
             "{group} prefer {tea}"});
        add({"opened",
             {{"shop", "shop"}, {"day", "date"}},
             {"shop"},
             {"开业", "开张", "open", "opened"},
             "茶馆开业的日子",
             "the day a shop opened",
             "{shop}于{day}开业",
             "{shop} opened on {day}"});
        add({"shop_share",
             {{"shop", "shop"}, {"share", "percent"}},
             {"shop"},
             {"份额", "市场份额", "market share", "share", "(市场)", "(market)"},
             "茶馆的市场份额",
             "a shop's market share",
             "{shop}占{share}的份额",
             "{shop} has a share of {share}"});
        add({"sells",
             {{"shop", "shop"}, {"tea", "tea"}},
             {},
             {"供应", "有卖", "offer", "serve"},
             "茶馆供应的茶",
             "the teas a shop offers",
             "{shop}供应{tea}",
             "{shop} offers {tea}"});
        add({"closed_why",
             {{"shop", "shop"}, {"cause", "symbol"}},
             {},
             {"为什么关门", "关门", "why", "closed"},
             "茶馆关门的原因",
             "why a shop closed",
             "",
             ""});
        add({"cups_sold",
             {{"shop", "shop"}, {"year", "period"}, {"cups", "items"}},
             {},
             {"销量", "卖出", "sales", "sold"},
             "茶馆一年的销量",
             "cups a shop sold in a year",
             "{shop}在{year}卖出{cups}",
             "{shop} sold {cups} in {year}"});
        add({"blend",
             {{"tea", "tea"}, {"ratio", "ratio"}},
             {"tea"},
             {"奶茶比例", "茶奶比", "blend"},
             "茶与奶的比例",
             "tea to milk in a blend",
             "{tea}的茶奶比是{ratio}",
             "the blend of {tea} is {ratio}"});
    }

    void add_claims() {
        Source source;
        source.id = "talk-2024-03-01";
        source.date = *Date::parse("2024-03-01");
        knowledge.sources.push_back(source);
        claim("c1", "cup_price(\"jade_leaf\", \"longjing\", 30..40元)", "qa-1", "龙井三十到四十元",
              Modality::Stated);
        claim("c2", "prefers(\"students\", \"longjing\")", "qa-2", "学生一般爱喝龙井",
              Modality::Opinion);
        claim("c3", "cup_price(\"old_bridge\", \"longjing\", 50..60元)", "qa-3", "老桥的龙井贵一些",
              Modality::Stated);
        knowledge.rules.push_back({"same-taste",
                                   fragment("prefers(g, t) :- cup_price(_, t, _)."),
                                   {},
                                   {Modality::Estimate, 1.0},
                                   {},
                                   "",
                                   {}});
        Rule rule;
        rule.id = "same-taste";
        program.rules.push(std::move(rule));
    }

    void claim(const std::string& id, const std::string& fact, const std::string& turn,
               const std::string& quote, Modality modality) {
        Claim claim;
        claim.id = id;
        claim.fact = fragment(fact);
        claim.citations = {{"talk-2024-03-01", turn, quote, 0, 0}};
        claim.strength.modality = modality;
        knowledge.claims.push_back(std::move(claim));
        supports.push({id, "talk-2024-03-01", {modality, 1.0}});
    }
};

}  // namespace dictum::test
