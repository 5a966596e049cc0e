// Checks a decision table by checking what its cells mean: each test of an input, and each outcome,
// becomes a goal over a relation that has the table's columns.
//
//   inputs(segment), segment = "government"          inputs(segment), outputs(origin), origin = "x"
#include <algorithm>
#include <set>

#include "engine/check/check.h"
#include "engine/lang/parser.h"
#include "engine/table/cells.h"
#include "engine/table/table.h"

namespace dictum {
namespace {

// The two relations of a scope of their own: no name of the pack can clash with them.
constexpr const char* kInputs = "table_inputs";
constexpr const char* kOutputs = "table_outputs";

class TableChecker {
  public:
    TableChecker(const TableText& table, const CheckedProgram& program, Vocabulary& vocabulary,
                 Values& values, Diagnostics& diagnostics)
        : table_(table), program_(program), vocabulary_(vocabulary), values_(values),
          diagnostics_(diagnostics), errors_before_(diagnostics.errors()) {}

    bool run() {
        inputs_ = columns(table_.inputs, true);
        outputs_ = columns(table_.outputs, false);
        if (check_conclusion()) {
            check_rows();
            check_policy();
        }
        return diagnostics_.errors() == errors_before_;
    }

  private:
    // The declared columns; a read input `x: T = rel(x)` has its atom checked as a goal.
    std::vector<std::string> columns(const std::vector<TableColumnText>& texts, bool reads) {
        std::vector<std::string> names;
        std::set<std::string> seen;
        for (const TableColumnText& column : texts) {
            const Fragment& text = column.text;
            const auto equals = text.text.find('=');
            const std::size_t end = equals == std::string::npos ? text.text.size() : equals;
            const auto parsed = parse_column(with_prefix("", text, 0, end), diagnostics_);
            if (!parsed) continue;
            if (!seen.insert(parsed->name).second) {
                diagnostics_.error("duplicate-column", parsed->span,
                                   "the table has two columns `" + parsed->name + "`");
            }
            names.push_back(parsed->name);
            if (equals == std::string::npos) continue;
            if (!reads) {
                diagnostics_.error("syntax", text.span(equals, text.text.size()),
                                   "an output is not read from a relation");
            } else {
                goal(program_, with_prefix("", text, equals + 1, text.text.size()));
            }
        }
        return names;
    }

    // `concludes` names a relation whose columns are the inputs and outputs that it lists.
    bool check_conclusion() {
        const std::string& text = table_.concludes.text;
        const auto open = text.find('(');
        const auto close = text.rfind(')');
        const Span span = table_.concludes.span(0, text.size());
        if (open == std::string::npos || close == std::string::npos || close < open) {
            diagnostics_.error("syntax", span, "`concludes` is not an atom",
                               "write a relation with the names of columns: `prefers(who, what)`");
            return false;
        }
        const auto relation = program_.find(text.substr(0, open));
        if (!relation) {
            std::vector<std::string> names;
            for (const Relation& known : program_.relations) names.push_back(known.name);
            const std::string near = nearest(text.substr(0, open), names);
            diagnostics_.error("unknown-relation", span,
                               "there is no relation `" + text.substr(0, open) + "`",
                               near.empty() ? "" : "did you mean `" + near + "`?");
            return false;
        }
        return bind_columns(program_.relations[*relation], text.substr(open + 1, close - open - 1),
                            span);
    }

    bool bind_columns(const Relation& relation, std::string list, Span span) {
        std::erase_if(list, [](char c) { return c == ' ' || c == '\t' || c == '\n'; });
        std::vector<std::string> named;
        for (std::size_t begin = 0; begin <= list.size();) {
            const std::size_t comma = std::min(list.find(',', begin), list.size());
            named.push_back(list.substr(begin, comma - begin));
            begin = comma + 1;
        }
        if (named.size() != relation.columns.size()) {
            diagnostics_.error("wrong-arity", span,
                               "`" + relation.name + "` has " +
                                   std::to_string(relation.columns.size()) + " columns, not " +
                                   std::to_string(named.size()));
            return false;
        }
        scope_.types = program_.types;
        return add_relation(kInputs, inputs_, table_.inputs, relation, named) &&
               add_relation(kOutputs, outputs_, table_.outputs, relation, named) &&
               all_bound(named, span);
    }

    // A column that the conclusion names has the relation's type there; another has its own.
    bool add_relation(const char* name, const std::vector<std::string>& columns,
                      const std::vector<TableColumnText>& texts, const Relation& concluded,
                      const std::vector<std::string>& named) {
        if (columns.size() != texts.size()) return false;  // reported
        Relation relation;
        relation.name = name;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            const auto found = std::find(named.begin(), named.end(), columns[i]);
            if (found != named.end()) {
                const auto at = static_cast<std::size_t>(found - named.begin());
                relation.columns.push_back({columns[i], concluded.columns[at].type});
            } else if (const auto type = own_type(texts[i])) {
                relation.columns.push_back({columns[i], *type});
            } else {
                return false;
            }
        }
        scope_.relations.push(std::move(relation));
        return true;
    }

    // The type that a column declares, found by checking a declaration of it.
    std::optional<Type> own_type(const TableColumnText& column) {
        const std::size_t end = std::min(column.text.text.find('='), column.text.text.size());
        auto parsed = parse_column(with_prefix("", column.text, 0, end), diagnostics_);
        if (!parsed) return std::nullopt;
        SyntaxProgram declaration;
        declaration.dialect = Dialect::Dictum;
        RelationDecl relation;
        relation.name = kInputs;
        relation.columns.push_back(*std::move(parsed));
        declaration.relations.push_back(std::move(relation));
        const auto checked = check(declaration, vocabulary_, values_, diagnostics_);
        if (!checked) return std::nullopt;
        return checked->relations[RelationId{}].columns[0].type;
    }

