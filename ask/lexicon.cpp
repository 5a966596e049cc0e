#include "ask/lexicon.h"

#include <algorithm>
#include <unordered_map>

#include "ask/evidence.h"

namespace dictum {

namespace {

class PhraseAdder {
  public:
    explicit PhraseAdder(PhraseTable& phrases) : phrases_(phrases) {}
    const std::u32string& add(std::string_view phrase, MeaningKind kind, std::size_t index = 0) {
        last_ = &canonicalise_(phrase);
        phrases_.add(last_->text, {kind, 0, static_cast<std::uint32_t>(index)});
        return last_->text;
    }
    // Of what was added last.
    const CanonicalText& last() const { return *last_; }

  private:
    PhraseTable& phrases_;
    Canonicaliser canonicalise_;
    const CanonicalText* last_ = nullptr;
};

// The entity type that a column holds: its own type or the nearest parent that is one.
std::optional<TypeId> entity_type(const CheckedProgram& program, const Type& type) {
    std::optional<TypeId> named = type.named;
    for (std::size_t steps = 0; named && steps <= program.types.size(); ++steps) {
        if (program.types[*named].entity) return named;
        named = program.types[*named].parent;
    }
    return std::nullopt;
}

// 2022, 2022年, 2024年年底
bool is_period(std::u32string_view name) {
    constexpr std::size_t kYear = 4;
    const auto is_digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    if (name.size() < kYear || !std::all_of(name.begin(), name.begin() + kYear, is_digit))
        return false;
    const bool century = name.starts_with(U"19") || name.starts_with(U"20");
    return century && (name.size() == kYear || name[kYear] == U'年');
}

// An id is a name in questions only where a Latin one is missing: `strategic_value` may be called
// otherwise.
bool has_latin_name(const Entity& entity) {
    return std::any_of(entity.names.begin(), entity.names.end(),
                       [](const std::string& name) { return !has_han(name); });
}

void add_entities(WordLexicon& lexicon, PhraseAdder& adder) {
    std::unordered_map<std::string, TypeId> types;
    for (std::size_t i = 0; i < lexicon.program->types.size(); ++i)
        types.emplace(lexicon.program->types[id_at<TypeId>(i)].name, id_at<TypeId>(i));
    const std::vector<Entity>& entities = lexicon.vocabulary->entities();
    lexicon.entity_types.resize(entities.size());
    for (std::size_t i = 0; i < entities.size(); ++i) {
        bool period = false;
        for (const std::string& name : entities[i].names)
            period = is_period(adder.add(name, MeaningKind::Entity, i)) || period;
        if (!has_latin_name(entities[i])) adder.add(entities[i].id, MeaningKind::Entity, i);
        for (const std::string& type : entities[i].types)
            if (const auto found = types.find(type); found != types.end())
                lexicon.entity_types[i].push_back(found->second);
        if (period)
            lexicon.period_types.insert(lexicon.period_types.end(), lexicon.entity_types[i].begin(),
                                        lexicon.entity_types[i].end());
    }
    std::sort(lexicon.period_types.begin(), lexicon.period_types.end());
}

AskableRelation askable(const WordLexicon& lexicon, const RelationDeclaration& declaration,
                        const Relation& relation) {
    const std::vector<TypeId>& periods = lexicon.period_types;
    AskableRelation result;
    result.declaration = &declaration;
    result.keyed = !relation.key.empty();
    result.derived = relation.derived;
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        const Column& column = relation.columns[i];
        AskableColumn out{column.name, column.type, canonical_phrase(column.name), false, false,
                          {},          false};
        if (const auto type = entity_type(*lexicon.program, column.type)) {
            out.is_entity = true;
            out.is_period = std::binary_search(periods.begin(), periods.end(), *type);
            out.type.named = type;
            out.type_name = lexicon.program->types[*type].name;
        }
        const bool measured =
            column.type.base == BaseType::Quantity || column.type.base == BaseType::Ratio;
        out.is_key = result.keyed ? std::find(relation.key.begin(), relation.key.end(), i) !=
                                        relation.key.end()
                                  : !measured;
        result.columns.push_back(std::move(out));
    }
    return result;
}

// What says more about a relation without naming it: its columns and their types, when these are
// words. Identifiers are English.
void add_support(const CheckedProgram& program, PhraseAdder& adder, const AskableRelation& relation,
                 std::size_t index) {
    for (const AskableColumn& column : relation.columns) {
        adder.add(column.name, MeaningKind::Support, index);
        if (column.is_entity)
            adder.add(program.types[*column.type.named].name, MeaningKind::Support, index);
    }
}

void add_relations(WordLexicon& lexicon, PhraseAdder& adder) {
    for (const RelationDeclaration& declaration : lexicon.knowledge->relations) {
        const auto id = lexicon.program->find(declaration.name);
        if (!id || declaration.asks.empty()) continue;
        const std::size_t index = lexicon.relations.size();
        lexicon.relations.push_back(askable(lexicon, declaration, lexicon.program->relations[*id]));
        for (const std::string& word : declaration.asks)
            if (is_support(word))
                adder.add(bare_word(word), MeaningKind::Support, index);
            else
                adder.add(word, MeaningKind::Relation, index);
        for (const auto& [language, text] : declaration.about) {
            lexicon.relations[index].about.push_back(adder.add(text, MeaningKind::Topic, index));
            lexicon.relations[index].ranked |= has_word(adder.last(), lexicon.ranks);
        }
        add_support(*lexicon.program, adder, lexicon.relations.back(), index);
    }
}

// Years and the like: `2022年` is no count of years, though values may be `每年`.
std::vector<std::u32string> time_words(const UnitTable& units) {
    std::vector<std::u32string> words;
    for (const char* of_time : {"day", "month"}) {
        const auto base = unit_named(units, of_time);
        for (std::size_t i = 0; base && i < units.size(); ++i) {
            const Unit& unit = units[id_at<UnitId>(i)];
            if (unit.measure != units[*base].measure) continue;
            words.push_back(canonical_phrase(unit.name));
            for (const std::string& name : unit.names) words.push_back(canonical_phrase(name));
        }
    }
    return words;
}

void add_claims(WordLexicon& lexicon) {
    std::unordered_map<std::string_view, AskableRelation*> relations;
    for (AskableRelation& relation : lexicon.relations)
        relations.emplace(relation.declaration->name, &relation);
    for (const Claim& claim : lexicon.knowledge->claims) {
        const std::string_view fact = claim.fact.text;
        const auto found = relations.find(fact.substr(0, fact.find('(')));
        if (found != relations.end()) found->second->claims.push_back(&claim);
    }
}

// A word tells the more of what is asked the fewer relations share it; a word of the language
// itself (`what`, `now`) tells nothing even where a single relation lists it. A question word that
// asks for one measure (`how much money`) is as telling as any other.
std::uint8_t weight_of(std::size_t sharing, std::size_t relations, bool common) {
    constexpr std::size_t kFew = 3;
    if (common) return 0;
    if (sharing == 1) return kWeightMax;
    if (sharing <= kFew) return kWeightMax - 1;
    return sharing <= relations / 10 ? kWeightNaming : kWeightShared;
}

bool belongs_to_relation(const Meaning& meaning) {
    return meaning.kind == MeaningKind::Relation || meaning.kind == MeaningKind::Support;
}

bool is_common(const WordLexicon& lexicon, const Meaning& meaning) {
    if (meaning.kind != MeaningKind::Question)
        return meaning.kind == MeaningKind::Function || meaning.kind == MeaningKind::Present;
    const QuestionMeaning& asked = lexicon.questions[meaning.index];
    return !asked.measure && asked.kind != QuestionKind::Why && asked.kind != QuestionKind::Cause;
}

bool asks_why(const WordLexicon& lexicon, const Meaning& meaning) {
    return meaning.kind == MeaningKind::Question &&
           lexicon.questions[meaning.index].kind == QuestionKind::Why;
}

bool has_causes(const WordLexicon& lexicon, const AskableRelation& relation) {
    for (const QuestionMeaning& asked : lexicon.questions)
        if (asked.kind == QuestionKind::Why)
            for (const AskableColumn& column : relation.columns)
                for (const std::string& type : asked.types)
                    if (column.name == type || column.type_name == type) return true;
    return false;
}

// What each word tells, and which relations are of causes.
void weigh_words(WordLexicon& lexicon) {
    lexicon.phrases.each_phrase([&](std::span<PhraseTable::Entry> meanings) {
        std::size_t sharing = 0;
        bool common = false;
        bool why = false;
        for (const PhraseTable::Entry& entry : meanings) {
            if (belongs_to_relation(entry.meaning)) ++sharing;
            common = common || is_common(lexicon, entry.meaning);
            why = why || asks_why(lexicon, entry.meaning);
        }
        for (PhraseTable::Entry& entry : meanings) {
            if (!belongs_to_relation(entry.meaning)) continue;
            entry.meaning.weight = weight_of(sharing, lexicon.relations.size(), common);
            if (why)
                lexicon.relations[entry.meaning.index].causal |=
                    has_causes(lexicon, lexicon.relations[entry.meaning.index]);
        }
    });
}

void add_units(const WordLexicon& lexicon, PhraseAdder& adder) {
    const UnitTable& units = lexicon.vocabulary->units;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[id_at<UnitId>(i)];
        adder.add(unit.name, MeaningKind::Unit, i);
        for (const std::string& name : unit.names) adder.add(name, MeaningKind::Unit, i);
    }
    for (std::size_t i = 0; i < units.scale_words().size(); ++i)
        adder.add(units.scale_words()[i].word, MeaningKind::Scale, i);
}

