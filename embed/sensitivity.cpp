#include "embed/sensitivity.h"

#include "ask/language.h"
#include "embed/answer_json.h"
#include "embed/json_writer.h"
#include "embed/value_json.h"
#include "engine/check/check.h"

namespace dictum {
namespace {

constexpr std::size_t kRowsShown = 3;

std::vector<ShownValue> shown_row(const WordingContext& context, const SensitivityAnswer& shown,
                                  const std::vector<Word>& row) {
    std::vector<ShownValue> values;
    for (std::size_t i = 0; i < row.size(); ++i) {
        const Column& column = shown.columns[i];
        values.push_back(
            show_value(context, column.name, row[i], column.type, shown.answer.language));
    }
    return values;
}

ShownValue shown_end(const WordingContext& context, const SensitivityAnswer& shown,
                     const ClaimEffect& effect, std::uint32_t column, Word end) {
    const Column& declared = context.program.relations[effect.relation].columns[column];
    return show_value(context, declared.name, end, declared.type, shown.answer.language);
}

std::string fact_of(const WordingContext& context, const ClaimEffect& effect) {
    return print_fact(context.program, effect.relation, effect.tuple, context.values,
                      context.vocabulary.units);
}

// ---- text ----------------------------------------------------------------------------------

class SensitivityText {
  public:
    SensitivityText(const WordingContext& context, const SensitivityAnswer& shown)
        : context_(context), shown_(shown), words_(language_data(shown.answer.language)) {}

    std::string run() {
        text_ = shown_.answer.text + "\n";
        const std::string under = scenario_text(shown_.answer.scenario, shown_.answer.language);
        if (!under.empty()) line("whatif_under", {{"text", under}});
        if (shown_.found.effects.empty()) line("sensitivity_none", {});
        for (std::size_t i = 0; i < shown_.found.effects.size(); ++i) {
            effect(std::to_string(i + 1), shown_.found.effects[i]);
        }
        if (shown_.found.effects_bounded) line("sensitivity_bounded", {});
        flips();
        return std::move(text_);
    }

  private:
    void line(const char* phrase, Fillings values) {
        text_ += fill(words_.phrase(phrase), values) + "\n";
    }

    std::string ids(const std::vector<SupportId>& claims) const {
        std::string text;
        for (const SupportId claim : claims) {
            text += (text.empty() ? "" : words_.phrase("scenario_item")) +
                    context_.supports[claim].claim;
        }
        return text;
    }

    void effect(const std::string& number, const ClaimEffect& effect) {
        line("sensitivity_claim", {{"number", number},
                                   {"claims", ids(effect.supports)},
                                   {"fact", fact_of(context_, effect)}});
        for (const ClaimEffect::Variation& variation : effect.variations) {
            end(effect, variation.column, variation.lo, variation.at_lo);
            end(effect, variation.column, variation.hi, variation.at_hi);
        }
        line("sensitivity_without", {{"rows", rows(effect.removed)}});
    }

    void end(const ClaimEffect& effect, std::uint32_t column, const std::optional<Word>& value,
             const AnswerRows& reached) {
        if (!value) return;
        const ShownValue shown = shown_end(context_, shown_, effect, column, *value);
        line("sensitivity_end",
             {{"column", shown.name}, {"value", shown.text}, {"rows", rows(reached)}});
    }

    std::string rows(const AnswerRows& rows) const {
        if (rows == shown_.found.rows) return words_.phrase("sensitivity_same");
        if (rows.empty()) return words_.phrase("sensitivity_no_answer");
        std::string text;
        for (std::size_t i = 0; i < rows.size() && i < kRowsShown; ++i) {
            std::string row;
            for (const ShownValue& value : shown_row(context_, shown_, rows[i])) {
                row += (row.empty() ? "" : ", ") + value.name + " = " + value.text;
            }
            text += (i == 0 ? "" : "; ") + row;
        }
        if (rows.size() > kRowsShown) {
            text += fill(words_.phrase("sensitivity_more"),
                         {{"count", std::to_string(rows.size() - kRowsShown)}});
        }
        return text;
    }

