#include "engine/check/made_rules.h"

#include <algorithm>

namespace dictum {
namespace {

class Maker {
  public:
    Maker(const CheckedProgram& program, RelationId head, Made made) : program_(program) {
        rule_.head = head;
        rule_.made = made;
        rule_.span = program.relations[head].span;
        rule_.id = "@" + program.relations[head].name;
    }

    // One variable a column, each a new one.
    std::vector<std::uint32_t> variables(RelationId relation, const std::string& prefix = {}) {
        std::vector<std::uint32_t> made;
        for (const Column& column : program_.relations[relation].columns) {
            made.push_back(static_cast<std::uint32_t>(rule_.variables.size()));
            rule_.variables.push_back({prefix + column.name, column.type, true});
        }
        return made;
    }

    ExprId variable(std::uint32_t variable) {
        Expr expr;
        expr.span = rule_.span;
        expr.type = rule_.variables[variable].type;
        expr.node = VariableExpr{variable};
        return rule_.exprs.push(std::move(expr));
    }

    ExprId any(const Type& type) {
        Expr expr;
        expr.span = rule_.span;
        expr.type = type;
        expr.node = WildcardExpr{};
        return rule_.exprs.push(std::move(expr));
    }

    void head(const std::vector<std::uint32_t>& args) {
        for (const std::uint32_t arg : args) rule_.head_args.push_back(variable(arg));
    }

    void atom(RelationId relation, std::vector<ExprId> args, bool negated = false) {
        add(AtomLiteral{relation, std::move(args), negated});
    }
    void atom(RelationId relation, const std::vector<std::uint32_t>& args, bool negated = false) {
        std::vector<ExprId> exprs;
        for (const std::uint32_t arg : args) exprs.push_back(variable(arg));
        atom(relation, std::move(exprs), negated);
    }

    void differ(std::uint32_t a, std::uint32_t b) {
        CompareLiteral compare;
        compare.op = CompareOp::NotEqual;
        compare.operands = rule_.variables[a].type.base;
        compare.lhs = variable(a);
        compare.rhs = variable(b);
        add(compare);
    }

    Rule take() { return std::move(rule_); }

  private:
    template <class Node>
    void add(Node node) {
        Literal literal;
        literal.span = rule_.span;
        literal.node = std::move(node);
        rule_.body.push_back(rule_.literals.push(std::move(literal)));
    }

    const CheckedProgram& program_;
    Rule rule_;
};

}  // namespace

RelationId add_part(CheckedProgram& program, RelationId whole, std::string name) {
    Relation part;
    part.name = std::move(name);
    part.columns = program.relations[whole].columns;
    part.complete = program.relations[whole].complete;
    part.span = program.relations[whole].span;
    part.part_of = whole;
    return program.relations.push(std::move(part));
}

RelationId add_strong_part(CheckedProgram& program, RelationId read, Modality floor) {
    const std::string name = program.relations[read].name + "@" + std::string(to_string(floor));
    const RelationId part = add_part(program, read, name);
    program.relations[part].key = program.relations[read].key;
    program.relations[part].resolution = Resolution{read, floor};
    return part;
}

Rule copy_rule(const CheckedProgram& program, RelationId head, RelationId body,
               const std::vector<RelationId>& without) {
    Maker maker(program, head, Made::Copy);
    const auto columns = maker.variables(body);
    maker.head(columns);
    maker.atom(body, columns);
    for (const RelationId each : without) maker.atom(each, columns, true);
    return maker.take();
}

Rule differing_rule(const CheckedProgram& program, RelationId head, RelationId body,
                    RelationId other, const std::vector<std::uint32_t>& key, std::uint32_t column) {
    Maker maker(program, head, Made::Withdrawn);
    const auto columns = maker.variables(body);
    maker.head(columns);
    maker.atom(body, columns);
    const auto others = maker.variables(other, "other_");
    std::vector<ExprId> args;
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
        const bool in_key = std::binary_search(key.begin(), key.end(), i);
        if (in_key) {
            args.push_back(maker.variable(columns[i]));
        } else if (i == column) {
            args.push_back(maker.variable(others[i]));
        } else {
            args.push_back(maker.any(program.relations[other].columns[i].type));
        }
    }
    maker.atom(other, std::move(args));
    maker.differ(columns[column], others[column]);
    return maker.take();
}

}  // namespace dictum
