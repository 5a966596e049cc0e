// Builds the tree of a Matcher: boxes of classes are cut, the largest first, until few rows are
// left in each or the bound on copies of rows is reached.
#pragma once

#include <optional>
#include <queue>
#include <vector>

#include "engine/table/matcher.h"

namespace dictum {

class MatchBuilder {
  public:
    explicit MatchBuilder(Matcher& matcher) : out_(matcher), rows_(matcher.rows_) {}

    void run();

  private:
    using Box = std::vector<ClassRange>;  // of each input
    struct Pending {
        std::vector<std::uint32_t> rows;
        Box box;
        std::optional<std::uint32_t> slot;  // among the children; none: the root
        std::size_t number = 0;
    };
    struct Cut {
        std::uint32_t input = 0;
        std::uint32_t shift = 0;
        std::uint32_t children = 0;
        std::size_t copies = 0;  // rows of all children
        double rows_a_child = 0;
    };

    void add(Pending pending);
    void prune(std::vector<std::uint32_t>& rows, const Box& box) const;
    bool covers(std::uint32_t row, const Box& box) const;
    std::optional<Cut> best_cut(const Pending& pending) const;
    std::optional<Cut> cut_by(const Pending& pending, std::uint32_t input) const;
    std::size_t copies_of(const Pending& pending, std::uint32_t input, std::uint32_t shift) const;
    void split(const Pending& pending, const Cut& cut);
    void place(const std::optional<std::uint32_t>& slot, std::uint32_t child);

    // Leaves (match_leaf.cpp).
    struct LeafTest {
        Matcher::Test test;
        std::vector<std::uint32_t> starts;
    };
    struct LeafPlan {
        std::uint32_t words = 0;
        std::uint32_t summary = 0;
        bool verify = false;
        std::vector<LeafTest> tests;

        std::size_t record() const { return 2 * (std::size_t{words} + summary); }
    };
    std::uint32_t make_leaf(const Pending& pending);
    LeafPlan plan_leaf(const Pending& pending) const;
    void add_test(const Pending& pending, std::uint32_t input, LeafPlan& plan) const;
    std::vector<std::uint32_t> segments_of(const Pending& pending, std::uint32_t input) const;
    void fill(const Pending& pending, const LeafPlan& plan, const LeafTest& test, std::size_t maps);

    Matcher& out_;
    const MatchRows& rows_;
    struct Smaller {
        bool operator()(const Pending& a, const Pending& b) const {
            if (a.rows.size() != b.rows.size()) return a.rows.size() < b.rows.size();
            return a.number > b.number;
        }
    };
    std::priority_queue<Pending, std::vector<Pending>, Smaller> pending_;
    std::size_t copies_ = 0;
    std::size_t made_ = 0;
};

}  // namespace dictum
