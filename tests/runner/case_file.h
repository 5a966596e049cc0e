// A text case: blocks of a verb, a body, and the output that is expected after `----`.
//
//   # Negation across strata: a node is isolated when no edge ends in it.
//
//   program
//   .decl node(x: symbol) ...
//
//   query isolated(x)
//   ----
//   x = "a"
//
// Blocks are separated by blank lines. A `pack` block goes on to a line `end`, so its files may
// hold blank lines; each file starts with a line `== NAME ==`. So does `load DATE`, which loads the
// pack into the case's knowledge base file, as of that day; and
// `audit`, which audits the pack (`audit json`, `audit sarif`: in that form).
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dictum::test {

struct Block {
    std::string verb;
    std::string argument;  // the rest of the verb's line
    std::vector<std::string> body;
    std::optional<std::vector<std::string>> expected;  // absent: no `----`
    std::size_t line = 0;                              // of the verb, 1-based
    std::size_t expected_begin = 0;  // lines of the file that hold the expectation, 0-based
    std::size_t expected_end = 0;
};

struct CaseFile {
    std::string path;
    std::vector<std::string> lines;
    std::vector<Block> blocks;
};

// Error text when the file is not a case.
std::optional<std::string> read_case(const std::string& path, CaseFile& file);
// Writes the file with new expectations, one per block that has one.
bool rewrite_case(const CaseFile& file, const std::vector<std::vector<std::string>>& outputs);

std::vector<std::string> lines_of(const std::string& text);

}  // namespace dictum::test
