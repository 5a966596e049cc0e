// Order matters: units first, so that column types resolve; then entities, relations, facts, rules.
#include "kb/assemble.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/check/check.h"
#include "engine/lang/parser.h"
#include "engine/table/table_demand.h"

namespace dictum {
namespace {

// The date of the newest source that is cited.
std::optional<Date> newest(const Knowledge& knowledge, const std::vector<Citation>& citations) {
    std::optional<Date> date;
    for (const Citation& citation : citations) {
        const Source* const source = knowledge.source(citation.source);
        if (source != nullptr && (!date || *date < source->date)) date = source->date;
    }
    return date;
}

class Assembler {
  public:
    Assembler(const Knowledge& knowledge, FactsFrom facts, Diagnostics& diagnostics)
        : knowledge_(knowledge), facts_(facts), diagnostics_(diagnostics) {}

    Assembled run() {
        out_.program.dialect = Dialect::Dictum;
        for (const UnitDeclaration& unit : knowledge_.units) declare(unit);
        for (const EntityDeclaration& entity : knowledge_.entities) declare(entity);
        for (const DataDeclaration& data : knowledge_.data) with_data_.insert(data.relation);
        for (const RelationDeclaration& relation : knowledge_.relations) declare(relation);
        for (std::size_t i = 0; i < knowledge_.claims.size(); ++i) add_claim(i);
        for (const RuleText& rule : knowledge_.rules) add_rule(rule);
        mark_tables();
        return std::move(out_);
    }

  private:
    void declare(const UnitDeclaration& unit) {
        const auto factor = Decimal::parse(unit.factor, Rounding::Down);
        const auto above = Decimal::parse(unit.factor, Rounding::Up);
        if (!factor || !above || *factor != *above) {
            diagnostics_.error(
                "bad-unit", unit.span,
                "the factor of the unit `" + unit.name + "` is not a decimal of at most 18 digits");
            out_.declarations_whole = false;
            return;
        }
        auto declared =
            out_.vocabulary.units.declare(unit.name, unit.dimension, *factor, unit.names);
        if (declared) return;
        diagnostics_.error("bad-unit", unit.span, declared.error().message);
        out_.declarations_whole = false;
    }

    void declare(const EntityDeclaration& entity) {
        if (out_.vocabulary.add(entity.entity)) return;
        diagnostics_.error("duplicate-entity", entity.span,
                           "the entity `" + entity.entity.id + "` is declared twice");
    }

    void declare(const RelationDeclaration& relation) {
        RelationDecl decl;
        decl.name = relation.name;
        decl.span = relation.span;
        decl.name_span = relation.span;
        for (const Fragment& text : relation.columns) {
            if (auto column = parse_column(text, diagnostics_)) {
                decl.columns.push_back(*std::move(column));
            } else {
                out_.declarations_whole = false;
            }
        }
        for (std::size_t i = 0; i < relation.key.size(); ++i) {
            const bool placed = i < relation.key_spans.size();
            decl.key.emplace_back(relation.key[i], placed ? relation.key_spans[i] : relation.span);
        }
        decl.conflict = relation.conflict;
        decl.complete = relation.complete;
        decl.has_data =
            relation.stored || (facts_ == FactsFrom::Claims && with_data_.contains(relation.name));
        relations_.emplace(relation.name, out_.program.relations.size());
        out_.program.relations.push_back(std::move(decl));
    }

    void add_claim(std::size_t index) {
        const Claim& claim = knowledge_.claims[index];
        const SupportId support = out_.supports.push(support_of(claim));
        if (facts_ == FactsFrom::Store) return;
        Clause* clause = only_clause(claim.fact, "claim-not-a-fact", "a claim is one fact");
        const bool is_fact = clause != nullptr && is_ground_fact(*clause, claim);
        out_.claim_clauses.push_back(is_fact ? out_.program.clauses.size() - 1 : kNoClause);
        if (is_fact) {
            clause->support = support;
        } else if (clause != nullptr) {
            out_.program.clauses.pop_back();
        }
    }

    Support support_of(const Claim& claim) const {
        Support support{claim.id, {}, claim.strength};
        support.date = newest(knowledge_, claim.citations);
        for (const Citation& citation : claim.citations) {
            std::vector<std::string>& others = support.other_sources;
            if (support.source.empty()) {
                support.source = citation.source;
            } else if (citation.source != support.source &&
                       std::find(others.begin(), others.end(), citation.source) == others.end()) {
                others.push_back(citation.source);
            }
        }
        return support;
    }

    void add_rule(const RuleText& rule) {
        Clause* clause =
            only_clause(rule.text, "rule-not-one-clause", "a rule is one clause, `head :- body.`");
        if (clause == nullptr) return;
        if (!clause->body) {
            diagnostics_.error("rule-without-body", clause->span,
                               "a rule has a body: `head :- body.`",
                               "a fact that a source states is a [[claim]] with its citation");
            out_.program.clauses.pop_back();
            return;
        }
        clause->id = rule.id;
        clause->strength = rule.strength;
        clause->overrides = rule.overrides;
        clause->at_least = rule.at_least;
        clause->date = newest(knowledge_, rule.citations);
    }

