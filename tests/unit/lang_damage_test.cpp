// Damaged text never crashes: seed programs cut at each byte, and with random bytes changed. What
// still parses prints and parses again to the same text.
#include <random>

#include "tests/catch.hpp"
#include "tests/unit/lang_support.h"

using namespace dictum;

namespace {

const std::vector<std::string>& seeds() {
    static const std::vector<std::string> kSeeds = {
        ".decl edge(x: symbol, y: symbol) input\n.decl n(x: number)\n"
        "/* comment */ edge(\"a\", \"b\\n\\\"q\\\"\"). // line\n"
        "reach(x, z) :- reach(x, y), edge(y, z); edge(x, z), !(x = z; y != z).\n"
        "n(-1 + 2 * 3 ^ 2 % 0xff - 5u / 1.5).\n.output reach(IO=file, filename=\"r.csv\")\n",
        ".type T <: symbol .type U = T\n.pragma \"legacy\"\n"
        "out(x, c), out2(c) :- edge(x, _), c = count : { edge(x, _) }, m = max(c, 1),\n"
        "  s = sum y + 1 : n(y), k = min (c) * 2 : { n(c), true }, strlen(cat(x, \"-\")) > 3.\n",
        ".pragma \"dialect\" \"dictum\"\n.decl price(s: product, p: CNY/card, r: ratio(a, b)) "
        "key(s) conflict(latest) complete\n"
        "price(\"domestic_8\", 120..140万元, 9:1). share(5%, -3..5, >400T, 1..<2, 2024-02-27).\n"
        "gap(d, g) :- price(d, p, _), price(f, q, _), g = (q - p) / q, g >=? 5 % 2, p <? q.\n",
        ".comp C<T> { .decl p(x: T) }\n.init c = C<number>\n.type R = [a: number] | B {}\n"
        "p([1], $A(2), @f(3), nil, as(x, T)). c.p(1) <= c.p(2) :- x band y.\n#line 3\n"
        "“x”，（华为）。p(５％). q('a', \"\xC3\x28\", 1e6, 5%2, 1.2.3.4, 2023-02-29, 5..3).\n",
    };
    return kSeeds;
}

void survives(const std::string& text) {
    for (const Dialect dialect : {Dialect::Souffle, Dialect::Dictum}) {
        const test::Parsed parsed = test::parse(text, dialect);
        CAPTURE(text);
        REQUIRE(test::broken_invariant(parsed.program, text.size()).empty());
        const std::string printed = print(parsed.program);
        const test::Parsed again = test::parse(printed, parsed.program.dialect);
        if (!parsed.diagnostics.has_errors()) {
            REQUIRE(render(again.diagnostics, again.sources).empty());
            REQUIRE(print(again.program) == printed);
            REQUIRE(dump(again.program) == dump(parsed.program));
        }
    }
}

}  // namespace

TEST_CASE("programs cut at each byte") {
    for (const std::string& seed : seeds()) {
        for (std::size_t length = 0; length <= seed.size(); ++length) {
            survives(seed.substr(0, length));
            survives(seed.substr(length));
        }
    }
}

TEST_CASE("programs with random bytes changed, removed and repeated") {
    std::mt19937 random(20240227);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
    const std::string_view likely = ".,;:!()<>=?{}[]+-*/%^\"'_ \n0159xuTp";
    for (int round = 0; round < 3000; ++round) {
        std::string text = seeds()[below(seeds().size())];
        for (std::size_t changes = 1 + below(4); changes > 0 && !text.empty(); --changes) {
            const std::size_t at = below(text.size());
            switch (below(4)) {
                case 0:
                    text[at] = static_cast<char>(below(256));
                    break;
                case 1:
                    text[at] = likely[below(likely.size())];
                    break;
                case 2:
                    text.erase(at, 1 + below(8));
                    break;
                default:
                    text.insert(at, text.substr(below(text.size()), below(20)));
            }
        }
        survives(text);
    }
}
