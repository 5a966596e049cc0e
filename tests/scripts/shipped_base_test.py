#!/usr/bin/env python3
"""The shipped pack's sealed base answers as the pack does, or not at all.

shipped_base_test.py DICTUM. A base that was tampered with and sealed again gives itself away by a
wrong price: so a test sees which of the two answered.
"""
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

DICTUM = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
NAME = "domestic-compute"  # what the program looks for; the bakery takes its place
# The first lines say that the material is made up.
PACK = """# A made-up pack about bakeries.
[pack]
name = "bakery"
title = "A made-up pack"

[[source]]
id = "note"
title = "A made-up note"
date = 2024-01-31
text = "note.md"

[[entity]]
id = "bagel"
type = "bread"
names = ["贝果", "bagel"]

[[relation]]
name = "price"
about = { zh = "面包的价格", en = "the price of a bread" }
columns = ["bread: bread", "price: CNY"]
key = ["bread"]
asks = ["多少钱", "cost", "how much"]
says = { zh = "{bread}卖{price}", en = "a {bread} costs {price}" }

[[claim]]
fact = 'price("bagel", 12..15元)'
cite = "note t1"
quote = "贝果卖12到15元"
"""
NOTE = "# A made-up note\n\n## t1\n贝果卖12到15元。\n"
TRUE, FALSE = b"12", b"77"  # the quote holds the true price whichever is shown
MASK = (1 << 64) - 1


def mixed(state, word):
    state = ((state ^ word) * 0x9E3779B97F4A7C15) & MASK
    return state ^ (state >> 32)


def seal(base):
    """The seal as kb/content_hash.h and kb/seal.h describe it, worked out independently."""
    content = base.read_bytes()
    state = mixed(0xCBF29CE484222325, len(content))
    for at in range(0, len(content), 8):
        state = mixed(state, int.from_bytes(content[at:at + 8], "little"))
    pathlib.Path(f"{base}.seal").write_text(f"{state:016x}\n")


def dictum(*arguments, rules=None, program=DICTUM, **variables):
    env = dict(os.environ, **variables)
    env.pop("DICTUM_RULES", None)
    if rules is not None:
        env["DICTUM_RULES"] = str(rules)
    run = subprocess.run([program, *arguments], capture_output=True, timeout=60, env=env)
    return run.returncode, run.stdout, run.stderr


def load(pack, base, **variables):
    return dictum("load", pack, "--kb", base, "--seal", **{"SOURCE_DATE_EPOCH": "0", **variables})


def execute(base, statement):
    with sqlite3.connect(base) as database:
        database.execute(statement)
    database.close()


