#include "engine/check/functor_types.h"

#include <algorithm>
#include <array>

#include "engine/value/structure.h"

namespace dictum {
namespace {

bool is_whole_only(Functor functor) {
    return functor >= Functor::BitAnd && functor <= Functor::LogicalNot;
}

bool is_number(BaseType base) {
    return base == BaseType::Number || base == BaseType::Unsigned || base == BaseType::Float;
}

bool is_text(const DraftExpr& node) {
    return node.typing == Typing::Flexible && node.literal_kind == LiteralKind::Text;
}

std::string quoted(std::string_view name) { return "`" + std::string(name) + "`"; }

}  // namespace

const Type* base_type(BaseType base) {
    static const std::array<Type, 9> types = [] {
        std::array<Type, 9> made;
        for (std::size_t i = 0; i < made.size(); ++i) made[i].base = static_cast<BaseType>(i);
        return made;
    }();
    return &types[static_cast<std::size_t>(base)];
}

FunctorTypes::FunctorTypes(Draft& draft, const TypeRules& types, const Constants& constants,
                           UnitTable& units, const Values& values, Findings& findings)
    : draft_(draft),
      types_(types),
      constants_(constants),
      units_(units),
      values_(values),
      findings_(findings) {
    plain_ = Type::of(BaseType::Quantity);
    plain_.unit = units.plain();
    days_ = Type::of(BaseType::Quantity);
    days_.unit = units.days();
    days_.measure = units[units.days()].measure;
}

void FunctorTypes::find(ExprId id) {
    DraftExpr& call = draft_.exprs[id];
    if (call.typing == Typing::Broken) return;
    const Signature signature = call.builtin->signature;
    if (signature == Signature::Fixed || signature == Signature::Ordinal) return fixed(call);
    if (signature == Signature::Convert) return convert(call);
    for (std::size_t i = 0; i < call.args_count; ++i) {
        if (arg(call, i).typing != Typing::Broken) continue;
        call.typing = Typing::Broken;
        return;
    }
    switch (signature) {
        case Signature::Extreme:
            return extreme(call);
        case Signature::Part:
        case Signature::Width:
        case Signature::Rounding:
            return one_quantity(call);
        case Signature::Absolute:
            return absolute(call);
        case Signature::Share:
            return share(call);
        case Signature::Cast:
            return cast(call);
        case Signature::Structure:
            return structure(call);
        default:
            return arithmetic(call);
    }
}

// ---- numbers -------------------------------------------------------------------------------

void FunctorTypes::arithmetic(DraftExpr& call) {
    for (std::size_t i = 0; i < call.args_count; ++i) {
        if (is_text(arg(call, i))) return break_at(call, arg(call, i), "takes numbers");
    }
    if (flexible_call(call)) return;
    if (known_of(call, BaseType::Date) != nullptr) return dates(call);
    const DraftExpr& known = *first_known(call);
    const bool promotes =
        constants_.dialect() == Dialect::Dictum && is_whole(known.type->base) && has_decimal(call);
    if (known_of(call, BaseType::Quantity) != nullptr || promotes) return quantities(call);
    numbers(call, known);
}

void FunctorTypes::numbers(DraftExpr& call, const DraftExpr& known) {
    const BaseType base = known.type->base;
    if (!is_number(base)) {
        const bool joins = call.functor == Functor::Add && base == BaseType::Symbol;
        return break_at(call, known, "takes numbers",
                        joins ? "texts are joined by `cat(a, b)`" : std::string());
    }
    if (is_whole_only(call.functor) && base == BaseType::Float) {
        return break_at(call, known, "takes whole numbers");
    }
    for (std::size_t i = 0; i < call.args_count; ++i) {
        DraftExpr& operand = arg(call, i);
        if (operand.typing == Typing::Flexible) {
            operand.expected = base_type(base);
        } else if (operand.type->base != base) {
            return break_mixed(call, *known.type, operand);
        }
    }
    become(call, base_type(base), base);
}

// Literals only: the call's type is found from above.
bool FunctorTypes::flexible_call(DraftExpr& call) {
    if (first_known(call) != nullptr) return false;
    LiteralKind kind = LiteralKind::Integer;
    for (std::size_t i = 0; i < call.args_count; ++i) {
        kind = std::max(kind, arg(call, i).literal_kind);
    }
    if (call.builtin->signature == Signature::Integral && kind != LiteralKind::Integer) {
        const bool decimal = kind == LiteralKind::Decimal;
        if (decimal && is_whole_only(call.functor)) {
            break_at(call, arg(call, 0), "takes whole numbers");
            return true;
        }
        const Type* const type = base_type(decimal ? BaseType::Float : BaseType::Number);
        for (std::size_t i = 0; i < call.args_count; ++i) arg(call, i).expected = type;
        become(call, type, type->base);
        return true;
    }
    call.typing = Typing::Flexible;
    call.literal_kind = kind;
    return true;
}

DraftExpr* FunctorTypes::first_known(const DraftExpr& call) {
    for (const ExprId id : draft_.args_of(call)) {
        if (draft_.exprs[id].typing == Typing::Known) return &draft_.exprs[id];
    }
    return nullptr;
}

DraftExpr* FunctorTypes::known_of(const DraftExpr& call, BaseType base) {
    for (const ExprId id : draft_.args_of(call)) {
        DraftExpr& node = draft_.exprs[id];
        if (node.typing == Typing::Known && node.type->base == base) return &node;
    }
    return nullptr;
}

bool FunctorTypes::has_decimal(const DraftExpr& call) const {
    const auto args = draft_.args_of(call);
    return std::any_of(args.begin(), args.end(), [&](ExprId id) {
        const DraftExpr& node = draft_.exprs[id];
        return node.typing == Typing::Flexible && node.literal_kind == LiteralKind::Decimal;
    });
}

void FunctorTypes::become(DraftExpr& call, const Type* type, BaseType operands) {
    call.typing = Typing::Known;
    call.type = type;
    call.operands = operands;
}

// ---- quantities ----------------------------------------------------------------------------

void FunctorTypes::quantities(DraftExpr& call) {
    if (call.builtin->signature == Signature::Integral) {
        const DraftExpr* const quantity = known_of(call, BaseType::Quantity);
        const bool power = call.functor == Functor::Power;
        return break_at(call, quantity != nullptr ? *quantity : arg(call, 0),
                        "works on number, unsigned and float",
                        power ? "multiply the quantity by itself" : std::string());
    }
    if (!promote_arguments(call)) return;
    const Type& a = arg(call, 0).type != nullptr ? *arg(call, 0).type : plain_;
    const Type& first = a.base == BaseType::Quantity ? a : plain_;
    if (call.args_count == 1 && is_period(first)) return break_period(call);
    if (call.args_count == 1) return become(call, &first, BaseType::Quantity);
    const Type& b = arg(call, 1).type != nullptr ? *arg(call, 1).type : plain_;
    const Type& second = b.base == BaseType::Quantity ? b : plain_;
    if (call.functor == Functor::Add || call.functor == Functor::Subtract) {
        sum(call, first, second);
    } else {
        product(call, first, second);
    }
}

// Numbers beside quantities are plain quantities. False: an argument can't be one.
bool FunctorTypes::promote_arguments(DraftExpr& call) {
    for (std::size_t i = 0; i < call.args_count; ++i) {
        DraftExpr& operand = arg(call, i);
        if (operand.typing == Typing::Flexible) {
            const bool sums = call.functor == Functor::Add || call.functor == Functor::Subtract;
            operand.expected = &plain_;
            // A sum with a bare number misses the number's unit, not the other way round.
            const DraftExpr* const other = known_of(call, BaseType::Quantity);
            if (sums && other != nullptr && !other->type->measure.dimensionless()) {
                operand.expected = other->type;
            }
            operand.type = operand.expected;
            continue;
        }
        const BaseType base = operand.type->base;
        if (base == BaseType::Quantity || is_whole(base)) continue;
        if (base == BaseType::Float) {
            break_at(call, operand, "keeps quantities exact",
                     "declare the column with a unit instead of `float`; plain numbers have the "
                     "unit `times`");
        } else {
            break_at(call, operand, "works on quantities and numbers");
        }
        return false;
    }
    return true;
}

// Periods are compared, and their ends taken, and nothing else.
void FunctorTypes::break_period(DraftExpr& call) {
    call.typing = Typing::Broken;
    findings_.error("type-mismatch", call.span,
                    quoted(call.builtin->name) + " can't calculate with a date range",
                    "compare periods, or their ends by `lo(...)` and `hi(...)`");
}

void FunctorTypes::sum(DraftExpr& call, const Type& a, const Type& b) {
    if (is_period(a) || is_period(b)) return break_period(call);
    const bool adds = call.functor == Functor::Add;
    const std::optional<Measure> measure =
        adds ? dictum::sum(a.measure, b.measure) : difference(a.measure, b.measure);
    if (!measure) return break_units(call, a, b);
    if (*measure == a.measure) return become(call, &a, BaseType::Quantity);
    if (*measure == b.measure) return become(call, &b, BaseType::Quantity);
    become(call, make(units_.coherent(*measure), *measure), BaseType::Quantity);
}

void FunctorTypes::product(DraftExpr& call, const Type& a, const Type& b) {
    if (is_period(a) || is_period(b)) return break_period(call);
    const bool multiplies = call.functor == Functor::Multiply;
    const Measure measure =
        multiplies ? dictum::product(a.measure, b.measure) : quotient(a.measure, b.measure);
    constexpr std::int32_t kExponentMax = 99;
    for (const Measure::Power& power : measure.powers) {
        if (power.exponent <= kExponentMax && power.exponent >= -kExponentMax) continue;
        findings_.error("unit-mismatch", call.span,
                        "the unit of this product has an exponent beyond 99");
        call.typing = Typing::Broken;
        return;
    }
    if (measure == a.measure && !measure.dimensionless()) {
        return become(call, &a, BaseType::Quantity);
    }
    if (multiplies && measure == b.measure && !measure.dimensionless()) {
        return become(call, &b, BaseType::Quantity);
    }
    if (measure == plain_.measure) return become(call, &plain_, BaseType::Quantity);
    become(call, make(units_.coherent(measure), measure), BaseType::Quantity);
}

Type* FunctorTypes::make(UnitId unit, Measure measure) {
    Type type = Type::of(BaseType::Quantity);
    type.unit = unit;
    type.measure = std::move(measure);
    draft_.types.push_back(std::move(type));
    return &draft_.types.back();
}

void FunctorTypes::break_units(DraftExpr& call, const Type& a, const Type& b) {
    call.typing = Typing::Broken;
    const bool adds = call.functor == Functor::Add;
    const std::string first = types_.describe(a);
    const std::string second = types_.describe(b);
    const std::string message = adds ? first + " and " + second + " can't be added"
                                     : second + " can't be subtracted from " + first;
    findings_.error(
        "unit-mismatch", call.span, message,
        "both sides of `" + std::string(call.builtin->name) + "` need units of one kind");
}

void FunctorTypes::one_quantity(DraftExpr& call) {
    DraftExpr& operand = arg(call, 0);
    if (is_text(operand)) return break_at(call, operand, "takes a quantity");
    if (!promote_arguments(call)) return;
    const bool is_quantity =
        operand.typing == Typing::Known && operand.type->base == BaseType::Quantity;
    const Type* const type = is_quantity ? operand.type : &plain_;
    const bool is_end = call.functor == Functor::Lo || call.functor == Functor::Hi;
    if (is_period(*type) && !is_end) return break_period(call);
    if (call.builtin->signature == Signature::Width) {
        const std::optional<Measure> measure = difference(type->measure, type->measure);
        if (measure && !(*measure == type->measure)) {
            return become(call, make(units_.coherent(*measure), *measure), BaseType::Quantity);
        }
    }
    become(call, type, BaseType::Quantity);
}

void FunctorTypes::absolute(DraftExpr& call) {
    const DraftExpr& operand = arg(call, 0);
    if (is_text(operand)) return break_at(call, operand, "takes a number or quantity");
    if (flexible_call(call)) return;
    const BaseType base = operand.type->base;
    if (base != BaseType::Quantity && !is_number(base)) {
        return break_at(call, operand, "takes a number or quantity");
    }
    if (is_period(*operand.type)) return break_period(call);
    become(call, base == BaseType::Quantity ? operand.type : base_type(base), base);
}

void FunctorTypes::share(DraftExpr& call) {
    const DraftExpr& operand = arg(call, 0);
    if (operand.typing == Typing::Flexible || operand.type->base != BaseType::Ratio) {
        return break_at(call, operand, "takes a ratio such as `9:1`");
    }
    become(call, &plain_, BaseType::Ratio);
}

// ---- dates ---------------------------------------------------------------------------------

void FunctorTypes::dates(DraftExpr& call) {
    const bool adds = call.functor == Functor::Add;
    if ((!adds && call.functor != Functor::Subtract) || call.args_count != 2) {
        return break_at(call, *known_of(call, BaseType::Date), "takes numbers");
    }
    const auto is_date = [&](std::size_t i) {
        const DraftExpr& node = arg(call, i);
        return node.typing == Typing::Known && node.type->base == BaseType::Date;
    };
    if (is_date(0) && is_date(1)) {
        if (adds) return break_at(call, arg(call, 1), "adds a quantity of time to a date");
        call.functor = Functor::DaysBetween;
        draft_.types.push_back(days_);
        return become(call, &draft_.types.back(), BaseType::Date);
    }
    if (!is_date(0) && !adds) {
        return break_at(call, arg(call, 0), "takes a date away from a date only");
    }
    const std::size_t place = is_date(0) ? 1 : 0;
    DraftExpr& time = arg(call, place);
    if (time.typing == Typing::Flexible) {
        draft_.types.push_back(days_);
        time.expected = &draft_.types.back();
    } else if (is_whole(time.type->base)) {
        return break_at(call, time, "takes a quantity of time beside a date",
                        "multiply it by `1" + units_[units_.days()].suffix + "`");
    } else if (time.type->base != BaseType::Quantity || !(time.type->measure == days_.measure)) {
        return break_at(
            call, time, "takes a quantity of time beside a date",
            "whole days are added to a date, as in `d + 30" + units_[units_.days()].suffix + "`");
    }
    if (place == 0) std::swap(draft_.args[call.args_begin], draft_.args[call.args_begin + 1]);
    call.functor = adds ? Functor::AddDays : Functor::SubtractDays;
    become(call, base_type(BaseType::Date), BaseType::Date);
}

// ---- max and min ---------------------------------------------------------------------------

void FunctorTypes::extreme(DraftExpr& call) {
    if (first_known(call) == nullptr) {
        const bool text = is_text(arg(call, 0));
        for (std::size_t i = 0; i < call.args_count; ++i) {
            if (is_text(arg(call, i)) != text) {
                return break_at(call, arg(call, i), "compares values of one type");
            }
        }
        flexible_call(call);
        return;
    }
    if (known_of(call, BaseType::Quantity) != nullptr) return extreme_of_quantities(call);
    const DraftExpr& known = *first_known(call);
    const BaseType base = known.type->base;
    if (base == BaseType::Ratio || base == BaseType::Bool) {
        return break_at(call, known, "compares values that have an order");
    }
    for (std::size_t i = 0; i < call.args_count; ++i) {
        DraftExpr& operand = arg(call, i);
        if (operand.typing == Typing::Flexible) {
            operand.expected = base_type(base);
        } else if (operand.type->base != base) {
            return break_mixed(call, *known.type, operand);
        }
    }
    become(call, base_type(base), base);
}

void FunctorTypes::extreme_of_quantities(DraftExpr& call) {
    const Type* const type = known_of(call, BaseType::Quantity)->type;
    for (std::size_t i = 0; i < call.args_count; ++i) {
        DraftExpr& operand = arg(call, i);
        if (operand.typing == Typing::Flexible) {
            operand.expected = type;
            continue;
        }
        const BaseType base = operand.type->base;
        if (base != BaseType::Quantity && !is_whole(base)) {
            return break_mixed(call, *type, operand);
        }
        const Type& own = base == BaseType::Quantity ? *operand.type : plain_;
        if (compatible(own.measure, type->measure)) continue;
        call.typing = Typing::Broken;
        findings_.error(
            "unit-mismatch", operand.span,
            types_.describe(own) + " can't be compared with " + types_.describe(*type),
            "all arguments of `" + std::string(call.builtin->name) + "` need units of one kind");
        return;
    }
    become(call, type, BaseType::Quantity);
}

// ---- functors of one signature -------------------------------------------------------------

void FunctorTypes::fixed(DraftExpr& call) {
    const std::vector<BaseType>& params = call.builtin->params;
    become(call, base_type(call.builtin->result), BaseType::Symbol);
    for (std::size_t i = 0; i < call.args_count; ++i) {
        DraftExpr& operand = arg(call, i);
        if (params.empty()) {
            if (operand.typing != Typing::Known) continue;
            call.operands = operand.type->base;
            if (call.operands == BaseType::Symbol || is_number(call.operands)) continue;
            if (call.operands == BaseType::Record) continue;
            return break_at(call, operand, "takes a symbol or number");
        }
        const BaseType wanted = params[std::min(i, params.size() - 1)];
        if (i == 0) call.operands = wanted;
        if (operand.typing == Typing::Flexible) operand.expected = base_type(wanted);
        if (operand.typing != Typing::Known || operand.type->base == wanted) continue;
        findings_.error("type-mismatch", operand.span,
                        quoted(call.builtin->name) + " takes " +
                            types_.describe(*base_type(wanted)) + " here, and this is " +
                            types_.describe(*operand.type),
                        mend_for(wanted, operand));
        call.typing = Typing::Broken;
    }
}

void FunctorTypes::convert(DraftExpr& call) {
    DraftExpr& operand = arg(call, 0);
    become(call, base_type(call.builtin->result), BaseType::Symbol);
    if (operand.typing == Typing::Flexible) {
        const bool number = operand.literal_kind == LiteralKind::Scaled;
        const Type* const wanted = base_type(number ? BaseType::Number : BaseType::Float);
        if (number || operand.literal_kind == LiteralKind::Decimal) operand.expected = wanted;
        const BaseType settled = constants_.default_type(operand.literal_kind).base;
        call.operands = operand.expected != nullptr ? operand.expected->base : settled;
        return;
    }
    if (operand.typing != Typing::Known) return;
    call.operands = operand.type->base;
    if (call.operands == BaseType::Record) return break_at(call, operand, "takes no records");
    if (call.functor == Functor::ToString || is_number(call.operands)) return;
    if (call.operands == BaseType::Symbol) return;
    const bool counts = call.operands == BaseType::Quantity && call.functor == Functor::ToNumber;
    if (counts && units_[operand.type->unit].factor == Decimal::from_integer(1)) return;
    const std::string& suffix = units_[operand.type->unit].suffix;
    break_at(call, operand, "takes a number or text",
             counts ? "divide it by `1" + suffix + "` first" : std::string());
}

// A literal is one of the type; any other value has the word that one of the type would have.
void FunctorTypes::cast(DraftExpr& call) {
    DraftExpr& operand = arg(call, 0);
    const Type* const type = call.type;
    if (operand.typing == Typing::Flexible) {
        operand.expected = type;
    } else {
        const Type& from = *operand.type;
        const bool same = from.base == type->base &&
                          (from.base != BaseType::Record || from.structure == type->structure);
        if (!same && !(is_whole(from.base) && is_whole(type->base))) {
            return break_at(call, operand, "can't make " + types_.describe(*type) + " of this",
                            mend_for(type->base, operand));
        }
    }
    become(call, type, type->base);
    call.exact = true;
}

// ---- records -------------------------------------------------------------------------------

// Its type is known; its fields take theirs from it.
void FunctorTypes::structure(DraftExpr& call) {
    call.operands = BaseType::Record;
    const auto fields = fields_of(call);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (arg(call, i).typing == Typing::Flexible) arg(call, i).expected = &fields[i].type;
    }
}

