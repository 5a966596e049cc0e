// The records of a stream as decisions, and the place of what is wrong in them.
#include <algorithm>
#include <set>

#include "embed/decide.h"
#include "embed/failure.h"
#include "embed/json_record.h"
#include "engine/value/utf8.h"
#include "kb/csv.h"
#include "kb/files.h"

namespace dictum {
namespace {

constexpr std::size_t kNotesMax = 20;

std::string list_of(const std::vector<CheckedInput>& inputs) {
    std::string text;
    for (const CheckedInput& input : inputs)
        text += (text.empty() ? "`" : ", `") + input.name + "`";
    return text;
}

// One stream: its records, and the place of what is wrong in them.
class Stream {
  public:
    Stream(LiveTable& live, const DecideRequest& request, const OnDecision& on_decision)
        : live_(live), request_(request), on_decision_(on_decision), blocks_(request.read) {
        made_text();
    }

    Outcome<DecideCounts> run() {
        const Status status = read_blocks();
        if (!status) return explained(status.error());
        return counts_;
    }

  private:
    using Inputs = std::vector<CheckedInput>;

    const Inputs& inputs() const { return live_.table().table().inputs; }

    Status read_blocks() {
        DICTUM_CHECK(detect());
        std::string_view block;
        for (;;) {
            DICTUM_TRY(const bool more, blocks_.next(block));
            if (!more) break;
            block_ = block;
            if (const std::size_t bad = first_bad_byte(block); bad < block.size()) {
                return at(bad, "this is not UTF-8 text");
            }
            DICTUM_CHECK(csv_ ? read_csv() : read_lines());
            if (stopped_) break;
            DICTUM_CHECK(refresh());
        }
        if (csv_ && !has_header_) {
            return Error{ErrorCode::InvalidInput,
                         request_.name +
                             ":1:1: error: the input is empty; its first row names "
                             "inputs: " +
                             list_of(inputs())};
        }
        return {};
    }

    Status detect() {
        csv_ = request_.form == RecordForm::Csv;
        if (request_.form == RecordForm::Detect) {
            DICTUM_TRY(const std::string_view begin, blocks_.peek());
            const std::size_t first = begin.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
            csv_ = first == std::string_view::npos || begin[first] != '{';
        }
        if (csv_) blocks_.quotes_hold_lines();
        return {};
    }

    // Between blocks: has the caller had enough, and did calculations fill the memory?
    Status refresh() {
        if (request_.limits.poll) {
            if (auto stop = request_.limits.poll()) return *std::move(stop);
        }
        auto fresh = live_.refresh();
        if (auto* failed = std::get_if<Failure>(&fresh)) {
            return Error{failed->code, std::move(failed->text)};
        }
        if (std::get<bool>(fresh)) made_text();
        return {};
    }

    DecisionText& made_text() {
        const TableContext& context = live_.context();
        const WordingContext words{context.knowledge, context.vocabulary, context.program,
                                   live_.values(), context.supports};
        return text_.emplace(live_.table(), live_.declaration(), words, request_.language,
                             request_.why);
    }

    // ---- CSV ---------------------------------------------------------------------------------

    Status read_csv() {
        CsvReader reader(block_);
        for (;;) {
            const CsvReader::Outcome outcome = reader.next(row_);
            if (outcome == CsvReader::Outcome::End) return {};
            if (outcome == CsvReader::Outcome::Mistake) {
                return at(reader.mistake().begin,
                          reader.mistake().message + "; " + reader.mistake().mend);
            }
            if (!has_header_) {
                DICTUM_CHECK(read_header());
                continue;
            }
            const bool blank = row_.size() == 1 && row_[0].begin == row_[0].end;
            if (blank && columns_.size() != 1) continue;
            DICTUM_CHECK(read_row());
            if (stopped_) return {};
        }
    }

    Status read_header() {
        has_header_ = true;
        std::vector<char> given(inputs().size(), 0);
        for (const CsvCell& cell : row_) {
            DICTUM_TRY(const auto input, input_named(cell.text, cell.begin));
            if (input && given[*input] != 0) {
                return at(cell.begin, "the column `" + cell.text + "` comes twice");
            }
            if (input) given[*input] = 1;
            columns_.push_back(input);
        }
        if (std::find(given.begin(), given.end(), 1) == given.end() && !inputs().empty()) {
            return at(0, "no column is an input; the inputs are " + list_of(inputs()));
        }
        return {};
    }

    Status read_row() {
        if (row_.size() != columns_.size()) {
            return at(row_.front().begin, "this row has " + std::to_string(row_.size()) +
                                              (row_.size() == 1 ? " cell" : " cells") +
                                              "; the first has " + std::to_string(columns_.size()));
        }
        begin_record();
        for (std::size_t i = 0; i < row_.size(); ++i) {
            const CsvCell& cell = row_[i];
            if (!columns_[i] || cell.begin == cell.end) continue;
            auto argument = live_.inputs().text(*columns_[i], cell.text);
            if (!argument) return at(cell.begin, field(*columns_[i], argument.error().message));
            decided_.arguments[*columns_[i]] = *argument;
        }
        return decide(row_.front().begin);
    }

