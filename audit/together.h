// Bodies of rules taken together, as if they held at once: is there an input for which they do?
//
//   order(o, n), n > 100  and  order(o, m), m < 50     with key o: n is m, so they never do
//
// Variables that must be equal become one: by unification, by `=`, and by the keys of relations.
// Derived conditions are unfolded into the bodies of their rules beside standing for themselves.
// Of what is left, contradiction_in finds what can't hold, and `sample` an input that does.
#pragma once

#include <map>
#include <optional>

#include "audit/rules.h"

namespace dictum {

class Together {
  public:
    explicit Together(const AuditSubject& subject) : subject_(&subject) {}

    // Gives how far the rule's expressions were moved. Its body joins this one's.
    std::size_t add(const Rule& rule);
    bool unify(ExprId a, ExprId b);  // false: they can't be equal
    ExprId head_arg(const Rule& rule, std::size_t moved, std::size_t column) const {
        return id_at<ExprId>(index_of(rule.head_args[column]) + moved);
    }
    std::optional<ExprId> constant(ExprId id);
    const Rule& rule() const { return rule_; }

    // What keys and `=` make equal. False: that contradicts something.
    bool settle();
    // Facts that make the body hold; nothing when that can't be shown. Requires: settle().
    std::optional<std::string> sample();
    bool contradicts();

  private:
    std::uint32_t root(std::uint32_t variable);
    std::optional<std::uint32_t> variable(ExprId id);
    bool same(ExprId a, ExprId b);
    bool fits_a_type(std::uint32_t root);
    bool by_equations();
    bool by_keys(bool& grew);
    bool by_key(const AtomLiteral& a, const AtomLiteral& b, const Relation& relation, bool& grew);
    bool is_refuted(const CompareLiteral& compared);
    Rule settled();
    std::optional<Interval> value(ExprId id);
    void choose_words();
    bool choose_numbers();
    bool holds(const CompareLiteral& compared);
    std::string shown(ExprId id);

    struct Sample {
        std::optional<Word> word;
        std::optional<Interval> number;
    };
    const AuditSubject* subject_;
    Rule rule_;
    std::vector<std::uint32_t> parents_;
    std::map<std::uint32_t, ExprId> constants_;  // of roots
    std::map<std::uint32_t, Sample> samples_;    // of roots
};

}  // namespace dictum
