// The least cost at which each node of a cone can be proved.
//
// A proof of a node is its support, or a link with a proof of every node below it. A link costs the
// dearest of its premises and of itself, and `step` more. Since no link costs less than what it
// rests on, nodes can be settled in order of cost, each once, and what rests on itself is never
// settled (Knuth: A generalization of Dijkstra's algorithm, 1977).
//
// With step 0 this finds bottlenecks: the weakest link of the strongest proof; with step 1 heights.
//
// Cost: O(n log n) for n nodes, links and premises; no recursion.
#pragma once

#include <functional>
#include <limits>
#include <vector>

#include "engine/explain/cone.h"

namespace dictum {

constexpr double kNoProof = std::numeric_limits<double>::infinity();

struct CostModel {
    std::function<double(ConeId)> given;  // of a node without a link; kNoProof when it needs one
    std::function<double(LinkId)> own;    // of a link by itself; kNoProof when it may not be used
    double step = 0;
};

// One cost a node; kNoProof where there is none.
std::vector<double> least_costs(const Cone& cone, const CostModel& model);

}  // namespace dictum
