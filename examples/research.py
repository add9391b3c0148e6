"""Who attends with whom, and what is demanded by month: a question asked of the tables of a corpus.

    minutes extract corpus/ --to sqlite -o tables/
    python examples/research.py tables/minutes.sqlite demands.svg

Prints the pairs of people named together most often, and draws directives by month and kind. Needs nothing but Python.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import defaultdict
from html import escape
from pathlib import Path

PAIRS = """
SELECT a.name, b.name, count(DISTINCT a.document_id || a.meeting_id) AS together
FROM attendees a JOIN attendees b USING (document_id, meeting_id)
WHERE a.name < b.name
GROUP BY a.name, b.name
ORDER BY together DESC, a.name, b.name
LIMIT ?
"""
MONTHS = """
SELECT substr(coalesce(m.date, o.issue_date), 1, 7) AS month, d.kind, count(*)
FROM directives d
JOIN meetings m USING (document_id, meeting_id)
JOIN documents o USING (document_id)
WHERE month GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]'
GROUP BY month, d.kind
ORDER BY month, d.kind
"""
COLOURS = {"requirement": "#2f6f9f", "decision": "#c0612b", "expectation": "#9a9a9a"}
WIDTH, HEIGHT, MARGIN = 800, 360, 50


def find_pairs(database: sqlite3.Connection, limit: int = 10) -> list[tuple[str, str, int]]:
    """The pairs of people who are named at the same meetings, most often first."""
    return database.execute(PAIRS, (limit,)).fetchall()


def count_months(database: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Directives by month (YYYY-MM) and kind."""
    months: dict[str, dict[str, int]] = defaultdict(dict)
    for month, kind, count in database.execute(MONTHS):
        months[month][kind] = count
    return dict(months)


def draw_months(months: dict[str, dict[str, int]]) -> str:
    """Stacked bars, one a month, as SVG."""
    highest = max((sum(kinds.values()) for kinds in months.values()), default=1)
    step = (WIDTH - 2 * MARGIN) / max(len(months), 1)
    shapes = []
    for place, (month, kinds) in enumerate(sorted(months.items())):
        left, top = MARGIN + place * step, float(HEIGHT - MARGIN)
        for kind, colour in COLOURS.items():
            tall = kinds.get(kind, 0) / highest * (HEIGHT - 2 * MARGIN)
            top -= tall
            shapes.append(
                f'<rect x="{left:.1f}" y="{top:.1f}" width="{step * 0.8:.1f}" height="{tall:.1f}" fill="{colour}">'
                f"<title>{month} {kind}: {kinds.get(kind, 0)}</title></rect>"
            )
        shapes.append(_words(left + step * 0.4, HEIGHT - MARGIN + 16, month, "middle"))
        shapes.append(_words(left + step * 0.4, top - 4, str(sum(kinds.values())), "middle"))
    for place, (kind, colour) in enumerate(COLOURS.items()):
        shapes.append(f'<rect x="{MARGIN + place * 130}" y="12" width="10" height="10" fill="{colour}"/>')
        shapes.append(_words(MARGIN + 16 + place * 130, 21, kind, "start"))
    inside = "\n".join(shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="11">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>\n{inside}\n</svg>\n'
    )


def _words(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def main(source: str, target: str) -> None:
    """Print the pairs, write the plot."""
    database = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    try:
        for one, other, count in find_pairs(database):
            print(f"{count:4}  {one}  {other}")
        Path(target).write_text(draw_months(count_months(database)), encoding="utf-8")
    finally:
        database.close()


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
