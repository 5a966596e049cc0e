#include "embed/scenario.h"

#include <algorithm>
#include <array>
#include <set>

#include "embed/change.h"
#include "embed/failure.h"
#include "engine/check/check.h"
#include "engine/eval/solve.h"
#include "engine/lang/parser.h"

namespace dictum {
namespace {

class ScenarioReader {
  public:
    ScenarioReader(View& view, const AskOptions& options) : view_(view), options_(options) {}

    Outcome<ReadScenario> run() {
        read_as_of();
        for (const std::string& id : options_.without) leave_out(id);
        leave_out_what_cites();
        for (const std::string& fact : options_.assume) assume(fact);
        for (const std::string& change : options_.set) {
            if (mistakes_.has_errors()) break;
            if (const Status status = set(change); !status) return failure(status.error());
        }
        if (mistakes_.has_errors()) return failure(mistakes_, view_.sources);
        return std::move(out_);
    }

  private:
    using Citations = std::vector<Citation>;

    Span whole(const char* name, const std::string& text) {
        const FileId file = view_.sources.add(name, text);
        return Span{file, 0, static_cast<std::uint32_t>(text.size())};
    }

    // ---- what is left out ------------------------------------------------------------------

    void read_as_of() {
        if (options_.as_of.empty()) return;
        const auto date = Date::parse(options_.as_of);
        if (!date) {
            mistakes_.error("bad-date", whole("as-of", options_.as_of), date.error().message);
            return;
        }
        out_.shown.as_of = date->to_string();
        for (const Source& source : view_.knowledge.sources) {
            if (source.date > *date) sources_.insert(source.id);
        }
    }

    void leave_out(const std::string& id) {
        const std::size_t slash = id.rfind('/');
        const std::string table = slash == std::string::npos ? id : id.substr(0, slash);
        bool known = mark_claim(id);
        for (const Rule& rule : view_.program.rules) {
            if (rule.id != id && (slash != std::string::npos || !is_row_of(rule, id))) continue;
            known = true;
            rules_.insert(rule.id);
        }
        const bool is_source = view_.knowledge.source(id) != nullptr;
        if (known && is_source) {
            mistakes_.error("ambiguous-id", whole("without", id),
                            "`" + id + "` is a source, and also a claim, a rule or a table");
            return;
        }
        if (is_source) sources_.insert(id);
        if (known || is_source) {
            out_.shown.without.push_back(id);
            return;
        }
        const std::string near = nearest(id, known_ids());
        mistakes_.error("unknown-id", whole("without", id),
                        "there is no claim, rule, source, table or table row `" + id + "`",
                        near.empty() ? "" : "did you mean `" + near + "`?");
    }

    // Row 3 of the table `T` is the rule `T/3`.
    static bool is_row_of(const Rule& rule, const std::string& table) {
        return rule.id.size() > table.size() + 1 && rule.id.starts_with(table) &&
               rule.id[table.size()] == '/';
    }

    bool mark_claim(const std::string& id) {
        bool known = false;
        for (std::size_t i = 0; i < view_.knowledge.claims.size(); ++i) {
            if (view_.knowledge.claims[i].id != id) continue;
            mark(out_.scenario.without_supports, view_.knowledge.claims.size(), i);
            known = true;
        }
        return known;
    }

    static void mark(std::vector<char>& marks, std::size_t size, std::size_t at) {
        if (marks.empty()) marks.resize(size, 0);
        marks[at] = 1;
    }

    std::vector<std::string> known_ids() const {
        std::vector<std::string> ids;
        for (const Claim& claim : view_.knowledge.claims) ids.push_back(claim.id);
        for (const Rule& rule : view_.program.rules) ids.push_back(rule.id);
        for (const Source& source : view_.knowledge.sources) ids.push_back(source.id);
        for (const TableDeclaration& table : view_.knowledge.tables) ids.push_back(table.table.id);
        return ids;
    }

    // Claims, rules and rows that cite only sources that are left out.
    void leave_out_what_cites() {
        const Knowledge& knowledge = view_.knowledge;
        if (!sources_.empty()) {
            for (std::size_t i = 0; i < knowledge.claims.size(); ++i) {
                if (!only_left_out(knowledge.claims[i].citations)) continue;
                mark(out_.scenario.without_supports, knowledge.claims.size(), i);
            }
            for (const RuleText& rule : knowledge.rules) {
                if (only_left_out(rule.citations)) rules_.insert(rule.id);
            }
            for (const TableDeclaration& table : knowledge.tables) {
                for (std::size_t row = 0; row < table.row_citations.size(); ++row) {
                    if (!only_left_out(table.row_citations[row])) continue;
                    rules_.insert(table.table.id + "/" + std::to_string(row + 1));
                }
            }
        }
        if (rules_.empty()) return;
        for (std::size_t i = 0; i < view_.program.rules.size(); ++i) {
            if (!rules_.contains(view_.program.rules[id_at<RuleId>(i)].id)) continue;
            mark(out_.scenario.without_rules, view_.program.rules.size(), i);
        }
    }

