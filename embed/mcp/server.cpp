#include "embed/mcp/server.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "embed/mcp/resources.h"
#include "embed/mcp/tools.h"

namespace dictum::mcp {
namespace {

constexpr int kParseError = -32700;
constexpr int kInvalidRequest = -32600;
constexpr int kUnknownMethod = -32601;
constexpr int kInvalidParams = -32602;
constexpr int kUnsupportedVersion = -32022;

constexpr const char* kModern = "2026-07-28";
// Of clients that shake hands, the newest first.
constexpr std::array<std::string_view, 3> kLegacy = {"2025-11-25", "2025-06-18", "2025-03-26"};
constexpr const char* kVersionKey = "io.modelcontextprotocol/protocolVersion";
constexpr const char* kCapabilitiesKey = "io.modelcontextprotocol/clientCapabilities";
constexpr const char* kServerKey = "io.modelcontextprotocol/serverInfo";

constexpr std::size_t kPage = 100;
constexpr std::int64_t kKeepMilliseconds = 3'600'000;  // the knowledge is read once

constexpr const char* kInstructions =
    "Answers from what experts said, each with the words of its source. `ask` takes questions in "
    "Chinese or English; `query` takes goals over the relations that `schema` lists. Cite the "
    "turns that an answer names. `unknown` is an answer: don't fill it in; look at `suggestions`, "
    "`whynot` and `search`. With `conflict` the sources disagree: give all sides.";

Json error_message(const Json& id, int code, const std::string& words, const Json& data) {
    Json error = {{"code", code}, {"message", words}};
    if (!data.is_null()) error["data"] = data;
    return {{"jsonrpc", "2.0"}, {"id", id}, {"error", std::move(error)}};
}

bool is_id(const Json& id) { return id.is_string() || id.is_number_integer(); }

const Json& member(const Json& object, const char* name) {
    static const Json nothing;
    if (!object.is_object()) return nothing;
    const auto found = object.find(name);
    return found == object.end() ? nothing : *found;
}

bool is_modern(const Json& params) {
    return !member(member(params, "_meta"), kVersionKey).is_null();
}

}  // namespace

std::string Server::too_long() {
    return text_of(error_message(nullptr, kInvalidRequest, "the message is too long", nullptr));
}

std::string Server::reply(std::string_view message) {
    const auto read = parsed(message);
    if (!read) return text_of(error_message(nullptr, kParseError, "this is no JSON", nullptr));
    const Json& id = member(*read, "id");
    const auto method = text_member(*read, "method");
    // Notifications, and replies that nobody asked for.
    if (read->is_object() && !read->contains("id") && method) return {};
    if (read->is_object() && !method && (read->contains("result") || read->contains("error"))) {
        return {};
    }
    if (!is_id(id) || !method || text_member(*read, "jsonrpc") != "2.0") {
        return text_of(error_message(is_id(id) ? id : Json(nullptr), kInvalidRequest,
                                     "this is no request of JSON-RPC 2.0", nullptr));
    }
    const Json& params = member(*read, "params");
    if (begin_) begin_();
    Reply made = answer(*method, params);
    if (made.error != 0) return text_of(error_message(id, made.error, made.words, made.data));
    if (is_modern(params)) {
        made.result["resultType"] = "complete";
        made.result["_meta"] = {{kServerKey, server_info()}};
        if (made.cached) {
            made.result["ttlMs"] = kKeepMilliseconds;
            made.result["cacheScope"] = "private";
        }
    }
    return text_of({{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(made.result)}});
}

Server::Reply Server::failed(int code, std::string words) {
    Reply reply;
    reply.error = code;
    reply.words = std::move(words);
    return reply;
}

Server::Reply Server::answer(const std::string& method, const Json& params) {
    if (auto refused = refused_version(method, params)) return *std::move(refused);
    if (method == "server/discover") return discover();
    if (method == "initialize") return initialize(params);
    if (method == "ping" && shook_hands_) return {Json::object(), 0, {}, {}, false};
    if (method == "tools/list") return list("tools", tool_list(), params);
    if (method == "tools/call") return call(params);
    if (method == "resources/list") {
        return list("resources", resource_list(session_.knowledge()), params);
    }
    if (method == "resources/templates/list") {
        return list("resourceTemplates", resource_templates(), params);
    }
    if (method == "resources/read") return read(params);
    return failed(kUnknownMethod, "there is no method `" + method + "`");
}

// A request names its revision, or follows a handshake.
std::optional<Server::Reply> Server::refused_version(const std::string& method,
                                                     const Json& params) const {
    if (!is_modern(params)) {
        if (shook_hands_ || method == "initialize" || method == "ping") return std::nullopt;
        return failed(kInvalidParams, std::string("name the revision in _meta (") + kVersionKey +
                                          "), or begin with `initialize`");
    }
    const Json& meta = member(params, "_meta");
    const auto version = text_member(meta, kVersionKey);
    if (version != kModern) {
        Reply reply = failed(kUnsupportedVersion, "this revision is not spoken here");
        reply.data = {{"supported", Json::array({kModern})}, {"requested", meta[kVersionKey]}};
        return reply;
    }
    if (!member(meta, kCapabilitiesKey).is_object()) {
        return failed(kInvalidParams, std::string("_meta lacks ") + kCapabilitiesKey);
    }
    return std::nullopt;
}

Json Server::capabilities() const {
    return {{"tools", Json::object()}, {"resources", Json::object()}};
}

Json Server::server_info() const {
    return {{"name", "dictum"}, {"title", "Dictum"}, {"version", version_}};
}

Server::Reply Server::initialize(const Json& params) {
    const auto wanted = text_member(params, "protocolVersion");
    if (!wanted) return failed(kInvalidParams, "`protocolVersion` is missing");
    const bool known = std::ranges::find(kLegacy, *wanted) != kLegacy.end();
    shook_hands_ = true;
    Json result = {{"protocolVersion", known ? *wanted : std::string(kLegacy[0])},
                   {"capabilities", capabilities()},
                   {"serverInfo", server_info()},
                   {"instructions", kInstructions}};
    return {std::move(result), 0, {}, {}, false};
}

Server::Reply Server::discover() const {
    Json result = {{"supportedVersions", Json::array({kModern})},
                   {"capabilities", capabilities()},
                   {"instructions", kInstructions}};
    return {std::move(result), 0, {}, {}, true};
}

Server::Reply Server::call(const Json& params) {
    const auto name = text_member(params, "name");
    if (!name) return failed(kInvalidParams, "`name` is missing");
    auto result = call_tool(session_, *name, member(params, "arguments"));
    if (!result) return failed(kInvalidParams, "there is no tool `" + *name + "`");
    return {*std::move(result), 0, {}, {}, false};
}

Server::Reply Server::list(const char* name, Json items, const Json& params) const {
    std::size_t begin = 0;
    if (const Json& cursor = member(params, "cursor"); !cursor.is_null()) {
        const std::string text = cursor.is_string() ? cursor.get<std::string>() : "?";
        const char* const end = text.data() + text.size();
        const auto [stop, problem] = std::from_chars(text.data(), end, begin);
        if (problem != std::errc() || stop != end || begin > items.size()) {
            return failed(kInvalidParams, "`cursor` is none that was given");
        }
    }
    Json page = Json::array();
    for (std::size_t i = begin; i < items.size() && i - begin < kPage; ++i) {
        page.push_back(std::move(items[i]));
    }
    Reply reply;
    reply.cached = true;
    const std::size_t next = begin + page.size();
    reply.result = {{name, std::move(page)}};
    if (next < items.size()) reply.result["nextCursor"] = std::to_string(next);
    return reply;
}

Server::Reply Server::read(const Json& params) const {
    const auto uri = text_member(params, "uri");
    if (!uri) return failed(kInvalidParams, "`uri` is missing");
    auto text = resource_text(session_.knowledge(), *uri);
    if (!text) {
        // Older revisions have a code of their own for it.
        Reply reply =
            failed(is_modern(params) ? kInvalidParams : -32002, "there is no such resource");
        reply.data = {{"uri", *uri}};
        return reply;
    }
    Reply reply;
    reply.cached = true;
    reply.result = {
        {"contents",
         Json::array({{{"uri", *uri}, {"mimeType", "text/plain"}, {"text", *std::move(text)}}})}};
    return reply;
}

}  // namespace dictum::mcp
