#!/usr/bin/env python3
"""A knowledge base file looked after from the command line: checked, copied, changed claim by
claim, read while it is written, and brought up to date. base_test.py DICTUM.
"""
import gzip
import json
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import unittest

DICTUM = str(pathlib.Path(sys.argv[1]).resolve())
ROOT = pathlib.Path(__file__).resolve().parents[2]
DAY = 86_400
FIRST = 1_717_200_000  # 2024-06-01
# The first lines say that the material is made up.
PACK = """# A made-up pack about teas.
[pack]
name = "tea"
title = "Made-up teas"

[[source]]
id = "call"
title = "A made-up call"
date = 2024-05-01
text = "minutes.md"

[[source]]
id = "letter"
title = "A made-up letter"
date = 2024-05-02
text = "letter.md"

[[entity]]
id = "oolong"
type = "tea"
names = ["乌龙茶", "oolong tea"]

[[entity]]
id = "green"
type = "tea"
names = ["绿茶", "green tea"]

[[relation]]
name = "price"
about = { zh = "茶价", en = "the price of a tea" }
columns = ["tea: tea", "price: CNY"]
key = ["tea"]
asks = ["多少钱", "price", "cost"]
says = { zh = "{tea}卖{price}", en = "{tea} costs {price}" }

[[relation]]
name = "dearer"
columns = ["tea: tea", "other: tea"]

[[claim]]
id = "oolong-price"
fact = 'price("oolong", 80元)'
cite = "call p1"
quote = "乌龙茶大约八十元"
modality = "estimate"

[[claim]]
id = "green-price"
fact = 'price("green", 50元)'
cites = [{ at = "call p1", quote = "绿茶卖50元" }, { at = "letter p1", quote = "Green is fifty" }]

[[rule]]
id = "dearer"
rule = 'dearer(x, y) :- price(x, p), price(y, q), p > q.'

[[test]]
ask = "oolong tea price?"
expect = { status = "answered", price = "80元" }
"""
MORE = """
[[relation]]
name = "sold"
columns = ["shop: symbol", "on: date", "pieces: number", "share: percent", "open: bool",
           "weight: float", "split: ratio(oolong, green)"]

[[data]]
relation = "sold"
csv = "sold.csv"

[[relation]]
name = "grade"
columns = ["amount: CNY", "grade: symbol"]

[[table]]
id = "grades"
concludes = "grade(amount, grade)"
hit = "first"
inputs = ["amount: CNY"]
outputs = ["grade: symbol"]
rows = [
  { when = [">= 60元"], then = ['"fine"'], cite = "call p1", quote = "乌龙茶", modality = "opinion" },
  { when = ["-"], then = ['"plain"'], note = "the rest", confidence = 0.25 },
]

[[question]]
match = ["{tea}.*(贵|dear)"]
goal = 'dearer({tea}, other)'
"""
CRM = """
[[relation]]
name = "orders"
columns = ["id: number", "tea: tea", "amount: float"]

[[data]]
relation = "orders"
sqlite = "crm.db"
table = "orders"

[[relation]]
name = "big"
columns = ["tea: tea"]

[[rule]]
id = "big"
rule = 'big(t) :- orders(_, t, a), a > 100.0.'
"""
SOLD = """shop,on,pieces,share,open,weight,split
"a, ""quoted""
name",2024-05-01,-3,12.5..20%,true,0.1,9:1
plain,2024-05-02,9223372036854775807,>=3%,false,1e-300,1:2
"",2024-05-03,0,-5..<-2%,true,3,0:1
"""
MINUTES = "# Made-up minutes\n\n## p1\n乌龙茶大约八十元，绿茶卖50元。\n"
LETTER = "# A made-up letter\n\n## p1\nGreen is fifty yuan.\n"


def dictum(*arguments, day=0, **more):
    env = dict(os.environ, SOURCE_DATE_EPOCH=str(FIRST + day * DAY))
    run = subprocess.run([DICTUM, *map(str, arguments)], capture_output=True, timeout=60, env=env,
                         text=True, **more)
    return run.returncode, run.stdout, run.stderr


