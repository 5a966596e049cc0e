#include "embed/coverage.h"

#include <algorithm>
#include <set>

namespace dictum {
namespace {

bool is_any(std::string_view cell) {
    const std::size_t first = cell.find_first_not_of(' ');
    return first == std::string_view::npos || cell.substr(first) == "-";
}

}  // namespace

Coverage::Share Coverage::share(bool rows) const {
    Share share;
    for (const CoveredRule& rule : rules) {
        if (rule.row != rows) continue;
        ++share.all;
        share.covered += rule.tests > 0 ? 1U : 0U;
    }
    return share;
}

Coverage::Share Coverage::of_conditions() const {
    Share share;
    for (const CoveredRule& rule : rules) {
        share.all += rule.conditions.size();
        for (const CoveredCondition& condition : rule.conditions) {
            share.covered += condition.tests > 0 ? 1U : 0U;
        }
    }
    return share;
}

CoverageCount::CoverageCount(const View& view) : view_(view) {
    std::map<std::string_view, std::size_t> seen;
    for (const Rule& rule : view.program.rules) {
        alternative_.push_back(rule.made == Made::No ? seen[rule.id]++ : 0);
    }
}

void CoverageCount::add(const Answer& answer) {
    std::set<RuleId> used;
    for (const auto* rows : {&answer.answers, &answer.conflicts}) {
        for (const AnswerRow& row : *rows) {
            for (const ProofNode& node : row.proof.nodes) {
                if (node.rule && view_.program.rules[*node.rule].made == Made::No) {
                    used.insert(*node.rule);
                }
            }
        }
    }
    std::set<std::string_view> ids;
    for (const RuleId rule : used) {
        const std::string& id = view_.program.rules[rule].id;
        ++alternatives_[{id, alternative_[index_of(rule)]}];
        if (ids.insert(id).second) ++tests_[id];
    }
}

std::size_t CoverageCount::hits(const std::string& id, std::size_t alternative) const {
    const auto found = alternatives_.find({id, alternative});
    return found == alternatives_.end() ? 0 : found->second;
}

Coverage CoverageCount::coverage(const PackTests& tests) const {
    std::map<std::string_view, std::vector<const Rule*>> by_id;
    for (const Rule& rule : tests.program.rules) {
        if (rule.made == Made::No) by_id[rule.id].push_back(&rule);
    }
    Coverage coverage;
    for (const RuleText& text : tests.knowledge.rules) {
        coverage.rules.push_back(rule(tests, text, by_id[text.id]));
    }
    for (const TableDeclaration& declared : tests.knowledge.tables) {
        for (std::size_t i = 0; i < declared.table.rows.size(); ++i) {
            coverage.rules.push_back(row(tests, declared, i));
        }
    }
    return coverage;
}

// Alternatives share conditions: one is covered when some alternative with it is.
CoveredRule CoverageCount::rule(const PackTests& tests, const RuleText& text,
                                const std::vector<const Rule*>& alternatives) const {
    const Position at = tests.sources.position(text.span.file, text.span.begin);
    const auto used = tests_.find(text.id);
    CoveredRule covered{text.id,
                        false,
                        tests.sources.name(text.span.file),
                        at.line,
                        used == tests_.end() ? 0 : used->second,
                        {}};
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> by_span;
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
        for (const LiteralId literal : alternatives[i]->body) {
            const Span& span = alternatives[i]->literals[literal].span;
            std::size_t& most = by_span[{span.begin, span.end}];
            most = std::max(most, hits(text.id, i));
        }
    }
    const FileId file = text.text.file;
    for (const auto& [span, count] : by_span) {
        const std::string& whole = tests.sources.text(file);
        covered.conditions.push_back({tests.sources.position(file, span.first).line,
                                      whole.substr(span.first, span.second - span.first), count});
    }
    return covered;
}

CoveredRule CoverageCount::row(const PackTests& tests, const TableDeclaration& declared,
                               std::size_t index) const {
    const TableRowText& cells = declared.table.rows[index];
    const Position at = tests.sources.position(cells.span.file, cells.span.begin);
    CoveredRule covered{row_id(declared.table.id, index),
                        true,
                        tests.sources.name(cells.span.file),
                        at.line,
                        0,
                        {}};
    const auto used = tests_.find(covered.id);
    if (used != tests_.end()) covered.tests = used->second;
    for (const Fragment& cell : cells.when) {
        if (is_any(cell.text)) continue;
        covered.conditions.push_back({tests.sources.position(cell.file, cell.file_offset(0)).line,
                                      cell.text, covered.tests});
    }
    return covered;
}

}  // namespace dictum
