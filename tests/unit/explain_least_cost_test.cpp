// Least costs over a cone: bottlenecks, heights, and circles that prove nothing.
#include "engine/explain/least_cost.h"
#include "tests/catch.hpp"

using namespace dictum;

namespace {

Cone cone_of_nodes(std::size_t nodes) {
    Cone cone;
    cone.nodes.resize(nodes);
    return cone;
}

void link(Cone& cone, std::uint32_t above, std::vector<std::uint32_t> below) {
    ConeLink made;
    made.above = id_at<ConeId>(above);
    for (const std::uint32_t node : below) made.below.emplace_back(id_at<ConeId>(node));
    cone.nodes[made.above].links.push_back(cone.links.push(std::move(made)));
}

CostModel heights_with_leaf(std::uint32_t leaf) {
    CostModel model;
    model.given = [leaf](ConeId id) { return index_of(id) == leaf ? 0 : kNoProof; };
    model.own = [](LinkId) { return 0.0; };
    model.step = 1;
    return model;
}

}  // namespace

TEST_CASE("the height of a node is one more than its highest premise", "[explain]") {
    Cone cone = cone_of_nodes(4);
    link(cone, 0, {1, 2});
    link(cone, 1, {3});
    link(cone, 2, {1});
    CHECK(least_costs(cone, heights_with_leaf(3)) == std::vector<double>{3, 1, 2, 0});
}

TEST_CASE("the lowest of several proofs counts", "[explain]") {
    Cone cone = cone_of_nodes(4);
    link(cone, 0, {1});
    link(cone, 0, {3, 3});
    link(cone, 1, {2});
    link(cone, 2, {3});
    CHECK(least_costs(cone, heights_with_leaf(3))[0] == 1);
}

TEST_CASE("what rests on itself has no proof", "[explain]") {
    Cone cone = cone_of_nodes(4);
    link(cone, 0, {1});
    link(cone, 1, {0});
    link(cone, 2, {2, 3});
    const auto heights = least_costs(cone, heights_with_leaf(3));
    CHECK(heights == std::vector<double>{kNoProof, kNoProof, kNoProof, 0});
}

TEST_CASE("without a step the dearest link counts, of the cheapest proof", "[explain]") {
    Cone cone = cone_of_nodes(3);
    link(cone, 0, {1});  // costs 4
    link(cone, 0, {2});  // costs 2, and its premise 3
    CostModel model;
    model.given = [](ConeId id) {
        return index_of(id) == 1 ? 1.0 : index_of(id) == 2 ? 3.0 : kNoProof;
    };
    model.own = [](LinkId id) { return index_of(id) == 0 ? 4.0 : 2.0; };
    CHECK(least_costs(cone, model)[0] == 3);
    model.own = [](LinkId id) { return index_of(id) == 0 ? kNoProof : 2.0; };
    CHECK(least_costs(cone, model)[0] == 3);
    model.own = [](LinkId id) { return index_of(id) == 1 ? kNoProof : 2.0; };
    CHECK(least_costs(cone, model)[0] == 2);
}

TEST_CASE("a link without premises proves its node", "[explain]") {
    Cone cone = cone_of_nodes(1);
    link(cone, 0, {});
    CHECK(least_costs(cone, heights_with_leaf(7))[0] == 1);
}
