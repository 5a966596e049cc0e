// The cone below a tuple: every derivation of it, of the tuples those rest on, and so on down to
// what was given.
//
//   reach(a, c) <- reach(a, b), edge(b, c)      the tuples are nodes, each derivation is a link:
//   reach(a, b) <- edge(a, b)                   a node needs one of its links, a link all of
//   reach(a, b) <- reach(a, a), edge(a, b)      the nodes below it
//
// An aggregate is a node with one link, to its contributors. Links may run in circles; whoever
// looks for a proof must not (least_cost.h).
//
// Cost: linear in what is collected. When that reaches Limits::proof_nodes_max, a node keeps what
// it needs to be proved and no more: its support, or one derivation from what was derived before
// it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/eval/solve.h"

namespace dictum {

enum class ConeId : std::uint32_t {};
enum class LinkId : std::uint32_t {};

struct ConeNode {
    enum class Kind : std::uint8_t { Tuple, Aggregate, Goal };
    Kind kind = Kind::Tuple;
    RelationId relation{};       // Tuple
    RowId row{};                 // Tuple
    LinkId user{};               // Aggregate: the link that it is a premise of,
    std::size_t premise = 0;     // and which one
    std::vector<Strength> base;  // Tuple: of its supports; (stated, 1) for data; empty: derived
    // What a rule above demands: supports and rules that are weaker are not among these.
    Modality floor = Modality::Unconfirmed;
    bool disputed = false;
    std::vector<LinkId> links;
};

struct ConeLink {
    ConeId above{};
    Derivation derivation;  // of an aggregate: empty
    // A derivation's premises in order, with nothing for leaves; an aggregate's contributors.
    std::vector<std::optional<ConeId>> below;
};

struct Cone {
    IdMap<ConeId, ConeNode> nodes;  // the first is the root
    IdMap<LinkId, ConeLink> links;
    bool bounded = false;  // something was left out

    static constexpr ConeId kRoot{0};
};

// Below what is given and stated for sure, the strongest proof needs nothing; `All` goes on there.
enum class ConeDepth : std::uint8_t { ForStrongest, All };

// Requires: the relation's stratum is complete, as are those that the goal reads.
Result<Cone> cone_of(const Model& model, RelationId relation, RowId row,
                     ConeDepth depth = ConeDepth::ForStrongest);
Result<Cone> cone_of(const Model& model, const CheckedGoal& goal, std::span<const Word> row,
                     ConeDepth depth = ConeDepth::ForStrongest);
// Of all rows of a relation, which are its first nodes. Nothing is left out: what would be is an
// Error (Limit).
Result<Cone> cone_of_rows(const Model& model, RelationId relation, ConeDepth depth);

}  // namespace dictum
