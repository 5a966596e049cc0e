// A goal is checked as a rule without a head: what is asked for are its named variables.
#include <algorithm>

#include "engine/check/check.h"
#include "engine/check/clauses.h"
#include "engine/check/stratify.h"

namespace dictum {
namespace {

class GoalCheck {
  public:
    GoalCheck(const SyntaxGoal& goal, const CheckedProgram& program, const RuleContext& context)
        : goal_(goal), program_(program), context_(context) {}

    std::optional<CheckedGoal> run() {
        Alternatives alternatives(goal_.formulas);
        const std::size_t count = alternatives.count(goal_.body);
        if (count != 1) {
            report_alternatives(count);
            return std::nullopt;
        }
        DraftBuilder builder(context_.trees, context_.catalog, context_.findings);
        Draft draft = builder.build(nullptr, alternatives.conjunction(goal_.body, 0), goal_.span);
        ask(builder, draft);
        std::optional<Rule> rule = check_draft(std::move(draft), context_);
        if (!rule || context_.findings.failed()) return std::nullopt;
        CheckedGoal checked;
        checked.rule = std::move(*rule);
        for (const ExprId arg : checked.rule.head_args) {
            const auto& asked = std::get<VariableExpr>(checked.rule.exprs[arg].node);
            const Variable& variable = checked.rule.variables[asked.variable];
            checked.columns.push_back({variable.name, variable.type});
        }
        checked.reads = relations_of(checked.rule);
        check_available(checked);
        if (context_.findings.failed()) return std::nullopt;
        return checked;
    }

  private:
    void report_alternatives(std::size_t count) {
        if (count == 0) {
            context_.findings.error("never-holds", goal_.span,
                                    "this goal can't hold: it says `false`");
            return;
        }
        context_.findings.error("unsupported", goal_.span,
                                "this version answers no goals with alternatives",
                                "ask each alternative by itself");
    }

    void ask(const DraftBuilder& builder, Draft& draft) const {
        std::vector<std::optional<Span>> first_use(draft.variables.size());
        for (const DraftExpr& node : draft.exprs) {
            if (node.kind != DraftExpr::Kind::Variable) continue;
            if (!first_use[node.variable]) first_use[node.variable] = node.span;
        }
        for (const std::string& name : builder.outer_names()) {
            const std::uint32_t variable = *builder.outer_variable(name);
            if (draft.variables[variable].hidden) continue;
            DraftExpr node;
            node.kind = DraftExpr::Kind::Variable;
            node.variable = variable;
            node.span = first_use[variable].value_or(goal_.span);
            draft.head_args.push_back(draft.exprs.push(node));
        }
    }

    static std::vector<RelationId> relations_of(const Rule& rule) {
        std::vector<RelationId> relations;
        visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool) {
            relations.push_back(atom.relation);
        });
        std::sort(relations.begin(), relations.end());
        relations.erase(std::unique(relations.begin(), relations.end()), relations.end());
        return relations;
    }

    void check_available(const CheckedGoal& goal) {
        const auto& relations = program_.relations;
        const bool any = std::any_of(relations.begin(), relations.end(),
                                     [](const Relation& r) { return r.unavailable.has_value(); });
        if (!any) return;
        for (const RelationId read : goal.reads) {
            if (const auto blocked = unavailable_below(read)) report(goal, read, *blocked);
        }
    }

    void report(const CheckedGoal& goal, RelationId read, RelationId blocked) {
        const Relation& relation = program_.relations[blocked];
        std::string message = "`" + relation.name + "` can't be answered: " + *relation.unavailable;
        if (blocked != read) {
            message = "`" + program_.relations[read].name + "` depends on `" + relation.name +
                      "`, and " + message;
        }
        visit_atoms(goal.rule, [&](const AtomLiteral& atom, const Literal& literal, bool) {
            if (atom.relation == read)
                context_.findings.error("unavailable", literal.span, message);
        });
    }

    // The first unavailable relation that `relation` depends on, nearest first.
    std::optional<RelationId> unavailable_below(RelationId relation) {
        if (reads_.empty()) read_rules();
        std::vector<char> reached(program_.relations.size(), 0);
        std::vector<RelationId> queue{relation};
        reached[index_of(relation)] = 1;
        for (std::size_t i = 0; i < queue.size(); ++i) {
            if (program_.relations[queue[i]].unavailable) return queue[i];
            for (const RelationId next : reads_[index_of(queue[i])]) {
                if (reached[index_of(next)]) continue;
                reached[index_of(next)] = 1;
                queue.push_back(next);
            }
        }
        return std::nullopt;
    }

    void read_rules() {
        reads_.resize(program_.relations.size());
        for (const Rule& rule : program_.rules) {
            std::vector<RelationId>& reads = reads_[index_of(rule.head)];
            visit_atoms(rule, [&](const AtomLiteral& atom, const Literal&, bool) {
                reads.push_back(atom.relation);
            });
        }
    }

    const SyntaxGoal& goal_;
    const CheckedProgram& program_;
    RuleContext context_;
    std::vector<std::vector<RelationId>> reads_;  // by relation: what its rules read
};

}  // namespace

std::optional<CheckedGoal> check_goal(const SyntaxGoal& goal, const CheckedProgram& program,
                                      Vocabulary& vocabulary, Values& values,
                                      Diagnostics& diagnostics) {
    Findings findings(diagnostics);
    Catalog catalog(program);
    catalog.add_all();
    TypeRules types(program.types, vocabulary);
    Constants constants(Dialect::Dictum, EntityNames::IdsAndAliases, types, vocabulary, values,
                        findings);
    const RuleContext context{
        {goal.terms, goal.formulas}, catalog, types, constants, vocabulary, values, findings};
    return GoalCheck(goal, program, context).run();
}

}  // namespace dictum
