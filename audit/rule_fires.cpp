// Rules that conclude nothing from what is known, and the first condition that says no.
//
//   big(x) :- order(x, n), n > 100.     no order above 100: its conditions never hold together
//
// A rule that reads what a table concludes for the caller's inputs is left out: it fires when it is
// asked. Each rule's body is run once; the model's limits hold.
#include <algorithm>
#include <set>

#include "audit/rules.h"
#include "engine/eval/solve.h"

namespace dictum {
namespace {

class Fires {
  public:
    Fires(const AuditSubject& subject, Findings& findings)
        : subject_(subject), findings_(findings) {
        find_given();
    }

    void run(const AuditedRule& audited) {
        for (const Rule* rule : audited.rules) {
            if (reads_given(*rule)) return;
            const auto some = holds(*rule, rule->body);
            if (!some) {
                findings_.add("undecided-rule", audited.text->span, audited.text->id,
                              "whether `" + audited.text->id + "` fires: " + some.error().message);
                return;
            }
            if (*some) return;
        }
        Finding& found =
            findings_.add("rule-never-fires", audited.text->span, audited.text->id,
                          "`" + audited.text->id + "` concludes nothing from what is known");
        found.witness = why(*audited.rules.front());
    }

  private:
    // What depends on inputs that only a caller gives.
    void find_given() {
        for (const TableRules& table : subject_.assembled.tables) {
            if (table.given.empty()) continue;
            if (const auto relation = subject_.program.find(table.concluded)) {
                given_.insert(*relation);
            }
        }
        for (bool grew = !given_.empty(); grew;) {
            grew = false;
            for (const Rule& rule : subject_.program.rules) {
                if (given_.contains(rule.head) || !reads_given(rule)) continue;
                grew = given_.insert(rule.head).second;
            }
        }
    }
    bool reads_given(const Rule& rule) const {
        return std::ranges::any_of(rule.literals, [&](const Literal& literal) {
            const auto* atom = std::get_if<AtomLiteral>(&literal.node);
            return atom != nullptr && given_.contains(atom->relation);
        });
    }

    Result<bool> holds(const Rule& rule, const std::vector<LiteralId>& body) {
        CheckedGoal goal;
        goal.rule = rule;
        goal.rule.head_args.clear();
        goal.rule.body = body;
        std::set<RelationId> reads;
        for (const Literal& literal : rule.literals) {
            if (const auto* atom = std::get_if<AtomLiteral>(&literal.node)) {
                reads.insert(atom->relation);
            }
        }
        goal.reads.assign(reads.begin(), reads.end());
        DICTUM_TRY(const auto rows, solve(goal, subject_.model));
        return !rows.empty();
    }

    static bool stands_alone(const Rule& rule, const AtomLiteral& atom) {
        return !atom.negated && std::ranges::none_of(atom.args, [&](ExprId arg) {
            return std::holds_alternative<FunctorExpr>(rule.exprs[arg].node);
        });
    }

    std::string why(const Rule& rule) {
        for (const LiteralId id : rule.body) {
            const auto* atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
            if (atom == nullptr || !stands_alone(rule, *atom)) continue;
            const auto some = holds(rule, {id});
            if (some && !*some) return "nothing matches `" + literal_text(subject_, rule, id) + "`";
        }
        return "its conditions hold one by one, but never together";
    }

    const AuditSubject& subject_;
    Findings& findings_;
    std::set<RelationId> given_;
};

}  // namespace

void find_silent_rules(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                       Findings& findings) {
    Fires fires(subject, findings);
    for (const AuditedRule& rule : rules) fires.run(rule);
}

}  // namespace dictum
