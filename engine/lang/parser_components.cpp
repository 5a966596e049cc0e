// `.comp`, `.init` and `.override`.
//
//   .comp Graph<N> : Base<N> { .decl edge(x: N, y: N)  reach(x, y) :- edge(x, y). }
//   .init streets = Graph<city>
#include <utility>

#include "engine/lang/program_parser.h"

namespace dictum {
namespace {

constexpr std::size_t kComponentNesting = 32;

}  // namespace

bool ProgramParser::component(const Token& start) {
    ComponentDecl component;
    if (!component_head(component)) return false;
    const Token opening = cursor_.token();
    if (!cursor_.at(TokenKind::LeftBrace)) {
        cursor_.expected("`{` and what the component declares");
        return false;
    }
    component.span = cursor_.span_from(start.begin);
    if (depth_ == kComponentNesting) {
        cursor_.error(
            "nested-too-deep", opening,
            "components are nested more than " + std::to_string(kComponentNesting) + " deep",
            "declare the inner ones beside the outer one");
        skip_braces();
        return true;
    }
    cursor_.advance();
    component_body(component);
    const bool closed = cursor_.accept(TokenKind::RightBrace);
    if (!closed) cursor_.expected("`}` behind what the component declares", &opening);
    program_.components.push_back(std::move(component));
    return closed;
}

bool ProgramParser::component_head(ComponentDecl& component) {
    auto type = component_type();
    if (!type) return false;
    component.type = *std::move(type);
    if (!cursor_.accept(TokenKind::Colon)) return true;
    do {
        auto base = component_type();
        if (!base) return false;
        component.bases.push_back(*std::move(base));
    } while (cursor_.accept(TokenKind::Comma));
    return true;
}

void ProgramParser::component_body(ComponentDecl& component) {
    component.body.dialect = program_.dialect;
    ProgramParser inner(cursor_, component.body, depth_ + 1);
    inner.declarations();
    component.overrides = std::move(inner.overrides_);
}

std::optional<ComponentType> ProgramParser::component_type() {
    const auto found = name("the name of a component");
    if (!found) return std::nullopt;
    ComponentType type;
    type.name = std::string(cursor_.text(*found));
    const Token opening = cursor_.token();
    if (cursor_.accept(TokenKind::Less)) {
        do {
            const auto parameter = name("the name of a type or component");
            if (!parameter) return std::nullopt;
            type.parameters.emplace_back(cursor_.text(*parameter));
        } while (cursor_.accept(TokenKind::Comma));
        if (!cursor_.accept(TokenKind::Greater)) {
            cursor_.expected("`,` or `>` behind a parameter", &opening);
            return std::nullopt;
        }
    }
    type.span = cursor_.span_from(found->begin);
    return type;
}

bool ProgramParser::instance(const Token& start) {
    const auto found = name("the name of an instance, as in `.init x = C`");
    if (!found) return false;
    if (!cursor_.accept(TokenKind::Equal)) {
        cursor_.expected("`=` and a component");
        return false;
    }
    auto type = component_type();
    if (!type) return false;
    program_.instances.push_back(
        {std::string(cursor_.text(*found)), *std::move(type), cursor_.span_from(start.begin)});
    return true;
}

bool ProgramParser::overriding(const Token& start) {
    const auto found = name("the name of a relation");
    if (!found) return false;
    if (depth_ == 0) {
        cursor_.error("syntax", start, "`.override` stands in a component only",
                      "a relation of its own has only its own rules");
        return true;
    }
    overrides_.emplace_back(cursor_.text(*found), cursor_.span(*found));
    return true;
}

}  // namespace dictum
