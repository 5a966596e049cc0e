#!/usr/bin/env python3
"""`dictum audit --format html`: whole, neutral to markup in texts, and laid out in a browser where
there is one. page_test.py DICTUM.

The pack is made up.
"""
import html.parser
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

DICTUM = str(pathlib.Path(sys.argv[1]).resolve())
EVIL = "<script>alert('x')</script>"
PACK = f"""# Made up.
[pack]
name = "tea"
title = "Tea {EVIL}"

[[source]]
id = "note"
date = 2024-05-01
text = "note.md"

[[entity]]
id = "oolong"
type = "tea"
names = ["{EVIL}"]

[[entity]]
id = "green"
type = "tea"

[[relation]]
name = "price"
columns = ["tea: tea", "price: CNY"]
key = ["tea"]

[[relation]]
name = "grade"
columns = ["tea: tea", "grade: symbol"]
key = ["tea"]

[[relation]]
name = "parcel"
columns = ["tea: tea", "n: number", "by: symbol"]

[[claim]]
id = "first"
fact = 'price("oolong", 500元)'
cite = "note p1"
quote = "{EVIL} costs 500 yuan"
note = "{EVIL}"

[[claim]]
id = "second"
fact = 'price("oolong", 600元)'
cite = "note p1"
quote = "costs 500 yuan, or 600 yuan"

[[rule]]
id = "fine {EVIL}"
rule = 'grade(t, "<b>fine</b>") :- price(t, p), p >= 300元.'

[[table]]
id = "parcels"
concludes = "parcel(tea, n, by)"
hit = "unique"
inputs = ["tea: tea", "n: number"]
outputs = ["by: symbol"]
rows = [
  {{ when = ['"oolong"', '< 10'], then = ['"<i>post</i>"'] }},
  {{ when = ['-', '>= 20'], then = ['"van"'] }},
]

[[test]]
goal = 'grade("oolong", "<b>fine</b>")'
expect = {{ status = "answered", cite = "p1" }}
"""
NOTE = f"## p1\nMade up: {EVIL} costs 500 yuan, or 600 yuan.\n\n## p2\nNobody took 7 of them.\n"
ELEMENTS_WITHOUT_END = {"meta"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


class Page(html.parser.HTMLParser):
    """Checks that elements nest; keeps ids, links, tags and text."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.tags, self.texts = [], [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open, self.open

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes["href"]] if "href" in attributes else []
        if tag not in ELEMENTS_WITHOUT_END:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag, tag

    def handle_data(self, data):
        self.texts.append(data)


class AuditPage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory()
        folder = pathlib.Path(cls.scratch.name, "tea")
        folder.mkdir()
        (folder / "pack.toml").write_text(PACK, encoding="utf-8")
        (folder / "note.md").write_text(NOTE, encoding="utf-8")
        run = subprocess.run([DICTUM, "audit", str(folder), "--format", "html"],
                             capture_output=True, timeout=60, check=False)
        assert run.returncode == 1, run.stderr
        cls.text = run.stdout.decode("utf-8")
        cls.file = pathlib.Path(cls.scratch.name, "page.html")
        cls.file.write_bytes(run.stdout)
        cls.page = Page(cls.text)

    @classmethod
    def tearDownClass(cls):
        cls.scratch.cleanup()

    def test_it_is_whole(self):
        self.assertEqual(len(self.page.ids), len(set(self.page.ids)))
        for link in self.page.links:
            self.assertTrue(link.startswith("#") and link[1:] in self.page.ids, link)
        for section in ("findings", "conflicts", "graph", "evidence", "tables", "conclusions",
                        "transcripts"):
            self.assertIn(section, self.page.ids)
        self.assertNotRegex(self.text, r"(?:src|href)=\"(?!#)|url\(|@import")

    def test_no_text_becomes_markup(self):
        self.assertEqual({"script", "b", "i"} & set(self.page.tags) - {"b"}, set())
        self.assertNotIn("<script", self.text)
        self.assertNotIn("<b>fine", self.text)
        self.assertIn(EVIL, "".join(self.page.texts))

    def test_both_sides_of_a_conflict(self):
        card = re.search(r'<h2 id="conflicts">.*?<h2', self.text, re.S).group()
        self.assertEqual(card.count('<div class="side">'), 2)
        self.assertIn("or 600 yuan", card)

    def test_claims_are_marked_in_place_and_linked_back(self):
        turn = re.search(r'id="t0-0".*?</section>', self.text, re.S).group()
        marks = re.findall(r"<mark>(.*?)</mark>", turn)
        self.assertEqual([re.findall(r'href="#(c\d)"', mark) for mark in marks],
                         [["c0"], ["c0", "c1"], ["c1"]])
        self.assertIn('<li id="c1">', self.text)
        self.assertGreaterEqual(self.page.links.count("#t0-0"), 3)

    def test_gaps_are_drawn(self):
        self.assertEqual(self.text.count('<td class="gap">gap</td>'), 3)

    def test_a_browser_lays_it_out(self):
        browser = next((b for b in BROWSERS if shutil.which(b)), None)
        if browser is None:
            self.skipTest("no Chromium is installed")
        picture = pathlib.Path(self.scratch.name, "page.png")
        subprocess.run([browser, "--headless", "--no-sandbox", "--disable-gpu",
                        "--window-size=390,900", f"--screenshot={picture}",
                        f"--user-data-dir={self.scratch.name}/profile", self.file.as_uri()],
                       capture_output=True, timeout=120, check=True)
        self.assertGreater(picture.stat().st_size, 10_000)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
