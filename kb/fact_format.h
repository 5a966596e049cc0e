// How a relation's facts are read or written, as the parameters of `.input` and `.output` say.
//
//   .input edge(filename="edges.csv", delimiter=",", headers=true)
//   .output reach(IO=stdout)     .input order(IO=sqlite, dbname="crm.db", name="orders")
//
// Soufflé's parameters: IO (file, stdout, sqlite), filename or dbname, name, delimiter, headers,
// rfc4180. Files without a name are RELATION.facts and RELATION.csv.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/lang/syntax.h"
#include "engine/value/diagnostic.h"

namespace dictum {

struct FactFormat {
    enum class Medium : std::uint8_t { File, StandardOutput, Sqlite };
    Medium medium = Medium::File;
    std::string file;
    std::string delimiter = "\t";
    std::string table;     // Sqlite
    bool headers = false;  // the first line names the columns
    bool quoted = false;   // cells as RFC 4180 has them
};

// What can't be done is an error at `span`; parameters that nothing knows are warnings.
FactFormat fact_format(DirectiveKind kind, const std::string& relation,
                       const std::vector<std::pair<std::string, std::string>>& parameters,
                       Span span, Diagnostics& diagnostics);

}  // namespace dictum
