#include "embed/answering.h"

#include <algorithm>
#include <map>
#include <set>

#include "ask/lost_sides.h"
#include "embed/citations.h"
#include "engine/check/check.h"

namespace dictum {
namespace {

// A dispute: a relation and a group of its Disputes.
using DisputeKey = std::pair<RelationId, std::uint32_t>;

class Answering {
  public:
    Answering(const WordingContext& context, const CheckedGoal& goal, Model& model, Answer& answer)
        : context_(context), goal_(goal), model_(model), answer_(answer) {}

    Status run() {
        DICTUM_TRY(const auto rows, solve(goal_, model_));
        for (const std::vector<Word>& tuple : rows) {
            DICTUM_TRY(AnswerRow row, answer_row(tuple));
            DICTUM_CHECK(place(std::move(row)));
        }
        const bool undecided =
            std::any_of(answer_.conflicts.begin(), answer_.conflicts.end(),
                        [](const AnswerRow& side) { return side.lost_by.empty(); });
        answer_.status = rows.empty() ? AnswerStatus::Unknown
                         : undecided  ? AnswerStatus::Conflict
                                      : AnswerStatus::Answered;
        // Sides of one dispute stand together, in the order in which their disputes were met.
        std::stable_sort(answer_.conflicts.begin(), answer_.conflicts.end(),
                         [](const AnswerRow& a, const AnswerRow& b) { return a.group < b.group; });
        for (const RunWarning& warning : model_.warnings()) note(warning.message);
        return {};
    }

  private:
    Result<AnswerRow> answer_row(const std::vector<Word>& tuple) {
        DICTUM_TRY(Proof proof, prove(model_, goal_, tuple, context_.vocabulary.units));
        return shown_row(tuple, std::move(proof));
    }

    AnswerRow shown_row(const std::vector<Word>& tuple, Proof proof) {
        AnswerRow row;
        for (std::size_t i = 0; i < tuple.size(); ++i) {
            const Column& column = goal_.columns[i];
            row.values.push_back(
                show_value(context_, column.name, tuple[i], column.type, answer_.language));
        }
        row.fact = proof.root().text;
        row.strength = proof.root().strength;
        row.disputed = is_disputed(proof);
        row.citations = proof_citations(context_, proof);
        if (proof.bounded) note("the proof search reached its bound; a stronger proof may exist");
        note_absences(proof);
        row.proof = std::move(proof);
        return row;
    }

    // What a goal that demands strength reads is disputed only by what is as strong.
    bool is_disputed(const Proof& proof) const {
        const ProofNode& root = proof.root();
        const AtomLiteral* const atom = only_atom();
        const auto& chosen = atom ? context_.program.relations[atom->relation].resolution
                                  : std::optional<Resolution>();
        if (!root.disputed || !chosen || !chosen->at_least || chosen->from != root.relation) {
            return root.leans_on_dispute;
        }
        const auto row = model_.tuples(atom->relation).find(root.tuple);
        if (!row || model_.disputes(atom->relation).group_of(*row)) return true;
        return std::ranges::any_of(
            root.premises, [&](ProofId premise) { return proof[premise].leans_on_dispute; });
    }

    // Undisputed rows are answers; a disputed one brings all sides of its dispute.
    Status place(AnswerRow row) {
        DICTUM_CHECK(place_lost_sides(row));
        if (!row.disputed) {
            answer_.answers.push_back(std::move(row));
            return {};
        }
        const DisputeKey key = dispute_below(row.proof);
        row.group = group_number(key);
        const ProofNode& root = row.proof.root();
        if (root.disputed && (root.kind == StepKind::Claim || root.kind == StepKind::Rule)) {
            if (!shown_sides_.emplace(root.relation, root.row).second) return {};
            DICTUM_CHECK(place_other_sides(root.relation, root.row, row.group));
        }
        answer_.conflicts.push_back(std::move(row));
        return {};
    }

    // The goal's constants may leave out sides of a returned key: they are shown all the same.
    Status place_other_sides(RelationId relation, RowId row, std::uint32_t number) {
        const Disputes& disputes = model_.disputes(relation);
        const auto group = disputes.group_of(row);
        const AtomLiteral* atom = only_atom();
        if (!group || atom == nullptr) return {};
        for (RowId side : disputes.groups[*group]) {
            if (side == row || answered_by_goal(relation, side, *atom)) continue;
            if (!shown_sides_.emplace(relation, side).second) continue;
            DICTUM_TRY(Proof proof, prove(model_, relation, side, context_.vocabulary.units));
            AnswerRow other = shown_row(asked_words(relation, side, *atom), std::move(proof));
            other.disputed = true;
            other.group = number;
            answer_.conflicts.push_back(std::move(other));
        }
        return {};
    }

