// What facts that are added could change: which relations may grow, and which may lose tuples.
//
//   cut_off(x) :- station(x), !reach("a", x).     a new edge lets reach grow and cut_off shrink
#pragma once

#include <map>
#include <span>
#include <vector>

#include "engine/eval/state.h"

namespace dictum {

class Effects {
  public:
    // `reads`: what the goal reads. The state must outlive this.
    Effects(const Model::State& state, std::span<const RelationId> reads);

    // By relation. Valid until the effects are destroyed.
    struct Reach {
        std::vector<char> changed;  // may gain tuples, or lose some
        std::vector<char> shaken;   // may lose some
        bool risky = false;  // a calculation that the goal needs may meet a value it fails on
    };
    const Reach& of(std::vector<RelationId> added);

    // May a fact of it be asked for: it is given, not derived, and not declared complete?
    bool may_be_asked(RelationId relation) const { return asked_[index_of(relation)] != 0; }
    // Could facts that are asked for give it a tuple?
    bool may_grow(RelationId relation) const { return grows_[index_of(relation)] != 0; }

  private:
    struct Reader {
        RelationId head{};
        bool strict = false;  // under a negation or in an aggregate
    };
    void read_rule(const Rule& rule);
    std::vector<char> closure(std::vector<RelationId> from) const;

    const Model::State& state_;
    std::vector<std::vector<Reader>> readers_;    // by relation: whose rules read it
    std::vector<std::vector<RelationId>> reads_;  // by relation: what its rules read
    std::vector<char> needed_;                    // for the goal
    std::vector<char> partial_;                   // by relation: some rule's calculation may fail
    std::vector<char> asked_;
    std::vector<char> grows_;
    std::map<std::vector<RelationId>, Reach> reaches_;
};

}  // namespace dictum
