#include "tests/oracle/random_program.h"

#include <array>
#include <map>
#include <vector>

namespace dictum::test {
namespace {

using Names = std::vector<std::string>;

enum class Kind : std::uint8_t { Number, Symbol, Unsigned, Float, Money, Date, Bool, Ratio };
constexpr std::array kKindNames = {"number", "symbol", "unsigned", "float",
                                   "CNY",    "date",   "bool",     "ratio"};

struct Declared {
    std::string name;
    std::vector<Kind> columns;
    std::size_t layer = 0;
};

// One rule while it is written: its literals, and the bound variables of each kind.
struct Draft {
    Names literals;
    std::map<Kind, Names> bound;
    std::size_t variables = 0;
    std::size_t layer = 0;   // of the head
    bool recursive = false;  // it reads its own layer
};

class Generator {
  public:
    explicit Generator(std::uint64_t seed) : random_(seed), is_dictum_(seed % 4 == 3) {}

    RandomProgram run() {
        if (is_dictum_) line(".pragma \"dialect\" \"dictum\"");
        choose_kinds();
        declare("b", 2 + random_.below(2), 0, 0);
        const std::size_t layers = 1 + random_.below(3);
        for (std::size_t layer = 1; layer <= layers; ++layer) {
            declare("d", 1 + random_.below(2), layer, 2 * layer);
        }
        facts();
        const std::size_t rules = 4 + random_.below(7);
        for (std::size_t i = 0; i < rules; ++i) rule();
        const std::string asked = goal();
        return {text_, asked, is_dictum_ ? Dialect::Dictum : Dialect::Souffle};
    }

  private:
    // ---- declarations and facts ------------------------------------------------------------

    void line(const std::string& text) { text_ += text + "\n"; }

    // A program has few kinds, so that its relations join.
    void choose_kinds() {
        kinds_ = {Kind::Number, Kind::Number};
        if (random_.chance(60)) kinds_.push_back(Kind::Symbol);
        if (is_dictum_ && random_.chance(70)) kinds_.push_back(Kind::Money);
        if (is_dictum_ && random_.chance(30)) {
            kinds_.push_back(random_.of(std::array{Kind::Date, Kind::Bool, Kind::Ratio}));
        }
        if (!is_dictum_ && random_.chance(20)) kinds_.push_back(Kind::Unsigned);
        if (!is_dictum_ && random_.chance(20)) kinds_.push_back(Kind::Float);
    }

    Kind kind() { return random_.of(kinds_); }

    void declare(const std::string& prefix, std::size_t count, std::size_t layer,
                 std::size_t first) {
        for (std::size_t i = 0; i < count; ++i) {
            Declared relation{prefix + std::to_string(first + i), {}, layer};
            const std::size_t arity = random_.chance(12) ? 3 : random_.chance(65) ? 2 : 1;
            std::string columns;
            for (std::size_t c = 0; c < arity; ++c) {
                relation.columns.push_back(kind());
                columns += (c == 0 ? "" : ", ") + std::string(1, static_cast<char>('a' + c)) +
                           ": " + kKindNames[static_cast<std::size_t>(relation.columns[c])];
            }
            std::string key;
            if (is_dictum_ && relation.columns[0] != Kind::Money && arity > 1 &&
                random_.chance(60)) {
                key = " key(a)";
            }
            line(".decl " + relation.name + "(" + columns + ")" + key);
            relations_.push_back(std::move(relation));
        }
    }

    void facts() {
        const std::size_t count = 10 + random_.below(41);
        for (std::size_t i = 0; i < count; ++i) {
            const Declared& relation = relation_of_layer(0, random_.chance(90) ? 0 : 9);
            Names args;
            for (const Kind column : relation.columns) args.push_back(constant(column));
            line(atom(relation, args) + ".");
        }
    }

    std::string constant(Kind kind) {
        switch (kind) {
            case Kind::Number:
                return std::to_string(random_.below(7));
            case Kind::Symbol:
                return std::string(random_.of(std::array{"\"a\"", "\"b\"", "\"c\"", "\"ab\""}));
            case Kind::Unsigned:
                return std::to_string(random_.below(6));
            case Kind::Float:
                return random_.of(std::array{"0.5", "1.0", "1.5", "2.0", "3.25"});
            case Kind::Date:
                return "2024-02-2" + std::to_string(random_.below(6));
            case Kind::Bool:
                return random_.chance(50) ? "true" : "false";
            case Kind::Ratio:
                return random_.of(std::array{"1:2", "2:4", "9:1", "0:5"});
            case Kind::Money:
                break;
        }
        const std::size_t lo = 1 + random_.below(8);
        const std::string from = std::to_string(lo);
        const std::string to = std::to_string(lo + 1 + random_.below(4));
        const std::size_t dice = random_.below(10);
        if (dice < 4) return from + "CNY";
        if (dice < 8) return from + ".." + to + "CNY";
        if (dice == 8) return from + ".5.." + to + "CNY";
        if (random_.chance(25)) return ">=" + from + "CNY";
        return ">" + from + ".." + to + "CNY";
    }

