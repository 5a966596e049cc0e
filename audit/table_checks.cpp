// Decision tables: inputs that no row holds for, rows that quarrel, rows and inputs that change
// nothing. Exact over points, by boxes of classes (audit/table_space.h); a table that would take
// more than kWorkMost steps is undecided.
#include <algorithm>
#include <map>
#include <numeric>

#include "audit/subject.h"
#include "audit/table_space.h"
#include "engine/table/lower_table.h"

namespace dictum {
namespace {

constexpr std::uint64_t kWorkMost = 50'000'000;
constexpr std::size_t kNamedMost = 3;

bool is_single_hit(HitPolicy hit) {
    return hit == HitPolicy::Unique || hit == HitPolicy::Any || hit == HitPolicy::First ||
           hit == HitPolicy::Priority;
}

class TableAudit {
  public:
    TableAudit(const TableDeclaration& declared, const CheckedTable& table, TableSpace space,
               Findings& findings)
        : declared_(declared),
          table_(table),
          space_(std::move(space)),
          findings_(findings),
          work_(kWorkMost),
          silent_(table.rows.size(), 0) {
        make_outcomes();
    }

    void run() {
        impossible_rows();
        unused_inputs();
        if (is_single_hit(table_.hit)) {
            missing_values();
            gaps();
        }
        if (table_.hit == HitPolicy::Unique || table_.hit == HitPolicy::Any) overlaps();
        if (table_.hit == HitPolicy::First || table_.hit == HitPolicy::Priority) masked_rows();
        if (table_.hit == HitPolicy::Priority) misleading_rows();
        if (table_.hit == HitPolicy::First || table_.hit == HitPolicy::Any) needless_rows();
        mergeable_rows();
        if (work_.exhausted()) undecided("it takes too many steps");
    }

  private:
    using Part = std::pair<bool, Word>;  // a constant, or which calculation

    std::size_t rows() const { return table_.rows.size(); }
    std::string label(std::size_t row) const { return "row " + std::to_string(row + 1); }
    std::string labels(const std::vector<std::size_t>& list) const {
        std::string text = list.size() == 1 ? "row " : "rows ";
        for (std::size_t i = 0; i < list.size() && i < kNamedMost; ++i) {
            text += (i == 0 ? "" : ", ") + std::to_string(list[i] + 1);
        }
        if (list.size() > kNamedMost) {
            text += " and " + std::to_string(list.size() - kNamedMost) + " more";
        }
        return text;
    }
    std::string name() const { return "`" + table_.id + "`"; }

    Finding& of_table(std::string_view kind, std::string message) {
        return findings_.add(kind, declared_.table.span, table_.id, std::move(message));
    }
    Finding& of_row(std::string_view kind, std::size_t row, std::string message) {
        return findings_.add(kind, table_.rows[row].span, row_id(table_.id, row),
                             std::move(message));
    }
    void undecided(const std::string& why) {
        if (said_undecided_) return;
        said_undecided_ = true;
        of_table("undecided-table", "some checks of " + name() + " are undecided: " + why);
    }
    static constexpr const char* kInexact =
        "cells that mention inputs or compare with a range hold for some values only perhaps";

    // Rows with one number conclude the same on the same grounds.
    void make_outcomes() {
        std::map<std::vector<Part>, std::uint32_t> numbers;
        std::map<std::pair<std::uint32_t, std::string>, std::uint32_t> ground_numbers;
        for (std::size_t row = 0; row < rows(); ++row) {
            std::vector<Part> parts;
            for (const std::uint32_t index : table_.rows[row].then) {
                const std::optional<Word> constant = table_.outcomes[index].constant;
                parts.emplace_back(constant.has_value(), constant.value_or(index));
                if (!constant) calculates_ = true;
            }
            const auto next = static_cast<std::uint32_t>(numbers.size());
            outcomes_.push_back(numbers.emplace(std::move(parts), next).first->second);
            const auto grounds = std::pair(outcomes_.back(), grounds_of(row));
            const auto fresh = static_cast<std::uint32_t>(ground_numbers.size());
            grounds_.push_back(ground_numbers.emplace(grounds, fresh).first->second);
        }
    }
    std::string grounds_of(std::size_t row) const {
        std::string text;
        if (row < declared_.row_strengths.size()) {
            const Strength& strength = declared_.row_strengths[row];
            text = std::string(to_string(strength.modality)) + std::to_string(strength.confidence);
        }
        if (row >= declared_.row_citations.size()) return text;
        for (const Citation& cited : declared_.row_citations[row]) {
            text += '\n' + cited.source + ' ' + cited.turn + ' ' + std::to_string(cited.begin) +
                    ' ' + std::to_string(cited.end);
        }
        return text;
    }

