#!/usr/bin/env python3
"""`dictum ingest` on made-up transcripts of many layouts: ingest_test.py DICTUM [--rewrite].

Each file of tests/ingest/layouts is read as `ingest --list` and compared with what stands in
FILE.expected. The same text in every encoding, and as a PDF, reads the same; a draft loads, with
every candidate accepted too; a second reading changes nothing that a person wrote; damaged input
is read or refused, and never ends the program otherwise.
"""
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
LAYOUTS = ROOT / "tests/ingest/layouts"
failures = []


def run(*arguments, code=0):
    done = subprocess.run([DICTUM, *map(str, arguments)], capture_output=True, timeout=60)
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    codes = code if isinstance(code, tuple) else (code,)
    if done.returncode not in codes:
        failures.append(f"{arguments}: exit code {done.returncode}, wanted {codes}\n{err[-400:]}")
    return out, err


def check(holds, what):
    if not holds:
        failures.append(what)


def layouts(rewrite):
    for path in sorted(LAYOUTS.iterdir()):
        if path.suffix == ".expected":
            continue
        got, _ = run("ingest", "--list", path)
        wanted = path.with_name(path.name + ".expected")
        if rewrite:
            wanted.write_text("made up: what is found in " + path.name + "\n" + got, encoding="utf-8")
            continue
        text = wanted.read_text(encoding="utf-8").split("\n", 1)[1]
        check(got == text, f"{path.name}: expected\n{text}got\n{got}")


