#include "embed/remembered_facts.h"

namespace dictum {

class RememberedFacts::Recorder final : public FactSink {
  public:
    Recorder(Kept& kept, FactSink& sink) : kept_(kept), sink_(sink) {}

    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override {
        DICTUM_CHECK(sink_.fact(tuple, support));
        kept_.words.insert(kept_.words.end(), tuple.begin(), tuple.end());
        kept_.supports.push_back(support);
        return {};
    }

  private:
    Kept& kept_;
    FactSink& sink_;
};

Status RememberedFacts::read(const RelationSchema& relation, Values& values, FactSink& sink) {
    const auto found = kept_.find(relation.name);
    if (found != kept_.end()) return replay(found->second, relation.columns.size(), sink);
    if (!remembers_) return source_->read(relation, values, sink);
    Kept kept;
    Recorder recorder(kept, sink);
    DICTUM_CHECK(source_->read(relation, values, recorder));
    kept_.emplace(relation.name, std::move(kept));
    return {};
}

Status RememberedFacts::replay(const Kept& kept, std::size_t arity, FactSink& sink) {
    for (std::size_t i = 0; i < kept.supports.size(); ++i) {
        const std::span<const Word> tuple(kept.words.data() + i * arity, arity);
        DICTUM_CHECK(sink.fact(tuple, kept.supports[i]));
    }
    return {};
}

}  // namespace dictum
