// The graph of rules as drawings, one for each part that hangs together.
//
//   price -> [is-dear] -> dear        layers from left to right: each node behind all that it needs
//
// A simple layering: the longest way from a node that needs nothing; inside a layer by the middle
// of the neighbours, a few times. Where rules are recursive, one edge goes back. Big parts are left
// to Graphviz (`dictum graph`).
#include <algorithm>
#include <map>

#include "audit/page_parts.h"
#include "audit/rule_graph.h"

namespace dictum {
namespace {

constexpr std::size_t kNodesDrawn = 300;  // of a part
constexpr std::size_t kSweeps = 6;
constexpr double kLayerWidth = 240;
constexpr double kRowHeight = 38;
constexpr double kBoxHeight = 26;
constexpr std::size_t kLabelMost = 23;

using Nodes = std::vector<std::size_t>;

// Groups of nodes that edges join, the biggest first, each ascending.
std::vector<Nodes> parts_of(const RuleGraph& graph) {
    Nodes parent(graph.nodes.size());
    for (std::size_t i = 0; i < parent.size(); ++i) parent[i] = i;
    const auto root = [&](std::size_t at) {
        while (parent[at] != at) at = parent[at] = parent[parent[at]];
        return at;
    };
    for (const RuleGraph::Edge& edge : graph.edges) {
        const auto [low, high] = std::minmax({root(edge.from), root(edge.to)});
        parent[high] = low;
    }
    std::map<std::size_t, Nodes> by_root;
    for (std::size_t i = 0; i < parent.size(); ++i) by_root[root(i)].push_back(i);
    std::vector<Nodes> parts;
    for (auto& [at, nodes] : by_root) parts.push_back(std::move(nodes));
    std::ranges::stable_sort(parts, std::greater<>(), &Nodes::size);
    return parts;
}

std::string number(double value) { return std::to_string(static_cast<long>(value)); }

// The first characters of a text: never a part of one.
std::string shortened(const std::string& text) {
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80) continue;
        if (++characters > kLabelMost) return text.substr(0, i) + "…";
    }
    return text;
}

class Drawing {
  public:
    Drawing(const RuleGraph& graph, const Nodes& nodes, Html& html)
        : graph_(graph), nodes_(nodes), html_(html) {
        for (std::size_t i = 0; i < nodes.size(); ++i) place_[nodes[i]] = i;
        for (const RuleGraph::Edge& edge : graph.edges) {
            const auto from = place_.find(edge.from);
            if (from == place_.end()) continue;
            edges_.push_back({from->second, place_.at(edge.to), edge.how});
        }
        layer();
        order();
    }

    void draw() {
        std::size_t most = 0;
        for (const Nodes& layer : layers_) most = std::max(most, layer.size());
        const std::string width = number(static_cast<double>(layers_.size()) * kLayerWidth);
        const std::string height = number(static_cast<double>(most) * kRowHeight + 8);
        html_.open("svg", {{"width", width},
                           {"height", height},
                           {"role", "img"},
                           {"aria-label", "what the rules read and conclude"}});
        for (const RuleGraph::Edge& edge : edges_) line(edge);
        for (std::size_t i = 0; i < nodes_.size(); ++i) box(i);
        html_.close();
    }

  private:
    // Kahn's order; where only cycles are left, the first node goes before what it needs.
    void layer() {
        Nodes needs(nodes_.size());
        std::vector<Nodes> next(nodes_.size());
        for (const RuleGraph::Edge& edge : edges_) {
            if (edge.from == edge.to) continue;
            ++needs[edge.to];
            next[edge.from].push_back(edge.to);
        }
        Nodes depth(nodes_.size());
        std::vector<char> done(nodes_.size());
        Nodes ready;
        for (std::size_t i = nodes_.size(); i-- > 0;) {
            if (needs[i] == 0) ready.push_back(i);
        }
        for (std::size_t first = 0; first < nodes_.size();) {
            if (ready.empty()) {
                if (done[first] == 0) ready.push_back(first);
                ++first;
                continue;
            }
            const std::size_t at = ready.back();
            ready.pop_back();
            if (done[at] != 0) continue;
            done[at] = 1;
            for (const std::size_t to : next[at]) {
                if (done[to] != 0) continue;
                depth[to] = std::max(depth[to], depth[at] + 1);
                if (--needs[to] == 0) ready.push_back(to);
            }
        }
        layers_.resize(1 + *std::ranges::max_element(depth));
        for (std::size_t i = 0; i < depth.size(); ++i) layers_[depth[i]].push_back(i);
        depth_ = std::move(depth);
    }

