// Literals of rule text -> values.
//
//   5       a number, an unsigned, a float or a plain quantity: what its place asks for
//   5CNY    a quantity in CNY           1000万     like 5
//   "a"     a symbol, or the id of an entity where its place asks for one
//
// Reported: unknown units, missing units, numbers that don't fit, ids that no entity has.
#pragma once

#include <deque>
#include <optional>

#include "engine/check/draft.h"
#include "engine/check/findings.h"
#include "engine/check/quantity_literal.h"
#include "engine/check/type_rules.h"
#include "engine/value/values.h"

namespace dictum {

enum class EntityNames : std::uint8_t { Ids, IdsAndAliases };

struct Constant {
    Word value = 0;
    Type type;
};

class Constants {
  public:
    // All must outlive this.
    Constants(Dialect dialect, EntityNames names, TypeRules& types, Vocabulary& vocabulary,
              Values& values, Findings& findings)
        : dialect_(dialect),
          names_(names),
          types_(types),
          vocabulary_(vocabulary),
          values_(values),
          findings_(findings) {}

    // What is known of a literal by itself: Known with its type (stored in `made`), Flexible with
    // its kind, or Broken, which is reported.
    void find_typing(const Term& term, DraftExpr& node, std::deque<Type>& made);
    // The type that a flexible literal has where nothing asks for another.
    Type default_type(LiteralKind kind) const;

    // The literal as a `wanted`; nothing, and an error, when it can't be one. Its type is the
    // wanted one, but a quantity with a unit keeps that. `span` is blamed.
    std::optional<Constant> value(const Term& term, bool negated, Span span, const Type& wanted);

    Dialect dialect() const { return dialect_; }

  private:
    std::optional<Constant> integer(const IntegerTerm& integer, bool negated, Span span,
                                    const Type& wanted);
    std::optional<Constant> decimal(const FloatTerm& number, bool negated, Span span,
                                    const Type& wanted);
    std::optional<Constant> quantity(const QuantityTerm& quantity, Span span, const Type& wanted);
    std::optional<Constant> plain(const Interval& interval, Span span, const Type& wanted);
    std::optional<Constant> whole(const Interval& interval, Span span, const Type& wanted);
    std::optional<Constant> text(const std::string& text, Span span, const Type& wanted);
    std::optional<Constant> entity(const std::string& id, Span span, const Type& wanted);
    std::optional<Constant> named_entity(const std::string& name, Span span, const Type& wanted);
    std::vector<const Entity*> named(const std::string& name, const std::string& type) const;
    std::vector<std::string> entity_candidates(const std::string& type) const;
    std::string missing_entity_mend(const std::string& id, const std::string& type);
    std::nullopt_t mismatch(Span span, const Type& wanted, const std::string& is,
                            std::string mend = {});
    std::nullopt_t report(const QuantityProblem& problem, Span span);

    Dialect dialect_;
    EntityNames names_;
    TypeRules& types_;
    Vocabulary& vocabulary_;
    Values& values_;
    Findings& findings_;
};

}  // namespace dictum
