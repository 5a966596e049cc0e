// `--show checked` and `--show strata`.
//
//   .decl price(item: symbol, price: CNY) key(item)
//   price("home", 1200000..1400000CNY).
//   gap(g) :- price("home", p), price("import", q), g = (q - p) / q.
//       // gap#1; p: CNY, q: CNY, g: 1
//
//   stratum 0: price
//   stratum 1: gap <- gap#1
#include "engine/check/check.h"
#include "engine/check/type_rules.h"
#include "engine/lang/operators.h"

namespace dictum {
namespace {

std::string relation_text(const Relation& relation, const CheckedProgram& program,
                          const UnitTable& units) {
    std::string text = ".decl " + relation.name + "(";
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        if (i > 0) text += ", ";
        const Column& column = relation.columns[i];
        text += column.name + ": " + type_name(column.type, program.types, units);
    }
    text += ")";
    for (std::size_t i = 0; i < relation.key.size(); ++i) {
        text += (i == 0 ? " key(" : ", ") + relation.columns[relation.key[i]].name;
    }
    if (!relation.key.empty()) text += ")";
    if (relation.conflict != ConflictPolicy::Report) {
        text += " conflict(" + std::string(word(relation.conflict)) + ")";
    }
    if (relation.complete) text += " complete";
    for (std::size_t i = 0; i < relation.choices.size(); ++i) {
        text += i == 0 ? " choice-domain (" : ", (";
        for (std::size_t j = 0; j < relation.choices[i].size(); ++j) {
            text += (j == 0 ? "" : ", ") + relation.columns[relation.choices[i][j]].name;
        }
        text += ")";
    }
    if (relation.unavailable) text += "  // unavailable: " + *relation.unavailable;
    return text + "\n";
}

std::string type_text(const NamedType& type, const CheckedProgram& program) {
    if (type.entity) return "// entities: " + type.name + "\n";
    const std::string parent =
        type.parent ? program.types[*type.parent].name : to_string(type.base);
    return ".type " + type.name + " <: " + parent + "\n";
}

std::string note_of(const Rule& rule, const CheckedProgram& program, const UnitTable& units) {
    std::string text = "    // " + rule.id;
    std::string separator = "; ";
    for (const Variable& variable : rule.variables) {
        if (variable.name.empty()) continue;
        text += separator + variable.name + ": " + type_name(variable.type, program.types, units);
        separator = ", ";
    }
    if (!(rule.strength == Strength{})) {
        text += "; " + std::string(to_string(rule.strength.modality));
    }
    for (const std::string& other : rule.overrides) text += "; overrides " + other;
    return text + "\n";
}

}  // namespace

std::string dump_checked(const CheckedProgram& program, const Values& values,
                         const UnitTable& units) {
    std::string text;
    for (const NamedType& type : program.types) text += type_text(type, program);
    for (const Relation& relation : program.relations) {
        text += relation_text(relation, program, units);
    }
    for (const CheckedDirective& directive : program.directives) {
        text += "." + std::string(word(directive.kind)) + " " +
                program.relations[directive.relation].name + "\n";
    }
    for (const Fact& fact : program.facts) {
        text += print_fact(program, fact.relation, fact.tuple, values, units) + ".\n";
    }
    for (const Rule& rule : program.rules) {
        text += print_rule(rule, program, values, units) + "\n" + note_of(rule, program, units);
    }
    return text;
}

std::string dump_strata(const CheckedProgram& program) {
    std::string text;
    for (std::size_t i = 0; i < program.strata.size(); ++i) {
        const Stratum& stratum = program.strata[id_at<StratumId>(i)];
        text += "stratum " + std::to_string(i) + (stratum.recursive ? " (recursive): " : ": ");
        for (std::size_t k = 0; k < stratum.relations.size(); ++k) {
            text += (k > 0 ? ", " : "") + program.relations[stratum.relations[k]].name;
        }
        std::string separator = " <- ";
        const std::string* last = nullptr;
        for (const RuleId id : stratum.rules) {
            const std::string& name = program.rules[id].id;
            if (last != nullptr && *last == name) continue;
            text += separator + name;
            separator = ", ";
            last = &name;
        }
        text += "\n";
    }
    return text;
}

}  // namespace dictum
