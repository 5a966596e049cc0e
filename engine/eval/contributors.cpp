#include "engine/eval/contributors.h"

#include <algorithm>

namespace dictum {

void Contributors::clear() {
    for (std::vector<Item>& list : lists_) list.clear();
}

void Contributors::add(std::size_t ordinal, Premises premises) {
    if (lists_[0].size() < kContributorsKept) lists_[0].push_back({ordinal, std::move(premises)});
}

void Contributors::carry(End end, bool better, std::size_t ordinal, Premises premises) {
    std::vector<Item>& list = lists_[static_cast<std::size_t>(end)];
    if (better) list.clear();
    if (list.size() < kContributorsKept) list.push_back({ordinal, std::move(premises)});
}

std::vector<Contributors::Premises> Contributors::listed() const {
    // Where both ends have many carriers, each shows its half.
    constexpr std::size_t kHalf = kContributorsKept / 2;
    std::vector<Item> all;
    for (std::size_t i = 0; i < lists_.size(); ++i) {
        const std::size_t other = lists_[1 - i].size();
        const std::size_t room = kContributorsKept - std::min(other, kHalf);
        const auto count = static_cast<std::ptrdiff_t>(std::min(room, lists_[i].size()));
        all.insert(all.end(), lists_[i].begin(), lists_[i].begin() + count);
    }
    std::sort(all.begin(), all.end(),
              [](const Item& a, const Item& b) { return a.ordinal < b.ordinal; });
    const auto same = [](const Item& a, const Item& b) { return a.ordinal == b.ordinal; };
    all.erase(std::unique(all.begin(), all.end(), same), all.end());
    std::vector<Premises> listed;
    listed.reserve(all.size());
    for (Item& item : all) listed.push_back(std::move(item.premises));
    return listed;
}

}  // namespace dictum
