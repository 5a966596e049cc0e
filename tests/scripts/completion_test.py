#!/usr/bin/env python3
"""Completions in the shells that are there, the man page, the version. completion_test.py DICTUM."""
import pathlib
import re
import shutil
import subprocess
import sys
import unittest

DICTUM = str(pathlib.Path(sys.argv[1]).resolve())


def printed(*arguments):
    return subprocess.run([DICTUM, *arguments], capture_output=True, text=True, timeout=60,
                          check=True).stdout


def commands():
    return re.findall(r"^  ([a-z]+) ", printed("--help").split("Subcommands:")[1], re.M)


class Completion(unittest.TestCase):
    def bash(self, *words):
        script = (f"{printed('completion', 'bash')}\nCOMP_WORDS=({' '.join(words)} '')\n"
                  f"COMP_CWORD={len(words)}\n_dictum\nprintf '%s\\n' \"${{COMPREPLY[@]}}\"")
        done = subprocess.run(["bash", "-eu", "-c", script], capture_output=True, text=True)
        self.assertEqual(done.stderr, "")
        return done.stdout.split()

    def test_bash_completes_commands_and_values(self):
        self.assertLessEqual(set(commands()), set(self.bash("dictum")))
        self.assertEqual(self.bash("dictum", "query", "--lang"), ["zh", "en"])
        self.assertIn("markdown", self.bash("dictum", "ask", "--format"))
        self.assertIn("forecast", self.bash("dictum", "why", "--at-least"))

    def test_other_shells_accept_their_scripts(self):
        for shell, flags in [("zsh", ["-n"]), ("fish", ["--no-execute"])]:
            script = printed("completion", shell)
            for command in commands():
                self.assertIn(command, script)
            if shutil.which(shell):
                done = subprocess.run([shell, *flags], input=script, capture_output=True,
                                      text=True)
                self.assertEqual(done.stderr, "", shell)

    def test_an_unknown_shell_is_a_usage_error(self):
        done = subprocess.run([DICTUM, "completion", "csh"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)

    def test_the_man_page_names_every_command(self):
        page = printed("completion", "man")
        for command in commands():
            self.assertIn(f".SS dictum {command}", page)
        if shutil.which("groff"):
            done = subprocess.run(["groff", "-man", "-Kutf8", "-Tutf8", "-ww"], input=page,
                                  capture_output=True, text=True)
            self.assertEqual(done.stderr, "")

    def test_the_version_names_the_parts(self):
        version = printed("--version")
        self.assertRegex(version, r"^dictum \d+\.\d+\.\d+\nSQLite \d")
        self.assertIn("toml++", version)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
