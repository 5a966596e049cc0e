// What an agent may do: ask, query, why, whynot, whatif, decide, search, schema. All of it reads.
//
// A result carries the JSON of the command line twice, as text (its very bytes, as long as it is
// one page) and as structured content, and a link for each turn that is cited. What is wrong with
// an argument is a result that says so, never an error of the protocol: the agent shall mend it.
#pragma once

#include <string>

#include "embed/mcp/json.h"
#include "embed/session.h"

namespace dictum::mcp {

// The answer to `tools/list`: an array, always in the same order.
Json tool_list();

// The answer to `tools/call`, or nothing when there is no such tool.
std::optional<Json> call_tool(Session& session, const std::string& name, const Json& arguments);

}  // namespace dictum::mcp
