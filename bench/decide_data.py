"""Decision tables for bench.py: rows and inputs, deterministic, in the forms that Dictum and the
peers read. Shapes:

  mixed     the table of five inputs with many `-`, as in rule books; a default at the end
  narrow    two numbers in narrow ranges that no row leaves out
  keys      two texts with a value for every 20 rows, and three small inputs
"""
import json
import random

TIERS = ["bronze", "silver", "gold", "platinum"]
REGIONS = ["eu", "us", "apac", "latam", "mea", "anz", "uk", "ca"]
COLUMNS = ["tier", "region", "amount", "score", "flag"]


def some(r, values, share):
    return r.choice(values) if r.random() < share else None


def span(r, domain, least, most):
    lo = r.randrange(domain)
    return lo, lo + r.randrange(least, most)


def mixed(r, count):
    return [(some(r, TIERS, 0.8), some(r, REGIONS, 0.8),
             span(r, 900, 50, 400) if r.random() < 0.7 else None,
             span(r, 800, 50, 300) if r.random() < 0.7 else None,
             some(r, [True, False], 0.4)) for _ in range(count)]


def narrow(r, count):
    most = max(2, int(2_000_000 / count ** 0.5))
    return [(some(r, TIERS, 0.5), some(r, REGIONS, 0.5), span(r, 1_000_000, 1, most),
             span(r, 1_000_000, 1, most), some(r, [True, False], 0.4)) for _ in range(count)]