def encodings(folder):
    text = (LAYOUTS / "labels-zh.txt").read_text(encoding="utf-8")
    wanted, _ = run("ingest", "--list", LAYOUTS / "labels-zh.txt")
    for name in ("utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "gb18030"):
        path = folder / "encoded.txt"
        path.write_bytes(text.replace("\n", "\r\n").encode(name))
        got, _ = run("ingest", "--list", path)
        check(got == wanted, f"{name} reads otherwise than UTF-8:\n{got}")


def pdf(pages):
    """A PDF with a line of text a line, running head and page number included."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for number, lines in enumerate(pages, 1):
        drawn = "BT /F1 11 Tf 14 TL 60 760 Td (Example Bank Research, made up) Tj T* T* "
        drawn += "".join(f"({line}) Tj T* " for line in lines)
        drawn += f"T* (Page {number} of {len(pages)}) Tj ET"
        packed = zlib.compress(drawn.encode("latin-1"))
        objects.append((f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n").encode() + packed +
                       b"\nendstream")
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
                       "/Resources << /Font << /F1 3 0 R >> >> >>")
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def pdfs(folder):
    path = folder / "call.pdf"
    path.write_bytes(pdf([["Call on made-up canals, 3 May 2025", "Q: How many locks are open?",
                           "A: There are 48 locks, and traffic", "is up 12% since spring."],
                          ["Q: What is the toll?", "A: At least 25 euros a boat."],
                          ["Q: Any more locks planned?", "A: We plan 3 locks by 2027."]]))
    if shutil.which("pdftotext") is None:
        _, err = run("ingest", "--list", path, code=2)
        check("poppler-utils" in err, "without pdftotext the message says what to install")
        return
    got, _ = run("ingest", "--list", path)
    for line in ("turn\tqa-3\t", "figure\tqa-1\t48\tlocks", "figure\tqa-1\t12\tpercent",
                 "figure\tqa-2\t>=25\tEUR"):
        check(line in got, f"PDF: no `{line}` in\n{got}")
    check("Page" not in got and "Bank" not in got, f"PDF: page furniture in\n{got}")
    path.write_bytes(path.read_bytes()[:300])
    run("ingest", "--list", path, code=2)


def accept(pack):
    claims = pack / "claims.toml"
    claims.write_text(re.sub(r"^#(?=[^ \n])", "", claims.read_text(encoding="utf-8"), flags=re.M),
                      encoding="utf-8")


def drafts(folder):
    """Every candidate accepted as it stands loads."""
    texts = [*sorted((ROOT / "tests/ingest/gold").glob("*.txt")), *sorted(LAYOUTS.glob("*.txt"))]
    pack = folder / "all"
    run("ingest", *texts, "-o", pack)
    run("load", pack, "--kb", folder / "before.db")
    accept(pack)
    _, err = run("load", pack, "--kb", folder / "after.db")
    check(re.search(r"[1-9]\d\d claims", err), f"all accepted: {err[-300:]}")
    out, _ = run("ask", "一线城市的租金是多少?", "--kb", folder / "after.db")
    check("90" in out and "110" in out, f"an accepted claim is not answered with: {out}")


def merging(folder):
    pack, call = folder / "merge", folder / "mill.txt"
    text = (LAYOUTS / "labels-zh.txt").read_text(encoding="utf-8")
    call.write_text(text, encoding="utf-8")
    run("ingest", call, "-o", pack)
    accept(pack)
    claims = pack / "claims.toml"
    first = claims.read_text(encoding="utf-8")
    # The reviewer mends one claim and throws one out.
    gone = re.search(r"\n# mill [^\n]*\n#   [^\n]*\n\[\[claim\]\]\n(?:[^\n]+\n)+", first).group()
    edited = first.replace(gone, "").replace('modality = "estimate"', 'modality = "opinion"')
    claims.write_text(edited, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in pack.iterdir()}
    _, err = run("ingest", call, "-o", pack)
    after = {path.name: path.read_bytes() for path in pack.iterdir()}
    check(before == after, f"a second reading changed the pack: {err}")
    call.write_text(text.replace("不超过3%", "不超过4%"), encoding="utf-8")
    _, err = run("ingest", call, "-o", pack)
    check("1 candidates added" in err, f"a corrected text: {err}")
    now = claims.read_text(encoding="utf-8")
    check(now.startswith(edited) and "<=4%" in now[len(edited):], "what was edited stays, new is below")
    minutes = pack / "mill.md"
    check("不超过4%" in minutes.read_text(encoding="utf-8"), "unedited turns are written anew")
    minutes.write_text(minutes.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    call.write_text(text.replace("不超过3%", "不超过5%"), encoding="utf-8")
    _, err = run("ingest", call, "-o", pack)
    check((pack / "mill.new.md").exists() and "was edited" in err, f"edited turns stay: {err}")
    kept = {path.name: path.read_bytes() for path in pack.iterdir()}
    claims.write_bytes(kept["claims.toml"] + b'[[claim]]\nfact = "half\n')
    _, err = run("ingest", call, "-o", pack, code=2)
    check("claims.toml" in err and "mend this first" in err, f"a half-done edit is refused: {err}")


def damaged(folder):
    random.seed(7)
    path = folder / "damaged.txt"
    sources = [path.read_bytes() for path in sorted(LAYOUTS.iterdir()) if path.suffix != ".expected"]
    for _ in range(24):
        data = bytearray(random.choice(sources))
        for _ in range(random.randrange(8)):
            data[random.randrange(len(data))] = random.randrange(256)
        path.write_bytes(bytes(data[:random.randrange(len(data) + 1)]))
        run("ingest", "--list", path, code=(0, 2))
    for data in (b"", b"\0", b"\xff\xfe\x41", b"\xef\xbb\xbf", b"Q:" * 50_000, b"<html>" + b"<div>" * 200_000,
                 b"Q: a?\nA: " + b"9" * 1_000_000, "问：多少？\n答：".encode() + "三".encode() * 200_000,
                 b"Q: a?\nA: " + b"1 to " * 200_000, b"1." * 300_000, b"a: " * 200_000):
        path.write_bytes(data)
        run("ingest", "--list", path, code=(0, 2))
    _, err = run("ingest", "--list", folder / "absent.txt", code=2)
    check("absent.txt" in err, f"a missing file is named: {err}")
    path.write_text("Nothing is asked here.\n")
    _, err = run("ingest", path, "-o", folder / "none", code=2)
    check("no turns" in err and not (folder / "none").exists(), f"no turns: {err}")


def main():
    layouts("--rewrite" in sys.argv)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for test in (encodings, pdfs, drafts, merging, damaged):
            test(folder)
    print("\n".join(failures) if failures else "ingest: all layouts, encodings and drafts as they should be")
    return 1 if failures else 0


DICTUM = pathlib.Path(sys.argv[1]).resolve()
if __name__ == "__main__":
    sys.exit(main())
