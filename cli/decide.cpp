// `dictum decide`: records in, decisions out, as they come.
#include "embed/decide.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"
#include "cli/table.h"
#include "embed/json_writer.h"

namespace dictum::cli {
namespace {

constexpr std::size_t kBufferedBytes = std::size_t{64} << 10;

// A file, or standard input; closed at the end.
class Input {
  public:
    explicit Input(const std::string& path) : path_(path) {
        if (path == "-") return;
        number_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (number_ < 0) error_ = errno;
    }
    ~Input() {
        if (number_ > STDIN_FILENO) ::close(number_);
    }
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;

    std::string name() const { return path_ == "-" ? "standard input" : path_; }

    Result<std::size_t> read(char* bytes, std::size_t size) const {
        if (error_ != 0) return failed(error_);
        for (;;) {
            const ssize_t got = ::read(number_, bytes, size);
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) return failed(errno);
        }
    }

  private:
    Error failed(int number) const {
        const ErrorCode code = number == ENOENT ? ErrorCode::NotFound : ErrorCode::Io;
        return Error{code, "reading `" + name() + "`: " + std::generic_category().message(number)};
    }

    std::string path_;
    int number_ = STDIN_FILENO;
    int error_ = 0;
};

RecordForm form_of(const DecideArguments& arguments) {
    if (arguments.input_form != RecordForm::Detect) return arguments.input_form;
    const std::string& path = arguments.input;
    if (path.ends_with(".csv")) return RecordForm::Csv;
    if (path.ends_with(".ndjson") || path.ends_with(".jsonl")) return RecordForm::Ndjson;
    return RecordForm::Detect;
}

// Decisions in the form that was asked for. A box table is as wide as its widest cell, so that one
// is kept to the end; every other form is written as it comes.
class Writer {
  public:
    Writer(AnswerForm form, std::vector<std::string> header) : form_(form) {
        table_.header = std::move(header);
    }

    void begin(const Session& session, const std::string& table) {
        if (form_ == AnswerForm::Csv) buffer_ = csv_line(table_.header);
        if (form_ == AnswerForm::Markdown) buffer_ = markdown_head(table_.header);
        if (form_ != AnswerForm::Json) return;
        JsonWriter packs;
        packs.begin_array();
        for (const PackInfo& pack : session.packs()) {
            packs.begin_object();
            packs.key("pack");
            packs.string(pack.name);
            packs.key("hash");
            packs.string(pack.hash);
            packs.end_object();
        }
        packs.end_array();
        JsonWriter id;
        id.string(table);
        buffer_ = "{\"schema_version\": 1, \"knowledge\": " + packs.text() +
                  ", \"table\": " + id.text() + ", \"decisions\": [";
    }

    bool add(const InputDecision& decided, DecisionText& text) {
        switch (form_) {
            case AnswerForm::Json:
                buffer_ += decided.number > 1 ? ",\n" : "\n";
                text.append_json(decided, buffer_);
                break;
            case AnswerForm::Csv:
                buffer_ += csv_line(text.cells(decided, true));
                break;
            case AnswerForm::Markdown:
                buffer_ += markdown_line(text.cells(decided, false));
                break;
            case AnswerForm::Text:
            case AnswerForm::Table:
                table_.rows.push_back(text.cells(decided, false));
                break;
            case AnswerForm::Ndjson:
                text.append_json(decided, buffer_);
                buffer_ += '\n';
                break;
        }
        return buffer_.size() < kBufferedBytes || flush();
    }

    void end(bool complete) {
        if (form_ == AnswerForm::Json) {
            buffer_ += std::string("\n], \"complete\": ") + (complete ? "true}\n" : "false}\n");
        }
        if (form_ == AnswerForm::Table || form_ == AnswerForm::Text) buffer_ = box_table(table_);
        flush();
    }

    bool flush() {
        print(buffer_);
        buffer_.clear();
        return output_is_good();
    }

  private:
    AnswerForm form_;
    TextTable table_;
    std::string buffer_;
};

// What is known goes out before more is waited for.
ReadBytes reading(const Input& input, Writer& writer) {
    return [&](char* bytes, std::size_t size) -> Result<std::size_t> {
        writer.flush();
        flush_output();
        return input.read(bytes, size);
    };
}

}  // namespace

int decide(const DecideArguments& arguments) {
    auto opened = open_session(arguments.knowledge, arguments.limits);
    if (const auto* failed = std::get_if<Failure>(&opened)) return fail(*failed);
    Session& session = std::get<Session>(opened);
    auto made = session.decider(arguments.table);
    if (const auto* failed = std::get_if<Failure>(&made)) return fail(*failed);
    Decider& decider = std::get<Decider>(made);

    const AnswerForm unnamed = isatty(STDOUT_FILENO) != 0 ? AnswerForm::Table : AnswerForm::Ndjson;
    Writer writer(arguments.form.value_or(unnamed), decider.header(arguments.why));
    const Input input(arguments.input);
    DecideRequest request;
    request.name = input.name();
    request.form = form_of(arguments);
    request.read = reading(input, writer);
    request.why = arguments.why;
    request.language = arguments.language;
    request.limits = limits_from(arguments.limits);
    request.note = [](const std::string& text) { print_error(text); };

    writer.begin(session, arguments.table);
    auto outcome = decider.run(request, [&](const InputDecision& decided, DecisionText& text) {
        return writer.add(decided, text);
    });
    const auto* failed = std::get_if<Failure>(&outcome);
    writer.end(failed == nullptr);
    if (failed != nullptr) return fail(*failed);
    return std::get<DecideCounts>(outcome).unknown > 0 ? kUnknown : kAnswered;
}

}  // namespace dictum::cli
