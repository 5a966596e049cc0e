#include "embed/read_inputs.h"

#include <algorithm>

namespace dictum {
namespace {

// Of each word its literal, which is the same for both pools of values.
void append_part(std::string& key, const std::string& literal) {
    key += literal;
    key += '\n';
}

bool is_key(const TableRead::Argument& argument, std::uint32_t input) {
    return argument.kind == TableRead::Kind::Constant ||
           (argument.kind == TableRead::Kind::Input && argument.input != input);
}

}  // namespace

ReadInputs::ReadInputs(const DecisionTable& table, Values& own, Model& model,
                       const UnitTable& units)
    : table_(table),
      own_(own),
      model_(model),
      units_(units),
      indexes_(table.table().inputs.size()) {}

std::vector<char> ReadInputs::keys() const {
    const std::vector<CheckedInput>& inputs = table_.table().inputs;
    std::vector<char> keys(inputs.size(), 0);
    for (std::uint32_t i = 0; i < inputs.size(); ++i) {
        if (!inputs[i].read) continue;
        for (const TableRead::Argument& argument : inputs[i].read->arguments) {
            if (argument.kind == TableRead::Kind::Input) keys[argument.input] = 1;
        }
    }
    return keys;
}

Status ReadInputs::fill(InputValues& values, std::vector<TableArgument>& arguments,
                        std::vector<std::uint32_t>& read, std::vector<std::uint32_t>& disputed) {
    const std::vector<CheckedInput>& inputs = table_.table().inputs;
    std::vector<char> tried(inputs.size(), 0);
    for (bool progress = true; progress;) {
        progress = false;
        for (std::uint32_t i = 0; i < inputs.size(); ++i) {
            if (arguments[i].given || !inputs[i].read || tried[i] != 0) continue;
            const auto key = key_of(*inputs[i].read, i, arguments);
            if (!key) continue;
            tried[i] = 1;
            DICTUM_TRY(const Index* const index, index_of(i));
            const auto found = index->find(*key);
            if (found == index->end()) continue;
            if (!found->second.word && !found->second.hull) {
                disputed.push_back(i);
                continue;
            }
            DICTUM_TRY(arguments[i], argument(values, i, found->second));
            read.push_back(i);
            progress = true;
        }
    }
    return {};
}

// Nothing when an input that the key needs is missing.
std::optional<std::string> ReadInputs::key_of(const TableRead& read, std::uint32_t input,
                                              const std::vector<TableArgument>& arguments) const {
    std::string key;
    for (const TableRead::Argument& argument : read.arguments) {
        if (!is_key(argument, input)) continue;
        const bool constant = argument.kind == TableRead::Kind::Constant;
        if (!constant && !arguments[argument.input].given) return std::nullopt;
        const Word word = constant ? argument.constant : arguments[argument.input].word;
        const Type& type = constant ? argument.type : table_.table().inputs[argument.input].type;
        append_part(key, own_.literal(word, type, units_));
    }
    return key;
}

Result<const ReadInputs::Index*> ReadInputs::index_of(std::uint32_t input) {
    std::optional<Index>& index = indexes_[input];
    if (!index) {
        Index made;
        DICTUM_CHECK(fill_index(input, made));
        index = std::move(made);
    }
    return &*index;
}

Status ReadInputs::fill_index(std::uint32_t input, Index& index) {
    const CheckedInput& column = table_.table().inputs[input];
    const auto relation = model_.program().find(column.read->relation);
    if (!relation) {
        return Error{ErrorCode::NotFound, "there is no relation `" + column.read->relation + "`"};
    }
    const RelationId relations[] = {*relation};
    DICTUM_CHECK(model_.require(relations));
    const Tuples& tuples = model_.tuples(*relation);
    const std::vector<Column>& columns = model_.program().relations[*relation].columns;
    for (std::size_t row = 0; row < tuples.size(); ++row) {
        const TupleView tuple = tuples[id_at<RowId>(row)];
        std::string key;
        std::optional<Word> value;
        for (std::size_t i = 0; i < tuple.size(); ++i) {
            const TableRead::Argument& argument = column.read->arguments[i];
            if (is_key(argument, input)) {
                append_part(key, model_.values().literal(tuple[i], columns[i].type, units_));
            } else if (argument.kind == TableRead::Kind::Input) {
                value = tuple[i];
            }
        }
        const auto [found, fresh] = index.try_emplace(std::move(key));
        if (fresh) found->second.word = value;
        if (!fresh || column.type.base == BaseType::Quantity) {
            add(column.type, *value, found->second);
        }
    }
    return {};
}

void ReadInputs::add(const Type& type, Word word, Found& found) const {
    if (type.base == BaseType::Quantity) {
        const Interval& interval = model_.values().interval(word);
        found.hull = found.hull ? hull(*found.hull, interval) : interval;
    } else if (found.word != word) {
        found.word.reset();
    }
}

Result<TableArgument> ReadInputs::argument(InputValues& values, std::uint32_t input,
                                           const Found& found) {
    const Values& theirs = model_.values();
    if (found.hull) return values.quantity(input, *found.hull);
    switch (table_.table().inputs[input].type.base) {
        case BaseType::Symbol:
            return values.symbol(input, theirs.text(as_symbol(*found.word)));
        case BaseType::Ratio:
            return values.word(input, own_.ratio(theirs.ratio_of(*found.word)));
        default:
            return values.word(input, *found.word);
    }
}

}  // namespace dictum
