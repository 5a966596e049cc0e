#!/usr/bin/env python3
"""What `dictum ingest --list` finds in the made-up transcripts of tests/ingest/gold, against the
turns and figures marked by hand before the program was run on them: ingest_gold_test.py DICTUM.

A figure is right when its turn, value, bounds and unit are; each right one counts once. Prints the
figures of each transcript; fails below 95 % of the question turns, below 90 % of the figures, or
with 5 % or more wrong ones. `ingest_gold_test.py DICTUM TEXT GOLD` scores one pair, misses shown.
"""
import collections
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests/ingest/gold"
# One unit, several names: what a marker wrote and what packs write.
SAME = {"立方米": "cubic_metre", "公里": "km", "條": "条", "瓦時": "瓦时", "hectares": "hectare", "metres": "metre"}


def normal(text):
    return re.sub(r"\W+", "", text).casefold()


def value(text):
    return re.sub(r"\d+\.\d+", lambda m: m.group().rstrip("0").rstrip("."), text)


def read(lines):
    turns, figures = [], []
    for line in lines:
        kind, *cells = line.rstrip("\n").split("\t")
        if kind == "turn":
            turns.append(tuple(cells[:3]))
        elif kind == "figure":
            unit = SAME.get(cells[2], cells[2])
            figures.append((cells[0], value(cells[1]), unit))
    return turns, figures


def score(dictum, text, gold):
    run = subprocess.run([dictum, "ingest", "--list", text], capture_output=True, text=True,
                         timeout=60, check=True)
    turns, figures = read(run.stdout.splitlines())
    gold_turns, gold_figures = read(gold.read_text(encoding="utf-8").splitlines())
    found = {turn: (who, normal(what)) for turn, who, what in turns if turn.startswith("qa-")}
    right_turns = [turn for turn, who, what in gold_turns
                   if turn in found and normal(what) in found[turn][1] and
                   (not who or who == found[turn][0])]
    wanted, got = collections.Counter(gold_figures), collections.Counter(figures)
    return {"turns": (len(right_turns), len(gold_turns), len(found)),
            "figures": (sum((wanted & got).values()), sum(wanted.values()), sum(got.values())),
            "lost turns": [t for t in gold_turns if t[0] not in right_turns],
            "lost": sorted((wanted - got).elements()), "wrong": sorted((got - wanted).elements())}


def main():
    dictum = pathlib.Path(sys.argv[1]).resolve()
    one = len(sys.argv) == 4
    pairs = [(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))] if one else \
        [(text, text.with_suffix(".gold")) for text in sorted(GOLD.glob("*.txt"))]
    failed = not pairs
    for text, gold in pairs:
        result = score(dictum, text, gold)
        (turns, all_turns, _), (right, wanted, got) = result["turns"], result["figures"]
        wrong = (got - right) / max(got, 1)
        print(f"{text.name}: {turns} of {all_turns} question turns; {right} of {wanted} figures, "
              f"{got - right} of {got} wrong ({wrong:.1%})")
        good = turns >= 0.95 * all_turns and right >= 0.9 * wanted and wrong < 0.05
        failed = failed or not good
        if one or not good:
            for kind in ("lost turns", "lost", "wrong"):
                for item in result[kind]:
                    print("  " + kind + ": " + "\t".join(item))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
