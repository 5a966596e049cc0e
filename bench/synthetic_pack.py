#!/usr/bin/env python3
"""Writes a made-up pack of many claims and rules: synthetic_pack.py FOLDER [--claims N] [--rules N].

Base relations m0, m1, ... hold a quantity for each of 200 things, one claim a row. Rules stand in
three layers: those of layer 1 read two base relations, those of layer 2 and 3 two of the layer
below, six to a relation, all joined on the thing:

    a7(x, v) :- m3(x, p), m5(x, q), p < q, v = q - p.

So the cone of `a0("t1", v)` is at most a dozen claims, that of `b0("t1", v)` about a hundred. The
same arguments give the same pack.
"""
import argparse
import pathlib

THINGS = 200
RULES_A_RELATION = 6
CLAIMS_A_TURN = 100
SHARES = [("a", 0.6), ("b", 0.3), ("c", 0.1)]  # of the rules, by layer


class Random:
    """A linear congruential generator: the same numbers everywhere."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


def declare(lines, name):
    lines += ["[[relation]]", f'name = "{name}"', 'columns = ["x: thing", "v: CNY"]']
    if name.startswith("m"):
        lines.append('key = ["x"]')
    lines.append("")


def write_rules(lines, random, count, base):
    below = base
    for layer, share in SHARES:
        rules = int(count * share)
        relations = [f"{layer}{i}" for i in range(max(1, rules // RULES_A_RELATION))]
        for name in relations:
            declare(lines, name)
        for i in range(rules):
            first, second = (below[random.below(len(below))] for _ in range(2))
            lines += ["[[rule]]", f'id = "{layer}-rule-{i}"',
                      f"rule = '{relations[i % len(relations)]}(x, v) :- {first}(x, p), "
                      f"{second}(x, q), p < q, v = q - p.'", ""]
        below = relations


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rules", type=int, default=10_000)
    arguments = parser.parse_args()
    random = Random(7)
    turns = -(-arguments.claims // CLAIMS_A_TURN)
    lines = ["# A made-up pack, for measuring.", "[pack]", 'name = "synthetic"', "", "[[source]]",
             'id = "note"', "date = 2024-01-01", 'text = "note.md"', ""]
    for i in range(THINGS):
        lines += ["[[entity]]", f'id = "t{i}"', 'type = "thing"', ""]
    base = [f"m{i}" for i in range(max(1, arguments.claims // THINGS))]
    for name in base:
        declare(lines, name)
    for i in range(arguments.claims):
        lo = 1 + random.below(1000)
        lines += ["[[claim]]", f'id = "c{i}"',
                  f"fact = '{base[(i // THINGS) % len(base)]}(\"t{i % THINGS}\", "
                  f"{lo}..{lo + 1 + random.below(100)}CNY)'",
                  f'cite = "note p{i // CLAIMS_A_TURN}"', 'quote = "made up"', ""]
    write_rules(lines, random, arguments.rules, base)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    (arguments.folder / "pack.toml").write_text("\n".join(lines), encoding="utf-8")
    (arguments.folder / "note.md").write_text(
        "# A made-up note\n\n" + "".join(f"## p{i}\nmade up\n" for i in range(turns)),
        encoding="utf-8")


if __name__ == "__main__":
    main()
