// The made-up tea pack in knowledge bases: loaded, read back and compared.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/check/check.h"
#include "kb/knowledge_base.h"
#include "tests/catch.hpp"
#include "tests/unit/rules_support.h"

namespace dictum::test {

constexpr const char* kFirst = "2024-06-01T10:00:00Z";
constexpr const char* kSecond = "2024-07-01T10:00:00Z";

// Loads a checked pack; the message of what went wrong, or empty.
inline std::string load(KnowledgeBase& base, const CheckedTea& tea, std::string_view at = kFirst) {
    if (!tea.pack) return "the pack has mistakes";
    const auto status =
        base.load(tea.pack->knowledge, tea.pack->assembled, tea.pack->program, tea.values, at);
    return status ? std::string() : status.error().message;
}

inline std::string load(KnowledgeBase& base, PackFiles files, std::string_view at = kFirst) {
    const auto tea = check_tea(std::move(files));
    INFO(render(tea->diagnostics, tea->sources));
    REQUIRE(tea->pack);
    return load(base, *tea, at);
}

// A base read back as a session does it: knowledge, program, facts.
struct Reopened {
    SourceMap sources;
    Diagnostics diagnostics;
    Knowledge knowledge;
    Assembled assembled;
    Values values;
    std::optional<CheckedProgram> program;
    std::string error;
    // Relation -> its facts in order, each `fact [claim]`.
    std::map<std::string, std::vector<std::string>> facts;
};

class FactTexts : public FactSink {
  public:
    FactTexts(Reopened& base, RelationId relation) : base_(base), relation_(relation) {}
    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override {
        std::string text = print_fact(*base_.program, relation_, tuple, base_.values,
                                      base_.assembled.vocabulary.units);
        if (support) text += " [" + base_.assembled.supports[*support].claim + "]";
        base_.facts[base_.program->relations[relation_].name].push_back(std::move(text));
        return {};
    }

  private:
    Reopened& base_;
    RelationId relation_;
};

inline std::unique_ptr<Reopened> reopen(const KnowledgeBase& base) {
    auto read = std::make_unique<Reopened>();
    auto knowledge = base.knowledge(read->sources);
    if (!knowledge) {
        read->error = knowledge.error().message;
        return read;
    }
    read->knowledge = *std::move(knowledge);
    read->assembled = assemble(read->knowledge, FactsFrom::Store, read->diagnostics);
    read->program =
        check(read->assembled.program, read->assembled.vocabulary, read->values, read->diagnostics);
    if (!read->program || read->diagnostics.has_errors()) {
        read->error = render(read->diagnostics, read->sources);
        return read;
    }
    const auto facts = base.facts(read->knowledge, read->assembled.vocabulary.units);
    for (std::size_t i = 0; i < read->program->relations.size(); ++i) {
        const auto id = id_at<RelationId>(i);
        FactTexts sink(*read, id);
        const auto status = facts->read(read->program->relations[id].schema(), read->values, sink);
        if (!status) read->error = status.error().message;
    }
    return read;
}

}  // namespace dictum::test