    void impossible_rows() {
        for (std::size_t row = 0; row < rows(); ++row) {
            if (!is_empty(space_.possible[row])) continue;
            silent_[row] = 1;
            for (std::size_t i = 0; i < space_.inputs.size(); ++i) {
                if (!space_.possible[row][i].empty()) continue;
                of_row("impossible-row", row,
                       label(row) + " of " + name() + " never holds: no value of `" +
                           space_.inputs[i].name + "` passes its cell");
                break;
            }
        }
    }

    bool is_read(std::uint32_t input) const {
        const auto reads = [&](const TableTerm& term) {
            return std::ranges::find(term.reads, input) != term.reads.end();
        };
        if (std::ranges::any_of(table_.outcomes, reads)) return true;
        for (const TableCell& cell : table_.cells) {
            for (const TableAlternative& alternative : cell.alternatives) {
                for (const TablePart& part : alternative.parts) {
                    for (const TableTest& test : part) {
                        if (!test.term.constant && (reads(test.term) || reads(test.input)))
                            return true;
                    }
                }
            }
        }
        return std::ranges::any_of(table_.inputs, [&](const CheckedInput& other) {
            return other.read && std::ranges::any_of(other.read->arguments, [&](const auto& each) {
                       return each.kind == TableRead::Kind::Input && each.input == input;
                   });
        });
    }

    // No row tests it; or, whatever the other cells say, the rows with one outcome take all of it.
    void unused_inputs() {
        for (std::uint32_t i = 0; i < space_.inputs.size(); ++i) {
            if (rows() == 0 || table_.inputs[i].concluded || is_read(i)) continue;
            const bool untested = std::ranges::all_of(table_.rows, [&](const CheckedRow& row) {
                return table_.cells[row.when[i]].alternatives.empty();
            });
            if (untested) {
                of_table("unused-input",
                         "no row of " + name() + " tests `" + space_.inputs[i].name + "`")
                    .mend = "leave the input out";
            } else if (!changes_something(i)) {
                of_table("unused-input", "`" + space_.inputs[i].name + "` never changes what " +
                                             name() + " concludes")
                    .mend = "leave the input out, and merge the rows that differ in it only";
            }
        }
    }
    bool changes_something(std::uint32_t input) {
        if (!space_.all_exact()) return true;
        if (table_.hit != HitPolicy::Unique && table_.hit != HitPolicy::Any) return true;
        std::map<std::pair<ClassBox, std::uint32_t>, ClassSet> groups;
        for (std::size_t row = 0; row < rows(); ++row) {
            ClassBox others = space_.possible[row];
            const ClassSet own = others[input];
            others[input] = ClassSet();
            auto [at, fresh] = groups.try_emplace({std::move(others), outcomes_[row]}, own);
            if (!fresh) at->second |= own;
        }
        return std::ranges::any_of(groups, [&](const auto& group) {
            return !group.second.holds(space_.inputs[input].expected);
        });
    }

    // Values of an enumerated input that no row can hold for.
    void missing_values() {
        for (std::size_t i = 0; i < space_.inputs.size(); ++i) {
            SpaceInput& input = space_.inputs[i];
            if (!input.enumerated || rows() == 0) continue;
            ClassSet missing = input.expected;
            for (const ClassBox& row : space_.possible) missing -= row[i];
            if (missing.empty()) continue;
            std::string values;
            std::size_t count = 0;
            for (const std::uint32_t of_class : missing.classes()) {
                for (const std::string& value : input.shown[of_class]) {
                    if (++count > kNamedMost) continue;
                    values += (values.empty() ? "" : ", ") + value;
                }
            }
            if (count > kNamedMost)
                values += " and " + std::to_string(count - kNamedMost) + " more";
            Finding& found = of_table("missing-value",
                                      "no row of " + name() + " is for some `" + input.name + "`");
            found.witness = input.name + ": " + values;
            found.mend = "add rows for them, or waive this when nothing is known about them";
            input.expected -= missing;
        }
    }

