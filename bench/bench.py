#!/usr/bin/env python3
"""Measures Dictum beside the peers that are on the PATH: bench.py DICTUM [RUNS] [DECIDE_DRIVER].

Every workload is made here, deterministically; every count is checked. The table holds medians of
whole processes, from text files: CPU seconds (user and system), peak memory, and how many times
Dictum's seconds a peer takes. A peer that isn't installed is left out.
"""
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

import decide
import workloads

SLOW = 4.0  # seconds: a peer that takes longer runs once
LIMITS = "--limit-megabytes 8000 --limit-seconds 600"
PEERS = {
    "sqlite3": "sqlite3 :memory: < program.sql",
    "souffle": "souffle -F . -D . program.dl",
}


class Usage:
    """CPU seconds and peak megabytes of each run of a command, and the last word it printed."""

    def __init__(self, command, folder, runs, patience=None):
        self.seconds, self.megabytes, self.last = [], [], "none"
        for _ in range(runs):
            with tempfile.TemporaryFile() as output:
                process = subprocess.Popen(command, cwd=folder, shell=True, stdout=output)
                _, status, used = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                output.seek(0)
                words = output.read().split()
            self.last = words[-1].decode() if words else "none"
            self.seconds.append(used.ru_utime + used.ru_stime)
            self.megabytes.append(used.ru_maxrss / 1024)
            if patience and self.seconds[-1] > patience:
                break

    @property
    def median(self):
        return statistics.median(self.seconds)

    def cell(self):
        return f"{self.median:7.2f} s {statistics.median(self.megabytes):5.0f} MB"


def bulk(dictum, runs):
    for name, (_, _, sql, count) in workloads.WORKLOADS.items():
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            # In a process of its own: what this one holds would count as a child's peak.
            subprocess.run([sys.executable, workloads.__file__, name, folder], check=True)
            results = {"dictum": Usage(f"exec {dictum} run program.dl -F . -D . {LIMITS}", root,
                                       runs)}
            for peer, command in PEERS.items():
                if shutil.which(peer) and (sql or peer != "sqlite3"):
                    results[peer] = Usage(f"exec {command}", root, runs, SLOW)
        report(name, results, count)


def cold_start(dictum, runs):
    asked = Usage(f"exec {dictum} ask 'A100八卡服务器多少钱?' --json", ".", runs * 4)
    print(f"{'one question':20} dictum {asked.median:8.4f} s")


def report(name, results, count):
    wrong = {engine: usage.last for engine, usage in results.items() if usage.last != str(count)}
    if wrong:
        sys.exit(f"{name}: {wrong}, and should be {count}")
    own = results["dictum"].median
    cells = [f"{engine} {usage.cell()}" +
             ("" if engine == "dictum" else f" (x{usage.median / own:.1f})")
             for engine, usage in results.items()]
    print(f"{name:20} {count:9}  " + "  ".join(cells), flush=True)


def main():
    dictum = pathlib.Path(sys.argv[1]).resolve()
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(f"{platform.machine()}, medians of {runs} runs of whole processes, CPU seconds")
    bulk(dictum, runs)
    cold_start(dictum, runs)
    if len(sys.argv) > 3:
        decide.decisions(dictum, pathlib.Path(sys.argv[3]).resolve())


if __name__ == "__main__":
    main()
