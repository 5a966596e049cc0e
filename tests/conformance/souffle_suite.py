#!/usr/bin/env python3
"""Runs the tests that Soufflé publishes: souffle_suite.py DICTUM TESTS [-v] [FOLDER...]

TESTS is the `tests` folder of a Soufflé source tree; nothing of it is kept here. A test is a folder
with NAME.dl, NAME.err and the relations that the program writes. A test whose NAME.err holds an
error passes when Dictum refuses the program too, and with an error on one of the lines that are
named there; any other passes when Dictum writes the same tuples. Prints, by the features that the programs
use, how many tests of each pass; with -v each failure before.
"""
import argparse
import collections
import pathlib
import re
import subprocess
import sys
import tempfile

FEATURES = {
    "preprocessor": r"^\s*#\s*(define|ifdef|ifndef|include|if|undef|else)\b",
    "components": r"\.(comp|init)\b",
    "functors": r"\.functor\b|@\w+\(",
    "include": r"^\s*\.(include|once)\b",
    "adt": r"\.type\s+\w+\s*=\s*\w*\s*\{[^}]*\}\s*\||\.type\s+\w+\s*=\s*\w+\s*\{|\$\w+",
    "records": r"\.type\s+\w+\s*=\s*\[|\bnil\b",
    "subsumption": r"<=[^=]*:-|\)\s*<=\s*\w+\(",
    "choice": r"choice-domain",
    "lattice": r"\.lattice|<<|->",
    "eqrel": r"\beqrel\b",
    "counters": r"\$(?!\w)|autoinc",
    "unions": r"\.type\s+\w+\s*=\s*\w+\s*\|",
    "bits": r"\b(band|bor|bxor|bnot|bshl|bshr|bshru|land|lor|lxor|lnot)\b",
    "range": r"\brange\s*\(",
    "io": r"\.(input|output)\s*[\w., ]+\(",
    "limitsize": r"\.limitsize",
    "plan": r"\.plan",
    "pragma": r"\.pragma",
    "inline": r"\binline\b",
    "magic": r"\bmagic\b|\bno_magic\b",
    "aggregates": r"\b(count|sum|min|max|mean)\b[^(\n]*:",
}


def features_of(text):
    text = re.sub(r"//.*|/\*.*?\*/", "", text, flags=re.S if "/*" in text else 0)
    found = {name for name, pattern in FEATURES.items() if re.search(pattern, text, re.M)}
    return found or {"core"}


def error_lines(path):
    """The lines with errors that Soufflé reports of the program itself; None when it runs."""
    text = path.read_text(errors="replace") if path.exists() else ""
    if not re.search(r"^(Error|error)", text, re.M):
        return None
    return {int(line) for line in re.findall(r"^Error.*? at line (\d+)", text, re.M)}


def rows(path):
    return sorted(path.read_text(errors="replace").splitlines())


def differs(folder, out, stdout):
    name = folder.name
    for expected in sorted(folder.glob("*.csv")):
        made = out / expected.name
        if not made.exists():
            return f"{expected.name} was not written"
        if rows(expected) != rows(made):
            return f"{expected.name} differs"
    printed = folder / f"{name}.out"
    if printed.exists() and rows(printed) != sorted(stdout.splitlines()):
        return "standard output differs"
    return None


def judge(dictum, folder):
    """-> None when the test passes, otherwise the reason."""
    program = folder / f"{folder.name}.dl"
    wanted = error_lines(folder / f"{folder.name}.err")
    with tempfile.TemporaryDirectory() as scratch:
        facts = folder / "facts"
        command = [dictum, "run", str(program), "-D", scratch, "--limit-seconds", "20"]
        command += ["-F", str(facts if facts.exists() else folder)]
        run = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=60,
                             cwd=folder)
        first = (re.findall(r"^.*error:.*$", run.stderr, re.M) or [run.stderr.strip()])[0]
        if wanted is None:
            if run.returncode != 0:
                return "refused: " + re.sub(r"^.*?/(?=[^/]*:\d)", "", first)
            return differs(folder, pathlib.Path(scratch), run.stdout)
        if run.returncode == 0:
            return "accepted, and Soufflé refuses it"
        lines = {int(n) for n in re.findall(r":(\d+):\d+: error", run.stderr)}
        if wanted and not wanted & lines:
            return f"refused on {sorted(lines)}, not on {sorted(wanted)}: {first}"
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("dictum", type=pathlib.Path)
    parser.add_argument("tests", type=pathlib.Path)
    parser.add_argument("folders", nargs="*", default=["evaluation", "semantic", "syntactic"])
    parser.add_argument("-v", action="store_true", help="each failure")
    options = parser.parse_args()
    passed, seen = collections.Counter(), collections.Counter()
    for part in options.folders:
        for folder in sorted((options.tests / part).iterdir()):
            program = folder / f"{folder.name}.dl"
            if not program.exists():
                continue
            kinds = features_of(program.read_text(errors="replace"))
            problem = judge(options.dictum.resolve(), folder.resolve())
            for kind in kinds | {f"all of {part}"}:
                seen[kind] += 1
                passed[kind] += problem is None
            if problem and options.v:
                print(f"{part}/{folder.name} [{', '.join(sorted(kinds))}]: {problem}")
    for kind in sorted(seen):
        print(f"{kind:20} {passed[kind]:4} of {seen[kind]:4}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
