#!/usr/bin/env python3
"""`dictum repl` under a pipe: questions that lean on the one before, and commands. repl_test.py DICTUM."""
import pathlib
import subprocess
import sys
import unittest

DICTUM = str(pathlib.Path(sys.argv[1]).resolve())
FERRIES = str(pathlib.Path(__file__).resolve().parent.parent / "packs" / "ferries")  # made up


def typed(*lines):
    run = subprocess.run([DICTUM, "repl", "--pack", FERRIES], input="\n".join(lines) + "\n",
                         capture_output=True, encoding="utf-8", timeout=60)
    return run.returncode, run.stdout, run.stderr


class Repl(unittest.TestCase):
    def test_answers_line_by_line(self):
        code, out, _ = typed("北星的份额是多少?", "", "Who builds boats for Blue Wave?")
        self.assertEqual(code, 0)
        self.assertIn("北星航运占客运市场的55%。", out)
        self.assertIn("South Bank Shipyard builds boats for Blue Wave Ferries.", out)

    def test_a_follow_up_keeps_the_subject(self):
        _, out, _ = typed("北星的份额是多少?", "那蓝浪呢?")
        self.assertIn("蓝浪轮渡占客运市场的30%。", out)
        _, out, _ = typed("Which boats do commuters prefer?", "And tourists?")
        self.assertIn("Tourists prefer diesel boats.", out)
        _, out, _ = typed("老港的份额是多少?", "它用的是什么船?")
        self.assertIn("老港客运用的是柴油船。", out)

    def test_what_cannot_be_read_does_not_change_the_subject(self):
        _, out, _ = typed("北星的份额是多少?", "那红鸥呢?", "那老港呢?")
        self.assertIn("老港客运占客运市场的15%", out)

    def test_commands(self):
        _, out, _ = typed("北星的份额是多少?", ".why")
        self.assertIn("「北星占客运市场的55%」", out)
        _, out, _ = typed("serves(\"old_harbour\", \"night\")", ".whynot")
        self.assertIn("serves(\"old_harbour\", \"night\")", out)
        _, out, _ = typed(".help")
        self.assertIn(".whynot", out)
        code, out, error = typed(".nonsense", ".why", ".quit", "北星的份额是多少?")
        self.assertEqual((code, out), (0, ""))
        self.assertIn(".nonsense is no command", error)
        self.assertIn("ask first", error)

    def test_a_mistake_in_a_goal_does_not_end_it(self):
        code, out, error = typed("serves(\"old_harbor\", route)", "老港用的是什么船?")
        self.assertEqual(code, 0)
        self.assertIn("old_harbour", error)
        self.assertIn("柴油船", out)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
