// CSV: rows of cells, and the rows as data of a relation with a column of every type.
// Found wrong: a crash, a cell outside the text, a table that does not come back the same when it
// is written and read again, or a mistake without a place.
#include <cstdlib>

#include "kb/csv.h"
#include "kb/data_rows.h"

namespace {

using namespace dictum;

void require(bool holds) {
    if (!holds) std::abort();
}

using Row = std::vector<std::string>;

// The rows, or nothing when there is a mistake.
std::optional<std::vector<Row>> rows_of(const std::string& text) {
    CsvReader reader(text);
    std::vector<CsvCell> cells;
    std::vector<Row> rows;
    bool whole = true;
    for (;;) {
        const CsvReader::Outcome outcome = reader.next(cells);
        if (outcome == CsvReader::Outcome::End) break;
        if (outcome == CsvReader::Outcome::Mistake) {
            const CsvReader::Mistake& mistake = reader.mistake();
            require(mistake.begin <= mistake.end && mistake.end <= text.size());
            require(!mistake.message.empty());
            whole = false;
            continue;
        }
        Row row;
        for (const CsvCell& cell : cells) {
            require(cell.begin <= cell.end && cell.end <= text.size());
            require(cell.text.size() <= cell.end - cell.begin);
            row.push_back(cell.text);
        }
        require(!row.empty());
        rows.push_back(std::move(row));
    }
    if (!whole) return std::nullopt;
    return rows;
}

std::string written(const std::vector<Row>& rows) {
    std::string text;
    for (const Row& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += i == 0 ? "\"" : ",\"";
            for (const char c : row[i]) text += c == '"' ? std::string("\"\"") : std::string(1, c);
            text += '"';
        }
        text += "\r\n";
    }
    return text;
}

class CountFacts : public FactSink {
  public:
    explicit CountFacts(std::size_t arity) : arity_(arity) {}
    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override {
        require(tuple.size() == arity_ && !support);
        return {};
    }

  private:
    std::size_t arity_;
};

// A relation with a column of every type; made once, reading changes nothing but interned values.
struct World {
    Vocabulary vocabulary;
    CheckedProgram program;
    std::size_t arity = 0;

    World() {
        vocabulary.add({"green", {"tea"}, {"绿茶"}});
        Relation relation;
        relation.name = "r";
        for (const BaseType base :
             {BaseType::Number, BaseType::Unsigned, BaseType::Float, BaseType::Symbol,
              BaseType::Ratio, BaseType::Date, BaseType::Bool}) {
            relation.columns.push_back({to_string(base), Type::of(base)});
        }
        Type money = Type::of(BaseType::Quantity);
        money.unit = *vocabulary.units.find("CNY");
        money.measure = vocabulary.units[money.unit].measure;
        relation.columns.push_back({"price", money});
        Type tea = Type::of(BaseType::Symbol);
        tea.named = program.types.push({"tea", BaseType::Symbol, std::nullopt, true});
        relation.columns.push_back({"tea", tea});
        arity = relation.columns.size();
        program.relations.push(relation);
    }
};

void check_data(const std::string& text) {
    static World world;
    DataDeclaration data;
    data.relation = "r";
    data.content = "number,unsigned,float,symbol,ratio,date,bool,price,tea\n" + text;
    Values values;
    Diagnostics diagnostics;
    CountFacts sink(world.arity);
    const auto whole = read_data(data, world.program, world.vocabulary, values, sink, diagnostics);
    require(whole.has_value());
    require(*whole == !diagnostics.has_errors());
    for (const Diagnostic& item : diagnostics.items()) {
        require(item.span.begin <= item.span.end && item.span.end <= data.content.size());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    if (const auto rows = rows_of(text)) {
        require(rows_of(written(*rows)) == rows);
    }
    check_data(text);
    return 0;
}
