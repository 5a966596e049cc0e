// Which rows of a table hold, and which may.
//
//   when = ['"government", "bank"', '>= 400T', '-']
//   @t/segment1(7, "government").  @t/segment1(7, "bank").  @t/speed1(7, 400T).  @t/rows0(7) :-
//   true.
//   @t/holds(case, row) :- @t/cases(case), @t/rows0(row), @t/segment1(row, segment),
//                         @t/speed1(row, #0), speed >= #0.
//
// A cell is unknown where nothing is read for its input, or an interval straddles. Of cases where
// that can be (@t/doubtful), @t/may holds the rows without a no and with an unknown cell.
#include <algorithm>

#include "engine/lang/parser.h"
#include "engine/table/cell_ranges.h"
#include "engine/table/fragments.h"
#include "engine/table/table_lowering.h"

namespace dictum {
namespace {

CompareOp possible_op(CompareOp op) {
    switch (op) {
        case CompareOp::Equal:
            return CompareOp::MaybeEqual;
        case CompareOp::Less:
            return CompareOp::MaybeLess;
        case CompareOp::LessEqual:
            return CompareOp::MaybeLessEqual;
        case CompareOp::Greater:
            return CompareOp::MaybeGreater;
        case CompareOp::GreaterEqual:
            return CompareOp::MaybeGreaterEqual;
        default:
            return op;
    }
}

}  // namespace

// ---- reading -------------------------------------------------------------------------------

bool TableLowering::read_rows() {
    forms_.assign(head_.inputs.size(), {Form()});
    form_index_.resize(head_.inputs.size());
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
        if (!read_row(row)) return false;
    }
    return true;
}

bool TableLowering::read_row(std::size_t row) {
    const TableRowText& text = table_.rows[row];
    const std::size_t errors = diagnostics_.errors();
    if (text.when.size() != head_.inputs.size() || text.then.size() != head_.outputs.size()) {
        return false;
    }
    RowParts parts;
    parts.tested.assign(head_.inputs.size(), 0);
    for (std::size_t i = 0; i < text.when.size(); ++i) {
        auto condition = read_alternatives(text.when[i], program_, diagnostics_);
        if (!condition) return false;
        if (head_.inputs[i].kind == InputKind::Quantity && !condition->any()) {
            const auto ranges = ranges_of(*condition, program_, vocabulary_.units);
            if (ranges) condition = condition_of(*ranges);
        }
        parts.forms.push_back(form_of(i, *condition));
        parts.tested[i] = condition->any() ? 0 : 1;
        parts.conditions.push_back(*std::move(condition));
    }
    for (const Fragment& cell : text.then) {
        const auto term = parse_term(trimmed(cell), program_, diagnostics_);
        if (!term) return false;
        parts.outcomes.push_back(*term);
    }
    note_needs(parts);
    const auto [signature, fresh] = signature_index_.emplace(parts.forms, signatures_.size());
    if (fresh) signatures_.push_back(parts.forms);
    parts.signature = signature->second;
    rows_.push_back(std::move(parts));
    return diagnostics_.errors() == errors;
}

// The inputs that the row's cells and outcomes mention.
void TableLowering::note_needs(RowParts& parts) {
    std::vector<char> tests = parts.tested;
    for (const Condition& condition : parts.conditions) {
        for (const ConditionAlternative& alternative : condition.alternatives) {
            for (const ConditionPart& part : alternative.parts) {
                for (const CellTest& test : part) mention(test.term, tests);
            }
        }
    }
    parts.outcome_needs.assign(head_.inputs.size(), 0);
    for (const TermId outcome : parts.outcomes) mention(outcome, parts.outcome_needs);
    parts.calculated = std::find(parts.outcome_needs.begin(), parts.outcome_needs.end(), 1) !=
                       parts.outcome_needs.end();
    for (std::size_t i = 0; i < head_.inputs.size(); ++i) {
        if (head_.inputs[i].concluded) parts.outcome_needs[i] = 1;
    }
    parts.needed = parts.outcome_needs;
    TableRules::Row row;
    for (std::uint32_t i = 0; i < head_.inputs.size(); ++i) {
        if (tests[i] != 0) {
            row.tests.push_back(i);
            parts.needed[i] = 1;
        }
        if (parts.outcome_needs[i] != 0) row.outcome.push_back(i);
    }
    // What a read needs is known where the read is.
    for (auto input = head_.reading.rbegin(); input != head_.reading.rend(); ++input) {
        if (parts.needed[*input] == 0) continue;
        for (const std::size_t other : head_.inputs[*input].needs) parts.needed[other] = 1;
    }
    rules_.rows.push_back(std::move(row));
}

