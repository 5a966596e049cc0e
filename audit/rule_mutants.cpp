#include "audit/rule_mutants.h"

#include <algorithm>

#include "engine/lang/parser.h"
#include "engine/table/lower_table.h"

namespace dictum {
namespace {

struct Swap {
    std::string_view from;
    std::vector<std::string_view> to;
};

// The end of the comparison, and its direction; a possible one becomes certain.
const std::vector<Swap>& swaps() {
    static const std::vector<Swap> kSwaps = {
        {"<", {"<=", ">="}}, {"<=", {"<", ">"}}, {">", {">=", "<="}}, {">=", {">", "<"}},
        {"=", {"!="}},       {"!=", {"="}},      {"<?", {"<"}},       {"<=?", {"<="}},
        {">?", {">"}},       {">=?", {">="}},    {"=?", {"="}}};
    return kSwaps;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// A tenth more or less, or one in the last place: 300 -> 330, 270; 0.5 -> 0.6, 0.4; 1 -> 2, 0.
std::optional<std::string> moved(std::string_view number, bool up) {
    constexpr std::size_t kDigitsMost = 17;
    std::uint64_t value = 0;
    std::size_t places = 0;
    bool fraction = false;
    if (number.size() > kDigitsMost) return std::nullopt;
    for (const char c : number) {
        if (c == '.') {
            fraction = true;
            continue;
        }
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
        places += fraction ? 1U : 0U;
    }
    const std::uint64_t step = std::max<std::uint64_t>(1, value / 10);
    if (!up && value < step) return std::nullopt;
    std::string digits = std::to_string(up ? value + step : value - step);
    if (places == 0) return digits;
    if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
    digits.insert(digits.size() - places, ".");
    return digits;
}

struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
};

// The numbers of a text, what stands in quotes or in names left out: `x2 < 0.5` has 0.5.
std::vector<Run> numbers_in(std::string_view text) {
    std::vector<Run> runs;
    bool quoted = false;
    bool in_name = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') quoted = !quoted;
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        if (quoted || !is_digit(c) || in_name) {
            in_name = letter || (in_name && is_digit(c));
            continue;
        }
        Run run{i, i};
        while (run.end < text.size() && is_digit(text[run.end])) ++run.end;
        const bool point =
            run.end + 1 < text.size() && text[run.end] == '.' && is_digit(text[run.end + 1]);
        if (point) {
            ++run.end;
            while (run.end < text.size() && is_digit(text[run.end])) ++run.end;
        }
        runs.push_back(run);
        i = run.end - 1;
    }
    return runs;
}

std::string replaced(const std::string& text, const Run& run, std::string_view with) {
    return text.substr(0, run.begin) + std::string(with) + text.substr(run.end);
}

class MutantMaker {
  public:
    MutantMaker(const Knowledge& knowledge, SourceMap& sources)
        : knowledge_(knowledge), sources_(sources) {}

    std::vector<Mutant> run() {
        for (std::size_t i = 0; i < knowledge_.rules.size(); ++i) add_rule(i);
        for (std::size_t i = 0; i < knowledge_.tables.size(); ++i) add_table(i);
        return std::move(out_);
    }

  private:
    void add_rule(std::size_t index) {
        const RuleText& rule = knowledge_.rules[index];
        out_.push_back({MutantKind::Rule, rule.id, rule.span, {}, {}, {}, false, index});
        for (const std::string& overridden : rule.overrides) {
            out_.push_back(
                {MutantKind::Override, rule.id, rule.span, overridden, {}, {}, false, index});
        }
        Diagnostics mistakes;
        SyntaxProgram parsed;
        const FileId file = sources_.add("rule", rule.text.text);
        parse_clauses(sources_.whole(file), parsed, mistakes);
        if (mistakes.has_errors()) return;
        Mutant made{MutantKind::Comparison, rule.id, {}, {}, {}, {}, false, index};
        for (const Formula& formula : parsed.formulas) {
            const auto* compared = std::get_if<CompareFormula>(&formula.node);
            if (compared == nullptr) continue;
            add_swaps(
                rule.text,
                {parsed.terms[compared->lhs].span.end, parsed.terms[compared->rhs].span.begin},
                made);
        }
        made.kind = MutantKind::Threshold;
        for (const Run& run : numbers_in(rule.text.text)) add_moves(rule.text, run, made);
    }

    void add_table(std::size_t index) {
        const TableText& table = knowledge_.tables[index].table;
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            const std::string id = row_id(table.id, row);
            out_.push_back(
                {MutantKind::Row, id, table.rows[row].span, {}, {}, {}, true, index, row});
            for (std::size_t cell = 0; cell < table.rows[row].when.size(); ++cell) {
                const Fragment& text = table.rows[row].when[cell];
                Mutant made{MutantKind::Comparison, id, {}, {}, {}, {}, true, index, row, cell};
                add_swaps(text, {0, text.text.find_first_not_of("<>=! ")}, made);
                made.kind = MutantKind::Threshold;
                for (const Run& run : numbers_in(text.text)) add_moves(text, run, made);
            }
        }
    }

    // Of the operator that stands in the run, which may have spaces and brackets around it.
    void add_swaps(const Fragment& text, Run run, const Mutant& made) {
        constexpr std::string_view kOperator = "<>=!?";
        run.end = std::min(run.end, text.text.size());
        run.begin = std::min(text.text.find_first_of(kOperator, run.begin), run.end);
        std::size_t end = run.begin;
        while (end < run.end && kOperator.find(text.text[end]) != std::string_view::npos) ++end;
        run.end = end;
        const std::string_view found =
            std::string_view(text.text).substr(run.begin, end - run.begin);
        const auto swap = std::ranges::find(swaps(), found, &Swap::from);
        if (swap == swaps().end()) return;
        for (const std::string_view to : swap->to) add(text, run, to, made);
    }

    void add_moves(const Fragment& text, const Run& run, const Mutant& made) {
        const std::string_view number =
            std::string_view(text.text).substr(run.begin, run.end - run.begin);
        for (const bool up : {true, false}) {
            if (const auto to = moved(number, up)) add(text, run, *to, made);
        }
    }

    void add(const Fragment& text, const Run& run, std::string_view to, Mutant made) {
        made.span = text.span(run.begin, run.end);
        made.before = text.text.substr(run.begin, run.end - run.begin);
        made.after = to;
        made.text = replaced(text.text, run, to);
        out_.push_back(std::move(made));
    }

    const Knowledge& knowledge_;
    SourceMap& sources_;
    std::vector<Mutant> out_;
};

}  // namespace

std::string_view to_string(MutantKind kind) {
    switch (kind) {
        case MutantKind::Rule:
            return "rule";
        case MutantKind::Row:
            return "row";
        case MutantKind::Threshold:
            return "threshold";
        case MutantKind::Comparison:
            return "comparison";
        case MutantKind::Override:
            return "override";
        case MutantKind::Citation:
            return "citation";
    }
    return "";
}

std::vector<Mutant> rule_mutants(const Knowledge& knowledge, SourceMap& sources) {
    return MutantMaker(knowledge, sources).run();
}

}  // namespace dictum
