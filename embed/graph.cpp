#include "embed/graph.h"

#include "audit/rule_graph.h"
#include "embed/session_state.h"

namespace dictum {

Outcome<std::string> graph_text(const GraphRequest& request) {
    SessionOptions options{.packs = request.packs, .kb = request.kb};
    auto opened = Session::open(std::move(options));
    if (auto* failed = std::get_if<Failure>(&opened)) return *std::move(failed);
    const View& view = std::get<Session>(opened).present();
    const RuleGraph graph = rule_graph(view.knowledge, view.program);
    return request.form == GraphForm::Dot ? dot(graph) : mermaid(graph);
}

}  // namespace dictum