    bool only_left_out(const Citations& citations) const {
        return !citations.empty() && std::ranges::all_of(citations, [&](const Citation& at) {
            return sources_.contains(at.source);
        });
    }

    // ---- what is assumed -------------------------------------------------------------------

    struct Pattern {
        RelationId relation{};
        std::vector<std::optional<Word>> words;  // none: a wildcard
    };

    std::string shown(RelationId relation, std::span<const Word> tuple) const {
        return print_fact(view_.program, relation, tuple, view_.values,
                          view_.assembled.vocabulary.units);
    }

    void assume(const std::string& text) {
        const auto pattern = read_atom("assume", text, text, "what is assumed is one fact");
        if (!pattern) return;
        Assumption assumption;
        assumption.relation = pattern->relation;
        for (const std::optional<Word>& word : pattern->words) {
            if (!word) {
                mistakes_.error("not-a-fact", whole("assume", text),
                                "a fact holds values only, and no `_`");
                return;
            }
            assumption.tuple.push_back(*word);
        }
        out_.shown.assumed.push_back(shown(assumption.relation, assumption.tuple));
        out_.scenario.assumptions.push_back(std::move(assumption));
    }

    // One positive atom of values and wildcards. `text` is what was written, `goal` what is read.
    std::optional<Pattern> read_atom(const char* name, const std::string& text,
                                     const std::string& goal, const char* wanted) {
        const FileId file = view_.sources.add(name, text);
        const std::size_t mistakes = mistakes_.errors();
        std::optional<CheckedGoal> checked;
        if (const auto parsed = parse_goal(Fragment{file, goal, 0, {}}, mistakes_)) {
            if (mistakes_.errors() > mistakes) return std::nullopt;
            checked = check_goal(*parsed, view_.program, view_.assembled.vocabulary, view_.values,
                                 mistakes_);
        }
        if (!checked || mistakes_.errors() > mistakes) return std::nullopt;
        const Rule& rule = checked->rule;
        const AtomLiteral* const atom =
            rule.body.size() == 1 ? std::get_if<AtomLiteral>(&rule.literals[rule.body[0]].node)
                                  : nullptr;
        if (atom == nullptr || atom->negated) {
            mistakes_.error("not-a-fact", whole(name, text), wanted);
            return std::nullopt;
        }
        Pattern pattern{atom->relation, {}};
        for (const ExprId arg : atom->args) {
            const auto* const constant = std::get_if<ConstantExpr>(&rule.exprs[arg].node);
            pattern.words.emplace_back();
            if (constant != nullptr) {
                pattern.words.back() = constant->value;
            } else if (!std::holds_alternative<WildcardExpr>(rule.exprs[arg].node)) {
                mistakes_.error("not-a-fact", rule.exprs[arg].span, "this is not a value");
                return std::nullopt;
            }
        }
        return pattern;
    }

    // ---- what is set -----------------------------------------------------------------------

    Status set(const std::string& text) {
        const ChangeText change = read_change(text);
        const auto pattern = read_atom("set", text, change.goal, "what is set is one value");
        if (!pattern) return {};
        const auto column = value_column(text, change, *pattern);
        if (!column) return {};
        DICTUM_TRY(const std::vector<std::vector<Word>> present, present_rows(*pattern, *column));
        if (present.empty()) {
            mistakes_.error("nothing-to-set", whole("set", text),
                            "no value of `" + view_.program.relations[pattern->relation].name +
                                "` is known for this key, so there is none to change",
                            "to add a fact, assume it");
            return {};
        }
        replace(text, change, *pattern, *column, present);
        return {};
    }

