// Questions and answers: what can't be asked in a language of the pack, sentences of answers that
// leave a column out, and patterns that never get their turn.
//
//   says = { en = "{server} sells" }      without {price}: the answer does not say the price
//   match = [".*price.*"]  before  match = ["{server}.*price"]
//
// Patterns are tried in order. One is shadowed when an earlier one matches every text of it; only
// patterns of words, placeholders, plain groups and `.*` are compared.
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "audit/rules.h"
#include "engine/value/utf8.h"

namespace dictum {
namespace {

bool has_han(std::string_view text) {
    return std::ranges::any_of(code_points(text), [](char32_t c) { return is_han(c); });
}

class Questions {
  public:
    Questions(const AuditSubject& subject, Findings& findings)
        : subject_(subject), findings_(findings) {}

    void run() {
        for (const RelationDeclaration& relation : subject_.knowledge.relations) {
            languages_of_pack(relation);
        }
        for (const RelationDeclaration& relation : subject_.knowledge.relations) {
            words_of(relation);
            sentences_of(relation);
        }
        patterns();
    }

  private:
    // ---- languages ---------------------------------------------------------------------------

    static std::set<std::string> languages(const std::vector<std::string>& asks) {
        std::set<std::string> found;
        for (const std::string& words : asks) found.insert(has_han(words) ? "zh" : "en");
        return found;
    }
    void languages_of_pack(const RelationDeclaration& relation) {
        for (const std::string& language : languages(relation.asks)) {
            ++asked_[language];
        }
        for (const auto& [language, words] : relation.says) ++said_[language];
    }

    // A language is the pack's when at least half of the relations that can be asked have it.
    static std::string lacking(const std::map<std::string, std::size_t>& counts,
                               const std::set<std::string>& has) {
        std::size_t most = 0;
        for (const auto& [language, count] : counts) most = std::max(most, count);
        for (const auto& [language, count] : counts) {
            if (count * 2 >= most && !has.contains(language)) return language;
        }
        return {};
    }

    void words_of(const RelationDeclaration& relation) {
        const auto has = languages(relation.asks);
        if (!has.empty()) {
            const std::string missing = lacking(asked_, has);
            if (!missing.empty()) {
                findings_
                    .add("not-askable", relation.span, relation.name,
                         "`" + relation.name + "` can't be asked for in `" + missing +
                             "`: its `asks` has no word of that language")
                    .mend = "add words to `asks`";
            }
        }
        if (relation.says.empty()) return;
        std::set<std::string> said;
        for (const auto& [language, words] : relation.says) said.insert(language);
        const std::string missing = lacking(said_, said);
        if (missing.empty()) return;
        findings_
            .add("not-said", relation.span, relation.name,
                 "`" + relation.name + "` has no sentence of `says` in `" + missing + "`")
            .mend = "add one";
    }

    // ---- sentences ---------------------------------------------------------------------------

    static std::set<std::string> slots(std::string_view words) {
        std::set<std::string> found;
        for (std::size_t at = words.find('{'); at != std::string_view::npos;
             at = words.find('{', at + 1)) {
            const std::size_t end = words.find('}', at);
            if (end == std::string_view::npos) break;
            found.emplace(words.substr(at + 1, end - at - 1));
        }
        return found;
    }

    static std::string column_name(const Fragment& column) {
        const std::size_t colon = column.text.find(':');
        std::string name = column.text.substr(0, colon);
        while (!name.empty() && name.back() == ' ') name.pop_back();
        while (!name.empty() && name.front() == ' ') name.erase(0, 1);
        return name;
    }

    // What one language says and another one doesn't is forgotten, not meant.
    void sentences_of(const RelationDeclaration& relation) {
        for (const auto& [language, words] : relation.says) {
            const auto has = slots(words);
            for (const Fragment& column : relation.columns) {
                const std::string name = column_name(column);
                if (has.contains(name) ||
                    (said_elsewhere(relation, name) == false && !is_value(relation, name))) {
                    continue;
                }
                Finding& found = findings_.add("missing-variable", relation.span, relation.name,
                                               "the sentence of `" + relation.name + "` in `" +
                                                   language + "` leaves out {" + name + "}");
                found.witness = "\"" + words + "\"";
                found.mend = "write {" + name + "} into it";
            }
        }
    }
    static bool said_elsewhere(const RelationDeclaration& relation, const std::string& name) {
        return std::ranges::any_of(
            relation.says, [&](const auto& each) { return slots(each.second).contains(name); });
    }
    // Not of the key, which a question names; of yes or no, the sentence may be the yes.
    bool is_value(const RelationDeclaration& relation, const std::string& name) const {
        if (relation.key.empty()) return false;
        if (std::ranges::find(relation.key, name) != relation.key.end()) return false;
        const auto id = subject_.program.find(relation.name);
        if (!id) return false;
        for (const Column& column : subject_.program.relations[*id].columns) {
            if (column.name == name) return column.type.base == BaseType::Quantity;
        }
        return false;
    }

