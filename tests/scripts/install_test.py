#!/usr/bin/env python3
"""The library as it is installed: what it exports, how big it is, and programs built against it.

install_test.py DICTUM: installs from the build folder of DICTUM to a scratch folder, builds
examples/ there by find_package and by pkg-config, and compares what they print with the command
line. The stripped shared library may not outgrow SIZE_MAX.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import docs_test  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
DICTUM = pathlib.Path(sys.argv[1]).resolve()
PACK = str(ROOT / "rules/domestic-compute")
QUESTION = "What does an A100 server cost?"
SIZE_MAX = 5_000_000


def run(*command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                          timeout=300, **more)
    if done.returncode != 0:
        raise AssertionError(f"{command}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def sanitized():
    cache = (DICTUM.parent / "CMakeCache.txt").read_text(encoding="utf-8")
    return re.search(r"^DICTUM_SANITIZE:\w+=(.+)$", cache, re.M) is not None


def declared():
    header = (ROOT / "embed/dictum.h").read_text(encoding="utf-8")
    header = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    return set(re.findall(r"DICTUM_API\b[^;]*?\b(dictum_\w+)\s*\(", header))


@unittest.skipIf(sanitized(), "programs without sanitizers can't link a library with them")
class Installed(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.prefix = pathlib.Path(cls.scratch.name, "usr")
        run("cmake", "--install", DICTUM.parent, "--prefix", cls.prefix)
        cls.library = next(cls.prefix.rglob("libdictum.so"))
        cls.env = dict(os.environ, LD_LIBRARY_PATH=str(cls.library.parent),
                       PKG_CONFIG_PATH=str(cls.library.parent / "pkgconfig"))

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def test_exported_are_exactly_the_functions_of_the_header(self):
        lines = run("nm", "-D", "--defined-only", self.library).splitlines()
        exported = {line.split()[-1].split("@")[0] for line in lines}
        self.assertEqual(exported, declared())

    def test_headers_are_installed_and_nothing_else(self):
        headers = sorted(p.name for p in (self.prefix / "include").rglob("*"))
        self.assertEqual(headers, ["dictum.h", "dictum.hpp"])

    def test_the_stripped_library_is_small(self):
        stripped = pathlib.Path(self.scratch.name, "stripped.so")
        run("strip", "-o", stripped, self.library)
        self.assertLess(stripped.stat().st_size, SIZE_MAX)

    def test_examples_build_by_find_package(self):
        build = pathlib.Path(self.scratch.name, "examples")
        run("cmake", "-S", ROOT / "examples", "-B", build, "-G", "Ninja",
            f"-DCMAKE_PREFIX_PATH={self.prefix}")
        run("cmake", "--build", build)
        asked = run(build / "ask", PACK, QUESTION, env=self.env)
        self.assertEqual(asked, run(DICTUM, "ask", QUESTION, "--pack", PACK, "--json"))
        shown = run(build / "prices", PACK, env=self.env)
        self.assertIn("ascend 1.2e+06..1.4e+06 CNY\n", shown)
        self.assertIn("bound: 1200000..1400000CNY\n", shown)
        self.assertIn("did you mean `ascend`?", shown)
        self.assertIn("with the assumed one: 2\n", shown)
        self.assertEqual(run(build / "prices_static", PACK), shown)

    def test_a_c_program_builds_by_pkg_config(self):
        if shutil.which("gcc") is None:
            self.skipTest("there is no gcc")
        program = pathlib.Path(self.scratch.name, "ask")
        flags = run("pkg-config", "--cflags", "--libs", "dictum", env=self.env).split()
        run("gcc", "-std=c99", "-Wall", "-Werror", ROOT / "examples/ask.c", "-o", program, *flags)
        self.assertIn('"schema_version": 1', run(program, PACK, QUESTION, env=self.env))


    def test_the_page_on_embedding_does_what_it_says(self):
        env = dict(self.env, CMAKE_PREFIX_PATH=str(self.prefix), PYTHONDONTWRITEBYTECODE="1",
                   PYTHONPATH=str(ROOT / "python"), DICTUM_LIBRARY=str(self.library),
                   DICTUM_EXTENSION=str(self.library.parent / "dictum/dictum"))
        count, failures = docs_test.check_page(ROOT / "docs/embedding.md",
                                               self.prefix / "bin/dictum", env)
        self.assertEqual("\n".join(failures), "")
        self.assertGreater(count, 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
