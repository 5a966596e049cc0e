// The types of calls, from the types of their arguments.
//
//   q - p         CNY and CNY            CNY
//   b / p         CNY and CNY/servers    servers
//   s - t         percent and percent    percentage points
//   d + 30day     date and time          date
//   n * 1.5       number and a literal   a plain quantity (the Dictum dialect)
//   2 + 3         literals               whatever the place asks for
//
// Sums keep the unit of their first argument; products are shown in coherent units.
#pragma once

#include "engine/check/constants.h"
#include "engine/check/draft.h"
#include "engine/check/findings.h"
#include "engine/check/type_rules.h"

namespace dictum {

struct StructureField;

// A type without a name, for the whole run of the program.
const Type* base_type(BaseType base);

class FunctorTypes {
  public:
    // All must outlive this.
    FunctorTypes(Draft& draft, const TypeRules& types, const Constants& constants, UnitTable& units,
                 const Values& values, Findings& findings);

    // Requires: no argument is Unknown. Makes the call Known, Flexible or Broken (then the error is
    // reported, or was), and tells flexible arguments which type they take.
    void find(ExprId call);

    const Type* plain() const { return &plain_; }
    // Of a call that makes a record; empty when that is broken.
    std::span<const StructureField> fields_of(const DraftExpr& call) const;

  private:
    void arithmetic(DraftExpr& call);
    void numbers(DraftExpr& call, const DraftExpr& known);
    void quantities(DraftExpr& call);
    bool promote_arguments(DraftExpr& call);
    void sum(DraftExpr& call, const Type& a, const Type& b);
    void product(DraftExpr& call, const Type& a, const Type& b);
    void dates(DraftExpr& call);
    void extreme(DraftExpr& call);
    void extreme_of_quantities(DraftExpr& call);
    void fixed(DraftExpr& call);
    void convert(DraftExpr& call);
    void cast(DraftExpr& call);
    void one_quantity(DraftExpr& call);
    void absolute(DraftExpr& call);
    void share(DraftExpr& call);
    void structure(DraftExpr& call);

    bool flexible_call(DraftExpr& call);
    DraftExpr* first_known(const DraftExpr& call);
    DraftExpr* known_of(const DraftExpr& call, BaseType base);
    bool has_decimal(const DraftExpr& call) const;
    DraftExpr& arg(const DraftExpr& call, std::size_t i) {
        return draft_.exprs[draft_.args_of(call)[i]];
    }
    Type* make(UnitId unit, Measure measure);
    void become(DraftExpr& call, const Type* type, BaseType operands);
    void break_at(DraftExpr& call, const DraftExpr& arg, const std::string& takes,
                  std::string mend = {});
    void break_mixed(DraftExpr& call, const Type& type, const DraftExpr& arg);
    void break_period(DraftExpr& call);
    void break_units(DraftExpr& call, const Type& a, const Type& b);
    std::string mend_for(BaseType wanted, const DraftExpr& arg) const;

    Draft& draft_;
    const TypeRules& types_;
    const Constants& constants_;
    UnitTable& units_;
    const Values& values_;
    Findings& findings_;
    Type plain_;
    Type days_;
};

}  // namespace dictum
