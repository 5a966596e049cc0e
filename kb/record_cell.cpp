#include "kb/record_cell.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "engine/value/structure.h"
#include "kb/cell_value.h"

namespace dictum {
namespace {

constexpr std::size_t kShownRest = 60;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool names(char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter || (c >= '0' && c <= '9') || c == '_' || c == '?' || c == '.';
}

class RecordReader {
  public:
    RecordReader(std::string_view text, UnitTable& units, Values& values)
        : text_(text), units_(units), values_(values) {}

    Result<Word> read(const Type& type) {
        std::optional<Word> value;
        DICTUM_TRY(value, begin(type));
        while (!open_.empty()) {
            if (value) open_.back().words.push_back(*value);
            const Type* const next = next_field();
            if (next == nullptr) {
                DICTUM_TRY(value, close());
                continue;
            }
            if (!open_.back().words.empty() && !accept(',')) return wrong("`,` and a field");
            DICTUM_TRY(value, begin(*next));
        }
        skip_blanks();
        if (at_ != text_.size()) return wrong("the end");
        return *value;
    }

  private:
    struct Open {
        const Structure::Branch* branch = nullptr;
        std::uint32_t tag = 0;
        char closing = ']';
        std::vector<Word> words;
    };

    // A value that is whole; nothing: its fields follow.
    Result<std::optional<Word>> begin(const Type& type) {
        skip_blanks();
        if (type.base != BaseType::Record) return leaf(type);
        const Structure& structure = values_.structure(type.structure);
        if (structure.is_record) return begin_record(structure);
        return begin_branch(structure);
    }

    Result<std::optional<Word>> begin_record(const Structure& structure) {
        if (text_.substr(at_).starts_with("nil")) {
            at_ += 3;
            return std::optional<Word>(RecordPool::kNil);
        }
        if (!accept('[')) return wrong("`[` or `nil`");
        open_.push_back({&structure.branches.front(), tag_of_branch(0), ']', {}});
        return std::optional<Word>();
    }

    Result<std::optional<Word>> begin_branch(const Structure& structure) {
        if (!accept('$')) return wrong("`$` and the name of a branch");
        skip_blanks();
        const std::size_t from = at_;
        while (at_ < text_.size() && names(text_[at_])) ++at_;
        const std::string_view name = text_.substr(from, at_ - from);
        for (std::size_t i = 0; i < structure.branches.size(); ++i) {
            const Structure::Branch& branch = structure.branches[i];
            if (branch.name != name) continue;
            const bool opens = accept('(');
            if (branch.fields.empty()) {
                if (opens && !accept(')')) return wrong("`)`");
                return std::optional<Word>(values_.records().intern(tag_of_branch(i), {}));
            }
            if (!opens) return wrong("`(` and the fields of `$" + branch.name + "`");
            open_.push_back({&branch, tag_of_branch(i), ')', {}});
            return std::optional<Word>();
        }
        at_ = from;
        return wrong("the name of a branch");
    }

    Result<std::optional<Word>> leaf(const Type& type) {
        if (type.base == BaseType::Symbol && at_ < text_.size() && text_[at_] == '"') {
            return quoted();
        }
        const char stops[] = {',', open_.back().closing, '\0'};
        const std::size_t end = std::min(text_.find_first_of(stops, at_), text_.size());
        std::string_view part = text_.substr(at_, end - at_);
        at_ = end;
        if (type.base != BaseType::Symbol) {
            while (!part.empty() && is_blank(part.back())) part.remove_suffix(1);
        }
        DICTUM_TRY(const Word word, cell_value(part, type, units_, values_));
        return std::optional<Word>(word);
    }

    Result<std::optional<Word>> quoted() {
        std::string symbol;
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            symbol += text_[at_];
        }
        if (!accept('"')) return wrong("a closing quote");
        return std::optional<Word>(word_of(values_.symbol(symbol)));
    }

    const Type* next_field() const {
        const Open& top = open_.back();
        if (top.words.size() == top.branch->fields.size()) return nullptr;
        return &top.branch->fields[top.words.size()].type;
    }

    Result<Word> close() {
        const Open top = std::move(open_.back());
        if (!accept(top.closing)) return wrong(std::string("`") + top.closing + "`");
        open_.pop_back();
        return values_.records().intern(top.tag, top.words);
    }

    void skip_blanks() {
        while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
    }
    bool accept(char c) {
        skip_blanks();
        if (at_ == text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }

    Error wrong(const std::string& wanted) const {
        std::string shown(text_.substr(at_, kShownRest));
        return Error{ErrorCode::InvalidInput,
                     "this record needs " + wanted +
                         (shown.empty() ? " at its end" : " where `" + shown + "` stands")};
    }

    std::string_view text_;
    UnitTable& units_;
    Values& values_;
    std::size_t at_ = 0;
    std::vector<Open> open_;
};

}  // namespace

Result<Word> record_cell(std::string_view text, const Type& type, UnitTable& units,
                         Values& values) {
    return RecordReader(text, units, values).read(type);
}

}  // namespace dictum
