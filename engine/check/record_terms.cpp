#include "engine/check/record_terms.h"

#include <algorithm>
#include <deque>

#include "engine/check/record_types.h"
#include "engine/value/structure.h"

namespace dictum {
namespace {

// One body: that of the rule, or of an aggregate of it.
class Matcher {
  public:
    Matcher(Draft& draft, const RuleContext& context, std::vector<char>& bound)
        : draft_(draft), context_(context), bound_(bound), waiting_(draft.variables.size()) {}

    // `aggregate`: whose body it is. Literals that matching takes are put behind the others.
    void run(std::optional<LiteralId> aggregate) {
        aggregate_ = aggregate;
        const std::vector<LiteralId> literals = body();
        for (const LiteralId id : literals) read(id);
        drain();
        while (!candidates_.empty()) {
            const ExprId term = candidates_.front();
            candidates_.pop_front();
            if (!is_made(term)) match(term);
            drain();
        }
        body().insert(body().end(), made_.begin(), made_.end());
    }

  private:
    // When nothing more is missing on one side, the other one is bound.
    struct Side {
        std::size_t missing = 0;
        std::optional<ExprId> binds;          // the other side
        std::optional<std::uint32_t> result;  // or an aggregate's
    };

    std::vector<LiteralId>& body() {
        if (!aggregate_) return draft_.body;
        return std::get<AggregateLiteral>(draft_.literals[*aggregate_].node).body;
    }

    void read(LiteralId id) {
        const auto& node = draft_.literals[id].node;
        if (const auto* atom = std::get_if<AtomLiteral>(&node)) {
            if (atom->negated) return;
            for (const ExprId arg : atom->args) {
                if (const auto variable = draft_.variable_of(arg)) set(*variable);
                if (is_record_term(draft_.exprs[arg])) candidates_.push_back(arg);
            }
        } else if (const auto* compare = std::get_if<CompareLiteral>(&node)) {
            if (compare->op != CompareOp::Equal) return;
            wait(compare->lhs, compare->rhs);
            wait(compare->rhs, compare->lhs);
        } else if (const auto* aggregate = std::get_if<AggregateLiteral>(&node)) {
            Side side;
            side.result = aggregate->result;
            wait_for(side, aggregate->outer);
        }
    }

    void wait(ExprId side, ExprId other) {
        if (!draft_.variable_of(other) && !is_record_term(draft_.exprs[other])) return;
        std::vector<std::uint32_t> needed;
        bool whole = true;
        visit_exprs(draft_, side, [&](ExprId, const DraftExpr& node) {
            if (node.kind == DraftExpr::Kind::Variable) needed.push_back(node.variable);
            whole = whole && node.kind != DraftExpr::Kind::Wildcard;
        });
        if (!whole) return;
        std::sort(needed.begin(), needed.end());
        needed.erase(std::unique(needed.begin(), needed.end()), needed.end());
        Side waiter;
        waiter.binds = other;
        wait_for(waiter, needed);
    }

    void wait_for(Side side, const std::vector<std::uint32_t>& needed) {
        for (const std::uint32_t variable : needed) {
            if (bound_[variable]) continue;
            waiting_[variable].push_back(sides_.size());
            ++side.missing;
        }
        sides_.push_back(side);
        if (side.missing == 0) complete(sides_.size() - 1);
    }

    void complete(std::size_t index) {
        const Side& side = sides_[index];
        if (side.result) return set(*side.result);
        if (const auto variable = draft_.variable_of(*side.binds)) return set(*variable);
        candidates_.push_back(*side.binds);
    }

    void set(std::uint32_t variable) {
        if (variable >= bound_.size() || bound_[variable]) return;
        bound_[variable] = 1;
        fresh_.push_back(variable);
    }

    void drain() {
        while (!fresh_.empty()) {
            const std::uint32_t variable = fresh_.back();
            fresh_.pop_back();
            for (const std::size_t index : std::exchange(waiting_[variable], {})) {
                if (--sides_[index].missing == 0) complete(index);
            }
        }
    }

    // Is it known without being matched?
    bool is_made(ExprId term) const {
        bool known = true;
        visit_exprs(draft_, term, [&](ExprId, const DraftExpr& node) {
            known = known && node.kind != DraftExpr::Kind::Wildcard;
            if (node.kind != DraftExpr::Kind::Variable) return;
            known = known && node.variable < bound_.size() && bound_[node.variable];
        });
        return known;
    }

    void match(ExprId root) {
        std::vector<ExprId> open{root};
        while (!open.empty()) {
            const ExprId term = open.back();
            open.pop_back();
            if (!is_record_term(draft_.exprs[term])) continue;  // it stood in two places
            if (draft_.exprs[term].typing != Typing::Known) {
                give_up(term);
            } else {
                match_fields(term, open);
            }
        }
    }

    // Of a broken one nothing more is said.
    void give_up(ExprId term) {
        visit_exprs(draft_, term, [&](ExprId id, const DraftExpr& node) {
            if (node.kind == DraftExpr::Kind::Variable) set(node.variable);
            if (node.kind == DraftExpr::Kind::Wildcard) draft_.exprs[id].typing = Typing::Broken;
        });
    }

