// Facts that are read from their source once and then replayed: for models of one program under
// several scenarios.
//
// Nothing is kept before `remember`, so that whoever asks once pays nothing. Kept are the words of
// the facts: the values that a first reader interned must be those of the later ones.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/value/facts.h"

namespace dictum {

class RememberedFacts final : public FactSource {
  public:
    explicit RememberedFacts(std::unique_ptr<FactSource> source) : source_(std::move(source)) {}

    // From now on.
    void remember() { remembers_ = true; }
    Status read(const RelationSchema& relation, Values& values, FactSink& sink) override;

  private:
    struct Kept {
        std::vector<Word> words;  // one fact behind the other
        std::vector<std::optional<SupportId>> supports;
    };
    class Recorder;
    static Status replay(const Kept& kept, std::size_t arity, FactSink& sink);

    std::unique_ptr<FactSource> source_;
    bool remembers_ = false;
    std::unordered_map<std::string, Kept> kept_;  // by relation
};

}  // namespace dictum