    // What a conflict policy did not choose: of the returned rows as sides, of others as a note.
    Status place_lost_sides(const AnswerRow& row) {
        for (std::size_t i = 0; i < row.proof.nodes.size(); ++i) {
            const ProofNode& node = row.proof.nodes[i];
            if (node.kind != StepKind::Claim && node.kind != StepKind::Rule) continue;
            const auto raw = model_.raw_rows(node.relation);
            if (!raw) continue;
            const bool returned = i + 1 == row.proof.nodes.size() && only_atom() != nullptr;
            for (const LostRow& lost : model_.lost_rows(node.relation)) {
                if (lost.chosen != node.row) continue;
                DICTUM_CHECK(place_lost(node, *raw, lost, returned));
            }
        }
        return {};
    }

    Status place_lost(const ProofNode& chosen, RelationId raw, const LostRow& lost, bool returned) {
        if (!shown_sides_.emplace(raw, lost.raw).second) return {};
        DICTUM_TRY(std::string reason, lost_reason(model_, chosen, answer_.language));
        DICTUM_TRY(Proof proof, prove(model_, raw, lost.raw, context_.vocabulary.units));
        note(lost_note(proof.root().text, reason, answer_.language));
        if (!returned) return {};
        AnswerRow side = shown_row(asked_words(raw, lost.raw, *only_atom()), std::move(proof));
        side.disputed = true;
        side.group = group_number({raw, static_cast<std::uint32_t>(chosen.row)});
        side.lost_by = std::move(reason);
        answer_.conflicts.push_back(std::move(side));
        return {};
    }

    // The goal's single positive atom, or null.
    const AtomLiteral* only_atom() const {
        if (goal_.rule.body.size() != 1) return nullptr;
        const auto* atom = std::get_if<AtomLiteral>(&goal_.rule.literals[goal_.rule.body[0]].node);
        return atom != nullptr && !atom->negated ? atom : nullptr;
    }

    bool answered_by_goal(RelationId relation, RowId row, const AtomLiteral& atom) const {
        const auto tuple = model_.tuples(relation)[row];
        for (std::size_t i = 0; i < atom.args.size(); ++i) {
            const auto& node = goal_.rule.exprs[atom.args[i]].node;
            const auto* constant = std::get_if<ConstantExpr>(&node);
            if (constant != nullptr && constant->value != tuple[i]) return false;
        }
        return true;
    }

    // The row's words for the asked variables.
    std::vector<Word> asked_words(RelationId relation, RowId row, const AtomLiteral& atom) const {
        const auto tuple = model_.tuples(relation)[row];
        std::map<std::uint32_t, Word> by_variable;
        for (std::size_t i = 0; i < atom.args.size(); ++i) {
            const auto& node = goal_.rule.exprs[atom.args[i]].node;
            if (const auto* variable = std::get_if<VariableExpr>(&node)) {
                by_variable.emplace(variable->variable, tuple[i]);
            }
        }
        std::vector<Word> words;
        for (ExprId asked : goal_.rule.head_args) {
            const auto& variable = std::get<VariableExpr>(goal_.rule.exprs[asked].node);
            words.push_back(by_variable[variable.variable]);
        }
        return words;
    }

    // The dispute nearest to the root of a proof that leans on one.
    DisputeKey dispute_below(const Proof& proof) const {
        for (auto node = proof.nodes.rbegin(); node != proof.nodes.rend(); ++node) {
            if (!node->disputed) continue;
            if (node->kind != StepKind::Claim && node->kind != StepKind::Rule) continue;
            if (auto group = model_.disputes(node->relation).group_of(node->row)) {
                return {node->relation, *group};
            }
        }
        // A dispute inside an aggregate: the rows that read it are one group.
        return {RelationId{}, UINT32_MAX};
    }

    std::uint32_t group_number(const DisputeKey& key) {
        const auto next = static_cast<std::uint32_t>(groups_.size() + 1);
        return groups_.emplace(key, next).first->second;
    }

    void note_absences(const Proof& proof) {
        for (const ProofNode& node : proof.nodes) {
            if (node.kind != StepKind::Absence) continue;
            if (context_.program.relations[node.absent.relation].complete) continue;
            note("leans on absence: " + node.text);
        }
    }

    void note(std::string text) {
        auto& notes = answer_.notes;
        if (std::find(notes.begin(), notes.end(), text) == notes.end()) {
            notes.push_back(std::move(text));
        }
    }

    const WordingContext& context_;
    const CheckedGoal& goal_;
    Model& model_;
    Answer& answer_;
    std::map<DisputeKey, std::uint32_t> groups_;
    std::set<std::pair<RelationId, RowId>> shown_sides_;
};

}  // namespace

Status answer_goal(const WordingContext& context, const CheckedGoal& goal, Model& model,
                   Answer& answer) {
    return Answering(context, goal, model, answer).run();
}

}  // namespace dictum
