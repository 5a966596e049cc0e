// Rules whose shape gives them away: they lean on what nobody said, repeat themselves, or match
// nothing or everything.
//
//   quiet(x) :- shop(x), !noisy(x).       `noisy` is not complete = true: absent may mean unknown
//   near(x, y) :- near(x, y), road(x).    concludes what it reads
//   kept(x) :- name(x, n), match(".*", n) is true of any name
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/rules.h"

namespace dictum {
namespace {

class Shape {
  public:
    Shape(const AuditSubject& subject, Findings& findings)
        : subject_(subject), findings_(findings) {
        find_open();
    }

    void run(const AuditedRule& audited) {
        std::map<std::string, std::string> absences;  // relation, condition
        for (const Rule* rule : audited.rules) {
            for (std::size_t i = 0; i < rule->literals.size(); ++i) {
                const auto id = id_at<LiteralId>(i);
                absence(*rule, id, absences);
                pattern(audited, *rule, id);
            }
            recursion(audited, *rule);
        }
        for (const auto& [relation, text] : absences) {
            Finding& found = findings_.add(
                "open-absence", audited.text->span, audited.text->id,
                "`" + audited.text->id + "` concludes from the absence of `" + relation +
                    "`, which is not declared complete: absent may mean unknown");
            found.witness = text;
            found.mend = "declare `" + relation + "` complete = true if it is; or ask for a fact";
        }
    }

  private:
    // Relations whose absent facts may be true: base ones that are not complete, and what is
    // concluded from them. A stratum reads earlier ones and itself.
    void find_open() {
        const CheckedProgram& program = subject_.program;
        for (const Stratum& stratum : program.strata) {
            bool open = std::ranges::any_of(stratum.relations, [&](RelationId id) {
                const Relation& relation = program.relations[id];
                return !relation.derived && !relation.complete && !relation.hidden;
            });
            for (const RuleId rule : stratum.rules) {
                for (const Literal& literal : program.rules[rule].literals) {
                    const auto* atom = std::get_if<AtomLiteral>(&literal.node);
                    open = open || (atom != nullptr && open_.contains(atom->relation));
                }
            }
            for (const RelationId id : stratum.relations) {
                if (open && !program.relations[id].complete) open_.insert(id);
            }
        }
    }

    void absence(const Rule& rule, LiteralId id, std::map<std::string, std::string>& absences) {
        const auto* atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
        if (atom == nullptr || !atom->negated) return;
        if (!open_.contains(atom->relation)) return;
        absences.emplace(subject_.program.shown_name(atom->relation),
                         literal_text(subject_, rule, id));
    }

    // A condition that is the conclusion itself.
    void recursion(const AuditedRule& audited, const Rule& rule) {
        for (const LiteralId id : rule.body) {
            const auto* atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
            if (atom == nullptr || atom->negated || atom->relation != rule.head) continue;
            const bool same = std::ranges::equal(
                atom->args, rule.head_args, [&](ExprId a, ExprId b) { return equal(rule, a, b); });
            if (!same) continue;
            Finding& found = findings_.add(
                "idle-recursion", audited.text->span, audited.text->id,
                "`" + audited.text->id + "` concludes only what it reads: it can't grow");
            found.witness = literal_text(subject_, rule, id);
            found.mend = "leave it out, or change what it recurs on";
            return;
        }
    }
    static bool equal(const Rule& rule, ExprId a, ExprId b) {
        const auto* x = std::get_if<VariableExpr>(&rule.exprs[a].node);
        const auto* y = std::get_if<VariableExpr>(&rule.exprs[b].node);
        if (x != nullptr && y != nullptr) return x->variable == y->variable;
        const auto* c = std::get_if<ConstantExpr>(&rule.exprs[a].node);
        const auto* d = std::get_if<ConstantExpr>(&rule.exprs[b].node);
        return c != nullptr && d != nullptr && c->value == d->value;
    }

    void pattern(const AuditedRule& audited, const Rule& rule, LiteralId id) {
        const auto* predicate = std::get_if<PredicateLiteral>(&rule.literals[id].node);
        if (predicate == nullptr || predicate->args.empty()) return;
        const auto* constant = std::get_if<ConstantExpr>(&rule.exprs[predicate->args[0]].node);
        if (constant == nullptr) return;
        const std::string& text = subject_.values.text(as_symbol(constant->value));
        const bool regex = predicate->predicate == Predicate::Match;
        if (regex ? matches_everything(text) : text.empty()) {
            report(audited, rule, id, "idle-pattern", "matches every text");
        } else if (regex && matches_nothing(text)) {
            report(audited, rule, id, "impossible-pattern", "matches no text");
        }
    }
    void report(const AuditedRule& audited, const Rule& rule, LiteralId id, std::string_view kind,
                const std::string& what) {
        findings_
            .add(kind, audited.text->span, audited.text->id,
                 "a pattern of `" + audited.text->id + "` " + what)
            .witness = literal_text(subject_, rule, id);
    }

    // Of any length, but for line ends: what people mean by everything.
    static bool matches_everything(std::string text) {
        for (const std::string_view flags : {"(?s)", "(?is)", "(?si)", "(?i)"}) {
            if (text.starts_with(flags)) text.erase(0, flags.size());
        }
        if (text.starts_with('^')) text.erase(0, 1);
        if (text.ends_with('$')) text.pop_back();
        while (text.size() > 2 && text.front() == '(' && text.find(')') == text.size() - 1) {
            text = text.substr(text.starts_with("(?:") ? 3 : 1);
            text.pop_back();
        }
        constexpr std::string_view kAll[] = {".*",        ".*?",       ".*.*",      "[\\s\\S]*",
                                             "[\\S\\s]*", "[\\d\\D]*", ".{0,}",     "[\\w\\W]*",
                                             "(.*)*",     "(.|\\n)*",  "(?:.|\\n)*"};
        return std::ranges::find(kAll, text) != std::end(kAll);
    }

    // Whatever matches lies between two texts; when they are one, it alone can match.
    static bool matches_nothing(const std::string& text) {
        RE2::Options options;
        options.set_log_errors(false);
        const RE2 expression("^(?:" + text + ")$", options);
        if (!expression.ok()) return false;
        constexpr int kLongest = 200;
        std::string least;
        std::string most;
        if (!expression.PossibleMatchRange(&least, &most, kLongest) || least != most) return false;
        return !RE2::FullMatch(least, expression);
    }

    const AuditSubject& subject_;
    Findings& findings_;
    std::set<RelationId> open_;
};

}  // namespace

void find_shapes(const AuditSubject& subject, const std::vector<AuditedRule>& rules,
                 Findings& findings) {
    Shape shape(subject, findings);
    for (const AuditedRule& rule : rules) shape.run(rule);
}

}  // namespace dictum
