// What depends on what: relations, and the rules and tables between them.
//
//   dear(t) :- price(t, p), !listed(t).      price -> [dear-rule] -> dear,  listed -! [dear-rule]
//
// Relations that no rule or table reads or concludes are counted, not drawn. Nodes and edges stand
// in the order of the pack.
#pragma once

#include <string>
#include <vector>

#include "engine/check/program.h"
#include "kb/knowledge.h"

namespace dictum {

struct RuleGraph {
    enum class Kind : std::uint8_t { Base, Derived, Rule, Table };
    struct Node {
        Kind kind = Kind::Base;
        std::string id;
    };
    enum class How : std::uint8_t { Reads, Negates, Aggregates, Concludes, Overrides };
    struct Edge {
        std::size_t from = 0;
        std::size_t to = 0;
        How how = How::Reads;
    };
    std::vector<Node> nodes;
    std::vector<Edge> edges;  // each once
    std::size_t left_out = 0;
};

RuleGraph rule_graph(const Knowledge& knowledge, const CheckedProgram& program);

std::string dot(const RuleGraph& graph);
std::string mermaid(const RuleGraph& graph);

}  // namespace dictum
