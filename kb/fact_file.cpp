#include "kb/fact_file.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/value/structure.h"
#include "engine/value/utf8.h"
#include "kb/cell_value.h"
#include "kb/csv.h"
#include "kb/fact_database.h"
#include "kb/files.h"

namespace dictum {
namespace {

// One file of facts, some hundred lines at a time: their symbols are looked up together. Row by row
// where cells may be quoted.
class FactReader {
  public:
    FactReader(std::string_view text, const FactFormat& format, const RelationSchema& relation,
               UnitTable& units, Values& values)
        : text_(text), format_(format), relation_(relation), units_(units), values_(values) {
        words_.resize(relation.columns.size() * kLines);
        for (std::size_t i = 0; i < relation.columns.size(); ++i) {
            columns_.push_back(words_.data() + i * kLines);
        }
    }

    Status run(FactSink& sink) { return format_.quoted ? run_rows(sink) : run_lines(sink); }

  private:
    static constexpr std::size_t kLines = 512;

    Status run_lines(FactSink& sink) {
        if (format_.headers) next_line();
        while (at_ < text_.size()) {
            texts_.clear();
            std::size_t count = 0;
            for (; count < kLines && at_ < text_.size(); ++count) {
                DICTUM_CHECK(read_cells(next_line(), count));
            }
            take_symbols(count);
            DICTUM_CHECK(sink.facts(columns_, count));
        }
        return {};
    }

    std::string_view next_line() {
        ++line_;
        const std::size_t begin = at_;
        std::size_t end = std::min(text_.find('\n', at_), text_.size());
        at_ = end + 1;
        if (end > begin && text_[end - 1] == '\r') --end;
        return text_.substr(begin, end - begin);
    }

    Status read_cells(std::string_view line, std::size_t row) {
        const std::size_t arity = relation_.columns.size();
        if (arity == 0) {
            return line == "()" ? Status{}
                                : wrong(line, 0,
                                        "`" + relation_.name +
                                            "` has no columns; its fact is the line `()`");
        }
        std::size_t from = 0;
        for (std::size_t i = 0; i < arity; ++i) {
            if (from > line.size()) return wrong(line, line.size(), count_of(i));
            const std::size_t end = std::min(delimiter_in(line, from), line.size());
            const std::string_view cell = line.substr(from, end - from);
            const Type& type = relation_.columns[i].type;
            if (type.base == BaseType::Symbol) {
                texts_.push_back(cell);
            } else if (!read_digits(cell, type.base, words_[i * kLines + row])) {
                auto word = cell_value(cell, type, units_, values_);
                if (!word) return wrong(line, from, word.error().message);
                words_[i * kLines + row] = *word;
            }
            from = end + format_.delimiter.size();
        }
        if (from <= line.size()) {
            return wrong(line, from - format_.delimiter.size(),
                         "this line has more than " + std::to_string(arity) + " values");
        }
        return {};
    }

    std::size_t delimiter_in(std::string_view line, std::size_t from) const {
        const std::string& delimiter = format_.delimiter;
        return delimiter.size() == 1 ? line.find(delimiter.front(), from)
                                     : line.find(delimiter, from);
    }

    // The commonest cells: a few digits. False: the cell is something else.
    static bool read_digits(std::string_view cell, BaseType base, Word& word) {
        constexpr std::size_t kDigitsMax = 18;
        if (base != BaseType::Number && base != BaseType::Unsigned) return false;
        if (cell.empty() || cell.size() > kDigitsMax) return false;
        word = 0;
        for (const char c : cell) {
            if (c < '0' || c > '9') return false;
            word = word * 10 + static_cast<Word>(c - '0');
        }
        return true;
    }

    // The symbols of the lines that were read, in the order in which they stand there.
    void take_symbols(std::size_t count) {
        if (texts_.empty()) return;
        ids_.resize(texts_.size());
        values_.symbols(texts_, ids_.data());
        const std::size_t arity = relation_.columns.size();
        const Word* id = ids_.data();
        for (std::size_t row = 0; row < count; ++row) {
            for (std::size_t i = 0; i < arity; ++i) {
                if (relation_.columns[i].type.base == BaseType::Symbol) {
                    words_[i * kLines + row] = *id++;
                }
            }
        }
    }

    Status run_rows(FactSink& sink) {
        CsvReader reader(text_, format_.delimiter.front());
        std::vector<CsvCell> row;
        std::vector<Word> tuple(relation_.columns.size());
        for (bool first = true;; first = false) {
            const CsvReader::Outcome outcome = reader.next(row);
            if (outcome == CsvReader::Outcome::End) return {};
            if (outcome == CsvReader::Outcome::Mistake) {
                return at_offset(reader.mistake().begin, reader.mistake().message);
            }
            if (first && format_.headers) continue;
            if (row.size() != tuple.size()) {
                return at_offset(row.front().begin, count_of(row.size()));
            }
            for (std::size_t i = 0; i < row.size(); ++i) {
                auto word = cell_value(row[i].text, relation_.columns[i].type, units_, values_);
                if (!word) return at_offset(row[i].begin, word.error().message);
                tuple[i] = *word;
            }
            DICTUM_CHECK(sink.fact(tuple, std::nullopt));
        }
    }

