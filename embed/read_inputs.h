// Inputs that are not given and are read from the knowledge: `price: CNY = server_price(server,
// price)` once `server` is known.
//
// The relation is evaluated and indexed when it is first asked for. Several values of one key: the
// hull of quantities; of other types none, and the input is said to be disputed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "embed/input_values.h"
#include "engine/eval/model.h"

namespace dictum {

class ReadInputs {
  public:
    // All must outlive this. `own` holds the words of the table, the model's those of the tuples.
    ReadInputs(const DecisionTable& table, Values& own, Model& model, const UnitTable& units);

    // Inputs that others are read by: their words are needed.
    std::vector<char> keys() const;

    // Fills what is missing and can be read, in as many steps as reads lean on each other.
    // `read` and `disputed` get the inputs it concerns.
    Status fill(InputValues& values, std::vector<TableArgument>& arguments,
                std::vector<std::uint32_t>& read, std::vector<std::uint32_t>& disputed);

  private:
    struct Found {
        std::optional<Word> word;  // of the model's values; nothing: they differ
        std::optional<Interval> hull;
    };
    using Index = std::map<std::string, Found>;

    Result<const Index*> index_of(std::uint32_t input);
    Status fill_index(std::uint32_t input, Index& index);
    std::optional<std::string> key_of(const TableRead& read, std::uint32_t input,
                                      const std::vector<TableArgument>& arguments) const;
    Result<TableArgument> argument(InputValues& values, std::uint32_t input, const Found& found);
    void add(const Type& type, Word word, Found& found) const;

    const DecisionTable& table_;
    Values& own_;
    Model& model_;
    const UnitTable& units_;
    std::vector<std::optional<Index>> indexes_;  // of each input
};

}  // namespace dictum
