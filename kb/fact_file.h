// Facts in Soufflé's text files, for `dictum run -F FACTS -D OUT`.
//
//   FACTS/edge.facts     a<TAB>b     one tuple a line, nothing quoted
//   OUT/reach.csv        a<TAB>b     the same form
//
// Numbers are decimal, unsigned ones also 0x and 0b, symbols the text as it stands; a relation
// without columns has the line `()`. Floats are written in the shortest form that reads back as the
// same number. Columns of the Dictum dialect hold text as kb/cell_value.h reads it. A directive may
// ask for other names and forms (fact_format.h).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/value/facts.h"
#include "engine/value/unit.h"
#include "kb/fact_format.h"

namespace dictum {

// Reads a relation's facts in each of its formats. A missing file is an error that names it; a bad
// line is one at `FILE:line:column`.
class FactFolder : public FactSource {
  public:
    // By name of the relation; its facts are those of all of them.
    using Formats = std::map<std::string, std::vector<FactFormat>>;

    // `units` must outlive the source; it grows by compound units only.
    FactFolder(std::string folder, Formats formats, UnitTable& units)
        : folder_(std::move(folder)), formats_(std::move(formats)), units_(units) {}
    Status read(const RelationSchema& relation, Values& values, FactSink& sink) override;

  private:
    Status read_text(const FactFormat& format, const RelationSchema& relation, Values& values,
                     FactSink& sink);

    std::string folder_;
    Formats formats_;
    UnitTable& units_;
};

// Collects a relation's tuples, and writes them whole when it is finished.
class FactFile : public FactSink {
  public:
    // All must outlive the file.
    FactFile(const FactFormat& format, const RelationSchema& relation, const Values& values,
             const UnitTable& units);
    Status fact(std::span<const Word> tuple, std::optional<SupportId> support) override;
    // Into the file that the format names, in `folder` unless its path is absolute.
    Status finish(const std::string& folder);
    const std::string& text() const { return text_; }

  private:
    void cell(const std::string& value);

    const FactFormat& format_;
    const RelationSchema& relation_;
    const Values& values_;
    const UnitTable& units_;
    std::string text_;
    std::vector<std::vector<std::string>> rows_;  // of a table of SQLite
};

// A value as these files write it.
std::string fact_text(Word word, const Type& type, const Values& values, const UnitTable& units);

}  // namespace dictum
