#!/usr/bin/env python3
"""Decision tables that Drools publishes for its own table analysis, audited: drools_test.py DICTUM.

The tables belong to Drools and stay where they are: DICTUM_DROOLS_TABLES names the folder that holds
them (kie-dmn-validation/src/test/resources/org/kie/dmn/validation/dtanalysis of its sources), and
without it the test is skipped. Each table becomes a pack of ours; what Drools' tests expect of it is
in EXPECTED.

Where the meaning is the same: whether some input has no row, whether rows overlap, which rows of a
`priority` table never decide, which of them mislead, which rows can be merged. Gaps and overlaps are
facts of the rows, so they are looked for under `first` and under `unique` whatever the table's own
policy is. Drools looks for gaps within the domain of an input: a row of its own lets the rest pass.

Where it is not: `null` is a value there and an unknown here; symbols, functions, durations and times
of day in cells are FEEL's own; a row that lies outside of its input's domain is an error there; gaps
of tables that also read free text are not looked for there; pi has more digits there than the 18 of
our quantities, so its gap of one point is undecided here.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

DICTUM = str(pathlib.Path(sys.argv[1]).resolve())
FOLDER = os.environ.get("DICTUM_DROOLS_TABLES", "")
# Every number of the tables is greater: one row for those below makes gaps below zero count.
FAR = "-1000000"


def case(gaps=None, overlaps=None, masked=None, misleading=None, merged=None, table=0):
    return {"table": table, "gaps": gaps, "overlaps": overlaps, "masked": masked,
            "misleading": misleading, "merged": merged}


EXPECTED = [
    ("AK0100-domainOnTable", case(gaps=True)),
    ("AK0100v2-domainOnTable", case(gaps=True)),
    ("AgeKitten-domainOnTable", case(gaps=True, overlaps=False)),
    ("AgeKitten", case(gaps=True, overlaps=False)),
    ("Contraction", case(gaps=False, overlaps=False, merged={4, 5, 3, 6})),
    ("DT1stNFViolation", case(overlaps=True)),
    ("DT1stNFViolation", case(overlaps=False, table=1)),
    ("DT1stNFViolationB", case(overlaps=True)),
    ("DT1stNFViolationDuplicateNoSubsumption", case(overlaps=True)),
    ("DT2ndNFViolation", case(merged={1, 2})),
    ("DTAnalysisFirst", case(gaps=False, overlaps=False)),
    ("DTnestedEverywhere", case(gaps=True, overlaps=False)),
    ("DTnestedEverywhere", case(gaps=True, overlaps=False, table=1)),
    ("DTusingNOT", case(gaps=True, overlaps=True)),
    ("DTusingNOT2", case(gaps=True, overlaps=False)),
    ("DTusingNOTnumber", case(gaps=True, overlaps=True)),
    ("FailingOutputConstraints", case(gaps=True, overlaps=False)),
    ("Gaps0100-domainOnTable", case(gaps=True)),
    ("GapsAndOverlaps1-domainOnTable", case(gaps=True, overlaps=True)),
    ("GapsAndOverlaps1", case(gaps=True, overlaps=True)),
    ("GapsCube3", case(gaps=True)),
    ("GapsOverlapsBoolean", case(gaps=True, overlaps=True)),
    ("GapsXY", case(gaps=True, overlaps=False)),
    ("GapsXYv2", case(gaps=True, overlaps=False)),
    ("MaskBasic", case(gaps=False, overlaps=True, masked={1})),
    ("MaskTest", case(gaps=False, overlaps=True, masked={1})),
    ("MisleadingRules", case(gaps=False, overlaps=True, masked=set(), misleading={4})),
    ("MisleadingRules2", case(gaps=False, misleading=set())),
    ("NoGapsDateAdjacent", case(gaps=False, overlaps=False)),
    ("NoGapsDomainOnTypeRef", case(gaps=False, overlaps=False)),
    ("NoGapsDomainOnTypeRefv2", case(gaps=False, overlaps=False)),
    ("NotStringVowel", case(gaps=False, overlaps=False)),
    ("NotStringVowel2", case(gaps=False, overlaps=False)),
    ("NullBooleanBefore", case(gaps=True, overlaps=False)),
    ("NullNumberBefore", case(gaps=True, overlaps=False)),
    ("OverlapHitPolicy", case(gaps=False, overlaps=True)),
    ("Pi", case(overlaps=False)),
    ("RecommenderHitPolicy1", case(gaps=True)),
    ("RecommenderHitPolicy2", case(gaps=False, overlaps=False)),
    ("RecommenderHitPolicy3", case(gaps=False, overlaps=True)),
    ("RecommenderHitPolicy4", case(gaps=False, overlaps=True)),
    ("RuleOrderDash", case(gaps=False, overlaps=True)),
    ("SRGapsOverlapsSubsumption2", case(gaps=True, overlaps=True)),
    ("SomeProblem", case(gaps=False, overlaps=False)),
    ("Subsumption", case(gaps=False, overlaps=True)),
    ("dtInBKM", case(gaps=False, overlaps=False)),
    ("improveHF", case(gaps=False, overlaps=True)),
    ("posDoubleNegHalf", case(gaps=True, overlaps=False)),
    ("sameMsgInAllAPI", case(gaps=True, overlaps=True, masked={2, 4})),
    ("simpleStringNoGap", case(gaps=False, overlaps=False)),
    ("stringWithoutEnumNoGap", case(overlaps=True, masked={1, 2})),
    ("validDiseqNumber2", case(gaps=False, overlaps=False)),
]


def text_of(element, path):
    found = element.find(path)
    return (found.text or "").strip() if found is not None else ""


def cell(text):
    text = re.sub(r'date\("([0-9-]+)"\)', r"\1", text.strip())

    def interval(found):
        left, low, high, right = found.groups()
        return (">" if left == "(" else "") + low + ".." + ("<" if right == ")" else "") + high
    text = re.sub(r"([\[(])\s*([-0-9.]+)\s*\.\.\s*([-0-9.]+)\s*([\])])", interval, text)
    return re.sub(r"([<>]=?)\s+", r"\1", text)


# Numbers are decimals there, as quantities are here; `number` would be whole.
def counted(text):
    return re.sub(r"(?<!\w)-?\d+(?:\.\d+)?", r"\g<0>pt", text)


def strings(text):
    return re.findall(r'"([^"]*)"', text)


class Table:
    def __init__(self, root, space, element):
        types = {each.get("name"): (text_of(each, f"{space}typeRef"),
                                    text_of(each, f"{space}allowedValues/{space}text"))
                 for each in root.iter(f"{space}itemDefinition")}
        self.inputs = []
        for each in element.findall(f"{space}input"):
            kind = each.find(f"{space}inputExpression").get("typeRef")
            base, values = types.get(kind, (kind, ""))
            self.inputs.append((base, text_of(each, f"{space}inputValues/{space}text") or values))
        output = element.find(f"{space}output")
        kind = output.get("typeRef")
        ranked = text_of(output, f"{space}outputValues/{space}text") or types.get(kind, ("", ""))[1]
        self.priorities = strings(ranked)
        self.rows = [([cell(text_of(entry, f"{space}text")) for entry in
                       rule.findall(f"{space}inputEntry")],
                      text_of(rule, f"{space}outputEntry/{space}text").strip('"'))
                     for rule in element.findall(f"{space}rule")]
        # One fixture says that truth values are text.
        self.inputs = [("boolean", "") if any(row[0][i] in ("true", "false") for row in self.rows)
                       else each for i, each in enumerate(self.inputs)]

    # Rows for what Drools does not look at.
    def rest(self):
        cells = []
        for i, (base, values) in enumerate(self.inputs):
            if base != "number":
                continue
            found = re.fullmatch(r"([\[(])(\S+)\.\.(\S+)([\])])", values)
            outside = [f"<{FAR}"]
            if found:
                outside = [("<=" if found[1] == "(" else "<") + found[2],
                           (">=" if found[4] == ")" else ">") + found[3]]
            elif values.startswith(">="):
                outside = ["<" + values[2:]]
            for each in outside:
                row = ["-"] * len(self.inputs)
                row[i] = each
                cells.append((row, "outside"))
        return cells

    def cells(self, when):
        return [counted(each) if base == "number" else each
                for each, (base, _) in zip(when, self.inputs)]

    def pack(self, hit, rows):
        parts, columns = ['# Made of a table of Drools.\n[pack]\nname = "drools"\n'
                          '[[unit]]\nname = "pt"\ndimension = "points"\n'], []
        for i, (base, values) in enumerate(self.inputs):
            kind = {"number": "pt", "boolean": "bool", "date": "date"}.get(base, "symbol")
            if kind == "symbol" and strings(values):
                kind = f"kind{i}"
                parts += [f'[[entity]]\nid = "{each}"\ntype = "{kind}"\n'
                          for each in dict.fromkeys(strings(values))]
            columns.append(f"in{i}: {kind}")
        parts.append(f'[[relation]]\nname = "out"\ncolumns = {json.dumps(columns + ["o: symbol"])}\n')
        names = [column.split(":")[0] for column in columns] + ["o"]
        parts.append(f'[[table]]\nid = "t"\nconcludes = "out({", ".join(names)})"\nhit = "{hit}"\n'
                     f'inputs = {json.dumps(columns)}\noutputs = ["o: symbol"]\n')
        if hit == "priority":
            ranks = [json.dumps(each) for each in dict.fromkeys(self.priorities)]
            parts.append(f"priorities = {json.dumps(ranks)}\n")
        parts.append("rows = [\n" + "".join(
            f"  {{ when = {json.dumps(self.cells(when))}, then = {json.dumps([json.dumps(then)])} }},\n"
            for when, then in rows) + "]\n")
        return "".join(parts)

    def audit(self, hit, rows):
        with tempfile.TemporaryDirectory() as folder:
            pathlib.Path(folder, "pack.toml").write_text(self.pack(hit, rows), encoding="utf-8")
            run = subprocess.run([DICTUM, "audit", folder, "--format", "json"],
                                 capture_output=True, timeout=60, check=False)
        assert run.returncode in (0, 1), run.stderr
        findings = json.loads(run.stdout)["findings"]
        # A pack that could not be read would agree with any "no".
        errors = {each["id"] for each in findings if each["severity"] == "error"}
        assert errors <= {"table-overlap", "duplicate-row"}, findings
        return findings


def load(name, number):
    root = ElementTree.parse(pathlib.Path(FOLDER, name + ".dmn")).getroot()
    space = root.tag[:root.tag.index("}") + 1]
    return Table(root, space, list(root.iter(f"{space}decisionTable"))[number])


def kinds(findings):
    return {each["id"] for each in findings}


def rows_of(findings, kind):
    return {int(each["at"].split("/")[1]) for each in findings if each["id"] == kind}


@unittest.skipUnless(FOLDER, "DICTUM_DROOLS_TABLES is not set")
class Drools(unittest.TestCase):
    def check_case(self, name, expected):
        table = load(name, expected["table"])
        if expected["gaps"] is not None:
            found = kinds(table.audit("first", table.rest() + table.rows))
            self.assertEqual(bool(found & {"table-gap", "missing-value"}), expected["gaps"], found)
        if expected["overlaps"] is not None:
            found = kinds(table.audit("unique", table.rows))
            self.assertEqual(bool(found & {"table-overlap", "duplicate-row"}),
                             expected["overlaps"], found)
        if expected["masked"] is not None or expected["misleading"] is not None:
            found = table.audit("priority", table.rows)
            if expected["masked"] is not None:
                self.assertEqual(rows_of(found, "masked-row"), expected["masked"], found)
            if expected["misleading"] is not None:
                self.assertEqual(rows_of(found, "misleading-row"), expected["misleading"], found)
        if expected["merged"] is not None:
            found = table.audit("unique", table.rows)
            merged = {int(row) for each in found if each["id"] == "mergeable-rows"
                      for row in re.findall(r"\d+", each["message"].split(" of ")[0])}
            self.assertEqual(merged, expected["merged"], found)

    def test_tables(self):
        for name, expected in EXPECTED:
            with self.subTest(name=name, table=expected["table"]):
                self.check_case(name, expected)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
