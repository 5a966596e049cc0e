// What a table is to decide: a case for each entity, each given value and what is read for them.
//
//   @t/cases0(segment) :- @entity/segment(segment).
//   @t/cases1(segment, price, 1) :- @t/cases0(segment), price_for(segment, price).
//   @t/cases1(segment, 0CNY, 0) :- @t/cases0(segment), !price_for(segment, _).
//
// What nothing is read for has a stand-in value that no test looks at: its flag is 0.
#include <algorithm>
#include <charconv>

#include "engine/table/table_lowering.h"

namespace dictum {
namespace {

bool concludes_one(const TableText& table) {
    switch (table.hit) {
        case HitPolicy::Unique:
        case HitPolicy::Any:
        case HitPolicy::Priority:
        case HitPolicy::First:
            return true;
        case HitPolicy::Collect:
            return table.collect != Collect::List;
        case HitPolicy::RuleOrder:
        case HitPolicy::OutputOrder:
            return false;
    }
    return false;
}

}  // namespace

std::string row_id(const std::string& table, std::size_t row) {
    return table + "/" + std::to_string(row + 1);
}

std::string collected_relation(const std::string& table) { return "@hits/" + table; }

std::optional<std::size_t> row_named(const std::string& table, std::size_t rows,
                                     std::string_view id) {
    if (id.size() <= table.size() + 1 || !id.starts_with(table)) return std::nullopt;
    std::size_t row = 0;
    std::from_chars(id.data() + table.size() + 1, id.data() + id.size(), row);
    const bool named = row > 0 && row <= rows && row_id(table, row - 1) == id;
    return named ? std::optional(row - 1) : std::nullopt;
}

std::optional<TableRules> lower_table(const TableText& table, std::span<const RowGrounds> grounds,
                                      Vocabulary& vocabulary, std::vector<std::string>& entities,
                                      SyntaxProgram& program, Diagnostics& diagnostics) {
    return TableLowering(table, grounds, vocabulary, entities, program, diagnostics).run();
}

TableLowering::TableLowering(const TableText& table, std::span<const RowGrounds> grounds,
                             Vocabulary& vocabulary, std::vector<std::string>& entities,
                             SyntaxProgram& program, Diagnostics& diagnostics)
    : table_(table),
      grounds_(grounds),
      vocabulary_(vocabulary),
      entities_(entities),
      program_(program),
      diagnostics_(diagnostics),
      build_(program, table.id, table.span) {}

std::optional<TableRules> TableLowering::run() {
    auto head = read_head(table_, vocabulary_, program_, diagnostics_);
    if (!head) return std::nullopt;
    head_ = *std::move(head);
    if (!declare() || !read_rows()) return std::nullopt;
    make_cases();
    make_rows();
    make_holds();
    if (doubts_) make_may();
    make_policy();
    make_conclusions();
    return std::move(rules_);
}

RelationDecl* TableLowering::concluded_relation() {
    for (RelationDecl& relation : program_.relations) {
        if (relation.name == head_.concluded.name) return &relation;
    }
    return nullptr;
}

// The columns of a case, and what users of the rules must know of them.
bool TableLowering::declare() {
    RelationDecl* const relation = concluded_relation();
    if (relation == nullptr || !check_key()) return false;
    if (head_.unknown) {
        relation->unavailable = "the decision table `" + table_.id +
                                "` concludes it, and its input `" + *head_.unknown +
                                "` is neither read from a relation nor a column of it";
        return false;
    }
    rules_.table = table_.id;
    rules_.concluded = head_.concluded.name;
    rules_.hit = table_.hit;
    rules_.inputs.resize(head_.inputs.size());
    for (std::size_t i = 0; i < head_.inputs.size(); ++i) {
        if (head_.inputs[i].source != InputSource::Read) order_.push_back(i);
        doubts_ = doubts_ || can_doubt(head_.inputs[i]);
    }
    order_.insert(order_.end(), head_.reading.begin(), head_.reading.end());
    // A case has a column, so that there is one even where no input is.
    if (order_.empty()) case_columns_.push_back(build_.column("#case", "number"));
    for (const std::size_t i : order_) {
        const HeadInput& input = head_.inputs[i];
        TableRules::Input& made = rules_.inputs[i];
        made.name = input.name;
        made.source = input.source;
        made.column = case_columns_.size();
        case_columns_.push_back({input.name, {input.type, input.span}, input.span});
        if (input.source != InputSource::Read) continue;
        made.known = case_columns_.size();
        case_columns_.push_back(build_.column(input.name + "?", "number"));
    }
    rules_.case_columns = case_columns_.size();
    for (std::size_t place = 0; place < head_.concluded.args.size(); ++place) {
        const auto& node = program_.terms[head_.concluded.args[place]].node;
        const auto* const variable = std::get_if<VariableTerm>(&node);
        for (TableRules::Input& input : rules_.inputs) {
            if (variable != nullptr && variable->name == input.name) input.place = place;
        }
    }
    return true;
}

// A table that concludes one outcome has the inputs in `concludes` as the key of its relation.
bool TableLowering::check_key() {
    if (!concludes_one(table_)) return true;
    RelationDecl& relation = *concluded_relation();
    std::vector<std::pair<std::string, Span>> wanted;
    for (std::size_t i = 0; i < head_.concluded.args.size(); ++i) {
        const auto& node = program_.terms[head_.concluded.args[i]].node;
        const auto* const variable = std::get_if<VariableTerm>(&node);
        if (variable == nullptr || i >= relation.columns.size()) return false;
        for (const HeadInput& input : head_.inputs) {
            if (input.name != variable->name) continue;
            wanted.emplace_back(relation.columns[i].name, relation.columns[i].span);
        }
    }
    if (relation.key.empty()) {
        relation.key = std::move(wanted);
        relation.key_of_words = true;
        return true;
    }
    const auto same = [](const auto& a, const auto& b) { return a.first == b.first; };
    if (std::is_permutation(wanted.begin(), wanted.end(), relation.key.begin(), relation.key.end(),
                            same)) {
        return true;
    }
    Diagnostic diagnostic;
    diagnostic.id = "table-key";
    diagnostic.span = relation.key.front().second;
    diagnostic.message = "the key of `" + relation.name +
                         "` differs from the inputs that the table `" + table_.id +
                         "` concludes one outcome for";
    diagnostic.mend = "leave the key out, or let it be the columns that are inputs";
    diagnostic.related.push_back({table_.span, "the table"});
    diagnostics_.add(std::move(diagnostic));
    return false;
}

// ---- cases ---------------------------------------------------------------------------------

void TableLowering::make_cases() {
    cases_ = make_bases();
    for (const std::size_t input : head_.reading) cases_ = make_read(input, cases_);
}

// Cases of what is not read.
std::string TableLowering::make_bases() {
    const std::string name = named("cases");
    std::vector<RelationDecl::ColumnDecl> columns;
    std::vector<TermId> args;
    std::vector<FormulaId> body;
    bool given = false;
    for (const std::size_t i : order_) {
        const HeadInput& input = head_.inputs[i];
        if (input.source == InputSource::Read) continue;
        columns.push_back(case_columns_[rules_.inputs[i].column]);
        args.push_back(input_variable(i));
        rules_.asks.push_back(static_cast<std::uint32_t>(i));
        given = given || input.source == InputSource::Given;
        if (input.source == InputSource::Entities) {
            rules_.inputs[i].entities = entities_of(input.type);
            body.push_back(build_.atom(rules_.inputs[i].entities, {input_variable(i)}));
        }
    }
    if (columns.empty() && !order_.empty()) return std::string();
    build_.relation(name, order_.empty() ? case_columns_ : columns);
    if (order_.empty()) {
        build_.fact({name, {build_.number(0)}});
        return name;
    }
    if (given) {
        rules_.given = named("given");
        build_.relation(rules_.given, columns);
        program_.relations.back().has_data = true;
        body = {build_.atom(rules_.given, args)};
    } else {
        rules_.asks.clear();
    }
    build_.clause({name, args}, std::move(body));
    return name;
}

std::string TableLowering::entities_of(const std::string& type) {
    const std::string name = "@entity/" + type;
    if (std::find(entities_.begin(), entities_.end(), type) != entities_.end()) return name;
    entities_.push_back(type);
    build_.relation(name, {build_.column("id", type)});
    for (const Entity& entity : vocabulary_.entities()) {
        if (std::find(entity.types.begin(), entity.types.end(), type) == entity.types.end())
            continue;
        build_.fact({name, {build_.term(StringTerm{entity.id})}});
    }
    return name;
}

// Adds what is read for `input` to the cases `before` (none: the first read of a table without
// other inputs).
std::string TableLowering::make_read(std::size_t index, const std::string& before) {
    const HeadInput& input = head_.inputs[index];
    const std::size_t width = *rules_.inputs[index].known + 1;
    const std::string name = named("cases" + std::to_string(width));
    const auto columns = std::vector<RelationDecl::ColumnDecl>(
        case_columns_.begin(), case_columns_.begin() + static_cast<std::ptrdiff_t>(width));
    build_.relation(name, columns);
    const auto add = [&](const Key& whole, const std::vector<FormulaId>& more) {
        std::vector<FormulaId> body;
        if (!before.empty()) {
            const auto end = whole.begin() + static_cast<std::ptrdiff_t>(width - 2);
            body.push_back(build_.atom(before, Key(whole.begin(), end)));
        }
        body.insert(body.end(), more.begin(), more.end());
        build_.clause(
            {name, Key(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(width))},
            std::move(body));
    };
    std::vector<char> known(head_.inputs.size(), 0);
    for (const std::size_t other : input.needs) known[other] = 1;
    Key missing = key(known);
    missing[width - 2] = stand_in(input.type, input.kind);
    missing[width - 1] = build_.number(0);
    add(missing, {build_.absent(input.read->name, read_args(input, true))});
    known[index] = 1;
    add(key(known), {build_.atom(input.read->name, read_args(input, false))});
    for (const std::size_t other : input.needs) {
        if (head_.inputs[other].source != InputSource::Read) continue;
        Key unread = key_without(other);
        unread[width - 2] = stand_in(input.type, input.kind);
        unread[width - 1] = build_.number(0);
        add(unread, {});
    }
    return name;
}

// The atom that the input is read from: what is read later is open in it.
std::vector<TermId> TableLowering::read_args(const HeadInput& input, bool without_value) {
    std::vector<TermId> args = input.read->args;
    for (TermId& arg : args) {
        const auto* const variable = std::get_if<VariableTerm>(&program_.terms[arg].node);
        if (variable == nullptr) continue;
        const bool own = variable->name == input.name;
        const bool known = std::any_of(input.needs.begin(), input.needs.end(), [&](std::size_t i) {
            return head_.inputs[i].name == variable->name;
        });
        if (own ? without_value : !known) arg = build_.wildcard();
    }
    return args;
}

TermId TableLowering::stand_in(const std::string& type, InputKind kind) {
    switch (kind) {
        case InputKind::Whole:
            return build_.number(0);
        case InputKind::Float:
            return build_.term(FloatTerm{"0.0"});
        case InputKind::Symbol:
            return build_.term(StringTerm{});
        case InputKind::Date:
            return build_.term(DateTerm{});
        case InputKind::Bool:
            return build_.term(BoolTerm{});
        case InputKind::Ratio:
            return build_.term(RatioTerm{});
        case InputKind::Quantity: {
            QuantityTerm zero;
            zero.lo = QuantityTerm::End{"0", type};
            zero.hi = zero.lo;
            return build_.term(std::move(zero));
        }
        case InputKind::Entity:
            break;
    }
    for (const Entity& entity : vocabulary_.entities()) {
        const auto found = std::find(entity.types.begin(), entity.types.end(), type);
        if (found != entity.types.end()) return build_.term(StringTerm{entity.id});
    }
    return build_.term(StringTerm{});
}

// ---- helpers -------------------------------------------------------------------------------

// The variables of a case, with a flag of 1 for inputs that must be known.
TableLowering::Key TableLowering::key(const std::vector<char>& known) {
    Key made;
    if (order_.empty()) made.push_back(build_.variable("#case"));
    for (const std::size_t i : order_) {
        made.push_back(input_variable(i));
        if (!rules_.inputs[i].known) continue;
        const bool wanted = i < known.size() && known[i] != 0;
        made.push_back(wanted ? build_.number(1) : known_flag(i));
    }
    return made;
}

// A case for which nothing is read for that input.
TableLowering::Key TableLowering::key_without(std::size_t unread) {
    Key made = key();
    made[*rules_.inputs[unread].known] = build_.number(0);
    return made;
}

TermId TableLowering::known_flag(std::size_t input) {
    return build_.variable(head_.inputs[input].name + "?");
}

TableLowering::Key TableLowering::outcome_variables(const std::string& prefix) {
    Key made;
    for (const HeadOutput& output : head_.outputs) {
        made.push_back(build_.variable(prefix + output.name));
    }
    return made;
}

void TableLowering::relation(const std::string& name, bool of_case, bool of_row, bool of_outcome) {
    std::vector<RelationDecl::ColumnDecl> columns;
    if (of_case) columns = case_columns_;
    if (of_row) columns.push_back(build_.column("#row", "number"));
    if (of_outcome) {
        for (const HeadOutput& output : head_.outputs) {
            columns.push_back(build_.column("#" + output.name, output.type));
        }
    }
    build_.relation(name, std::move(columns));
}

}  // namespace dictum
