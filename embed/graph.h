// `dictum graph`: the rules of packs or of a knowledge base as a graph, in the words of other
// tools.
#pragma once

#include "embed/session.h"

namespace dictum {

enum class GraphForm : std::uint8_t { Dot, Mermaid };

struct GraphRequest {
    std::vector<std::string> packs;  // folders
    std::string kb = {};             // a knowledge base file, instead of packs
    GraphForm form = GraphForm::Dot;
};

Outcome<std::string> graph_text(const GraphRequest& request);

}  // namespace dictum
