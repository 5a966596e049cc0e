#!/usr/bin/env python3
"""`dictum decide` as a user meets it: streams, forms, exit codes. decide_test.py DICTUM."""
import csv
import io
import json
import pathlib
import resource
import subprocess
import sys
import tempfile
import unittest

DICTUM = str(pathlib.Path(sys.argv[1]).resolve())
# The first lines say that the material is made up.
PACK = """# A made-up pack about fees.
[pack]
name = "fees"

[[relation]]
name = "fee"
columns = ["fee: number", "note: symbol"]

[[table]]
id = "fee"
concludes = "fee(fee, note)"
hit = "first"
inputs = ["client: symbol", "amount: number"]
outputs = ["fee: number", "note: symbol"]
rows = [
  { when = ['"=bank"', '-'], then = ['5', '"=1+1"'] },
  { when = ['-', '< 10'], then = ['1', '"small | new"'] },
  { when = ['-', '10..20'], then = ['amount', 'cat(client, "!")'] },
]
"""


class Decide(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        (self.folder / "pack.toml").write_text(PACK, encoding="utf-8")

    def tearDown(self):
        self.scratch.cleanup()

    def decide(self, records, *more, **options):
        return subprocess.run([DICTUM, "decide", "fee", "--pack", str(self.folder), *more],
                              input=records.encode(), capture_output=True, timeout=120, **options)

    def test_exit_codes(self):
        for records, code in [("client,amount\n=bank,\n", 0), ("client,amount\nshop,99\n", 0),
                              ("client,amount\nshop,\n", 1), ("client,amount\nshop,x\n", 2),
                              ("", 2), ("client,amount\n", 0), ("{}", 1), ("{", 2)]:
            run = self.decide(records)
            self.assertEqual(run.returncode, code, (records, run.stderr))
        self.assertEqual(self.decide("", "-i", "no/such.csv").returncode, 2)
        self.assertEqual(self.decide("", "-i", str(self.folder)).returncode, 2)

    def test_forms(self):
        records = '{"client": "=bank"}\n{"client": "s", "amount": 3}\n{"amount": 50}\n'
        lines = self.decide(records).stdout.decode().splitlines()
        statuses = [json.loads(line)["status"] for line in lines]
        self.assertEqual(statuses, ["decided", "decided", "unknown"])
        whole = json.loads(self.decide(records, "--format", "json").stdout)
        self.assertEqual((whole["table"], whole["complete"]), ("fee", True))
        self.assertEqual([d["status"] for d in whole["decisions"]], statuses)
        rows = list(csv.DictReader(io.StringIO(
            self.decide(records, "--format", "csv").stdout.decode())))
        self.assertEqual(rows[0]["note"], "'=1+1")  # no formula for a spreadsheet to run
        self.assertEqual(rows[1]["rows"], "fee/2")
        markdown = self.decide(records, "--format", "markdown").stdout.decode()
        self.assertIn("small \\| new", markdown)
        self.assertIn("┌", self.decide(records, "--format", "table").stdout.decode())

    def test_forms_of_input(self):
        csv_file = self.folder / "in.csv"
        csv_file.write_bytes(b"\xef\xbb\xbfamount,client\r\n15,\"a,\n\"\"b\"\"\"\r\n\r\n")
        run = self.decide("", "-i", str(csv_file))
        self.assertEqual(json.loads(run.stdout)["outcome"]["note"]["id"], 'a,\n"b"!')
        line_file = self.folder / "in.ndjson"
        line_file.write_bytes(b"\xef\xbb\xbf\n {\"amount\": 15, \"client\": \"\\u5546\\ud83c\\udf75\"}\r\n")
        run = self.decide("", "-i", str(line_file))
        self.assertEqual(json.loads(run.stdout)["outcome"]["note"]["id"], "商🍵!")
        run = self.decide('{"amount": 15}\n', "--input-format", "csv")
        self.assertEqual(run.returncode, 2)

    def test_what_was_decided_before_a_mistake_is_there_and_counted(self):
        records = "client,amount\n" + "s,3\n" * 70_000 + "s,x\n" + "s,3\n" * 10
        run = self.decide(records)
        self.assertEqual(run.returncode, 2)
        self.assertEqual(len(run.stdout.splitlines()), 70_000)
        self.assertIn(b"standard input:70002:3: error: `amount`", run.stderr)
        self.assertIn(b"stopped after 70000 decisions", run.stderr)
        whole = json.loads(self.decide(records, "--format", "json").stdout)
        self.assertEqual((len(whole["decisions"]), whole["complete"]), (70_000, False))

    def test_records_across_blocks(self):
        record = '"' + 'long "" text, and\nlines ' * 40 + '",3\n'
        run = self.decide("client,amount\n" + record * 2_000 + "s,x\n")
        self.assertEqual(len(run.stdout.splitlines()), 2_000)
        lines = record.count("\n") * 2_000 + 2
        self.assertIn(f"standard input:{lines}:3: error".encode(), run.stderr)

    def test_memory_does_not_grow(self):
        with open(DICTUM, "rb") as program:
            if b"__asan_init" in program.read():
                self.skipTest("the address sanitizer maps more than any limit allows")
        limit = 100 << 20
        records = "client,amount\n" + "".join(f"client {i},{i % 20}\n" for i in range(600_000))
        run = self.decide(records, preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_AS, (limit, limit)))
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(len(run.stdout.splitlines()), 600_000)

    def test_bytes_that_are_no_text(self):
        for bad in [b"client,amount\n\xff,3\n", b"{\"client\": \"\xc3\"}\n", b"client\n\x00\n"]:
            run = subprocess.run([DICTUM, "decide", "fee", "--pack", str(self.folder)], input=bad,
                                 capture_output=True, timeout=60)
            self.assertEqual(run.returncode, 2, bad)
            self.assertIn(b"not UTF-8", run.stderr)

    def test_full_disk_is_an_error(self):
        with open("/dev/full", "w") as full:
            run = subprocess.run([DICTUM, "decide", "fee", "--pack", str(self.folder)],
                                 input=b"client,amount\n=bank,\n", stdout=full,
                                 stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(run.returncode, 2)

    def test_what_is_known_goes_out_before_more_is_waited_for(self):
        with subprocess.Popen([DICTUM, "decide", "fee", "--pack", str(self.folder)],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE) as run:
            for amount in (3, 4):
                run.stdin.write(b'{"client": "s", "amount": %d}\n' % amount)
                run.stdin.flush()
                self.assertEqual(json.loads(run.stdout.readline())["status"], "decided")
            run.stdin.close()

    def test_a_base_decides_as_its_pack_does(self):
        base = str(self.folder / "fees.kb")
        subprocess.run([DICTUM, "load", str(self.folder), "--kb", base], check=True,
                       stderr=subprocess.DEVNULL)
        records = "client,amount\n=bank,1\ns,3\ns,15\ns,\n"
        run = subprocess.run([DICTUM, "decide", "fee", "--kb", base], input=records.encode(),
                             capture_output=True, timeout=60)
        self.assertEqual(run.stdout, self.decide(records).stdout)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]], verbosity=1)
