#!/usr/bin/env python3
"""`dictum audit --against`: an older folder, a git revision, and what is missing. against_test.py DICTUM.

The packs are made up.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

DICTUM = str(pathlib.Path(sys.argv[1]).resolve())
PACK = """# Made up.
[pack]
name = "tea"

[[source]]
id = "note"
date = 2024-05-01
text = "note.md"

[[entity]]
id = "oolong"
type = "tea"

[[relation]]
name = "price"
columns = ["tea: tea", "price: CNY"]
key = ["tea"]

[[relation]]
name = "grade"
columns = ["tea: tea", "grade: symbol"]
key = ["tea"]

[[claim]]
id = "oolong-price"
fact = 'price("oolong", 500元)'
cite = "note p1"
quote = "oolong costs 500 yuan"

[[rule]]
id = "fine"
rule = 'grade(t, "fine") :- price(t, p), p >= 300元.'

[[test]]
goal = 'grade("oolong", grade)'
expect = { status = "answered", grade = "fine" }

[[test]]
goal = 'price("oolong", price)'
expect = { status = "answered", cite = "p1" }
"""
RARE = """
[[rule]]
id = "rare"
rule = 'grade(t, "rare") :- price(t, p), p >= 400元.'
overrides = ["fine"]
"""


class Against(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.pack = pathlib.Path(self.scratch.name, "shop", "tea")
        self.pack.mkdir(parents=True)
        self.write(PACK)

    def tearDown(self):
        self.scratch.cleanup()

    def write(self, pack, folder=None):
        folder = folder or self.pack
        (folder / "pack.toml").write_text(pack, encoding="utf-8")
        (folder / "note.md").write_text("## p1\nMade up: oolong costs 500 yuan.\n", encoding="utf-8")

    def run_against(self, against, *more, **options):
        return subprocess.run([DICTUM, "audit", str(self.pack), "--against", against, *more],
                              capture_output=True, text=True, timeout=60, check=False, **options)

    def git(self, *arguments):
        subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@y", *arguments],
                       cwd=self.pack.parent, check=True, capture_output=True)

    def test_a_folder(self):
        old = pathlib.Path(self.scratch.name, "old")
        old.mkdir()
        self.write(PACK, old)
        same = self.run_against(str(old))
        self.assertEqual((same.returncode, same.stdout),
                         (0, "0 differences; 0 of 2 answers changed\n"))
        self.write(PACK + RARE)
        run = self.run_against(str(old), "--format", "json")
        self.assertEqual(run.returncode, 1, run.stderr)
        report = json.loads(run.stdout)
        self.assertEqual(report["differences"], [{"kind": "rule", "id": "rare", "change": "added"}])
        changed, = report["changed"]
        self.assertEqual((changed["gone"], changed["new"]),
                         (['grade("oolong", "fine")'], ['grade("oolong", "rare")']))
        self.assertEqual([b["id"] for b in changed["because"]], ["rare"])

    def test_a_rule_that_is_gone_is_blamed(self):
        old = pathlib.Path(self.scratch.name, "old")
        old.mkdir()
        self.write(PACK + RARE, old)
        run = self.run_against(str(old))
        self.assertIn('  - grade("oolong", "rare")\n  + grade("oolong", "fine")\n'
                      "  because of: rule `rare` (removed)\n", run.stdout)

    def test_grounds_alone(self):
        old = pathlib.Path(self.scratch.name, "old")
        old.mkdir()
        self.write(PACK, old)
        self.write(PACK.replace('id = "fine"', 'id = "good"'))
        run = self.run_against(str(old))
        self.assertIn('  ~ grade("oolong", "fine"); no longer by rule `fine`; now by rule `good`\n'
                      "  because of: rule `fine` (removed), rule `good` (added)\n", run.stdout)

    def test_a_revision(self):
        if shutil.which("git") is None:
            self.skipTest("git is not installed")
        self.git("init", "-q")
        self.git("add", ".")
        self.git("commit", "-qm", "one")
        self.write(PACK + RARE)
        run = self.run_against("HEAD")
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertIn("because of: rule `rare` (added)", run.stdout)
        self.assertIn("is neither a pack's folder nor a git revision of the repository",
                      self.run_against("nothing").stderr)

    def test_what_is_missing(self):
        run = self.run_against("HEAD")
        self.assertEqual(run.returncode, 2)
        self.assertIn("git", run.stderr)
        run = self.run_against("HEAD", env=dict(os.environ, PATH="/nonexistent"))
        self.assertEqual(run.returncode, 2)
        self.assertIn("git, which would know it as a revision, was not found", run.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