    // The clause that `text` is, last in the program; null (and an error) when it is not just one.
    Clause* only_clause(const Fragment& text, const char* id, const char* what) {
        std::vector<Clause>& clauses = out_.program.clauses;
        const std::size_t errors = diagnostics_.errors();
        const std::size_t first = parse_clauses(text, out_.program, diagnostics_);
        if (diagnostics_.errors() == errors && clauses.size() == first + 1) return &clauses.back();
        if (diagnostics_.errors() == errors) {
            diagnostics_.error(id, text.span(0, text.text.size()),
                               what + std::string("; there are ") +
                                   std::to_string(clauses.size() - first) + " here");
        }
        clauses.resize(first);
        return nullptr;
    }

    bool is_ground_fact(const Clause& clause, const Claim& claim) {
        if (clause.body || clause.heads.size() != 1) {
            diagnostics_.error("claim-not-a-fact", claim.fact.span(0, claim.fact.text.size()),
                               "a claim is one fact, without a body",
                               "what follows from other facts is a [[rule]]");
            return false;
        }
        bool ground = true;
        for (const TermId arg : clause.heads[0].args) {
            const char* problem = not_a_value(out_.program.terms[arg]);
            if (problem == nullptr) continue;
            diagnostics_.error("claim-not-ground", out_.program.terms[arg].span,
                               std::string("a claim holds values only; this is ") + problem,
                               "write the value, or make it a [[rule]]");
            ground = false;
        }
        return ground;
    }

    const char* not_a_value(const Term& term) const {
        if (std::holds_alternative<VariableTerm>(term.node)) return "a variable";
        if (std::holds_alternative<WildcardTerm>(term.node)) return "a wildcard";
        if (const auto* unary = std::get_if<UnaryTerm>(&term.node)) {
            const auto& inner = out_.program.terms[unary->arg].node;
            const bool number = std::holds_alternative<IntegerTerm>(inner) ||
                                std::holds_alternative<FloatTerm>(inner) ||
                                std::holds_alternative<Boxed<QuantityTerm>>(inner);
            return number ? nullptr : "a calculation";
        }
        if (std::holds_alternative<BinaryTerm>(term.node) ||
            std::holds_alternative<CallTerm>(term.node) ||
            std::holds_alternative<AggregateTerm>(term.node)) {
            return "a calculation";
        }
        return nullptr;
    }

    void mark_tables() {
        for (const TableDeclaration& declaration : knowledge_.tables) {
            const auto relation = concluded_relation(declaration.table);
            const auto found = relation ? relations_.find(*relation) : relations_.end();
            if (found == relations_.end()) continue;  // check_table reports it
            out_.program.relations[found->second].unavailable =
                "the decision table `" + declaration.table.id + "` concludes it";
        }
    }

    const Knowledge& knowledge_;
    FactsFrom facts_;
    Diagnostics& diagnostics_;
    Assembled out_;
    std::unordered_map<std::string, std::size_t> relations_;  // name -> index in the program
    std::unordered_set<std::string> with_data_;
};

void report_row_ids(const Knowledge& knowledge, Diagnostics& diagnostics) {
    std::unordered_map<std::string_view, const TableDeclaration*> tables;
    for (const TableDeclaration& table : knowledge.tables) tables.emplace(table.table.id, &table);
    for (const RuleText& rule : knowledge.rules) {
        const std::size_t slash = rule.id.rfind('/');
        if (slash == std::string::npos) continue;
        const auto table = tables.find(std::string_view(rule.id).substr(0, slash));
        if (table == tables.end()) continue;
        const TableText& text = table->second->table;
        if (row_named(text.id, text.rows.size(), rule.id)) {
            diagnostics.error("duplicate-id", rule.span,
                              "`" + rule.id + "` is the id of a row of the table `" + text.id + "`",
                              "give the rule another id");
        }
    }
}

}  // namespace

Assembled assemble(const Knowledge& knowledge, FactsFrom facts, Diagnostics& diagnostics) {
    return Assembler(knowledge, facts, diagnostics).run();
}

std::optional<CheckedProgram> check_with_tables(const Knowledge& knowledge, Assembled& assembled,
                                                Values& values, Diagnostics& diagnostics) {
    std::unordered_map<std::string, std::size_t> relations;
    for (std::size_t i = 0; i < assembled.program.relations.size(); ++i) {
        relations.emplace(assembled.program.relations[i].name, i);
    }
    std::vector<std::string> entities;
    std::vector<std::string> refused;  // relations that some table can't conclude
    report_row_ids(knowledge, diagnostics);
    for (const TableDeclaration& table : knowledge.tables) {
        const auto name = concluded_relation(table.table);
        const auto found = name ? relations.find(*name) : relations.end();
        if (found == relations.end()) continue;
        RelationDecl& relation = assembled.program.relations[found->second];
        if (std::find(refused.begin(), refused.end(), *name) != refused.end()) continue;
        relation.unavailable.reset();
        std::vector<RowGrounds> grounds;
        for (std::size_t row = 0; row < table.row_strengths.size(); ++row) {
            grounds.push_back(
                {table.row_strengths[row], newest(knowledge, table.row_citations[row])});
        }
        auto rules = lower_table(table.table, grounds, assembled.vocabulary, entities,
                                 assembled.program, diagnostics);
        if (rules) {
            assembled.tables.push_back(*std::move(rules));
        } else {
            refused.push_back(*name);
        }
    }
    if (diagnostics.has_errors()) return std::nullopt;
    auto program = check(assembled.program, assembled.vocabulary, values, diagnostics);
    if (!program || !add_demand(assembled.tables, *program, diagnostics)) return std::nullopt;
    return program;
}

}  // namespace dictum
