// Which rows decide, by the hit policy, and what they conclude.
//
//   first       @t/least(case, row) :- @t/cases(case), row = min #r : { @t/holds(case, #r) }.
//               @t/open(case) :- @t/least(case, row), @t/may(case, #q), #q < row, and its outcome
//               differs
//   unique, any, lists    all rows that hold; @t/open(case) where a row that may hold differs
//   priority    rows of the best rank; @t/open(case) where a row that may hold has a better one
//   collect     t/1: @hits/t(case, 0, outcome) :- ...
//               t: p(..., s) :- s = sum o : { @hits/t(case, _, o) }
//
// Outcomes are compared as values, not as texts, and only for doubtful cases.
#include <algorithm>

#include "engine/lang/parser.h"
#include "engine/table/fragments.h"
#include "engine/table/table_lowering.h"

namespace dictum {

namespace {

AggregateKind aggregate_of(Collect collect) {
    switch (collect) {
        case Collect::Min:
            return AggregateKind::Min;
        case Collect::Max:
            return AggregateKind::Max;
        case Collect::Count:
            return AggregateKind::Count;
        default:
            return AggregateKind::Sum;
    }
}

}  // namespace

// @t/constant(row, outcome...) of rows whose outcomes are values, and @t/outcome(case, row,
// outcome...) of rows that hold or may hold in doubtful cases. A row without one has an outcome
// that needs what is not known.
void TableLowering::make_outcomes() {
    const bool ranked = table_.hit == HitPolicy::Priority;
    if (!doubts_ && !ranked) return;
    relation(named("constant"), false, true, true);
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        if (rows_[row].calculated) continue;
        build_.at(table_.rows[row].span);
        build_.fact({named("constant"), with({build_.number(row)}, rows_[row].outcomes)});
    }
    build_.at(table_.span);
    if (!doubts_) return;
    relation(named("live"), true, true, false);
    relation(named("outcome"), true, true, true);
    const Key row = with(key(), {row_variable()});
    build_.clause({named("live"), row},
                  {build_.atom(named("doubtful"), key()), build_.atom(rules_.holds, row)});
    build_.clause({named("live"), row}, {build_.atom(rules_.may, row)});
    const Key outcome = outcome_variables("#");
    build_.clause({named("outcome"), with(row, outcome)},
                  {build_.atom(named("live"), row),
                   build_.atom(named("constant"), with({row_variable()}, outcome))});
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (!rows_[i].calculated) continue;
        build_.at(table_.rows[i].span);
        const Key own = with(key(rows_[i].outcome_needs), {build_.number(i)});
        build_.clause({named("outcome"), with(own, rows_[i].outcomes)},
                      {build_.atom(named("live"), own)});
    }
    build_.at(table_.span);
}

// The relation of rows that decide.
void TableLowering::make_policy() {
    make_outcomes();
    if (doubts_) {
        rules_.open = named("open");
        relation(rules_.open, true, false, false);
    }
    if (table_.hit == HitPolicy::First) {
        make_first();
    } else if (table_.hit == HitPolicy::Priority) {
        make_priority();
    } else if (table_.hit != HitPolicy::Collect || table_.collect == Collect::List) {
        if (doubts_) make_open();
    }
    winners_ = rules_.holds;
    const bool collects = table_.hit == HitPolicy::Collect && table_.collect != Collect::List;
    if (collects) return;
    const bool picks = table_.hit == HitPolicy::First || table_.hit == HitPolicy::Priority;
    const std::string candidates = picks ? named("best") : rules_.holds;
    winners_ = candidates;
    if (!doubts_) return;
    winners_ = named("wins");
    relation(winners_, true, true, false);
    const Key row = with(key(), {row_variable()});
    build_.clause({winners_, row},
                  {build_.atom(candidates, row), build_.absent(named("open"), key())});
}

// A row that may hold could add an outcome that no row that holds has; so could a row whose outcome
// is not known.
void TableLowering::make_open() {
    relation(named("reached"), true, false, true);
    const Key row = with(key(), {row_variable()});
    const Key outcome = outcome_variables("#");
    build_.clause(
        {named("reached"), with(key(), outcome)},
        {build_.atom(rules_.holds, row), build_.atom(named("outcome"), with(row, outcome))});
    build_.clause({named("open"), key()},
                  {build_.atom(rules_.may, row), build_.atom(named("outcome"), with(row, outcome)),
                   build_.absent(named("reached"), with(key(), outcome))});
    for (const std::string& rows : {rules_.may, rules_.holds}) {
        build_.clause({named("open"), key()},
                      {build_.atom(named("live"), row), build_.atom(rows, row), no_outcome(row)});
    }
}

FormulaId TableLowering::no_outcome(const Key& row) {
    Key args = row;
    for (std::size_t i = 0; i < head_.outputs.size(); ++i) args.push_back(build_.wildcard());
    return build_.absent(named("outcome"), std::move(args));
}

