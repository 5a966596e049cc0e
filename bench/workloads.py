"""The bulk workloads: made-up data from fixed seeds, a program, the same in SQL where SQL can say
it, and the count that every engine must come to.

    path, sparse graph    closure of a random graph, most nodes reach most others
    path, long chain      closure in more than a thousand rounds of few tuples each
    same generation       two fan-outs that meet
    points-to             two recursive atoms in one rule, which a SQL recursive CTE can't say
    triangles             a cyclic body over a skewed graph
    aggregates            count, sum and minimum of a join, by group
    reach from one        one row of a large graph's closure
    load                  two columns of text and a number, nothing derived

workloads.py NAME FOLDER writes one of them.
"""
import pathlib
import random
import sys

PATH = """.decl edge(x: number, y: number)
.decl path(x: number, y: number)
.input edge
path(x, y) :- edge(x, y).
path(x, z) :- path(x, y), edge(y, z).
.printsize path
"""
PATH_SQL = """CREATE INDEX edge_x ON edge(x);
WITH RECURSIVE path(x, y) AS (SELECT x, y FROM edge
  UNION SELECT path.x, edge.y FROM path JOIN edge ON path.y = edge.x)
SELECT count(*) FROM path;
"""
COUSINS = """.decl par(x: number, y: number)
.decl sg(x: number, y: number)
.input par
sg(x, y) :- par(x, p), par(y, p), x != y.
sg(x, y) :- par(x, a), sg(a, b), par(y, b).
.printsize sg
"""
COUSINS_SQL = """CREATE INDEX par_y ON par(y);
WITH RECURSIVE sg(x, y) AS (
  SELECT a.x, b.x FROM par a JOIN par b ON a.y = b.y WHERE a.x <> b.x
  UNION SELECT a.x, b.x FROM sg JOIN par a ON a.y = sg.x JOIN par b ON b.y = sg.y)
SELECT count(*) FROM sg;
"""
POINTS = """.decl new(v: number, o: number)
.decl copy(v: number, w: number)
.decl read(v: number, w: number)
.decl write(v: number, w: number)
.decl points(v: number, o: number)
.input new, copy, read, write
points(v, o) :- new(v, o).
points(v, o) :- copy(v, w), points(w, o).
points(v, o) :- read(v, w), points(w, p), points(p, o).
points(p, o) :- write(v, w), points(v, p), points(w, o).
.printsize points
"""
TRIANGLES = """.decl e(x: number, y: number)
.decl t(x: number, y: number, z: number)
.input e
t(x, y, z) :- e(x, y), e(y, z), e(x, z).
.printsize t
"""
TRIANGLES_SQL = """CREATE UNIQUE INDEX e_xy ON e(x, y);
SELECT count(*) FROM e a JOIN e b ON b.x = a.y JOIN e c ON c.x = a.x AND c.y = b.y;
"""
GROUPS = """.decl sale(id: number, item: number, amount: number)
.decl item(item: number, kind: number)
.decl kind(kind: number)
.decl total(kind: number, count: number, sum: number, least: number)
.input sale, item
kind(k) :- item(_, k).
total(k, c, s, m) :- kind(k),
  c = count : { item(i, k), sale(_, i, _) },
  s = sum a : { item(i, k), sale(_, i, a) },
  m = min a : { item(i, k), sale(_, i, a) }.
.printsize total
"""
GROUPS_SQL = """SELECT count(*) FROM (SELECT kind, count(*), sum(amount), min(amount)
  FROM sale JOIN item ON sale.item = item.item GROUP BY kind);
"""
REACH = """.decl edge(x: number, y: number)
.decl reach(y: number)
.input edge
reach(y) :- edge(1, y).
reach(y) :- reach(x), edge(x, y).
.printsize reach
"""
REACH_SQL = """CREATE INDEX edge_x ON edge(x);
WITH RECURSIVE reach(y) AS (SELECT y FROM edge WHERE x = 1
  UNION SELECT edge.y FROM reach JOIN edge ON edge.x = reach.y)
SELECT count(*) FROM reach;
"""
LOAD = """.decl visit(who: symbol, page: symbol, took: float)
.input visit
.printsize visit
"""
LOAD_SQL = "SELECT count(*) FROM visit;\n"


def graph(seed, nodes, edges):
    source = random.Random(seed)
    found = set()
    while len(found) < edges:
        found.add((source.randrange(nodes), source.randrange(nodes)))
    return sorted(found)


