// `dictum run`: a program in Soufflé's dialect over files of facts.
//
// Relations with `.input` are read from FACTS/relation.facts, those with `.output` written to
// OUT/relation.csv (or, when OUT is "-", returned as text), and `.printsize` gives a line
// `relation<TAB>size`. Nothing is written unless the whole run succeeds.
#pragma once

#include <string>
#include <vector>

#include "embed/session.h"

namespace dictum {

struct ProgramOptions {
    std::string path;
    std::string facts_folder = ".";
    std::string output_folder = ".";
    std::string show;              // a form of Session::show instead of a run; empty: run
    std::vector<std::string> why;  // facts or goals to prove after the run
    Limits limits;
};

struct ProgramOutput {
    std::string text;                   // for standard output
    std::vector<std::string> warnings;  // rendered
};

Outcome<ProgramOutput> run_program(const ProgramOptions& options);

}  // namespace dictum
