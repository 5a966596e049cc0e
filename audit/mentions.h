// Which entities and relations something mentions, besides their own declarations.
//
// Texts are looked through word by word and string by string: what stands in a comment or in
// another meaning counts too, so nothing that is used is said not to be.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "audit/subject.h"

namespace dictum {

class Mentions {
  public:
    explicit Mentions(const AuditSubject& subject);

    // By its id; or all of its type are, as inputs of tables.
    bool entity(const Entity& entity) const;
    // By a rule, table, question or test.
    bool is_read(const std::string& relation) const { return read_.contains(relation); }
    // By claims, data, rules or tables.
    bool is_filled(const RelationDeclaration& declared, RelationId relation) const;
    // By a table alone, which `dictum decide` reaches.
    bool is_decided(const RelationDeclaration& declared, RelationId relation) const;

  private:
    void add_strings(std::string_view text);
    void add_words(std::string_view text);
    void add_cells(std::string_view csv);
    void add_rules();
    void add_tables();

    const AuditSubject& subject_;
    std::set<std::string, std::less<>> strings_;
    std::set<std::string, std::less<>> read_;
    std::set<std::string, std::less<>> types_;  // of which all entities are used
    std::set<std::string, std::less<>> concluded_;
};

}  // namespace dictum
