#include "ask/question_pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <tuple>

#include "ask/filling.h"
#include "engine/value/utf8.h"

namespace dictum {

namespace {

constexpr std::int64_t kRegexBytesMax = 1 << 20;

RE2::Options regex_options() {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(kRegexBytesMax);
    return options;
}

std::string utf8(std::u32string_view text) {
    std::string out;
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

// The literal characters of a pattern in canonical form; operators and escapes stay. What would
// skip text (`.`, a class, each with its repetition) becomes a group, to be explained by itself.
std::string with_skips_captured(std::string_view pattern) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        std::size_t end = i + 1;
        bool skips = pattern[i] == '.';
        if (pattern[i] == '\\' && i + 1 < pattern.size()) {
            end = i + 2;
            skips = std::string_view("wWsSDpP").find(pattern[i + 1]) != std::string_view::npos;
        } else if (pattern[i] == '[') {
            end = std::min(pattern.find(']', i + 2), pattern.size() - 1) + 1;
            skips = true;
        }
        const std::size_t atom_end = end;
        while (skips && end < pattern.size() &&
               std::string_view("*+?").find(pattern[end]) != std::string_view::npos)
            ++end;
        const std::string atom(pattern.substr(i, end - i));
        out += skips ? "(" + atom + ")" : std::string(pattern.substr(i, atom_end - i));
        i = end;
    }
    return out;
}

// Latin words of a pattern in the form that questions have them in: lower case, singular.
std::string with_canonical_words(std::string_view pattern) {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    std::string out;
    for (std::size_t i = 0; i < pattern.size();) {
        std::size_t end = i;
        while (end < pattern.size() && is_letter(pattern[end])) ++end;
        if (end > i) {
            out += utf8(canonical_phrase(pattern.substr(i, end - i)));
            i = end;
            continue;
        }
        const std::size_t taken = pattern[i] == '\\' ? 2 : 1;
        out += pattern.substr(i, taken);
        i += taken;
    }
    return out;
}

// Groups of the pattern's own must not be counted among the captures.
std::string without_own_groups(std::string_view pattern) {
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        out += pattern[i];
        if (pattern[i] == '\\' && i + 1 < pattern.size()) {
            out += pattern[++i];
        } else if (pattern[i] == '(' && (i + 1 >= pattern.size() || pattern[i + 1] != '?')) {
            out += "?:";
        }
    }
    return out;
}

std::optional<TypeId> placeholder_type(const WordLexicon& lexicon, const std::string& goal,
                                       const std::string& name) {
    const CheckedProgram& program = *lexicon.program;
    for (std::size_t i = 0; i < program.types.size(); ++i) {
        const NamedType& type = program.types[id_at<TypeId>(i)];
        if (type.entity && type.name == name) return id_at<TypeId>(i);
    }
    for (const AskableRelation& relation : lexicon.relations)
        if (goal.find(relation.declaration->name + "(") != std::string::npos)
            for (const AskableColumn& column : relation.columns)
                if (column.is_entity && column.name == name) return column.type.named;
    for (const Relation& relation : program.relations)
        if (goal.find(relation.name + "(") != std::string::npos)
            for (const Column& column : relation.columns)
                if (column.name == name && column.type.named &&
                    program.types[*column.type.named].entity)
                    return column.type.named;
    return std::nullopt;
}

Error pattern_error(const std::string& pattern, const std::string& what) {
    return {ErrorCode::InvalidInput, "question pattern \"" + pattern + "\": " + what};
}

// `{name}` where the name is an identifier; `{2,3}` is a repetition of RE2.
std::size_t placeholder_end(std::string_view pattern, std::size_t open) {
    const std::size_t close = pattern.find('}', open);
    if (close == std::string_view::npos || close == open + 1) return std::string_view::npos;
    const char first = pattern[open + 1];
    return (first >= 'a' && first <= 'z') || first == '_' ? close : std::string_view::npos;
}

Result<QuestionPatternForm> compile(const WordLexicon& lexicon, const QuestionPattern& declaration,
                                    const std::string& pattern) {
    QuestionPatternForm form;
    form.declaration = &declaration;
    std::string probe;
    const auto add_text = [&](std::string_view text) {
        if (text.empty()) return;
        const std::string words = with_canonical_words(text);
        form.parts.push_back({with_skips_captured(without_own_groups(words)), std::nullopt, {}});
        probe += form.parts.back().text;
    };
    std::size_t begin = 0;
    for (std::size_t open = pattern.find('{'); open != std::string::npos;
         open = pattern.find('{', open + 1)) {
        const std::size_t close = placeholder_end(pattern, open);
        if (close == std::string::npos) continue;
        const std::string name = pattern.substr(open + 1, close - open - 1);
        const auto type = placeholder_type(lexicon, declaration.goal.text, name);
        if (!type)
            return pattern_error(pattern, "{" + name +
                                              "} is neither an entity type nor a column "
                                              "of the goal that holds entities");
        add_text(std::string_view(pattern).substr(begin, open - begin));
        form.parts.push_back({"", type, name});
        probe += "(x)";
        begin = close + 1;
    }
    add_text(std::string_view(pattern).substr(begin));
    const RE2 regex(probe, regex_options());
    if (!regex.ok()) return pattern_error(pattern, regex.error());
    return form;
}