    // ---- patterns ----------------------------------------------------------------------------

    struct Pattern {
        const QuestionPattern* question = nullptr;
        std::string text;
        Span span;
    };

    void patterns() {
        std::vector<Pattern> all;
        for (const QuestionPattern& question : subject_.knowledge.questions) {
            for (std::size_t i = 0; i < question.match.size(); ++i) {
                const Span span =
                    i < question.match_texts.size()
                        ? question.match_texts[i].span(0, question.match_texts[i].text.size())
                        : question.span;
                all.push_back({&question, question.match[i], span});
            }
        }
        if (all.size() > kPatternsCompared) {
            findings_.add("undecided-question", all.front().span, {},
                          "more than " + std::to_string(kPatternsCompared) +
                              " patterns: which of them shadow others is not looked at");
            return;
        }
        for (std::size_t i = 0; i < all.size(); ++i) shadow_of(all, i);
    }
    static constexpr std::size_t kPatternsCompared = 1'000;
    static constexpr std::size_t kTextsMost = 64;

    void shadow_of(const std::vector<Pattern>& all, std::size_t at) {
        const auto texts = texts_of(all[at].text);
        for (std::size_t i = 0; i < at; ++i) {
            const Pattern& earlier = all[i];
            if (earlier.question->goal.text == all[at].question->goal.text &&
                earlier.text != all[at].text) {
                continue;
            }
            if (earlier.text != all[at].text && !matches_all(earlier.text, texts)) continue;
            Finding& found =
                findings_.add("shadowed-question", all[at].span, all[at].question->goal.text,
                              "an earlier pattern matches whatever `" + all[at].text + "` matches");
            found.witness = "`" + earlier.text + "` asks for " + earlier.question->goal.text;
            found.mend = "put the narrower pattern first, or leave it out";
            found.related.push_back({earlier.span, "the earlier pattern"});
            return;
        }
    }

    static bool matches_all(const std::string& pattern, const std::vector<std::string>& texts) {
        RE2::Options options;
        options.set_log_errors(false);
        options.set_case_sensitive(false);
        std::string escaped;
        for (const char c : pattern) {
            if (c == '{' || c == '}') escaped += '\\';
            escaped += c;
        }
        const RE2 expression(escaped, options);
        return expression.ok() && !texts.empty() &&
               std::ranges::all_of(texts, [&](const std::string& text) {
                   return RE2::PartialMatch(text, expression);
               });
    }

    // Every text of a pattern, `.*` being a sign that no other pattern names; none when it is of
    // another kind.
    static std::vector<std::string> texts_of(std::string_view pattern) {
        std::vector<std::string> texts{""};
        for (std::size_t at = 0; at < pattern.size();) {
            std::vector<std::string> choices;
            if (pattern.substr(at).starts_with(".*")) {
                choices = {"\x01"};
                at += 2;
            } else if (pattern[at] == '(') {
                const std::size_t end = pattern.find(')', at);
                if (end == std::string_view::npos) return {};
                choices = alternatives(pattern.substr(at + 1, end - at - 1));
                at = end + 1;
            } else {
                if (is_special(pattern[at])) return {};
                choices = {std::string(1, pattern[at])};
                ++at;
            }
            if (at < pattern.size() && is_repeat(pattern[at]) &&
                !(pattern[at] == '{' && at + 1 < pattern.size() && is_name(pattern[at + 1]))) {
                return {};
            }
            if (choices.empty() || texts.size() * choices.size() > kTextsMost) return {};
            std::vector<std::string> longer;
            for (const std::string& text : texts) {
                for (const std::string& choice : choices) longer.push_back(text + choice);
            }
            texts = std::move(longer);
        }
        return texts;
    }
    static bool is_repeat(char c) {
        return std::string_view("*+?{").find(c) != std::string_view::npos;
    }
    static bool is_name(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
    static bool is_special(char c) {
        return std::string_view("\\[]()|*+?^$.").find(c) != std::string_view::npos;
    }
    static std::vector<std::string> alternatives(std::string_view group) {
        if (group.starts_with("?:")) group.remove_prefix(2);
        std::vector<std::string> found;
        for (std::size_t at = 0;;) {
            const std::size_t end = std::min(group.find('|', at), group.size());
            const std::string_view each = group.substr(at, end - at);
            if (std::ranges::any_of(each, is_special)) return {};
            found.emplace_back(each);
            if (end == group.size()) return found;
            at = end + 1;
        }
    }

    const AuditSubject& subject_;
    Findings& findings_;
    std::map<std::string, std::size_t> asked_;
    std::map<std::string, std::size_t> said_;
};

}  // namespace

void audit_questions(const AuditSubject& subject, Findings& findings) {
    Questions(subject, findings).run();
}

}  // namespace dictum