    std::string count_of(std::size_t held) const {
        return "this line has " + std::to_string(held) + " values; `" + relation_.name + "` has " +
               std::to_string(relation_.columns.size()) + " columns";
    }

    Error wrong(std::string_view line, std::size_t at, std::string message) const {
        return error(line_, count_code_points(line.substr(0, at)) + 1, std::move(message));
    }

    Error at_offset(std::size_t offset, std::string message) const {
        const std::string_view before = text_.substr(0, offset);
        const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
        const std::size_t begin = before.rfind('\n') + 1;  // npos + 1 is 0
        return error(lines + 1, count_code_points(before.substr(begin)) + 1, std::move(message));
    }

    Error error(std::size_t line, std::size_t column, std::string message) const {
        return Error{ErrorCode::InvalidInput, format_.file + ":" + std::to_string(line) + ":" +
                                                  std::to_string(column) +
                                                  ": error: " + std::move(message)};
    }

    std::string_view text_;
    const FactFormat& format_;
    const RelationSchema& relation_;
    UnitTable& units_;
    Values& values_;
    std::vector<Word> words_;           // column by column
    std::vector<const Word*> columns_;  // where each begins
    std::vector<std::string_view> texts_;
    std::vector<Word> ids_;  // of `texts_`
    std::size_t at_ = 0;
    std::size_t line_ = 0;
};

std::string path_in(const std::string& folder, const std::string& file) {
    return file.starts_with('/') ? file : folder + "/" + file;
}

std::string quoted_cell(const std::string& value) {
    std::string text = "\"";
    for (const char c : value) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + "\"";
}

std::string float_text(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

}  // namespace

Status FactFolder::read(const RelationSchema& relation, Values& values, FactSink& sink) {
    const auto known = formats_.find(relation.name);
    if (known == formats_.end()) {
        FactFormat format;
        format.file = relation.name + ".facts";
        return read_text(format, relation, values, sink);
    }
    for (const FactFormat& format : known->second) {
        if (format.medium == FactFormat::Medium::Sqlite) {
            DICTUM_CHECK(read_table(path_in(folder_, format.file), format.table, relation, units_,
                                    values, sink));
        } else {
            DICTUM_CHECK(read_text(format, relation, values, sink));
        }
    }
    return {};
}

Status FactFolder::read_text(const FactFormat& format, const RelationSchema& relation,
                             Values& values, FactSink& sink) {
    const std::string path = path_in(folder_, format.file);
    auto text = read_file(path);
    if (!text) return text.error();
    const std::size_t bad = first_bad_byte(*text);
    if (bad < text->size()) {
        return Error{ErrorCode::InvalidInput,
                     "`" + path + "` is not UTF-8 text (byte " + std::to_string(bad) + ")"};
    }
    return FactReader(*text, format, relation, units_, values).run(sink);
}

std::string fact_text(Word word, const Type& type, const Values& values, const UnitTable& units) {
    if (type.base == BaseType::Symbol) return values.text(as_symbol(word));
    if (type.base == BaseType::Float) return float_text(as_float(word));
    if (type.base == BaseType::Record) {
        return record_text(values, word, type, [&](Word part, const Type& field) {
            return fact_text(part, field, values, units);
        });
    }
    return values.literal(word, type, units);
}

FactFile::FactFile(const FactFormat& format, const RelationSchema& relation, const Values& values,
                   const UnitTable& units)
    : format_(format), relation_(relation), values_(values), units_(units) {
    if (!format.headers || format.medium == FactFormat::Medium::Sqlite) return;
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        if (i > 0) text_ += format.delimiter;
        cell(relation.columns[i].name);
    }
    text_ += '\n';
}

void FactFile::cell(const std::string& value) {
    text_ += format_.quoted ? quoted_cell(value) : value;
}

Status FactFile::fact(std::span<const Word> tuple, std::optional<SupportId>) {
    const bool into_table = format_.medium == FactFormat::Medium::Sqlite;
    if (into_table) rows_.emplace_back();
    for (std::size_t i = 0; i < tuple.size(); ++i) {
        std::string value = fact_text(tuple[i], relation_.columns[i].type, values_, units_);
        if (!has_whole_text(value)) {
            return Error{ErrorCode::Limit, "a record of `" + relation_.name +
                                               "` is too long to be written: its parts are shared, "
                                               "and a file repeats them"};
        }
        if (into_table) {
            rows_.back().push_back(std::move(value));
        } else {
            if (i > 0) text_ += format_.delimiter;
            cell(value);
        }
    }
    if (tuple.empty()) text_ += "()";
    text_ += '\n';
    return {};
}

Status FactFile::finish(const std::string& folder) {
    const std::string path = path_in(folder, format_.file);
    if (format_.medium == FactFormat::Medium::Sqlite) {
        return write_table(path, format_.table, relation_, rows_);
    }
    return write_file(path, text_);
}

}  // namespace dictum
