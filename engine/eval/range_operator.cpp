// range(from, to, step): a stage whose bindings come from counting instead of rows; and, where the
// number is known already, a test.
//
//   bind x = range(1, n)      for each n: x = 1, 2, ... n - 1
#include "engine/eval/pipeline.h"

namespace dictum {

// Requires: keys_ holds the words of the arguments.
NumberRange Pipeline::numbers(const RangeOperator& range, std::size_t binding) const {
    return {range.operands, keys_[0][binding], keys_[1][binding],
            range.args.size() > 2 ? std::optional(keys_[2][binding]) : std::nullopt};
}

void Pipeline::enter_range(Stage& stage, Stage& from) {
    const auto& range = std::get<RangeOperator>(run_.plan.operators[stage.generator].node);
    stage.ranges.clear();
    if (!keys_of(range.args, from)) return;
    for (std::size_t i = 0; i < from.count; ++i) stage.ranges.push_back(numbers(range, i));
}

// False: no binding of the stage before has a number left.
bool Pipeline::fill_range(Stage& stage, const Stage& from) {
    const auto& range = std::get<RangeOperator>(run_.plan.operators[stage.generator].node);
    stage.count = 0;
    while (stage.count < capacity_ && stage.parent < stage.ranges.size()) {
        const std::optional<Word> word = stage.ranges[stage.parent].next();
        if (!word) {
            ++stage.parent;
            continue;
        }
        stage.columns[range.slot][stage.count] = *word;
        parents_[stage.count++] = static_cast<std::uint32_t>(stage.parent);
    }
    if (!run_.step(stage.count + 1) || stage.count == 0) return false;
    carry(stage, from);
    return true;
}

bool Pipeline::apply(const RangeOperator& range, const Filter& filter, Stage& stage) {
    if (!keys_of(range.args, stage)) return discard_all(stage);
    const Word* const held = stage.columns[range.slot];
    select(filter.kept, stage, [&](std::size_t i) { return numbers(range, i).contains(held[i]); });
    return true;
}

}  // namespace dictum
