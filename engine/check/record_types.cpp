#include "engine/check/record_types.h"

#include <vector>

#include "engine/lang/operators.h"
#include "engine/value/structure.h"

namespace dictum {
namespace {

class RecordTypes {
  public:
    RecordTypes(Draft& draft, const RuleContext& context)
        : draft_(draft),
          context_(context),
          uses_(draft.variables.size()),
          told_(draft.variables.size(), 0),
          opposite_(draft.exprs.size()) {}

    void run() {
        index();
        name_branches();
        read_places();
        while (!open_.empty()) {
            const Told told = open_.back();
            open_.pop_back();
            tell(told.expr, told.type);
        }
        report_untyped();
    }

  private:
    struct Told {
        ExprId expr{};
        const Type* type = nullptr;
    };

    void index() {
        for (std::size_t i = 0; i < draft_.exprs.size(); ++i) {
            const ExprId id = id_at<ExprId>(i);
            if (const auto variable = draft_.variable_of(id)) uses_[*variable].push_back(id);
        }
        for (const Literal& literal : draft_.literals) {
            const auto* const compare = std::get_if<CompareLiteral>(&literal.node);
            if (compare == nullptr) continue;
            opposite_[index_of(compare->lhs)] = compare->rhs;
            opposite_[index_of(compare->rhs)] = compare->lhs;
        }
    }

    const std::string& functor_of(const DraftExpr& node) const {
        return std::get<CallTerm>(context_.trees.terms[node.term].node).functor;
    }

    // Branches say their type themselves.
    void name_branches() {
        for (std::size_t i = 0; i < draft_.exprs.size(); ++i) {
            const ExprId id = id_at<ExprId>(i);
            DraftExpr& node = draft_.exprs[id];
            if (!is_record_term(node) || !is_branch_term(functor_of(node))) continue;
            const CheckedProgram& program = context_.catalog.program();
            const auto found = program.branches.find(functor_of(node).substr(1));
            if (found == program.branches.end()) {
                report_branch(node);
                continue;
            }
            Type type = Type::of(BaseType::Record);
            type.named = found->second.type;
            type.structure = *program.types[*type.named].structure;
            draft_.types.push_back(std::move(type));
            settle(id, &draft_.types.back(), tag_of_branch(found->second.branch));
        }
    }

    void report_branch(DraftExpr& node) {
        const std::string name = functor_of(node).substr(1);
        const std::string mend = context_.findings.suggestion(name, [&] {
            std::vector<std::string> names;
            for (const NamedType& type : context_.catalog.program().types) {
                if (!type.structure) continue;
                for (const auto& branch : context_.values.structure(*type.structure).branches) {
                    if (!branch.name.empty()) names.push_back(branch.name);
                }
            }
            return names;
        });
        context_.findings.error("unknown-branch", node.span, "no type has a branch `" + name + "`",
                                mend);
        node.typing = Typing::Broken;
    }

    void read_places() {
        for (std::size_t i = 0; i < draft_.literals.size(); ++i) {
            const LiteralId id = id_at<LiteralId>(i);
            const auto* const atom = std::get_if<AtomLiteral>(&draft_.literals[id].node);
            if (atom == nullptr) continue;
            if (draft_.notes[id].unknown) {
                unknown_places_ = true;
            } else {
                read_columns(atom->relation, atom->args);
            }
        }
        if (draft_.head) read_columns(*draft_.head, draft_.head_args);
        if (!draft_.head && !draft_.is_goal) unknown_places_ = true;
    }

    void read_columns(RelationId relation, const std::vector<ExprId>& args) {
        for (std::size_t i = 0; i < args.size(); ++i) {
            const Type* const type = context_.catalog.type_of(relation, i);
            if (type == nullptr) unknown_places_ = true;
            if (type != nullptr) note(args[i], type);
        }
    }

    void note(ExprId expr, const Type* type) {
        if (type->base == BaseType::Record || is_record_term(draft_.exprs[expr])) {
            open_.push_back({expr, type});
        }
    }

    void tell(ExprId id, const Type* type) {
        const DraftExpr& node = draft_.exprs[id];
        if (const auto variable = draft_.variable_of(id)) {
            if (type->base != BaseType::Record || told_[*variable]) return;
            told_[*variable] = 1;
            for (const ExprId use : uses_[*variable]) pass_on(use, type);
        } else if (is_record_term(node) && node.typing == Typing::Unknown) {
            settle_as(id, type);
        }
    }

    // What a side of a comparison is, the other one is too.
    void pass_on(ExprId id, const Type* type) {
        if (const auto other = opposite_[index_of(id)]) open_.push_back({*other, type});
    }

    void settle_as(ExprId id, const Type* type) {
        DraftExpr& node = draft_.exprs[id];
        const bool nil = functor_of(node) == kNilTerm;
        const bool record =
            type->base == BaseType::Record && context_.values.structure(type->structure).is_record;
        if (!record) {
            context_.findings.error("type-mismatch", node.span,
                                    context_.types.describe(*type) +
                                        " is wanted here, and this is " +
                                        (nil ? "`nil`" : "a record"));
            node.typing = Typing::Broken;
            return;
        }
        settle(id, type, nil ? 0 : 1);
    }

    void settle(ExprId id, const Type* type, std::uint32_t tag) {
        DraftExpr& node = draft_.exprs[id];
        node.type = type;
        node.tag = tag;
        node.typing = Typing::Known;
        pass_on(id, type);
        if (tag == 0) return;
        const auto& fields = context_.values.structure(type->structure).branches[tag - 1].fields;
        if (fields.size() != node.args_count) {
            report_arity(node, fields.size());
            return;
        }
        const auto args = draft_.args_of(node);
        for (std::size_t i = 0; i < fields.size(); ++i) note(args[i], &fields[i].type);
    }

    void report_arity(DraftExpr& node, std::size_t wanted) {
        const std::string& functor = functor_of(node);
        const std::string what = functor == kRecordTerm ? context_.types.describe(*node.type)
                                                        : "the branch `" + functor.substr(1) + "`";
        context_.findings.error("wrong-arity", node.span,
                                what + " has " + std::to_string(wanted) +
                                    (wanted == 1 ? " field, not " : " fields, not ") +
                                    std::to_string(node.args_count));
        node.typing = Typing::Broken;
    }

    void report_untyped() {
        for (std::size_t i = 0; i < draft_.exprs.size(); ++i) {
            DraftExpr& node = draft_.exprs[id_at<ExprId>(i)];
            if (!is_record_term(node) || node.typing != Typing::Unknown) continue;
            node.typing = Typing::Broken;
            // Fields of what is broken have no type either, and are not to blame.
            const bool inner = node.parent && is_record_term(draft_.exprs[*node.parent]);
            if (unknown_places_ || inner) continue;
            context_.findings.error("untyped-record", node.span,
                                    "nothing here tells of which type this record is",
                                    "bind it in a column of that type");
        }
    }

    Draft& draft_;
    const RuleContext& context_;
    std::vector<std::vector<ExprId>> uses_;        // by variable
    std::vector<char> told_;                       // by variable: its type was passed on
    std::vector<std::optional<ExprId>> opposite_;  // by expression: the other side
    std::vector<Told> open_;
    bool unknown_places_ = false;  // a place has a mistake that is reported elsewhere
};

}  // namespace

bool is_record_term(const DraftExpr& node) {
    return node.kind == DraftExpr::Kind::Call && node.builtin == &record_maker();
}

void type_records(Draft& draft, const RuleContext& context) { RecordTypes(draft, context).run(); }

}  // namespace dictum