    static std::string atom(const Declared& relation, const Names& args) {
        std::string text = relation.name + "(";
        for (std::size_t i = 0; i < args.size(); ++i) text += (i == 0 ? "" : ", ") + args[i];
        return text + ")";
    }

    // ---- rules -----------------------------------------------------------------------------

    void rule() {
        Draft draft;
        const Declared& head = relation_of_layer(1, 9);
        draft.layer = head.layer;
        const std::size_t atoms = 1 + random_.below(3);
        for (std::size_t i = 0; i < atoms; ++i) positive(draft);
        if (random_.chance(40)) calculate(draft);
        if (random_.chance(40)) compare(draft);
        if (random_.chance(30)) aggregate(draft);
        if (random_.chance(30)) negate(draft);
        if (random_.chance(15)) either(draft);
        if (random_.chance(10)) search(draft);
        std::string heads = atom(head, head_args(draft, head));
        if (random_.chance(10)) {
            const Declared& other = relation_of_layer(head.layer, 9);
            heads += ", " + atom(other, head_args(draft, other));
        }
        std::string body;
        shuffle(draft.literals);
        for (const std::string& literal : draft.literals) {
            body += (body.empty() ? "" : ", ") + literal;
        }
        line(heads + " :- " + body + ".");
    }

    std::string goal() {
        Draft draft;
        draft.layer = 9;
        positive(draft);
        if (random_.chance(50)) positive(draft);
        if (random_.chance(30)) compare(draft);
        if (random_.chance(30)) calculate(draft);
        if (random_.chance(30)) aggregate(draft);
        if (random_.chance(30)) negate(draft);
        std::string body;
        for (const std::string& literal : draft.literals) {
            body += (body.empty() ? "" : ", ") + literal;
        }
        return body;
    }

    void shuffle(Names& literals) {
        if (!random_.chance(50)) return;
        for (std::size_t i = literals.size(); i > 1; --i) {
            std::swap(literals[i - 1], literals[random_.below(i)]);
        }
    }

    const Declared& relation_of_layer(std::size_t from, std::size_t to) {
        std::vector<std::size_t> fitting;
        for (std::size_t i = 0; i < relations_.size(); ++i) {
            if (relations_[i].layer >= from && relations_[i].layer <= to) fitting.push_back(i);
        }
        return relations_[random_.of(fitting)];
    }

    std::string fresh(Draft& draft, Kind kind) {
        const std::array letters = {"x", "s", "u", "f", "p", "d", "b", "r"};
        return letters[static_cast<std::size_t>(kind)] + std::to_string(draft.variables++);
    }

    std::string bind(Draft& draft, Kind kind) {
        const std::string name = fresh(draft, kind);
        draft.bound[kind].push_back(name);
        return name;
    }

    // A bound variable of the kind, or a constant.
    std::string known(Draft& draft, Kind kind) {
        const Names& names = draft.bound[kind];
        return names.empty() || random_.chance(15) ? constant(kind) : random_.of(names);
    }

    // A kind that some variable has; quantities rather than others.
    Kind bound_kind(Draft& draft) {
        if (!draft.bound[Kind::Money].empty() && random_.chance(50)) return Kind::Money;
        Kind found = kind();
        for (std::size_t i = 0; i < 4 && draft.bound[found].empty(); ++i) found = kind();
        return found;
    }

    void positive(Draft& draft) {
        const Declared& relation = relation_of_layer(0, draft.layer - random_.below(2));
        draft.recursive = draft.recursive || relation.layer == draft.layer;
        // What this atom binds is no argument of its own calculations.
        Draft before = draft;
        Names args;
        for (const Kind column : relation.columns) {
            const std::size_t dice = random_.below(100);
            const bool any = !draft.bound[column].empty();
            if (any && dice < 45) {
                args.push_back(random_.of(draft.bound[column]));
            } else if (dice < 52) {
                args.push_back("_");
            } else if (dice < 60) {
                args.push_back(constant(column));
            } else if (dice < 65 && column == Kind::Number && !before.bound[column].empty()) {
                args.push_back(random_.of(before.bound[column]) + " + 1");
            } else {
                args.push_back(bind(draft, column));
            }
        }
        draft.literals.push_back(atom(relation, args));
    }

