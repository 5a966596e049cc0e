// Record types and algebraic data types: first the names of all, then their fields, so that they
// may be recursive.
//
//   .type Tree = [left: Forest, label: symbol]      .type Forest = None {} | More {first: Tree}
#include <unordered_set>
#include <utility>

#include "engine/check/type_names.h"
#include "engine/value/structure.h"
#include "engine/value/values.h"

namespace dictum {

void TypeNames::add_structure(Declared& entry) {
    const TypeDecl& declaration = *entry.declaration;
    Structure structure;
    structure.is_record = declaration.kind == TypeDeclKind::Record;
    for (const TypeBranch& branch : declaration.branches) {
        structure.branches.push_back({branch.name, {}});
    }
    Type type = Type::of(BaseType::Record);
    type.structure = values_->add_structure(std::move(structure));
    NamedType named{declaration.name, BaseType::Record, std::nullopt, false, type.structure};
    type.named = program_.types.push(std::move(named));
    if (declaration.kind == TypeDeclKind::Branches) add_branch_names(declaration, *type.named);
    entry.type = std::move(type);
    entry.state = State::Resolved;
}

// A branch says its type, so its name is one's own among all types.
void TypeNames::add_branch_names(const TypeDecl& declaration, TypeId type) {
    for (std::uint32_t i = 0; i < declaration.branches.size(); ++i) {
        const TypeBranch& branch = declaration.branches[i];
        const auto [found, fresh] = program_.branches.try_emplace(branch.name, BranchName{type, i});
        if (!fresh) report_branch(branch, found->second);
    }
}

void TypeNames::report_branch(const TypeBranch& branch, const BranchName& first) {
    findings_.error("duplicate-branch", branch.span,
                    "the branch `" + branch.name + "` is declared twice, here and in `" +
                        program_.types[first.type].name + "`",
                    "rename one of them");
}

void TypeNames::add_fields(const Declared& entry) {
    const auto& branches = entry.declaration->branches;
    for (std::size_t i = 0; i < branches.size(); ++i) {
        std::vector<StructureField> fields;
        std::unordered_set<std::string> seen;
        for (const RelationDecl::ColumnDecl& field : branches[i].fields) {
            if (!seen.insert(field.name).second) {
                findings_.error("duplicate-field", field.span,
                                "the field `" + field.name + "` is declared twice",
                                "rename one of them");
            }
            const std::optional<Type> type = resolve(field.type);
            fields.push_back({field.name, type.value_or(Type())});
        }
        values_->set_fields(entry.type->structure, i, std::move(fields));
    }
}

}  // namespace dictum
