"""Answers and rows as HTML, for notebooks: the proof of an answer is folded."""
from html import escape


def _value(value):
    return str(value.get("text", "")) if isinstance(value, dict) else str(value)


def _proof(node):
    if "ref" in node:
        return "<li>(as above)</li>"
    quotes = "".join(f" <q>{escape(cited['quote'])}</q> "
                     f"<small>{escape(cited['source'])} {escape(cited['turn'])}</small>"
                     for cited in node.get("citations", []))
    below = "".join(map(_proof, node.get("because", [])))
    return f"<li>{escape(node.get('fact', ''))}{quotes}{f'<ul>{below}</ul>' if below else ''}</li>"


def _row(row):
    values = ", ".join(f"{escape(name)} = <b>{escape(_value(value))}</b>"
                       for name, value in row.get("values", {}).items()) or "yes"
    places = ", ".join(dict.fromkeys(f"{cited['source']} {cited['turn']}"
                                     for cited in row.get("citations", [])))
    proof = row.get("proof")
    folded = f"<details><summary>why</summary><ul>{_proof(proof)}</ul></details>" if proof else ""
    return (f"<li>{values} <small>({escape(row.get('modality', ''))}; {escape(places)})</small>"
            f"{folded}</li>")


def answer_html(answer):
    """An answer of the library, as its JSON object."""
    rows = "".join(map(_row, answer.get("answers", []) + answer.get("conflicts", [])))
    notes = "".join(f"<p><small>{escape(note)}</small></p>" for note in answer.get("notes", []))
    status = answer.get("status")
    head = f" <small>[{escape(status)}]</small>" if status else ""
    return f"<p>{escape(answer.get('text', ''))}{head}</p><ul>{rows}</ul>{notes}"


def table_html(columns, rows):
    """Rows of a goal as a table."""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(_cell(value))}</td>" for value in row) + "</tr>"
                   for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value):
    if not isinstance(value, tuple):
        return str(value)
    lo = "" if value.lo is None else f"{value.lo:g}"
    hi = "" if value.hi is None else f"{value.hi:g}"
    return f"{lo if lo == hi else lo + '..' + hi} {value.unit}"
