#!/usr/bin/env python3
"""The extension of SQLite in the sqlite3 shell, over the database it is loaded into.

extension_test.py DICTUM: dictum.so lies beside DICTUM.
"""
import json
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
DICTUM = pathlib.Path(sys.argv[1]).resolve()
EXTENSION = DICTUM.parent / "dictum.so"
PACK = str(ROOT / "rules/domestic-compute")
QUESTION = "What does an A100 server cost?"
CACHE = (DICTUM.parent / "CMakeCache.txt").read_text(encoding="utf-8")
if re.search(r"^DICTUM_SANITIZE:\w+=(.+)$", CACHE, re.M) or shutil.which("sqlite3") is None:
    print("skipped: needs the sqlite3 shell, and a build without sanitizers")
    sys.exit(0)


class Extension(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        cls.base = str(pathlib.Path(cls.scratch.name, "kb.db"))
        subprocess.run([str(DICTUM), "load", PACK, "--kb", cls.base], check=True,
                       capture_output=True, timeout=60)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def run_sql(self, sql, base=None):
        return subprocess.run(["sqlite3", "-json", base or self.base], text=True, timeout=60,
                              capture_output=True, input=f".load {EXTENSION}\n{sql}\n")

    def rows(self, sql):
        done = self.run_sql(sql)
        self.assertEqual(done.stderr, "")
        return [row for line in re.findall(r"\[.*?\]\n", done.stdout, re.S)
                for row in json.loads(line)]

    def refused(self, sql, base=None):
        done = self.run_sql(sql, base)
        self.assertNotEqual(done.stderr, "", done.stdout)
        return done.stderr

    def printed(self, *arguments):
        return subprocess.run([str(DICTUM), *arguments, "--json", "--kb", self.base], text=True,
                              capture_output=True, timeout=60).stdout.rstrip("\n")

    def test_a_goal_is_a_table(self):
        rows = self.rows("select c1, c2, c2_lo, c2_hi from "
                         "dictum_query('server_price(server, price)') order by c1;")
        self.assertEqual([row["c1"] for row in rows], ["a100", "ascend", "domestic"])
        self.assertEqual(rows[1]["c2"], "1200000..1400000CNY")
        self.assertEqual((rows[1]["c2_lo"], rows[1]["c2_hi"]), (1200000, 1400000))

    def test_a_where_is_a_bound_argument(self):
        sql = "from dictum_query('server_price(server, price)') where c1 = '{}';"
        self.assertEqual(len(self.rows("select * " + sql.format("a100"))), 1)
        # What is no id, or only a name of one, is equal to no row.
        self.assertEqual(self.rows("select * " + sql.format("no such server")), [])
        self.assertEqual(self.rows("select * " + sql.format("昇腾")), [])
        plan = self.run_sql("explain query plan select * " + sql.format("a100")).stdout
        self.assertIn("VIRTUAL TABLE INDEX 0:a", plan)

    def test_goals_join_with_tables(self):
        rows = self.rows("create temp table mine(server); insert into mine values "
                         "('ascend'), ('a100'), ('none'); select mine.server, q.c2_hi from mine, "
                         "dictum_query('server_price(server, price)') q where q.c1 = mine.server "
                         "order by 1;")
        self.assertEqual([(row["server"], row["c2_hi"]) for row in rows],
                         [("a100", 1800000), ("ascend", 1400000)])
        rows = self.rows("select count(*) as n from dictum_query('server_price(s, p)') a, "
                         "dictum_query('server_price(s, p)') b;")
        self.assertEqual(rows, [{"n": 9}])

    def test_questions_and_proofs(self):
        row = self.rows(f"select * from dictum_ask('{QUESTION}');")[0]
        self.assertEqual(row["status"], "answered")
        self.assertEqual(row["json"], self.printed("ask", QUESTION))
        self.assertEqual(row["text"], json.loads(row["json"])["text"])
        goal = 'server_price("a100", p)'
        row = self.rows(f"select * from dictum_why('{goal}');")[0]
        self.assertEqual(row["json"], self.printed("why", goal))
        self.assertIn("qa-8", row["text"])

    def test_mistakes_are_errors_of_the_statement(self):
        self.assertIn("did you mean `server_price`",
                      self.refused("select * from dictum_query('server_prise(s, p)');"))
        self.refused("select * from dictum_query;")
        self.refused("select * from dictum_ask;")
        other = str(pathlib.Path(self.scratch.name, "other.db"))
        self.assertIn("knowledge base", self.refused("select * from dictum_ask('x');", other))
        sqlite3.connect(other).execute("create table t(x)")
        self.assertIn("knowledge base", self.refused("select * from dictum_ask('x');", other))

    def test_what_changes_is_seen(self):
        copy = str(pathlib.Path(self.scratch.name, "copy.db"))
        shutil.copy(self.base, copy)
        done = self.run_sql("select count(*) as n from dictum_query('server_price(s, p)');\n"
                            "delete from r_server_price where server = 'ascend';\n"
                            "select count(*) as n from dictum_query('server_price(s, p)');", copy)
        self.assertEqual(done.stdout.split(), ['[{"n":3}]', '[{"n":2}]'], done.stderr)

    def test_it_loads_into_python(self):
        host = sqlite3.connect(self.base)
        if not hasattr(host, "enable_load_extension"):
            self.skipTest("this Python loads no extensions")
        host.enable_load_extension(True)
        host.load_extension(str(EXTENSION))
        rows = host.execute("select c1 from dictum_query(?) where c1 = ?",
                            ("server_price(server, price)", "a100")).fetchall()
        self.assertEqual(rows, [("a100",)])
        host.close()


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
