#!/usr/bin/env python3
"""SARIF of an audit against the schema of the standard: sarif_test.py DICTUM.

The schema is the standard's own text and does not belong to this project: the test reads it from
the file that DICTUM_SARIF_SCHEMA names (sarif-schema-2.1.0.json), with Python's jsonschema, and is
skipped without either. What readers of SARIF rely on is looked at in any case. The packs are made up.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

DICTUM = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path(__file__).resolve().parents[2]
PACK = """# Made up.
[pack]
name = "post"

[[relation]]
name = "stamp"
columns = ["letter: bool", "n: number", "stamp: symbol"]

[[table]]
id = "stamps"
concludes = "stamp(letter, n, stamp)"
hit = "unique"
inputs = ["letter: bool", "n: number"]
outputs = ["stamp: symbol"]
rows = [
  { when = ["true", "< 10"], then = ['"blue"'] },
  { when = ["true", "5..8"], then = ['"red"'] },
]

[[relation]]
name = "left"
columns = ["n: number"]

[[waive]]
finding = "unused-relation"
at = "left"
reason = "made up"
"""
BROKEN = "[pack]\nname = \"post\"\n\n[[relation]]\nname = \"x\"\ncolumns = [\"a: nothing\"]\n"


def sarif_of(folder):
    run = subprocess.run([DICTUM, "audit", str(folder), "--format", "sarif"], capture_output=True,
                         timeout=60, check=False)
    assert run.returncode in (0, 1), run.stderr
    return json.loads(run.stdout)


class Sarif(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.logs = [sarif_of(ROOT / "rules" / "domestic-compute")]
        for name, pack in (("post", PACK), ("a folder, 纸", PACK), ("broken", BROKEN)):
            folder = pathlib.Path(self.scratch.name, name)
            folder.mkdir()
            (folder / "pack.toml").write_text(pack, encoding="utf-8")
            self.logs.append(sarif_of(folder))

    def tearDown(self):
        self.scratch.cleanup()

    def test_rules_and_places(self):
        for log in self.logs:
            run, = log["runs"]
            ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
            self.assertEqual(ids, sorted(set(ids)))
            self.assertTrue(run["results"])
            for result in run["results"]:
                self.assertIn(result["ruleId"], ids)
                place, = result["locations"]
                region = place["physicalLocation"]["region"]
                self.assertLessEqual((region["startLine"], region["startColumn"]),
                                     (region["endLine"], region["endColumn"]))
        self.assertEqual([r["ruleId"] for r in self.logs[1]["runs"][0]["results"]
                          if "suppressions" in r], ["unused-relation"])

    def test_the_schema(self):
        schema = os.environ.get("DICTUM_SARIF_SCHEMA", "")
        if not schema:
            self.skipTest("DICTUM_SARIF_SCHEMA names no schema")
        try:
            import jsonschema
        except ImportError:
            self.skipTest("Python's jsonschema is not installed")
        known = json.loads(pathlib.Path(schema).read_text(encoding="utf-8"))
        checker = jsonschema.validators.validator_for(known)(known)
        for log in self.logs:
            self.assertEqual([f"{list(e.path)}: {e.message}" for e in checker.iter_errors(log)], [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
