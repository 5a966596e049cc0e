#include "audit/mentions.h"

#include <algorithm>

#include "engine/table/table.h"

namespace dictum {
namespace {

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

template <class Visit>
void visit_words(std::string_view text, Visit visit) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        while (at < text.size() && is_word(text[at])) ++at;
        if (at > begin) visit(text.substr(begin, at - begin));
        if (at < text.size()) ++at;
    }
}

}  // namespace

Mentions::Mentions(const AuditSubject& subject) : subject_(subject) {
    const Knowledge& knowledge = subject.knowledge;
    for (const Claim& claim : knowledge.claims) add_strings(claim.fact.text);
    for (const QuestionPattern& question : knowledge.questions) {
        add_strings(question.goal.text);
        add_words(question.goal.text);
    }
    for (const PackTest& test : knowledge.tests) {
        add_strings(test.goal);
        add_words(test.goal);
        for (const auto& [column, value] : test.values) strings_.insert(value);
    }
    for (const DataDeclaration& data : knowledge.data) add_cells(data.content);
    add_rules();
    add_tables();
}

void Mentions::add_strings(std::string_view text) {
    for (std::size_t at = text.find('"'); at != std::string_view::npos;
         at = text.find('"', at + 1)) {
        const std::size_t end = text.find('"', at + 1);
        if (end == std::string_view::npos) return;
        strings_.emplace(text.substr(at + 1, end - at - 1));
        at = end;
    }
}

void Mentions::add_words(std::string_view text) {
    visit_words(text, [&](std::string_view word) { read_.emplace(word); });
}

void Mentions::add_cells(std::string_view csv) {
    for (std::size_t at = 0; at < csv.size();) {
        const std::size_t end = std::min(csv.find_first_of(",\r\n\"", at), csv.size());
        if (end > at) strings_.emplace(csv.substr(at, end - at));
        at = end + 1;
    }
}

void Mentions::add_rules() {
    for (const RuleText& rule : subject_.knowledge.rules) add_strings(rule.text.text);
    for (const Rule& rule : subject_.program.rules) {
        for (const Literal& literal : rule.literals) {
            const auto* atom = std::get_if<AtomLiteral>(&literal.node);
            if (atom == nullptr) continue;
            // A relation is not read by the copies that check makes of it.
            const bool copy =
                rule.made != Made::No && subject_.program.shown_name(rule.head) ==
                                             subject_.program.shown_name(atom->relation);
            if (!copy) read_.insert(subject_.program.shown_name(atom->relation));
        }
    }
}

void Mentions::add_tables() {
    for (const TableDeclaration& declared : subject_.knowledge.tables) {
        const TableText& table = declared.table;
        if (const auto relation = concluded_relation(table)) concluded_.insert(*relation);
        add_strings(table.concludes.text);
        for (const TableColumnText& input : table.inputs) {
            const std::size_t equals = input.text.text.find('=');
            visit_words(std::string_view(input.text.text).substr(0, equals),
                        [&](std::string_view word) { types_.emplace(word); });
            if (equals != std::string::npos) {
                add_words(std::string_view(input.text.text).substr(equals));
                add_strings(input.text.text);
            }
        }
        for (const TableRowText& row : table.rows) {
            for (const Fragment& cell : row.when) add_strings(cell.text);
            for (const Fragment& cell : row.then) add_strings(cell.text);
        }
    }
}

bool Mentions::entity(const Entity& entity) const {
    if (strings_.contains(entity.id)) return true;
    if (std::ranges::any_of(entity.names,
                            [&](const std::string& name) { return strings_.contains(name); })) {
        return true;
    }
    return std::ranges::any_of(entity.types,
                               [&](const std::string& type) { return types_.contains(type); });
}

bool Mentions::is_filled(const RelationDeclaration& declared, RelationId relation) const {
    if (declared.stored || concluded_.contains(declared.name)) return true;
    if (subject_.program.relations[relation].derived) return true;
    const RelationId holder = subject_.program.holder_of(relation);
    if (subject_.model.tuples(holder).size() > 0) return true;
    return std::ranges::any_of(subject_.knowledge.data, [&](const DataDeclaration& data) {
        return data.relation == declared.name;
    });
}

bool Mentions::is_decided(const RelationDeclaration& declared, RelationId relation) const {
    if (!concluded_.contains(declared.name)) return false;
    const RelationId holder = subject_.program.holder_of(relation);
    for (std::size_t row = 0; row < subject_.model.tuples(holder).size(); ++row) {
        if (subject_.model.is_base(holder, id_at<RowId>(row))) return false;
    }
    return true;
}

}  // namespace dictum