    void negate(Draft& draft) {
        const Declared& relation = relation_of_layer(0, draft.layer - 1);
        Names args;
        for (const Kind column : relation.columns) {
            std::string arg = random_.chance(25) ? "_" : known(draft, column);
            if (arg != "_" && column == Kind::Number && random_.chance(15)) arg += " - 1";
            args.push_back(arg);
        }
        draft.literals.push_back("!" + atom(relation, args));
    }

    void compare(Draft& draft) {
        const Kind kind = bound_kind(draft);
        if (draft.bound[kind].empty()) return;
        static constexpr std::array kCertain = {"<", "<=", ">", ">=", "=", "!="};
        static constexpr std::array kPossible = {"<?", "<=?", ">?", ">=?", "=?"};
        std::string op = random_.of(kCertain);
        if (kind == Kind::Bool || kind == Kind::Ratio) op = random_.chance(50) ? "=" : "!=";
        if (kind == Kind::Money && random_.chance(50)) op = random_.of(kPossible);
        std::string left = random_.of(draft.bound[kind]);
        std::string right = known(draft, kind);
        // A half-open literal would be read as a comparison of its own.
        if (kind == Kind::Money) {
            right = random_.chance(30) ? "4..6CNY" : random_.of(draft.bound[kind]);
        }
        if (kind == Kind::Money && random_.chance(40))
            left += " + " + random_.of(draft.bound[kind]);
        const std::string literal = left + " " + op + " " + right;
        draft.literals.push_back(random_.chance(15) ? "!(" + literal + ")" : literal);
    }

    // z = an expression, kept inside a small range.
    void calculate(Draft& draft) {
        const Kind kind = bound_kind(draft);
        if (draft.bound[kind].empty()) return;
        const std::string a = random_.of(draft.bound[kind]);
        const std::string b = known(draft, kind);
        const std::string z = fresh(draft, kind);
        Names& out = draft.literals;
        switch (kind) {
            case Kind::Number: {
                Names forms = {a + " + " + b,
                               a + " - " + b,
                               a + " * " + b,
                               a + " % 3",
                               "-" + a,
                               "2 * " + a + " - " + b + " + 1",
                               "(" + a + " - " + b + ") * 3",
                               a + " / 2",
                               "max(" + a + ", " + b + ")",
                               a + " ^ 2",
                               "min(" + a + ", " + b + ", 4)"};
                const Names& texts = draft.bound[Kind::Symbol];
                if (!texts.empty()) {
                    forms.push_back("strlen(" + random_.of(texts) + ")");
                    forms.push_back("to_number(to_string(" + a + ")) + strlen(" +
                                    random_.of(texts) + ")");
                }
                if (random_.chance(20)) {
                    // Divides only where that is right, wherever the test stands.
                    out.push_back(a + " != " + b);
                    forms = {"7 / (" + a + " - " + b + ")", "7 % (" + a + " - " + b + ")"};
                }
                out.push_back(z + " = " + random_.of(forms));
                out.push_back(z + " >= -4");
                out.push_back(z + " <= 8");
                break;
            }
            case Kind::Symbol:
                out.push_back(
                    z + " = " +
                    random_.of(Names{"cat(" + a + ", " + b + ")", "max(" + a + ", " + b + ")",
                                     "cat(" + a + ", to_string(strlen(" + b + ")))",
                                     "substr(" + a + ", 0, 1)"}));
                out.push_back("strlen(" + z + ") <= 3");
                break;
            case Kind::Unsigned:
                out.push_back(z + " = " + a + random_.of(std::array{" + ", " - ", " * "}) + b);
                out.push_back(z + " < 9");
                break;
            case Kind::Float:
                out.push_back(z + " = " + a + random_.of(std::array{" + ", " - ", " * "}) + b);
                out.push_back(z + " < 9.0");
                out.push_back(z + " > 0.0");
                break;
            case Kind::Money: {
                if (draft.recursive) return;
                const std::string c = random_.of(draft.bound[kind]);
                const Names forms = {a + " + " + c,
                                     a + " - " + c,
                                     "2 * " + a + " - " + c,
                                     a + " * (" + c + " / (" + a + " + " + c + "))",
                                     "max(" + a + ", " + c + ")",
                                     "mid(" + a + ") + width(" + c + ")",
                                     "abs(" + a + " - " + c + ")",
                                     "floor(" + a + ") - ceil(" + c + ")",
                                     "hi(" + a + ") - lo(" + c + ")",
                                     a + " * " + c + " / " + c};
                out.push_back(z + " = " + random_.of(forms));
                break;
            }
            case Kind::Date:
                out.push_back(z + " = " + a + random_.of(std::array{" + 1天", " - 2天"}));
                out.push_back(z + " > 2024-02-18");
                out.push_back(z + " < 2024-02-28");
                break;
            case Kind::Bool:
            case Kind::Ratio:
                out.push_back(z + " = " + a);
                break;
        }
        draft.bound[kind].push_back(z);
    }