    void gaps() {
        if (rows() == 0) return;
        ClassBox all;
        for (const SpaceInput& input : space_.inputs) all.push_back(input.expected);
        if (is_empty(all)) return;
        const auto left = what_is_left(all, space_.possible);
        if (!left) return;
        if (!left->empty()) {
            Finding& found =
                of_table("table-gap", "no row of " + name() + " holds for some inputs");
            found.witness = space_.witness(left->front());
            for (std::size_t i = 1; i < left->size() && i < kNamedMost; ++i) {
                found.witness += "\n" + space_.witness((*left)[i]);
            }
            found.mend = "add a row for them, or waive this when they can't occur";
        } else if (!space_.all_exact()) {
            const auto unsure = what_is_left(all, space_.sure);
            if (unsure && !unsure->empty()) undecided(kInexact);
        }
    }
    std::optional<std::vector<ClassBox>> what_is_left(const ClassBox& all,
                                                      const std::vector<ClassBox>& taken) {
        std::vector<ClassBox> left{all};
        for (const ClassBox& row : taken) {
            if (!take(left, row, work_)) return std::nullopt;
            if (left.empty()) break;
        }
        return left;
    }

    void overlaps() {
        bool perhaps = false;
        for (std::size_t row = 0; row < rows(); ++row) {
            std::vector<std::size_t> others;
            for (std::size_t other = 0; other < row; ++other) {
                if (work_.exhausted()) return;
                if (table_.hit == HitPolicy::Any && outcomes_[row] == outcomes_[other]) continue;
                if (meet(space_.sure[row], space_.sure[other], work_)) {
                    if (table_.hit == HitPolicy::Any && calculates_) {
                        perhaps = true;
                    } else {
                        others.push_back(other);
                    }
                } else if (meet(space_.possible[row], space_.possible[other], work_)) {
                    perhaps = true;
                }
            }
            if (!others.empty()) report_overlap(row, others);
        }
        if (perhaps) undecided(kInexact);
    }
    void report_overlap(std::size_t row, const std::vector<std::size_t>& others) {
        ClassBox both = space_.sure[row];
        for (std::size_t i = 0; i < both.size(); ++i) both[i] &= space_.sure[others.front()][i];
        const bool any = table_.hit == HitPolicy::Any;
        Finding& found = of_row("table-overlap", row,
                                label(row) + " of " + name() + " overlaps " + labels(others) +
                                    (any ? " and concludes otherwise" : ""));
        found.witness = space_.witness(both);
        found.mend = any ? "conclude the same, or narrow one of the rows"
                         : "narrow one of the rows, or say which comes first: hit = \"first\"";
        found.related.push_back({table_.rows[others.front()].span, label(others.front())});
    }

    // The order in which rows are tried.
    std::vector<std::size_t> order() const {
        std::vector<std::size_t> order(rows());
        std::iota(order.begin(), order.end(), std::size_t{0});
        if (table_.hit != HitPolicy::Priority) return order;
        const auto rank = [&](std::size_t row) {
            const Word word = table_.outcomes[table_.rows[row].then.front()].constant.value_or(0);
            return std::ranges::find(table_.priorities, word) - table_.priorities.begin();
        };
        std::ranges::stable_sort(order, {}, rank);
        return order;
    }

    void masked_rows() {
        const std::vector<std::size_t> tried = order();
        for (std::size_t at = 0; at < tried.size(); ++at) {
            const std::size_t row = tried[at];
            if (silent_[row] != 0) continue;
            std::vector<ClassBox> left{space_.possible[row]};
            std::vector<std::size_t> by;
            for (std::size_t before = 0; before < at && !left.empty(); ++before) {
                const ClassBox& other = space_.sure[tried[before]];
                if (is_empty(other) || !meet(space_.possible[row], other, work_)) continue;
                if (!take(left, other, work_)) return;
                by.push_back(tried[before]);
            }
            if (!left.empty()) continue;
            silent_[row] = 1;
            Finding& found =
                of_row("masked-row", row,
                       label(row) + " of " + name() + " never decides: " + labels(by) +
                           (by.size() == 1 ? " holds" : " hold") + " wherever it does, and " +
                           (table_.hit == HitPolicy::First ? "comes first" : "ranks better"));
            found.witness = space_.witness(space_.possible[row]);
            found.mend = "put it before, narrow the others, or leave it out";
            found.related.push_back({table_.rows[by.front()].span, label(by.front())});
        }
    }

    // Of `priority`: rows that beat others which stand before them and hold there too.
    void misleading_rows() {
        const std::vector<std::size_t> tried = order();
        std::vector<std::size_t> place(rows());
        for (std::size_t at = 0; at < tried.size(); ++at) place[tried[at]] = at;
        for (std::size_t row = 0; row < rows(); ++row) {
            std::vector<std::size_t> beaten;
            for (std::size_t other = 0; other < row; ++other) {
                if (place[other] < place[row] || outcomes_[other] == outcomes_[row]) continue;
                const bool both = !is_empty(space_.sure[row]) && !is_empty(space_.sure[other]) &&
                                  meet(space_.sure[row], space_.sure[other], work_);
                if (both && silent_[other] == 0) beaten.push_back(other);
            }
            if (beaten.empty() || work_.exhausted()) continue;
            ClassBox both = space_.sure[row];
            for (std::size_t i = 0; i < both.size(); ++i) {
                both[i] &= space_.sure[beaten.front()][i];
            }
            Finding& found = of_row("misleading-row", row,
                                    label(row) + " of " + name() + " beats " + labels(beaten) +
                                        ", which a reader meets first");
            found.witness = space_.witness(both);
            found.mend = "put the row that ranks better before the others";
            found.related.push_back({table_.rows[beaten.front()].span, label(beaten.front())});
        }
    }

