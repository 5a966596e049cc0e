#!/usr/bin/env python3
"""The Python package over the library of the build folder: python_test.py DICTUM."""
import datetime
import importlib.util
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DICTUM = pathlib.Path(sys.argv[1]).resolve()
PACK = str(ROOT / "rules/domestic-compute")
QUESTION = "What does an A100 server cost?"
CACHE = (DICTUM.parent / "CMakeCache.txt").read_text(encoding="utf-8")
if re.search(r"^DICTUM_SANITIZE:\w+=(.+)$", CACHE, re.M):
    print("skipped: Python can't load a library with sanitizers")
    sys.exit(0)

os.environ["DICTUM_LIBRARY"] = str(DICTUM.parent / "libdictum.so")
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "python"))
import dictum  # noqa: E402

# A made-up pack with a value of each kind, and numbers without an end.
MADE_UP = """# made up
[pack]
name = "kinds"
title = "A made-up pack"
[[relation]]
name = "thing"
about = { en = "a thing" }
columns = ["name: symbol", "since: date", "good: bool", "pieces: number", "weight: float",
           "price: CNY", "shares: ratio(a, b)", "open: date range", "big: unsigned"]
[[relation]]
name = "endless"
about = { en = "numbers" }
columns = ["n: number"]
[[source]]
id = "note"
title = "A made-up note"
date = 2024-01-31
text = "note.md"
[[claim]]
fact = 'thing("a<b>", 2024-05-01, true, -7, 0.5, >20元, 9:1, 2024-01-01..2024-06-30, 3)'
cite = "note t1"
quote = "a thing"
[[claim]]
fact = 'endless(0)'
cite = "note t1"
quote = "a thing"
[[rule]]
id = "more"
rule = 'endless(n + 1) :- endless(n), n < 1000000000.'
"""


def printed(*arguments):
    return subprocess.run([str(DICTUM), *arguments, "--json", "--pack", PACK], text=True,
                          capture_output=True, timeout=60, encoding="utf-8").stdout.rstrip("\n")


