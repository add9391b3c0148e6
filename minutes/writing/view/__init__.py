"""Records as one HTML page: the source text with every record's evidence marked, beside the records."""

from minutes.writing.view.page import view_html

__all__ = ["view_html"]
