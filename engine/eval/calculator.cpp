#include "engine/eval/calculator.h"

namespace dictum {
namespace {

// "q = 160..180, p = 120..140".
std::string shown(const RangePart& part, std::span<const Interval> values) {
    constexpr std::size_t kShown = 8;
    std::string text;
    for (std::size_t i = 0; i < values.size() && i < kShown; ++i) {
        if (i > 0) text += ", ";
        text += part.inputs[i] + " = " + values[i].to_string();
    }
    if (values.size() > kShown) text += ", ...";
    return text;
}

}  // namespace

Result<Word> Calculator::run(const Calculation& calculation, std::span<const Word> slots) {
    stack_.clear();
    for (const CalculationStep& step : calculation.steps) {
        switch (step.kind) {
            case CalculationStep::Kind::Slot:
                stack_.push_back(slots[step.index]);
                continue;
            case CalculationStep::Kind::Constant:
                stack_.push_back(step.constant);
                continue;
            default:
                break;
        }
        const std::span<const Word> args = std::span<const Word>(stack_).last(step.count);
        DICTUM_TRY(const Word result, step.kind == CalculationStep::Kind::Range
                                          ? range(calculation.ranges[step.index], args)
                                          : apply(step.functor, step.operands, args, context_));
        stack_.resize(stack_.size() - step.count);
        stack_.push_back(result);
    }
    return stack_.back();
}

Result<Word> Calculator::range(const RangePart& part, std::span<const Word> words) {
    inputs_.clear();
    for (const Word word : words) inputs_.push_back(context_.values.interval(word));
    const Result<RangeValue> value = evaluate(part.expression, inputs_);
    if (!value) {
        const std::string given = shown(part, inputs_);
        return Error{value.error().code,
                     value.error().message + (given.empty() ? "" : " (with " + given + ")")};
    }
    if (value->widened && widened_ == nullptr) widened_ = &part;
    return context_.values.quantity(value->interval);
}

}  // namespace dictum