    void aggregate(Draft& draft) {
        const Declared& relation = relation_of_layer(0, draft.layer - 1);
        Draft inner;
        inner.variables = draft.variables + 10;
        Names args;
        for (const Kind column : relation.columns) {
            const bool outer = !draft.bound[column].empty() && random_.chance(35);
            args.push_back(outer                ? random_.of(draft.bound[column])
                           : random_.chance(20) ? std::string("_")
                                                : bind(inner, column));
        }
        std::string body = atom(relation, args);
        const Names& numbers = inner.bound[Kind::Number];
        if (!numbers.empty() && random_.chance(30)) body += ", " + random_.of(numbers) + " > 1";
        if (random_.chance(20)) body += ", " + second_atom(draft, inner);
        std::string kind = "count";
        std::string target;
        Kind result = Kind::Number;
        for (const Kind summed : {Kind::Money, Kind::Number, Kind::Unsigned, Kind::Float}) {
            if (inner.bound[summed].empty() || !random_.chance(70)) continue;
            kind = random_.of(std::array{"sum", "min", "max"});
            if (summed == Kind::Money && random_.chance(25)) kind = "mean";
            target = " " + random_.of(inner.bound[summed]);
            result = summed;
            break;
        }
        const std::string z = bind(draft, result);
        draft.literals.push_back(z + " = " + kind + target + " : { " + body + " }");
        if (result == Kind::Number) draft.literals.push_back(z + " <= 9");
        draft.variables += 20;
    }

    std::string second_atom(Draft& outer, Draft& inner) {
        const Declared& relation = relation_of_layer(0, outer.layer - 1);
        Names args;
        for (const Kind column : relation.columns) {
            const bool joins = !inner.bound[column].empty() && random_.chance(70);
            args.push_back(joins ? random_.of(inner.bound[column]) : "_");
        }
        return (random_.chance(25) ? "!" : "") + atom(relation, args);
    }

    // (p(x, z) ; q(z, _)): both sides bind the same variable.
    void either(Draft& draft) {
        std::string text;
        const std::string z = fresh(draft, Kind::Number);
        for (std::size_t side = 0; side < 2; ++side) {
            const Declared& relation = relation_of_layer(0, draft.layer);
            Names args;
            bool bound = false;
            for (const Kind column : relation.columns) {
                const bool here = column == Kind::Number && !bound;
                bound = bound || here;
                args.push_back(here ? z : random_.chance(50) ? known(draft, column) : "_");
            }
            std::string literal = atom(relation, args);
            if (!bound) literal += ", " + z + " = " + constant(Kind::Number);
            text += (side == 0 ? "" : " ; ") + literal;
        }
        draft.literals.push_back("(" + text + ")");
        draft.bound[Kind::Number].push_back(z);
    }

    void search(Draft& draft) {
        if (draft.bound[Kind::Symbol].empty()) return;
        const std::string s = random_.of(draft.bound[Kind::Symbol]);
        const Names forms = {"contains(\"a\", " + s + ")", "!contains(\"b\", " + s + ")",
                             "match(\"[ab]*\", " + s + ")", "!match(\".c?\", " + s + ")"};
        draft.literals.push_back(random_.of(forms));
    }

    Names head_args(Draft& draft, const Declared& head) {
        Names args;
        for (const Kind column : head.columns) {
            std::string arg = known(draft, column);
            const bool variable = column == Kind::Number && arg[0] == 'x';
            if (variable && random_.chance(20)) {
                draft.literals.push_back(arg + " < 8");
                arg += " + 1";
            }
            args.push_back(arg);
        }
        return args;
    }

    Random random_;
    bool is_dictum_;
    std::vector<Kind> kinds_;
    std::vector<Declared> relations_;
    std::string text_;
};

}  // namespace

RandomProgram random_program(std::uint64_t seed) { return Generator(seed).run(); }

}  // namespace dictum::test
