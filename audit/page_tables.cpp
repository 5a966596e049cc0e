// Decision tables as maps: a cell a piece of the inputs that all rows treat alike, with the rows
// that hold there. What no row is for shows as a gap.
//
//              amount  <100   100..500   >500
//   "bank"               1        1       gap
//   "shop"               2       2, 3      3
//
// The last input runs to the right, the others downward.
#include <algorithm>

#include "audit/page_parts.h"
#include "audit/table_space.h"
#include "engine/table/lower_table.h"

namespace dictum {
namespace {

constexpr std::size_t kLinesShown = 200;
constexpr std::size_t kColumnsShown = 60;
constexpr std::size_t kTablesShown = 200;
constexpr std::size_t kValuesShown = 6;

class Map {
  public:
    Map(const TableSpace& space, const CheckedTable& table, Html& html)
        : space_(space), table_(table), html_(html) {}

    // False: there is too much of it.
    bool draw() {
        const std::size_t last = space_.inputs.size() - 1;
        columns_ = space_.inputs[last].domain.classes();
        std::size_t lines = 1;
        std::vector<std::vector<std::uint32_t>> down;
        for (std::size_t i = 0; i < last; ++i) {
            down.push_back(space_.inputs[i].domain.classes());
            lines *= std::max<std::size_t>(1, down.back().size());
            if (lines > kLinesShown) return false;
        }
        if (columns_.size() > kColumnsShown) return false;
        html_.open("div", {{"class", "scroll"}, {"tabindex", "0"}}).open("table");
        head(last);
        html_.open("tbody");
        for (std::size_t line = 0; line < lines; ++line) {
            std::vector<std::uint32_t> at(last);
            std::size_t rest = line;
            for (std::size_t i = last; i-- > 0;) {
                at[i] = down[i][rest % down[i].size()];
                rest /= down[i].size();
            }
            draw_line(at);
        }
        html_.close().close().close();
        return true;
    }

  private:
    std::string shown(std::size_t input, std::uint32_t of_class) const {
        const auto& values = space_.inputs[input].shown[of_class];
        std::string text;
        for (std::size_t i = 0; i < values.size() && i < kValuesShown; ++i) {
            text += (i == 0 ? "" : ", ") + values[i];
        }
        if (values.size() > kValuesShown) {
            text += " and " + std::to_string(values.size() - kValuesShown) + " more";
        }
        return space_.inputs[input].enumerated ? text : "like " + text;
    }

    void head(std::size_t last) {
        html_.open("thead").open("tr");
        for (std::size_t i = 0; i < last; ++i) html_.element("th", space_.inputs[i].name);
        if (last == 0) html_.element("th", space_.inputs[last].name);
        for (const std::uint32_t column : columns_) {
            html_.element("th",
                          (last == 0 ? "" : space_.inputs[last].name + ": ") + shown(last, column));
        }
        html_.close().close();
    }

    void draw_line(std::vector<std::uint32_t> at) {
        html_.open("tr");
        for (std::size_t i = 0; i < at.size(); ++i) html_.element("th", shown(i, at[i]));
        if (at.empty()) html_.element("th", "rows");
        at.push_back(0);
        for (const std::uint32_t column : columns_) {
            at.back() = column;
            cell(at);
        }
        html_.close();
    }

    static bool holds(const ClassBox& box, const std::vector<std::uint32_t>& at) {
        for (std::size_t i = 0; i < at.size(); ++i) {
            if (!box[i].has(at[i])) return false;
        }
        return true;
    }

    void cell(const std::vector<std::uint32_t>& at) {
        std::string rows;
        std::size_t count = 0;
        bool sure = true;
        for (std::size_t row = 0; row < table_.rows.size(); ++row) {
            if (!holds(space_.possible[row], at)) continue;
            sure = sure && holds(space_.sure[row], at);
            rows += (count++ == 0 ? "" : ", ") + std::to_string(row + 1);
        }
        bool expected = true;
        for (std::size_t i = 0; i < at.size(); ++i) {
            expected = expected && space_.inputs[i].expected.has(at[i]);
        }
        if (count == 0) {
            html_.element("td", expected ? "gap" : "-", {{"class", expected ? "gap" : "none"}});
            return;
        }
        std::string kind = count == 1 ? "one" : "many";
        if (!sure) kind += " unsure";
        html_.element("td", rows, {{"class", kind}});
    }

    const TableSpace& space_;
    const CheckedTable& table_;
    Html& html_;
    std::vector<std::uint32_t> columns_;
};

void show(const AuditSubject& subject, const TableDeclaration& declared, Html& html) {
    html.open("section", {{"class", "card"}}).element("h3", declared.table.id);
    html.open("p").element("code", declared.table.concludes.text).close();
    Diagnostics mistakes;
    const auto table = checked_table(declared.table, subject.program, subject.assembled.vocabulary,
                                     subject.values, mistakes);
    std::optional<TableSpace> space;
    if (table) space = table_space(*table, subject.assembled.vocabulary, subject.values);
    const bool drawn = space && !space->inputs.empty() && Map(*space, *table, html).draw();
    if (!drawn) {
        html.element("p",
                     "Its inputs have too many pieces to be drawn here; the findings have its "
                     "gaps and overlaps all the same.",
                     {{"class", "dim"}});
    }
    html.open("details").element("summary", std::to_string(declared.table.rows.size()) + " rows");
    html.open("ol");
    for (std::size_t row = 0; row < declared.table.rows.size(); ++row) {
        std::string text;
        for (const std::string& condition : row_conditions(declared.table, row)) {
            text += (text.empty() ? "" : "; ") + condition;
        }
        std::string outcome;
        for (const Fragment& cell : declared.table.rows[row].then) {
            outcome += (outcome.empty() ? "" : ", ") + cell.text;
        }
        html.open("li").text((text.empty() ? "always" : text) + " → ").element("code", outcome);
        if (row < declared.row_citations.size()) {
            for (const Citation& cited : declared.row_citations[row]) {
                html.element("blockquote", cited.quote + " " + cited.source + " " + cited.turn);
            }
        }
        html.close();
    }
    html.close().close().close();
}

}  // namespace

void page_tables(const AuditSubject& subject, Html& html) {
    html.element("h2", "Tables", {{"id", "tables"}});
    const auto& tables = subject.knowledge.tables;
    if (tables.empty()) html.element("p", "There are no tables.");
    if (!tables.empty()) {
        html.element("p",
                     "Each cell names the rows that hold there. Striped: no row is for it. "
                     "A dashed edge: a row that may hold.",
                     {{"class", "dim"}});
    }
    for (std::size_t i = 0; i < tables.size() && i < kTablesShown; ++i) {
        show(subject, tables[i], html);
    }
    if (tables.size() > kTablesShown) {
        html.element("p", std::to_string(tables.size() - kTablesShown) + " more are not shown.");
    }
}

}  // namespace dictum
