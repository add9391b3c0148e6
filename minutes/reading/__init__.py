"""Files to text: one file per input format under `formats`, and the encodings Chinese documents come in."""

from minutes.reading.documents import MAX_BYTES, read_document
from minutes.reading.source import STDIN_NAME, ReadSource

__all__ = ["MAX_BYTES", "STDIN_NAME", "ReadSource", "read_document"]
