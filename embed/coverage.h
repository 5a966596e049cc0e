// Which rules, rows of tables and conditions the tests of a pack use: what stands in the proofs of
// their answers, those of a conflict's sides too.
//
//   [[test]]  ask = "..."   ->  answer  ->  proof: rule `dear`, first alternative
//   dear(t) :- price(t, p), (p > 300元 ; rare(t)).      covered: price(t, p), p > 300元
//
// A condition is covered when a proof rests on it. That a test would notice it missing is what
// mutation.h measures.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "embed/session_state.h"

namespace dictum {

// The packs as they were read: what has places in files.
struct PackTests {
    const Knowledge& knowledge;
    const CheckedProgram& program;  // its tables left out
    const SourceMap& sources;
};

struct CoveredCondition {
    std::uint32_t line = 0;
    std::string text;
    std::size_t tests = 0;
};

struct CoveredRule {
    std::string id;  // of a rule, or of a row: `table/3`
    bool row = false;
    std::string file;
    std::uint32_t line = 0;
    std::size_t tests = 0;  // whose answers rest on it
    std::vector<CoveredCondition> conditions;
};

struct Coverage {
    std::vector<CoveredRule> rules;  // in the pack's order, rules before rows

    struct Share {
        std::size_t covered = 0;
        std::size_t all = 0;
    };
    Share of_rules() const { return share(false); }
    Share of_rows() const { return share(true); }
    Share of_conditions() const;

  private:
    Share share(bool rows) const;
};

class CoverageCount {
  public:
    // The view must outlive it.
    explicit CoverageCount(const View& view);
    void add(const Answer& answer);
    Coverage coverage(const PackTests& tests) const;

  private:
    std::size_t hits(const std::string& id, std::size_t alternative) const;
    CoveredRule rule(const PackTests& tests, const RuleText& text,
                     const std::vector<const Rule*>& alternatives) const;
    CoveredRule row(const PackTests& tests, const TableDeclaration& declared,
                    std::size_t index) const;

    const View& view_;
    // By RuleId: its number among the rules that were made of one text.
    std::vector<std::size_t> alternative_;
    std::map<std::string, std::size_t, std::less<>> tests_;  // by id
    std::map<std::pair<std::string, std::size_t>, std::size_t> alternatives_;
};

}  // namespace dictum
