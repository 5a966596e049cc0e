#include "embed/mcp/tools.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

#include "embed/decide.h"
#include "embed/description.h"
#include "embed/mcp/arguments.h"
#include "embed/mcp/resources.h"
#include "embed/session_state.h"

namespace dictum::mcp {
namespace {

constexpr std::size_t kLinksMax = 20;
constexpr std::size_t kPassagesMax = 20;

// A page of an array, and where the next one begins.
struct Page {
    Json items = Json::array();
    std::optional<std::size_t> next;
};

Page page_of(const Json& items, std::size_t begin, std::size_t size) {
    Page page;
    for (std::size_t i = begin; i < items.size() && i - begin < size; ++i) {
        page.items.push_back(items[i]);
    }
    if (begin + page.items.size() < items.size()) page.next = begin + page.items.size();
    return page;
}

Json text_content(std::string text) { return {{"type", "text"}, {"text", std::move(text)}}; }

// Links to the turns that rows cite, each once, in the order of the rows.
void add_links(const Json& answer, Json& content) {
    std::set<std::string> seen;
    const auto add = [&](const Json& place) {
        const auto source = text_member(place, "source");
        const auto turn = text_member(place, "turn");
        if (!source || !turn || seen.size() >= kLinksMax) return;
        const std::string uri = source_uri(*source, *turn);
        if (!seen.insert(uri).second) return;
        content.push_back({{"type", "resource_link"},
                           {"uri", uri},
                           {"name", *source + " " + *turn},
                           {"mimeType", "text/plain"}});
    };
    for (const char* list : {"answers", "conflicts"}) {
        const auto rows = answer.find(list);
        if (rows == answer.end()) continue;
        for (const Json& row : *rows) {
            const auto citations = row.find("citations");
            if (citations == row.end()) continue;
            for (const Json& cited : *citations) add(cited);
        }
    }
    const auto passages = answer.find("passages");
    if (passages == answer.end()) return;
    for (const Json& passage : *passages) add(passage);
}

Json result_of(std::string text, Json structured) {
    Json content = Json::array({text_content(std::move(text))});
    add_links(structured, content);
    return {{"content", std::move(content)},
            {"structuredContent", std::move(structured)},
            {"isError", false}};
}

Json refused(std::string text) {
    return {{"content", Json::array({text_content(std::move(text))})}, {"isError", true}};
}

// JSON of the session: its bytes, or a page of its answers where there are more of them.
Json answered(const std::string& json, const Arguments& arguments) {
    auto structured = parsed(json);
    if (!structured) return refused("error: the answer is nested too deeply to be shown");
    const auto rows = structured->find("answers");
    if (rows == structured->end()) return result_of(json, *std::move(structured));
    Page page = page_of(*rows, arguments.cursor, arguments.page);
    const bool whole = arguments.cursor == 0 && !page.next;
    *rows = std::move(page.items);
    if (page.next) (*structured)["next_cursor"] = std::to_string(*page.next);
    std::string text = whole ? json : text_of(*structured);
    return result_of(std::move(text), *std::move(structured));
}

template <class Value>
Json told(const Session& session, Outcome<Value> outcome, const Arguments& arguments) {
    if (const auto* failed = std::get_if<Failure>(&outcome)) return refused(failed->text);
    return answered(session.to_json(std::get<Value>(outcome)), arguments);
}

// ---- the tools -----------------------------------------------------------------------------

Json ask(Session& session, const Arguments& arguments) {
    return told(session, session.ask(arguments.asked, arguments.options), arguments);
}

Json query(Session& session, const Arguments& arguments) {
    return told(session, session.query(arguments.asked, arguments.options), arguments);
}

Json why_not(Session& session, const Arguments& arguments) {
    auto outcome = session.why_not(arguments.asked, arguments.options);
    if (const auto* failed = std::get_if<Failure>(&outcome)) return refused(failed->text);
    return answered(std::get<WhyNotAnswer>(outcome).json, arguments);
}

Json what_if(Session& session, const Arguments& arguments) {
    return told(session, session.what_if(arguments.asked, arguments.options), arguments);
}

// One record, given as an object of inputs.
Json decide(Session& session, const Arguments& arguments) {
    auto made = session.decider(arguments.asked);
    if (const auto* failed = std::get_if<Failure>(&made)) return refused(failed->text);
    const std::string record = text_of(arguments.inputs);
    std::size_t taken = 0;
    DecideRequest request;
    request.form = RecordForm::Ndjson;
    request.name = "inputs";
    request.why = true;
    request.read = [&](char* bytes, std::size_t size) -> Result<std::size_t> {
        const std::size_t copied = record.copy(bytes, size, taken);
        taken += copied;
        return copied;
    };
    std::string line;
    auto run =
        std::get<Decider>(made).run(request, [&](const InputDecision& decided, DecisionText& text) {
            text.append_json(decided, line);
            return true;
        });
    if (const auto* failed = std::get_if<Failure>(&run)) return refused(failed->text);
    return answered(line, arguments);
}

Json search(Session& session, const Arguments& arguments) {
    std::vector<std::string> words;
    std::string word;
    for (const char c : arguments.asked + " ") {
        if (c != ' ' && c != '\t' && c != '\n') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    const std::size_t count = std::min(arguments.page, kPassagesMax);
    const auto found = session.present().base.passages(words, count, arguments.options.as_of);
    if (!found) return refused("error: " + found.error().message);
    Json passages = Json::array();
    for (const Passage& passage : *found) {
        passages.push_back(
            {{"source", passage.source}, {"turn", passage.turn}, {"text", passage.text}});
    }
    Json structured = {{"passages", std::move(passages)}};
    std::string text = text_of(structured);
    return result_of(std::move(text), std::move(structured));
}

// The entities of a type, one relation, or an overview with a page of the relations.
Json schema(Session& session, const Arguments& arguments) {
    const auto whole = parsed(schema_json(session.present()));
    if (!whole) return refused("error: the schema can't be shown");
    const auto only = [&](const char* list, const char* key,
                          const std::string& name) -> std::optional<Json> {
        for (const Json& item : (*whole)[list]) {
            if (item[key] == name) return Json{{list, Json::array({item})}};
        }
        return std::nullopt;
    };
    std::optional<Json> shown;
    if (!arguments.relation.empty()) {
        shown = only("relations", "relation", arguments.relation);
        if (!shown) return refused("error: there is no relation `" + arguments.relation + "`");
    } else if (!arguments.type.empty()) {
        shown = only("types", "type", arguments.type);
        if (!shown) return refused("error: there is no type `" + arguments.type + "`");
    } else {
        shown = *whole;
        for (Json& type : (*shown)["types"]) type["entities"] = type["entities"].size();
        Page page = page_of((*whole)["relations"], arguments.cursor, arguments.page);
        (*shown)["relations"] = std::move(page.items);
        if (page.next) (*shown)["next_cursor"] = std::to_string(*page.next);
    }
    std::string text = text_of(*shown);
    return result_of(std::move(text), *std::move(shown));
}

// ---- their descriptions --------------------------------------------------------------------

struct Tool {
    const char* name;
    const char* title;
    const char* description;
    Json (*run)(Session&, const Arguments&);
    Wanted wanted;
    std::array<const char*, 4> gives;  // members that a result always has
};

constexpr Wanted kUnder = Wanted::Scenario | Wanted::Time | Wanted::Page;

const std::vector<Tool>& tools() {
    static const std::vector<Tool> all = {
        {"ask",
         "Ask a question",
         "Answers a question in Chinese or English from what experts said, with the words of the "
         "source. Unknown is an answer; suggestions then name questions that can be answered.",
         ask,
         Wanted::Question | kUnder,
         {"status", "text", "answers", "conflicts"}},
        {"query",
         "Query a goal",
         "Answers a goal of the rule language, such as server_price(\"a100\", price): literals "
         "with variables, joined by commas. The tool `schema` lists relations.",
         query,
         Wanted::Goal | kUnder,
         {"status", "text", "answers", "conflicts"}},
        {"why",
         "Prove a fact",
         "The proof of each answer of a goal, down to the claims and their quotes.",
         query,
         Wanted::Goal | kUnder,
         {"status", "text", "answers", "conflicts"}},
        {"whynot",
         "Why there is no answer",
         "Why a goal has no answer, and what would have to be known so that it gets one.",
         why_not,
         Wanted::Goal | Wanted::Scenario | Wanted::Time,
         {"goal", "holds", "text", "missing"}},
        {"whatif",
         "What would change",
         "A goal or a question before and after facts are assumed, left out or set.",
         what_if,
         Wanted::Asked | Wanted::Scenario | Wanted::Time,
         {}},
        {"decide",
         "Decide by a table",
         "The decision of a decision table for the inputs that are given.",
         decide,
         Wanted::Table,
         {"status"}},
        {"search",
         "Search the sources",
         "Turns of the sources that mention the words, best first; words are separated by spaces.",
         search,
         Wanted::Words | Wanted::Page,
         {"passages"}},
        {"schema",
         "What there is to ask about",
         "Relations with their columns, decision tables and types; one relation, or the entities "
         "of one type, when it is named.",
         schema,
         Wanted::Part | Wanted::Page,
         {}},
    };
    return all;
}

Json output_schema(const Tool& tool) {
    Json required = Json::array();
    for (const char* name : tool.gives) {
        if (name != nullptr) required.push_back(name);
    }
    Json schema = {{"type", "object"}};
    if (!required.empty()) schema["required"] = std::move(required);
    return schema;
}

}  // namespace

Json tool_list() {
    Json list = Json::array();
    for (const Tool& tool : tools()) {
        list.push_back({{"name", tool.name},
                        {"title", tool.title},
                        {"description", tool.description},
                        {"inputSchema", input_schema(tool.wanted)},
                        {"outputSchema", output_schema(tool)},
                        {"annotations",
                         {{"readOnlyHint", true},
                          {"destructiveHint", false},
                          {"idempotentHint", true},
                          {"openWorldHint", false}}}});
    }
    return list;
}

std::optional<Json> call_tool(Session& session, const std::string& name, const Json& arguments) {
    for (const Tool& tool : tools()) {
        if (name != tool.name) continue;
        auto read = read_arguments(arguments, tool.wanted);
        if (auto* mistake = std::get_if<std::string>(&read)) return refused(*std::move(mistake));
        return tool.run(session, std::get<Arguments>(read));
    }
    return std::nullopt;
}

}  // namespace dictum::mcp