    // Rows without which every input has the same outcome on the same grounds.
    void needless_rows() {
        if (!space_.all_exact() || calculates_) return;
        for (std::size_t at = rows(); at-- > 0;) {
            if (silent_[at] != 0) continue;
            const auto by = replaced_by(at);
            if (work_.exhausted()) return;
            if (by.empty()) continue;
            silent_[at] = 1;
            Finding& found =
                of_row("subsumed-row", at,
                       label(at) + " of " + name() + " changes nothing: " + labels(by) +
                           " concludes the same wherever it decides");
            found.mend = "leave it out";
            found.related.push_back({table_.rows[by.front()].span, label(by.front())});
        }
    }
    // The rows that decide as it does in all of its places; none when they don't.
    std::vector<std::size_t> replaced_by(std::size_t row) {
        const bool first = table_.hit == HitPolicy::First;
        std::vector<ClassBox> left{space_.possible[row]};
        std::vector<std::size_t> by;
        for (std::size_t other = 0; other < rows() && !left.empty(); ++other) {
            if (other == row || silent_[other] != 0) continue;
            if (!first && grounds_[other] != grounds_[row]) continue;
            const ClassBox& box = space_.possible[other];
            const bool meets = std::ranges::any_of(
                left, [&](const ClassBox& part) { return meet(part, box, work_); });
            if (!meets) continue;
            if (first && other > row && grounds_[other] != grounds_[row]) return {};
            if (!take(left, box, work_)) return {};
            if (!first || other > row) by.push_back(other);
        }
        return left.empty() ? by : std::vector<std::size_t>{};
    }

    // Rows that differ in one cell only. Of `first` and `priority`, others may stand between.
    void mergeable_rows() {
        if (table_.hit != HitPolicy::Unique && table_.hit != HitPolicy::Any) return;
        std::vector<char> merged(rows(), 0);
        for (std::size_t i = 0; i < space_.inputs.size(); ++i) {
            using Others = std::pair<std::vector<std::uint32_t>, std::uint32_t>;
            std::map<Others, std::vector<std::size_t>> groups;
            for (std::size_t row = 0; row < rows(); ++row) {
                std::vector<std::uint32_t> cells = table_.rows[row].when;
                cells[i] = 0;
                groups[{std::move(cells), grounds_[row]}].push_back(row);
            }
            for (const auto& [others, group] : groups) {
                const bool taken =
                    std::ranges::any_of(group, [&](std::size_t row) { return merged[row] != 0; });
                if (group.size() < 2 || taken) continue;
                for (const std::size_t row : group) merged[row] = 1;
                Finding& found = of_row("mergeable-rows", group.front(),
                                        labels(group) + " of " + name() + " differ in `" +
                                            space_.inputs[i].name + "` only");
                found.mend = "write one row with the cells of `" + space_.inputs[i].name +
                             "` separated by commas";
            }
        }
    }

    const TableDeclaration& declared_;
    const CheckedTable& table_;
    TableSpace space_;
    Findings& findings_;
    AuditWork work_;
    std::vector<char> silent_;  // rows that were reported to do nothing
    std::vector<std::uint32_t> outcomes_;
    std::vector<std::uint32_t> grounds_;
    bool calculates_ = false;
    bool said_undecided_ = false;
};

}  // namespace

void audit_tables(const AuditSubject& subject, Findings& findings) {
    for (const TableDeclaration& declared : subject.knowledge.tables) {
        Diagnostics mistakes;
        const auto table = checked_table(declared.table, subject.program,
                                         subject.assembled.vocabulary, subject.values, mistakes);
        if (!table) continue;
        auto space = table_space(*table, subject.assembled.vocabulary, subject.values);
        if (space) {
            TableAudit(declared, *table, *std::move(space), findings).run();
        } else {
            findings.add("undecided-table", declared.table.span, table->id,
                         "`" + table->id + "` is not looked at: it has an input of periods");
        }
    }
}

}  // namespace dictum
