#!/usr/bin/env python3
"""Measures Dictum beside the peers that are on the PATH: bench.py DICTUM [RUNS] [DECIDE_DRIVER].

Every workload is made here, deterministically; every count is checked; the table holds medians of
whole processes in seconds, and the ratio to Dictum. A peer that isn't installed is left out.
"""
import pathlib
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import decide

REACH = """.decl edge(x: number, y: number)
.decl path(x: number, y: number)
.input edge
path(x, y) :- edge(x, y).
path(x, z) :- path(x, y), edge(y, z).
.printsize path
"""
REACH_SQL = """CREATE TABLE edge(x INTEGER, y INTEGER);
.mode tabs
.import edge.facts edge
CREATE INDEX edge_x ON edge(x);
WITH RECURSIVE path(x, y) AS (SELECT x, y FROM edge
  UNION SELECT path.x, edge.y FROM path JOIN edge ON path.y = edge.x)
SELECT 'path', count(*) FROM path;
"""


def random_graph(nodes, edges):
    source = random.Random(7)
    return sorted({(source.randrange(nodes), source.randrange(nodes)) for _ in range(edges)})


def chain(nodes):
    return [(i, i + 1) for i in range(nodes)] + [(i, i + 3) for i in range(0, nodes - 3, 7)]


WORKLOADS = {"closure, random graph": random_graph(600, 1200), "closure, chain": chain(700)}


def timed(command, folder, runs):
    seconds, output = [], ""
    for _ in range(runs):
        start = time.perf_counter()
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, shell=True)
        seconds.append(time.perf_counter() - start)
        output = run.stdout
    return statistics.median(seconds), output.split()[-1] if output.split() else "none"


def closure(dictum, runs):
    for name, edges in WORKLOADS.items():
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            (root / "edge.facts").write_text("".join(f"{x}\t{y}\n" for x, y in edges))
            (root / "reach.dl").write_text(REACH)
            (root / "reach.sql").write_text(REACH_SQL)
            peers = {"dictum": f"{dictum} run reach.dl -F . -D ."}
            if shutil.which("sqlite3"):
                peers["sqlite3"] = "sqlite3 :memory: < reach.sql"
            if shutil.which("souffle"):
                peers["souffle"] = "souffle -F . -D . reach.dl"
            report(name, {peer: timed(command, root, runs) for peer, command in peers.items()})


def cold_start(dictum, runs):
    asked = f"{dictum} ask 'A100八卡服务器多少钱?' --json"
    seconds, _ = timed(asked, ".", runs * 4)
    print(f"{'one question, whole process':30} dictum {seconds:8.4f} s")


def report(name, results):
    counts = {count for _, count in results.values()}
    if len(counts) != 1:
        sys.exit(f"{name}: counts differ: {results}")
    own = results["dictum"][0]
    cells = "  ".join(f"{peer} {seconds:8.4f} s (x{seconds / own:.2f})"
                      for peer, (seconds, _) in results.items())
    print(f"{name:30} {cells}  [{counts.pop()}]")


def main():
    dictum = pathlib.Path(sys.argv[1]).resolve()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(f"{platform.machine()}, medians of {runs} runs of whole processes")
    closure(dictum, runs)
    cold_start(dictum, runs)
    if len(sys.argv) > 3:
        decide.decisions(dictum, pathlib.Path(sys.argv[3]).resolve())


if __name__ == "__main__":
    main()
