// Canonical text, from a list of what is still to be written instead of recursion: a node is taken
// off, its own text is appended, and its children go back on the list with the text between them.
//
// Parentheses stand only where the text would otherwise mean something else, and around a
// comparison under `!`, which would otherwise be misread.
#include "engine/lang/printer.h"

#include <string_view>

#include "engine/lang/literal_text.h"
#include "engine/lang/operators.h"

namespace dictum {
namespace {

// Where a formula stands, from the loosest place to the tightest.
enum class Place : std::uint8_t { Body, InOr, InAnd, UnderNot };

class TreeWriter {
  public:
    TreeWriter(const IdMap<TermId, Term>& terms, const IdMap<FormulaId, Formula>& formulas)
        : terms_(terms), formulas_(formulas) {}

    void atom(const Atom& atom) {
        text_ += atom.name;
        arguments(atom.args);
        drain();
    }
    void body(FormulaId id) {
        formula(id, Place::Body);
        drain();
    }
    void append(std::string_view text) { text_ += text; }
    std::string take() { return std::move(text_); }

  private:
    enum class Kind : std::uint8_t { Text, Term, Formula };
    struct Item {
        Kind kind = Kind::Text;
        std::string_view text;
        TermId term{};
        FormulaId formula{};
        int precedence = 0;  // of a term: what binds less tightly needs parentheses
        Place place = Place::Body;
    };

    // Items come off in the reverse of the order in which they are put on.
    void put(std::string_view text) {
        Item item;
        item.text = text;
        items_.push_back(item);
    }
    void put(TermId term, int precedence) {
        Item item;
        item.kind = Kind::Term;
        item.term = term;
        item.precedence = precedence;
        items_.push_back(item);
    }
    void put(FormulaId formula, Place place) {
        Item item;
        item.kind = Kind::Formula;
        item.formula = formula;
        item.place = place;
        items_.push_back(item);
    }

    void drain() {
        while (!items_.empty()) {
            const Item item = items_.back();
            items_.pop_back();
            switch (item.kind) {
                case Kind::Text:
                    text_ += item.text;
                    break;
                case Kind::Term:
                    term(item.term, item.precedence);
                    break;
                case Kind::Formula:
                    formula(item.formula, item.place);
                    break;
            }
        }
    }

    void arguments(const std::vector<TermId>& args) {
        text_ += '(';
        put_list(args, ")");
    }
    void put_list(const std::vector<TermId>& args, std::string_view closing) {
        put(closing);
        for (std::size_t i = args.size(); i > 0; --i) {
            put(args[i - 1], 0);
            if (i > 1) put(", ");
        }
    }

    void term(TermId id, int precedence) {
        const Term& node = terms_[id];
        std::visit([&](const auto& term) { write(term, precedence); }, node.node);
    }
    void write(const VariableTerm& term, int) { text_ += term.name; }
    void write(const WildcardTerm&, int) { text_ += '_'; }
    void write(const IntegerTerm& term, int) { text_ += integer_text(term); }
    void write(const FloatTerm& term, int) { text_ += term.text; }
    void write(const StringTerm& term, int) { text_ += quoted_text(term.value); }
    void write(const BoolTerm& term, int) { text_ += term.value ? "true" : "false"; }
    void write(const DateTerm& term, int) { text_ += term.value.to_string(); }
    void write(const RatioTerm& term, int) { text_ += term.value.to_string(); }
    void write(const QuantityTerm& term, int precedence) {
        const std::string text = quantity_text(term);
        const bool parenthesised = text.starts_with('-') && precedence > kNegatePrecedence;
        if (parenthesised) text_ += '(';
        text_ += text;
        if (parenthesised) text_ += ')';
    }
    void write(const UnaryTerm& term, int precedence) {
        open_if(precedence > kNegatePrecedence);
        text_ += '-';
        // A sign that touches a quantity would become part of it.
        const bool literal = std::holds_alternative<Boxed<QuantityTerm>>(terms_[term.arg].node);
        if (literal) put(")");
        put(term.arg, literal ? 0 : kNegatePrecedence);
        if (literal) put("(");
    }
    void write(const BinaryTerm& term, int outer) {
        const int own = precedence(term.op);
        const bool right = term.op == BinaryOp::Power;
        open_if(own < outer);
        put(term.rhs, right ? kNegatePrecedence : own + 1);
        put(" ");
        put(sign(term.op));
        put(" ");
        put(term.lhs, right ? kAtomPrecedence : own);
    }
    void write(const CallTerm& term, int) {
        if (is_cast_term(term.functor)) {
            text_ += "as(";
            put(", " + term.functor.substr(kCastTerm.size()) + ")");
            put(term.args.front(), 0);
            return;
        }
        text_ += term.functor;
        if (term.functor == kRecordTerm) {
            put_list(term.args, "]");
        } else if (!makes_record(term.functor) || !term.args.empty()) {
            arguments(term.args);
        }
    }
    void write(const AggregateTerm& term, int) {
        text_ += word(term.kind);
        put(" }");
        put(term.body, Place::Body);
        put(" : { ");
        if (!term.target) return;
        put(*term.target, 0);
        put(" ");
    }