void add_language(WordLexicon& lexicon, PhraseAdder& adder, const Language& language) {
    for (const std::string& word : language.function_words) adder.add(word, MeaningKind::Function);
    for (const std::string& word : language.present_words) adder.add(word, MeaningKind::Present);
    for (const std::string& word : language.whole_words) adder.add(word, MeaningKind::Whole);
    for (const std::string& word : language.decisive_words) adder.add(word, MeaningKind::Decisive);
    for (const std::vector<std::string>& group : language.synonyms) {
        std::vector<std::u32string>& words = lexicon.synonyms.emplace_back();
        for (const std::string& word : group)
            words.push_back(adder.add(word, MeaningKind::Synonym, lexicon.synonyms.size() - 1));
    }
    for (const std::string& word : language.leading_yes_no)
        lexicon.leading_yes_no.push_back(canonical_phrase(word));
    for (const std::string& word : language.conditions) adder.add(word, MeaningKind::Condition);
    for (const NounWords& role : language.roles) {
        for (const std::string& word : role.words)
            adder.add(word, MeaningKind::Role, lexicon.roles.size());
        lexicon.roles.push_back(role.types);
    }
    for (const std::string& word : language.owner_before)
        lexicon.owner_before.push_back(canonical_phrase(word));
    for (const std::string& word : language.owner_behind)
        lexicon.owner_behind.push_back(canonical_phrase(word));
    for (const std::string& type : language.condition_types)
        lexicon.condition_types.push_back(type);
    for (const std::string& word : language.consistency) adder.add(word, MeaningKind::Consistency);
    for (const std::string& word : language.negations)
        lexicon.negations.push_back(canonical_phrase(word));
    lexicon.particles += canonical_phrase(language.particles);
    for (const std::string& word : language.joining_words) adder.add(word, MeaningKind::Joining);
    for (const std::string& word : language.light_words) adder.add(word, MeaningKind::Light);
    for (const std::string& word : language.light_nouns)
        adder.add(word, MeaningKind::Light, kLightNoun);
    for (const std::string& word : language.heads) adder.add(word, MeaningKind::Head);
    for (const std::string& word : language.apart_words) adder.add(word, MeaningKind::Each);
    for (const std::string& word : language.except_before)
        adder.add(word, MeaningKind::Except, kExceptBefore);
    for (const std::string& word : language.except_behind)
        adder.add(word, MeaningKind::Except, kExceptBehind);
    for (const std::string& column : language.except_columns)
        lexicon.except_columns.push_back(column);
    if (const auto unit = unit_named(lexicon.vocabulary->units, language.money_unit))
        lexicon.money = lexicon.vocabulary->units[*unit].measure;
    for (const auto& [operation, words] : language.operations)
        for (const std::string& word : words)
            adder.add(word, MeaningKind::Operation, static_cast<std::size_t>(operation));
    for (const std::string& word : language.counters) adder.add(word, MeaningKind::Counter);
    for (std::size_t i = 0; i < language.numerals.size(); ++i)
        adder.add(language.numerals[i], MeaningKind::Numeral, i + 1);
    for (std::size_t i = 0; i < language.tens.size(); ++i)
        adder.add(language.tens[i], MeaningKind::Numeral, 30 + 10 * i);
    for (const NounWords& noun : language.nouns) {
        for (const std::string& word : noun.words)
            adder.add(word, MeaningKind::Noun, lexicon.nouns.size());
        lexicon.nouns.push_back(noun.types);
    }
    for (const QuestionWords& question : language.questions) {
        QuestionMeaning asked;
        asked.kind = question.asks;
        asked.types = question.types;
        asked.except = question.except;
        if (const auto unit = unit_named(lexicon.vocabulary->units, question.unit))
            asked.measure = lexicon.vocabulary->units[*unit].measure;
        for (const std::string& word : question.words)
            adder.add(word, MeaningKind::Question, lexicon.questions.size());
        lexicon.questions.push_back(std::move(asked));
    }
}

}  // namespace

