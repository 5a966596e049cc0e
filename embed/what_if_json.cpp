// What changed, as the JSON object of docs/answers.md.
#include "embed/answer_json.h"
#include "embed/json_writer.h"
#include "embed/value_json.h"

namespace dictum {
namespace {

class WhatIfWriter {
  public:
    WhatIfWriter(const Values& values, const WhatIf& what_if)
        : values_(values), what_if_(what_if) {}

    std::string write(const std::string& before, const std::string& after) {
        json_.begin_object();
        json_.key("schema_version");
        json_.number(kJsonSchemaVersion);
        text("question", what_if_.after.question);
        text("goal", what_if_.after.goal);
        json_.key("changes");
        json_.begin_array();
        for (const RowChange& change : what_if_.changes) add(change);
        json_.end_array();
        json_.key("before");
        json_.raw(before);
        json_.key("after");
        json_.raw(after);
        json_.end_object();
        return json_.text();
    }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.string(value);
    }

    void add(const RowChange& change) {
        json_.begin_object();
        text("change", to_string(change.kind));
        side("before", change.before);
        side("after", change.after);
        grounds("no_longer_used", change.no_longer_used);
        grounds("newly_used", change.newly_used);
        json_.end_object();
    }

    void side(std::string_view key, const std::optional<RowChange::Side>& side) {
        json_.key(key);
        if (!side) return json_.raw("null");
        json_.begin_object();
        text("fact", side->fact);
        json_.key("values");
        json_.begin_object();
        for (const ShownValue& value : side->values) {
            json_.key(value.name);
            write_value(json_, values_, value);
        }
        json_.end_object();
        text("modality", to_string(side->strength.modality));
        json_.key("confidence");
        json_.number(side->strength.confidence);
        json_.key("disputed");
        json_.boolean(side->disputed);
        json_.end_object();
    }

    void grounds(std::string_view key, const std::vector<Ground>& grounds) {
        json_.key(key);
        json_.begin_array();
        for (const Ground& ground : grounds) {
            json_.begin_object();
            text(to_string(ground.kind), ground.name);
            json_.end_object();
        }
        json_.end_array();
    }

    const Values& values_;
    const WhatIf& what_if_;
    JsonWriter json_;
};

}  // namespace

std::string what_if_json(const WordingContext& before, const WordingContext& after,
                         const WhatIf& what_if) {
    return WhatIfWriter(after.values, what_if)
        .write(answer_json(before, what_if.before), answer_json(after, what_if.after));
}

}  // namespace dictum
