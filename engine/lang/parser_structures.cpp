// Types of values that have parts.
//
//   .type List = [head: number, tail: List]
//   .type Shape = Dot {} | Disc {radius: number}
#include <utility>

#include "engine/lang/program_parser.h"

namespace dictum {

// At the bracket, or behind the name of the first branch, which is in `type.base`.
bool ProgramParser::structured_type(TypeDecl& type) {
    const bool record = cursor_.at(TokenKind::LeftBracket);
    type.kind = record ? TypeDeclKind::Record : TypeDeclKind::Branches;
    TypeBranch branch;
    branch.name = std::exchange(type.base.text, {});
    branch.span = record ? cursor_.span() : type.base.span;
    if (record && !branch.name.empty()) {
        cursor_.expected("the name of a type, or a record such as `[x: number]`, not both");
        return false;
    }
    while (true) {
        cursor_.advance();
        const TokenKind closing = record ? TokenKind::RightBracket : TokenKind::RightBrace;
        if (!fields(branch.fields, closing)) return false;
        type.branches.push_back(std::move(branch));
        branch = TypeBranch();
        if (record || !cursor_.accept(TokenKind::Pipe)) return true;
        const auto found = name("the name of a branch");
        if (!found) return false;
        branch.name = std::string(cursor_.text(*found));
        branch.span = cursor_.span(*found);
        if (!cursor_.at(TokenKind::LeftBrace)) {
            cursor_.expected("`{` and the fields of the branch");
            return false;
        }
    }
}

// `x: number, y: List` and what closes them.
bool ProgramParser::fields(std::vector<RelationDecl::ColumnDecl>& fields, TokenKind closing) {
    if (cursor_.accept(closing)) return true;
    do {
        RelationDecl part;
        if (!column(part)) return false;
        fields.push_back(std::move(part.columns.front()));
    } while (cursor_.accept(TokenKind::Comma));
    if (cursor_.accept(closing)) return true;
    cursor_.expected(closing == TokenKind::RightBracket ? "`,` or `]` behind a field"
                                                        : "`,` or `}` behind a field");
    return false;
}

}  // namespace dictum