bool WordLexicon::fits(std::uint32_t entity, const AskableColumn& column) const {
    if (!column.is_entity) return false;
    const std::vector<TypeId>& types = entity_types[entity];
    return std::find(types.begin(), types.end(), *column.type.named) != types.end();
}

bool has_word(const CanonicalText& text, const std::vector<std::u32string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::u32string& word) {
        for (std::size_t at = text.text.find(word); at != std::u32string::npos;
             at = text.text.find(word, at + 1))
            if (text.is_boundary(at) && text.is_boundary(at + word.size())) return true;
        return false;
    });
}

bool is_support(std::string_view asks_word) {
    return asks_word.size() > 2 && asks_word.starts_with('(') && asks_word.ends_with(')');
}

std::string_view bare_word(std::string_view asks_word) {
    return is_support(asks_word) ? asks_word.substr(1, asks_word.size() - 2) : asks_word;
}

// The things that a value is of: `server` where the relation's words hold `per server` or `每台`,
// and what its entities are by type.
std::vector<std::u32string> counted_things(const WordLexicon& lexicon,
                                           const AskableRelation& relation) {
    std::vector<std::u32string> things;
    for (const AskableColumn& column : relation.columns)
        if (column.is_entity)
            for (const std::string& word : {column.name, column.type_name})
                things.push_back(canonical_phrase(word));
    for (const std::string& word : relation.declaration->asks) {
        const CanonicalText text = canonical_text(bare_word(word));
        for (const std::u32string& each : lexicon.each_words) {
            if (!text.text.starts_with(each) || !text.is_boundary(each.size())) continue;
            const std::size_t begin = each.size() + (text.is_space(each.size()) ? 1 : 0);
            if (begin < text.size()) things.push_back(text.text.substr(begin));
        }
    }
    const std::vector<std::u32string> times = time_words(lexicon.vocabulary->units);
    std::erase_if(things, [&](const std::u32string& thing) {
        return std::find(times.begin(), times.end(), thing) != times.end();
    });
    return things;
}

