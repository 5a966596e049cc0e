#include "embed/overlay.h"

#include <algorithm>
#include <array>

#include "embed/failure.h"
#include "embed/scenario.h"
#include "engine/eval/state.h"

namespace dictum {
namespace {

Failure refused(ErrorCode code, const std::string& message) {
    return failure(Error{code, message});
}

}  // namespace

std::optional<Failure> Overlay::assert_fact(View& view, const std::string& fact) {
    AskOptions options;
    options.assume.push_back(fact);
    auto read = read_scenario(view, options);
    if (auto* failed = std::get_if<Failure>(&read)) return *std::move(failed);
    auto& made = std::get<ReadScenario>(read);
    const std::string& text = made.shown.assumed.front();
    const bool known =
        std::ranges::any_of(assumed_, [&](const Assumed& assumed) { return assumed.text == text; });
    if (known) return std::nullopt;
    assumed_.push_back({text, std::move(made.scenario.assumptions.front())});
    model_.reset();
    return std::nullopt;
}

std::optional<Failure> Overlay::retract_fact(View& view, const std::string& fact) {
    AskOptions options;
    options.assume.push_back(fact);
    auto read = read_scenario(view, options);
    if (auto* failed = std::get_if<Failure>(&read)) return *std::move(failed);
    auto& made = std::get<ReadScenario>(read);
    const Assumed wanted{made.shown.assumed.front(), std::move(made.scenario.assumptions.front())};
    const auto asserted = std::erase_if(
        assumed_, [&](const Assumed& assumed) { return assumed.text == wanted.text; });
    if (asserted == 0) {
        if (auto failed = leave_out(view, wanted)) return failed;
    }
    model_.reset();
    return std::nullopt;
}

// By the claims that the fact rests on, all of them.
std::optional<Failure> Overlay::leave_out(View& view, const Assumed& fact) {
    const RelationId holder = view.program.holder_of(fact.fact.relation);
    const Status known = view.plain->require(std::array{holder});
    if (!known) return failure(known.error());
    const auto row = view.plain->tuples(holder).find(fact.fact.tuple);
    if (!row) {
        return refused(ErrorCode::NotFound, "`" + fact.text +
                                                "` is not known, so there is nothing "
                                                "to retract");
    }
    const auto supports = view.plain->supports(holder, *row);
    if (supports.empty()) {
        return refused(ErrorCode::Unsupported,
                       "`" + fact.text + "` " +
                           (view.plain->is_base(holder, *row)
                                ? "is data without a claim, which can't be retracted"
                                : "follows by rules; retract what it follows from"));
    }
    for (const SupportId support : supports) {
        if (std::ranges::find(left_out_, index_of(support)) != left_out_.end()) continue;
        left_out_.push_back(index_of(support));
        without_.push_back(view.assembled.supports[support].claim);
    }
    return std::nullopt;
}

void Overlay::add_to(AskOptions& options) const {
    std::vector<std::string> facts;
    for (const Assumed& assumed : assumed_) facts.push_back(assumed.text);
    options.assume.insert(options.assume.begin(), facts.begin(), facts.end());
    options.without.insert(options.without.begin(), without_.begin(), without_.end());
}

std::shared_ptr<Model> Overlay::model(View& view) {
    if (empty()) return {std::shared_ptr<Model>(), &*view.plain};
    if (model_) return model_;
    view.facts->remember();
    Scenario scenario;
    for (const Assumed& assumed : assumed_) scenario.assumptions.push_back(assumed.fact);
    if (!left_out_.empty()) scenario.without_supports.resize(view.knowledge.claims.size(), 0);
    for (const std::size_t claim : left_out_) scenario.without_supports[claim] = 1;
    model_ = std::make_shared<Model>(*view.plain, std::move(scenario));
    return model_;
}

void Overlay::allow(const Limits& limits) {
    if (model_) model_->state().limits = limits;
}

}  // namespace dictum
