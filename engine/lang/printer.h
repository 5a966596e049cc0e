// Syntax tree -> canonical text. print(parse(print(t))) == print(t), and the text parses to the
// same tree but for spans. One declaration or clause a line; bodies of rules on one line.
#pragma once

#include <string>

#include "engine/lang/syntax.h"

namespace dictum {

std::string print(const SyntaxProgram& program);
std::string print(const SyntaxProgram& program, const Clause& clause);
std::string print(const SyntaxGoal& goal);
// The tree itself, one node a line, indented: `--show ast`.
std::string dump(const SyntaxProgram& program);

}  // namespace dictum
