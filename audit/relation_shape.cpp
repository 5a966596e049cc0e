// Relations whose rules or columns give them away.
//
//   far(x, y) :- far(x, z), road(z, y).     nothing starts `far`: its only rule reads it
//   heavy(x) :- parcel(x, w, _).            no rule reads the third column of `parcel`
//
// Recursion that nothing starts is found in whole strata; columns only of relations that some rule
// reads and that nobody can ask for.
#include <algorithm>
#include <map>
#include <set>

#include "audit/subject.h"
#include "engine/lang/syntax.h"

namespace dictum {
namespace {

// ---- recursion that nothing starts ---------------------------------------------------------

bool starts_elsewhere(const CheckedProgram& program, const Stratum& stratum, const Rule& rule) {
    return std::ranges::none_of(rule.body, [&](LiteralId id) {
        const auto* atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
        return atom != nullptr && !atom->negated &&
               program.relations[atom->relation].stratum == program.relations[rule.head].stratum &&
               std::ranges::find(stratum.relations, atom->relation) != stratum.relations.end();
    });
}

void find_groundless(const AuditSubject& subject, Findings& findings) {
    const CheckedProgram& program = subject.program;
    for (const Stratum& stratum : program.strata) {
        if (!stratum.recursive) continue;
        const bool started = std::ranges::any_of(stratum.relations, [&](RelationId id) {
            const Relation& relation = program.relations[id];
            return relation.has_data || relation.hidden || subject.model.tuples(id).size() > 0;
        });
        if (started || std::ranges::any_of(stratum.rules, [&](RuleId rule) {
                return starts_elsewhere(program, stratum, program.rules[rule]);
            })) {
            continue;
        }
        std::string names;
        const RelationDeclaration* first = nullptr;
        std::set<std::string> seen;
        for (const RelationId id : stratum.relations) {
            const auto* declared = subject.knowledge.relation(program.shown_name(id));
            if (declared == nullptr || !seen.insert(declared->name).second) continue;
            if (first == nullptr) first = declared;
            names += (names.empty() ? "`" : ", `") + declared->name + "`";
        }
        if (first == nullptr) continue;
        Finding& found = findings.add("groundless-recursion", first->span, first->name,
                                      "every rule of " + names + " reads " +
                                          (seen.size() > 1 ? "one of them" : "it") +
                                          ": nothing starts the recursion");
        found.mend = "add a rule or a claim that it can start from";
        for (const RuleId rule : stratum.rules) {
            found.related.push_back({program.rules[rule].span, program.rules[rule].id});
        }
    }
}

// ---- columns that nothing reads ------------------------------------------------------------

class Columns {
  public:
    Columns(const AuditSubject& subject, Findings& findings)
        : subject_(subject), findings_(findings) {}

    void run() {
        for (const Rule& rule : subject_.program.rules) {
            if (rule.made == Made::No) read(rule);
        }
        for (const RelationDeclaration& declared : subject_.knowledge.relations) {
            const auto id = subject_.program.find(declared.name);
            const auto known = id ? used_.find(*id) : used_.end();
            if (known == used_.end() || !declared.asks.empty() || is_named(declared.name)) continue;
            const Relation& relation = subject_.program.relations[*id];
            for (std::uint32_t i = 0; i < relation.columns.size(); ++i) {
                const bool key = std::ranges::find(relation.key, i) != relation.key.end();
                if (key || known->second[i] != 0) continue;
                findings_
                    .add("unused-column", declared.span, declared.name,
                         "no rule reads the column `" + relation.columns[i].name + "` of `" +
                             declared.name + "`")
                    .mend = "leave it out, or read it";
            }
        }
    }

  private:
    // Texts that may read all of it: goals of questions and tests, inputs of tables.
    bool is_named(const std::string& name) const {
        const auto in = [&](const std::string& text) {
            const std::size_t at = text.find(name + "(");
            return at != std::string::npos;
        };
        const Knowledge& known = subject_.knowledge;
        return std::ranges::any_of(known.tests, in, &PackTest::goal) ||
               std::ranges::any_of(
                   known.questions,
                   [&](const QuestionPattern& each) { return in(each.goal.text); }) ||
               std::ranges::any_of(known.tables, [&](const TableDeclaration& declared) {
                   return in(declared.table.concludes.text) ||
                          std::ranges::any_of(
                              declared.table.inputs,
                              [&](const TableColumnText& input) { return in(input.text.text); });
               });
    }

    void read(const Rule& rule) {
        std::vector<std::size_t> uses(rule.variables.size(), 0);
        const auto use = [&](ExprId id) {
            if (const auto* variable = std::get_if<VariableExpr>(&rule.exprs[id].node)) {
                ++uses[variable->variable];
            }
        };
        for (const ExprId arg : rule.head_args) use(arg);
        for (const Expr& expr : rule.exprs) {
            if (const auto* call = std::get_if<FunctorExpr>(&expr.node)) {
                std::ranges::for_each(call->args, use);
            }
        }
        for (const Literal& literal : rule.literals) count(literal, uses, use);
        for (const Literal& literal : rule.literals) {
            const auto* atom = std::get_if<AtomLiteral>(&literal.node);
            if (atom == nullptr) continue;
            auto& used = used_[atom->relation];
            used.resize(atom->args.size());
            for (std::size_t i = 0; i < atom->args.size(); ++i) {
                const auto& node = rule.exprs[atom->args[i]].node;
                const auto* variable = std::get_if<VariableExpr>(&node);
                const bool single = variable != nullptr && uses[variable->variable] < 2;
                if (!single && !std::holds_alternative<WildcardExpr>(node)) used[i] = 1;
            }
        }
    }

    template <class Use>
    static void count(const Literal& literal, std::vector<std::size_t>& uses, Use use) {
        if (const auto* atom = std::get_if<AtomLiteral>(&literal.node)) {
            std::ranges::for_each(atom->args, use);
        } else if (const auto* compared = std::get_if<CompareLiteral>(&literal.node)) {
            use(compared->lhs);
            use(compared->rhs);
        } else if (const auto* predicate = std::get_if<PredicateLiteral>(&literal.node)) {
            std::ranges::for_each(predicate->args, use);
        } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&literal.node)) {
            if (aggregate->target) use(*aggregate->target);
            ++uses[aggregate->result];
        }
    }

    const AuditSubject& subject_;
    Findings& findings_;
    std::map<RelationId, std::vector<char>> used_;
};

}  // namespace

void audit_relations(const AuditSubject& subject, Findings& findings) {
    find_groundless(subject, findings);
    Columns(subject, findings).run();
}

}  // namespace dictum