def keys(r, count):
    names = max(4, count // 20)
    return [(f"t{r.randrange(names)}", f"r{r.randrange(names)}",
             span(r, 900, 50, 400) if r.random() < 0.5 else None, None,
             some(r, [True, False], 0.4)) for _ in range(count)]


SHAPES = {"mixed": mixed, "narrow": narrow, "keys": keys}


def make_rows(shape, count):
    r = random.Random(19)
    rows = SHAPES[shape](r, count - 1) + [(None,) * 5]
    return [row + (r.randrange(1000),) for row in rows]


def make_inputs(shape, rows, count):
    """Half of them lie inside some row."""
    r = random.Random(23)
    inputs = []
    for _ in range(count):
        row = rows[r.randrange(len(rows))] if r.random() < 0.5 else (None,) * 6
        other = rows[r.randrange(len(rows))]
        domain = 1_000_000 if shape == "narrow" else 1000
        inputs.append((row[0] or other[0] or r.choice(TIERS), row[1] or other[1] or "eu",
                       r.randrange(*row[2]) if row[2] else r.randrange(domain),
                       r.randrange(*row[3]) if row[3] else r.randrange(domain),
                       row[4] if row[4] is not None else r.random() < 0.5))
    return inputs


def first_row(rows, x):
    """The plain loop that every engine has to agree with."""
    for i, (tier, region, amount, score, flag, _) in enumerate(rows):
        if ((tier is None or tier == x[0]) and (region is None or region == x[1])
                and (amount is None or amount[0] <= x[2] < amount[1])
                and (score is None or score[0] <= x[3] < score[1])
                and (flag is None or flag == x[4])):
            return i
    return -1


def text_cell(value):
    return "-" if value is None else f'"{value}"'


def range_cell(value):
    return "-" if value is None else f"{value[0]}..<{value[1]}"


def flag_cell(value):
    return "-" if value is None else str(value).lower()


def dictum_row(row):
    tier, region, amount, score, flag, limit = row
    return [text_cell(tier), text_cell(region), range_cell(amount), range_cell(score),
            flag_cell(flag)], str(limit)


def write_dictum(folder, rows, inputs):
    """rows.tsv and inputs.tsv for dictum_bench_decide; a pack and inputs.csv for `decide`."""
    header = ["tier: symbol", "region: symbol", "amount: number", "score: number", "flag: bool"]
    with open(folder / "rows.tsv", "w") as f:
        f.write("\t".join(header + ["limit: number"]) + "\n")
        for row in rows:
            when, then = dictum_row(row)
            f.write("\t".join(when + [then]) + "\n")
    with open(folder / "inputs.tsv", "w") as f:
        f.writelines(f"{t}\t{g}\t{a}\t{s}\t{flag_cell(b)}\n" for t, g, a, s, b in inputs)
    with open(folder / "inputs.csv", "w") as f:
        f.write(",".join(COLUMNS) + "\n")
        f.writelines(f"{t},{g},{a},{s},{flag_cell(b)}\n" for t, g, a, s, b in inputs)
    with open(folder / "inputs.ndjson", "w") as f:
        f.writelines(json.dumps(dict(zip(COLUMNS, x))) + "\n" for x in inputs)
    pack = folder / "pack"
    pack.mkdir(exist_ok=True)
    with open(pack / "pack.toml", "w") as f:
        f.write('# Made up.\n[pack]\nname = "bench"\n\n[[relation]]\nname = "limit_of"\n'
                'columns = ["limit: number"]\n\n[[table]]\nid = "limits"\n'
                'concludes = "limit_of(limit)"\nhit = "first"\n'
                f"inputs = {json.dumps(header)}\noutputs = [\"limit: number\"]\nrows = [\n")
        for row in rows:
            when, then = dictum_row(row)
            cells = ", ".join(f"'{cell}'" for cell in when)
            f.write(f"  {{ when = [{cells}], then = ['{then}'] }},\n")
        f.write("]\n")


def write_zen(folder, rows, inputs):
    def zen_row(i, row):
        tier, region, amount, score, flag, limit = row
        return {"_id": f"r{i}", "tier": f'"{tier}"' if tier else "",
                "region": f'"{region}"' if region else "",
                "amount": f"[{amount[0]}..{amount[1]})" if amount else "",
                "score": f"[{score[0]}..{score[1]})" if score else "",
                "flag": "" if flag is None else flag_cell(flag), "limit": str(limit)}

    def column(name):
        return {"id": name, "name": name, "type": "expression", "field": name}

    model = {
        "nodes": [
            {"id": "i", "type": "inputNode", "name": "in", "position": {"x": 0, "y": 0}},
            {"id": "t", "type": "decisionTableNode", "name": "table",
             "position": {"x": 1, "y": 0},
             "content": {"hitPolicy": "first",
                         "rules": [zen_row(i, row) for i, row in enumerate(rows)],
                         "inputs": [column(c) for c in COLUMNS], "outputs": [column("limit")]}},
            {"id": "o", "type": "outputNode", "name": "out", "position": {"x": 2, "y": 0}}],
        "edges": [{"id": "e1", "sourceId": "i", "targetId": "t", "type": "edge"},
                  {"id": "e2", "sourceId": "t", "targetId": "o", "type": "edge"}]}
    (folder / "zen.json").write_text(json.dumps(model))
    (folder / "inputs.json").write_text(json.dumps([dict(zip(COLUMNS, x)) for x in inputs]))


def write_clips(folder, rows, inputs):
    """A rule for each row, most urgent first; salience is held to CLIPS's 10,000 each way."""
    with open(folder / "rules.clp", "w") as f:
        f.write("(deftemplate req (slot tier) (slot region) (slot amount) (slot score) "
                "(slot flag))\n(defglobal ?*limit* = 0)\n")
        for i, (tier, region, amount, score, flag, limit) in enumerate(rows):
            tests = ""
            if tier:
                tests += f" (tier {tier})"
            if region:
                tests += f" (region {region})"
            if flag is not None:
                tests += f" (flag {flag_cell(flag)})"
            if amount:
                tests += f" (amount ?a&:(>= ?a {amount[0]})&:(< ?a {amount[1]}))"
            if score:
                tests += f" (score ?s&:(>= ?s {score[0]})&:(< ?s {score[1]}))"
            f.write(f"(defrule r{i} (declare (salience {10000 - i})) (req{tests}) => "
                    f"(bind ?*limit* (+ ?*limit* {limit})))\n")
    with open(folder / "inputs.clpf", "w") as f:
        f.writelines(f"{t} {g} {a} {s} {flag_cell(b)}\n" for t, g, a, s, b in inputs)
