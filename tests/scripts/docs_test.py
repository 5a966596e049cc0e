#!/usr/bin/env python3
"""Runs every command that the docs show: docs_test.py DICTUM.

In README.md and docs/*.md, a block fenced with ```console holds lines `$ command` and, below each,
what it prints (standard output, then standard error), exactly; a line `...` stands for any lines.
Commands run in one scratch folder a page, with `dictum` on the PATH; a block fenced with
```toml title=NAME, ```prolog title=NAME or ```text title=NAME is written to that file first. The page
on embedding is run by install_test.py, where the library is installed.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^```(\w*)(?: title=(\S+))?\n(.*?)^```$", re.M | re.S)


def commands(block):
    command, wanted = None, []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command is not None:
                yield command, wanted
            command, wanted = line[2:], []
        else:
            wanted.append(line)
    if command is not None:
        yield command, wanted


def agrees(wanted, got):
    """Whether `got` is `wanted`, where a line `...` stands for any number of lines."""
    pattern = "".join("(?:.*\n)*?" if line == "..." else re.escape(line) + "\n" for line in wanted)
    return re.fullmatch(pattern, "".join(line + "\n" for line in got)) is not None


def check_page(page, dictum, base_env=None):
    failures, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        env = dict(base_env or os.environ, PATH=f"{dictum.parent}:{os.environ['PATH']}", NO_COLOR="1",
                   LC_ALL="C.UTF-8")
        for kind, title, block in FENCE.findall(page.read_text(encoding="utf-8")):
            if title:
                target = pathlib.Path(folder, title)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(block, encoding="utf-8")
            if kind != "console":
                continue
            for command, wanted in commands(block):
                if command.startswith("./dev"):
                    continue  # the set-up itself; it runs this test
                count += 1
                run = subprocess.run(["bash", "-c", command], cwd=folder, env=env, timeout=120,
                                     stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
                got = [line.rstrip() for line in run.stdout.splitlines()]
                if not agrees([line.rstrip() for line in wanted], got):
                    failures.append(f"{page.relative_to(ROOT)}: $ {command}\n  expected:\n    " +
                                    "\n    ".join(wanted) + "\n  got:\n    " + "\n    ".join(got))
    return count, failures


def main():
    dictum = pathlib.Path(sys.argv[1]).resolve()
    count, failures = 0, []
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        if page.name == "embedding.md":
            continue
        ran, failed = check_page(page, dictum)
        count += ran
        failures += failed
    print("\n".join(failures) if failures else f"docs: {count} commands do what the pages say")
    return 1 if failures or count == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