    // The one column that is changed: not of the key, a quantity or a number.
    std::optional<std::size_t> value_column(const std::string& text, const ChangeText& change,
                                            const Pattern& pattern) {
        const auto refuse = [&](const std::string& message) {
            mistakes_.error("cannot-set", whole("set", text), message);
            return std::nullopt;
        };
        const Relation& relation = view_.program.relations[pattern.relation];
        if (relation.key.empty()) {
            return refuse("`" + relation.name + "` has no key, so no row of it has a value to set");
        }
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < relation.columns.size(); ++i) {
            const BaseType base = relation.columns[i].type.base;
            const bool of_key =
                std::ranges::binary_search(relation.key, static_cast<std::uint32_t>(i));
            if (of_key && !pattern.words[i]) {
                return refuse("the key column `" + relation.columns[i].name + "` needs a value");
            }
            const bool period = is_period(relation.columns[i].type);
            if (of_key || period) continue;
            if (base != BaseType::Quantity && base != BaseType::Number) continue;
            if (found) return refuse("`" + relation.name + "` has several values to set");
            found = i;
        }
        if (!found) return refuse("`" + relation.name + "` has no quantity or number to set");
        const bool changed_there =
            change.argument ? *change.argument == *found : pattern.words[*found].has_value();
        if (change.changes > 1 || !changed_there) {
            return refuse("the value of the column `" + relation.columns[*found].name +
                          "` is what is set, and only that");
        }
        return found;
    }

    // What stands there under the scenario so far.
    Result<std::vector<std::vector<Word>>> present_rows(const Pattern& pattern,
                                                        std::size_t column) const {
        Model model(*view_.plain, out_.scenario);
        DICTUM_CHECK(model.require(std::array{pattern.relation}));
        const Tuples& tuples = model.tuples(pattern.relation);
        std::vector<std::uint32_t> columns;
        std::vector<Word> words;
        for (std::uint32_t i = 0; i < pattern.words.size(); ++i) {
            if (i == column || !pattern.words[i]) continue;
            columns.push_back(i);
            words.push_back(*pattern.words[i]);
        }
        std::vector<std::vector<Word>> rows;
        tuples.probe(columns, words, RowId{}, id_at<RowId>(tuples.size()), [&](RowId row) {
            rows.push_back(tuples[row].words());
            return true;
        });
        return rows;
    }

    void replace(const std::string& text, const ChangeText& change, const Pattern& pattern,
                 std::size_t column, const std::vector<std::vector<Word>>& present) {
        std::vector<Assumption> made;
        for (std::vector<Word> row : present) {
            const auto value = changed_word(change, pattern, column, row[column]);
            if (!value) {
                const std::uint32_t end = static_cast<std::uint32_t>(change.end);
                mistakes_.error(
                    "cannot-set",
                    {whole("set", text).file, static_cast<std::uint32_t>(change.at), end},
                    value.error().message);
                return;
            }
            row[column] = *value;
            const bool known = std::ranges::any_of(
                made, [&](const Assumption& other) { return other.tuple == row; });
            if (!known) made.push_back({pattern.relation, std::move(row), std::nullopt, true});
        }
        ShownScenario::Set set{text, {}};
        forget_key(made.front());
        for (Assumption& assumption : made) {
            set.facts.push_back(shown(assumption.relation, assumption.tuple));
            out_.scenario.assumptions.push_back(std::move(assumption));
        }
        out_.shown.set.push_back(std::move(set));
    }

    Result<Word> changed_word(const ChangeText& change, const Pattern& pattern, std::size_t column,
                              Word present) {
        const Type& type = view_.program.relations[pattern.relation].columns[column].type;
        if (!change.argument) return *pattern.words[column];
        const bool whole_numbers = type.base == BaseType::Number;
        const Interval value = whole_numbers
                                   ? Interval::point(Decimal::from_integer(as_number(present)))
                                   : view_.values.interval(present);
        DICTUM_TRY(const Interval after,
                   changed(change, value, type, view_.assembled.vocabulary.units));
        if (!whole_numbers) return view_.values.quantity(after);
        if (after.is_point()) {
            if (const auto number = after.lo->to_integer()) return word_of(*number);
        }
        return Error{ErrorCode::InvalidInput,
                     "the column `" +
                         view_.program.relations[pattern.relation].columns[column].name +
                         "` holds whole numbers, and this makes " + after.to_string() + " of " +
                         value.to_string()};
    }

    // Earlier assumptions of the same key have become what is replaced.
    void forget_key(const Assumption& by) {
        const std::vector<std::uint32_t>& key = view_.program.relations[by.relation].key;
        std::erase_if(out_.scenario.assumptions, [&](const Assumption& other) {
            return other.relation == by.relation &&
                   std::ranges::all_of(key, [&](std::uint32_t column) {
                       return other.tuple[column] == by.tuple[column];
                   });
        });
    }

    View& view_;
    const AskOptions& options_;
    Diagnostics mistakes_;
    ReadScenario out_;
    std::set<std::string> sources_;  // that are left out
    std::set<std::string> rules_;    // ids, rows of tables among them
};

}  // namespace

Outcome<ReadScenario> read_scenario(View& view, const AskOptions& options) {
    return ScenarioReader(view, options).run();
}

}  // namespace dictum
