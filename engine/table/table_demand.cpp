#include "engine/table/table_demand.h"

#include <algorithm>
#include <utility>

#include "engine/check/findings.h"
#include "engine/check/stratify.h"

namespace dictum {
namespace {

// Is it `whole`, or a part that was made of it?
bool holds_rows_of(const CheckedProgram& program, RelationId relation, RelationId whole) {
    while (relation != whole && program.relations[relation].part_of) {
        relation = *program.relations[relation].part_of;
    }
    return relation == whole;
}

// A place where the concluded relation is read, and the literals around it: of the rule, and of the
// aggregates that it stands in.
struct Place {
    LiteralId atom{};
    std::vector<LiteralId> beside;
};

bool reads(const CheckedProgram& program, const Rule& rule, const std::vector<LiteralId>& body,
           RelationId relation) {
    std::vector<LiteralId> pending = body;
    while (!pending.empty()) {
        const auto& node = rule.literals[pending.back()].node;
        pending.pop_back();
        const auto* const atom = std::get_if<AtomLiteral>(&node);
        if (atom != nullptr && holds_rows_of(program, atom->relation, relation)) return true;
        if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
            pending.insert(pending.end(), aggregate->body.begin(), aggregate->body.end());
        }
    }
    return false;
}

std::vector<Place> places_of(const CheckedProgram& program, const Rule& rule, RelationId relation) {
    struct Level {
        std::vector<LiteralId> body;
        std::vector<LiteralId> outer;
    };
    std::vector<Place> found;
    std::vector<Level> levels{{rule.body, {}}};
    for (std::size_t at = 0; at < levels.size(); ++at) {
        const Level level = levels[at];
        for (const LiteralId id : level.body) {
            const auto& node = rule.literals[id].node;
            const auto* const atom = std::get_if<AtomLiteral>(&node);
            const auto* const aggregate = std::get_if<AggregateLiteral>(&node);
            const bool here = atom != nullptr && holds_rows_of(program, atom->relation, relation);
            const bool inside =
                aggregate != nullptr && reads(program, rule, aggregate->body, relation);
            if (!here && !inside) continue;
            std::vector<LiteralId> beside = level.outer;
            for (const LiteralId other : level.body) {
                if (other != id) beside.push_back(other);
            }
            if (here) {
                found.push_back({id, std::move(beside)});
            } else {
                levels.push_back({aggregate->body, std::move(beside)});
            }
        }
    }
    return found;
}

// The relations that depend on `relation`, itself among them.
std::vector<char> dependents(const CheckedProgram& program, RelationId relation) {
    std::vector<std::vector<RelationId>> readers(program.relations.size());
    for (const Rule& rule : program.rules) {
        visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool) {
            readers[index_of(atom.relation)].push_back(rule.head);
        });
    }
    for (std::size_t i = 0; i < program.relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        const auto& resolution = program.relations[id].resolution;
        if (resolution) readers[index_of(resolution->from)].push_back(id);
    }
    std::vector<char> reached(program.relations.size(), 0);
    std::vector<RelationId> queue{relation};
    reached[index_of(relation)] = 1;
    for (std::size_t i = 0; i < queue.size(); ++i) {
        for (const RelationId next : readers[index_of(queue[i])]) {
            if (reached[index_of(next)] == 0) queue.push_back(next);
            reached[index_of(next)] = 1;
        }
    }
    return reached;
}

// The literals beside a place that can be looked up before the table is, and what they bind.
class Asking {
  public:
    Asking(const Rule& rule, const std::vector<char>& dependent)
        : rule_(rule), dependent_(dependent), bound_(rule.variables.size(), 0) {}

    std::vector<LiteralId> keep(std::vector<LiteralId> beside) {
        std::vector<LiteralId> kept;
        for (bool grows = true; grows;) {
            const std::size_t before = kept.size();
            std::vector<LiteralId> later;
            for (const LiteralId id : beside) (take(id) ? kept : later).push_back(id);
            grows = kept.size() > before;
            beside = std::move(later);
        }
        return kept;
    }

    bool is_bound(ExprId root) const {
        std::vector<ExprId> pending{root};
        while (!pending.empty()) {
            const auto& node = rule_.exprs[pending.back()].node;
            pending.pop_back();
            if (std::holds_alternative<WildcardExpr>(node)) return false;
            const auto* const variable = std::get_if<VariableExpr>(&node);
            if (variable != nullptr && bound_[variable->variable] == 0) return false;
            if (const auto* call = std::get_if<FunctorExpr>(&node)) {
                pending.insert(pending.end(), call->args.begin(), call->args.end());
            }
        }
        return true;
    }

