// Strongly connected components of a graph, those that a component points to before itself.
//
// Tarjan, "Depth-first search and linear graph algorithms" (1972), with a stack of its own instead
// of recursion. Linear.
#pragma once

#include <cstdint>
#include <vector>

namespace dictum {

// edges[v]: where v points to.
using Graph = std::vector<std::vector<std::uint32_t>>;

struct Components {
    std::vector<std::uint32_t> of;                    // by vertex: its component
    std::vector<std::vector<std::uint32_t>> members;  // by component, ascending
};

Components components_of(const Graph& graph);

// A shortest path from one vertex to another that stays in `component`, both ends included; empty
// when there is none. A path from a vertex to itself has at least one edge.
std::vector<std::uint32_t> path_within(const Graph& graph, const Components& components,
                                       std::uint32_t from, std::uint32_t to);

}  // namespace dictum
