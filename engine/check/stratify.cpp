#include "engine/check/stratify.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "engine/check/components.h"

namespace dictum {
namespace {

class Stratifier {
  public:
    Stratifier(CheckedProgram& program, Findings& findings)
        : program_(program), findings_(findings), reads_(program.relations.size()) {}

    void run() {
        read_rules();
        components_ = components_of(reads_);
        make_strata();
        for (const Strict& edge : strict_) {
            const std::uint32_t component = components_.of[edge.from];
            if (component != components_.of[edge.to] || reported_[component]) continue;
            reported_[component] = 1;
            report(edge);
        }
    }

  private:
    // A rule that concludes `from` needs `to` to be complete.
    struct Strict {
        std::uint32_t from = 0;
        std::uint32_t to = 0;
        Span span;
        bool negated = false;
    };

    void read_rules() {
        for (std::size_t i = 0; i < program_.relations.size(); ++i) {
            const auto& resolution = program_.relations[id_at<RelationId>(i)].resolution;
            if (resolution) reads_[i].push_back(static_cast<std::uint32_t>(resolution->from));
        }
        for (const Rule& rule : program_.rules) {
            const auto head = static_cast<std::uint32_t>(rule.head);
            visit_atoms(rule, [&](const AtomLiteral& atom, const Literal& literal, bool strict) {
                const auto read = static_cast<std::uint32_t>(atom.relation);
                reads_[head].push_back(read);
                if (strict) strict_.push_back({head, read, literal.span, atom.negated});
            });
        }
        for (std::vector<std::uint32_t>& reads : reads_) {
            std::sort(reads.begin(), reads.end());
            reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
        }
    }

    void make_strata() {
        reported_.assign(components_.members.size(), 0);
        for (const std::vector<std::uint32_t>& members : components_.members) {
            Stratum stratum;
            for (const std::uint32_t member : members) {
                stratum.relations.push_back(id_at<RelationId>(member));
            }
            const std::uint32_t first = members.front();
            stratum.recursive =
                members.size() > 1 ||
                std::binary_search(reads_[first].begin(), reads_[first].end(), first);
            const StratumId id = program_.strata.push(std::move(stratum));
            for (const std::uint32_t member : members) {
                program_.relations[id_at<RelationId>(member)].stratum = id;
            }
        }
        for (std::size_t i = 0; i < program_.rules.size(); ++i) {
            const RuleId id = id_at<RuleId>(i);
            if (program_.rules[id].made == Made::Consensus) continue;
            const StratumId stratum = program_.relations[program_.rules[id].head].stratum;
            program_.strata[stratum].rules.push_back(id);
        }
    }

    // The step that the edge is, then the shortest way back.
    void report(const Strict& edge) {
        const auto path = edge.to == edge.from
                              ? std::vector<std::uint32_t>{edge.from}
                              : path_within(reads_, components_, edge.to, edge.from);
        Diagnostic diagnostic;
        diagnostic.id = "unstratified";
        diagnostic.span = edge.span;
        diagnostic.message = "`" + name(edge.from) + "` depends on " +
                             (edge.negated ? "its own absence" : "an aggregate over itself");
        std::string cycle = name(edge.from) + " <- " + (edge.negated ? "!" : "aggregate of ");
        for (std::size_t i = 0; i < path.size(); ++i) {
            if (i > 0) cycle += " <- ";
            if (i == kStepsShown && path.size() > kStepsShown + 1) {
                cycle += "... <- " + name(path.back());
                break;
            }
            cycle += name(path[i]);
        }
        diagnostic.note = "the cycle is " + cycle;
        diagnostic.mend =
            "let what is negated or aggregated be concluded without `" + name(edge.from) + "`";
        for (std::size_t i = 0; i + 1 < std::min(path.size(), kStepsShown + 1); ++i) {
            if (const auto span = step(path[i], path[i + 1])) {
                diagnostic.related.push_back(
                    {*span, "`" + name(path[i]) + "` depends on `" + name(path[i + 1]) + "` here"});
            }
        }
        findings_.add(std::move(diagnostic));
    }

    // Where a rule of `from` reads `to`.
    std::optional<Span> step(std::uint32_t from, std::uint32_t to) const {
        const StratumId stratum = program_.relations[id_at<RelationId>(from)].stratum;
        std::optional<Span> found;
        for (const RuleId id : program_.strata[stratum].rules) {
            const Rule& rule = program_.rules[id];
            if (index_of(rule.head) != from) continue;
            visit_atoms(rule, [&](const AtomLiteral& atom, const Literal& literal, bool) {
                if (!found && index_of(atom.relation) == to) found = literal.span;
            });
            if (found) return found;
        }
        return found;
    }

    const std::string& name(std::uint32_t relation) const {
        return program_.shown_name(id_at<RelationId>(relation));
    }

    static constexpr std::size_t kStepsShown = 12;

    CheckedProgram& program_;
    Findings& findings_;
    Graph reads_;  // by relation: what its rules read, each once, ascending
    std::vector<Strict> strict_;
    Components components_;
    std::vector<char> reported_;  // by component
};

}  // namespace

RelationCycles::RelationCycles(const CheckedProgram& program) : reads_(program.relations.size()) {
    for (std::size_t i = 0; i < program.relations.size(); ++i) {
        const auto& resolution = program.relations[id_at<RelationId>(i)].resolution;
        if (resolution) reads_[i].push_back(static_cast<std::uint32_t>(resolution->from));
    }
    for (const Rule& rule : program.rules) {
        visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool) {
            reads_[index_of(rule.head)].push_back(static_cast<std::uint32_t>(atom.relation));
        });
    }
    components_ = components_of(reads_);
}

bool RelationCycles::recursive(RelationId relation) const {
    const std::uint32_t own = components_.of[index_of(relation)];
    if (components_.members[own].size() > 1) return true;
    const std::vector<std::uint32_t>& reads = reads_[index_of(relation)];
    return std::find(reads.begin(), reads.end(), index_of(relation)) != reads.end();
}

void stratify(CheckedProgram& program, Findings& findings) { Stratifier(program, findings).run(); }

}  // namespace dictum
