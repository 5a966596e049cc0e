#!/usr/bin/env python3
"""Seeds and a dictionary for one fuzz target, made from the tree: seeds.py NAME FOLDER.

FOLDER gets a file per seed, FOLDER.dict the words. Seeds are the bodies of the text cases, the
strings of the unit tests, and the shipped pack in small packs of one relation each, whole enough to
be loaded: a fuzzer seldom writes a quote that stands in its minutes.
"""
import codecs
import hashlib
import pathlib
import re
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "rules/domestic-compute"
# What a column of every type takes; the columns are those of the target.
CSV_ROWS = ["1,2,3.5,tea,9:1,2024-05-01,true,50..60元,green",
            "-0,0,1e9,绿茶,share,2024-02,false,>5万元,绿茶",
            '0x1F,0b11,nan,"a ""b"", c",100:0,2024Q1,是,>=1.6million元,"green"', ",,,,,,,,"]


def blocks():
    """(verb, argument, lines of the body) of every text case."""
    for path in sorted(ROOT.glob("tests/*/*.test")):
        lines = iter(path.read_text().splitlines())
        for line in lines:
            verb, _, argument = line.partition(" ")
            if not re.fullmatch("[a-z]+", verb):
                continue
            body = []
            for line in lines:
                if line == ("end" if verb == "pack" else ""):
                    break
                body.append(line)
            yield verb, argument, body[:body.index("----")] if "----" in body else body


def literals(pattern):
    """The string literals of C++ sources, as bytes."""
    for path in sorted(ROOT.glob(pattern)):
        text = re.sub(r"^#include.*$", "", path.read_text(), flags=re.M)
        for raw, plain in re.findall(r'R"\((.*?)\)"|(?<!\')"((?:[^"\\\n]|\\.)*)"', text, re.S):
            plain = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m.group(1), 16)), plain)
            if raw or not re.search(r"""\\[^abfnrtvx0-7"'?\\]""", plain):
                yield raw.encode() or codecs.escape_decode(plain.encode())[0]


def tables(name):
    """(header, text, fields) of each `[[...]]` table of a file of the shipped pack."""
    for text in re.split(r"^(?=\[\[)", (SHIPPED / name).read_text(), flags=re.M)[1:]:
        for header, held in tomllib.loads(text).items():
            yield header, text, held[0]


def packs():
    """A small pack for each relation of the shipped one, with its claims, rules and entities."""
    relations = list(tables("relations.toml"))
    entities = list(tables("entities.toml"))
    statements = list(tables("claims.toml")) + list(tables("rules.toml"))
    head = (SHIPPED / "pack.toml").read_text()
    for _, text, relation in relations:
        atom = re.compile(rf"\b{relation['name']}\(")
        chosen = [s for s in statements if atom.search(s[2].get("fact", s[2].get("rule", "")))][:4]
        said = "".join(s[1] for s in chosen)
        named = {*re.findall(r'[(, ]"(\w+)"', said)}
        used = {*re.findall(r"\b(\w+)\(", said)} - {relation["name"]}
        parts = [head, text] + [r[1] for r in relations if r[2]["name"] in used]
        parts += [e[1] for e in entities if e[2].get("id") in named] + [said]
        turns = {}
        for _, _, claim in chosen:
            alone = {"at": claim.get("cite"), "quote": claim.get("quote")}
            for cite in claim.get("cites", [alone]):
                if cite["quote"]:
                    turns.setdefault(cite["at"].split()[-1], []).append(cite["quote"])
        minutes = "".join(f"## {turn}\n{'。'.join(quotes)}\n\n" for turn, quotes in turns.items())
        yield "== pack.toml ==\n" + "\n".join(parts) + "== minutes.md ==\n" + minutes


def seeds_pack():
    yield from ("\n".join(body) + "\n" for verb, _, body in blocks() if verb == "pack")
    yield from packs()
    yield from literals("tests/unit/rules_*_test.cpp")


def seeds_csv():
    yield from CSV_ROWS
    yield "\n".join(CSV_ROWS)
    for verb, _, body in blocks():
        for arguments in re.findall(r"^\w+\((.*)\)\.$", "\n".join(body), re.M):
            yield re.sub(", ", ",", arguments) + "\n"
    yield from literals("tests/unit/kb_c*_test.cpp")


def seeds_question():
    yield from (argument for verb, argument, _ in blocks() if verb == "ask")
    yield from (test["ask"] for _, _, test in tables("tests.toml") if "ask" in test)
    yield from (text for text in literals("tests/unit/ask_*.cpp") if len(text) > 8)


def seeds_rule_text():
    """The first byte chooses: whole programs of both dialects, clauses, columns."""
    for verb, argument, body in blocks():
        if verb == "program":
            yield ("1" if argument == "dictum" else "0") + "\n".join(body) + "\n"
    yield from (b"01"[i:i + 1] + text for i in (0, 1)
                for text in literals("tests/unit/lang_*_test.cpp") if len(text) > 4)
    for _, _, rule in tables("rules.toml"):
        yield "2" + rule["rule"]
    for _, _, relation in tables("relations.toml"):
        yield from ("3" + column for column in relation["columns"])


def seeds_goal():
    """The first byte chooses: goals, values."""
    yield from ("0" + argument for verb, argument, _ in blocks() if verb in ("query", "why"))
    yield from ("0" + claim.get("fact", "") for _, _, claim in tables("claims.toml"))
    yield from (b"1" + text for text in literals("tests/unit/*_cell_value_test.cpp"))


def words(name):
    """What the target's text is made of."""
    if name == "question":
        text = "".join(p.read_text() for p in sorted((ROOT / "ask/words").glob("*.toml")))
        world = (ROOT / "tests/unit/ask_tea_shops.h").read_text()
        return re.findall(r'"([^"\\\n]{2,24})"', text + world)
    text = "".join(p.read_text() for p in sorted(ROOT.glob("tests/*/*.test")))
    code = re.findall(r"[.:]?[a-z_]{2,}\b\(?|\d[\d.]*[^\W\d]+|:-|\.\.|>=|==|!=", text)
    if name != "pack":
        return code
    keys = "".join(p.read_text() for p in sorted(SHIPPED.glob("*.toml"))) + text
    return code + re.findall(r"^(?:\[.*\]|[a-z_]+ = |== .* ==)|\{ \w+ = ", keys, re.M)


def main():
    name, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for seed in globals()["seeds_" + name]():
        data = seed if isinstance(seed, bytes) else seed.encode()
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    entries = sorted({"".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words(name)})
    folder.with_suffix(".dict").write_text("".join(f'"{entry}"\n' for entry in entries))


if __name__ == "__main__":
    main()