def chain(seed, nodes):
    """Each node leads to the next; every eighth also a few ahead."""
    source = random.Random(seed)
    found = {(i, i + 1) for i in range(nodes)}
    found.update((i, i + source.randint(2, 20)) for i in range(0, nodes - 20, 8))
    return sorted(found)


def generations(seed, depth, width):
    source = random.Random(seed)
    found = {(level * width + i, (level - 1) * width + source.randrange(width))
             for level in range(1, depth) for i in range(width) for _ in range(2)}
    return sorted(found)


def pointers(seed, variables):
    """Variables live in functions of 50; one flow in 600 is through one of few global ones."""
    source = random.Random(seed)

    def other(v):
        if source.random() < 1 / 600:
            return source.randrange(variables // 300)
        return min(variables - 1, v // 50 * 50 + source.randrange(50))

    tables = {"new": set(), "copy": set(), "read": set(), "write": set()}
    for v in range(variables):
        for table, share in (("new", 0.5), ("copy", 0.6), ("read", 0.11), ("write", 0.1)):
            if source.random() < share:
                tables[table].add((v, other(v)))
    return {table: sorted(rows) for table, rows in tables.items()}


def skewed(seed, nodes, edges):
    """Low numbers stand at many edges; each edge leads upwards."""
    source = random.Random(seed)
    found = set()
    while len(found) < edges:
        a, b = (int(nodes * source.random() ** 2.6) for _ in range(2))
        if a != b:
            found.add((min(a, b), max(a, b)))
    return sorted(found)


def sales(seed, rows, items, kinds):
    source = random.Random(seed)
    return {"sale": [(i, source.randrange(items), source.randrange(1000)) for i in range(rows)],
            "item": [(i, source.randrange(kinds)) for i in range(items)]}


def visits(seed, rows):
    source = random.Random(seed)
    return [(f"person {source.randrange(200_000)}", f"/page/{source.randrange(50_000)}",
             f"{source.random() * 100:.3f}") for _ in range(rows)]


# name: (data, program, SQL or none, count)
WORKLOADS = {
    "path, sparse graph": (lambda: {"edge": graph(11, 3000, 6000)}, PATH, PATH_SQL, 5_576_207),
    "path, long chain": (lambda: {"edge": chain(12, 3000)}, PATH, PATH_SQL, 4_501_500),
    "same generation": (lambda: {"par": generations(13, 12, 650)}, COUSINS, COUSINS_SQL, 3_140_822),
    "points-to": (lambda: pointers(14, 200_000), POINTS, None, 1_085_315),
    "triangles": (lambda: {"e": skewed(15, 60_000, 500_000)}, TRIANGLES, TRIANGLES_SQL, 177_302),
    "aggregates": (lambda: sales(16, 2_000_000, 50_000, 800), GROUPS, GROUPS_SQL, 800),
    "reach from one": (lambda: {"edge": graph(17, 800_000, 2_000_000)}, REACH, REACH_SQL, 714_770),
    "load": (lambda: {"visit": visits(18, 2_000_000)}, LOAD, LOAD_SQL, 2_000_000),
}


def columns_of(program, relation):
    """The names of a relation's columns, as its declaration says."""
    declared = program.split(f".decl {relation}(")[1].split(")")[0]
    return [column.split(":")[0].strip() for column in declared.split(",")]


def write(folder, data, program, sql):
    """Facts as text, the program, and the SQL that reads the facts first."""
    statements = [".mode tabs"]
    for relation, rows in data.items():
        with open(folder / f"{relation}.facts", "w", encoding="utf-8") as file:
            file.writelines("\t".join(map(str, row)) + "\n" for row in rows)
        columns = columns_of(program, relation)
        kinds = [f"{c} {'TEXT' if isinstance(v, str) else 'INTEGER'}"
                 for c, v in zip(columns, rows[0])]
        statements.append(f"CREATE TABLE {relation}({', '.join(kinds)});")
        statements.append(f".import {relation}.facts {relation}")
    (folder / "program.dl").write_text(program)
    if sql:
        (folder / "program.sql").write_text("\n".join(statements) + "\n" + sql)


if __name__ == "__main__":
    make_data, source_text, sql_text, _ = WORKLOADS[sys.argv[1]]
    write(pathlib.Path(sys.argv[2]), make_data(), source_text, sql_text)
