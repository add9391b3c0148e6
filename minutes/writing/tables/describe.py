"""The tables described in Markdown, for `docs/tables.md`."""

from __future__ import annotations

from minutes.writing.tables.columns import TABLES, Table


def describe_tables() -> str:
    """A section for each table: what a row is, its key, what it refers to, its columns."""
    return "\n".join(_describe(table) for table in TABLES.values())


def _describe(table: Table) -> str:
    lines = [f"### {table.name}", "", f"A row is {table.row}. Key: {_names(table.key)}."]
    lines += [f"{_names(names)} → `{other}`." for names, other in table.references]
    lines += ["", "| column | type | |", "|---|---|---|"]
    lines += [f"| `{column.name}` | {column.kind} | {column.description} |" for column in table.columns]
    return "\n".join(lines) + "\n"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    print(describe_tables())
