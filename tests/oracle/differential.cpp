// Long runs of random programs: `dictum_differential FIRST_SEED COUNT`. Prints every disagreement
// with its seed and program, then the counts; exit 1 if there was any.
#include <charconv>
#include <cstdio>
#include <cstring>

#include "tests/oracle/differential_run.h"

namespace {

bool read(const char* text, std::uint64_t& number) {
    const char* const end = text + std::strlen(text);
    const auto [stop, error] = std::from_chars(text, end, number);
    return error == std::errc{} && stop == end;
}

}  // namespace

int main(int argc, char** argv) {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
    if (argc != 3 || !read(argv[1], first) || !read(argv[2], count)) {
        std::fputs("usage: dictum_differential FIRST_SEED COUNT\n", stderr);
        return 2;
    }
    dictum::test::DifferentialCounts counts;
    std::uint64_t disagreements = 0;
    for (std::uint64_t seed = first; seed < first + count; ++seed) {
        const auto program = dictum::test::random_program(seed);
        if (const auto problem = dictum::test::disagreement(program, seed, counts)) {
            ++disagreements;
            std::puts(dictum::test::report(program, seed, *problem).c_str());
        }
    }
    std::printf(
        "programs %llu, that derive something %llu, too large %llu, ending in an error %llu,"
        " tuples %llu, goal rows %llu, proofs %llu, bounded %llu, disagreements %llu\n",
        static_cast<unsigned long long>(counts.programs),
        static_cast<unsigned long long>(counts.nonempty),
        static_cast<unsigned long long>(counts.too_large),
        static_cast<unsigned long long>(counts.failed),
        static_cast<unsigned long long>(counts.tuples),
        static_cast<unsigned long long>(counts.rows),
        static_cast<unsigned long long>(counts.proofs),
        static_cast<unsigned long long>(counts.bounded),
        static_cast<unsigned long long>(disagreements));
    return disagreements == 0 ? 0 : 1;
}
