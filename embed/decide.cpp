#include "embed/decide.h"

namespace dictum {

Decider::Decider(std::unique_ptr<LiveTable> live) : live_(std::move(live)) {}
Decider::~Decider() = default;
Decider::Decider(Decider&&) noexcept = default;

Outcome<Decider> Decider::make(const TableContext& context, std::string_view table) {
    auto live = LiveTable::make(context, table);
    if (auto* failed = std::get_if<Failure>(&live)) return *std::move(failed);
    return Decider(std::get<std::unique_ptr<LiveTable>>(std::move(live)));
}

std::vector<std::string> Decider::header(bool why) const {
    return decision_header(live_->table().table(), why);
}

const DecisionTable& Decider::table() const { return live_->table(); }

}  // namespace dictum
