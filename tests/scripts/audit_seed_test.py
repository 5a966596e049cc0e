#!/usr/bin/env python3
"""Plants mistakes in a clean pack and audits it: audit_seed_test.py DICTUM [VARIANTS].

Each kind of finding is planted in up to ten variants, of which two are tried unless told. The clean pack must have no finding at all; each
planted one must be found, and nothing else but what follows from it (the kinds listed beside it).
Everything here is made up.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

VARIANTS_MOST = 10
NAMES = ["oolong", "green", "black", "white", "red", "puer", "mint", "lime", "rose", "plum"]

PACK = """
[pack]
name = "tea"

[[source]]
id = "call"
date = 2024-05-01
text = "minutes.md"

[[relation]]
name = "price"
about = { zh = "茶价", en = "price of a tea" }
columns = ["tea: tea", "price: CNY"]
key = ["tea"]
asks = ["价格", "price"]
says = { zh = "{tea}售价为{price}", en = "{tea} sells for {price}" }

[[relation]]
name = "market_share"
columns = ["tea: tea", "share: percent"]
key = ["tea"]
asks = ["份额", "share"]

[[relation]]
name = "mix"
columns = ["tea: tea", "mix: ratio"]
key = ["tea"]
asks = ["比例", "mix"]

[[relation]]
name = "listed"
columns = ["tea: tea"]
complete = true
asks = ["在售", "listed"]

[[relation]]
name = "grade"
columns = ["tea: tea", "grade: symbol"]
key = ["tea"]
asks = ["等级", "grade"]

[[relation]]
name = "dear"
columns = ["tea: tea"]
asks = ["贵", "dear"]

[[relation]]
name = "near"
columns = ["a: tea", "b: tea"]
asks = ["相近", "near"]

[[relation]]
name = "parcel"
columns = ["tea: tea", "n: number", "by: symbol"]
asks = ["运输", "parcel"]

[[rule]]
id = "fine"
rule = 'grade(t, "fine") :- price(t, p), p >= 500元.'
cite = "call p0"
quote = "from 500 yuan a tea is fine"

[[rule]]
id = "plain"
rule = 'grade(t, "plain") :- price(t, p), p < 500元.'
cite = "call p0"
quote = "below that it is plain"

[[rule]]
id = "is-dear"
rule = 'dear(t) :- price(t, p), p > 300元.'

[[rule]]
id = "is-near"
rule = 'near(a, b) :- price(a, p), price(b, p), a != b.'

[[rule]]
id = "near-by"
rule = 'near(a, c) :- near(a, b), near(b, c), a != c.'

[[table]]
id = "parcels"
concludes = "parcel(tea, n, by)"
hit = "unique"
inputs = ["tea: tea", "n: number"]
outputs = ["by: symbol"]
rows = [
  { when = ['-', '< 10'], then = ['"post"'], cite = "call p0", quote = "below ten by post" },
  { when = ['-', '>= 10'], then = ['"van"'], cite = "call p0", quote = "else by van" },
]

[[question]]
match = ["how dear is {tea}"]
goal = 'price({tea}, price)'
"""
MINUTES = """## p0
Of 500 teas: from 500 yuan a tea is fine, below that it is plain; below ten by post, else by van.
"""


def base(i):
    """The clean pack, with figures of its own in each variant."""
    pack, minutes = PACK, MINUTES
    for k, name in enumerate(NAMES):
        price = 100 + 10 * (k % 2) if k < 5 else 520 + i + k
        pack += f"""
[[entity]]
id = "{name}"
type = "tea"

[[claim]]
id = "price-{name}"
fact = 'price("{name}", {price}元)'
cite = "call p{k + 1}"
quote = "{name} costs {price} yuan"

[[claim]]
id = "share-{name}"
fact = 'market_share("{name}", {5 + k % 2}%)'
cite = "call p{k + 1}"
quote = "with a share of {5 + k % 2}%"

[[claim]]
id = "mix-{name}"
fact = 'mix("{name}", {k + 2}:1)'
cite = "call p{k + 1}"
quote = "mixed {k + 2}:1"

