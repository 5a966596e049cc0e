// Facts in Soufflé's text files, for `dictum run -F FACTS -D OUT`.
//
//   FACTS/edge.facts     a<TAB>b     one tuple a line, nothing quoted
//   OUT/reach.csv        a<TAB>b     the same form
//
// Numbers are decimal, unsigned ones also 0x and 0b, symbols the text as it stands; a relation
// without columns has the line `()`. Floats are written in the shortest form that reads back as the
// same number. Columns of the Dictum dialect hold text as kb/cell_value.h reads it.
#pragma once

#include <string>
#include <vector>

#include "engine/value/facts.h"
#include "engine/value/unit.h"

namespace dictum {

// Reads FOLDER/RELATION.facts. A missing file is an error that names it; a bad line is one at
// `RELATION.facts:line:column`.
class FactFolder : public FactSource {
  public:
    // `units` must outlive the source; it grows by compound units only.
    FactFolder(std::string folder, UnitTable& units) : folder_(std::move(folder)), units_(units) {}
    Status read(const RelationSchema& relation, Values& values, FactSink& sink) override;

  private:
    std::string folder_;
    UnitTable& units_;
};

// Collects a relation's tuples, and writes FOLDER/RELATION.csv whole when it is finished.
class FactFile : public FactSink {
  public:
    // All must outlive the file.
    FactFile(std::string folder, const RelationSchema& relation, const Values& values,
             const UnitTable& units)
        : folder_(std::move(folder)), relation_(relation), values_(values), units_(units) {}
    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override;
    Status finish();

  private:
    std::string folder_;
    const RelationSchema& relation_;
    const Values& values_;
    const UnitTable& units_;
    std::string text_;
};

// A value as these files write it.
std::string fact_text(Word word, const Type& type, const Values& values, const UnitTable& units);

}  // namespace dictum