// Marks the inputs that a term reads.
void TableLowering::mention(TermId root, std::vector<char>& inputs) const {
    std::vector<TermId> pending{root};
    while (!pending.empty()) {
        const Term& term = program_.terms[pending.back()];
        pending.pop_back();
        if (const auto* variable = std::get_if<VariableTerm>(&term.node)) {
            for (std::size_t i = 0; i < head_.inputs.size(); ++i) {
                if (head_.inputs[i].name == variable->name) inputs[i] = 1;
            }
        } else if (const auto* unary = std::get_if<UnaryTerm>(&term.node)) {
            pending.push_back(unary->arg);
        } else if (const auto* binary = std::get_if<BinaryTerm>(&term.node)) {
            pending.push_back(binary->lhs);
            pending.push_back(binary->rhs);
        } else if (const auto* call = std::get_if<CallTerm>(&term.node)) {
            pending.insert(pending.end(), call->args.begin(), call->args.end());
        }
    }
}

// ---- forms ---------------------------------------------------------------------------------

TableLowering::FormIndex TableLowering::form_of(std::size_t input, const Condition& condition) {
    Form form = shape_of(input, condition);
    if (form.kind == Form::Kind::Any) return 0;
    std::vector<int> shape{static_cast<int>(form.kind)};
    for (const CompareOp op : form.ops) shape.push_back(static_cast<int>(op));
    const auto next = static_cast<FormIndex>(forms_[input].size());
    const auto [known, fresh] = form_index_[input].emplace(std::move(shape), next);
    if (!fresh) return known->second;
    form.relation = named(head_.inputs[input].name + std::to_string(next));
    forms_[input].push_back(std::move(form));
    return next;
}

TableLowering::Form TableLowering::shape_of(std::size_t input, const Condition& condition) const {
    Form form;
    if (condition.any()) return form;
    form.kind = Form::Kind::Own;
    const InputKind kind = head_.inputs[input].kind;
    const bool negated = condition.alternatives[0].negated;
    if (negated && condition.alternatives.size() > 1) return form;
    std::optional<std::vector<CompareOp>> ops;
    bool equalities = kind != InputKind::Quantity;
    for (const ConditionAlternative& alternative : condition.alternatives) {
        if (alternative.negated != negated) return form;
        for (const ConditionPart& part : alternative.parts) {
            std::vector<CompareOp> own;
            for (const CellTest& test : part) {
                const auto& node = program_.terms[test.term].node;
                const auto* const unary = std::get_if<UnaryTerm>(&node);
                const auto& value = unary == nullptr ? node : program_.terms[unary->arg].node;
                const bool calculated = std::holds_alternative<VariableTerm>(value) ||
                                        std::holds_alternative<UnaryTerm>(value) ||
                                        std::holds_alternative<BinaryTerm>(value) ||
                                        std::holds_alternative<CallTerm>(value);
                // A whole number is compared with a decimal one as a quantity.
                const bool mixed =
                    kind == InputKind::Whole && std::holds_alternative<FloatTerm>(value);
                if (calculated || mixed) return form;
                own.push_back(test.op);
            }
            equalities = equalities && own == std::vector{CompareOp::Equal};
            if (!ops) ops = own;
            if (*ops != own) return form;
        }
    }
    if (equalities) {
        form.kind = negated ? Form::Kind::NoneOf : Form::Kind::OneOf;
    } else if (!negated && std::find(ops->begin(), ops->end(), CompareOp::NotEqual) == ops->end()) {
        form.kind = Form::Kind::Tests;
        form.ops = *std::move(ops);
    }
    return form;
}

// ---- what the cells hold -------------------------------------------------------------------