  private:
    bool take(LiteralId id) {
        const auto& node = rule_.literals[id].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) return take(*atom);
        if (const auto* compare = std::get_if<CompareLiteral>(&node)) return take(*compare);
        if (const auto* predicate = std::get_if<PredicateLiteral>(&node)) {
            return std::all_of(predicate->args.begin(), predicate->args.end(),
                               [&](ExprId arg) { return is_bound(arg); });
        }
        const auto& aggregate = std::get<AggregateLiteral>(node);
        for (const std::uint32_t outer : aggregate.outer) {
            if (bound_[outer] == 0) return false;
        }
        if (!is_independent(aggregate)) return false;
        bound_[aggregate.result] = 1;
        return true;
    }

    // Absences only leave cases out, and may come after the table.
    bool take(const AtomLiteral& atom) {
        if (atom.negated || dependent_[index_of(atom.relation)] != 0) return false;
        for (const ExprId arg : atom.args) {
            if (std::holds_alternative<FunctorExpr>(rule_.exprs[arg].node) && !is_bound(arg)) {
                return false;
            }
        }
        for (const ExprId arg : atom.args) bind(arg);
        return true;
    }

    bool take(const CompareLiteral& compare) {
        const bool left = is_bound(compare.lhs);
        const bool right = is_bound(compare.rhs);
        if (left && right) return true;
        if (compare.op != CompareOp::Equal) return false;
        if (left) return bind(compare.rhs);
        return right && bind(compare.lhs);
    }

    bool bind(ExprId expr) {
        const auto* const variable = std::get_if<VariableExpr>(&rule_.exprs[expr].node);
        if (variable == nullptr) return false;
        bound_[variable->variable] = 1;
        return true;
    }

    bool is_independent(const AggregateLiteral& aggregate) const {
        std::vector<LiteralId> pending = aggregate.body;
        while (!pending.empty()) {
            const auto& node = rule_.literals[pending.back()].node;
            pending.pop_back();
            const auto* const atom = std::get_if<AtomLiteral>(&node);
            if (atom != nullptr && dependent_[index_of(atom->relation)] != 0) return false;
            if (const auto* inner = std::get_if<AggregateLiteral>(&node)) {
                pending.insert(pending.end(), inner->body.begin(), inner->body.end());
            }
        }
        return true;
    }

    const Rule& rule_;
    const std::vector<char>& dependent_;
    std::vector<char> bound_;
};

class Demand {
  public:
    Demand(const TableRules& table, const CheckedProgram& program, Diagnostics& diagnostics)
        : table_(table),
          program_(program),
          diagnostics_(diagnostics),
          concluded_(program.find(table.concluded)),
          given_(program.find(table.given)) {}

    std::optional<RelationId> concluded() const { return concluded_; }

    // The rules that ask for what this one reads: its copies, with another head and less body.
    std::vector<Rule> rules_for(const Rule& rule) {
        std::vector<Rule> made;
        if (!concluded_ || !given_ || rule.made != Made::No) return made;
        for (Place& place : places_of(program_, rule, *concluded_)) {
            if (dependent_.empty()) dependent_ = dependents(program_, *given_);
            if (auto asking = rule_for(rule, std::move(place))) made.push_back(*std::move(asking));
        }
        return made;
    }

    const std::vector<Column>& columns() const { return program_.relations[*given_].columns; }

  private:
    std::optional<Rule> rule_for(const Rule& rule, Place place) {
        Asking asking(rule, dependent_);
        Rule made = rule;
        made.id = table_.table;
        made.head = *given_;
        made.head_args.clear();
        made.strength = {};
        made.overrides.clear();
        made.at_least.reset();
        made.date.reset();
        made.body = asking.keep(std::move(place.beside));
        const Literal& literal = rule.literals[place.atom];
        const AtomLiteral atom = std::get<AtomLiteral>(literal.node);
        for (const std::uint32_t asked : table_.asks) {
            const TableRules::Input& input = table_.inputs[asked];
            const ExprId arg = atom.args[*input.place];
            if (asking.is_bound(arg)) {
                made.head_args.push_back(arg);
            } else if (const auto any = any_entity(made, input, arg)) {
                made.head_args.push_back(*any);
            } else {
                report(input, literal.span);
                return std::nullopt;
            }
        }
        return made;
    }

