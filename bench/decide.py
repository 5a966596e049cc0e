"""Decisions a second by the number of rows, in a batch and one at a time, beside Zen and CLIPS on
the same data; and records a second of `dictum decide`. Sums of outcomes are checked everywhere.

Zen is looked for in the folder that DICTUM_BENCH_NPM names (npm install @gorules/zen-engine there);
CLIPS is Debian's `clips`. CLIPS orders at most 20,001 rules by salience: larger tables are beyond
it. Rates are of processor time, except CLIPS's, which are of wall time.
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import decide_data as data

ROWS = [10, 200, 10_000, 100_000]
INPUTS = 20_000
PEER_WORK = 20_000_000  # rows that a peer may have to look at, all decisions together
STREAMED = 1_000_000
HERE = pathlib.Path(__file__).resolve().parent


def run_json(command, folder, limit=600):
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=limit)
    if run.returncode != 0:
        sys.exit(f"{command[0]} failed in {folder}: {run.stderr.strip()[-400:]}")
    return json.loads(run.stdout.strip().splitlines()[-1])


def expected(rows, inputs):
    return sum(rows[data.first_row(rows, x)][5] for x in inputs)


def check(name, got, wanted):
    if got != wanted:
        sys.exit(f"{name} decides otherwise: the sum is {got}, and should be {wanted}")


def zen(folder, rows, inputs):
    modules = os.environ.get("DICTUM_BENCH_NPM", "")
    installed = pathlib.Path(modules, "node_modules", "@gorules", "zen-engine")
    if not shutil.which("node") or not modules or not installed.is_dir():
        return None
    count = max(20, min(len(inputs), PEER_WORK // len(rows) // 10))
    data.write_zen(folder, rows, inputs[:count])
    got = run_json(["node", str(HERE / "zen.mjs"), str(folder), str(count), modules], folder)
    check("zen", got["sum"], expected(rows, inputs[:count]))
    return got["rate"]


def clips(folder, rows, inputs):
    if not shutil.which("clips") or len(rows) > 20_000:
        return None
    count = max(20, min(2_000, PEER_WORK // len(rows)))
    data.write_clips(folder, rows, inputs[:count])
    got = run_json(["clips", "-f2", str(HERE / "decide.clp")], folder)
    check("clips", got["sum"], expected(rows, inputs[:count]))
    return got["rate"]


def shown(rate):
    if rate is None:
        return f"{'-':>9}"
    for scale, letter in ((1e6, "M"), (1e3, "k")):
        if rate >= scale:
            return f"{rate / scale:8.1f}{letter}"
    return f"{rate:9.0f}"


def measure(driver, shape, count):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        rows = data.make_rows(shape, count)
        inputs = data.make_inputs(shape, rows, INPUTS)
        data.write_dictum(folder, rows, inputs)
        own = run_json([str(driver), "rows.tsv", "inputs.tsv", "1"], folder)
        if not own["agree"]:
            sys.exit("a batch and single decisions differ")
        if count <= 200:
            check("dictum", own["sum"], expected(rows, inputs))
        peers = (zen(folder, rows, inputs), clips(folder, rows, inputs)) \
            if shape == "mixed" else (None, None)
        print(f"{shape:8} {count:>7} {shown(own['batch'])} {shown(own['single'])} "
              f"{shown(own['missing'])} {shown(peers[0])} {shown(peers[1])}   "
              f"{own['make_seconds']:6.2f} s {own['bytes'] / 1e6:6.1f} MB")


def stream(dictum):
    """Whole processes, start and the pack's check included."""
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        rows = data.make_rows("mixed", 200)
        inputs = data.make_inputs("mixed", rows, INPUTS)
        data.write_dictum(folder, rows, inputs * (STREAMED // INPUTS))
        for form in ("csv", "ndjson"):
            with open(folder / "out", "w") as out:
                run = subprocess.Popen([str(dictum), "decide", "limits", "--pack", "pack",
                                        "--format", form, "-i", f"inputs.{form}"], cwd=folder,
                                       stdout=out)
                _, status, used = os.wait4(run.pid, 0)
            if status != 0:
                sys.exit("dictum decide failed")
            seconds = used.ru_utime + used.ru_stime
            print(f"dictum decide, {form:6} in and out, 200 rows, {STREAMED} records: "
                  f"{STREAMED / seconds / 1e3:.0f} k records/s")


def decisions(dictum, driver):
    print("\ndecisions a second: batch, one at a time, first input missing; Zen, CLIPS; "
          "to compile")
    for shape in data.SHAPES:
        for count in ROWS:
            measure(driver, shape, count)
    if not os.environ.get("DICTUM_BENCH_NPM"):
        print("Zen is left out: DICTUM_BENCH_NPM names no folder with it")
    if not shutil.which("clips"):
        print("CLIPS is left out: it is not installed")
    stream(dictum)


if __name__ == "__main__":
    decisions(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve())
