// How base facts come in and derived ones go out. The engine knows no files and no SQLite: `kb`
// implements these.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/value/result.h"
#include "engine/value/strength.h"
#include "engine/value/type.h"
#include "engine/value/values.h"

namespace dictum {

struct Column {
    std::string name;
    Type type;
};

struct RelationSchema {
    std::string name;
    std::vector<Column> columns;
};

class FactSink {
  public:
    virtual ~FactSink() = default;
    // Requires: tuple.size() == columns. No support: data, (stated, 1) and without a citation.
    virtual Status fact(std::span<const Word> tuple, std::optional<SupportId> support) = 0;
    // `count` facts without support at once: `columns[c][i]` is word c of fact i.
    virtual Status facts(std::span<const Word* const> columns, std::size_t count) {
        std::vector<Word> tuple(columns.size());
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t c = 0; c < columns.size(); ++c) tuple[c] = columns[c][i];
            DICTUM_CHECK(fact(tuple, std::nullopt));
        }
        return {};
    }
};

class FactSource {
  public:
    virtual ~FactSource() = default;
    // Gives all facts of `relation`, in a stable order. A relation that it does not hold has none.
    virtual Status read(const RelationSchema& relation, Values& values, FactSink& sink) = 0;
};

}  // namespace dictum
