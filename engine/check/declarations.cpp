#include "engine/check/declarations.h"

#include <algorithm>

#include "engine/check/builtins.h"
#include "engine/check/type_names.h"
#include "engine/lang/operators.h"

namespace dictum {
namespace {

class Declarer {
  public:
    Declarer(const SyntaxProgram& syntax, Vocabulary& vocabulary, CheckedProgram& program,
             Catalog& catalog, Values& values, Findings& findings)
        : syntax_(syntax),
          program_(program),
          catalog_(catalog),
          findings_(findings),
          types_(syntax.dialect, vocabulary, program, findings, &values) {}

    void run() {
        types_.declare(syntax_.types);
        for (const RelationDecl& relation : syntax_.relations) declare(relation);
        for (const Directive& directive : syntax_.directives) declare(directive);
        for (const Term& term : syntax_.terms) declare_cast(term);
    }

  private:
    void declare(const RelationDecl& decl) {
        if (predicate_named(decl.name) != nullptr) {
            findings_.error("reserved-name", decl.name_span,
                            "`" + decl.name + "` is a built-in predicate", "choose another name");
            return;
        }
        if (const auto first = catalog_.find(decl.name)) {
            report_twice("duplicate-relation", "relation", decl.name, decl.name_span,
                         program_.relations[*first].span);
            return;
        }
        Relation relation;
        relation.name = decl.name;
        relation.conflict = decl.conflict;
        relation.complete = decl.complete;
        relation.has_data = decl.has_data;
        relation.span = decl.name_span;
        relation.unavailable = decl.unavailable;
        relation.hidden = decl.hidden;
        const RelationId id = program_.relations.push(std::move(relation));
        catalog_.add(id);
        add_columns(id, decl);
        add_key(id, decl);
        add_choices(id, decl);
    }

    void declare_cast(const Term& term) {
        const auto* const call = std::get_if<CallTerm>(&term.node);
        if (call == nullptr || !is_cast_term(call->functor)) return;
        const std::string name = call->functor.substr(kCastTerm.size());
        if (catalog_.cast_named(name) != nullptr) return;
        if (const auto type = types_.resolve({name, term.span})) catalog_.add_cast(name, *type);
    }

    void add_columns(RelationId id, const RelationDecl& decl) {
        std::unordered_map<std::string, Span> seen;
        for (const RelationDecl::ColumnDecl& column : decl.columns) {
            const auto [first, fresh] = seen.emplace(column.name, column.span);
            if (!fresh) {
                report_twice("duplicate-column", "column", column.name, column.span, first->second);
            }
            const std::optional<Type> type = types_.resolve(column.type);
            std::vector<Column>& columns = program_.relations[id].columns;
            columns.push_back({column.name, type.value_or(Type())});
            if (!type) catalog_.mark_untyped(id, columns.size() - 1);
        }
    }

    void add_key(RelationId id, const RelationDecl& decl) {
        Relation& relation = program_.relations[id];
        for (const auto& [name, span] : decl.key) {
            const auto column = column_named(relation, name, span);
            if (!column) continue;
            const Type* const type = catalog_.type_of(id, *column);
            if (type != nullptr && type->base == BaseType::Quantity && !decl.key_of_words) {
                findings_.error("quantity-key", span,
                                "the quantity `" + name + "` can't be part of a key",
                                "let the key be what the quantity is told of");
                continue;
            }
            relation.key.push_back(*column);
        }
        sort_unique(relation.key);
    }

    void add_choices(RelationId id, const RelationDecl& decl) {
        Relation& relation = program_.relations[id];
        for (const auto& choice : decl.choices) {
            std::vector<std::uint32_t> columns;
            for (const auto& [name, span] : choice) {
                if (const auto column = column_named(relation, name, span)) {
                    columns.push_back(*column);
                }
            }
            sort_unique(columns);
            if (!columns.empty()) relation.choices.push_back(std::move(columns));
        }
        sort_unique(relation.choices);
    }

    template <class T>
    static void sort_unique(std::vector<T>& items) {
        std::sort(items.begin(), items.end());
        items.erase(std::unique(items.begin(), items.end()), items.end());
    }

    std::optional<std::uint32_t> column_named(const Relation& relation, const std::string& name,
                                              Span span) {
        const auto found = std::ranges::find(relation.columns, name, &Column::name);
        if (found != relation.columns.end()) {
            return static_cast<std::uint32_t>(found - relation.columns.begin());
        }
        report_unknown_column(relation, name, span);
        return std::nullopt;
    }

    void report_unknown_column(const Relation& relation, const std::string& name, Span span) {
        findings_.error("unknown-column", span,
                        "`" + relation.name + "` has no column `" + name + "`",
                        findings_.suggestion(name, [&] {
                            std::vector<std::string> names;
                            for (const Column& column : relation.columns) {
                                names.push_back(column.name);
                            }
                            return names;
                        }));
    }

    void report_twice(std::string id, const std::string& what, const std::string& name, Span span,
                      Span first) {
        Diagnostic diagnostic;
        diagnostic.id = std::move(id);
        diagnostic.span = span;
        diagnostic.message = "the " + what + " `" + name + "` is declared twice";
        diagnostic.mend = "remove one of the declarations, or rename it";
        diagnostic.related.push_back({first, "first declared here"});
        findings_.add(std::move(diagnostic));
    }

    void declare(const Directive& directive) {
        const auto relation = catalog_.find(directive.relation);
        if (!relation) {
            report_unknown_relation(directive.relation, directive.name_span, catalog_, findings_);
            return;
        }
        for (const CheckedDirective& other : program_.directives) {
            const bool twice = directive.kind == DirectiveKind::PrintSize &&
                               other.kind == directive.kind && other.relation == *relation;
            if (!twice) continue;
            report_twice("duplicate-directive", "size of", directive.relation, directive.name_span,
                         other.span);
            return;
        }
        if (directive.kind == DirectiveKind::Input) program_.relations[*relation].has_data = true;
        program_.directives.push_back(
            {directive.kind, *relation, directive.parameters, directive.span});
    }

    const SyntaxProgram& syntax_;
    CheckedProgram& program_;
    Catalog& catalog_;
    Findings& findings_;
    TypeNames types_;
};

}  // namespace

void declare(const SyntaxProgram& syntax, Vocabulary& vocabulary, CheckedProgram& program,
             Catalog& catalog, Values& values, Findings& findings) {
    Declarer(syntax, vocabulary, program, catalog, values, findings).run();
}

void report_unknown_relation(const std::string& name, Span span, const Catalog& catalog,
                             Findings& findings) {
    std::string mend = findings.suggestion(name, [&] { return catalog.names(); });
    if (mend.empty() && functor_named(name) != nullptr) {
        mend = "`" + name + "` gives a value: compare it, as in `" + name + "(...) = x`";
    }
    findings.error("unknown-relation", span, "there is no relation `" + name + "`",
                   std::move(mend));
}

}  // namespace dictum
