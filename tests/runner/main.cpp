// Runs text cases: `dictum_cases [--rewrite] FILE...`. Exit 0 when all pass.
#include <cstdio>
#include <string>
#include <vector>

#include "tests/runner/case_file.h"
#include "tests/runner/world.h"

namespace dictum::test {
namespace {

void print_lines(const char* heading, const std::vector<std::string>& lines) {
    std::printf("  %s\n", heading);
    for (const std::string& line : lines) std::printf("    %s\n", line.c_str());
}

bool run_case(const std::string& path, bool rewrite) {
    CaseFile file;
    if (auto problem = read_case(path, file)) {
        std::printf("%s: %s\n", path.c_str(), problem->c_str());
        return false;
    }
    World world;
    std::vector<std::vector<std::string>> outputs;
    bool passed = true;
    for (const Block& block : file.blocks) {
        outputs.push_back(world.run(block));
        const bool wanted_nothing = !block.expected && outputs.back().empty();
        if (rewrite || wanted_nothing || block.expected == outputs.back()) continue;
        passed = false;
        std::printf("%s:%zu: %s %s\n", path.c_str(), block.line, block.verb.c_str(),
                    block.argument.c_str());
        print_lines("expected:", block.expected.value_or(std::vector<std::string>{}));
        print_lines("got:", outputs.back());
    }
    return rewrite ? rewrite_case(file, outputs) : passed;
}

}  // namespace
}  // namespace dictum::test

int main(int argc, char** argv) {
    bool rewrite = false;
    int failed = 0;
    int run = 0;
    for (int i = 1; i < argc; ++i) {
        if (std::string(argv[i]) == "--rewrite") {
            rewrite = true;
            continue;
        }
        ++run;
        failed += dictum::test::run_case(argv[i], rewrite) ? 0 : 1;
    }
    std::printf("%d passed, %d failed\n", run - failed, failed);
    return failed == 0 && run > 0 ? 0 : 1;
}