void TableLowering::make_rows() {
    for (std::size_t input = 0; input < forms_.size(); ++input) {
        const RelationDecl::ColumnDecl& value = case_columns_[rules_.inputs[input].column];
        for (const Form& form : forms_[input]) {
            if (form.kind == Form::Kind::Any) continue;
            if (form.kind == Form::Kind::Own) {
                relation(form.relation, true, true, false);
                if (doubts_) relation(form.relation + "?", true, true, false);
                continue;
            }
            std::vector<RelationDecl::ColumnDecl> columns{build_.column("#row", "number")};
            const std::size_t values = form.kind == Form::Kind::Tests ? form.ops.size() : 1;
            for (std::size_t i = 0; i < values; ++i) {
                columns.push_back(build_.column("#" + std::to_string(i), value.type.text));
            }
            build_.relation(form.relation, std::move(columns));
        }
    }
    for (std::size_t s = 0; s < signatures_.size(); ++s) {
        build_.relation(named("rows" + std::to_string(s)), {build_.column("#row", "number")});
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        build_.at(table_.rows[row].span);
        for (std::size_t input = 0; input < head_.inputs.size(); ++input) keep_cell(row, input);
    }
    build_.at(table_.span);
}

void TableLowering::keep_cell(std::size_t row, std::size_t input) {
    const Form& form = forms_[input][rows_[row].forms[input]];
    if (form.kind == Form::Kind::Any) return;
    if (form.kind == Form::Kind::Own) {
        keep_own(row, input);
        return;
    }
    for (const ConditionAlternative& alternative : rows_[row].conditions[input].alternatives) {
        for (const ConditionPart& part : alternative.parts) {
            Key args{build_.number(row)};
            for (const CellTest& test : part) args.push_back(test.term);
            build_.fact({form.relation, std::move(args)});
        }
    }
}

// The cell's own clauses: certain ones, and possible ones for doubtful cases. What it mentions
// must be known; where it is not, the cell is possible.
void TableLowering::keep_own(std::size_t row, std::size_t input) {
    const std::string& name = forms_[input][rows_[row].forms[input]].relation;
    rules_.rows[row].own.emplace_back(static_cast<std::uint32_t>(input), name);
    std::vector<char> known(head_.inputs.size(), 0);
    known[input] = 1;
    for (const ConditionAlternative& alternative : rows_[row].conditions[input].alternatives) {
        for (const ConditionPart& part : alternative.parts) {
            for (const CellTest& test : part) mention(test.term, known);
        }
    }
    const Key whole = key(known);
    for (const ConditionAlternative& alternative : rows_[row].conditions[input].alternatives) {
        for (const bool possible : {false, true}) {
            if (possible && !doubts_) continue;
            std::vector<FormulaId> body{build_.atom(possible ? named("doubtful") : cases_, whole)};
            for (const FormulaId f : own_alternative(row, input, alternative, whole, possible)) {
                body.push_back(f);
            }
            build_.clause({name + (possible ? "?" : ""), with(whole, {build_.number(row)})},
                          std::move(body));
        }
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
        if (known[i] == 0 || head_.inputs[i].source != InputSource::Read) continue;
        const Key unread = key_without(i);
        build_.clause({name + "?", with(unread, {build_.number(row)})},
                      {build_.atom(named("doubtful"), unread)});
    }
}

// A negated alternative holds for sure where none of its parts may hold.
std::vector<FormulaId> TableLowering::own_alternative(std::size_t row, std::size_t input,
                                                      const ConditionAlternative& alternative,
                                                      const Key& whole, bool possible) {
    std::vector<FormulaId> body;
    for (const ConditionPart& part : alternative.parts) {
        std::vector<FormulaId> tests;
        for (const CellTest& each : part) {
            for (const FormulaId f :
                 test(input, each.op, each.term, possible != alternative.negated)) {
                tests.push_back(f);
            }
        }
        if (!alternative.negated) return tests;
        // A relation of its own, since parts are many and each may be of two tests.
        const std::string name = named("not" + std::to_string(program_.relations.size()));
        relation(name, true, true, false);
        std::vector<FormulaId> matched{build_.atom(cases_, whole)};
        matched.insert(matched.end(), tests.begin(), tests.end());
        build_.clause({name, with(whole, {build_.number(row)})}, std::move(matched));
        body.push_back(build_.absent(name, with(whole, {build_.number(row)})));
    }
    return body;
}

