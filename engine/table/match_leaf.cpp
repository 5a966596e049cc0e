// The leaves of a Matcher: of each input the stretches of classes in which the same rows can hold,
// and a bitmap of the leaf's rows for each.
#include <algorithm>
#include <numeric>

#include "engine/table/match_builder.h"

namespace dictum {
namespace {

constexpr std::size_t kWordsWithoutSummary = 8;
constexpr std::size_t kMapBytesMax = std::size_t{8} << 20;       // of one input in one leaf
constexpr std::size_t kDirectBytesMax = std::size_t{256} << 10;  // of an only leaf

void set_bit(std::uint32_t* map, std::size_t bit) {
    std::uint64_t word = 0;
    std::memcpy(&word, map + bit / 64 * 2, sizeof word);
    word |= std::uint64_t{1} << (bit % 64);
    std::memcpy(map + bit / 64 * 2, &word, sizeof word);
}

}  // namespace

std::uint32_t MatchBuilder::make_leaf(const Pending& pending) {
    LeafPlan plan = plan_leaf(pending);
    std::vector<std::uint32_t>& out = out_.leaves_;
    const std::size_t begin = out.size();
    std::size_t at = Matcher::kHead + plan.tests.size() * Matcher::kTest;
    for (LeafTest& test : plan.tests) {
        test.test.starts = static_cast<std::uint32_t>(at);
        at += test.test.segments;
        test.test.maps = static_cast<std::uint32_t>(at);
        at += test.starts.size() * plan.record();
    }
    out.resize(begin + at, 0);
    const bool exact = std::all_of(pending.rows.begin(), pending.rows.end(),
                                   [&](std::uint32_t row) { return rows_.exact[row] != 0; });
    const auto tests = static_cast<std::uint32_t>(plan.tests.size());
    const std::uint32_t head[Matcher::kHead] = {
        static_cast<std::uint32_t>(pending.rows.size()),
        tests | (exact ? 0 : Matcher::kInexact) | (plan.verify ? Matcher::kVerify : 0), plan.words,
        plan.summary, static_cast<std::uint32_t>(at)};
    std::copy(std::begin(head), std::end(head), out.data() + begin);
    for (std::size_t i = 0; i < plan.tests.size(); ++i) {
        const LeafTest& test = plan.tests[i];
        const auto& [input, low, segments, starts, maps] = test.test;
        const std::uint32_t words[Matcher::kTest] = {input, low, segments, starts, maps};
        std::copy(std::begin(words), std::end(words),
                  out.data() + begin + Matcher::kHead + i * Matcher::kTest);
        if (test.test.segments > 0) {
            std::copy(test.starts.begin(), test.starts.end(),
                      out.data() + begin + test.test.starts);
        }
        fill(pending, plan, test, begin + test.test.maps);
    }
    out.insert(out.end(), pending.rows.begin(), pending.rows.end());
    ++out_.leaf_count_;
    return static_cast<std::uint32_t>(begin) | Matcher::kLeafBit;
}

MatchBuilder::LeafPlan MatchBuilder::plan_leaf(const Pending& pending) const {
    LeafPlan plan;
    plan.words = static_cast<std::uint32_t>((pending.rows.size() + 63) / 64);
    plan.summary = plan.words > kWordsWithoutSummary ? (plan.words + 63) / 64 : 0;
    for (std::uint32_t input = 0; input < pending.box.size(); ++input) {
        if (plan.tests.size() == Matcher::kTestsMax) {
            plan.verify = true;
            break;
        }
        add_test(pending, input, plan);
    }
    return plan;
}

// Where the set of rows changes: the first class of each segment.
std::vector<std::uint32_t> MatchBuilder::segments_of(const Pending& pending,
                                                     std::uint32_t input) const {
    const ClassRange box = pending.box[input];
    std::vector<std::uint32_t> starts{box.first};
    for (const std::uint32_t row : pending.rows) {
        for (const ClassRange& piece : rows_.pieces.of(row, input)) {
            if (piece.first > box.first && piece.first <= box.last) starts.push_back(piece.first);
            if (piece.last >= box.first && piece.last < box.last) starts.push_back(piece.last + 1);
        }
    }
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    return starts;
}

// No test where every row holds for all classes of the box.
void MatchBuilder::add_test(const Pending& pending, std::uint32_t input, LeafPlan& plan) const {
    std::vector<std::uint32_t> starts = segments_of(pending, input);
    const bool constant =
        starts.size() == 1 &&
        std::all_of(pending.rows.begin(), pending.rows.end(), [&](std::uint32_t row) {
            return rows_.pieces.holds(row, input, starts.front());
        });
    if (constant) return;
    const ClassRange box = pending.box[input];
    const std::size_t record = plan.record() * sizeof(std::uint32_t);
    const std::size_t width = std::size_t{box.last} - box.first + 1;
    const bool direct =
        pending.slot ? width <= 2 * starts.size() + 8 : width * record <= kDirectBytesMax;
    if (direct) {
        starts.resize(width);
        std::iota(starts.begin(), starts.end(), box.first);
    }
    const std::size_t segments_max = std::max<std::size_t>(1, kMapBytesMax / (record + 1));
    const bool shared = starts.size() > segments_max;
    if (shared) {
        const std::size_t together = (starts.size() + segments_max - 1) / segments_max;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < starts.size(); i += together) starts[kept++] = starts[i];
        starts.resize(kept);
        plan.verify = true;
    }
    LeafTest test;
    test.test.input = input;
    test.test.low = box.first;
    test.test.segments = direct && !shared ? 0 : static_cast<std::uint32_t>(starts.size());
    test.starts = std::move(starts);
    plan.tests.push_back(std::move(test));
}

// The bit of a row is set in each segment that its pieces reach.
void MatchBuilder::fill(const Pending& pending, const LeafPlan& plan, const LeafTest& test,
                        std::size_t maps) {
    const ClassRange box = pending.box[test.test.input];
    const std::vector<std::uint32_t>& starts = test.starts;
    const auto segment_of = [&](std::uint32_t in_class) {
        const auto after = std::upper_bound(starts.begin(), starts.end(), in_class);
        return static_cast<std::size_t>(after - starts.begin()) - 1;
    };
    for (std::size_t bit = 0; bit < pending.rows.size(); ++bit) {
        for (const ClassRange& piece : rows_.pieces.of(pending.rows[bit], test.test.input)) {
            if (piece.last < box.first || piece.first > box.last) continue;
            const std::size_t last = segment_of(std::min(piece.last, box.last));
            for (std::size_t i = segment_of(std::max(piece.first, box.first)); i <= last; ++i) {
                std::uint32_t* const map = out_.leaves_.data() + maps + i * plan.record();
                set_bit(map, bit);
                if (plan.summary != 0) set_bit(map + 2 * std::size_t{plan.words}, bit / 64);
            }
        }
    }
}

}  // namespace dictum