class Scratch(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory()
        self.rules = pathlib.Path(self.scratch.name)
        self.pack = self.rules / NAME
        self.base = self.rules / f"{NAME}.db"
        self.seal = self.rules / f"{NAME}.db.seal"

    def tearDown(self):
        self.scratch.cleanup()


class Bakery(Scratch):
    def setUp(self):
        super().setUp()
        self.pack.mkdir()
        (self.pack / "pack.toml").write_text(PACK, encoding="utf-8")
        (self.pack / "note.md").write_text(NOTE, encoding="utf-8")
        self.assertEqual(load(self.pack, self.base)[0], 0)

    def tamper(self):
        execute(self.base, f"UPDATE r_price SET price = '{FALSE.decode()}'")

    def price(self):
        code, answer, errors = dictum("ask", "贝果多少钱?", rules=self.rules)
        self.assertEqual((code, errors.count(b"\n")), (0, 1), errors)  # the note and nothing else
        self.assertIn(TRUE, answer)
        return FALSE if FALSE in answer else TRUE

    def test_a_whole_base_answers(self):
        self.assertEqual(self.price(), TRUE)
        self.tamper()
        seal(self.base)
        self.assertEqual(self.price(), FALSE)
        self.base.unlink()
        self.assertEqual(self.price(), TRUE)

    def test_a_seal_is_what_the_documents_say(self):
        written = self.seal.read_text()
        seal(self.base)
        self.assertEqual(written, self.seal.read_text())

    def test_a_damaged_base_is_as_if_it_were_not_there(self):
        self.tamper()  # every page is well-formed, and one cell is wrong
        self.assertEqual(self.price(), TRUE)
        seal(self.base)
        sealed, mark = self.base.read_bytes(), self.seal.read_bytes()
        for damage in (b"", sealed[:100], sealed[:-1], sealed + b"\0", b"\0" * len(sealed)):
            self.base.write_bytes(damage)
            self.assertEqual(self.price(), TRUE)
        self.base.write_bytes(sealed)
        for damage in (b"", mark[:-1], mark + b"\n", mark * 100):
            self.seal.write_bytes(damage)
            self.assertEqual(self.price(), TRUE)
        self.seal.unlink()
        self.assertEqual(self.price(), TRUE)
        self.seal.mkdir()
        self.assertEqual(self.price(), TRUE)

    def test_a_sealed_file_that_is_no_base_is_as_if_it_were_not_there(self):
        self.tamper()
        execute(self.base, "DROP TABLE citation")
        seal(self.base)
        self.assertEqual(self.price(), TRUE)
        for content in (b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 5000):
            self.base.write_bytes(content)
            seal(self.base)
            self.assertEqual(self.price(), TRUE)

    def test_a_base_of_another_schema_is_as_if_it_were_not_there(self):
        self.tamper()
        for version in (0, 1_000_000):
            execute(self.base, f"PRAGMA user_version = {version}")
            seal(self.base)
            self.assertEqual(self.price(), TRUE)

    def test_a_stale_base_is_as_if_it_were_not_there(self):
        self.tamper()
        seal(self.base)
        for name, text in (("pack.toml", PACK + "# more\n"), ("note.md", NOTE + "\n## t2\n天\n"),
                           ("more.toml", ""), (".hidden.toml", None), ("other.md", None)):
            file = self.pack / name
            before = file.read_text(encoding="utf-8") if file.exists() else None
            file.write_text(text or "# nothing of the pack\n", encoding="utf-8")
            self.assertEqual(self.price(), FALSE if text is None else TRUE, name)
            file.unlink()
            if before is not None:
                file.write_text(before, encoding="utf-8")
            self.assertEqual(self.price(), FALSE, name)

    def test_a_mistake_in_the_pack_is_reported_as_ever(self):
        (self.pack / "pack.toml").write_text(PACK.replace("bagel\", 12", "bagle\", 12"),
                                             encoding="utf-8")
        code, answer, errors = dictum("ask", "贝果多少钱?", rules=self.rules)
        self.assertEqual((code, answer), (2, b""))
        self.assertIn(b"bagle", errors)

    def test_other_packs_beside_it_make_it_stale(self):
        other = self.rules / "other"
        other.mkdir()
        (other / "pack.toml").write_text('# Made up.\n[pack]\nname = "other"\ntitle = "o"\n')
        self.assertEqual(load(other, self.base)[0], 0)
        self.tamper()
        seal(self.base)
        self.assertEqual(self.price(), TRUE)

    def test_the_same_pack_and_time_give_the_same_bytes(self):
        again = self.rules / "again.db"
        self.assertEqual(load(self.pack, again)[0], 0)
        self.assertEqual(self.base.read_bytes(), again.read_bytes())
        with sqlite3.connect(again) as database:
            recorded = database.execute("SELECT recorded_at FROM pack").fetchall()
        database.close()
        self.assertEqual(recorded, [("1970-01-01T00:00:00Z",)])

    def test_a_time_that_is_none_is_refused(self):
        for time in ("", "now", "-1", "1e3", " 1", "99999999999999"):
            code, _, errors = load(self.pack, self.rules / "late.db", SOURCE_DATE_EPOCH=time)
            self.assertEqual(code, 2, time)
            self.assertIn(b"SOURCE_DATE_EPOCH", errors)
        self.assertFalse((self.rules / "late.db").exists())


COMMANDS = [["ask", question, *form]
            for question in ("A100八卡服务器多少钱?", "政府客户会选哪家芯片?",
                             "What is the yield of the 910B?", "火星上多少钱?", "")
            for form in ([], ["--json"], ["--why"])]
COMMANDS += [["query", "server_price(server, price)", "--format", "json"],
             ["query", "server_price(server", "--json"], ["query", "no_such(x)"],
             ["why", 'server_price("a100", price)', "--json"], ["show", "plan"]]


class Shipped(Scratch):
    def setUp(self):
        super().setUp()
        shutil.copytree(ROOT / "rules" / NAME, self.pack)

    def test_pack_and_base_answer_the_same(self):
        from_pack = [dictum(*command, rules=self.rules) for command in COMMANDS]
        self.assertEqual(load(self.pack, self.base)[0], 0)
        for command, answer in zip(COMMANDS, from_pack):
            self.assertEqual(dictum(*command, rules=self.rules), answer, command)

    def test_an_installed_program_finds_what_lies_beside_it(self):
        if not (DICTUM.parent / "rules" / f"{NAME}.db").exists():
            self.skipTest("the base was not built")
        prefix = self.rules / "moved"
        subprocess.run(["cmake", "--install", DICTUM.parent, "--prefix", prefix], check=True,
                       stdout=subprocess.DEVNULL)
        program = prefix / "bin" / "dictum"
        base = prefix / "share" / "dictum" / "rules" / f"{NAME}.db"
        question = ["ask", "A100八卡服务器多少钱?"]
        answer = dictum(*question, rules=ROOT / "rules")
        self.assertEqual(answer[0], 0)
        self.assertEqual(dictum(*question, program=program), answer)
        execute(base, "UPDATE alias SET name = 'nameless'")
        self.assertEqual(dictum(*question, program=program), answer)
        seal(base)
        self.assertNotEqual(dictum(*question, program=program), answer)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
