#include "kb/fact_file.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "engine/value/utf8.h"
#include "kb/cell_value.h"
#include "kb/files.h"

namespace dictum {
namespace {

// One file of facts, some hundred lines at a time: their symbols are looked up together.
class FactReader {
  public:
    FactReader(std::string_view text, const std::string& file, const RelationSchema& relation,
               UnitTable& units, Values& values)
        : text_(text), file_(file), relation_(relation), units_(units), values_(values) {
        words_.resize(relation.columns.size() * kLines);
        for (std::size_t i = 0; i < relation.columns.size(); ++i) {
            columns_.push_back(words_.data() + i * kLines);
        }
    }

    Status run(FactSink& sink) {
        while (at_ < text_.size()) {
            texts_.clear();
            std::size_t count = 0;
            for (; count < kLines && at_ < text_.size(); ++count) DICTUM_CHECK(read_line(count));
            take_symbols(count);
            DICTUM_CHECK(sink.facts(columns_, count));
        }
        return {};
    }

  private:
    static constexpr std::size_t kLines = 512;

    Status read_line(std::size_t row) {
        ++line_;
        std::size_t end = std::min(text_.find('\n', at_), text_.size());
        const std::size_t next = end + 1;
        if (end > at_ && text_[end - 1] == '\r') --end;
        DICTUM_CHECK(read_cells(text_.substr(at_, end - at_), row));
        at_ = next;
        return {};
    }

    Status read_cells(std::string_view line, std::size_t row) {
        const std::size_t arity = relation_.columns.size();
        if (arity == 0) {
            return line == "()" ? Status{}
                                : wrong(line, 0,
                                        "`" + relation_.name +
                                            "` has no columns; its "
                                            "fact is the line `()`");
        }
        std::size_t from = 0;
        for (std::size_t i = 0; i < arity; ++i) {
            if (from > line.size()) return cells(line, i);
            const std::size_t end = std::min(line.find('\t', from), line.size());
            const std::string_view cell = line.substr(from, end - from);
            const Type& type = relation_.columns[i].type;
            if (type.base == BaseType::Symbol) {
                texts_.push_back(cell);
            } else if (!read_digits(cell, type.base, words_[i * kLines + row])) {
                auto word = cell_value(cell, type, units_, values_);
                if (!word) return wrong(line, from, word.error().message);
                words_[i * kLines + row] = *word;
            }
            from = end + 1;
        }
        if (from <= line.size()) {
            return wrong(line, from - 1,
                         "this line has more than " + std::to_string(arity) + " values");
        }
        return {};
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
    std::vector<Word> words_;           // column by column
    std::vector<const Word*> columns_;  // where each begins
    std::vector<std::string_view> texts_;
    std::vector<Word> ids_;  // of `texts_`
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
    return values.literal(word, type, units);
}

Status FactFile::fact(std::span<const Word> tuple, std::optional<SupportId>) {
    for (std::size_t i = 0; i < tuple.size(); ++i) {
        if (i > 0) text_ += '\t';
        text_ += fact_text(tuple[i], relation_.columns[i].type, values_, units_);
    }
    if (tuple.empty()) text_ += "()";
    text_ += '\n';
    return {};
}

Status FactFile::finish() { return write_file(folder_ + "/" + relation_.name + ".csv", text_); }

}  // namespace dictum