class Package(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.addCleanup(self.scratch.cleanup)
        folder = pathlib.Path(self.scratch.name, "kinds")
        folder.mkdir()
        (folder / "pack.toml").write_text(MADE_UP, encoding="utf-8")
        (folder / "note.md").write_text("# Made up\n\n## t1\nThere is a thing.\n")
        self.kinds = str(folder)

    def test_answers_are_the_bytes_of_the_command_line(self):
        goal = 'server_price("a100", price)'
        with dictum.load(PACK) as kb:
            self.assertEqual(kb.ask(QUESTION).json, printed("ask", QUESTION))
            self.assertEqual(kb.answer(goal).json, printed("query", goal))
            self.assertEqual(kb.prepare("server_price(s, price)").answer(s="a100").json,
                             printed("query", goal))
            self.assertEqual(kb.why_not('server_price("a100", 3CNY)').json,
                             printed("whynot", 'server_price("a100", 3CNY)'))
            change = 'server_price("a100", +10%)'
            self.assertEqual(kb.what_if(goal, set=change).json,
                             printed("whatif", goal, "--set", change))
            self.assertEqual(kb.answer(goal, language="zh", at_least="estimate").json,
                             printed("query", goal, "--lang", "zh", "--at-least", "estimate"))

    def test_rows_are_typed(self):
        with dictum.load(self.kinds) as kb:
            rows = kb.query("thing(name, since, good, pieces, weight, price, shares, open, big)")
            row = rows[0]
            self.assertEqual(len(rows), 1)
            self.assertEqual(row.name, "a<b>")
            self.assertEqual(row.since, datetime.date(2024, 5, 1))
            self.assertIs(row.good, True)
            self.assertEqual((row.pieces, row.weight), (-7, 0.5))
            self.assertEqual(row.price, dictum.Quantity(20.0, None, "CNY", True, False))
            self.assertEqual((row.shares, row.open), ("9:1", "2024-01-01..2024-06-30"))
            self.assertEqual(row.big, 3)
            goal = kb.prepare("thing(name, since, good, pieces, weight, price, shares, open, big)")
            for name in goal.columns:
                value = getattr(row, name)
                if name == "price":
                    value = ">20元"
                self.assertEqual(goal(**{name: value}), [row], name)
            self.assertIn("a&lt;b&gt;", rows._repr_html_())
            if importlib.util.find_spec("pandas"):
                import pandas
                self.assertEqual(list(pandas.DataFrame(rows).columns), goal.columns)

    def test_a_goal_is_bound_by_name(self):
        with dictum.load(PACK) as kb:
            goal = kb.prepare("server_price(server, price)")
            self.assertEqual(goal.types, ["server", "CNY"])
            self.assertEqual(len(goal()), 3)
            self.assertEqual([row.price for row in goal(server="ascend")],
                             [dictum.Quantity(1200000.0, 1400000.0, "CNY")])
            self.assertEqual(goal(price=dictum.Quantity(120, 140, "万元"), server="ascend"),
                             kb.query("server_price(server, price)", server="ascend"))
            row, strength = goal.strengths(server="a100")[0]
            self.assertEqual(strength, dictum.Strength("estimate", 1.0, False))
            with self.assertRaisesRegex(TypeError, "no variable `sever`"):
                goal(sever="a100")
            with self.assertRaisesRegex(dictum.InvalidError, "did you mean `ascend`"):
                goal(server="asend")

    def test_mistakes_are_exceptions_with_their_problems(self):
        with dictum.load(PACK) as kb:
            with self.assertRaises(dictum.InvalidError) as caught:
                kb.answer("server_prise(s, p)")
            problem = caught.exception.problems[0]
            self.assertEqual((problem.id, problem.file, problem.line, problem.column),
                             ("unknown-relation", "goal", 1, 1))
            self.assertIn("server_price", problem.mend)
            with self.assertRaises(dictum.NotFoundError):
                kb.decide("no such table", {})
            with self.assertRaises(TypeError):
                kb.ask(QUESTION, as_off="2024-01-01")
        with self.assertRaises(dictum.MisuseError):
            kb.ask(QUESTION)
        with self.assertRaises(dictum.NotFoundError):
            dictum.open("/nowhere/kb.db")

    def test_calls_are_bounded_and_let_other_threads_run(self):
        with dictum.load(self.kinds) as kb:
            kb.set_limits(tuples=1000)
            with self.assertRaises(dictum.LimitError):
                kb.query("endless(n)")
            kb.set_limits(tuples=10**9, rounds=10**9, milliseconds=1)
            with self.assertRaisesRegex(dictum.LimitError, "1 ms"):
                kb.query("endless(n)")
            kb.set_limits(milliseconds=0)
            running = threading.Event()
            running.set()

            def interrupt():
                while running.is_set():
                    kb.interrupt()

            other = threading.Thread(target=interrupt)
            other.start()
            try:
                with self.assertRaises(dictum.InterruptError):
                    kb.query("endless(n)")
            finally:
                running.clear()
                other.join()

    def test_sessions_of_many_threads_read_one_file(self):
        file = os.path.join(self.scratch.name, "kb.db")
        with dictum.open(file, create=True) as writer:
            writer.load(PACK, recorded_at="2024-05-01T12:00:00Z")
        wanted = printed("query", "server_price(s, p)")
        found = []

        def read():
            with dictum.open(file) as kb:
                found.extend(kb.answer("server_price(s, p)").json == wanted for _ in range(20))

        threads = [threading.Thread(target=read) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [True] * 160)

    def test_facts_of_the_session(self):
        with dictum.load(PACK) as kb:
            kb.assert_fact('server_price("ascend", 200万元)')
            self.assertEqual(len(kb.query("server_price(s, p)", s="ascend")), 2)
            kb.retract_fact('server_price("ascend", 200万元)')
            self.assertEqual(len(kb.query("server_price(s, p)", s="ascend")), 1)
            kb.forget()

    def test_answers_show_in_notebooks(self):
        with dictum.load(PACK) as kb:
            html = kb.ask(QUESTION)._repr_html_()
            self.assertIn("<details>", html)
            self.assertIn("qa-8", html)
            self.assertTrue(kb.schema()["relations"])
            self.assertTrue(kb.source("call-2024-02-27")["turns"])

    def test_pip_makes_a_wheel_that_works_by_itself(self):
        pip = [sys.executable, "-m", "pip"]
        if subprocess.run([*pip, "--version"], capture_output=True).returncode != 0:
            self.skipTest("there is no pip")
        target = os.path.join(self.scratch.name, "site")
        done = subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-index", "--target",
                               target, "--config-settings", f"build-dir={DICTUM.parent}",
                               str(ROOT)], capture_output=True, text=True, timeout=300)
        self.assertEqual(done.returncode, 0, done.stderr)
        env = {name: value for name, value in os.environ.items() if name != "DICTUM_LIBRARY"}
        code = "import dictum, sys; print(dictum.load(sys.argv[1]).ask(sys.argv[2]).json)"
        run = subprocess.run([sys.executable, "-c", code, PACK, QUESTION], text=True, timeout=60,
                             capture_output=True, env=dict(env, PYTHONPATH=target), cwd=target)
        self.assertEqual(run.stdout.rstrip("\n"), printed("ask", QUESTION), run.stderr)
        self.assertTrue(os.path.exists(os.path.join(target, "dictum", "__init__.pyi")))

    def test_stubs_name_what_the_module_has(self):
        stubs = (ROOT / "python/dictum/__init__.pyi").read_text(encoding="utf-8")
        declared = set(re.findall(r"^(?:class|def) (\w+)", stubs, re.M))
        self.assertEqual(set(dictum.__all__), declared)
        for owner in ("Session", "Goal", "Answer"):
            body = stubs.split(f"class {owner}:")[1].split("\nclass ")[0]
            named = set(re.findall(r"    def ([a-z]\w+)", body))
            real = {name for name in vars(getattr(dictum, owner)) if not name.startswith("_")}
            self.assertEqual(named, real, owner)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
