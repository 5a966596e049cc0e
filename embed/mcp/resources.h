// Sources, their turns and rules as resources of an agent:
//
//   dictum://source/call-2024-02-27          all turns, as text
//   dictum://source/call-2024-02-27/qa-8     one
//   dictum://rule/price-gap                  the rule's text, with what it cites
//
// Ids are percent-encoded in the URI.
#pragma once

#include "embed/mcp/json.h"
#include "kb/knowledge.h"

namespace dictum::mcp {

std::string source_uri(std::string_view source, std::string_view turn = {});

// All of them in order; the caller cuts pages.
Json resource_list(const Knowledge& knowledge);
Json resource_templates();
// The text of a resource; nothing when there is none of that URI.
std::optional<std::string> resource_text(const Knowledge& knowledge, std::string_view uri);

}  // namespace dictum::mcp
