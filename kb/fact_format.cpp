#include "kb/fact_format.h"

namespace dictum {
namespace {

class FormatReader {
  public:
    FormatReader(DirectiveKind kind, const std::string& relation, Span span,
                 Diagnostics& diagnostics)
        : kind_(kind), span_(span), diagnostics_(diagnostics) {
        format_.table = relation;
    }

    FactFormat run(const std::vector<std::pair<std::string, std::string>>& parameters) {
        bool delimited = false;
        std::string stem = format_.table;
        for (const auto& [name, value] : parameters) {
            if (name == "IO") {
                medium(value);
            } else if (name == "filename" || name == "dbname") {
                format_.file = value;
            } else if (name == "name") {
                format_.table = stem = value;
            } else if (name == "delimiter") {
                format_.delimiter = value;
                delimited = true;
            } else if (name == "headers") {
                format_.headers = flag(name, value);
            } else if (name == "rfc4180") {
                format_.quoted = flag(name, value);
            } else if (name == "compress") {
                if (flag(name, value)) error("this version has no compressed files");
            } else {
                warning("the parameter `" + name.substr(0, 60) + "` has no effect");
            }
        }
        if (format_.quoted && !delimited) format_.delimiter = ",";
        if (format_.delimiter.empty()) error("a delimiter has a character at least");
        if (format_.quoted && (format_.delimiter.size() != 1 || format_.delimiter == "\"")) {
            error("with `rfc4180` the delimiter is one character, and no quote");
        }
        if (format_.file.empty()) format_.file = stem + default_ending();
        return std::move(format_);
    }

  private:
    void medium(const std::string& value) {
        using Medium = FactFormat::Medium;
        if (value == "file") {
            format_.medium = Medium::File;
        } else if (value == "sqlite") {
            format_.medium = Medium::Sqlite;
        } else if (value == "stdout" && kind_ == DirectiveKind::Output) {
            format_.medium = Medium::StandardOutput;
        } else {
            error("this version has no `IO=" + value.substr(0, 60) + "` here",
                  kind_ == DirectiveKind::Output ? "write `file`, `stdout` or `sqlite`"
                                                 : "write `file` or `sqlite`");
        }
    }

    bool flag(const std::string& name, const std::string& value) {
        if (value != "true" && value != "false") {
            error("`" + name + "` is `true` or `false`, not `" + value.substr(0, 60) + "`");
        }
        return value == "true";
    }

    const char* default_ending() const {
        if (format_.medium == FactFormat::Medium::Sqlite) return ".sqlite";
        return kind_ == DirectiveKind::Output ? ".csv" : ".facts";
    }

    void error(std::string message, std::string mend = {}) {
        diagnostics_.error("io-parameter", span_, std::move(message), std::move(mend));
    }
    void warning(std::string message) {
        diagnostics_.warning("io-parameter", span_, std::move(message));
    }

    DirectiveKind kind_;
    Span span_;
    Diagnostics& diagnostics_;
    FactFormat format_;
};

}  // namespace

FactFormat fact_format(DirectiveKind kind, const std::string& relation,
                       const std::vector<std::pair<std::string, std::string>>& parameters,
                       Span span, Diagnostics& diagnostics) {
    return FormatReader(kind, relation, span, diagnostics).run(parameters);
}

}  // namespace dictum
