#include "engine/check/components.h"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace dictum {
namespace {

constexpr std::uint32_t kUnseen = std::numeric_limits<std::uint32_t>::max();

class Search {
  public:
    explicit Search(const Graph& graph)
        : graph_(graph), order_(graph.size(), kUnseen), low_(graph.size(), 0) {
        result_.of.assign(graph.size(), kUnseen);
    }

    Components run() {
        for (std::uint32_t v = 0; v < graph_.size(); ++v) {
            if (order_[v] == kUnseen) search(v);
        }
        return std::move(result_);
    }

  private:
    struct Frame {
        std::uint32_t vertex = 0;
        std::size_t next = 0;  // edge
    };

    void search(std::uint32_t root) {
        enter(root);
        while (!frames_.empty()) {
            Frame& frame = frames_.back();
            const std::uint32_t v = frame.vertex;
            if (frame.next == graph_[v].size()) {
                leave(v);
                continue;
            }
            const std::uint32_t w = graph_[v][frame.next++];
            if (order_[w] == kUnseen) {
                enter(w);
            } else if (result_.of[w] == kUnseen) {
                low_[v] = std::min(low_[v], order_[w]);
            }
        }
    }

    void enter(std::uint32_t v) {
        order_[v] = low_[v] = clock_++;
        open_.push_back(v);
        frames_.push_back({v, 0});
    }

    void leave(std::uint32_t v) {
        frames_.pop_back();
        if (!frames_.empty()) {
            std::uint32_t& low = low_[frames_.back().vertex];
            low = std::min(low, low_[v]);
        }
        if (low_[v] != order_[v]) return;
        const auto component = static_cast<std::uint32_t>(result_.members.size());
        std::vector<std::uint32_t>& members = result_.members.emplace_back();
        std::uint32_t w = 0;
        do {
            w = open_.back();
            open_.pop_back();
            result_.of[w] = component;
            members.push_back(w);
        } while (w != v);
        std::sort(members.begin(), members.end());
    }

    const Graph& graph_;
    std::vector<std::uint32_t> order_;
    std::vector<std::uint32_t> low_;
    std::vector<std::uint32_t> open_;  // entered, and in no component yet
    std::vector<Frame> frames_;
    std::uint32_t clock_ = 0;
    Components result_;
};

}  // namespace

Components components_of(const Graph& graph) { return Search(graph).run(); }

std::vector<std::uint32_t> path_within(const Graph& graph, const Components& components,
                                       std::uint32_t from, std::uint32_t to) {
    std::unordered_map<std::uint32_t, std::uint32_t> reached_by;
    std::vector<std::uint32_t> queue{from};
    for (std::size_t i = 0; i < queue.size() && !reached_by.contains(to); ++i) {
        for (const std::uint32_t next : graph[queue[i]]) {
            if (components.of[next] != components.of[from]) continue;
            if (reached_by.emplace(next, queue[i]).second) queue.push_back(next);
        }
    }
    std::vector<std::uint32_t> path;
    if (!reached_by.contains(to)) return path;
    std::uint32_t at = to;
    do {
        path.push_back(at);
        at = reached_by.at(at);
    } while (at != from);
    path.push_back(from);
    std::reverse(path.begin(), path.end());
    return path;
}

}  // namespace dictum
