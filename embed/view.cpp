// A view: from a knowledge base to a program, and to models of it under scenarios.
#include "embed/failure.h"
#include "embed/scenario.h"
#include "embed/session_state.h"
#include "engine/check/check.h"
#include "engine/lang/parser.h"

namespace dictum {
namespace {

// Equal options give equal keys.
std::string key_of(const AskOptions& options) {
    std::string key = options.as_of;
    for (const auto* list : {&options.assume, &options.without, &options.set}) {
        key += '\x1e';
        for (const std::string& item : *list) key += item + '\x1f';
    }
    return key;
}

bool is_plain(const AskOptions& options) {
    return options.as_of.empty() && options.assume.empty() && options.without.empty() &&
           options.set.empty();
}

}  // namespace

std::optional<Failure> View::open(const Limits& limits) {
    auto read = base.knowledge(sources);
    if (!read) return failure(read.error());
    knowledge = *std::move(read);
    Diagnostics diagnostics;
    assembled = assemble(knowledge, FactsFrom::Store, diagnostics);
    auto checked = check(assembled.program, assembled.vocabulary, values, diagnostics);
    if (!checked || diagnostics.has_errors()) return failure(diagnostics, sources);
    program = *std::move(checked);
    facts = std::make_unique<RememberedFacts>(base.facts(knowledge, assembled.vocabulary.units));
    plain.emplace(program, values, assembled.supports, facts.get(), limits);
    return std::nullopt;
}

Outcome<CheckedGoal> View::goal(std::string_view text, const char* name) {
    Diagnostics diagnostics;
    const FileId file = sources.add(name, std::string(text));
    auto parsed = parse_goal(sources.whole(file), diagnostics);
    if (!parsed || diagnostics.has_errors()) return failure(diagnostics, sources);
    auto checked = check_goal(*parsed, program, assembled.vocabulary, values, diagnostics);
    if (!checked || diagnostics.has_errors()) return failure(diagnostics, sources);
    return *std::move(checked);
}

Outcome<View::Under> View::under(const AskOptions& options) {
    if (is_plain(options)) return Under{&*plain, {}};
    const std::string key = key_of(options);
    if (!latest_ || latest_->key != key) {
        facts->remember();
        auto read = read_scenario(*this, options);
        if (auto* failed = std::get_if<Failure>(&read)) return *std::move(failed);
        auto& made = std::get<ReadScenario>(read);
        auto model = std::make_unique<Model>(*plain, std::move(made.scenario));
        Model* const held = model.get();
        latest_.emplace(Latest{key, Under{held, std::move(made.shown)}, std::move(model)});
    }
    return latest_->under;
}

Outcome<QuestionReader*> View::question_reader() {
    if (!reader) {
        auto made = QuestionReader::make(knowledge, assembled.vocabulary, program);
        if (!made) return failure(made.error());
        reader.emplace(*std::move(made));
    }
    return &*reader;
}

}  // namespace dictum