[[claim]]
id = "listed-{name}"
fact = 'listed("{name}")'
cite = "call p{k + 1}"
quote = "{name} costs"
"""
        minutes += (f"## p{k + 1}\n{name} costs {price} yuan, with a share of {5 + k % 2}%, "
                    f"mixed {k + 2}:1.\n")
    return pack, minutes


def rule(i, text):
    return f"\n[[rule]]\nid = \"planted-{i}\"\nrule = '{text}'\n"


def claim(i, fact, quote, extra=""):
    return (f"\n[[claim]]\nid = \"planted-{i}\"\nfact = '{fact}'\ncite = \"call p20\"\n"
            f"quote = \"{quote}\"\n{extra}")


def planted_claim(fact, quote, extra=""):
    """A claim and the turn that it quotes."""
    def plant(i, pack, minutes):
        name = NAMES[i]
        said = quote(i, name)
        return (pack + claim(i, fact(i, name), said, extra), minutes + f"## p20\n{said}\n")
    return plant


def added(text):
    return lambda i, pack, minutes: (pack + text(i), minutes)


def replaced(old, new):
    def plant(i, pack, minutes):
        assert old(i) in pack, old(i)
        return pack.replace(old(i), new(i)), minutes
    return plant


ROW = '  { when = [\'-\', \'>= 10\']'
LATE = ', cite = "call p0", quote = "else by van" },\n'

# Kind, how it is planted, and the kinds that follow from it.
KINDS = [
    ("figure-not-in-quote", planted_claim(
        lambda i, n: f'price("{n}", {371 + i}元)', lambda i, n: f"{n} costs {731 + i} yuan"),
     {"conflict", "rule-clash"}),
    ("figure-not-in-quote", planted_claim(
        lambda i, n: f'price("{n}", {2 + i}亿元)', lambda i, n: f"{n}要{2 + i}万元"), {"conflict"}),
    ("reversed-ratio", planted_claim(
        lambda i, n: f'mix("{n}", {i + 2}:1)', lambda i, n: f"they mix 1:{i + 2}"), set()),
    ("ignored-hedge", planted_claim(
        lambda i, n: f'listed("{n}")',
        lambda i, n: ["可能在售", "probably listed", "据说在售", "perhaps listed", "估计在售",
                      "reportedly listed", "I think it is listed", "maybe listed",
                      "听说在售", "it might be listed"][i]), set()),
    ("unused-turn", lambda i, pack, minutes: (pack, minutes + f"## p20\nNobody took {i + 7}.\n"),
     set()),
    ("quote-not-found", planted_claim(
        lambda i, n: f'listed("{n}")', lambda i, n: f"{n} is listed"), set()),
    ("unknown-turn", replaced(lambda i: f'cite = "call p{i + 1}"',
                              lambda i: f'cite = "call p{i + 31}"'), set()),
    ("conflict", planted_claim(
        lambda i, n: f'price("{n}", {901 + i}元)', lambda i, n: f"{n} costs {901 + i} yuan"), set()),
    ("edge-agreement", planted_claim(
        lambda i, n: f'market_share("{n}", 1..{5 + i % 2}%)', lambda i, n: f"1 to {5 + i % 2}%"),
     set()),
    ("shares-dont-sum", replaced(
        lambda i: f'market_share("{NAMES[i]}", {5 + i % 2}%)',
        lambda i: f'market_share("{NAMES[i]}", {70 + i}%)'), {"figure-not-in-quote"}),
    ("rule-clash", added(lambda i: rule(
        i, f'grade(t, "odd") :- price(t, p), p > {2000 + i}元.')),
     {"uncited-rule", "rule-never-fires"}),
    ("impossible-rule", added(lambda i: rule(
        i, f'dear(t) :- price(t, p), p > {i + 1}万元, p < {900 * (i + 1)}元.')), set()),
    ("rule-never-fires", added(lambda i: rule(
        i, f'dear(t) :- price(t, p), p < {i + 1}元.')), set()),
    ("duplicate-rule", added(lambda i: rule(
        i, f'dear(v{i}) :- price(v{i}, w), w > 300元.')), set()),
    ("subsumed-rule", added(lambda i: rule(
        i, f'dear(t) :- price(t, p), p > 300元, listed(t), t != "{NAMES[i]}".')), set()),
    ("cartesian-product", added(lambda i: rule(
        i, f'near(a, b) :- listed(a), market_share(b, s), s < {80 + i}%.')), set()),
    ("idle-recursion", added(lambda i: rule(
        i, f'near(a, b) :- near(a, b), price(a, p), p > {i}元.')), set()),
    ("open-absence", added(lambda i: rule(
        i, f'dear(t) :- price(t, p), p > {101 + i}元, !mix(t, _).')), {"rule-never-fires"}),
    ("idle-pattern", added(lambda i: rule(
        i, 'dear(t) :- price(t, p), p > %d元, match("%s", t).' % (
            101 + i, [".*", "(.*)", "(?s).*", "^.*$", ".*?"][i % 5]))), set()),
    ("impossible-pattern", added(lambda i: rule(
        i, 'dear(t) :- price(t, p), p > 101元, match("%s", t).' % (
            ["a$b", "x^y", "$q", "ab$c", "q^", "a$bc", "x^yz", "$qq", "abc$d", "qq^x"][i]))),
     {"rule-never-fires"}),
    ("uncited-rule", added(lambda i: rule(
        i, f'parcel(t, {i}, "cart") :- listed(t).')), {"table-overlap", "conflict"}),
    ("uncited-row", replaced(lambda i: LATE, lambda i: " },\n"), set()),
    ("table-gap", replaced(lambda i: ROW, lambda i: ROW.replace(">= 10", f">= {11 + i}")), set()),
    ("table-overlap", replaced(
        lambda i: "'< 10'], then = ['\"post\"']",
        lambda i: f"'<= {10 + i}'], then = ['\"post\"']"), set()),
    ("masked-row", lambda i, pack, minutes: (
        pack.replace('hit = "unique"', 'hit = "first"').replace(ROW, ROW.replace(">= 10", "-"))
        .replace(LATE, LATE + "  { when = ['-', '> %d'], then = ['\"cart\"']%s" % (20 + i, LATE)),
        minutes), set()),
    ("misleading-row", lambda i, pack, minutes: (
        pack.replace('hit = "unique"', 'hit = "priority"')
        .replace('outputs = ["by: symbol"]', 'outputs = ["by: symbol"]\npriorities = [\'"van"\', \'"post"\']')
        .replace("'< 10'], then", f"'<= {10 + i}'], then"), minutes), set()),
    ("quote-altered", planted_claim(
        lambda i, n: f'listed("{n}")', lambda i, n: f"{n}  is\u3000listed"), set()),
    ("groundless-recursion", added(
        lambda i: f'\n[[relation]]\nname = "far{i}"\ncolumns = ["a: tea", "b: tea"]\n'
                  f'asks = ["远{i}", "far{i}"]\n' +
                  rule(i, f'far{i}(a, c) :- far{i}(a, b), near(b, c).')), {"rule-never-fires"}),
    ("unused-column", added(
        lambda i: f'\n[[relation]]\nname = "aged{i}"\ncolumns = ["tea: tea", "n: number"]\n'
                  f'complete = true\n' + rule(i, f'dear(t) :- price(t, p), p > {101 + i}元, '
                                              f'!aged{i}(t, _).')), set()),
    ("alias-collision", lambda i, pack, minutes: (
        pack.replace(f'id = "{NAMES[i]}"\n', f'id = "{NAMES[i]}"\nnames = ["Best Leaf"]\n')
        .replace(f'id = "{NAMES[i - 1]}"\n', f'id = "{NAMES[i - 1]}"\nnames = ["best leaf"]\n'),
        minutes), set()),
    ("unused-entity", added(lambda i: f'\n[[entity]]\nid = "box{i}"\ntype = "box"\n'), set()),
    ("unused-relation", added(
        lambda i: f'\n[[relation]]\nname = "left{i}"\ncolumns = ["tea: tea"]\n'), set()),
    ("missing-variable", replaced(
        lambda i: "{tea} sells for {price}",
        lambda i: ["{tea} sells", "a tea sells for {price}"][i % 2]), set()),
    ("not-askable", added(
        lambda i: f'\n[[relation]]\nname = "worth{i}"\ncolumns = ["tea: tea", "n: number"]\n'
                  f'complete = true\nasks = ["worth {i}"]\n'), {"unused-relation"}),
    ("shadowed-question", added(
        lambda i: '\n[[question]]\nmatch = ["so how dear is {tea} in shop %d"]\n'
                  "goal = 'market_share({tea}, share)'\n" % i), set()),
    ("unused-waiver", added(
        lambda i: '\n[[waive]]\nfinding = "table-gap"\nat = "parcels/%d"\nreason = "made up"\n' % i),
     set()),
    ("empty-relation", added(
        lambda i: f'\n[[relation]]\nname = "sampled{i}"\ncolumns = ["tea: tea"]\n'
                  f'asks = ["样品{i}", "sampled{i}"]\n' + rule(i, f'dear(t) :- sampled{i}(t).')),
     {"rule-never-fires"}),
    ("idle-override", added(
        lambda i: rule(i, f'grade(t, "rare") :- price(t, p), p > {9000 + i}元.')
        + 'overrides = ["fine"]\ncite = "call p0"\nquote = "from 500 yuan"\n'),
     {"rule-never-fires"}),
    ("override-cycle", added(lambda i: "".join(
        f'\n[[rule]]\nid = "{a}-{i}"\nrule = \'grade(t, "{a}") :- price(t, p), p > {600 + i}元.\'\n'
        f'overrides = ["{b}-{i}"]\n' for a, b in (("top", "best"), ("best", "top")))), set()),
    ("impossible-row", replaced(
        lambda i: ROW, lambda i: f"  {{ when = ['-', 'not(< {30 + i}, >= {20 + i})'], then = ['\"cart\"']"
                                 + LATE + ROW), set()),
    ("missing-value", lambda i, pack, minutes: (
        pack.replace("when = ['-',", f"when = ['!\"{NAMES[i]}\"',"), minutes), set()),
    ("mergeable-rows", replaced(
        lambda i: ROW, lambda i: f"  {{ when = ['-', '10..{20 + i}'], then = ['\"van\"']" + LATE
                                 + ROW.replace(">= 10", f"> {20 + i}")), set()),
    ("subsumed-row", lambda i, pack, minutes: (
        pack.replace('hit = "unique"', 'hit = "any"')
        .replace(ROW, f"  {{ when = ['-', '> {20 + i}'], then = ['\"van\"']" + LATE + ROW), minutes),
     {"mergeable-rows"}),
    ("unused-input", lambda i, pack, minutes: (
        pack.replace('inputs = ["tea: tea", "n: number"]',
                     f'inputs = ["tea: tea", "n: number", "m{i}: number"]')
        .replace("'< 10']", "'< 10', '-']").replace("'>= 10']", "'>= 10', '-']"), minutes), set()),
    ("one-source", lambda i, pack, minutes: (
        pack + f'\n[[source]]\nid = "note"\ndate = 2024-05-02\ntext = "minutes.md"\n'
        + rule(i, f'dear(t) :- price(t, p), p > {700 + i}元.').replace("planted", "other"),
        minutes), {"rule-never-fires", "subsumed-rule", "unused-turn"}),
    ("stale-claim", lambda i, pack, minutes: (
        pack.replace('key = ["tea"]\nasks = ["份额", "share"]',
                     'key = ["tea"]\nfresh_for = "%d days"\nasks = ["份额", "share"]' % (30 + i))
        + '\n[[source]]\nid = "late"\ndate = 2024-09-01\ntext = "minutes.md"\n', minutes),
     {"one-source", "unused-turn"}),
    ("unread-claim", lambda i, pack, minutes: (
        pack + f'\n[[relation]]\nname = "aroma{i}"\ncolumns = ["tea: tea"]\n'
        + claim(i, f'aroma{i}("{NAMES[i]}")', f"{NAMES[i]} smells"),
        minutes + f"## p20\n{NAMES[i]} smells\n"), {"not-askable", "unused-relation"}),
    ("not-said", added(
        lambda i: f'\n[[relation]]\nname = "brew{i}"\ncolumns = ["tea: tea"]\n'
                  f'asks = ["泡{i}", "brew{i}"]\nsays = {{ zh = "{{tea}}可泡" }}\n'
                  + rule(i, f'brew{i}(t) :- listed(t).')), set()),
    ("unknown-relation", added(lambda i: rule(i, f'dear(t) :- prise{i}(t, _).')), set()),
]


def audit(dictum, folder, pack, minutes):
    (folder / "pack.toml").write_text(pack, encoding="utf-8")
    (folder / "minutes.md").write_text(minutes, encoding="utf-8")
    done = subprocess.run([dictum, "audit", str(folder), "--format", "json"],
                          capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode > 1:
        return {"failed: " + done.stderr.strip()}
    return {found["id"] for found in json.loads(done.stdout)["findings"]}


def main():
    dictum = sys.argv[1]
    variants = min(int(sys.argv[2]) if len(sys.argv) > 2 else 2, VARIANTS_MOST)
    failures = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for i in range(variants):
            clean = audit(dictum, folder, *base(i))
            if clean:
                failures.append(f"clean pack {i}: {sorted(clean)}")
            for kind, plant, follows in KINDS:
                pack, minutes = plant(i, *base(i))
                if kind == "quote-not-found":
                    minutes = base(i)[1] + "## p20\nsomething else\n"
                if kind == "quote-altered":
                    minutes = base(i)[1] + f"## p20\n{NAMES[i]} is listed\n"
                found = audit(dictum, folder, pack, minutes)
                if kind not in found:
                    failures.append(f"{kind} {i}: not found, but {sorted(found)}")
                elif found - follows - {kind}:
                    failures.append(f"{kind} {i}: also {sorted(found - follows - {kind})}")
    for failure in failures:
        print(failure)
    print(f"{len(KINDS)} kinds planted, {variants} variants each, {len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