std::vector<std::u32string> terms_of(const CanonicalText& text) {
    std::vector<std::u32string> terms;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t end = i + 1;
        if (text.classes[i] == CharClass::Letter) {
            while (!text.is_boundary(end)) ++end;
            terms.push_back(text.text.substr(i, end - i));
            i = end - 1;
        } else if (text.classes[i] == CharClass::Han && end < text.size() &&
                   text.classes[end] == CharClass::Han) {
            terms.push_back(text.text.substr(i, 2));
        }
    }
    std::sort(terms.begin(), terms.end());
    terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
    return terms;
}

std::optional<UnitId> unit_named(const UnitTable& units, std::string_view name) {
    for (std::size_t i = 0; i < units.size(); ++i)
        if (units[id_at<UnitId>(i)].name == name) return id_at<UnitId>(i);
    return std::nullopt;
}

Result<WordLexicon> build_lexicon(const Knowledge& knowledge, const Vocabulary& vocabulary,
                                  const CheckedProgram& program) {
    WordLexicon lexicon;
    lexicon.knowledge = &knowledge;
    lexicon.vocabulary = &vocabulary;
    lexicon.program = &program;
    if (!languages()) return languages().error();
    for (const Language& language : *languages()) {
        for (const std::string& word : language.each_words)
            lexicon.each_words.push_back(canonical_phrase(word));
        for (const std::string& word : language.things_words)
            lexicon.things_words.push_back(canonical_phrase(word));
        for (const std::string& word : language.ranks)
            lexicon.ranks.push_back(canonical_phrase(word));
    }
    PhraseAdder adder(lexicon.phrases);
    add_entities(lexicon, adder);
    add_relations(lexicon, adder);
    add_claims(lexicon);
    add_units(lexicon, adder);
    for (const Language& language : *languages()) add_language(lexicon, adder, language);
    lexicon.phrases.sort();
    weigh_words(lexicon);
    add_evidence(lexicon);
    return lexicon;
}

}  // namespace dictum
