#include "engine/explain/why_not_cost.h"

#include <algorithm>
#include <queue>

namespace dictum {
namespace {

struct Cost {
    std::size_t leaves = 0;
    std::size_t depth = 0;

    auto operator<=>(const Cost&) const = default;
};

constexpr std::size_t kUnknownDepth = std::size_t{1} << 32;

class Settling {
  public:
    explicit Settling(std::vector<Question>& questions)
        : questions_(questions), settled_(questions.size(), 0), users_(questions.size()) {}

    void run() {
        for (Question& question : questions_) {
            question.cost = kNoCost;
            for (Attempt& attempt : question.attempts) attempt.depth = 0;
        }
        for (std::size_t i = 0; i < questions_.size(); ++i) read(i);
        while (!open_.empty()) {
            const auto [cost, index] = open_.top();
            open_.pop();
            if (settled_[index]) continue;
            settled_[index] = 1;
            questions_[index].cost = cost.leaves;
            questions_[index].depth = cost.depth;
            for (const std::size_t user : users_[index]) pay(user, cost);
        }
        for (Question& question : questions_) sort(question.attempts);
    }

  private:
    struct Pending {
        std::size_t question = 0;
        std::size_t attempt = 0;
        std::size_t waits = 0;  // for questions that are not settled
        Cost cost;
    };

    void read(std::size_t index) {
        const Question& question = questions_[index];
        // A leaf: it may be given, or nothing concludes it. What was not looked at has no fewer
        // leaves, and goes behind what is known to have as many.
        const bool leaf = question.attempts.empty() || question.given;
        if (leaf) open_.push({Cost{1, question.explored ? 0 : kUnknownDepth}, index});
        for (std::size_t i = 0; i < question.attempts.size(); ++i) {
            const Attempt& attempt = question.attempts[i];
            Pending pending{index, i, 0, {attempt.pending.size(), 1}};
            if (attempt.left_out) pending.cost.leaves = 1;
            for (const FailedCondition& failed : attempt.fails) {
                if (failed.question) {
                    ++pending.waits;
                    users_[index_of(*failed.question)].push_back(pending_.size());
                } else {
                    ++pending.cost.leaves;
                }
            }
            pending_.push_back(pending);
            if (pending.waits == 0) finish(pending);
        }
    }

    void pay(std::size_t user, Cost cost) {
        Pending& pending = pending_[user];
        pending.cost.leaves += cost.leaves;
        pending.cost.depth = std::max(pending.cost.depth, cost.depth + 1);
        if (--pending.waits == 0) finish(pending);
    }

    void finish(const Pending& pending) {
        Attempt& attempt = questions_[pending.question].attempts[pending.attempt];
        attempt.cost = pending.cost.leaves;
        attempt.depth = pending.cost.depth;
        open_.push({pending.cost, pending.question});
    }

    void sort(std::vector<Attempt>& attempts) const {
        for (Attempt& attempt : attempts) {
            if (attempt.depth == 0) attempt.cost = kNoCost;  // never finished
        }
        std::stable_sort(attempts.begin(), attempts.end(), [](const Attempt& a, const Attempt& b) {
            const auto key = [](const Attempt& x) {
                return std::tuple(x.cost, x.depth, SIZE_MAX - x.holds.size());
            };
            return key(a) < key(b);
        });
    }

    using Item = std::pair<Cost, std::size_t>;
    std::vector<Question>& questions_;
    std::vector<char> settled_;
    std::vector<std::vector<std::size_t>> users_;  // by question: which of `pending_`
    std::vector<Pending> pending_;
    std::priority_queue<Item, std::vector<Item>, std::greater<>> open_;
};

}  // namespace

void settle_costs(std::vector<Question>& questions) { Settling(questions).run(); }

}  // namespace dictum
