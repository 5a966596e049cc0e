#include "audit/rule_graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "engine/table/table.h"

namespace dictum {
namespace {

class Maker {
  public:
    Maker(const Knowledge& knowledge, const CheckedProgram& program)
        : knowledge_(knowledge), program_(program) {}

    RuleGraph run() {
        read_rules();
        for (const RuleText& rule : knowledge_.rules) add(rule);
        for (const TableDeclaration& declared : knowledge_.tables) add(declared.table);
        for (const RuleText& rule : knowledge_.rules) {
            for (const std::string& other : rule.overrides) {
                link(node(RuleGraph::Kind::Rule, rule.id), node(RuleGraph::Kind::Rule, other),
                     RuleGraph::How::Overrides);
            }
        }
        for (RuleGraph::Node& each : out_.nodes) {
            if (each.kind == RuleGraph::Kind::Base && concluded_.contains(each.id)) {
                each.kind = RuleGraph::Kind::Derived;
            }
        }
        for (const RelationDeclaration& declared : knowledge_.relations) {
            out_.left_out += nodes_.contains({'=', declared.name}) ? 0U : 1U;
        }
        return std::move(out_);
    }

  private:
    void read_rules() {
        for (const Rule& rule : program_.rules) {
            if (rule.made == Made::No) by_id_[rule.id].push_back(&rule);
        }
    }

    std::size_t node(RuleGraph::Kind kind, const std::string& id) {
        const bool relation = kind == RuleGraph::Kind::Base;
        const auto [at, fresh] =
            nodes_.emplace(std::pair(relation ? '=' : '-', id), out_.nodes.size());
        if (fresh) out_.nodes.push_back({kind, id});
        return at->second;
    }
    std::size_t relation(const std::string& name) { return node(RuleGraph::Kind::Base, name); }

    void link(std::size_t from, std::size_t to, RuleGraph::How how) {
        if (links_.emplace(from, to, how).second) out_.edges.push_back({from, to, how});
    }

    void add(const RuleText& text) {
        const std::size_t rule = node(RuleGraph::Kind::Rule, text.id);
        for (const Rule* each : by_id_[text.id]) {
            for (const LiteralId literal : each->body) read(*each, literal, rule, false);
            const std::string& head = program_.shown_name(each->head);
            concluded_.insert(head);
            link(rule, relation(head), RuleGraph::How::Concludes);
        }
    }

    void read(const Rule& rule, LiteralId id, std::size_t reader, bool inside) {
        std::vector<std::pair<LiteralId, bool>> open{{id, inside}};
        while (!open.empty()) {
            const auto [literal, aggregated] = open.back();
            open.pop_back();
            const auto& node = rule.literals[literal].node;
            if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
                for (const LiteralId each : aggregate->body) open.emplace_back(each, true);
            }
            const auto* atom = std::get_if<AtomLiteral>(&node);
            if (atom == nullptr || program_.relations[atom->relation].hidden) continue;
            const auto how = aggregated      ? RuleGraph::How::Aggregates
                             : atom->negated ? RuleGraph::How::Negates
                                             : RuleGraph::How::Reads;
            link(relation(program_.shown_name(atom->relation)), reader, how);
        }
    }

    void add(const TableText& table) {
        const std::size_t decides = node(RuleGraph::Kind::Table, table.id);
        for (const TableColumnText& input : table.inputs) {
            const std::string& text = input.text.text;
            std::size_t begin = text.find('=');
            if (begin == std::string::npos) continue;
            begin = text.find_first_not_of(" =", begin);
            const std::size_t end = text.find_first_of("( ", begin);
            if (begin == std::string::npos || end == std::string::npos) continue;
            const std::string name = text.substr(begin, end - begin);
            if (knowledge_.relation(name) != nullptr) {
                link(relation(name), decides, RuleGraph::How::Reads);
            }
        }
        if (const auto head = concluded_relation(table)) {
            concluded_.insert(*head);
            link(decides, relation(*head), RuleGraph::How::Concludes);
        }
    }

    const Knowledge& knowledge_;
    const CheckedProgram& program_;
    std::map<std::string_view, std::vector<const Rule*>> by_id_;
    std::map<std::pair<char, std::string>, std::size_t> nodes_;
    std::set<std::tuple<std::size_t, std::size_t, RuleGraph::How>> links_;
    std::set<std::string, std::less<>> concluded_;
    RuleGraph out_;
};

// Inside quotes of DOT.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out + "\"";
}

// Inside quotes of Mermaid, which knows HTML's entities.
std::string entities(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') {
            out += "#quot;";
        } else if (c == '<') {
            out += "#lt;";
        } else if (c == '#') {
            out += "#35;";
        } else {
            out += c == '\n' ? ' ' : c;
        }
    }
    return out + "\"";
}

}  // namespace

RuleGraph rule_graph(const Knowledge& knowledge, const CheckedProgram& program) {
    return Maker(knowledge, program).run();
}

std::string dot(const RuleGraph& graph) {
    std::string text = "digraph rules {\n  rankdir=LR;\n";
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const RuleGraph::Node& node = graph.nodes[i];
        text += "  n" + std::to_string(i) + " [label=" + quoted(node.id);
        switch (node.kind) {
            case RuleGraph::Kind::Base:
                text += ", shape=ellipse";
                break;
            case RuleGraph::Kind::Derived:
                text += ", shape=ellipse, style=bold";
                break;
            case RuleGraph::Kind::Rule:
                text += ", shape=box";
                break;
            case RuleGraph::Kind::Table:
                text += ", shape=box3d";
        }
        text += "];\n";
    }
    for (const RuleGraph::Edge& edge : graph.edges) {
        text += "  n" + std::to_string(edge.from) + " -> n" + std::to_string(edge.to);
        if (edge.how == RuleGraph::How::Negates) text += " [style=dashed, label=\"not\"]";
        if (edge.how == RuleGraph::How::Aggregates) text += " [label=\"all of\"]";
        if (edge.how == RuleGraph::How::Overrides) text += " [style=dotted, label=\"overrides\"]";
        text += ";\n";
    }
    return text + "}\n";
}

std::string mermaid(const RuleGraph& graph) {
    std::string text = "flowchart LR\n";
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        const RuleGraph::Node& node = graph.nodes[i];
        const std::string name = entities(node.id);
        text += "  n" + std::to_string(i);
        switch (node.kind) {
            case RuleGraph::Kind::Base:
                text += "(" + name + ")";
                break;
            case RuleGraph::Kind::Derived:
                text += "([" + name + "])";
                break;
            case RuleGraph::Kind::Rule:
                text += "[" + name + "]";
                break;
            case RuleGraph::Kind::Table:
                text += "[[" + name + "]]";
        }
        text += "\n";
    }
    for (const RuleGraph::Edge& edge : graph.edges) {
        std::string_view arrow = " --> ";
        if (edge.how == RuleGraph::How::Negates) arrow = " -. not .-> ";
        if (edge.how == RuleGraph::How::Aggregates) arrow = " -- all of --> ";
        if (edge.how == RuleGraph::How::Overrides) arrow = " -. overrides .-> ";
        text += "  n" + std::to_string(edge.from) + std::string(arrow) + "n" +
                std::to_string(edge.to) + "\n";
    }
    return text;
}

}  // namespace dictum
