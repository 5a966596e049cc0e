#include "engine/table/cells.h"

#include <array>
#include <optional>
#include <string_view>

#include "engine/lang/parser.h"
#include "engine/table/fragments.h"

namespace dictum {
namespace {

struct Sign {
    std::string_view text;
    CompareOp op;
};

// Longer ones first.
constexpr std::array<Sign, 6> kSigns = {{
    {"<=", CompareOp::LessEqual},
    {">=", CompareOp::GreaterEqual},
    {"!=", CompareOp::NotEqual},
    {"<", CompareOp::Less},
    {">", CompareOp::Greater},
    {"=", CompareOp::Equal},
}};

constexpr std::string_view kForms =
    "write a value, a comparison such as `>= 400T`, a range such as `1..2`, or `-` for any value";

class CellReader {
  public:
    CellReader(SyntaxProgram& program, Diagnostics& diagnostics)
        : program_(program), diagnostics_(diagnostics) {}

    std::optional<std::vector<CellTest>> read(const Fragment& cell) {
        const Fragment text = trimmed(cell);
        if (text.text == "-") return tests_;
        std::vector<Fragment> pending = split(text, ',');
        for (std::size_t i = 0; i < pending.size(); ++i) {
            const Fragment part = pending[i];
            const std::optional<Fragment> inner = negated(part);
            if (inner && inner->text.find(',') != std::string::npos) {
                for (Fragment& each : split(*inner, ',')) {
                    if (negated(each)) fail(each, "a negation inside of a negation");
                    pending.push_back(std::move(each));
                }
            } else {
                alternative(inner ? *inner : part);
            }
        }
        return whole_ ? std::optional(tests_) : std::nullopt;
    }

  private:
    void alternative(const Fragment& part) {
        if (part.text.empty() || part.text == "-") {
            fail(part, part.text.empty() ? "a value is missing here"
                                         : "`-` stands alone: it is any value");
            return;
        }
        if (find_outside(part.text, "..") != std::string::npos) {
            range(part);
            return;
        }
        for (const Sign& sign : kSigns) {
            if (!part.text.starts_with(sign.text)) continue;
            const Fragment rest = trimmed(slice(part, sign.text.size(), part.text.size()));
            if (rest.text.empty()) {
                fail(part, "a value is missing behind `" + std::string(sign.text) + "`");
            } else if (const auto term = parsed(rest)) {
                tests_.push_back({sign.op, *term});
            }
            return;
        }
        if (const auto term = parsed(part)) tests_.push_back({CompareOp::Equal, *term});
    }

    void range(const Fragment& part) {
        if (dates(part)) return;
        const auto read = parsed(part);
        if (!read) return;
        const Term term = program_.terms[*read];
        if (const auto* quantity = std::get_if<Boxed<QuantityTerm>>(&term.node)) {
            ends(*quantity, term.span);
        } else {
            tests_.push_back({CompareOp::Equal, *read});
        }
    }

    // A range of dates, end by end. False: it is none.
    bool dates(const Fragment& part) {
        const std::size_t dots = find_outside(part.text, "..");
        Fragment lo = trimmed(slice(part, 0, dots));
        Fragment hi = trimmed(slice(part, dots + 2, part.text.size()));
        const CompareOp above = open_end(lo, '>') ? CompareOp::Greater : CompareOp::GreaterEqual;
        const CompareOp below = open_end(hi, '<') ? CompareOp::Less : CompareOp::LessEqual;
        const auto first = Date::parse(lo.text);
        const auto last = Date::parse(hi.text);
        if (!first || !last) return false;
        if (*last < *first) fail(part, "this range ends before it begins");
        tests_.push_back({above, program_.terms.push({whole(lo), DateTerm{*first}})});
        tests_.push_back({below, program_.terms.push({whole(hi), DateTerm{*last}})});
        return true;
    }

    // Each end as a quantity by itself, with the unit that serves it.
    void ends(const QuantityTerm& range, Span span) {
        const auto end = [&](QuantityTerm::End point, CompareOp op) {
            if (point.suffix.empty() && range.hi) point.suffix = range.hi->suffix;
            QuantityTerm term;
            term.lo = point;
            term.hi = std::move(point);
            tests_.push_back({op, program_.terms.push({span, std::move(term)})});
        };
        if (range.lo) end(*range.lo, range.lo_open ? CompareOp::Greater : CompareOp::GreaterEqual);
        if (range.hi) end(*range.hi, range.hi_open ? CompareOp::Less : CompareOp::LessEqual);
    }

    static bool open_end(Fragment& text, char sign) {
        if (text.text.empty() || text.text[0] != sign) return false;
        text = trimmed(slice(text, 1, text.text.size()));
        return true;
    }

    std::optional<TermId> parsed(const Fragment& text) {
        const auto term = parse_term(text, program_, diagnostics_);
        whole_ = whole_ && term.has_value();
        return term;
    }

    void fail(const Fragment& part, std::string message) {
        diagnostics_.error("bad-cell", whole(part), std::move(message), std::string(kForms));
        whole_ = false;
    }

    SyntaxProgram& program_;
    Diagnostics& diagnostics_;
    std::vector<CellTest> tests_;
    bool whole_ = true;
};

}  // namespace

std::optional<std::vector<CellTest>> read_condition(const Fragment& cell, SyntaxProgram& program,
                                                    Diagnostics& diagnostics) {
    return CellReader(program, diagnostics).read(cell);
}

}  // namespace dictum
