#include "embed/answer_json.h"

#include "embed/citations.h"
#include "embed/json_writer.h"
#include "embed/value_json.h"

namespace dictum {
namespace {

class AnswerWriter {
  public:
    AnswerWriter(const WordingContext& context, const Answer& answer)
        : context_(context), answer_(answer) {}

    std::string write() {
        json_.begin_object();
        json_.key("schema_version");
        json_.number(kJsonSchemaVersion);
        knowledge();
        text("question", answer_.question);
        text("goal", answer_.goal);
        scenario();
        text("status", to_string(answer_.status));
        if (answer_.verdict != Verdict::NotAsked) text("verdict", to_string(answer_.verdict));
        text("text", answer_.text);
        json_.key("answers");
        rows(answer_.answers, false);
        json_.key("conflicts");
        rows(answer_.conflicts, true);
        if (!answer_.weaker.empty()) {
            json_.key("weaker");
            rows(answer_.weaker, false);
        }
        passages();
        texts("suggestions", answer_.suggestions);
        texts("unexplained", answer_.unexplained);
        texts("notes", answer_.notes);
        stale();
        json_.end_object();
        return json_.text();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }

    void texts(std::string_view key, const std::vector<std::string>& values) {
        json_.key(key);
        json_.begin_array();
        for (const std::string& value : values) json_.string(value);
        json_.end_array();
    }

    void scenario() {
        const ShownScenario& under = answer_.scenario;
        if (under.empty()) return;
        json_.key("scenario");
        json_.begin_object();
        text("text", scenario_text(under, answer_.language));
        if (!under.as_of.empty()) text("as_of", under.as_of);
        if (!under.recorded_by.empty()) text("recorded_by", under.recorded_by);
        if (!under.at_least.empty()) text("at_least", under.at_least);
        texts("assumed", under.assumed);
        texts("without", under.without);
        json_.key("set");
        json_.begin_array();
        for (const ShownScenario::Set& set : under.set) {
            json_.begin_object();
            text("asked", set.asked);
            texts("facts", set.facts);
            json_.end_object();
        }
        json_.end_array();
        json_.end_object();
    }

    void stale() {
        if (answer_.stale.empty()) return;
        json_.key("stale");
        json_.begin_array();
        for (const Stale& item : answer_.stale) {
            json_.begin_object();
            text("claim", item.claim);
            json_.key("age_days");
            json_.number(static_cast<std::size_t>(item.age_days));
            json_.key("fresh_for");
            json_.number(std::size_t{item.fresh_days});
            text("at", item.at.to_string());
            json_.end_object();
        }
        json_.end_array();
    }

    void knowledge() {
        json_.key("knowledge");
        json_.begin_array();
        for (const PackInfo& pack : context_.knowledge.packs) {
            json_.begin_object();
            text("pack", pack.name);
            text("hash", pack.hash);
            json_.end_object();
        }
        json_.end_array();
    }

    void passages() {
        json_.key("passages");
        json_.begin_array();
        for (const Passage& passage : answer_.passages) {
            json_.begin_object();
            text("source", passage.source);
            text("turn", passage.turn);
            text("text", passage.text);
            json_.end_object();
        }
        json_.end_array();
    }

    void rows(const std::vector<AnswerRow>& rows, bool sides) {
        json_.begin_array();
        for (const AnswerRow& row : rows) {
            json_.begin_object();
            if (sides) {
                json_.key("group");
                json_.number(std::size_t{row.group});
            }
            json_.key("values");
            json_.begin_object();
            for (const ShownValue& value : row.values) {
                json_.key(value.name);
                write_value(json_, context_.values, value);
            }
            json_.end_object();
            text("modality", to_string(row.strength.modality));
            json_.key("confidence");
            json_.number(row.strength.confidence);
            json_.key("disputed");
            json_.boolean(row.disputed);
            json_.key("citations");
            citations(row.citations);
            json_.key("proof");
            proof(row.proof);
            if (sides) {
                json_.key("lost_by");
                if (row.lost_by.empty()) {
                    json_.raw("null");
                } else {
                    json_.string(row.lost_by);
                }
            }
            json_.end_object();
        }
        json_.end_array();
    }

