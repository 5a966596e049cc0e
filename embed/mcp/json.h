// JSON as messages of agents bring it, and as they are answered.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

namespace dictum::mcp {

// Keys stay in the order in which they are written.
using Json = nlohmann::ordered_json;

constexpr std::size_t kDepthMax = 64;

// Nothing for what is no JSON, is nested deeper than kDepthMax, or is no UTF-8.
std::optional<Json> parsed(std::string_view text);
// In one line.
std::string text_of(const Json& json);

// The text of a member, or nothing when it is absent or no text.
std::optional<std::string> text_member(const Json& object, const char* name);

}  // namespace dictum::mcp
