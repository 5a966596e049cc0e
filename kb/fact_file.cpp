#include "kb/fact_file.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/value/structure.h"
#include "engine/value/utf8.h"
#include "kb/cell_value.h"
#include "kb/files.h"

namespace dictum {
namespace {

// One file of facts, line by line.
class FactReader {
  public:
    FactReader(std::string_view text, const std::string& file, const RelationSchema& relation,
               UnitTable& units, Values& values)
        : text_(text), file_(file), relation_(relation), units_(units), values_(values) {}

    Status run(FactSink& sink) {
        std::vector<Word> tuple(relation_.columns.size());
        while (at_ < text_.size()) {
            ++line_;
            std::size_t end = std::min(text_.find('\n', at_), text_.size());
            const std::size_t next = end + 1;
            if (end > at_ && text_[end - 1] == '\r') --end;
            DICTUM_CHECK(read_line(text_.substr(at_, end - at_), tuple));
            DICTUM_CHECK(sink.fact(tuple, std::nullopt));
            at_ = next;
        }
        return {};
    }

  private:
    Status read_line(std::string_view line, std::vector<Word>& tuple) {
        if (tuple.empty()) {
            return line == "()" ? Status{}
                                : wrong(line, 0,
                                        "`" + relation_.name +
                                            "` has no columns; its "
                                            "fact is the line `()`");
        }
        std::size_t from = 0;
        for (std::size_t i = 0; i < tuple.size(); ++i) {
            if (from > line.size()) return cells(line, i);
            const std::size_t end = std::min(line.find('\t', from), line.size());
            const std::string_view cell = line.substr(from, end - from);
            auto word = cell_value(cell, relation_.columns[i].type, units_, values_);
            if (!word) return wrong(line, from, word.error().message);
            tuple[i] = *word;
            from = end + 1;
        }
        if (from <= line.size()) {
            return wrong(line, from - 1,
                         "this line has more than " + std::to_string(tuple.size()) + " values");
        }
        return {};
    }

    Status cells(std::string_view line, std::size_t held) const {
        return wrong(line, line.size(),
                     "this line has " + std::to_string(held) + " values; `" + relation_.name +
                         "` has " + std::to_string(relation_.columns.size()) + " columns");
    }

    Error wrong(std::string_view line, std::size_t at, std::string message) const {
        const std::size_t column = count_code_points(line.substr(0, at)) + 1;
        return Error{ErrorCode::InvalidInput, file_ + ":" + std::to_string(line_) + ":" +
                                                  std::to_string(column) +
                                                  ": error: " + std::move(message)};
    }

    std::string_view text_;
    const std::string& file_;
    const RelationSchema& relation_;
    UnitTable& units_;
    Values& values_;
    std::size_t at_ = 0;
    std::size_t line_ = 0;
};

std::string float_text(double value) {
    std::array<char, 64> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
    return {buffer.data(), end};
}

}  // namespace

Status FactFolder::read(const RelationSchema& relation, Values& values, FactSink& sink) {
    const std::string file = relation.name + ".facts";
    const std::string path = folder_ + "/" + file;
    auto text = read_file(path);
    if (!text) return text.error();
    const std::size_t bad = first_bad_byte(*text);
    if (bad < text->size()) {
        return Error{ErrorCode::InvalidInput,
                     "`" + path + "` is not UTF-8 text (byte " + std::to_string(bad) + ")"};
    }
    return FactReader(*text, file, relation, units_, values).run(sink);
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

Status FactFile::fact(std::span<const Word> tuple, std::optional<SupportId>) {
    for (std::size_t i = 0; i < tuple.size(); ++i) {
        if (i > 0) text_ += '\t';
        const std::string cell = fact_text(tuple[i], relation_.columns[i].type, values_, units_);
        if (!has_whole_text(cell)) {
            return Error{ErrorCode::Limit, "a record of `" + relation_.name +
                                               "` is too long to be written: its parts are shared, "
                                               "and a file repeats them"};
        }
        text_ += cell;
    }
    if (tuple.empty()) text_ += "()";
    text_ += '\n';
    return {};
}

Status FactFile::finish() { return write_file(folder_ + "/" + relation_.name + ".csv", text_); }

}  // namespace dictum
