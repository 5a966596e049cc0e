#include "kb/data_rows.h"

#include <algorithm>
#include <unordered_map>

#include "kb/cell_value.h"
#include "kb/csv.h"
#include "kb/suggestions.h"

namespace dictum {
namespace {

class DataReader {
  public:
    DataReader(const DataDeclaration& data, const CheckedProgram& program, Vocabulary& vocabulary,
               Values& values, Diagnostics& diagnostics)
        : data_(data),
          program_(program),
          vocabulary_(vocabulary),
          values_(values),
          diagnostics_(diagnostics),
          csv_(data.content) {}

    Result<bool> run(FactSink& sink) {
        if (!find_relation() || !read_header()) return false;
        std::vector<Word> tuple(places_.size());
        for (;;) {
            const CsvReader::Outcome outcome = csv_.next(row_);
            if (outcome == CsvReader::Outcome::End) break;
            if (outcome == CsvReader::Outcome::Mistake) {
                report_csv();
            } else if (!is_blank_line() && read_row(tuple) && mistakes_ == 0) {
                DICTUM_CHECK(sink.fact(tuple, std::nullopt));
            }
        }
        finish();
        return mistakes_ == 0;
    }

  private:
    bool find_relation() {
        const auto id = program_.find(data_.relation);
        if (id) {
            relation_ = &program_.relations[*id];
            return true;
        }
        diagnostics_.error("unknown-relation", data_.span,
                           "there is no relation `" + data_.relation + "`",
                           suggestions_.mend(data_.relation, [&] {
                               std::vector<std::string> names;
                               for (const Relation& item : program_.relations) {
                                   if (item.part_of) continue;
                                   names.push_back(item.name);
                               }
                               return names;
                           }));
        return false;
    }

    // The first row: which cell belongs to which column.
    bool read_header() {
        const CsvReader::Outcome outcome = csv_.next(row_);
        if (outcome == CsvReader::Outcome::Mistake) {
            report_csv();
            return false;
        }
        if (outcome == CsvReader::Outcome::End) {
            report(0, 0, "missing-header", "the file is empty; its first row names the columns");
            return false;
        }
        std::unordered_map<std::string_view, std::size_t> columns;
        for (std::size_t i = 0; i < relation_->columns.size(); ++i) {
            columns.emplace(relation_->columns[i].name, i);
        }
        std::vector<bool> given(relation_->columns.size(), false);
        for (const CsvCell& cell : row_) {
            const auto found = columns.find(cell.text);
            if (found == columns.end()) {
                report_column(cell);
            } else if (given[found->second]) {
                report(cell.begin, cell.end, "duplicate-column",
                       "the column `" + cell.text + "` comes twice");
            } else {
                given[found->second] = true;
                places_.push_back(found->second);
            }
        }
        for (std::size_t i = 0; i < given.size(); ++i) {
            if (given[i]) continue;
            report(row_.front().begin, row_.back().end, "missing-column",
                   "the column `" + relation_->columns[i].name + "` of `" + relation_->name +
                       "` is not here");
        }
        finish();
        return mistakes_ == 0;
    }

    void report_column(const CsvCell& cell) {
        report(cell.begin, cell.end, "unknown-column",
               "`" + relation_->name + "` has no column `" + cell.text + "`",
               suggestions_.mend(cell.text, [&] {
                   std::vector<std::string> names;
                   for (const Column& column : relation_->columns) names.push_back(column.name);
                   return names;
               }));
    }

    // A line with nothing on it says nothing, unless it could be an empty value.
    bool is_blank_line() const {
        return row_.size() == 1 && places_.size() > 1 && row_[0].begin == row_[0].end;
    }

    bool read_row(std::vector<Word>& tuple) {
        if (row_.size() != places_.size()) {
            report(row_.front().begin, row_.back().end, "ragged-row",
                   "this row has " + std::to_string(row_.size()) + " cells; the first has " +
                       std::to_string(places_.size()));
            return false;
        }
        bool good = true;
        for (std::size_t i = 0; i < row_.size(); ++i) {
            const CsvCell& cell = row_[i];
            const Type& type = relation_->columns[places_[i]].type;
            auto word = cell_value(cell.text, type, vocabulary_.units, values_);
            if (!word) {
                report(cell.begin, cell.end, "bad-value", word.error().message);
                good = false;
            } else if (!is_entity(cell, type)) {
                good = false;
            } else {
                tuple[places_[i]] = *word;
            }
        }
        return good;
    }