// The names of the type that the question mentions, longest first.
std::vector<Tile> mentions_of(const WordLexicon& lexicon, const QuestionSpans& spans, TypeId type) {
    AskableColumn column;
    column.is_entity = true;
    column.type.named = type;
    std::vector<Tile> found;
    for (const Tile& tile : spans.tiles)
        if (tile.kind == TileKind::Entity && lexicon.fits(tile.index, column))
            found.push_back(tile);
    std::sort(found.begin(), found.end(), [](const Tile& a, const Tile& b) {
        const auto length = [](const Tile& tile) { return tile.end - tile.begin; };
        return std::tuple(length(b), a.begin, a.index) < std::tuple(length(a), b.begin, b.index);
    });
    constexpr std::size_t kMentionsMax = 32;
    if (found.size() > kMentionsMax) found.resize(kMentionsMax);
    return found;
}

std::string alternatives(const QuestionSpans& spans, const std::vector<Tile>& mentions) {
    std::string out = "(";
    for (std::size_t i = 0; i < mentions.size(); ++i) {
        const auto name = std::u32string_view(spans.text.text)
                              .substr(mentions[i].begin, mentions[i].end - mentions[i].begin);
        out += (i > 0 ? "|" : "") + RE2::QuoteMeta(utf8(name));
    }
    return out + ")";
}

// Byte offsets of a match back to characters.
std::uint32_t character_at(const std::string& text, std::size_t offset) {
    return static_cast<std::uint32_t>(count_code_points(std::string_view(text).substr(0, offset)));
}

void replace_all(std::string& text, const std::string& what, const std::string& with) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

// The regular expression for this question, and the placeholder of each of its groups.
struct Instance {
    std::string regex;
    std::vector<std::string> groups;  // "" for what the pattern skips
};

std::optional<Instance> instantiate(const WordLexicon& lexicon, const QuestionPatternForm& form,
                                    const QuestionSpans& spans) {
    Instance instance;
    for (const QuestionPatternForm::Part& part : form.parts) {
        if (!part.type) {
            instance.regex += part.text;
            const RE2 groups(part.text, regex_options());
            const int count = groups.ok() ? groups.NumberOfCapturingGroups() : 0;
            instance.groups.insert(instance.groups.end(), static_cast<std::size_t>(count), "");
            continue;
        }
        const std::vector<Tile> mentions = mentions_of(lexicon, spans, *part.type);
        if (mentions.empty()) return std::nullopt;
        instance.regex += alternatives(spans, mentions);
        instance.groups.push_back(part.placeholder);
    }
    return instance;
}

// The literal of the entity that the text names, of the type of the placeholder.
std::string named_entity(const WordLexicon& lexicon, const QuestionPatternForm& form,
                         const QuestionSpans& spans, const std::string& placeholder,
                         std::uint32_t begin, std::uint32_t end) {
    for (const QuestionPatternForm::Part& part : form.parts)
        if (part.type && part.placeholder == placeholder)
            for (const Tile& tile : mentions_of(lexicon, spans, *part.type))
                if (tile.end - tile.begin == end - begin &&
                    spans.text.text.compare(tile.begin, end - begin, spans.text.text, begin,
                                            end - begin) == 0)
                    return quoted_literal(lexicon.vocabulary->entities()[tile.index].id);
    return {};
}

}  // namespace

Result<std::vector<QuestionPatternForm>> compile_patterns(const WordLexicon& lexicon) {
    std::vector<QuestionPatternForm> forms;
    for (const QuestionPattern& declaration : lexicon.knowledge->questions)
        for (const std::string& pattern : declaration.match) {
            DICTUM_TRY(QuestionPatternForm form, compile(lexicon, declaration, pattern));
            forms.push_back(std::move(form));
        }
    return forms;
}

std::optional<PatternMatch> match_pattern(const WordLexicon& lexicon,
                                          const QuestionPatternForm& form,
                                          const QuestionSpans& spans) {
    const auto instance = instantiate(lexicon, form, spans);
    if (!instance) return std::nullopt;
    const RE2 regex(instance->regex, regex_options());
    const std::string text = utf8(spans.text.text);
    std::vector<re2::StringPiece> groups(instance->groups.size() + 1);
    if (!regex.ok() || !regex.Match(text, 0, text.size(), RE2::UNANCHORED, groups.data(),
                                    static_cast<int>(groups.size())))
        return std::nullopt;
    const auto offset = [&](const char* place) {
        return character_at(text, static_cast<std::size_t>(place - text.data()));
    };
    PatternMatch match;
    match.goal = form.declaration->goal.text;
    std::uint32_t at = offset(groups[0].data());
    for (std::size_t i = 1; i < groups.size(); ++i) {
        if (groups[i].data() == nullptr) continue;
        const std::uint32_t begin = offset(groups[i].data());
        const std::uint32_t end = offset(groups[i].data() + groups[i].size());
        const std::string& placeholder = instance->groups[i - 1];
        if (placeholder.empty()) {
            if (begin > at) match.matched.push_back({at, begin, TileKind::Relation, 0, kWeightMax});
            at = end;
            continue;
        }
        replace_all(match.goal, "{" + placeholder + "}",
                    named_entity(lexicon, form, spans, placeholder, begin, end));
    }
    const std::uint32_t end = offset(groups[0].data() + groups[0].size());
    if (end > at) match.matched.push_back({at, end, TileKind::Relation, 0, kWeightMax});
    return match;
}

}  // namespace dictum