class Base(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.folder = pathlib.Path(self.scratch.name)
        self.pack = self.folder / "tea"
        self.pack.mkdir()
        (self.pack / "pack.toml").write_text(PACK, encoding="utf-8")
        (self.pack / "minutes.md").write_text(MINUTES, encoding="utf-8")
        (self.pack / "letter.md").write_text(LETTER, encoding="utf-8")
        self.kb = self.folder / "tea.kb"
        self.done("load", self.pack, "--kb", self.kb)

    def tearDown(self):
        self.scratch.cleanup()

    def done(self, *arguments, **more):
        code, out, errors = dictum(*arguments, **more)
        self.assertEqual(code, 0, errors)
        return out

    def refused(self, *arguments, **more):
        code, _, errors = dictum(*arguments, **more)
        self.assertEqual(code, 2, errors)
        return errors

    def rows(self, goal, *more, day=9):
        out = dictum("query", goal, "--kb", self.kb, "--format", "csv", *more, day=day)[1]
        return sorted(line.rsplit(",", 3)[0].replace(" ", "") for line in out.splitlines()[1:])

    def whole(self):
        self.assertEqual(self.done("check", self.kb), f"`{self.kb}` is whole\n")

    # ---- files ----------------------------------------------------------------------------

    def test_nothing_is_left_beside_a_file(self):
        self.done("query", "price(t, p)", "--kb", self.kb)
        self.done("claim", "retract", "green-price", "--kb", self.kb, "--reason", "x")
        names = sorted(path.name for path in self.folder.iterdir())
        self.assertEqual(names, ["tea", "tea.kb"])

    def test_check_names_the_table_that_is_hit(self):
        self.whole()
        with sqlite3.connect(self.kb) as database:
            page = database.execute(
                "SELECT rootpage FROM sqlite_schema WHERE name = 'citation'").fetchone()[0]
            size = database.execute("PRAGMA page_size").fetchone()[0]
        database.close()
        content = bytearray(self.kb.read_bytes())
        content[(page - 1) * size:(page - 1) * size + 16] = b"\xff" * 16
        self.kb.write_bytes(content)
        code, out, _ = dictum("check", self.kb)
        self.assertEqual(code, 1)
        self.assertIn("table `citation`:", out)
        self.assertIn("is damaged", out)
        self.assertIn("damaged", self.refused("query", "price(t, p)", "--kb", self.kb))

    def test_check_reads_what_is_said(self):
        for statement, wanted in (
                ("UPDATE r_price SET price = '70', price_lo = 70, price_hi = 70 WHERE price = '50'",
                 'claim `green-price`: it says price("green", 50CNY), and the relation\'s table '
                 'holds price("green", 70CNY)'),
                ("UPDATE citation SET quote = 'nothing' WHERE turn = 'p1' AND source = 'letter'",
                 "claim `green-price`: what it quotes does not stand in letter p1"),
                ("UPDATE rule SET text = 'dearer(x, y) :- price(x, p).'", "program: kb:rule dearer"),
                ("ALTER TABLE claim ADD COLUMN more TEXT",
                 "table `claim`: it does not have the columns that it should"),
                ("DELETE FROM pack", "table `claim`: a row refers to a row of `pack`")):
            copy = self.folder / "changed.kb"
            copy.write_bytes(self.kb.read_bytes())
            with sqlite3.connect(copy) as database:
                database.execute("PRAGMA foreign_keys = OFF")
                database.execute(statement)
            database.close()
            code, out, _ = dictum("check", copy)
            self.assertEqual(code, 1, statement)
            self.assertIn(wanted, out)

    def test_what_others_put_there_is_told_and_never_run(self):
        with sqlite3.connect(self.kb) as database:
            for statement in ("CREATE TABLE log (x)",
                              "CREATE TRIGGER spy AFTER INSERT ON claim BEGIN "
                              "INSERT INTO log VALUES (1); END",
                              "CREATE VIEW endless AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
                              "SELECT i + 1 FROM n) SELECT * FROM n",
                              "CREATE VIRTUAL TABLE words USING fts5(text)",
                              "CREATE TABLE made (x, y AS (zeroblob(1000000000)))"):
                database.execute(statement)
        database.close()
        out = self.done("check", self.kb)
        for name in ("table `log`", "trigger `spy`", "view `endless`", "table `words`"):
            self.assertIn(name + ": dictum did not make it", out)
        self.done("claim", "add", 'price("oolong", 81元)', "--id", "again", "--kb", self.kb, "--cite",
                  "call p1", "--quote", "乌龙茶大约八十元")
        with sqlite3.connect(self.kb) as database:
            self.assertEqual(database.execute("SELECT count(*) FROM log").fetchone(), (0,))
        database.close()

    def test_files_that_are_none(self):
        self.assertIn("No such file", self.refused("check", self.folder / "absent"))
        self.assertIn("is a folder", self.refused("check", self.pack))
        os.mkfifo(self.folder / "fifo")
        self.assertIn("is a FIFO", self.refused("check", self.folder / "fifo"))
        text = self.folder / "text"
        text.write_text("no database" * 1000)
        self.assertEqual(dictum("check", text)[0], 1)
        with sqlite3.connect(self.folder / "foreign") as database:
            database.execute("CREATE TABLE claim (x)")
        database.close()
        self.assertIn("not a knowledge base", self.refused("check", self.folder / "foreign"))

    def test_a_copy_while_somebody_writes(self):
        with sqlite3.connect(self.kb, isolation_level=None) as writer:
            writer.execute("BEGIN IMMEDIATE")
            writer.execute("UPDATE claim SET note = 'not yet'")
            copy = self.folder / "copy.kb"
            self.done("backup", self.kb, copy)
            self.assertEqual(self.rows("price(t, p)"), ["green,50CNY", "oolong,80CNY"])
            writer.execute("ROLLBACK")
        writer.close()
        self.assertEqual(self.done("check", copy), f"`{copy}` is whole\n")
        self.assertIn("there is already", self.refused("backup", self.kb, copy))
        self.assertIn("can't open", self.refused("backup", self.kb, self.folder / "no" / "copy"))

    def test_a_reader_keeps_what_it_began_with(self):
        repl = subprocess.Popen([DICTUM, "repl", "--kb", self.kb], stdin=subprocess.PIPE,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        repl.stdin.write("green tea price?\n")
        repl.stdin.flush()
        self.assertIn("50", repl.stdout.readline())
        self.done("claim", "retract", "green-price", "--kb", self.kb, "--reason", "x")
        out, _ = repl.communicate('price("green", p)\n')
        self.assertIn("50", out)
        self.assertEqual(self.rows("price(t, p)"), ["oolong,80CNY"])

    def test_a_stored_file_of_every_version(self):
        stored = sorted((ROOT / "tests" / "kb").glob("version-*.kb.gz"))
        self.assertEqual([path.name[8] for path in stored], ["1", "2", "3"])
        answers = set()
        for path in stored:
            self.kb.write_bytes(gzip.decompress(path.read_bytes()))
            answers.add(self.done("query", "price(t, p)", "--kb", self.kb, "--json"))
            self.whole()
            self.assertIn("claim retracted", self.done("history", "green-price", "--kb", self.kb))
            if path.name[8] != "1":  # which did not keep the words of what changed
                self.assertEqual(self.rows("price(t, p)", "--recorded-by", "2024-06-15"),
                                 ["green,50CNY", "oolong,80CNY"])
        self.assertEqual(len(answers), 1)

    # ---- claims ---------------------------------------------------------------------------

    def test_claims_are_added_corrected_and_retracted(self):
        review = ("--kb", self.kb, "--reviewed-by", "analyst")
        self.done("claim", "correct", "green-price", "--fact", 'price("green", 55元)', "--reason",
                  "misheard", *review, day=2)
        self.assertEqual(self.rows("price(t, p)"), ["green,55CNY", "oolong,80CNY"])
        self.done("claim", "retract", "oolong-price", "--reason", "withdrawn", *review, day=3)
        self.assertEqual(self.rows("price(t, p)"), ["green,55CNY"])
        self.assertEqual(self.rows("dearer(a, b)"), [])
        self.done("claim", "add", 'price("oolong", 90元)', "--id", "later", "--cite", "call p1",
                  "--quote", "乌龙茶大约八十元", "--modality", "opinion", *review, day=4)
        self.assertEqual(self.rows("dearer(a, b)"), ["oolong,green"])
        for by, wanted in (("2024-06-02", ["green,50CNY", "oolong,80CNY"]),
                           ("2024-06-03", ["green,55CNY", "oolong,80CNY"]),
                           ("2024-06-04", ["green,55CNY"]),
                           ("2024-06-05", ["green,55CNY", "oolong,90CNY"])):
            self.assertEqual(self.rows("price(t, p)", "--recorded-by", by), wanted)
        self.done("claim", "correct", "oolong-price", "--fact", 'price("oolong", 80元)', "--cite",
                  "call p1", "--quote", "乌龙茶大约八十元", "--reason", "after all", *review, day=5)
        history = self.done("history", "oolong-price", "--kb", self.kb)
        self.assertEqual([line for line in history.splitlines() if line.startswith("2024")],
                         ["2024-06-04T00:00:00Z  claim retracted by analyst: withdrawn",
                          "2024-06-06T00:00:00Z  claim restored by analyst: after all",
                          "2024-06-06T00:00:00Z  claim stands"])
        entries = json.loads(self.done("history", "oolong-price", "--kb", self.kb, "--json"))
        self.assertEqual(entries["history"][0]["reason"], "withdrawn")
        self.whole()
        # The pack as it was changes nothing; what was added belongs to no folder.
        self.done("load", self.pack, "--kb", self.kb, day=6)
        self.assertEqual(self.rows("price(\"green\", p)"), ["55CNY"])
        self.whole()

    def test_mistakes_change_nothing(self):
        before = self.kb.read_bytes()
        add = ("claim", "add", 'price("oolong", 90元)', "--kb", self.kb)
        at = ("--cite", "call p1", "--quote")
        self.assertIn("missing-citation", self.refused(*add))
        self.assertIn("quote-not-found", self.refused(*add, *at, "nobody said"))
        self.assertIn("already a claim", self.refused(*add, *at, "乌龙茶", "--id", "green-price"))
        self.assertIn("unknown-modality", self.refused(*add, *at, "乌龙茶", "--modality", "sure"))
        self.assertIn("each --cite has its --quote", self.refused(*add, "--cite", "call p1"))
        self.assertIn("did you mean `oolong`", self.refused(
            "claim", "add", 'price("olong", 90元)', "--kb", self.kb, *at, "乌龙茶"))
        change = ("--kb", self.kb, "--reason", "x")
        self.assertIn("did you mean `green-price`", self.refused("claim", "correct", "green-pric",
                                                                 *change))
        self.assertIn("there is no claim", self.refused("claim", "retract", "none", *change))
        self.assertIn("--reason", self.refused("claim", "retract", "green-price", "--kb", self.kb))
        self.assertIn("did you mean `call`", self.refused("source", "bar", "cal", *change))
        self.assertIn("is not barred", self.refused("source", "unbar", "call", *change))
        self.assertIn("there is and was no", self.refused("history", "none", "--kb", self.kb))
        self.assertEqual(self.kb.read_bytes(), before)

    def test_impact_lists_what_changes(self):
        out = self.done("impact", "oolong-price", "--kb", self.kb)
        self.assertEqual(out.splitlines(),
                         ['gone     price("oolong", 80CNY) (estimate)',
                          'gone     dearer("oolong", "green") (estimate)',
                          "without `oolong-price`: 2 rows and 0 tests change"])
        found = json.loads(self.done("impact", "oolong-price", "--pack", self.pack, "--json"))
        self.assertEqual([test["asked"] for test in found["tests"]], ["oolong tea price?"])
        self.assertEqual([change["relation"] for change in found["changes"]], ["price", "dearer"])
        self.assertIn("unknown-id", self.refused("impact", "none", "--kb", self.kb))

    def test_barred_sources_are_left_out_and_counted(self):
        self.done("source", "bar", "call", "--kb", self.kb, "--until", "2024-06-20", "--reason",
                  "embargo", "--reviewed-by", "compliance")
        code, out, errors = dictum("query", "price(t, p)", "--kb", self.kb, "--json", day=9)
        self.assertEqual(code, 0, errors)
        answer = json.loads(out)
        self.assertEqual([row["values"]["t"]["id"] for row in answer["answers"]], ["green"])
        cited = {at["source"] for row in answer["answers"] for at in row["citations"]}
        self.assertEqual(cited, {"letter"})
        self.assertEqual(answer["notes"], ["1 claim of barred sources is left out: call (embargo, "
                                           "until 2024-06-20)"])
        self.assertNotIn("乌龙", dictum("ask", "乌龙茶是谁的?", "--kb", self.kb, "--json", day=9)[1]
                         .split('"passages"')[1].split('"suggestions"')[0])
        self.assertEqual(self.rows("price(t, p)", day=19), ["green,50CNY", "oolong,80CNY"])
        self.whole()
        self.done("source", "unbar", "call", "--kb", self.kb, "--reason", "sooner", day=3)
        self.assertEqual(self.rows("price(t, p)"), ["green,50CNY", "oolong,80CNY"])
        self.assertIn("source barred by compliance: embargo", self.done("history", "call", "--kb",
                                                                        self.kb))

    # ---- search and export ------------------------------------------------------------------

    def test_search_finds_words_of_both_languages(self):
        for text, wanted in (("大约", "call p1\n  乌龙茶[大约]八十元，绿茶卖50元。\n"),
                             ("茶 八十", "call p1\n  乌龙[茶]大约[八十]元，绿[茶]卖50元。\n"),
                             ("ＧＲＥＥＮ", "letter p1\n  [Green] is fifty yuan.\n"),
                             ('"is  fifty"', "letter p1\n  Green [is fifty] yuan.\n"),
                             ("fift green", "letter p1\n  [Green] is [fift]y yuan.\n")):
            self.assertEqual(self.done("search", text, "--kb", self.kb), wanted)
            self.assertEqual(self.done("search", text, "--pack", self.pack), wanted)
        for text in ("reen", "大约 nothing", '"fifty is"', "绿乌"):
            self.assertEqual(dictum("search", text, "--kb", self.kb)[:2], (1, ""), text)
        self.assertIn("nothing-to-search", self.refused("search", ' " ', "--kb", self.kb))
        self.assertEqual(dictum("search", "yuan", "--kb", self.kb, "--as-of", "2024-05-01")[0], 1)
        found = json.loads(self.done("search", "茶", "--kb", self.kb, "--json"))
        turn = found["turns"][0]
        text = turn["text"].encode()
        self.assertEqual([text[begin:end].decode() for begin, end in turn["marks"]], ["茶", "茶"])
        self.done("source", "bar", "letter", "--kb", self.kb, "--reason", "x")
        self.assertEqual(dictum("search", "fifty", "--kb", self.kb)[0], 1)

    def test_an_exported_base_loads_to_the_same(self):
        with open(self.pack / "pack.toml", "a", encoding="utf-8") as pack:
            pack.write(MORE)
        (self.pack / "sold.csv").write_text(SOLD, encoding="utf-8")
        self.done("load", self.pack, "--kb", self.kb, day=1)
        self.done("claim", "add", 'price("green", 52元)', "--id", "later", "--kb", self.kb, "--cite",
                  "call p1", "--quote", "绿茶", "--confidence", "0.3333333333333333", "--note",
                  "said \"twice\"\n\tand 'so'", "--reviewed-by", "analyst", "--reviewed-on",
                  "2024-06-03")
        self.done("export", self.kb, "-o", self.folder / "one")
        other = self.folder / "other.kb"
        packs = sorted((self.folder / "one").iterdir())
        self.assertEqual([path.name for path in packs], ["added", "tea"])
        self.done("load", *reversed(packs), "--kb", other)
        self.done("export", other, "-o", self.folder / "two")
        for path in sorted((self.folder / "one").rglob("*")):
            again = self.folder / "two" / path.relative_to(self.folder / "one")
            self.assertTrue(path.is_dir() or path.read_bytes() == again.read_bytes(), path)
        tables = ("claim", "citation", "rule", "decision_cell", "decision_row", "relation", "turn",
                  "alias", "question_match", "r_sold", "r_price")
        for table in tables:
            columns = "*" if table != "claim" else "id, fact, confidence, note, reviewed_by"
            rows = []
            for file in (self.kb, other):
                with sqlite3.connect(file) as database:
                    rows.append(database.execute(f"SELECT {columns} FROM {table}").fetchall())
                database.close()
            self.assertEqual(rows[0], rows[1], table)
        self.assertIn("there is already", self.refused("export", self.kb, "-o", self.pack))
        self.assertIn("can't make", self.refused("export", self.kb, "-o", "/dev/null/x"))

    # ---- the user's own tables --------------------------------------------------------------

    def crm(self, *statements):
        path = self.pack / "crm.db"
        path.unlink(missing_ok=True)
        with sqlite3.connect(path) as database:
            for statement in statements:
                database.execute(statement)
        database.close()
        with open(self.pack / "crm.toml", "w", encoding="utf-8") as pack:
            pack.write(CRM)
        return path

    def test_rules_run_over_the_users_own_tables(self):
        path = self.crm("CREATE TABLE Orders (id INTEGER, extra TEXT, tea TEXT, amount REAL)",
                        "INSERT INTO Orders VALUES (7, NULL, 'oolong', 120.5), (8, 'x', 'green', 3)")
        before = path.read_bytes()
        wanted = ["oolong"]
        out = dictum("query", "big(t)", "--pack", self.pack, "--format", "csv")[1]
        self.assertEqual([line.split(",")[0] for line in out.splitlines()[1:]], wanted)
        self.done("load", self.pack, "--kb", self.kb)
        self.assertEqual([row.split(",")[0] for row in self.rows("big(t)")], wanted)
        self.assertEqual(path.read_bytes(), before)
        self.whole()

    def test_tables_that_run_code_or_are_wrong(self):
        table = "CREATE TABLE orders (id INTEGER, tea TEXT, amount REAL)"
        for statements, wanted in (
                (["CREATE VIEW orders AS SELECT 1 AS id, 'green' AS tea, 1.0 AS amount"],
                 "is not a plain table"),
                (["CREATE VIRTUAL TABLE orders USING fts5(id, tea, amount)"],
                 "is not a plain table"),
                (["CREATE TABLE orders (id INTEGER, amount REAL, tea AS (hex(zeroblob(id))))"],
                 "`tea` of `orders` is generated"),
                (["CREATE TABLE others (x)"], "there is no table `orders`"),
                (["CREATE TABLE orders (id INTEGER, tea TEXT)"], "no such column: amount"),
                ([table, "INSERT INTO orders VALUES (1, NULL, 2)"],
                 "row 1 of `orders` has no value in `tea`"),
                ([table, "INSERT INTO orders VALUES (1, x'00', 2)"], "a blob in `tea`"),
                ([table, "INSERT INTO orders VALUES (1, CAST(x'FF' AS TEXT), 2)"], "not UTF-8"),
                ([table, "INSERT INTO orders VALUES (1, 'cocoa', 2)"],
                 "crm.db/orders:2:3: error:")):
            self.crm(*statements)
            self.assertIn(wanted, self.refused("query", "big(t)", "--pack", self.pack))
        (self.pack / "crm.db").write_bytes(b"not a database" * 100)
        self.assertIn("not a database", self.refused("query", "big(t)", "--pack", self.pack))
        (self.pack / "crm.db").unlink()
        (self.pack / "crm.db").symlink_to(self.kb)
        self.assertIn("leads out of the pack", self.refused("query", "big(t)", "--pack", self.pack))
        text = (self.pack / "crm.toml").read_text()
        (self.pack / "crm.toml").write_text(text.replace("crm.db", "../crm.db"))
        self.assertIn("pack-path", self.refused("query", "big(t)", "--pack", self.pack))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
