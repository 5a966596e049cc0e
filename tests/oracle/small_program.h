// A program of a few lines for unit tests: parsed, checked and run. Requires that it is right.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/check/program.h"
#include "engine/eval/model.h"
#include "engine/explain/proof.h"
#include "engine/value/vocabulary.h"

namespace dictum::test {

class SmallProgram {
  public:
    // The strength of the clause whose text begins with these words: a rule's own, or of a claim
    // that the fact is then supported by (claims are named c0, c1, ...).
    struct Given {
        std::string begins;
        Strength strength;
    };

    explicit SmallProgram(std::string text, std::vector<Given> strengths = {},
                          Dialect dialect = Dialect::Dictum, Limits limits = {});
    SmallProgram(const SmallProgram&) = delete;
    SmallProgram& operator=(const SmallProgram&) = delete;

    const CheckedProgram& checked() const { return *checked_; }
    Model& model() { return *model_; }
    Values& values() { return values_; }
    const UnitTable& units() const { return vocabulary_.units; }
    const SupportTable& supports() const { return supports_; }
    // Everything that was wrong; empty when all is well.
    const std::string& problems() const { return problems_; }

    CheckedGoal goal(const std::string& text);
    // Of the goal's first row; the proof has passed the proof checker.
    Proof prove(const std::string& goal);
    // The proof as text.
    std::string why(const std::string& goal);

  private:
    SourceMap sources_;
    Values values_;
    Vocabulary vocabulary_;
    SupportTable supports_;
    std::optional<CheckedProgram> checked_;
    std::optional<Model> model_;
    std::string problems_;
};

}  // namespace dictum::test