    // ---- NDJSON ------------------------------------------------------------------------------

    Status read_lines() {
        for (std::size_t begin = 0; begin < block_.size() && !stopped_;) {
            std::size_t end = block_.find('\n', begin);
            if (end == std::string_view::npos) end = block_.size();
            std::string_view line = block_.substr(begin, end - begin);
            std::size_t skipped = 0;
            if (begin == 0 && line.starts_with("\xEF\xBB\xBF")) skipped = 3;
            line.remove_prefix(skipped);
            if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
                DICTUM_CHECK(read_object(line, begin + skipped));
            }
            begin = end + 1;
        }
        return {};
    }

    Status read_object(std::string_view line, std::size_t begin) {
        if (const auto problem = record_.read(line)) {
            return at(begin + problem->at, problem->message);
        }
        begin_record();
        for (const JsonField& given : record_.fields()) {
            DICTUM_TRY(const auto input, input_named(given.name, begin + given.begin));
            if (!input) continue;
            auto argument = live_.inputs().json(*input, given);
            if (!argument) {
                return at(begin + given.begin, field(*input, argument.error().message));
            }
            if (*argument) decided_.arguments[*input] = **argument;
        }
        return decide(begin);
    }

    // ---- records -----------------------------------------------------------------------------

    // Nothing, and a note, for a name that is no input; one that is nearly an input is a mistake.
    Result<std::optional<std::uint32_t>> input_named(const std::string& name, std::size_t place) {
        const Inputs& all = inputs();
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            if (all[i].name == name) return std::optional(i);
        }
        if (ignored_.contains(name)) return std::optional<std::uint32_t>();
        std::vector<std::string> names;
        for (const CheckedInput& input : all) names.push_back(input.name);
        const std::string near = nearest(name, names);
        if (!near.empty()) {
            return at(place, "`" + name + "` is no input; did you mean `" + near + "`?").error();
        }
        if (ignored_.size() < kNotesMax) {
            ignored_.insert(name);
            if (request_.note) {
                request_.note("note: `" + name + "` is no input of `" +
                              live_.declaration().table.id + "` and is left out");
            }
        }
        return std::optional<std::uint32_t>();
    }

    void begin_record() {
        decided_.arguments.resize(inputs().size());
        for (std::uint32_t i = 0; i < inputs().size(); ++i) {
            decided_.arguments[i] = live_.table().missing(i);
        }
        decided_.read.clear();
        decided_.disputed.clear();
    }

    Status decide(std::size_t place) {
        Status status = live_.reads().fill(live_.inputs(), decided_.arguments, decided_.read,
                                           decided_.disputed);
        if (status) status = live_.table().decide(decided_.arguments, decided_.decision);
        if (!status) {
            const ErrorCode code = status.error().code;
            if (code != ErrorCode::InvalidInput) return status;
            return at(place, status.error().message);
        }
        decided_.number = ++counts_.decisions;
        if (decided_.decision.status == DecisionStatus::Unknown) ++counts_.unknown;
        stopped_ = !on_decision_(decided_, *text_);
        return {};
    }

    std::string field(std::uint32_t input, const std::string& message) const {
        return "`" + inputs()[input].name + "`: " + message;
    }

    // An error at a byte of the block: `file:line:column: error: ...`.
    Status at(std::size_t place, const std::string& message) const {
        const std::string_view before = block_.substr(0, place);
        const auto lines = std::count(before.begin(), before.end(), '\n');
        const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
        std::string_view line = before.substr(line_begin);
        if (lines == 0 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
        const std::uint64_t number = blocks_.line() + static_cast<std::uint64_t>(lines);
        return Error{ErrorCode::InvalidInput, request_.name + ":" + std::to_string(number) + ":" +
                                                  std::to_string(count_code_points(line) + 1) +
                                                  ": error: " + message};
    }

    Failure explained(const Error& error) const {
        Failure failed = failure(error);
        while (failed.text.ends_with('\n')) failed.text.pop_back();
        const std::uint64_t made = counts_.decisions;
        failed.text += made == 0   ? "\nstopped before the first decision"
                       : made == 1 ? "\nstopped after 1 decision, which was written"
                                   : "\nstopped after " + std::to_string(made) +
                                         " decisions, which were written";
        return failed;
    }

    LiveTable& live_;
    const DecideRequest& request_;
    const OnDecision& on_decision_;
    RecordBlocks blocks_;
    std::optional<DecisionText> text_;
    std::string_view block_;
    bool csv_ = false;
    bool has_header_ = false;
    bool stopped_ = false;
    std::vector<CsvCell> row_;
    std::vector<std::optional<std::uint32_t>> columns_;  // of each CSV column, its input
    JsonRecord record_;
    std::set<std::string> ignored_;
    InputDecision decided_;
    DecideCounts counts_;
};

}  // namespace

Outcome<DecideCounts> Decider::run(const DecideRequest& request, const OnDecision& on_decision) {
    return Stream(*live_, request, on_decision).run();
}

}  // namespace dictum
