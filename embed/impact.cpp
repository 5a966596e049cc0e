#include "embed/impact.h"

#include "embed/failure.h"
#include "embed/json_writer.h"
#include "embed/session_state.h"
#include "rules/pack.h"

namespace dictum {
namespace {

// All rows of a relation: its columns are the variables.
std::string whole_relation(const Relation& relation) {
    std::string goal = relation.name + "(";
    for (const Column& column : relation.columns) {
        if (&column != &relation.columns.front()) goal += ", ";
        goal += column.name;
    }
    return goal + ")";
}

std::optional<Failure> replay_tests(Session& session, const AskOptions& without,
                                    const std::vector<std::string>& packs, Impact& impact) {
    SourceMap sources;
    Diagnostics diagnostics;
    auto read = read_packs(packs, sources, diagnostics);
    if (!read) return failure(read.error());
    if (!*read) return failure(diagnostics, sources);
    for (const PackTest& test : (*read)->tests) {
        const std::string& asked = test.ask.empty() ? test.goal : test.ask;
        AskOptions options = without;
        options.at_least = test.at_least;
        auto found = session.what_if(asked, options);
        if (auto* failed = std::get_if<Failure>(&found)) return *std::move(failed);
        const auto& both = std::get<WhatIf>(found);
        if (both.before.text == both.after.text && both.before.status == both.after.status) {
            continue;
        }
        impact.tests.push_back({asked, both.before.text, both.after.text});
    }
    return std::nullopt;
}

std::string side_text(const RowChange::Side& side) {
    return side.fact + " (" + std::string(to_string(side.strength.modality)) + ")" +
           (side.disputed ? ", disputed" : "");
}

void write_side(JsonWriter& out, const char* key, const std::optional<RowChange::Side>& side) {
    out.key(key);
    if (!side) return out.raw("null");
    out.begin_object();
    out.key("fact");
    out.string(side->fact);
    out.key("modality");
    out.string(to_string(side->strength.modality));
    out.key("disputed");
    out.boolean(side->disputed);
    out.end_object();
}

}  // namespace

Outcome<Impact> impact_of(Session& session, const std::string& id,
                          const std::vector<std::string>& packs) {
    Impact impact;
    impact.id = id;
    AskOptions without;
    without.without.push_back(id);
    const View& view = session.present();
    for (std::size_t i = 0; i < view.knowledge.relations.size(); ++i) {
        const Relation& relation = view.program.relations[id_at<RelationId>(i)];
        if (relation.unavailable || relation.columns.empty()) continue;
        auto found = session.what_if(whole_relation(relation), without);
        if (auto* failed = std::get_if<Failure>(&found)) return *std::move(failed);
        for (RowChange& change : std::get<WhatIf>(found).changes) {
            impact.facts.push_back({relation.name, std::move(change)});
        }
    }
    if (packs.empty()) return impact;
    if (auto failed = replay_tests(session, without, packs, impact)) return *std::move(failed);
    return impact;
}

std::string impact_text(const Impact& impact) {
    std::string text;
    for (const auto& [relation, change] : impact.facts) {
        std::string line(to_string(change.kind));
        line.resize(9, ' ');
        if (change.before) line += side_text(*change.before);
        if (change.before && change.after) line += " -> ";
        if (change.after) line += side_text(*change.after);
        text += line + "\n";
    }
    for (const Impact::TestChange& test : impact.tests) {
        text += "test     " + test.asked + "\n  before: " + test.before +
                "\n  after:  " + test.after + "\n";
    }
    const auto counted = [](std::size_t count, const char* one) {
        return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
    };
    return text + "without `" + impact.id + "`: " + counted(impact.facts.size(), "row") + " and " +
           counted(impact.tests.size(), "test") + " change\n";
}

std::string impact_json(const Impact& impact) {
    JsonWriter out;
    out.begin_object();
    out.key("schema_version");
    out.raw("1");
    out.key("without");
    out.string(impact.id);
    out.key("changes");
    out.begin_array();
    for (const auto& [relation, change] : impact.facts) {
        out.begin_object();
        out.key("relation");
        out.string(relation);
        out.key("kind");
        out.string(to_string(change.kind));
        write_side(out, "before", change.before);
        write_side(out, "after", change.after);
        out.end_object();
    }
    out.end_array();
    out.key("tests");
    out.begin_array();
    for (const Impact::TestChange& test : impact.tests) {
        out.begin_object();
        out.key("asked");
        out.string(test.asked);
        out.key("before");
        out.string(test.before);
        out.key("after");
        out.string(test.after);
        out.end_object();
    }
    out.end_array();
    out.end_object();
    return out.text() + "\n";
}

}  // namespace dictum
