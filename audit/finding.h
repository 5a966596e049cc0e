// What an audit finds: what is wrong, where, the smallest witness, and how to mend it.
//
//   pack.toml:31:3: warning: no row holds for some inputs of `delivery` [table-gap]
//     witness: segment: "bank", amount: 150CNY
//
// Ids are stable: waivers, reports and docs/audit.md name them. What a check can't decide is a
// finding of level Undecided, which is counted apart and never fails an audit.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/value/diagnostic.h"

namespace dictum {

// The place of what has none.
constexpr Span kNowhere{static_cast<FileId>(UINT32_MAX), 0, 0};

enum class Level : std::uint8_t { Error, Warning, Note, Undecided };

std::string_view to_string(Level level);

struct Finding {
    std::string id;
    Level level = Level::Warning;
    Span span = kNowhere;
    std::string about;  // the id of the claim, rule, table, row, ... that a waiver names
    std::string message;
    std::string witness = {};  // may hold several lines
    std::string mend = {};
    std::vector<Diagnostic::Related> related = {};
};

// Every id that an audit gives by itself, with what it means in a line.
struct FindingKind {
    std::string_view id;
    Level level = Level::Warning;
    std::string_view means;
};
std::span<const FindingKind> finding_kinds();

class Findings {
  public:
    // The level is that of the kind, which must be known. The reference is good until the next add.
    Finding& add(std::string_view kind, Span span, std::string about, std::string message);
    void add(Finding finding) { items_.push_back(std::move(finding)); }

    std::vector<Finding>& items() { return items_; }
    const std::vector<Finding>& items() const { return items_; }
    // By file, offset, id, message.
    void sort();

  private:
    std::vector<Finding> items_;
};

}  // namespace dictum
