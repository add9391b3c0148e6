"""Records as flat tables: which tables and columns there are, rows out of records, one module per file format."""

from minutes.writing.tables.columns import TABLES, Column, Table
from minutes.writing.tables.files import write_tables
from minutes.writing.tables.format import Parts, TableFormat, load_table_format, load_table_formats
from minutes.writing.tables.rows import DocumentKey, Row, document_rows, skipped_rows

__all__ = [
    "TABLES",
    "Column",
    "DocumentKey",
    "Parts",
    "Row",
    "Table",
    "TableFormat",
    "document_rows",
    "load_table_format",
    "load_table_formats",
    "skipped_rows",
    "write_tables",
]
