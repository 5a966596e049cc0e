// Clauses -> facts and rules.
//
//   p(1).                          a fact
//   p(1 + 1).                      a rule without a body
//   p(x), q(x) :- a(x); b(x).      four rules
#pragma once

#include <unordered_map>
#include <vector>

#include "engine/check/alternatives.h"
#include "engine/check/constants.h"
#include "engine/check/conversions.h"
#include "engine/check/draft_builder.h"
#include "engine/check/type_rules.h"
#include "engine/lang/syntax.h"

namespace dictum {

// What the checks of rules share.
struct RuleContext {
    SyntaxTrees trees;
    const Catalog& catalog;
    TypeRules& types;
    Constants& constants;
    Vocabulary& vocabulary;
    Values& values;
    Findings& findings;
};

// Draft -> rule: safety, types, lowering. Nothing when it has a mistake, which is reported, or when
// it can't fire.
std::optional<Rule> check_draft(Draft draft, const RuleContext& context);

class Clauses {
  public:
    // All must outlive this.
    Clauses(const SyntaxProgram& syntax, CheckedProgram& program, const RuleContext& context);

    // Adds the clause to the program.
    void add(const Clause& clause);

  private:
    bool add_fact(const Clause& clause);
    bool is_value(TermId id) const;
    std::optional<Word> fact_value(TermId id, RelationId relation, std::size_t column);
    Word as_quantity(const Constant& constant) const;
    void add_rules(const Clause& clause);
    void report_too_many(const Clause& clause);
    void add_rule(const Clause& clause, const Atom& head, const std::vector<SignedLiteral>& body);
    bool add_ground_record(const Clause& clause, const Rule& rule);
    std::string id_of(const Clause& clause, const Atom& head);

    const SyntaxProgram& syntax_;
    CheckedProgram& program_;
    RuleContext context_;
    Alternatives alternatives_;
    DraftBuilder builder_;
    std::size_t expanded_ = 0;  // literals of the rules beyond the first of each clause
    // By head: how many clauses conclude it, and the last of them.
    struct Ordinal {
        std::size_t count = 0;
        const Clause* clause = nullptr;
    };
    std::unordered_map<std::string, Ordinal> ordinals_;
};

}  // namespace dictum
