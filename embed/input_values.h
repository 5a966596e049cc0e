// Values of a decision's inputs as they are written in CSV cells and JSON fields.
//
//   entity    "huawei" or one of its names       date    "2024-02-27"       bool   true
//   CNY       120..140万元   1200000 (in the input's unit)   {"lo": 1, "hi": null, "unit": "CNY"}
//
// Nothing is guessed: text that is not wholly a value of the type is an Error that says why.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>

#include "embed/json_record.h"
#include "engine/check/program.h"
#include "engine/table/decision_table.h"
#include "engine/value/vocabulary.h"

namespace dictum {

class InputValues {
  public:
    // All must outlive this; `units` of the vocabulary grow by compound ones. `words`: of each
    // input, whether its word is needed even where the table doesn't ask for it.
    InputValues(const DecisionTable& table, Values& values, Vocabulary& vocabulary,
                std::vector<char> words);

    // Of text; it is not empty.
    Result<TableArgument> text(std::uint32_t input, std::string_view text);
    // Nothing for null.
    Result<std::optional<TableArgument>> json(std::uint32_t input, const JsonField& field);
    Result<TableArgument> quantity(std::uint32_t input, const Interval& interval);
    Result<TableArgument> symbol(std::uint32_t input, std::string_view id);
    TableArgument word(std::uint32_t input, Word word) const;

  private:
    Result<std::string_view> entity(std::string_view text, const NamedType& type);
    Result<TableArgument> number(std::uint32_t input, const std::string& digits);
    Result<TableArgument> object(std::uint32_t input, const JsonField& field);
    Result<std::optional<Decimal>> end(const JsonField& field, std::string_view name,
                                       Decimal factor, Rounding rounding);

    const DecisionTable& table_;
    Values& values_;
    Vocabulary& vocabulary_;
    std::vector<char> words_;
    // Names that were looked up: ids, by type and name.
    std::unordered_map<std::string, std::string> known_;
};

}  // namespace dictum