    // A variable that ranges over the entities of the input.
    std::optional<ExprId> any_entity(Rule& rule, const TableRules::Input& input, ExprId arg) const {
        const auto entities = program_.find(input.entities);
        const Expr open = rule.exprs[arg];
        if (!entities || std::holds_alternative<FunctorExpr>(open.node)) return std::nullopt;
        ExprId ranging = arg;
        if (std::holds_alternative<WildcardExpr>(open.node)) {
            const auto variable = static_cast<std::uint32_t>(rule.variables.size());
            rule.variables.push_back({"", program_.relations[*entities].columns[0].type, true});
            ranging =
                rule.exprs.push({open.span, rule.variables.back().type, VariableExpr{variable}});
        }
        AtomLiteral atom;
        atom.relation = *entities;
        atom.args = {ranging};
        rule.body.push_back(rule.literals.push({open.span, std::move(atom)}));
        return ranging;
    }

    void report(const TableRules::Input& input, Span span) {
        diagnostics_.error("unbound-input", span,
                           "`" + table_.concluded + "` needs `" + input.name +
                               "` bound: the table `" + table_.table + "` decides for given values",
                           "write a value, or bind it in a literal that does not depend on `" +
                               table_.concluded + "`");
    }

    const TableRules& table_;
    const CheckedProgram& program_;
    Diagnostics& diagnostics_;
    std::optional<RelationId> concluded_;
    std::optional<RelationId> given_;
    std::vector<char> dependent_;  // empty until something asks
};

// The rules that read a relation or a part of it, ascending.
class Readers {
  public:
    explicit Readers(const CheckedProgram& program)
        : program_(program), rules_(program.relations.size()) {
        for (std::size_t i = 0; i < program.rules.size(); ++i) add(id_at<RuleId>(i));
    }

    void add(RuleId rule) {
        visit_atoms(program_.rules[rule], [&](const AtomLiteral& atom, const Literal&, bool) {
            for (std::optional<RelationId> at = atom.relation; at;
                 at = program_.relations[*at].part_of) {
                std::vector<RuleId>& known = rules_[index_of(*at)];
                if (known.empty() || known.back() != rule) known.push_back(rule);
            }
        });
    }
    std::vector<RuleId> of(std::optional<RelationId> relation) const {
        return relation ? rules_[index_of(*relation)] : std::vector<RuleId>();
    }

  private:
    const CheckedProgram& program_;
    std::vector<std::vector<RuleId>> rules_;
};

}  // namespace

bool add_demand(const std::vector<TableRules>& tables, CheckedProgram& program,
                Diagnostics& diagnostics) {
    const std::size_t errors = diagnostics.errors();
    bool any = false;
    Readers readers(program);
    for (const TableRules& table : tables) {
        if (table.given.empty()) continue;
        any = true;
        Demand demand(table, program, diagnostics);
        std::vector<Rule> added;
        for (const RuleId rule : readers.of(demand.concluded())) {
            for (Rule& made : demand.rules_for(program.rules[rule])) {
                added.push_back(std::move(made));
            }
        }
        for (Rule& rule : added) {
            program.relations[rule.head].derived = true;
            readers.add(program.rules.push(std::move(rule)));
        }
    }
    if (!any) return true;
    program.strata = {};
    Findings findings(diagnostics);
    stratify(program, findings);
    return diagnostics.errors() == errors;
}

std::vector<CheckedGoal> asked_by(const CheckedGoal& goal, const TableRules& table,
                                  const CheckedProgram& program, Diagnostics& diagnostics) {
    std::vector<CheckedGoal> goals;
    if (table.given.empty()) return goals;
    Demand demand(table, program, diagnostics);
    for (Rule& rule : demand.rules_for(goal.rule)) {
        CheckedGoal made;
        made.columns = demand.columns();
        visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool) {
            made.reads.push_back(atom.relation);
        });
        std::sort(made.reads.begin(), made.reads.end());
        made.reads.erase(std::unique(made.reads.begin(), made.reads.end()), made.reads.end());
        made.rule = std::move(rule);
        goals.push_back(std::move(made));
    }
    return goals;
}

}  // namespace dictum
