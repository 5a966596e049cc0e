#include "rules/ingest_patterns.h"

#include <iterator>

#include "rules/fields.h"
#include "rules/toml_value.h"

namespace dictum {
namespace {

constexpr std::pair<std::string_view, FigureBound> kBounds[] = {{"Above", FigureBound::Above},
                                                                {"AtLeast", FigureBound::AtLeast},
                                                                {"Below", FigureBound::Below},
                                                                {"AtMost", FigureBound::AtMost}};

class PatternReader {
  public:
    PatternReader(const TomlValue& root, ReadingContext& context)
        : root_(root), context_(context) {}

    IngestPatterns run() {
        Fields root(root_, "the patterns", context_);
        if (const TomlValue* turns = root.table("turns")) read_turns(*turns);
        if (const TomlValue* figures = root.table("figures")) read_figures(*figures);
        for (const TomlValue& hedge : items(root, "hedge")) read_hedge(hedge);
        for (const TomlValue& unit : items(root, "unit")) read_unit(unit);
        if (const TomlValue* signs = root.table("signs")) {
            for (const TomlMember& sign : signs->members) {
                to_.signs.push_back({sign.key, std::string(sign.value.text.text)});
            }
        }
        for (const TomlValue& relation : items(root, "relation")) read_relation(relation);
        if (const TomlValue* rules = root.table("rules")) {
            Fields fields(*rules, "[rules]", context_);
            to_.conditional = needed(fields, "conditional");
            fields.finish();
        }
        if (const TomlValue* names = root.table("names")) {
            Fields fields(*names, "[names]", context_);
            to_.stop_words = list(fields, "stop_words");
            fields.finish();
        }
        root.finish();
        return std::move(to_);
    }

  private:
    static const std::vector<TomlValue>& items(Fields& fields, std::string_view key) {
        static const std::vector<TomlValue> kNone;
        const TomlValue* array = fields.array(key);
        return array == nullptr ? kNone : array->items;
    }

    static std::string needed(Fields& fields, std::string_view key) {
        const Fragment* text = fields.required_string(key);
        return text == nullptr ? std::string() : std::string(text->text);
    }

    static std::vector<std::string> list(Fields& fields, std::string_view key) {
        std::vector<std::string> texts;
        for (const Fragment* text : fields.strings(key)) texts.emplace_back(text->text);
        return texts;
    }

    void read_turns(const TomlValue& table) {
        Fields fields(table, "[turns]", context_);
        to_.question_labels = list(fields, "question_labels");
        to_.answer_labels = list(fields, "answer_labels");
        to_.asker_role = needed(fields, "asker_role");
        to_.answerer_role = needed(fields, "answerer_role");
        to_.operator_role = needed(fields, "operator_role");
        to_.asker_list = needed(fields, "asker_list");
        to_.answerer_list = needed(fields, "answerer_list");
        to_.heading = needed(fields, "heading");
        to_.notice = needed(fields, "notice");
        to_.courtesy = needed(fields, "courtesy");
        to_.asking = needed(fields, "asking");
        to_.not_a_title = needed(fields, "not_a_title");
        fields.finish();
    }

    void read_figures(const TomlValue& table) {
        Fields fields(table, "[figures]", context_);
        to_.not_a_figure_before = needed(fields, "not_a_figure_before");
        to_.not_a_figure_behind = needed(fields, "not_a_figure_behind");
        to_.range_joint = needed(fields, "range_joint");
        to_.from = needed(fields, "from");
        to_.idle_nouns = list(fields, "idle_nouns");
        for (const TomlValue& bound : items(fields, "before")) read_bound(bound, to_.before);
        for (const TomlValue& bound : items(fields, "behind")) read_bound(bound, to_.behind);
        fields.finish();
    }

    void read_bound(const TomlValue& table, std::vector<BoundPattern>& bounds) {
        Fields fields(table, "a bound", context_);
        const Fragment* name = fields.one_of("bound", {"Above", "AtLeast", "Below", "AtMost"});
        BoundPattern bound{FigureBound::Exactly, needed(fields, "words")};
        for (const auto& [known, meant] : kBounds) {
            if (name != nullptr && name->text == known) bound.bound = meant;
        }
        bounds.push_back(std::move(bound));
        fields.finish();
    }

    void read_hedge(const TomlValue& table) {
        Fields fields(table, "[[hedge]]", context_);
        const Fragment* name =
            fields.one_of("modality", {"stated", "estimate", "forecast", "opinion", "unconfirmed"});
        HedgePattern hedge{Modality::Stated, needed(fields, "words")};
        if (name != nullptr) {
            hedge.modality = modality_named(name->text).value_or(Modality::Stated);
        }
        to_.hedges.push_back(std::move(hedge));
        fields.finish();
    }

    void read_unit(const TomlValue& table) {
        Fields fields(table, "[[unit]]", context_);
        UnitWords unit;
        unit.name = needed(fields, "name");
        unit.label = fields.text("label");
        unit.dimension = fields.text("dimension");
        if (fields.find("factor") != nullptr) unit.factor = fields.text("factor");
        unit.words = list(fields, "words");
        unit.counts = fields.boolean("lone", true);
        to_.units.push_back(std::move(unit));
        fields.finish();
    }

    void read_relation(const TomlValue& table) {
        Fields fields(table, "[[relation]]", context_);
        RelationPattern relation;
        relation.name = needed(fields, "name");
        relation.zh = needed(fields, "zh");
        relation.en = needed(fields, "en");
        relation.pattern = needed(fields, "words");
        relation.asks = list(fields, "asks");
        to_.relations.push_back(std::move(relation));
        fields.finish();
    }

    const TomlValue& root_;
    ReadingContext& context_;
    IngestPatterns to_;
};

}  // namespace

Result<IngestPatterns> read_ingest_patterns(std::string_view toml) {
    SourceMap sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("patterns.toml", std::string(toml));
    const auto document = parse_toml(file, sources, diagnostics);
    ReadingContext context{sources, diagnostics};
    IngestPatterns patterns;
    if (document) patterns = PatternReader(document->root, context).run();
    if (!diagnostics.has_errors()) return patterns;
    return Error{ErrorCode::InvalidInput, render(diagnostics, sources)};
}

}  // namespace dictum
