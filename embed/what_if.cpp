#include "embed/what_if.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "ask/language.h"
#include "engine/explain/proof.h"

namespace dictum {
namespace {

// What a row's proof rests on, each once, in order.
std::vector<Ground> grounds(const WordingContext& context, const Proof& proof) {
    std::vector<Ground> found;
    for (const ProofNode& node : proof.nodes) {
        for (const SupportId support : node.supports) {
            found.push_back({Ground::Kind::Claim, context.supports[support].claim});
        }
        if (node.rule) found.push_back({Ground::Kind::Rule, context.program.rules[*node.rule].id});
        if (node.kind == StepKind::Absence) found.push_back({Ground::Kind::Absence, node.text});
        if (node.kind != StepKind::Claim) continue;
        if (node.assumed) {
            found.push_back({Ground::Kind::Assumption, node.text});
        } else if (node.supports.empty()) {
            found.push_back({Ground::Kind::Data, node.text});
        }
    }
    std::ranges::sort(found);
    const auto repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

std::vector<Ground> less(const std::vector<Ground>& all, const std::vector<Ground>& known) {
    std::vector<Ground> rest;
    std::ranges::set_difference(all, known, std::back_inserter(rest));
    return rest;
}

bool is_figure(BaseType type) {
    return type == BaseType::Number || type == BaseType::Unsigned || type == BaseType::Float ||
           type == BaseType::Quantity || type == BaseType::Ratio || type == BaseType::Date;
}

// The row's words, those of figures left out unless they count.
std::vector<std::optional<Word>> key_of(const AnswerRow& row, bool with_figures) {
    std::vector<std::optional<Word>> key;
    for (const ShownValue& value : row.values) {
        key.emplace_back();
        if (with_figures || !is_figure(value.type.base)) key.back() = value.word;
    }
    return key;
}

class Comparison {
  public:
    Comparison(const WordingContext& before_context, const Answer& before,
               const WordingContext& after_context, const Answer& after)
        : before_context_(before_context), after_context_(after_context) {
        gone_ = rows_of(before);
        fresh_ = rows_of(after);
    }

    std::vector<RowChange> run() {
        pair_off(true, false);
        pair_off(false, true);
        for (const AnswerRow* row : gone_) add(RowChange::Kind::Gone, row, nullptr);
        for (const AnswerRow* row : fresh_) add(RowChange::Kind::New, nullptr, row);
        return std::move(changes_);
    }

  private:
    using Rows = std::vector<const AnswerRow*>;

    static Rows rows_of(const Answer& answer) {
        Rows rows;
        for (const auto* group : {&answer.answers, &answer.conflicts}) {
            for (const AnswerRow& row : *group) rows.push_back(&row);
        }
        return rows;
    }

    // Rows that agree leave both lists; `only_alone`: only where no other row agrees.
    void pair_off(bool with_figures, bool only_alone) {
        struct Agreeing {
            Rows gone;
            Rows fresh;
        };
        std::map<std::vector<std::optional<Word>>, Agreeing> by_key;
        for (const AnswerRow* row : gone_) by_key[key_of(*row, with_figures)].gone.push_back(row);
        for (const AnswerRow* row : fresh_) by_key[key_of(*row, with_figures)].fresh.push_back(row);
        std::set<const AnswerRow*> paired;
        for (const AnswerRow* row : gone_) {
            const Agreeing& agreeing = by_key[key_of(*row, with_figures)];
            const bool alone = agreeing.gone.size() == 1 && agreeing.fresh.size() == 1;
            if (agreeing.fresh.empty() || (only_alone && !alone)) continue;
            const AnswerRow* const other = agreeing.fresh.front();
            if (!paired.insert(other).second) continue;
            paired.insert(row);
            add(with_figures ? RowChange::Kind::Grounds : RowChange::Kind::Moved, row, other);
        }
        const auto is_paired = [&](const AnswerRow* row) { return paired.contains(row); };
        std::erase_if(gone_, is_paired);
        std::erase_if(fresh_, is_paired);
    }

    void add(RowChange::Kind kind, const AnswerRow* before, const AnswerRow* after) {
        RowChange change;
        change.kind = kind;
        std::vector<Ground> old_grounds;
        std::vector<Ground> new_grounds;
        if (before != nullptr) {
            change.before = side(*before);
            old_grounds = grounds(before_context_, before->proof);
        }
        if (after != nullptr) {
            change.after = side(*after);
            new_grounds = grounds(after_context_, after->proof);
        }
        change.no_longer_used = less(old_grounds, new_grounds);
        change.newly_used = less(new_grounds, old_grounds);
        const bool same = kind == RowChange::Kind::Grounds && old_grounds == new_grounds &&
                          change.before->strength == change.after->strength &&
                          change.before->disputed == change.after->disputed;
        if (!same) changes_.push_back(std::move(change));
    }

    static RowChange::Side side(const AnswerRow& row) {
        return {row.fact, row.values, row.strength, row.disputed};
    }

    const WordingContext& before_context_;
    const WordingContext& after_context_;
    Rows gone_;
    Rows fresh_;
    std::vector<RowChange> changes_;
};

// ---- text ----------------------------------------------------------------------------------

class WhatIfText {
  public:
    explicit WhatIfText(const WhatIf& what_if)
        : what_if_(what_if), words_(language_data(what_if.after.language)) {}

    std::string run() {
        line("whatif_before", what_if_.before.text);
        line("whatif_after", what_if_.after.text);
        line("whatif_under", scenario_text(what_if_.after.scenario, what_if_.after.language));
        if (what_if_.changes.empty()) text_ += words_.phrase("whatif_nothing") + "\n";
        for (const RowChange& change : what_if_.changes) add(change);
        return std::move(text_);
    }

  private:
    void line(const char* phrase, const std::string& text) {
        text_ += fill(words_.phrase(phrase), {{"text", text}}) + "\n";
    }

    void add(const RowChange& change) {
        switch (change.kind) {
            case RowChange::Kind::Gone:
                line("whatif_gone", values(*change.before));
                break;
            case RowChange::Kind::New:
                line("whatif_new", values(*change.after));
                break;
            case RowChange::Kind::Moved:
                line("whatif_moved", values(*change.before) + " → " + values(*change.after));
                break;
            case RowChange::Kind::Grounds:
                line(change.no_longer_used.empty() && change.newly_used.empty() ? "whatif_standing"
                                                                                : "whatif_grounds",
                     values(*change.before) + standing(change));
        }
        list("whatif_no_longer", change.no_longer_used);
        list("whatif_newly", change.newly_used);
    }

    static std::string values(const RowChange::Side& side) {
        if (side.values.empty()) return side.fact;
        std::string text;
        for (const ShownValue& value : side.values) {
            text += (text.empty() ? "" : ", ") + value.name + " = " + value.text;
        }
        return text;
    }

    // (estimate → stated)
    std::string standing(const RowChange& change) const {
        const std::string before = standing(*change.before);
        const std::string after = standing(*change.after);
        return before == after ? "" : " (" + before + " → " + after + ")";
    }
    std::string standing(const RowChange::Side& side) const {
        std::string text =
            words_.phrase("modality_" + std::string(to_string(side.strength.modality)));
        if (side.strength.confidence < 1) {
            text += " " + std::to_string(side.strength.confidence).substr(0, 4);
        }
        if (side.disputed) text += words_.phrase("proof_disputed");
        return text;
    }

    void list(const char* phrase, const std::vector<Ground>& grounds) {
        if (grounds.empty()) return;
        std::string names;
        for (const Ground& ground : grounds) {
            const std::string kind = "ground_" + std::string(to_string(ground.kind));
            names += (names.empty() ? "" : words_.phrase("scenario_item")) +
                     fill(words_.phrase(kind), {{"text", ground.name}});
        }
        text_ += "  ";
        line(phrase, names);
    }

    const WhatIf& what_if_;
    const Language& words_;
    std::string text_;
};

}  // namespace

std::string_view to_string(Ground::Kind kind) {
    switch (kind) {
        case Ground::Kind::Claim:
            return "claim";
        case Ground::Kind::Rule:
            return "rule";
        case Ground::Kind::Assumption:
            return "assumed";
        case Ground::Kind::Data:
            return "data";
        case Ground::Kind::Absence:
            return "absence";
    }
    return "";
}

std::string_view to_string(RowChange::Kind kind) {
    switch (kind) {
        case RowChange::Kind::Gone:
            return "gone";
        case RowChange::Kind::New:
            return "new";
        case RowChange::Kind::Moved:
            return "moved";
        case RowChange::Kind::Grounds:
            return "other_grounds";
    }
    return "";
}

std::vector<RowChange> row_changes(const WordingContext& before_context, const Answer& before,
                                   const WordingContext& after_context, const Answer& after) {
    return Comparison(before_context, before, after_context, after).run();
}

std::string what_if_text(const WhatIf& what_if) { return WhatIfText(what_if).run(); }

}  // namespace dictum
