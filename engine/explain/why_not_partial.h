// A partial proof: what was assumed so far, what is still to be proved, and what the open variables
// must fulfil.
//
//   to prove: grandparent("a", "c")
//   by grandparent(x, z) :- parent(x, y), parent(y, z): to prove parent("a", y), parent(y, "c")
//   assumed: parent("a", y), parent(y, "c")            one open variable, y, in both
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/explain/why_not.h"

namespace dictum {

// A word, or an open variable of the partial proof.
struct ProofTerm {
    static constexpr std::uint32_t kWord = 0xFFFFFFFF;

    std::uint32_t variable = kWord;
    Word word = 0;

    static ProofTerm of(Word word) { return {kWord, word}; }
    static ProofTerm open(std::uint32_t variable) { return {variable, 0}; }
    bool is_open() const { return variable != kWord; }
};

struct AssumedFact {
    RelationId relation{};
    std::vector<ProofTerm> args;
    bool contradicts = false;
};

// What is still to be done: prove a tuple, or take away every proof of one.
struct ProofTask {
    enum class Kind : std::uint8_t { Prove, Refute };
    Kind kind = Kind::Prove;
    RelationId relation{};
    std::vector<ProofTerm> args;  // Prove
    RowId row{};                  // Refute
    std::uint32_t above = 0;      // the patterns that it is to help prove: an index of the search
};

// A use of a rule with conditions that can't be told yet.
struct RuleUse {
    const Rule* rule = nullptr;
    std::vector<std::optional<ProofTerm>> variables;  // absent: stands nowhere else
    std::vector<ProofTerm> head;                      // what the head's columns must be
    std::vector<std::uint32_t> pending;               // conditions (why_not_rule.h)
};

class PartialProof {
  public:
    std::vector<AssumedFact> assumed;
    std::vector<ProofTask> tasks;
    std::vector<RuleUse> uses;
    std::set<RelationId> rows_of;      // relations that its rules read
    std::set<RelationId> absences_of;  // and those that they negate or sum up
    bool uncertain = false;            // only evaluation tells whether it is a proof
    std::size_t cost = 0;
    std::size_t depth = 0;  // rules that were used

    ProofTerm fresh(const std::string& name, const Type& type);
    // The word, or the variable that stands for it.
    ProofTerm resolve(ProofTerm term) const;
    // False: they are different words.
    bool unify(ProofTerm a, ProofTerm b);
    std::optional<Word> word(ProofTerm term) const;
    std::vector<std::optional<Word>> words(const std::vector<ProofTerm>& terms) const;

    struct Variable {
        ProofTerm is;  // itself while it is open
        std::string name;
        Type type;
    };
    const Variable& variable(std::uint32_t index) const { return variables_[index]; }
    // How open variables are written: by a name of their own.
    std::string name(ProofTerm open) const;

    void note_rule(const Rule& rule);

  private:
    std::vector<Variable> variables_;
};

}  // namespace dictum
