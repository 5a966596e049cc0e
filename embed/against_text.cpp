// A comparison of packs as text and as JSON.
#include "embed/against.h"
#include "embed/json_writer.h"

namespace dictum {
namespace {

using Names = std::vector<std::string>;

std::string counted(std::size_t number, const std::string& what) {
    return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

std::string listed(const Names& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string told(const std::vector<Difference>& differences) {
    Names names;
    for (const Difference& each : differences) {
        names.push_back(each.kind + " `" + each.id + "` (" + std::string(to_string(each.how)) +
                        ")");
    }
    return listed(names);
}

void arrow(std::string& text, const std::string& what, const std::string& before,
           const std::string& after) {
    if (before == after) return;
    const auto shown = [](const std::string& side) { return side.empty() ? "nothing" : side; };
    text += "  " + what + ": " + shown(before) + " -> " + shown(after) + "\n";
}

std::string told(const ChangedAnswer& changed) {
    std::string text =
        (changed.place.empty() ? "an earlier test" : changed.place) + ": " + changed.asked + "\n";
    arrow(text, "read as", changed.read_before, changed.read_after);
    arrow(text, "status", changed.status_before, changed.status_after);
    for (const std::string& fact : changed.gone) text += "  - " + fact + "\n";
    for (const std::string& fact : changed.fresh) text += "  + " + fact + "\n";
    for (const ChangedAnswer::Row& row : changed.other_grounds) {
        text += "  ~ " + row.fact;
        if (row.before != row.after) text += ": " + row.before + " -> " + row.after;
        if (!row.no_longer.empty()) text += "; no longer by " + listed(row.no_longer);
        if (!row.newly.empty()) text += "; now by " + listed(row.newly);
        text += "\n";
    }
    if (!changed.because.empty()) text += "  because of: " + told(changed.because) + "\n";
    return text;
}

class AgainstWriter {
  public:
    std::string run(const AgainstReport& report) {
        out_.begin_object();
        out_.key("schema_version");
        out_.raw("1");
        out_.key("compared");
        out_.number(report.compared);
        add("differences", report.differences);
        out_.key("changed");
        out_.begin_array();
        for (const ChangedAnswer& changed : report.changed) add(changed);
        out_.end_array();
        out_.end_object();
        return out_.text();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        out_.key(key);
        out_.string(value);
    }
    void add(std::string_view key, const Names& names) {
        out_.key(key);
        out_.begin_array();
        for (const std::string& name : names) out_.string(name);
        out_.end_array();
    }
    void add(std::string_view key, const std::vector<Difference>& differences) {
        out_.key(key);
        out_.begin_array();
        for (const Difference& each : differences) {
            out_.begin_object();
            text("kind", each.kind);
            text("id", each.id);
            text("change", to_string(each.how));
            out_.end_object();
        }
        out_.end_array();
    }
    void sides(std::string_view key, const std::string& before, const std::string& after) {
        if (before == after) return;
        out_.key(key);
        out_.begin_object();
        text("before", before);
        text("after", after);
        out_.end_object();
    }
    void add(const ChangedAnswer& changed) {
        out_.begin_object();
        text("asked", changed.asked);
        if (!changed.place.empty()) text("place", changed.place);
        sides("goal", changed.read_before, changed.read_after);
        sides("status", changed.status_before, changed.status_after);
        add("gone", changed.gone);
        add("new", changed.fresh);
        out_.key("other_grounds");
        out_.begin_array();
        for (const ChangedAnswer::Row& row : changed.other_grounds) {
            out_.begin_object();
            text("fact", row.fact);
            sides("standing", row.before, row.after);
            add("no_longer", row.no_longer);
            add("newly", row.newly);
            out_.end_object();
        }
        out_.end_array();
        add("because", changed.because);
        out_.end_object();
    }

    JsonWriter out_;
};

}  // namespace

std::string_view to_string(Difference::How how) {
    switch (how) {
        case Difference::How::Added:
            return "added";
        case Difference::How::Removed:
            return "removed";
        case Difference::How::Changed:
            return "changed";
    }
    return "";
}

std::string against_text(const AgainstReport& report) {
    std::string text;
    for (const ChangedAnswer& changed : report.changed) text += told(changed);
    return text + counted(report.differences.size(), "difference") + "; " +
           std::to_string(report.changed.size()) + " of " + counted(report.compared, "answer") +
           " changed\n";
}

std::string against_json(const AgainstReport& report) { return AgainstWriter().run(report); }

}  // namespace dictum