    void formula(FormulaId id, Place place) {
        std::visit([&](const auto& formula) { write(formula, place); }, formulas_[id].node);
    }
    void write(const AtomFormula& formula, Place) {
        text_ += formula.atom.name;
        arguments(formula.atom.args);
    }
    void write(const CompareFormula& formula, Place place) {
        open_if(place == Place::UnderNot);
        put(formula.rhs, 0);
        put(" ");
        put(sign(formula.op));
        put(" ");
        put(formula.lhs, 0);
    }
    void write(const NotFormula& formula, Place) {
        text_ += '!';
        put(formula.inner, Place::UnderNot);
    }
    void write(const AndFormula& formula, Place place) {
        list(formula.parts, ", ", place, Place::InAnd, "true");
    }
    void write(const OrFormula& formula, Place place) {
        list(formula.parts, "; ", place, Place::InOr, "false");
    }
    void write(const TruthFormula& formula, Place) { text_ += formula.value ? "true" : "false"; }

    void list(const std::vector<FormulaId>& parts, std::string_view separator, Place place,
              Place inner, std::string_view empty) {
        if (parts.empty()) {
            text_ += empty;
            return;
        }
        const bool single = parts.size() == 1;
        open_if(!single && place >= inner);
        for (std::size_t i = parts.size(); i > 0; --i) {
            put(parts[i - 1], single ? place : inner);
            if (i > 1) put(separator);
        }
    }

    // Writes `(` now, and `)` behind what is put on next.
    void open_if(bool parenthesised) {
        if (!parenthesised) return;
        text_ += '(';
        put(")");
    }

    const IdMap<TermId, Term>& terms_;
    const IdMap<FormulaId, Formula>& formulas_;
    std::string text_;
    std::vector<Item> items_;
};

void write_fields(std::string& out, const TypeBranch& branch, std::string_view separator) {
    for (std::size_t i = 0; i < branch.fields.size(); ++i) {
        if (i > 0) out += separator;
        out += branch.fields[i].name + ": " + branch.fields[i].type.text;
    }
}

void write_structured_type(std::string& out, const TypeDecl& type) {
    out += ".type " + type.name + " = ";
    const bool record = type.kind == TypeDeclKind::Record;
    for (std::size_t i = 0; i < type.branches.size(); ++i) {
        if (i > 0) out += " | ";
        out += record ? "[" : type.branches[i].name + " {";
        write_fields(out, type.branches[i], ", ");
        out += record ? "]" : "}";
    }
    out += "\n";
}

void write_type(std::string& out, const TypeDecl& type) {
    if (!type.branches.empty()) return write_structured_type(out, type);
    const bool subtype = type.kind == TypeDeclKind::Subtype;
    out += ".type " + type.name + (subtype ? " <: " : " = ") + type.base.text;
    for (const TypeRef& member : type.members) out += " | " + member.text;
    out += "\n";
}

void write_relation(std::string& out, const RelationDecl& relation) {
    out += ".decl " + relation.name + "(";
    for (std::size_t i = 0; i < relation.columns.size(); ++i) {
        if (i > 0) out += ", ";
        out += relation.columns[i].name + ": " + relation.columns[i].type.text;
    }
    out += ")";
    for (std::size_t i = 0; i < relation.key.size(); ++i) {
        out += (i == 0 ? " key(" : ", ") + relation.key[i].first;
    }
    if (!relation.key.empty()) out += ")";
    if (relation.conflict != ConflictPolicy::Report) {
        out += " conflict(" + std::string(word(relation.conflict)) + ")";
    }
    if (relation.complete) out += " complete";
    for (std::size_t i = 0; i < relation.choices.size(); ++i) {
        out += i == 0 ? " choice-domain (" : ", (";
        for (std::size_t j = 0; j < relation.choices[i].size(); ++j) {
            out += (j == 0 ? "" : ", ") + relation.choices[i][j].first;
        }
        out += ")";
    }
    out += "\n";
}

void write_directive(std::string& out, const Directive& directive) {
    out += "." + std::string(word(directive.kind)) + " " + directive.relation;
    for (std::size_t i = 0; i < directive.parameters.size(); ++i) {
        const auto& [name, value] = directive.parameters[i];
        out += (i == 0 ? "(" : ", ") + name + "=" + quoted_text(value);
    }
    if (!directive.parameters.empty()) out += ")";
    out += "\n";
}

}  // namespace

std::string print(const SyntaxProgram& program) {
    std::string out;
    if (program.dialect == Dialect::Dictum) out += ".pragma \"dialect\" \"dictum\"\n";
    for (const TypeDecl& type : program.types) write_type(out, type);
    for (const RelationDecl& relation : program.relations) write_relation(out, relation);
    for (const Directive& directive : program.directives) write_directive(out, directive);
    for (const Clause& clause : program.clauses) out += print(program, clause) + "\n";
    return out;
}

std::string print(const SyntaxProgram& program, const Clause& clause) {
    TreeWriter writer(program.terms, program.formulas);
    for (std::size_t i = 0; i < clause.heads.size(); ++i) {
        if (i > 0) writer.append(", ");
        writer.atom(clause.heads[i]);
    }
    if (clause.subsumes) {
        const auto& parts = std::get<AndFormula>(program.formulas[*clause.body].node).parts;
        writer.append(" <= ");
        writer.atom(std::get<AtomFormula>(program.formulas[parts[1]].node).atom);
        writer.append(" :- ");
        writer.body(parts.back());
    } else if (clause.body) {
        writer.append(" :- ");
        writer.body(*clause.body);
    }
    writer.append(".");
    return writer.take();
}

std::string print(const SyntaxGoal& goal) {
    TreeWriter writer(goal.terms, goal.formulas);
    writer.body(goal.body);
    return writer.take();
}

}  // namespace dictum
