#!/usr/bin/env python3
"""The command line as a user meets it: exit codes, streams, messages. cli_test.py DICTUM."""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

DICTUM = str(pathlib.Path(sys.argv[1]).resolve())
# The first lines say that the material is made up.
PACK = """# A made-up pack about bakeries.
[pack]
name = "bakery"
title = "A made-up pack"

[[source]]
id = "note"
title = "A made-up note"
date = 2024-01-31
text = "note.md"

[[entity]]
id = "bagel"
type = "bread"
names = ["贝果", "bagel"]

[[relation]]
name = "price"
about = { zh = "面包的价格", en = "the price of a bread" }
columns = ["bread: bread", "price: CNY"]
key = ["bread"]
asks = ["多少钱", "cost", "how much"]
says = { zh = "{bread}卖{price}", en = "a {bread} costs {price}" }

[[claim]]
fact = 'price("bagel", 12..15元)'
cite = "note t1"
quote = "贝果卖12到15元"
"""
NOTE = "# A made-up note\n\n## t1\n贝果卖12到15元。\n"


def dictum(*arguments, **more):
    return subprocess.run([DICTUM, *arguments], capture_output=True, timeout=60, **more)


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        self.pack = self.folder / "bakery"
        self.pack.mkdir()
        (self.pack / "pack.toml").write_text(PACK, encoding="utf-8")
        (self.pack / "note.md").write_text(NOTE, encoding="utf-8")

    def tearDown(self):
        self.scratch.cleanup()

    def ask(self, question, *more):
        return dictum("ask", question, "--pack", str(self.pack), *more)

    def test_answered(self):
        run = self.ask("贝果多少钱?", "--json")
        self.assertEqual(run.returncode, 0, run.stderr)
        answer = json.loads(run.stdout)
        self.assertEqual(answer["status"], "answered")
        price = answer["answers"][0]["values"]["price"]
        self.assertEqual((price["lo"], price["hi"], price["unit"]), (12, 15, "CNY"))
        cited = answer["answers"][0]["citations"][0]
        text = NOTE.encode()
        self.assertEqual(text[cited["start"]:cited["end"]].decode(), cited["quote"])

    def test_flags_take_one_value_and_leave_the_goal(self):
        goal = 'price("bagel", p)'
        rows = dictum("query", goal, "--pack", str(self.pack), "--format", "csv").stdout
        self.assertIn(b"12..15", rows)
        run = dictum("query", "--pack", str(self.pack), goal, "--format", "csv")
        self.assertEqual((run.returncode, run.stdout), (0, rows), run.stderr)
        program = self.folder / "small.dl"
        program.write_text(".decl p(x: number)\np(1).\n")
        run = dictum("run", "--why", "p(1)", str(program), "--limit-seconds", "9")
        self.assertEqual(run.returncode, 0, run.stderr)

    def test_unknown_is_exit_1_with_an_object(self):
        run = self.ask("可颂多少钱?", "--json")
        self.assertEqual(run.returncode, 1, run.stderr)
        answer = json.loads(run.stdout)
        self.assertEqual((answer["status"], answer["answers"]), ("unknown", []))

    def test_a_pack_tests_itself(self):
        with open(self.pack / "pack.toml", "a", encoding="utf-8") as pack:
            pack.write("[[test]]\nask = '贝果多少钱?'\n"
                       "expect = { status = 'answered', price = '12..15元', cite = 't1' }\n")
        junit = self.folder / "junit.xml"
        run = dictum("test", str(self.pack), "--junit", str(junit))
        self.assertEqual((run.returncode, run.stdout), (0, b"1 passed, 0 failed\n"), run.stderr)
        with open(self.pack / "pack.toml", "a", encoding="utf-8") as pack:
            pack.write("[[test]]\ngoal = 'price(\"bagel\", price)'\n"
                       "expect = { status = 'answered', price = '<3元' }\n")
        run = dictum("test", str(self.pack), "--junit", str(junit))
        self.assertEqual(run.returncode, 1, run.stderr)
        self.assertIn(b"no answer has price = <3", run.stdout)
        self.assertTrue(run.stdout.endswith(b"1 passed, 1 failed\n"), run.stdout)
        suite = xml.etree.ElementTree.parse(junit).getroot()
        self.assertEqual((suite.get("tests"), suite.get("failures")), ("2", "1"))

    def test_usage_errors_are_exit_2_and_silent_on_stdout(self):
        for arguments in [[], ["ask"], ["aks", "x"], ["query", "p(x)", "--format", "xml"],
                          ["ask", "x", "--pack", str(self.pack), "--kb", "y"],
                          ["whynot", "p(1)"], ["ask", "x", "--pack", str(self.pack), "--as-of", "x"],
                          ["run", str(self.folder / "missing.dl")],
                          ["ask", "x", "--pack", str(self.folder / "missing")],
                          ["ask", "x", "--kb", str(self.folder / "missing.db")]]:
            run = dictum(*arguments)
            self.assertEqual(run.returncode, 2, (arguments, run.stderr))
            self.assertEqual(run.stdout, b"", arguments)
            self.assertIn(b"error: ", run.stderr, arguments)

    def test_a_misspelt_command_is_suggested(self):
        self.assertIn(b"`query`", dictum("qury", "x").stderr)

    def test_what_if_flags(self):
        goal = ["query", 'price("bagel", price)', "--pack", str(self.pack), "--format", "csv"]
        for flags, price in [(["--set", 'price("bagel", +10%)'], b"13.2..16.5 CNY,answered"),
                             (["--set", 'price("bagel", 3CNY)'], b"3 CNY,answered"),
                             (["--assume", 'price("bagel", 20CNY)'], b"20 CNY,conflict"),
                             (["--assume", 'price("bagel", 20CNY)', "--assume",
                               'price("bagel", 13CNY)', "--without", "note"], b"13 CNY,conflict")]:
            run = dictum(*goal, *flags)
            self.assertEqual(run.returncode, 0, (flags, run.stderr))
            self.assertIn(price, run.stdout, flags)
            self.assertTrue(run.stderr.startswith(b"under: "), run.stderr)
        run = dictum(*goal, "--as-of", "2024-01-30")
        self.assertEqual((run.returncode, run.stdout), (1, b""))
        run = dictum("why", 'price("bagel", 20CNY)', "--pack", str(self.pack), "--assume",
                     'price("bagel", 20CNY)')
        self.assertIn(b"  assumed\n", run.stdout)
        run = self.ask("贝果多少钱?", "--set", 'price("贝果", +10%)')
        self.assertIn("条件: 把".encode(), run.stdout)

    def test_what_if_mistakes_have_a_place(self):
        for flags, start in [(["--assume", 'prise("bagel", 2CNY)'], b"assume:1:1: error: "),
                             (["--without", "nte"], b"without:1:1: error: "),
                             (["--set", 'price("bagel", +2kW)'], b"set:1:16: error: "),
                             (["--as-of", "soon"], b"as-of:1:1: error: "),
                             (["--recorded-by", "2024-01-01"], b"recorded-by:1:1: error: ")]:
            run = self.ask("贝果多少钱?", *flags)
            self.assertEqual((run.returncode, run.stdout), (2, b""), flags)
            self.assertTrue(run.stderr.startswith(start), run.stderr)

    def test_whatif_compares(self):
        for asked in ['price("bagel", price)', "贝果多少钱?"]:
            run = dictum("whatif", asked, "--pack", str(self.pack), "--set",
                         'price("bagel", *2)', "--json")
            self.assertEqual(run.returncode, 0, run.stderr)
            result = json.loads(run.stdout)
            self.assertEqual([c["change"] for c in result["changes"]], ["moved"])
            self.assertEqual(result["changes"][0]["after"]["values"]["price"]["hi"], 30)
            self.assertNotIn("scenario", result["before"])
            self.assertEqual(result["after"]["scenario"]["set"][0]["facts"],
                             ['price("bagel", 24..30CNY)'])
        run = dictum("whatif", 'price("bagel", price)', "--pack", str(self.pack))
        self.assertIn(b"nothing changes", run.stdout)

    def test_later_commands_are_refused_by_name(self):
        self.assertIn(b"`fmt` is not available", dictum("fmt").stderr)

    def test_a_bad_goal_has_a_place(self):
        run = dictum("query", 'prise("bagel", p)', "--pack", str(self.pack))
        self.assertEqual(run.returncode, 2)
        self.assertTrue(run.stderr.startswith(b"goal:1:1: error: "), run.stderr)
        self.assertIn(b"price", run.stderr)

    def test_formats(self):
        for form, start in [("csv", b"price,"), ("markdown", b"| price"), ("ndjson", b"{\"price\""),
                            ("json", b"{\"schema_version\""), ("table", "┌".encode())]:
            run = dictum("query", 'price("bagel", price)', "--pack", str(self.pack),
                         "--format", form)
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertTrue(run.stdout.startswith(start), (form, run.stdout))
            self.assertTrue(run.stdout.endswith(b"\n"))

    def test_load_and_ask_the_file(self):
        base = str(self.folder / "k.db")
        self.assertEqual(dictum("load", str(self.pack), "--kb", base).returncode, 0)
        from_file = dictum("ask", "贝果多少钱?", "--kb", base, "--json")
        self.assertEqual(from_file.stdout, self.ask("贝果多少钱?", "--json").stdout)

    def test_a_pack_with_an_error_changes_nothing(self):
        base = self.folder / "k.db"
        self.assertEqual(dictum("load", str(self.pack), "--kb", str(base)).returncode, 0)
        before = base.read_bytes()
        (self.pack / "pack.toml").write_text(PACK + "\n[[claim]]\nfact = 'prise(1)'\n")
        run = dictum("load", str(self.pack), "--kb", str(base))
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"pack.toml:", run.stderr)
        self.assertEqual(base.read_bytes(), before)

    def test_damaged_base(self):
        base = self.folder / "k.db"
        for content in [b"", b"not a database, but long enough to be read as a page" * 100]:
            base.write_bytes(content)
            run = dictum("ask", "x", "--kb", str(base))
            self.assertEqual(run.returncode, 2, run.stderr)

    def test_limits_are_exit_3_and_named(self):
        program = self.folder / "count.dl"
        program.write_text(".decl n(x: number)\nn(0).\nn(x + 1) :- n(x).\n.printsize n\n")
        for flag in [["--limit-tuples", "1000"], ["--limit-rounds", "50"],
                     ["--limit-seconds", "0.2"]]:
            run = dictum("run", str(program), *flag)
            self.assertEqual(run.returncode, 3, (flag, run.stderr))
            self.assertIn(b"error: ", run.stderr)
            self.assertEqual(run.stdout, b"")

    def test_run_reads_and_writes_files(self):
        (self.folder / "edge.facts").write_text("a\tb\nb\tc\n")
        program = self.folder / "reach.dl"
        program.write_text(".decl edge(x: symbol, y: symbol)\n.decl reach(x: symbol, y: symbol)\n"
                           ".input edge\n.output reach\n.printsize reach\n"
                           "reach(x, y) :- edge(x, y).\nreach(x, z) :- reach(x, y), edge(y, z).\n")
        run = dictum("run", str(program), "-F", str(self.folder), "-D", str(self.folder))
        self.assertEqual((run.returncode, run.stdout), (0, b"reach\t3\n"), run.stderr)
        self.assertEqual((self.folder / "reach.csv").read_text(), "a\tb\na\tc\nb\tc\n")

    def test_a_bad_facts_file_is_named_with_its_line(self):
        (self.folder / "n.facts").write_text("1\ntwo\n")
        program = self.folder / "n.dl"
        program.write_text(".decl n(x: number)\n.input n\n.printsize n\n")
        run = dictum("run", str(program), "-F", str(self.folder))
        self.assertEqual(run.returncode, 2)
        self.assertIn(b"n.facts:2:1: error: ", run.stderr)

    def test_hostile_input_ends_with_a_message(self):
        program = self.folder / "hostile.dl"
        for text in [b"\xff\xfe\x00", b"(" * 1_000_000, b".decl p(x: number)\np(" + b"(" * 10_000,
                     b"\xef\xbb\xbf.decl p(x: number)\r\np(\"", b"p" * 10_000_000]:
            program.write_bytes(text)
            run = dictum("run", str(program))
            self.assertEqual(run.returncode, 2, (text[:20], run.stderr[:200]))
            self.assertIn(b"hostile.dl:", run.stderr)

    def test_hostile_questions_are_unknown(self):
        for question in ["", " ", "?" * 5000, "\u202e\u200b", "钱" * 20_000,
                         "'; DROP TABLE claim; --", "{bread}", "\x1b[31m"]:
            run = self.ask(question)
            self.assertEqual(run.returncode, 1, (question[:20], run.stderr))
            self.assertNotIn(b"\x1b", run.stdout)

    def test_full_disk_is_an_error(self):
        with open("/dev/full", "w") as full:
            run = subprocess.run([DICTUM, "ask", "贝果多少钱?", "--pack", str(self.pack)],
                                 stdout=full, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(run.returncode, 2)

    def test_help_and_version(self):
        for arguments in [["--help"], ["ask", "--help"], ["--version"]]:
            run = dictum(*arguments)
            self.assertEqual((run.returncode, run.stderr), (0, b""), arguments)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=1)