    void order() {
        rank_.resize(nodes_.size());
        std::vector<Nodes> near(nodes_.size());
        for (const RuleGraph::Edge& edge : edges_) {
            near[edge.from].push_back(edge.to);
            near[edge.to].push_back(edge.from);
        }
        for (const Nodes& layer : layers_) rank(layer);
        for (std::size_t sweep = 0; sweep < kSweeps; ++sweep) {
            for (Nodes& layer : layers_) {
                std::map<std::size_t, double> middle;
                for (const std::size_t node : layer) {
                    double sum = 0;
                    for (const std::size_t other : near[node]) sum += rank_[other];
                    middle[node] = near[node].empty()
                                       ? rank_[node]
                                       : sum / static_cast<double>(near[node].size());
                }
                std::ranges::stable_sort(layer, {},
                                         [&](std::size_t node) { return middle.at(node); });
                rank(layer);
            }
        }
    }
    void rank(const Nodes& layer) {
        for (std::size_t i = 0; i < layer.size(); ++i) rank_[layer[i]] = static_cast<double>(i);
    }

    double x(std::size_t node) const { return static_cast<double>(depth_[node]) * kLayerWidth + 4; }
    double y(std::size_t node) const { return rank_[node] * kRowHeight + 4; }

    void line(const RuleGraph::Edge& edge) {
        const double from_x = x(edge.from) + kLayerWidth - 60;
        const double from_y = y(edge.from) + kBoxHeight / 2;
        const double to_x = x(edge.to);
        const double to_y = y(edge.to) + kBoxHeight / 2;
        const std::string path = "M" + number(from_x) + " " + number(from_y) + " C" +
                                 number(from_x + 30) + " " + number(from_y) + " " +
                                 number(to_x - 30) + " " + number(to_y) + " " + number(to_x) + " " +
                                 number(to_y);
        std::string_view kind = "reads";
        if (edge.how == RuleGraph::How::Negates) kind = "not";
        if (edge.how == RuleGraph::How::Aggregates) kind = "all";
        if (edge.how == RuleGraph::How::Overrides) kind = "over";
        html_.open("path", {{"d", path}, {"class", kind}}).close();
        html_
            .open(
                "circle",
                {{"cx", number(to_x)}, {"cy", number(to_y)}, {"r", "3"}, {"fill", "currentColor"}})
            .close();
    }

    void box(std::size_t at) {
        const RuleGraph::Node& node = graph_.nodes[nodes_[at]];
        const bool relation =
            node.kind == RuleGraph::Kind::Base || node.kind == RuleGraph::Kind::Derived;
        std::string_view kind = "box";
        if (node.kind == RuleGraph::Kind::Rule) kind = "box rule";
        if (node.kind == RuleGraph::Kind::Table) kind = "box table";
        html_.open("g").element("title", node.id);
        html_
            .open("rect", {{"x", number(x(at))},
                           {"y", number(y(at))},
                           {"width", number(kLayerWidth - 60)},
                           {"height", number(kBoxHeight)},
                           {"rx", relation ? "13" : "3"},
                           {"class", kind}})
            .close();
        html_.element("text", shortened(node.id),
                      {{"x", number(x(at) + 10)}, {"y", number(y(at) + 17)}});
        html_.close();
    }

    const RuleGraph& graph_;
    const Nodes& nodes_;
    Html& html_;
    std::map<std::size_t, std::size_t> place_;  // of a node of the graph, in this part
    std::vector<RuleGraph::Edge> edges_;
    std::vector<Nodes> layers_;
    Nodes depth_;
    std::vector<double> rank_;
};

}  // namespace

void page_graph(const AuditSubject& subject, Html& html) {
    html.element("h2", "Dependencies", {{"id", "graph"}});
    const RuleGraph graph = rule_graph(subject.knowledge, subject.program);
    if (graph.nodes.empty()) {
        html.element("p", "There are no rules and no tables.");
        return;
    }
    html.element("p",
                 "Relations are round, rules and tables have corners. Red and dashed: reads an "
                 "absence. Thick: reads all of it. Dotted: overrides. " +
                     std::to_string(graph.left_out) +
                     " relations that no rule or table touches are not drawn.",
                 {{"class", "dim"}});
    html.open("div", {{"class", "graphs"}});
    std::size_t left_out = 0;
    for (const Nodes& part : parts_of(graph)) {
        if (part.size() > kNodesDrawn) {
            left_out += part.size();
            continue;
        }
        html.open("figure", {{"tabindex", "0"}});
        Drawing(graph, part, html).draw();
        html.close();
    }
    html.close();
    if (left_out > 0) {
        html.element("p", std::to_string(left_out) +
                              " nodes hang together in parts too big to draw here: `dictum graph` "
                              "writes them for Graphviz.");
    }
}

}  // namespace dictum
