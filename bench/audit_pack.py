#!/usr/bin/env python3
"""Writes a made-up pack without mistakes, to time the audit with: audit_pack.py FOLDER
[--claims N] [--rules N] [--tables N] [--rows N].

Claims say a price or a share of one of many things, each in a turn that says just that. Rules come
in families of four over the prices: two grade a thing by what it costs (their conditions leave no
room for both), one compares two things, one calculates. Tables of ROWS rows split a number into
stretches for each of two kinds. The same arguments give the same pack.
"""
import argparse
import pathlib

CLAIMS_A_TURN = 50
CLAIMS_A_RELATION = 1000
RULES_A_FAMILY = 4
PACK = """# Made up.
[pack]
name = "made-up"

[[source]]
id = "call"
date = 2024-05-01
text = "minutes.md"
"""


def entities(count):
    return [f'[[entity]]\nid = "t{i}"\ntype = "thing"\n' for i in range(count)]


def claims(count):
    parts, turns = [], []
    relations = -(-count // CLAIMS_A_RELATION)
    for r in range(relations):
        parts.append(f'[[relation]]\nname = "price{r}"\ncolumns = ["x: thing", "v: CNY"]\n'
                     f'key = ["x"]\nasks = ["price{r}"]\n')
    said = []
    for i in range(count):
        relation, thing = divmod(i, CLAIMS_A_RELATION)
        price = 100 + (i * 7919) % 900
        if i % CLAIMS_A_TURN == 0:
            said = []
            turns.append((f"p{i // CLAIMS_A_TURN}", said))
        quote = f"t{thing} at {price} yuan as price{relation}"
        said.append(quote)
        parts.append(f"[[claim]]\nfact = 'price{relation}(\"t{thing}\", {price}CNY)'\n"
                     f'cite = "call {turns[-1][0]}"\nquote = "{quote}"\n')
    return parts, turns, relations


def rules(count, relations):
    parts = []
    for f in range(count // RULES_A_FAMILY):
        read = f"price{f % relations}"
        limit = 150 + f % 700
        parts.append(f'[[relation]]\nname = "grade{f}"\ncolumns = ["x: thing", "g: symbol"]\n'
                     f'key = ["x"]\nasks = ["grade{f}"]\n'
                     f'[[relation]]\nname = "less{f}"\ncolumns = ["x: thing", "y: thing"]\n'
                     f'asks = ["less{f}"]\n'
                     f'[[relation]]\nname = "tax{f}"\ncolumns = ["x: thing", "v: CNY"]\n'
                     f'key = ["x"]\nasks = ["tax{f}"]\n')
        bodies = [f'grade{f}(x, "low") :- {read}(x, v), v < {limit}CNY.',
                  f'grade{f}(x, "high") :- {read}(x, v), v >= {limit}CNY.',
                  f'less{f}(x, "t0") :- {read}(x, v), {read}("t0", w), v != w.',
                  f"tax{f}(x, w) :- {read}(x, v), v > {limit}CNY, w = v * 0.{1 + f % 9}."]
        for k, body in enumerate(bodies):
            cite = 'cite = "call p0"\nquote = "as price0"\n' if k < 2 else ""
            parts.append(f"[[rule]]\nid = \"rule{f}-{k}\"\nrule = '{body}'\n{cite}")
    return parts


def tables(count, rows):
    parts = []
    for t in range(count):
        parts.append(f'[[relation]]\nname = "class{t}"\n'
                     'columns = ["kind: bool", "n: number", "c: symbol"]\n')
        lines = []
        for row in range(rows):
            kind, step = ("true" if row % 2 == 0 else "false"), row // 2
            last = row // 2 == (rows - 1) // 2
            low = step * 10
            cell = f">= {low}" if last else f"{low}..{low + 9}"
            if step == 0:
                cell = "< 10" if not last else "-"
            lines.append(f"  {{ when = ['{kind}', '{cell}'], then = ['\"c{row}\"'], "
                         'cite = "call p0", quote = "as price0" },')
        parts.append(f'[[table]]\nid = "table{t}"\nconcludes = "class{t}(kind, n, c)"\n'
                     'hit = "unique"\ninputs = ["kind: bool", "n: number"]\n'
                     'outputs = ["c: symbol"]\nrows = [\n' + "\n".join(lines) + "\n]\n")
    return parts


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--rules", type=int, default=10_000)
    parser.add_argument("--tables", type=int, default=1_000)
    parser.add_argument("--rows", type=int, default=100)
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    said, turns, relations = claims(arguments.claims)
    parts = [PACK, *entities(min(arguments.claims, CLAIMS_A_RELATION)), *said]
    (arguments.folder / "pack.toml").write_text("\n".join(parts), encoding="utf-8")
    parts = ["# Made up.\n", *rules(arguments.rules, relations)]
    (arguments.folder / "rules.toml").write_text("\n".join(parts), encoding="utf-8")
    parts = ["# Made up.\n", *tables(arguments.tables, arguments.rows)]
    (arguments.folder / "tables.toml").write_text("\n".join(parts), encoding="utf-8")
    text = "\n\n".join(f"## {name}\n" + ", ".join(said) + "." for name, said in turns)
    (arguments.folder / "minutes.md").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