    bool all_bound(const std::vector<std::string>& named, Span span) {
        bool bound = true;
        for (const std::string& name : named) {
            const bool known =
                std::find(inputs_.begin(), inputs_.end(), name) != inputs_.end() ||
                std::find(outputs_.begin(), outputs_.end(), name) != outputs_.end();
            if (known) continue;
            diagnostics_.error("unknown-column", span,
                               "`" + name + "` is neither an input nor an output of the table");
            bound = false;
        }
        return bound;
    }

    void check_rows() {
        const std::string inputs = atom(kInputs, inputs_) + ", ";
        for (const TableRowText& row : table_.rows) {
            const bool fits = row.when.size() == inputs_.size() &&
                              row.then.size() == outputs_.size();
            if (!fits) {
                diagnostics_.error("wrong-cells", row.span,
                                   "the row has " + std::to_string(row.when.size()) + " and " +
                                       std::to_string(row.then.size()) +
                                       " cells for " + std::to_string(inputs_.size()) +
                                       " inputs and " + std::to_string(outputs_.size()) +
                                       " outputs",
                                   "write `-` where an input doesn't matter");
                continue;
            }
            for (std::size_t i = 0; i < row.when.size(); ++i) {
                for (const Fragment& test : cell_tests(inputs_[i], row.when[i], diagnostics_)) {
                    goal(scope_, with_prefix(inputs, test, 0, test.text.size()));
                }
            }
            for (std::size_t i = 0; i < row.then.size(); ++i) outcome(i, row.then[i]);
        }
    }

    void outcome(std::size_t output, const Fragment& cell) {
        const std::string prefix = atom(kInputs, inputs_) + ", " + atom(kOutputs, outputs_) + ", " +
                                   outputs_[output] + " = ";
        goal(scope_, with_prefix(inputs_.empty() ? atom(kOutputs, outputs_) + ", " +
                                                       outputs_[output] + " = "
                                                 : prefix,
                                 cell, 0, cell.text.size()));
    }

    // What the hit policy asks for: an order of outcomes, or something to add up.
    void check_policy() {
        const bool ordered =
            table_.hit == HitPolicy::Priority || table_.hit == HitPolicy::OutputOrder;
        if (ordered && table_.priorities.empty()) {
            diagnostics_.error("missing-priorities", table_.span,
                               "this hit policy needs the order of outcomes",
                               "add `priorities = [...]`, the best outcome first");
        }
        for (const Fragment& priority : table_.priorities) {
            if (!outputs_.empty()) outcome(0, priority);
        }
        const bool adds = table_.hit == HitPolicy::Collect &&
                          (table_.collect == Collect::Sum || table_.collect == Collect::Min ||
                           table_.collect == Collect::Max);
        if (!adds || outputs_.empty()) return;
        const BaseType base = scope_.relations[RelationId{1}].columns[0].type.base;
        if (base == BaseType::Symbol || base == BaseType::Bool || base == BaseType::Ratio) {
            diagnostics_.error("type-mismatch", table_.outputs[0].text.span(0, 1),
                               "only numbers and quantities can be collected by sum, min or max");
        }
    }

    static std::string atom(const char* name, const std::vector<std::string>& columns) {
        std::string text = std::string(name) + "(";
        for (std::size_t i = 0; i < columns.size(); ++i) text += (i > 0 ? ", " : "") + columns[i];
        return text + ")";
    }

    void goal(const CheckedProgram& program, const Fragment& text) {
        const auto parsed = parse_goal(text, diagnostics_);
        if (parsed) check_goal(*parsed, program, vocabulary_, values_, diagnostics_);
    }

    const TableText& table_;
    const CheckedProgram& program_;
    Vocabulary& vocabulary_;
    Values& values_;
    Diagnostics& diagnostics_;
    std::size_t errors_before_;
    std::vector<std::string> inputs_;
    std::vector<std::string> outputs_;
    CheckedProgram scope_;  // the table's columns as two relations
};

}  // namespace

bool check_table(const TableText& table, const CheckedProgram& program, Vocabulary& vocabulary,
                 Values& values, Diagnostics& diagnostics) {
    return TableChecker(table, program, vocabulary, values, diagnostics).run();
}

std::optional<std::string> concluded_relation(const TableText& table) {
    const auto open = table.concludes.text.find('(');
    if (open == std::string::npos) return std::nullopt;
    std::string name = table.concludes.text.substr(0, open);
    std::erase_if(name, [](char c) { return c == ' ' || c == '\t'; });
    return name;
}

std::optional<HitPolicy> hit_policy_named(std::string_view name) {
    if (name == "unique") return HitPolicy::Unique;
    if (name == "any") return HitPolicy::Any;
    if (name == "priority") return HitPolicy::Priority;
    if (name == "first") return HitPolicy::First;
    if (name == "rule order") return HitPolicy::RuleOrder;
    if (name == "output order") return HitPolicy::OutputOrder;
    if (name == "collect") return HitPolicy::Collect;
    return std::nullopt;
}

std::optional<Collect> collect_named(std::string_view name) {
    if (name == "list") return Collect::List;
    if (name == "sum") return Collect::Sum;
    if (name == "min") return Collect::Min;
    if (name == "max") return Collect::Max;
    if (name == "count") return Collect::Count;
    return std::nullopt;
}

}  // namespace dictum
