#include "kb/fact_file.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/value/utf8.h"
#include "kb/cell_value.h"
#include "kb/csv.h"
#include "kb/fact_database.h"
#include "kb/files.h"

namespace dictum {
namespace {

// One file of facts, line by line, or row by row where cells may be quoted.
class FactReader {
  public:
    FactReader(std::string_view text, const FactFormat& format, const RelationSchema& relation,
               UnitTable& units, Values& values)
        : text_(text),
          format_(format),
          relation_(relation),
          units_(units),
          values_(values),
          tuple_(relation.columns.size()) {}

    Status run(FactSink& sink) { return format_.quoted ? run_rows(sink) : run_lines(sink); }

  private:
    Status run_lines(FactSink& sink) {
        for (std::size_t at = 0; at < text_.size();) {
            ++line_;
            std::size_t end = std::min(text_.find('\n', at), text_.size());
            const std::size_t next = end + 1;
            if (end > at && text_[end - 1] == '\r') --end;
            if (line_ > 1 || !format_.headers) {
                DICTUM_CHECK(read_line(text_.substr(at, end - at)));
                DICTUM_CHECK(sink.fact(tuple_, std::nullopt));
            }
            at = next;
        }
        return {};
    }

    Status read_line(std::string_view line) {
        if (tuple_.empty()) {
            return line == "()" ? Status{}
                                : wrong(line, 0,
                                        "`" + relation_.name +
                                            "` has no columns; its fact is the line `()`");
        }
        std::size_t from = 0;
        for (std::size_t i = 0; i < tuple_.size(); ++i) {
            if (from > line.size()) return wrong(line, line.size(), count_of(i));
            const std::size_t end = std::min(line.find(format_.delimiter, from), line.size());
            if (auto problem = take(line.substr(from, end - from), i)) {
                return wrong(line, from, *std::move(problem));
            }
            from = end + format_.delimiter.size();
        }
        if (from <= line.size()) {
            return wrong(line, from - format_.delimiter.size(),
                         "this line has more than " + std::to_string(tuple_.size()) + " values");
        }
        return {};
    }

    Status run_rows(FactSink& sink) {
        CsvReader reader(text_, format_.delimiter.front());
        std::vector<CsvCell> row;
        for (bool first = true;; first = false) {
            const CsvReader::Outcome outcome = reader.next(row);
            if (outcome == CsvReader::Outcome::End) return {};
            if (outcome == CsvReader::Outcome::Mistake) {
                return at_offset(reader.mistake().begin, reader.mistake().message);
            }
            if (first && format_.headers) continue;
            if (row.size() != tuple_.size()) {
                return at_offset(row.front().begin, count_of(row.size()));
            }
            for (std::size_t i = 0; i < row.size(); ++i) {
                if (auto problem = take(row[i].text, i)) {
                    return at_offset(row[i].begin, *std::move(problem));
                }
            }
            DICTUM_CHECK(sink.fact(tuple_, std::nullopt));
        }
    }

    // What is wrong with the value, if anything.
    std::optional<std::string> take(std::string_view cell, std::size_t column) {
        auto word = cell_value(cell, relation_.columns[column].type, units_, values_);
        if (!word) return word.error().message;
        tuple_[column] = *word;
        return std::nullopt;
    }

    std::string count_of(std::size_t held) const {
        return "this line has " + std::to_string(held) + " values; `" + relation_.name + "` has " +
               std::to_string(tuple_.size()) + " columns";
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
    std::vector<Word> tuple_;
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
