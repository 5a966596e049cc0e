#include "rules/pack_text.h"

#include <array>
#include <charconv>
#include <set>

#include "kb/names.h"

namespace dictum {
namespace {

std::string toml_quoted(std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    std::string out = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\u00";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        } else {
            out += c;
        }
    }
    return out + '"';
}

// Rule texts are full of double quotation marks.
std::string toml_rule_text(const std::string& text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\'' || byte < 0x20 || byte == 0x7F) return toml_quoted(text);
    }
    return "'" + text + "'";
}

class PackText {
  public:
    PackText(const Knowledge& knowledge, std::uint32_t pack) : knowledge_(knowledge), pack_(pack) {}

    std::vector<PackFile> run(const std::vector<std::pair<std::string, std::string>>& data) {
        const PackInfo& info = knowledge_.packs[pack_];
        open("[pack]");
        text("name", info.name);
        text("title", info.title);
        each(knowledge_.sources, [&](const Source& item) { source(item); });
        each(knowledge_.units, [&](const UnitDeclaration& item) { unit(item); });
        each(knowledge_.entities, [&](const EntityDeclaration& item) { entity(item.entity); });
        each(knowledge_.relations, [&](const RelationDeclaration& item) { relation(item); });
        each(knowledge_.claims, [&](const Claim& item) { claim(item); });
        each(knowledge_.rules, [&](const RuleText& item) { rule(item); });
        each(knowledge_.tables, [&](const TableDeclaration& item) { table(item); });
        for (const auto& [relation_name, file] : data) {
            open("[[data]]");
            text("relation", relation_name);
            text("csv", file);
        }
        each(knowledge_.questions, [&](const QuestionPattern& item) {
            open("[[question]]");
            list("match", item.match);
            line("goal", toml_rule_text(item.goal.text));
        });
        files_.insert(files_.begin(), {"pack.toml", std::move(out_)});
        return std::move(files_);
    }

  private:
    template <class Item, class Write>
    void each(const std::vector<Item>& items, Write write) {
        for (const Item& item : items) {
            if (item.pack == pack_) write(item);
        }
    }

    void open(std::string_view header) {
        if (!out_.empty()) out_ += '\n';
        out_ += std::string(header) + "\n";
    }
    void line(std::string_view key, const std::string& value) {
        out_ += std::string(key) + " = " + value + "\n";
    }
    void text(std::string_view key, const std::string& value) { line(key, toml_quoted(value)); }
    void text_if(std::string_view key, const std::string& value) {
        if (!value.empty()) text(key, value);
    }
    static std::string listed(const std::vector<std::string>& values) {
        std::string out = "[";
        for (const std::string& value : values) {
            if (&value != &values.front()) out += ", ";
            out += toml_quoted(value);
        }
        return out + "]";
    }
    void list(std::string_view key, const std::vector<std::string>& values) {
        if (!values.empty()) line(key, listed(values));
    }
    static std::string fragments(const std::vector<Fragment>& texts) {
        std::string out = "[";
        for (const Fragment& item : texts) {
            if (&item != &texts.front()) out += ", ";
            out += toml_rule_text(item.text);
        }
        return out + "]";
    }
    void localized(std::string_view key, const Localized& texts) {
        if (texts.empty()) return;
        std::string out = "{ ";
        for (const auto& [language, words] : texts) {
            if (out.size() > 2) out += ", ";
            out += language + " = " + toml_quoted(words);
        }
        line(key, out + " }");
    }

    static std::string digits(double value) {
        std::array<char, 64> text{};
        const auto written = std::to_chars(text.data(), text.data() + text.size(), value);
        return std::string(text.data(), written.ptr);
    }
    static std::string cites(const std::vector<Citation>& citations) {
        std::string out = "[";
        for (const Citation& at : citations) {
            if (&at != &citations.front()) out += ", ";
            out += "{ at = " + toml_quoted(at.source + " " + at.turn) +
                   ", quote = " + toml_quoted(at.quote) + " }";
        }
        return out + "]";
    }
    void statement(const std::vector<Citation>& citations, const Strength& strength,
                   const std::string& note) {
        if (!citations.empty()) line("cites", cites(citations));
        if (strength.modality != Modality::Stated) {
            text("modality", std::string(to_string(strength.modality)));
        }
        if (strength.confidence != 1) line("confidence", digits(strength.confidence));
        text_if("note", note);
    }