    void citations(const std::vector<ShownCitation>& citations) {
        json_.begin_array();
        for (const ShownCitation& cited : citations) {
            json_.begin_object();
            text("claim", cited.claim);
            text("source", cited.citation.source);
            text("date", cited.date.to_string());
            text("turn", cited.citation.turn);
            text("modality", to_string(cited.modality));
            text("quote", cited.citation.quote);
            json_.key("start");
            json_.number(std::size_t{cited.citation.begin});
            json_.key("end");
            json_.number(std::size_t{cited.citation.end});
            json_.end_object();
        }
        json_.end_array();
    }

    // ---- the proof tree, walked with a stack of its own --------------------------------------

    struct Frame {
        ProofId node{};
        std::size_t next = 0;  // premise to write next
    };

    void proof(const Proof& proof) {
        if (proof.nodes.empty()) return json_.raw("null");
        seen_.assign(proof.nodes.size(), false);
        uses_.assign(proof.nodes.size(), 0);
        for (const ProofNode& node : proof.nodes) {
            for (ProofId premise : node.premises) ++uses_[static_cast<std::size_t>(premise)];
        }
        std::vector<Frame> stack;
        enter(proof, static_cast<ProofId>(proof.nodes.size() - 1), stack);
        while (!stack.empty()) {
            Frame& frame = stack.back();
            const ProofNode& node = proof[frame.node];
            if (frame.next < node.premises.size()) {
                const ProofId premise = node.premises[frame.next++];
                if (seen_[static_cast<std::size_t>(premise)]) {
                    reference(premise);
                } else {
                    enter(proof, premise, stack);
                }
            } else {
                leave(node);
                stack.pop_back();
            }
        }
    }

    void reference(ProofId node) {
        json_.begin_object();
        json_.key("ref");
        json_.number(static_cast<std::size_t>(node));
        json_.end_object();
    }

    void enter(const Proof& proof, ProofId id, std::vector<Frame>& stack) {
        const ProofNode& node = proof[id];
        seen_[static_cast<std::size_t>(id)] = true;
        json_.begin_object();
        if (uses_[static_cast<std::size_t>(id)] > 1) {
            json_.key("node");
            json_.number(static_cast<std::size_t>(id));
        }
        text("fact", node.text);
        text("kind", kind_name(node.kind));
        json_.key("rule");
        if (node.rule) {
            json_.string(context_.program.rules[*node.rule].id);
        } else {
            json_.raw("null");
        }
        if (node.rule) conditions(context_.program.rules[*node.rule].id);
        text("modality", to_string(node.strength.modality));
        json_.key("confidence");
        json_.number(node.strength.confidence);
        json_.key("disputed");
        json_.boolean(node.disputed);
        if (node.assumed) {
            json_.key("assumed");
            json_.boolean(true);
        }
        if (!node.withdrawn.empty()) withdrawn(node.withdrawn);
        json_.key("citations");
        citations(step_citations(context_, node));
        json_.key("because");
        json_.begin_array();
        stack.push_back({id, 0});
    }

    // Of a row of a decision table: what it tests.
    void conditions(const std::string& rule) {
        const auto row = table_row(context_.knowledge, rule);
        if (row) texts("when", row_conditions(row->table->table, row->row));
    }

    void withdrawn(const std::vector<WithdrawnConclusion>& conclusions) {
        json_.key("overrides");
        json_.begin_array();
        for (const WithdrawnConclusion& conclusion : conclusions) {
            json_.begin_object();
            text("rule", conclusion.rule);
            text("fact", conclusion.text);
            json_.end_object();
        }
        json_.end_array();
    }

    void leave(const ProofNode& node) {
        json_.end_array();
        if (node.folded > 0) {
            json_.key("folded");
            json_.number(node.folded);
        }
        json_.end_object();
    }

    static std::string_view kind_name(StepKind kind) {
        switch (kind) {
            case StepKind::Claim:
                return "claim";
            case StepKind::Rule:
                return "rule";
            case StepKind::Absence:
                return "absence";
            case StepKind::Calculation:
                return "calculation";
            case StepKind::Aggregate:
                return "aggregate";
            case StepKind::Goal:
                return "goal";
        }
        return "";
    }

    const WordingContext& context_;
    const Answer& answer_;
    JsonWriter json_;
    std::vector<bool> seen_;
    std::vector<std::size_t> uses_;
};

}  // namespace

std::string answer_json(const WordingContext& context, const Answer& answer) {
    return AnswerWriter(context, answer).write();
}

}  // namespace dictum