    // True for columns without an entity type.
    bool is_entity(const CsvCell& cell, const Type& type) {
        if (!type.named || !program_.types[*type.named].entity) return true;
        const std::string& wanted = program_.types[*type.named].name;
        const Entity* entity = vocabulary_.find(cell.text);
        if (entity != nullptr && has(entity->types, wanted)) return true;
        std::string mend;
        for (const Entity* named : vocabulary_.named(cell.text)) {
            if (has(named->types, wanted)) mend = "write its id, `" + named->id + "`";
        }
        if (mend.empty()) {
            mend = suggestions_.mend(cell.text, [&] {
                std::vector<std::string> ids;
                for (const Entity& other : vocabulary_.entities()) {
                    if (has(other.types, wanted)) ids.push_back(other.id);
                }
                return ids;
            });
        }
        report(cell.begin, cell.end, "unknown-entity",
               "there is no `" + wanted + "` with the id `" + cell.text + "`", mend);
        return false;
    }

    static bool has(const std::vector<std::string>& types, const std::string& wanted) {
        return std::find(types.begin(), types.end(), wanted) != types.end();
    }

    void report_csv() {
        const CsvReader::Mistake& mistake = csv_.mistake();
        report(mistake.begin, mistake.end, "bad-csv", mistake.message, mistake.mend);
    }

    void report(std::uint32_t begin, std::uint32_t end, std::string id, std::string message,
                std::string mend = {}) {
        if (++mistakes_ > kDataMistakesListed) return;
        diagnostics_.error(std::move(id), Span{data_.text, begin, end}, std::move(message),
                           std::move(mend));
    }

    void finish() {
        if (mistakes_ <= kDataMistakesListed) return;
        const auto end = static_cast<std::uint32_t>(data_.content.size());
        diagnostics_.error(
            "more-mistakes", Span{data_.text, end, end},
            "the file has " + std::to_string(mistakes_ - kDataMistakesListed) + " more mistakes");
    }

    const DataDeclaration& data_;
    const CheckedProgram& program_;
    Vocabulary& vocabulary_;
    Values& values_;
    Diagnostics& diagnostics_;
    CsvReader csv_;
    Suggestions suggestions_;
    const Relation* relation_ = nullptr;
    std::vector<CsvCell> row_;
    std::vector<std::size_t> places_;  // of cell i: the column that it belongs to
    std::size_t mistakes_ = 0;
};

class DataFacts : public FactSource {
  public:
    DataFacts(const Knowledge& knowledge, const CheckedProgram& program, Vocabulary& vocabulary)
        : knowledge_(knowledge), program_(program), vocabulary_(vocabulary) {}

    Status read(const RelationSchema& relation, Values& values, FactSink& sink) override {
        for (const DataDeclaration& data : knowledge_.data) {
            if (data.relation != relation.name) continue;
            Diagnostics mistakes;
            DICTUM_TRY(const bool whole,
                       read_data(data, program_, vocabulary_, values, sink, mistakes));
            if (!whole) {
                return Error{ErrorCode::InvalidInput,
                             "`" + data.file + "`: " + mistakes.items().front().message};
            }
        }
        return {};
    }

  private:
    const Knowledge& knowledge_;
    const CheckedProgram& program_;
    Vocabulary& vocabulary_;
};

}  // namespace

Result<bool> read_data(const DataDeclaration& data, const CheckedProgram& program,
                       Vocabulary& vocabulary, Values& values, FactSink& sink,
                       Diagnostics& diagnostics) {
    return DataReader(data, program, vocabulary, values, diagnostics).run(sink);
}

std::unique_ptr<FactSource> data_facts(const Knowledge& knowledge, const CheckedProgram& program,
                                       Vocabulary& vocabulary) {
    return std::make_unique<DataFacts>(knowledge, program, vocabulary);
}

}  // namespace dictum