    // A name that stays inside the folder and is no other file's.
    std::string file_name(const std::string& wanted) {
        const bool inside = !wanted.empty() && wanted.front() != '/' && wanted.front() != '.' &&
                            wanted.find("..") == std::string::npos &&
                            wanted.find("/.") == std::string::npos &&
                            wanted.find('\0') == std::string::npos && !wanted.ends_with(".toml") &&
                            !wanted.ends_with('/');
        if (inside && taken_.insert(wanted).second) return wanted;
        for (std::size_t i = 1;; ++i) {
            std::string name = "source-" + std::to_string(i) + ".md";
            if (taken_.insert(name).second) return name;
        }
    }

    void source(const Source& item) {
        open("[[source]]");
        text("id", item.id);
        text_if("title", item.title);
        line("date", item.date.to_string());
        const std::string file = file_name(item.file);
        text("text", file);
        files_.push_back({file, item.text});
    }

    void unit(const UnitDeclaration& item) {
        open("[[unit]]");
        text("name", item.name);
        text("dimension", item.dimension);
        if (item.factor != "1") text("factor", item.factor);
        list("names", item.names);
    }

    void entity(const Entity& item) {
        open("[[entity]]");
        text("id", item.id);
        line("type", listed(item.types));
        list("names", item.names);
    }

    void relation(const RelationDeclaration& item) {
        open("[[relation]]");
        text("name", item.name);
        localized("about", item.about);
        line("columns", fragments(item.columns));
        list("key", item.key);
        if (item.conflict != ConflictPolicy::Report) {
            text("conflict", std::string(to_string(item.conflict)));
        }
        if (item.complete) line("complete", "true");
        if (item.fresh_days) text("fresh_for", std::to_string(*item.fresh_days) + " days");
        list("asks", item.asks);
        localized("says", item.says);
    }

    void claim(const Claim& item) {
        open("[[claim]]");
        text("id", item.id);
        line("fact", toml_rule_text(item.fact.text));
        statement(item.citations, item.strength, item.note);
        text_if("reviewed_by", item.reviewed_by);
        if (item.reviewed_on) line("reviewed_on", item.reviewed_on->to_string());
    }

    void rule(const RuleText& item) {
        open("[[rule]]");
        text("id", item.id);
        line("rule", toml_rule_text(item.text.text));
        statement(item.citations, item.strength, item.note);
        list("overrides", item.overrides);
        if (item.at_least) text("at_least", std::string(to_string(*item.at_least)));
    }

    void table(const TableDeclaration& item) {
        const TableText& held = item.table;
        open("[[table]]");
        text("id", held.id);
        line("concludes", toml_rule_text(held.concludes.text));
        text("hit", std::string(to_string(held.hit)));
        if (held.collect != Collect::List) text("collect", std::string(to_string(held.collect)));
        if (!held.priorities.empty()) line("priorities", fragments(held.priorities));
        line("inputs", columns(held.inputs));
        line("outputs", columns(held.outputs));
        out_ += "rows = [\n";
        for (std::size_t i = 0; i < held.rows.size(); ++i) row(item, i);
        out_ += "]\n";
    }

    static std::string columns(const std::vector<TableColumnText>& texts) {
        std::vector<Fragment> held;
        for (const TableColumnText& column : texts) held.push_back(column.text);
        return fragments(held);
    }

    void row(const TableDeclaration& item, std::size_t at) {
        const TableRowText& held = item.table.rows[at];
        out_ += "  { when = " + fragments(held.when) + ", then = " + fragments(held.then);
        if (!item.row_citations[at].empty()) out_ += ", cites = " + cites(item.row_citations[at]);
        const Strength& strength = item.row_strengths[at];
        if (strength.modality != Modality::Stated) {
            out_ += ", modality = " + toml_quoted(to_string(strength.modality));
        }
        if (strength.confidence != 1) out_ += ", confidence = " + digits(strength.confidence);
        if (!item.row_notes[at].empty()) out_ += ", note = " + toml_quoted(item.row_notes[at]);
        out_ += " },\n";
    }

    const Knowledge& knowledge_;
    std::uint32_t pack_;
    std::string out_;
    std::vector<PackFile> files_;
    std::set<std::string> taken_{"pack.toml"};
};

}  // namespace

std::vector<PackFile> pack_files(const Knowledge& knowledge, std::uint32_t pack,
                                 const std::vector<std::pair<std::string, std::string>>& data) {
    return PackText(knowledge, pack).run(data);
}

}  // namespace dictum