void TableLowering::make_first() {
    relation(named("best"), true, true, false);
    const TermId row = row_variable();
    const TermId each = build_.variable("#each");
    const TermId least =
        build_.aggregate(AggregateKind::Min, each, build_.atom(rules_.holds, with(key(), {each})));
    build_.clause({named("best"), with(key(), {row})},
                  {build_.atom(cases_, key()), build_.compare(row, CompareOp::Equal, least)});
    if (!doubts_) return;
    const TermId earlier = build_.variable("#earlier");
    const Key before = with(key(), {earlier});
    const Key chosen = with(key(), {row});
    const Key outcome = outcome_variables("#");
    build_.clause({named("open"), key()},
                  {build_.atom(named("best"), chosen), build_.atom(rules_.may, before),
                   build_.compare(earlier, CompareOp::Less, row),
                   build_.atom(named("outcome"), with(chosen, outcome)),
                   build_.absent(named("outcome"), with(before, outcome))});
}

void TableLowering::make_priority() {
    build_.relation(named("priority"), {build_.column("#outcome", head_.outputs[0].type),
                                        build_.column("#rank", "number")});
    for (std::size_t i = 0; i < table_.priorities.size(); ++i) {
        if (const auto value = priority(table_.priorities[i])) {
            build_.fact({named("priority"), {*value, build_.number(i)}});
        }
    }
    build_.relation(named("rank"),
                    {build_.column("#row", "number"), build_.column("#rank", "number")});
    const TermId row = row_variable();
    const TermId rank = build_.variable("#rank");
    const Key outcome = outcome_variables("#");
    build_.clause({named("rank"), {row, rank}},
                  {build_.atom(named("constant"), with({row}, outcome)),
                   build_.atom(named("priority"), with(outcome, {rank}))});
    build_.relation(named("least"), [&] {
        auto columns = case_columns_;
        columns.push_back(build_.column("#rank", "number"));
        return columns;
    }());
    relation(named("best"), true, true, false);
    const TermId each = build_.variable("#each");
    const TermId of = build_.variable("#of");
    std::vector<FormulaId> ranked{build_.atom(rules_.holds, with(key(), {each})),
                                  build_.atom(named("rank"), {each, of})};
    const TermId least = build_.aggregate(AggregateKind::Min, of, build_.all(std::move(ranked)));
    build_.clause({named("least"), with(key(), {rank})},
                  {build_.atom(cases_, key()), build_.compare(rank, CompareOp::Equal, least)});
    build_.clause(
        {named("best"), with(key(), {row})},
        {build_.atom(named("least"), with(key(), {rank})),
         build_.atom(rules_.holds, with(key(), {row})), build_.atom(named("rank"), {row, rank})});
    if (!doubts_) return;
    build_.clause({named("open"), key()}, {build_.atom(named("least"), with(key(), {rank})),
                                           build_.atom(rules_.may, with(key(), {row})),
                                           build_.atom(named("rank"), {row, of}),
                                           build_.compare(of, CompareOp::Less, rank)});
}

// A name of an entity or a text may stand without the inner quotes.
std::optional<TermId> TableLowering::priority(const Fragment& text) {
    const auto term = parse_term(trimmed(text), program_, diagnostics_);
    if (!term) return std::nullopt;
    const auto* const variable = std::get_if<VariableTerm>(&program_.terms[*term].node);
    if (variable == nullptr) return term;
    return build_.term(StringTerm{variable->name});
}

// ---- conclusions ---------------------------------------------------------------------------

void TableLowering::make_conclusions() {
    rules_.wins = winners_;
    const bool collects = table_.hit == HitPolicy::Collect && table_.collect != Collect::List;
    if (collects) {
        rules_.collected = collected_relation(table_.id);
        relation(rules_.collected, true, true, true);
        program_.relations.back().hidden = false;  // a proof shows the rows that are collected
        make_collected();
    }
    for (std::size_t row = 0; row < rows_.size(); ++row) make_conclusion(row, collects);
    // Behind the conclusions, so that a row's id names these first.
    for (std::size_t row = 0; row < rows_.size(); ++row) {
        build_.at(table_.rows[row].span);
        build_.clause({named("rows" + std::to_string(rows_[row].signature)), {build_.number(row)}},
                      {build_.truth()}, row_id(table_.id, row), Strength{});
    }
    build_.at(table_.span);
}

