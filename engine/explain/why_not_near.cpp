#include "engine/explain/why_not_near.h"

#include <algorithm>
#include <map>

#include "engine/explain/why_not_uncounted.h"

namespace dictum {
namespace {

constexpr std::size_t kNearShown = 3;

bool matches(const Pattern& pattern, std::span<const Word> tuple) {
    for (std::size_t i = 0; i < tuple.size(); ++i) {
        if (pattern.words[i] && *pattern.words[i] != tuple[i]) return false;
    }
    return true;
}

class NearFinder {
  public:
    NearFinder(const ConditionReader& reader, const Model& model, Question& question)
        : reader_(reader), model_(model), question_(question), pattern_(*question.pattern) {}

    void run() {
        // Rows that match the pattern fail elsewhere: the open variables must fit more than it.
        add(reader_.rows(pattern_, kNearShown + 1), Nearness::Matches);
        add(rows_of_same_key(reader_, model_, pattern_, kNearShown + 1), Nearness::SameKey);
        std::vector<std::size_t> known;
        for (std::size_t i = 0; i < pattern_.words.size(); ++i) {
            if (pattern_.words[i]) known.push_back(i);
        }
        if (known.size() < 2 || !question_.near.empty()) return;
        // The first column is mostly the subject: others are given up before it.
        for (std::size_t i = known.size(); i-- > 0;) {
            Pattern wider = pattern_;
            wider.words[known[i]].reset();
            add(reader_.rows(wider, kNearShown + 1), Nearness::Like);
        }
    }

  private:
    void add(const std::vector<RowId>& rows, Nearness nearness) {
        for (const RowId row : rows) {
            const TuplePremise tuple = known_as(model_, {pattern_.relation, row});
            const bool listed = std::ranges::any_of(
                question_.near, [&](const NearTuple& near) { return near.tuple == tuple; });
            if (listed) continue;
            if (question_.near.size() == kNearShown) {
                question_.near_more = true;
                return;
            }
            question_.near.push_back({tuple, nearness, {}, {}, {}});
        }
    }

    const ConditionReader& reader_;
    const Model& model_;
    Question& question_;
    const Pattern& pattern_;
};

// The given facts that match and whose claims are left out.
class LeftOutFinder final : public FactSink {
  public:
    LeftOutFinder(const Model& model, WhyNotBound& bound, Question& question)
        : model_(model), bound_(bound), question_(question) {}

    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override {
        bound_.charge(1);
        if (!support || !model_.scenario().leaves_out(*support)) return {};
        if (!matches(*question_.pattern, tuple)) return {};
        if (model_.tuples(question_.pattern->relation).find(tuple)) return {};
        std::vector<Word> words(tuple.begin(), tuple.end());
        const auto [at, fresh] = by_tuple_.try_emplace(words, question_.left_out.size());
        if (fresh) question_.left_out.push_back({std::move(words), {}});
        question_.left_out[at->second].supports.push_back(*support);
        return {};
    }

  private:
    const Model& model_;
    WhyNotBound& bound_;
    Question& question_;
    std::map<std::vector<Word>, std::size_t> by_tuple_;
};

}  // namespace

std::vector<RowId> rows_of_same_key(const ConditionReader& reader, const Model& model,
                                    const Pattern& pattern, std::size_t rows_max) {
    const Relation& relation = model.program().relations[pattern.relation];
    Pattern key{pattern.relation, Words(pattern.words.size())};
    bool value_wanted = false;
    for (std::uint32_t column = 0; column < pattern.words.size(); ++column) {
        const bool in_key = std::binary_search(relation.key.begin(), relation.key.end(), column);
        if (in_key && !pattern.words[column]) return {};
        if (in_key) key.words[column] = pattern.words[column];
        value_wanted = value_wanted || (!in_key && pattern.words[column]);
    }
    if (relation.key.empty() || !value_wanted) return {};
    return reader.rows(key, rows_max);
}

Status find_near(const ConditionReader& reader, Model& model, WhyNotBound& bound,
                 Question& question) {
    const Pattern& pattern = *question.pattern;
    NearFinder(reader, model, question).run();
    if (model.scenario().without_supports.empty()) return {};
    LeftOutFinder left_out(model, bound, question);
    const Model::State& state = model.state();
    const RelationId given = without_demand(state.program, pattern.relation);
    for (const std::size_t index : state.facts_of[index_of(given)]) {
        const Fact& fact = state.program.facts[index];
        DICTUM_CHECK(left_out.fact(fact.tuple, fact.support));
    }
    const Relation& declared = state.program.relations[given];
    if (!declared.has_data || state.source == nullptr) return {};
    return state.source->read(declared.schema(), state.values, left_out);
}

}  // namespace dictum