std::span<const StructureField> FunctorTypes::fields_of(const DraftExpr& call) const {
    const bool nil = call.tag == 0;
    if (nil || call.functor != Functor::MakeRecord || call.typing != Typing::Known) return {};
    return values_.structure(call.type->structure).branches[call.tag - 1].fields;
}

// ---- errors --------------------------------------------------------------------------------

// "`+` takes numbers, and this is a `City`".
void FunctorTypes::break_at(DraftExpr& call, const DraftExpr& arg, const std::string& takes,
                            std::string mend) {
    call.typing = Typing::Broken;
    std::string is = "a literal";
    if (arg.typing == Typing::Known) is = types_.describe(*arg.type);
    if (arg.typing == Typing::Flexible) is = is_text(arg) ? "a text" : "a number";
    findings_.error("type-mismatch", arg.span,
                    quoted(call.builtin->name) + " " + takes + ", and this is " + is,
                    std::move(mend));
}

void FunctorTypes::break_mixed(DraftExpr& call, const Type& type, const DraftExpr& arg) {
    call.typing = Typing::Broken;
    findings_.error("type-mismatch", arg.span,
                    quoted(call.builtin->name) + " can't mix " + types_.describe(type) + " and " +
                        types_.describe(*arg.type),
                    mend_for(type.base, arg));
}

std::string FunctorTypes::mend_for(BaseType wanted, const DraftExpr& arg) const {
    if (arg.typing != Typing::Known) return {};
    const BaseType is = arg.type->base;
    if (wanted == BaseType::Symbol) return "convert it by `to_string(...)`";
    if (!is_number(wanted) || (!is_number(is) && is != BaseType::Symbol)) return {};
    if (wanted == BaseType::Number) return "convert it by `to_number(...)`";
    return wanted == BaseType::Float ? "convert it by `to_float(...)`"
                                     : "convert it by `to_unsigned(...)`";
}

}  // namespace dictum