// One comparison of the input: it holds for sure, or possibly. Intervals that are equal are equal
// for sure only as points.
std::vector<FormulaId> TableLowering::test(std::size_t input, CompareOp op, TermId term,
                                           bool possible) {
    const TermId value = input_variable(input);
    if (head_.inputs[input].kind == InputKind::Quantity) {
        if (op == CompareOp::NotEqual) {
            const CompareOp less = possible ? CompareOp::MaybeLess : CompareOp::Less;
            const CompareOp more = possible ? CompareOp::MaybeGreater : CompareOp::Greater;
            return {build_.either(
                {build_.compare(value, less, term), build_.compare(value, more, term)})};
        }
        if (possible) return {build_.compare(value, possible_op(op), term)};
        if (op == CompareOp::Equal) {
            return {build_.compare(value, CompareOp::GreaterEqual, term),
                    build_.compare(value, CompareOp::LessEqual, term)};
        }
    }
    return {build_.compare(value, op, term)};
}

// ---- rows that hold ------------------------------------------------------------------------

// The cell of `#row` in that form, for the case `key`.
std::vector<FormulaId> TableLowering::cell(std::size_t input, FormIndex index, const Key& key,
                                           bool possible) {
    const Form& form = forms_[input][index];
    switch (form.kind) {
        case Form::Kind::Any:
            return {};
        case Form::Kind::OneOf:
            return {build_.atom(form.relation, {row_variable(), input_variable(input)})};
        case Form::Kind::NoneOf:
            return {build_.absent(form.relation, {row_variable(), input_variable(input)})};
        case Form::Kind::Own:
            return {
                build_.atom(form.relation + (possible ? "?" : ""), with(key, {row_variable()}))};
        case Form::Kind::Tests:
            break;
    }
    Key args{row_variable()};
    std::vector<FormulaId> body{FormulaId{}};
    for (std::size_t i = 0; i < form.ops.size(); ++i) {
        const std::string value = "#" + head_.inputs[input].name + std::to_string(i);
        args.push_back(build_.variable(value));
        for (const FormulaId f : test(input, form.ops[i], build_.variable(value), possible)) {
            body.push_back(f);
        }
    }
    body[0] = build_.atom(form.relation, std::move(args));
    return body;
}

// Rows that hold for sure: a rule for each set of forms.
void TableLowering::make_holds() {
    rules_.holds = named("holds");
    relation(rules_.holds, true, true, false);
    for (std::size_t s = 0; s < signatures_.size(); ++s) {
        std::vector<char> known(head_.inputs.size(), 0);
        for (std::size_t i = 0; i < known.size(); ++i) known[i] = signatures_[s][i] != 0 ? 1 : 0;
        const Key whole = key(known);
        std::vector<FormulaId> body{
            build_.atom(cases_, whole),
            build_.atom(named("rows" + std::to_string(s)), {row_variable()})};
        for (std::size_t i = 0; i < known.size(); ++i) {
            for (const FormulaId f : cell(i, signatures_[s][i], whole, false)) body.push_back(f);
        }
        build_.clause({rules_.holds, with(whole, {row_variable()})}, std::move(body));
    }
}

// ---- rows that may hold --------------------------------------------------------------------

void TableLowering::make_may() {
    rules_.may = named("may");
    relation(named("doubtful"), true, false, false);
    relation(named("possible"), true, true, false);
    relation(rules_.may, true, true, false);
    make_doubtful();
    for (std::size_t i = 0; i < head_.inputs.size(); ++i) {
        if (can_doubt(head_.inputs[i])) make_unsure(i);
    }
    for (std::size_t s = 0; s < signatures_.size(); ++s) {
        const Key whole = key();
        std::vector<FormulaId> body{
            build_.atom(named("doubtful"), whole),
            build_.atom(named("rows" + std::to_string(s)), {row_variable()})};
        for (std::size_t i = 0; i < head_.inputs.size(); ++i) {
            const FormIndex form = signatures_[s][i];
            if (form == 0) continue;
            const bool own = forms_[i][form].kind == Form::Kind::Own;
            if (own || !can_doubt(head_.inputs[i])) {
                for (const FormulaId f : cell(i, form, whole, true)) body.push_back(f);
                continue;
            }
            Key args{row_variable(), input_variable(i)};
            if (rules_.inputs[i].known) args.push_back(known_flag(i));
            body.push_back(build_.atom(named("possible_" + head_.inputs[i].name), std::move(args)));
        }
        build_.clause({named("possible"), with(whole, {row_variable()})}, std::move(body));
    }
    const Key row = with(key(), {row_variable()});
    build_.clause({rules_.may, row},
                  {build_.atom(named("possible"), row), build_.absent(rules_.holds, row)});
}

