#include "engine/check/type_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dictum {
namespace {

struct BaseName {
    std::string_view name;
    BaseType base;
    bool in_souffle;
};

constexpr std::array<BaseName, 7> kBaseNames = {{
    {"number", BaseType::Number, true},
    {"unsigned", BaseType::Unsigned, true},
    {"float", BaseType::Float, true},
    {"symbol", BaseType::Symbol, true},
    {"bool", BaseType::Bool, false},
    {"date", BaseType::Date, false},
    {"ratio", BaseType::Ratio, false},
}};

constexpr std::string_view kPragma =
    "it is a type of the Dictum dialect, which the line `.pragma \"dialect\" \"dictum\"` turns on";

std::string without_blanks(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) return {};
    const std::size_t end = text.find_last_not_of(" \t\r\n");
    return std::string(text.substr(begin, end - begin + 1));
}

}  // namespace

TypeNames::TypeNames(Dialect dialect, Vocabulary& vocabulary, CheckedProgram& program,
                     Findings& findings, Values* values)
    : dialect_(dialect),
      vocabulary_(vocabulary),
      program_(program),
      findings_(findings),
      values_(values) {
    for (std::size_t i = 0; i < program.types.size(); ++i) {
        const TypeId id = id_at<TypeId>(i);
        const NamedType& type = program.types[id];
        (type.entity ? entities_ : present_).emplace(type.name, id);
    }
}

void TypeNames::declare(const std::vector<TypeDecl>& declarations) {
    for (const TypeDecl& declaration : declarations) {
        if (!claim_name(declaration)) continue;
        Declared entry;
        entry.declaration = &declaration;
        if (!declaration.branches.empty()) add_structure(entry);
        declared_.push_back(std::move(entry));
    }
    for (std::size_t i = 0; i < declared_.size(); ++i) resolve_chain(i);
    for (const Declared& entry : declared_) {
        if (!entry.declaration->branches.empty()) add_fields(entry);
        add_members(entry);
    }
}

// Its own types and those of the unions among its members.
void TypeNames::add_members(const Declared& entry) {
    if (entry.declaration->kind != TypeDeclKind::Union || !entry.type) return;
    if (!entry.type->named) return;  // every value of the base
    std::vector<const TypeDecl*> unions{entry.declaration};
    std::vector<TypeId> members;
    for (std::size_t i = 0; i < unions.size(); ++i) {
        std::vector<TypeRef> parts{unions[i]->base};
        parts.insert(parts.end(), unions[i]->members.begin(), unions[i]->members.end());
        for (const TypeRef& part : parts) {
            const std::optional<Type> type = resolve(part);
            if (!type) return;
            if (type->base != entry.type->base) {
                findings_.error("union-of-bases", part.span,
                                "`" + part.text + "` has another base type than `" +
                                    entry.declaration->base.text + "`",
                                "a union joins types of one base");
                return;
            }
            const auto index = declared(part.text);
            const TypeDecl* const inner = index ? declared_[*index].declaration : nullptr;
            if (inner != nullptr && inner->kind == TypeDeclKind::Union) {
                if (std::ranges::find(unions, inner) == unions.end()) unions.push_back(inner);
            } else if (type->named) {
                members.push_back(*type->named);
            }
        }
    }
    program_.types[*entry.type->named].members = std::move(members);
}

bool TypeNames::claim_name(const TypeDecl& declaration) {
    const std::string& name = declaration.name;
    const auto is_base = [&](const BaseName& entry) {
        return entry.name == name && (entry.in_souffle || dialect_ == Dialect::Dictum);
    };
    if (std::any_of(kBaseNames.begin(), kBaseNames.end(), is_base)) {
        findings_.error("duplicate-type", declaration.name_span,
                        "`" + name + "` is a built-in type", "choose another name");
        return false;
    }
    const auto [found, fresh] = by_name_.emplace(name, declared_.size());
    if (fresh) return true;
    Diagnostic diagnostic;
    diagnostic.id = "duplicate-type";
    diagnostic.span = declaration.name_span;
    diagnostic.message = "the type `" + name + "` is declared twice";
    diagnostic.mend = "remove one of the declarations, or rename it";
    diagnostic.related.push_back(
        {declared_[found->second].declaration->name_span, "first declared here"});
    findings_.add(std::move(diagnostic));
    return false;
}

std::optional<std::size_t> TypeNames::declared(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
}

// Follows the bases until one is known or not declared, then makes the types on the way back.
void TypeNames::resolve_chain(std::size_t index) {
    std::vector<std::size_t> chain;
    std::optional<Type> base;
    while (true) {
        Declared& entry = declared_[index];
        if (entry.state == State::Open) {
            report_cycle(chain, index);
            break;
        }
        if (entry.state == State::Resolved) {
            base = entry.type;
            break;
        }
        entry.state = State::Open;
        chain.push_back(index);
        const auto next = declared(entry.declaration->base.text);
        if (!next) {
            base = undeclared(entry.declaration->base);
            break;
        }
        index = *next;
    }
    for (std::size_t i = chain.size(); i > 0; --i) {
        Declared& entry = declared_[chain[i - 1]];
        base = made_of(*entry.declaration, std::move(base));
        entry.type = base;
        entry.state = State::Resolved;
    }
}

void TypeNames::report_cycle(const std::vector<std::size_t>& chain, std::size_t again) {
    const auto first = std::find(chain.begin(), chain.end(), again);
    Diagnostic diagnostic;
    diagnostic.id = "cyclic-type";
    diagnostic.span = declared_[again].declaration->name_span;
    diagnostic.message =
        "the type `" + declared_[again].declaration->name + "` is declared by way of itself";
    diagnostic.mend = "base one of the types on `number`, `unsigned`, `float` or `symbol`";
    for (auto at = first; at != chain.end(); ++at) {
        const TypeDecl& declaration = *declared_[*at].declaration;
        diagnostic.related.push_back({declaration.span, "`" + declaration.name + "` is based on `" +
                                                            declaration.base.text + "`"});
    }
    findings_.add(std::move(diagnostic));
}

