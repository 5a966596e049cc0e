#include "ask/goal_writing.h"

#include <algorithm>
#include <cctype>

namespace dictum {

namespace {

// The texts of the arguments of a claim, `name("a", 1..2元)`.
std::vector<std::string_view> arguments_of(std::string_view fact) {
    std::vector<std::string_view> arguments;
    bool quoted = false;
    std::size_t begin = fact.find('(') + 1;
    for (std::size_t i = begin; i < fact.size(); ++i) {
        if (fact[i] == '\\')
            ++i;
        else if (fact[i] == '"')
            quoted = !quoted;
        else if (!quoted && (fact[i] == ',' || fact[i] == ')')) {
            arguments.push_back(fact.substr(begin, i - begin));
            begin = std::min(fact.find_first_not_of(' ', i + 1), fact.size());
        }
    }
    return arguments;
}

}  // namespace

bool some_claim_fits(const AskableRelation& relation, const std::vector<FilledColumn>& columns) {
    return std::any_of(relation.claims.begin(), relation.claims.end(), [&](const Claim* claim) {
        const std::vector<std::string_view> arguments = arguments_of(claim->fact.text);
        for (std::size_t i = 0; i < columns.size() && i < arguments.size(); ++i)
            if (!columns[i].literal.empty() && columns[i].literal != arguments[i]) return false;
        return true;
    });
}

namespace {

// Of a derived relation: whether the claims that it rests on know what is named.
bool all_known(const AskableRelation& relation, const std::vector<FilledColumn>& columns) {
    return std::all_of(columns.begin(), columns.end(), [&](const FilledColumn& column) {
        return !column.literal.starts_with('"') ||
               relation.knows(column.literal.substr(1, column.literal.size() - 2));
    });
}

}  // namespace

std::string confined(const WordLexicon& lexicon, const std::vector<std::uint32_t>& entities,
                     const std::string& variable) {
    std::string pattern;
    for (const std::uint32_t entity : entities) {
        if (!pattern.empty()) pattern += '|';
        for (const char c : lexicon.vocabulary->entities()[entity].id) {
            if (!std::isalnum(static_cast<unsigned char>(c)) && c != '_' && c > 0) pattern += '\\';
            pattern += c;
        }
    }
    return "match(" + quoted_literal(pattern) + ", " + variable + ")";
}

bool claims_fit(const WordLexicon& lexicon, const AskableRelation& relation,
                const std::vector<FilledColumn>& columns) {
    if (relation.claims.empty()) return all_known(relation, columns);
    if (!some_claim_fits(relation, columns)) return false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        std::size_t known = 0;
        for (const std::uint32_t entity : columns[i].within) {
            std::vector<FilledColumn> one = columns;
            one[i].literal = quoted_literal(lexicon.vocabulary->entities()[entity].id);
            known += some_claim_fits(relation, one) ? 1U : 0U;
        }
        const bool one_of_them = columns[i].offered || columns[i].chosen;
        if (known < columns[i].within.size() && (!one_of_them || known == 0)) return false;
    }
    return true;
}

std::string goal_text(const WordLexicon& lexicon, std::uint32_t relation,
                      const std::vector<FilledColumn>& columns) {
    const AskableRelation& asked = lexicon.relations[relation];
    std::string text = asked.declaration->name + "(";
    std::string conditions;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0) text += ", ";
        text += columns[i].literal.empty() ? asked.columns[i].name : columns[i].literal;
        if (!columns[i].within.empty() && !columns[i].offered)
            conditions += ", " + confined(lexicon, columns[i].within, asked.columns[i].name);
    }
    return text + ")" + conditions;
}

std::string telling_goal_text(const WordLexicon& lexicon, std::uint32_t relation,
                              const std::vector<FilledColumn>& columns) {
    const AskableRelation& asked = lexicon.relations[relation];
    std::size_t told = columns.size();
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (columns[i].literal.empty()) return goal_text(lexicon, relation, columns);
        if (told == columns.size() || !asked.columns[i].is_key || asked.columns[told].is_key)
            told = i;
    }
    std::vector<FilledColumn> open = columns;
    open[told] = {};
    return goal_text(lexicon, relation, open) + ", " + asked.columns[told].name + " = " +
           columns[told].literal;
}

std::string number_literal(const WordLexicon& lexicon, const SpokenNumber& number,
                           const AskableColumn& column) {
    if (number.kind != NumberKind::Quantity && number.kind != NumberKind::Scaled)
        return number.literal;
    const UnitId unit = number.unit ? *number.unit : column.type.unit;
    return number.literal + lexicon.vocabulary->units[unit].name;
}

std::string quoted_literal(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

}  // namespace dictum