// Cases where a cell can be unknown: something is not read, or a quantity is no point.
void TableLowering::make_doubtful() {
    for (std::size_t i = 0; i < head_.inputs.size(); ++i) {
        const HeadInput& input = head_.inputs[i];
        if (input.source == InputSource::Read) {
            const Key unread = key_without(i);
            build_.clause({named("doubtful"), unread}, {build_.atom(cases_, unread)});
        }
        if (input.kind != InputKind::Quantity) continue;
        const RelationDecl::ColumnDecl& value = case_columns_[rules_.inputs[i].column];
        const std::string twice = named("twice_" + input.name);
        const std::string wide = named("wide_" + input.name);
        build_.relation(
            twice, {build_.column("#0", value.type.text), build_.column("#1", value.type.text)});
        build_.relation(wide, {build_.column("#0", value.type.text)});
        std::vector<char> known(head_.inputs.size(), 0);
        known[i] = 1;
        const Key whole = key(known);
        build_.clause({twice, {input_variable(i), input_variable(i)}},
                      {build_.atom(cases_, whole)});
        // Two variables, since one is never less than itself.
        const TermId a = build_.variable("#a");
        const TermId b = build_.variable("#b");
        build_.clause({wide, {a}},
                      {build_.atom(twice, {a, b}), build_.compare(a, CompareOp::MaybeLess, b)});
        build_.clause({named("doubtful"), whole},
                      {build_.atom(cases_, whole), build_.atom(wide, {input_variable(i)})});
    }
}

// For values of doubtful cases: the rows whose cell is not a no, and those whose cell is a yes.
void TableLowering::make_unsure(std::size_t index) {
    const HeadInput& input = head_.inputs[index];
    const bool read = rules_.inputs[index].known.has_value();
    const RelationDecl::ColumnDecl& value = case_columns_[rules_.inputs[index].column];
    const RelationDecl::ColumnDecl row = build_.column("#row", "number");
    std::vector<RelationDecl::ColumnDecl> columns{build_.column("#0", value.type.text)};
    if (read) columns.push_back(build_.column("#1", "number"));
    const std::string values = named("values_" + input.name);
    const std::string possible = named("possible_" + input.name);
    rules_.inputs[index].sure = named("sure_" + input.name);
    build_.relation(values, columns);
    columns.insert(columns.begin(), row);
    build_.relation(possible, columns);
    build_.relation(rules_.inputs[index].sure, {row, build_.column("#0", value.type.text)});
    const auto args = [&](bool known) {
        Key made{input_variable(index)};
        if (read) made.push_back(build_.number(known ? 1 : 0));
        return made;
    };
    Key seen{input_variable(index)};
    if (read) seen.push_back(known_flag(index));
    build_.clause({values, seen}, {build_.atom(named("doubtful"), key())});
    for (std::size_t s = 0; s < signatures_.size(); ++s) {
        const FormIndex form = signatures_[s][index];
        if (form == 0) continue;
        const FormulaId rows = build_.atom(named("rows" + std::to_string(s)), {row_variable()});
        if (read) {
            build_.clause({possible, with({row_variable()}, args(false))},
                          {build_.atom(values, args(false)), rows});
        }
        if (forms_[index][form].kind == Form::Kind::Own) continue;
        for (const bool maybe : {true, false}) {
            std::vector<FormulaId> body{build_.atom(values, args(true)), rows};
            for (const FormulaId f : cell(index, form, {}, maybe)) body.push_back(f);
            if (maybe) {
                build_.clause({possible, with({row_variable()}, args(true))}, std::move(body));
            } else {
                build_.clause({rules_.inputs[index].sure, {row_variable(), input_variable(index)}},
                              std::move(body));
            }
        }
    }
}

}  // namespace dictum
