#include "embed/prepared_goal.h"

#include <algorithm>

#include "embed/failure.h"
#include "engine/check/check.h"
#include "engine/eval/meter.h"
#include "engine/eval/solve.h"
#include "kb/cell_value.h"

namespace dictum {
namespace {

constexpr std::size_t kNamesKeptOfColumn = 65'536;  // a column

bool has_type(const Entity& entity, const std::string& type) {
    return std::ranges::find(entity.types, type) != entity.types.end();
}

std::uint32_t variable_of(const Rule& rule, ExprId expr) {
    return std::get<VariableExpr>(rule.exprs[expr].node).variable;
}

}  // namespace

Outcome<PreparedGoal> PreparedGoal::make(View& view, std::string_view text) {
    auto checked = view.goal(text);
    if (auto* failed = std::get_if<Failure>(&checked)) return *std::move(failed);
    return PreparedGoal(view, std::get<CheckedGoal>(std::move(checked)));
}

PreparedGoal::PreparedGoal(View& view, CheckedGoal goal) : view_(&view), goal_(std::move(goal)) {
    bindings_.resize(goal_.columns.size());
    names_.resize(goal_.columns.size());
    read_atom();
}

// Each variable once and every one of them asked for, so that a row of the relation is a row of the
// answer. A table that is given its inputs needs the goal as a whole.
void PreparedGoal::read_atom() {
    const Rule& rule = goal_.rule;
    const auto* const atom = rule.body.size() == 1
                                 ? std::get_if<AtomLiteral>(&rule.literals[rule.body[0]].node)
                                 : nullptr;
    if (atom == nullptr || atom->negated) return;
    for (const TableRules& table : view_->assembled.tables) {
        if (!table.given.empty() && view_->program.find(table.concluded) == atom->relation) return;
    }
    std::vector<Argument> arguments;
    std::vector<std::size_t> position(goal_.columns.size(), atom->args.size());
    for (const ExprId arg : atom->args) {
        const auto& node = rule.exprs[arg].node;
        if (const auto* constant = std::get_if<ConstantExpr>(&node)) {
            arguments.push_back({constant->value, 0});
            continue;
        }
        const auto* const variable = std::get_if<VariableExpr>(&node);
        if (variable == nullptr) return;
        const auto asked = std::ranges::find_if(rule.head_args, [&](ExprId head) {
            return variable_of(rule, head) == variable->variable;
        });
        if (asked == rule.head_args.end()) return;
        const auto column = static_cast<std::size_t>(asked - rule.head_args.begin());
        if (position[column] != atom->args.size()) return;
        position[column] = arguments.size();
        arguments.push_back({std::nullopt, column});
    }
    relation_ = atom->relation;
    atom_ = std::move(arguments);
    position_ = std::move(position);
}

std::optional<std::size_t> PreparedGoal::column(std::string_view name) const {
    for (std::size_t i = 0; i < goal_.columns.size(); ++i) {
        if (goal_.columns[i].name == name) return i;
    }
    return std::nullopt;
}

// ---- values --------------------------------------------------------------------------------

void PreparedGoal::bind(std::size_t column, Word word) { bindings_[column] = word; }
void PreparedGoal::unbind(std::size_t column) { bindings_[column].reset(); }

Status PreparedGoal::bind_text(std::size_t column, std::string_view text) {
    KnownNames& names = names_[column];
    const auto known = names.find(text);
    if (known != names.end()) {
        bindings_[column] = known->second;
        return {};
    }
    DICTUM_TRY(const Word word, word_of_text(goal_.columns[column].type, text));
    if (names.size() >= kNamesKeptOfColumn) names.clear();
    names.emplace(text, word);
    bindings_[column] = word;
    return {};
}

Result<Word> PreparedGoal::word_of_text(const Type& type, std::string_view text) const {
    if (type.base == BaseType::Symbol && type.named) {
        const NamedType& named = view_->program.types[*type.named];
        if (named.entity) return entity(named, text);
    }
    return cell_value(text, type, view_->assembled.vocabulary.units, view_->values);
}

Result<Word> PreparedGoal::entity(const NamedType& type, std::string_view text) const {
    const Vocabulary& vocabulary = view_->assembled.vocabulary;
    const Entity* entity = vocabulary.find(text);
    if (entity == nullptr || !has_type(*entity, type.name)) {
        entity = nullptr;
        for (const Entity* named : vocabulary.named(text)) {
            if (!has_type(*named, type.name)) continue;
            if (entity != nullptr) {
                return invalid_input("`" + std::string(text) + "` names `" + entity->id +
                                     "` and `" + named->id + "`; bind the id");
            }
            entity = named;
        }
    }
    if (entity != nullptr) return word_of(view_->values.symbol(entity->id));
    std::vector<std::string> names;
    for (const Entity& other : vocabulary.entities()) {
        if (!has_type(other, type.name)) continue;
        names.push_back(other.id);
        names.insert(names.end(), other.names.begin(), other.names.end());
    }
    const std::string near = nearest(text, names);
    return invalid_input("there is no `" + type.name + "` with the id or name `" +
                         std::string(text) + "`" +
                         (near.empty() ? "" : "; did you mean `" + near + "`?"));
}

Status PreparedGoal::bind_quantity(std::size_t column, const Interval& interval,
                                   std::string_view unit) {
    const Type& type = goal_.columns[column].type;
    UnitTable& units = view_->assembled.vocabulary.units;
    if (type.base != BaseType::Quantity || is_period(type)) {
        return invalid_input("`" + goal_.columns[column].name + "` holds no quantity");
    }
    Interval counted = interval;
    UnitId in = type.unit;
    if (!unit.empty()) {
        const auto suffix = units.resolve_suffix(unit);
        if (!suffix) return invalid_input("`" + std::string(unit) + "` is no unit");
        in = suffix->unit.value_or(in);
        if (!compatible(units[in].measure, type.measure)) {
            return invalid_input("`" + units[in].name + "` can't stand for `" +
                                 units[type.unit].name + "`");
        }
        DICTUM_TRY(counted, multiply(interval, Interval::point(suffix->scale)));
    }
    DICTUM_TRY(const Interval base, to_base_units(counted, units[in]));
    bindings_[column] = view_->values.quantity(base);
    return {};
}

// ---- rows ----------------------------------------------------------------------------------

// With an equation for each binding. The variable stays one: what is calculated from an interval
// that stands in two places is calculated as before.
CheckedGoal PreparedGoal::bound() const {
    CheckedGoal goal = goal_;
    Rule& rule = goal.rule;
    for (std::size_t i = 0; i < bindings_.size(); ++i) {
        if (!bindings_[i]) continue;
        const Type& type = goal.columns[i].type;
        const Span span = rule.span;
        const auto variable =
            rule.exprs.push({span, type, VariableExpr{variable_of(rule, rule.head_args[i])}});
        const auto value = rule.exprs.push({span, type, ConstantExpr{*bindings_[i]}});
        rule.body.push_back(rule.literals.push(
            {span, CompareLiteral{CompareOp::Equal, type.base, variable, value}}));
    }
    return goal;
}

std::optional<Failure> PreparedGoal::start(std::shared_ptr<Model> model) {
    reset();
    model_ = std::move(model);
    if (atom_.empty()) {
        if (auto failed = solve_bound()) {
            reset();
            return failed;
        }
        return std::nullopt;
    }
    if (const Status found = look_up(); !found) {
        reset();
        return failure(found.error());
    }
    return std::nullopt;
}

std::optional<Failure> PreparedGoal::solve_bound() {
    const CheckedGoal goal = bound();
    auto chosen = view_->model_for(goal, *model_);
    if (auto* failed = std::get_if<Failure>(&chosen)) return *std::move(failed);
    auto rows = solve(goal, *std::get<Model*>(chosen));
    if (!rows) return failure(rows.error());
    rows_ = *std::move(rows);
    return std::nullopt;
}

Status PreparedGoal::look_up() {
    if (!model_->complete(relation_)) DICTUM_CHECK(model_->require(goal_.reads));
    key_columns_.clear();
    key_.clear();
    for (std::uint32_t i = 0; i < atom_.size(); ++i) {
        const Argument& argument = atom_[i];
        const auto& word = argument.constant ? argument.constant : bindings_[argument.column];
        if (!word) continue;
        key_columns_.push_back(i);
        key_.push_back(*word);
    }
    const Tuples& tuples = model_->tuples(relation_);
    const std::uint64_t rows_max = model_->limits().rows_max;
    tuples.probe(key_columns_, key_, RowId{}, id_at<RowId>(tuples.size()), [&](RowId row) {
        found_.push_back(row);
        return found_.size() <= rows_max;
    });
    if (found_.size() > rows_max) {
        return Error{ErrorCode::Limit, limit_reached("rows_max", rows_max)};
    }
    if (found_.size() < 2) return {};
    std::ranges::sort(found_, [&](RowId a, RowId b) {
        for (std::size_t i = 0; i < position_.size(); ++i) {
            const Word x = tuples[a][position_[i]];
            const Word y = tuples[b][position_[i]];
            if (x != y) return view_->values.less(x, y, goal_.columns[i].type);
        }
        return false;
    });
    return {};
}

bool PreparedGoal::next() {
    if (at_ <= count()) ++at_;
    return at_ <= count();
}

void PreparedGoal::reset() {
    model_.reset();
    found_.clear();
    rows_.clear();
    at_ = 0;
}

Word PreparedGoal::value(std::size_t column) const {
    if (atom_.empty()) return rows_[at_ - 1][column];
    return model_->tuples(relation_)[found_[at_ - 1]][position_[column]];
}

Outcome<PreparedGoal::Standing> PreparedGoal::standing() {
    std::vector<Word> row;
    for (std::size_t i = 0; i < columns().size(); ++i) row.push_back(value(i));
    const CheckedGoal goal = atom_.empty() ? bound() : goal_;
    auto chosen = view_->model_for(goal, *model_);
    if (auto* failed = std::get_if<Failure>(&chosen)) return *std::move(failed);
    auto proof = prove(*std::get<Model*>(chosen), goal, row, view_->assembled.vocabulary.units);
    if (!proof) return failure(proof.error());
    return Standing{proof->root().strength, proof->root().leans_on_dispute};
}

// Of one atom with its values in their places; of any other goal with equations.
std::string PreparedGoal::text() const {
    const UnitTable& units = view_->assembled.vocabulary.units;
    if (atom_.empty()) return print_goal(bound(), view_->program, view_->values, units);
    CheckedGoal goal = goal_;
    for (const LiteralId id : goal.rule.body) {
        for (ExprId& arg : std::get<AtomLiteral>(goal.rule.literals[id].node).args) {
            Expr& expr = goal.rule.exprs[arg];
            const auto* const variable = std::get_if<VariableExpr>(&expr.node);
            if (variable == nullptr) continue;
            for (std::size_t i = 0; i < bindings_.size(); ++i) {
                const bool same =
                    variable_of(goal_.rule, goal_.rule.head_args[i]) == variable->variable;
                if (!same || !bindings_[i]) continue;
                arg = goal.rule.exprs.push({expr.span, expr.type, ConstantExpr{*bindings_[i]}});
                break;
            }
        }
    }
    return print_goal(goal, view_->program, view_->values, units);
}

}  // namespace dictum
