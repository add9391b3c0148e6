"""Records to files: one module per output format."""

from minutes.writing.records_json import read_records, records_bytes, write_records
from minutes.writing.whole import write_whole

__all__ = ["read_records", "records_bytes", "write_records", "write_whole"]