    void match_fields(ExprId term, std::vector<ExprId>& open) {
        const DraftExpr was = draft_.exprs[term];
        const auto span = draft_.args_of(was);
        const std::vector<ExprId> args(span.begin(), span.end());
        const auto& fields =
            context_.values.structure(was.type->structure).branches[was.tag - 1].fields;
        const std::uint32_t whole = hide(term);
        say(branch_test_of(was, whole), truth(was.span), was.span, BaseType::Bool);
        for (std::size_t i = 0; i < args.size(); ++i) {
            DraftExpr& arg = draft_.exprs[args[i]];
            arg.parent.reset();
            if (arg.kind == DraftExpr::Kind::Wildcard) {
                arg.typing = Typing::Broken;
                continue;
            }
            if (arg.kind == DraftExpr::Kind::Variable) set(arg.variable);
            if (is_record_term(arg) && !is_made(args[i])) open.push_back(args[i]);
            const Span at = arg.span;
            DraftExpr field = part_of(was, record_field(), &fields[i].type);
            field.span = at;
            field.field = static_cast<std::uint32_t>(i);
            say(args[i], push_part(std::move(field), whole), at, fields[i].type.base);
        }
    }

    // The term's place is taken by a variable that nobody wrote.
    std::uint32_t hide(ExprId term) {
        Variable variable;
        variable.hidden = true;
        draft_.variables.push_back(std::move(variable));
        DraftExpr& node = draft_.exprs[term];
        node.kind = DraftExpr::Kind::Variable;
        node.variable = static_cast<std::uint32_t>(draft_.variables.size() - 1);
        node.builtin = nullptr;
        node.args_count = 0;
        node.typing = Typing::Unknown;
        return node.variable;
    }

    ExprId branch_test_of(const DraftExpr& was, std::uint32_t whole) {
        static const Type kBool = Type::of(BaseType::Bool);
        return push_part(part_of(was, branch_test(), &kBool), whole);
    }

    static DraftExpr part_of(const DraftExpr& was, const Builtin& builtin, const Type* type) {
        DraftExpr call;
        call.span = was.span;
        call.kind = DraftExpr::Kind::Call;
        call.functor = builtin.functor;
        call.builtin = &builtin;
        call.tag = was.tag;
        call.typing = Typing::Known;
        call.type = type;
        call.exact = true;
        call.operands = BaseType::Record;
        return call;
    }

    ExprId push_part(DraftExpr call, std::uint32_t whole) {
        DraftExpr of;
        of.span = call.span;
        of.kind = DraftExpr::Kind::Variable;
        of.variable = whole;
        const ExprId arg = draft_.exprs.push(of);
        call.args_begin = static_cast<std::uint32_t>(draft_.args.size());
        call.args_count = 1;
        draft_.args.push_back(arg);
        const ExprId id = draft_.exprs.push(std::move(call));
        draft_.exprs[arg].parent = id;
        return id;
    }

    ExprId truth(Span span) {
        static const Type kBool = Type::of(BaseType::Bool);
        DraftExpr constant;
        constant.span = span;
        constant.kind = DraftExpr::Kind::Truth;
        constant.typing = Typing::Known;
        constant.type = &kBool;
        constant.negated = true;
        return draft_.exprs.push(constant);
    }

    void say(ExprId lhs, ExprId rhs, Span span, BaseType operands) {
        LiteralNotes notes;
        notes.aggregate = aggregate_;
        made_.push_back(
            draft_.literals.push({span, CompareLiteral{CompareOp::Equal, operands, lhs, rhs}}));
        draft_.notes.push(notes);
    }

    Draft& draft_;
    const RuleContext& context_;
    std::vector<char>& bound_;  // by variable; those that matching makes are not among them
    std::optional<LiteralId> aggregate_;
    std::vector<Side> sides_;
    std::vector<std::vector<std::size_t>> waiting_;  // by variable: sides
    std::vector<std::uint32_t> fresh_;
    std::deque<ExprId> candidates_;  // records that may be matched
    std::vector<LiteralId> made_;
};

void report_wildcards(Draft& draft, Findings& findings) {
    for (DraftExpr& node : draft.exprs) {
        const bool left = node.kind == DraftExpr::Kind::Wildcard && node.typing == Typing::Unknown;
        if (!left) continue;
        node.typing = Typing::Broken;
        findings.error("misplaced-wildcard", node.span, "`_` has no value to make a record of",
                       "write a variable that an atom binds");
    }
}

}  // namespace

void match_records(Draft& draft, const RuleContext& context) {
    const auto& exprs = draft.exprs;
    if (std::none_of(exprs.begin(), exprs.end(), is_record_term)) return;
    type_records(draft, context);
    std::vector<char> bound(draft.variables.size(), 0);
    Matcher(draft, context, bound).run(std::nullopt);
    const std::vector<LiteralId> body = draft.body;
    for (const LiteralId id : body) {
        const auto* const aggregate = std::get_if<AggregateLiteral>(&draft.literals[id].node);
        if (aggregate == nullptr) continue;
        for (const std::uint32_t variable : aggregate->outer) bound[variable] = 1;
        Matcher(draft, context, bound).run(id);
    }
    report_wildcards(draft, context.findings);
}

}  // namespace dictum