std::optional<Type> TypeNames::made_of(const TypeDecl& declaration, std::optional<Type> base) {
    if (!base || declaration.kind == TypeDeclKind::Alias) return base;
    if (declaration.kind == TypeDeclKind::Subtype && base->named &&
        program_.types[*base->named].entity) {
        findings_.error("unsupported", declaration.base.span,
                        "this version has no subtypes of entity types",
                        "give the entities the type `" + declaration.name + "` as well");
        return std::nullopt;
    }
    if (base->base == BaseType::Record) {
        findings_.error("structured-base", declaration.base.span,
                        "a type with fields or branches has no subtypes",
                        "write `.type " + declaration.name + " = " + declaration.base.text +
                            "` for another name of it");
        return std::nullopt;
    }
    if (declaration.kind == TypeDeclKind::Union) {
        // A member that is a base type has every value of it.
        const bool whole =
            !base->named || std::ranges::any_of(declaration.members, [&](const TypeRef& part) {
                return built_in(part.text).has_value();
            });
        base->named.reset();
        if (whole) return base;
    }
    base->named = program_.types.push({declaration.name, base->base, base->named, false});
    return base;
}

std::optional<Type> TypeNames::resolve(const TypeRef& text) {
    if (const auto index = declared(text.text)) return declared_[*index].type;
    const auto found = present_.find(text.text);
    if (found != present_.end() && program_.types[found->second].base != BaseType::Quantity) {
        Type type = Type::of(program_.types[found->second].base);
        type.named = found->second;
        type.structure = program_.types[found->second].structure.value_or(StructureId{});
        return type;
    }
    return undeclared(text);
}

std::optional<Type> TypeNames::undeclared(const TypeRef& text) {
    std::optional<Type> type = built_in(text.text);
    if (!type && dialect_ == Dialect::Dictum) type = ratio(text.text);
    if (!type && dialect_ == Dialect::Dictum) type = entity(text.text);
    if (!type && dialect_ == Dialect::Dictum) type = quantity(text.text);
    if (!type) report_unknown(text);
    return type;
}

std::optional<Type> TypeNames::built_in(const std::string& text) {
    for (const BaseName& entry : kBaseNames) {
        if (entry.name != text) continue;
        if (!entry.in_souffle && dialect_ == Dialect::Souffle) continue;
        return Type::of(entry.base);
    }
    return std::nullopt;
}

// ratio(first, second)
std::optional<Type> TypeNames::ratio(const std::string& text) const {
    if (!text.starts_with("ratio")) return std::nullopt;
    const std::size_t open = text.find('(');
    const std::size_t comma = text.find(',');
    if (open == std::string::npos || comma == std::string::npos || comma < open) {
        return std::nullopt;
    }
    if (!text.ends_with(')') || without_blanks(text.substr(0, open)) != "ratio") {
        return std::nullopt;
    }
    Type type = Type::of(BaseType::Ratio);
    type.sides = {without_blanks(text.substr(open + 1, comma - open - 1)),
                  without_blanks(text.substr(comma + 1, text.size() - comma - 2))};
    const bool whole = !type.sides[0].empty() && !type.sides[1].empty() &&
                       type.sides[1].find(',') == std::string::npos;
    return whole ? std::optional(type) : std::nullopt;
}

std::optional<Type> TypeNames::entity(const std::string& text) {
    if (!vocabulary_.has_type(text)) return std::nullopt;
    Type type = Type::of(BaseType::Symbol);
    const auto known = entities_.find(text);
    if (known != entities_.end()) {
        type.named = known->second;
    } else {
        type.named = program_.types.push({text, BaseType::Symbol, std::nullopt, true});
        entities_.emplace(text, *type.named);
    }
    return type;
}

std::optional<Type> TypeNames::quantity(const std::string& text) {
    const Result<UnitId> unit = vocabulary_.units.find(text);
    if (!unit) return std::nullopt;
    Type type = Type::of(BaseType::Quantity);
    type.unit = *unit;
    type.measure = vocabulary_.units[*unit].measure;
    return type;
}

void TypeNames::report_unknown(const TypeRef& text) {
    std::string mend;
    if (dialect_ == Dialect::Souffle) {
        const bool is_base = std::any_of(kBaseNames.begin(), kBaseNames.end(),
                                         [&](const BaseName& b) { return b.name == text.text; });
        if (is_base || vocabulary_.units.find(text.text)) mend = kPragma;
    } else if (text.text.find_first_of("/*^") != std::string::npos) {
        mend = vocabulary_.units.find(text.text).error().message;
    }
    if (mend.empty()) mend = findings_.suggestion(text.text, [&] { return candidates(); });
    findings_.error("unknown-type", text.span, "there is no type `" + text.text + "`",
                    std::move(mend));
}

std::vector<std::string> TypeNames::candidates() const {
    std::vector<std::string> names;
    for (const BaseName& entry : kBaseNames) {
        if (entry.in_souffle || dialect_ == Dialect::Dictum) names.emplace_back(entry.name);
    }
    for (const Declared& entry : declared_) names.push_back(entry.declaration->name);
    if (dialect_ == Dialect::Souffle) return names;
    names.insert(names.end(), vocabulary_.types().begin(), vocabulary_.types().end());
    const std::vector<std::string> units = vocabulary_.units.all_names();
    names.insert(names.end(), units.begin(), units.end());
    return names;
}

}  // namespace dictum
