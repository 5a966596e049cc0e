#include "rules/pack_hash.h"

#include "kb/content_hash.h"

namespace dictum {

std::string pack_hash(const std::vector<PackInput::Document>& documents,
                      const std::vector<NamedText>& files) {
    ContentHash hash;
    for (const PackInput::Document& document : documents) {
        hash.add(document.path).add(document.text);
    }
    for (const NamedText& file : files) hash.add(file.name).add(file.text);
    return hash.hex();
}

Result<bool> is_current(const Knowledge& held, PackInput& input) {
    if (held.packs.size() != 1) return false;
    DICTUM_TRY(const std::vector<PackInput::Document> documents, input.documents());
    std::vector<std::string> texts;
    texts.reserve(held.sources.size());  // so that none moves
    std::vector<NamedText> files;
    for (const Source& source : held.sources) {
        DICTUM_TRY(std::string text, input.read(source.file));
        files.push_back({source.file, texts.emplace_back(std::move(text))});
    }
    return held.packs[0].hash == pack_hash(documents, files);
}

}  // namespace dictum