// The row's clause says again what its cells read and compare, for those who ask why.
void TableLowering::make_conclusion(std::size_t row, bool collects) {
    const RowParts& parts = rows_[row];
    build_.at(table_.rows[row].span);
    const std::vector<char>& needed = parts.needed;
    Key whole = key(needed);
    std::vector<FormulaId> body;
    for (const std::size_t i : head_.reading) {
        if (needed[i] == 0) continue;
        const HeadInput& input = head_.inputs[i];
        body.push_back(build_.atom(input.read->name, read_args(input, false)));
    }
    for (std::size_t i = 0; i < needed.size(); ++i) {
        const Form& form = forms_[i][parts.forms[i]];
        if (form.kind == Form::Kind::OneOf || form.kind == Form::Kind::NoneOf) {
            const Key args{build_.number(row), input_variable(i)};
            body.push_back(form.kind == Form::Kind::OneOf ? build_.atom(form.relation, args)
                                                          : build_.absent(form.relation, args));
        } else if (form.kind == Form::Kind::Tests && parts.conditions[i].alternatives.size() == 1) {
            for (const CellTest& each : parts.conditions[i].alternatives[0].parts[0]) {
                for (const FormulaId f : test(i, each.op, each.term, false)) body.push_back(f);
            }
        }
    }
    RuleBuilder::Head head{head_.concluded.name, head_.concluded.args};
    if (collects) {
        head = {rules_.collected, with(with(whole, {build_.number(row)}), parts.outcomes)};
    } else {
        forget_unneeded(whole, needed);
        for (TermId& arg : head.args) arg = concluded_arg(arg, parts);
    }
    body.push_back(build_.atom(winners_, with(std::move(whole), {build_.number(row)})));
    const RowGrounds grounds = row < grounds_.size() ? grounds_[row] : RowGrounds();
    build_.clause(std::move(head), std::move(body), row_id(table_.id, row), grounds.strength);
    program_.clauses.back().date = grounds.date;
}

// What the conclusion does not need may have any value.
void TableLowering::forget_unneeded(Key& whole, const std::vector<char>& needed) {
    for (const std::size_t i : order_) {
        if (needed[i] != 0) continue;
        whole[rules_.inputs[i].column] = build_.wildcard();
        if (rules_.inputs[i].known) whole[*rules_.inputs[i].known] = build_.wildcard();
    }
    if (order_.empty()) whole[0] = build_.wildcard();
}

TermId TableLowering::concluded_arg(TermId arg, const RowParts& parts) const {
    const auto* const variable = std::get_if<VariableTerm>(&program_.terms[arg].node);
    for (std::size_t i = 0; variable != nullptr && i < head_.outputs.size(); ++i) {
        if (head_.outputs[i].name == variable->name) return parts.outcomes[i];
    }
    return arg;
}

// The sum, ... of the rows that hold, unless a row that may hold could change it.
void TableLowering::make_collected() {
    const TermId result = build_.variable(head_.outputs[0].name);
    const TermId each = build_.variable("#each");
    const TermId value = build_.variable("#value");
    const auto collected = [&] {
        const bool counts = table_.collect == Collect::Count;
        const FormulaId hits = build_.atom(rules_.collected, with(key(), {each, value}));
        return build_.aggregate(aggregate_of(table_.collect),
                                counts ? std::nullopt : std::optional(value), hits);
    };
    std::vector<char> known(head_.inputs.size(), 0);
    for (std::size_t i = 0; i < known.size(); ++i) known[i] = head_.inputs[i].concluded ? 1 : 0;
    const Key whole = key(known);
    relation(named("hit"), true, false, false);
    build_.clause(
        {named("hit"), key()},
        {build_.atom(rules_.collected, with(key(), {build_.wildcard(), build_.wildcard()}))});
    std::vector<FormulaId> body{build_.atom(named("hit"), whole)};
    if (doubts_) body.push_back(build_.absent(named("open"), whole));
    body.push_back(build_.compare(result, CompareOp::Equal, collected()));
    build_.clause({head_.concluded.name, head_.concluded.args}, std::move(body));
    if (!doubts_) return;
    const Key row = with(key(), {row_variable()});
    build_.clause({named("open"), key()},
                  {build_.atom(rules_.holds, row),
                   build_.absent(rules_.collected, with(row, {build_.wildcard()}))});
    if (table_.collect == Collect::Count) {
        build_.clause({named("open"), key()}, {build_.atom(rules_.may, row)});
        return;
    }
    build_.clause({named("open"), key()}, {build_.atom(rules_.may, row), no_outcome(row)});
    make_collected_open(collected());
}

// A row that may hold changes a sum unless it adds nothing, and the least or greatest value when
// that of both is another.
void TableLowering::make_collected_open(TermId collected) {
    const HeadOutput& output = head_.outputs[0];
    const Key row = with(key(), {row_variable()});
    const TermId other = build_.variable("#outcome");
    std::vector<FormulaId> may{build_.atom(rules_.may, row),
                               build_.atom(named("outcome"), with(row, {other}))};
    if (table_.collect == Collect::Sum) {
        may.push_back(
            build_.compare(other, CompareOp::NotEqual, stand_in(output.type, output.kind)));
        build_.clause({named("open"), key()}, std::move(may));
        return;
    }
    auto columns = case_columns_;
    columns.push_back(build_.column("#value", output.type));
    columns.push_back(build_.column("#both", output.type));
    build_.relation(named("both"), std::move(columns));
    const TermId value = build_.variable("#result");
    const TermId both = build_.variable("#both");
    const char* const functor = table_.collect == Collect::Min ? "min" : "max";
    may.push_back(build_.compare(value, CompareOp::Equal, collected));
    build_.clause(
        {named("both"), with(key(), {value, build_.term(CallTerm{functor, {value, other}})})},
        std::move(may));
    build_.clause({named("open"), key()}, {build_.atom(named("both"), with(key(), {value, both})),
                                           build_.compare(both, CompareOp::NotEqual, value)});
}

}  // namespace dictum
