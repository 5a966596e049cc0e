#include "kb/relation_table.h"

#include <set>

#include "kb/cell_value.h"

namespace dictum {
namespace {

constexpr std::string_view kBookkeeping[] = {"_row", "_claim", "_pack"};

// Names that differ for SQLite too.
class SqlNames {
  public:
    std::string take(std::string name) {
        while (!taken_.insert(folded(name)).second) name += '_';
        return name;
    }

  private:
    static std::string folded(std::string name) {
        for (char& c : name) {
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        return name;
    }
    std::set<std::string> taken_;
};

std::string_view sql_type(BaseType base) {
    switch (base) {
        case BaseType::Number:
        case BaseType::Unsigned:
        case BaseType::Bool:
            return "INTEGER";
        case BaseType::Float:
            return "REAL";
        default:
            return "TEXT";
    }
}

// Exact text in the column's unit; where that has no exact decimals, with a unit that has.
std::string quantity_text(const Interval& base_units, Word word, const Type& type,
                          const Values& values, const UnitTable& units) {
    if (is_period(type)) return period_text(base_units);
    const Unit& unit = units[type.unit];
    if (const auto shown = in_unit(base_units, unit)) {
        const auto back = to_base_units(*shown, unit);
        if (back && *back == base_units) return shown->to_string();
    }
    return values.literal(word, type, units);
}

void bind_end(Statement& insert, int index, const std::optional<Decimal>& end, Rounding rounding) {
    if (end) {
        insert.bind(index, end->to_double(rounding));
    } else {
        insert.bind(index, std::nullopt);
    }
}

}  // namespace

RelationTable::RelationTable(std::string name, const RelationSchema& schema, const UnitTable& units)
    : name_(std::move(name)), schema_(schema), units_(&units) {
    SqlNames names;
    for (const std::string_view kept : kBookkeeping) names.take(std::string(kept));
    for (const Column& column : schema.columns)
        columns_.push_back({names.take(column.name), "", ""});
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (schema.columns[i].type.base != BaseType::Quantity) continue;
        columns_[i].lo = names.take(schema.columns[i].name + "_lo");
        columns_[i].hi = names.take(schema.columns[i].name + "_hi");
    }
}

std::string RelationTable::create_statement() const {
    std::string sql = "CREATE TABLE " + quoted_name(name_) +
                      " (\"_row\" INTEGER PRIMARY KEY, \"_claim\" INTEGER REFERENCES claim, "
                      "\"_pack\" INTEGER NOT NULL REFERENCES pack";
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        sql += ", " + quoted_name(columns_[i].name) + " " +
               std::string(sql_type(schema_.columns[i].type.base)) + " NOT NULL" +
               unit_note(schema_.columns[i].type);
        if (columns_[i].lo.empty()) continue;
        sql +=
            ", " + quoted_name(columns_[i].lo) + " REAL, " + quoted_name(columns_[i].hi) + " REAL";
    }
    return sql + ") STRICT";
}

std::string RelationTable::unit_note(const Type& type) const {
    if (type.base != BaseType::Quantity) return {};
    std::string name = (*units_)[type.unit].name;
    // No unit is called so; but a comment must never end early.
    for (std::size_t at = name.find("*/"); at != std::string::npos; at = name.find("*/")) {
        name.erase(at, 1);
    }
    return " /* " + name + " */";
}

std::string RelationTable::insert_statement() const {
    std::string names = "\"_claim\", \"_pack\"";
    std::string holes = "?, ?";
    for (const Held& column : columns_) {
        names += ", " + quoted_name(column.name);
        holes += ", ?";
        if (column.lo.empty()) continue;
        names += ", " + quoted_name(column.lo) + ", " + quoted_name(column.hi);
        holes += ", ?, ?";
    }
    return "INSERT INTO " + quoted_name(name_) + " (" + names + ") VALUES (" + holes + ")";
}

std::string RelationTable::selection() const {
    std::string names = "\"_claim\"";
    for (const Held& column : columns_) names += ", " + quoted_name(column.name);
    return "SELECT " + names + " FROM " + quoted_name(name_);
}

std::string RelationTable::select_statement() const { return selection() + " ORDER BY \"_row\""; }

std::string RelationTable::select_data_statement() const {
    return selection() + " WHERE \"_claim\" IS NULL AND \"_pack\" = ?1 ORDER BY \"_row\"";
}

void RelationTable::bind(Statement& insert, int index, std::span<const Word> tuple,
                         const Values& values, std::vector<std::string>& texts) const {
    texts.clear();
    texts.reserve(tuple.size());  // so that no bound text moves
    for (std::size_t i = 0; i < tuple.size(); ++i) {
        const Type& type = schema_.columns[i].type;
        const Word word = tuple[i];
        switch (type.base) {
            case BaseType::Number:
            case BaseType::Unsigned:
            case BaseType::Bool:
                insert.bind(index++, as_number(word));
                break;
            case BaseType::Float:
                insert.bind(index++, as_float(word));
                break;
            case BaseType::Symbol:
                insert.bind(index++, values.text(as_symbol(word)));
                break;
            case BaseType::Date:
                insert.bind(index++, texts.emplace_back(as_date(word).to_string()));
                break;
            case BaseType::Ratio:
                insert.bind(index++, texts.emplace_back(values.ratio_of(word).to_string()));
                break;
            case BaseType::Quantity: {
                const Interval& interval = values.interval(word);
                texts.push_back(quantity_text(interval, word, type, values, *units_));
                insert.bind(index++, texts.back());
                const auto shown = in_unit(interval, (*units_)[type.unit]);
                bind_end(insert, index++, shown ? shown->lo : std::nullopt, Rounding::Down);
                bind_end(insert, index++, shown ? shown->hi : std::nullopt, Rounding::Up);
                break;
            }
            case BaseType::Record:  // of no column of a pack
                insert.bind(index++, std::nullopt);
        }
    }
}

Status RelationTable::read(const Statement& select, Values& values,
                           std::vector<Word>& tuple) const {
    tuple.resize(columns_.size());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const Type& type = schema_.columns[i].type;
        auto word = value(select, static_cast<int>(i) + 1, type, values);
        if (!word) {
            return Error{ErrorCode::Damaged, "knowledge base: `" + name_ + "`, column `" +
                                                 columns_[i].name + "`: " + word.error().message};
        }
        tuple[i] = *word;
    }
    return {};
}

Result<Word> RelationTable::value(const Statement& select, int at, const Type& type,
                                  Values& values) const {
    switch (type.base) {
        case BaseType::Number:
        case BaseType::Unsigned:
            return word_of(select.integer(at));
        case BaseType::Bool:
            return word_of(select.integer(at) != 0);
        case BaseType::Float:
            return word_of(select.real(at));
        case BaseType::Symbol:
            return word_of(values.symbol(select.text(at)));
        case BaseType::Date: {
            DICTUM_TRY(const Date date, Date::parse(select.text(at)));
            return word_of(date);
        }
        case BaseType::Ratio: {
            DICTUM_TRY(const Ratio ratio, Ratio::parse(select.text(at)));
            return values.ratio(ratio);
        }
        case BaseType::Quantity:
        case BaseType::Record:
            break;
    }
    const std::string_view text = select.text(at);
    if (const auto shown = Interval::parse(text)) {
        DICTUM_TRY(const Interval interval, to_base_units(*shown, (*units_)[type.unit]));
        return values.quantity(interval);
    }
    UnitTable own = *units_;  // reading a unit may add compounds
    DICTUM_TRY(const Interval interval, quantity_cell(text, type, own));
    return values.quantity(interval);
}

}  // namespace dictum