    void flips() {
        const Sensitivity& found = shown_.found;
        const std::string size = std::to_string(shown_.bounds.set_size_max);
        const std::string evaluations = std::to_string(shown_.bounds.evaluations_max);
        if (found.flips.empty()) {
            line(found.flips_bounded ? "flips_undecided" : "flips_none",
                 {{"size", size}, {"evaluations", evaluations}});
            return;
        }
        line(found.flips_bounded ? "flips_bounded" : "flips_smallest", {});
        for (const std::vector<SupportId>& set : found.flips) text_ += "  - " + ids(set) + "\n";
    }

    const WordingContext& context_;
    const SensitivityAnswer& shown_;
    const Language& words_;
    std::string text_;
};

// ---- JSON ----------------------------------------------------------------------------------

class Json {
  public:
    Json(const WordingContext& context, const SensitivityAnswer& shown)
        : context_(context), shown_(shown) {}

    std::string run() {
        const Sensitivity& found = shown_.found;
        json_.begin_object();
        json_.key("schema_version");
        json_.number(kJsonSchemaVersion);
        text("goal", shown_.answer.goal);
        json_.key("claims");
        json_.begin_array();
        for (const ClaimEffect& effect : found.effects) add(effect);
        json_.end_array();
        json_.key("claims_bounded");
        json_.boolean(found.effects_bounded);
        json_.key("flips");
        json_.begin_array();
        for (const std::vector<SupportId>& set : found.flips) ids(set);
        json_.end_array();
        text("flip_search", found.flips_bounded
                                ? (found.flips.empty() ? "undecided" : "smallest within the bound")
                                : (found.flips.empty() ? "none" : "smallest"));
        bounds();
        json_.key("answer");
        json_.raw(answer_json(context_, shown_.answer));
        json_.end_object();
        return json_.text();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }

    void bounds() {
        json_.key("evaluations");
        json_.number(shown_.found.evaluations);
        json_.key("bounds");
        json_.begin_object();
        json_.key("evaluations");
        json_.number(shown_.bounds.evaluations_max);
        json_.key("claims");
        json_.number(shown_.bounds.tuples_max);
        json_.key("set_size");
        json_.number(shown_.bounds.set_size_max);
        json_.key("rows");
        json_.number(shown_.bounds.rows_max);
        json_.end_object();
    }

    void ids(const std::vector<SupportId>& claims) {
        json_.begin_array();
        for (const SupportId claim : claims) json_.string(context_.supports[claim].claim);
        json_.end_array();
    }

    void add(const ClaimEffect& effect) {
        json_.begin_object();
        json_.key("claims");
        ids(effect.supports);
        text("fact", fact_of(context_, effect));
        json_.key("ends");
        json_.begin_array();
        for (const ClaimEffect::Variation& variation : effect.variations) {
            end(effect, variation.column, variation.lo, variation.at_lo);
            end(effect, variation.column, variation.hi, variation.at_hi);
        }
        json_.end_array();
        json_.key("moved");
        json_.number(effect.moved());
        json_.key("other_rows");
        json_.boolean(effect.other_rows());
        json_.key("without");
        rows(effect.removed);
        json_.key("flips");
        json_.boolean(effect.removal_flips);
        json_.end_object();
    }

    void end(const ClaimEffect& effect, std::uint32_t column, const std::optional<Word>& value,
             const AnswerRows& reached) {
        if (!value) return;
        const ShownValue shown = shown_end(context_, shown_, effect, column, *value);
        json_.begin_object();
        text("column", shown.name);
        json_.key("at");
        write_value(json_, context_.values, shown);
        json_.key("rows");
        rows(reached);
        json_.end_object();
    }

    void rows(const AnswerRows& rows) {
        json_.begin_array();
        for (const std::vector<Word>& row : rows) {
            json_.begin_object();
            for (const ShownValue& value : shown_row(context_, shown_, row)) {
                json_.key(value.name);
                write_value(json_, context_.values, value);
            }
            json_.end_object();
        }
        json_.end_array();
    }

    const WordingContext& context_;
    const SensitivityAnswer& shown_;
    JsonWriter json_;
};

}  // namespace

std::string sensitivity_text(const WordingContext& context, const SensitivityAnswer& shown) {
    return SensitivityText(context, shown).run();
}

std::string sensitivity_json(const WordingContext& context, const SensitivityAnswer& shown) {
    return Json(context, shown).run();
}

}  // namespace dictum
