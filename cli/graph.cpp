#include "embed/graph.h"

#include "cli/commands.h"
#include "cli/knowledge.h"
#include "cli/output.h"

namespace dictum::cli {

int graph(const GraphArguments& arguments) {
    GraphRequest request{arguments.packs, arguments.kb, arguments.form};
    if (request.packs.empty() && request.kb.empty()) {
        const auto shipped = shipped_pack();
        if (!shipped) {
            print_error("error: the shipped pack was not found; name a pack, or --kb FILE");
            return kInputError;
        }
        request.packs.push_back(shipped->folder);
    }
    const auto outcome = graph_text(request);
    if (const auto* failure = std::get_if<Failure>(&outcome)) return fail(*failure);
    print(std::get<std::string>(outcome));
    return kAnswered;
}

}  // namespace dictum::cli
