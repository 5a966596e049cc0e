// Conclusions that nothing vouches for: rows and rules without a citation, in packs that have
// sources to cite.
//
//   late(x) :- order(x, n), n > 10.            calculates from what it reads: needs no citation
//   prefers(s, "domestic") :- public(s).       concludes what nothing it reads says: somebody said
//   so
#include <algorithm>
#include <set>

#include "audit/rules.h"
#include "engine/table/lower_table.h"

namespace dictum {
namespace {

class Evidence {
  public:
    Evidence(const AuditSubject& subject, Findings& findings)
        : subject_(subject), findings_(findings) {
        for (const Source& source : subject.knowledge.sources) with_sources_.insert(source.pack);
    }

    void run() {
        for (const TableDeclaration& declared : subject_.knowledge.tables) {
            if (with_sources_.contains(declared.pack)) check(declared);
        }
        std::set<std::string_view> uncited;
        for (const Rule& rule : subject_.program.rules) {
            if (rule.made == Made::No && concludes_of_itself(rule)) uncited.insert(rule.id);
        }
        for (const RuleText& text : subject_.knowledge.rules) {
            if (!text.citations.empty() || !with_sources_.contains(text.pack)) continue;
            const bool hedged = text.strength.modality != Strength{}.modality;
            if (!hedged && !uncited.contains(text.id)) continue;
            findings_
                .add("uncited-rule", text.span, text.id,
                     "`" + text.id +
                         (hedged ? "` has a modality, and cites nobody"
                                 : "` concludes what nothing it reads says, and cites nothing"))
                .mend = "cite who says so";
        }
    }

  private:
    void check(const TableDeclaration& declared) {
        for (std::size_t row = 0; row < declared.table.rows.size(); ++row) {
            if (row < declared.row_citations.size() && !declared.row_citations[row].empty()) {
                continue;
            }
            findings_
                .add("uncited-row", declared.table.rows[row].span, row_id(declared.table.id, row),
                     "row " + std::to_string(row + 1) + " of `" + declared.table.id +
                         "` cites nothing")
                .mend = "give it cite and quote";
        }
    }

    // Its head has a word that its body hasn't, and its body has atoms alone: nothing is compared
    // or calculated.
    bool concludes_of_itself(const Rule& rule) const {
        std::set<Word> words;
        for (const LiteralId id : rule.body) {
            const auto* atom = std::get_if<AtomLiteral>(&rule.literals[id].node);
            if (atom == nullptr) return false;
            for (const ExprId arg : atom->args) {
                if (const auto* constant = symbol(rule, arg)) words.insert(constant->value);
            }
        }
        return std::ranges::any_of(rule.head_args, [&](ExprId arg) {
            const auto* constant = symbol(rule, arg);
            return constant != nullptr && !words.contains(constant->value);
        });
    }
    static const ConstantExpr* symbol(const Rule& rule, ExprId id) {
        const Expr& expr = rule.exprs[id];
        return expr.type.base == BaseType::Symbol ? std::get_if<ConstantExpr>(&expr.node) : nullptr;
    }

    const AuditSubject& subject_;
    Findings& findings_;
    std::set<std::uint32_t> with_sources_;
};

}  // namespace

void audit_evidence(const AuditSubject& subject, Findings& findings) {
    Evidence(subject, findings).run();
}

}  // namespace dictum
