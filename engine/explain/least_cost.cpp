#include "engine/explain/least_cost.h"

#include <algorithm>
#include <queue>

namespace dictum {
namespace {

class LeastCosts {
  public:
    LeastCosts(const Cone& cone, const CostModel& model)
        : cone_(cone),
          model_(model),
          costs_(cone.nodes.size(), kNoProof),
          waiting_(cone.links.size()),
          users_(cone.nodes.size()) {}

    std::vector<double> run() {
        for (std::size_t i = 0; i < cone_.nodes.size(); ++i) {
            offer(id_at<ConeId>(i), model_.given(id_at<ConeId>(i)));
        }
        for (std::size_t i = 0; i < cone_.links.size(); ++i) start(id_at<LinkId>(i));
        while (!queue_.empty()) {
            const Offer best = queue_.top();
            queue_.pop();
            double& cost = costs_[index_of(best.node)];
            if (cost != kNoProof) continue;
            cost = best.cost;
            for (const LinkId link : users_[index_of(best.node)]) {
                if (--waiting_[index_of(link)] == 0) complete(link, best.cost);
            }
        }
        return std::move(costs_);
    }

  private:
    struct Offer {
        double cost = 0;
        ConeId node{};
        bool operator>(const Offer& other) const { return cost > other.cost; }
    };

    void start(LinkId id) {
        if (model_.own(id) == kNoProof) return;
        for (const std::optional<ConeId>& premise : cone_.links[id].below) {
            if (!premise) continue;
            ++waiting_[index_of(id)];
            users_[index_of(*premise)].push_back(id);
        }
        if (waiting_[index_of(id)] == 0) complete(id, -kNoProof);
    }

    // The premise that was settled last is the dearest.
    void complete(LinkId id, double dearest) {
        offer(cone_.links[id].above, std::max(model_.own(id), dearest) + model_.step);
    }

    void offer(ConeId node, double cost) {
        if (cost != kNoProof) queue_.push({cost, node});
    }

    const Cone& cone_;
    const CostModel& model_;
    std::vector<double> costs_;
    std::vector<std::uint32_t> waiting_;      // of each link: premises that are not settled
    std::vector<std::vector<LinkId>> users_;  // of each node: a link for each place it stands in
    std::priority_queue<Offer, std::vector<Offer>, std::greater<>> queue_;
};

}  // namespace

std::vector<double> least_costs(const Cone& cone, const CostModel& model) {
    return LeastCosts(cone, model).run();
}

}  // namespace dictum
