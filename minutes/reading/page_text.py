"""The readable text of an HTML page: one line for each block, cells of a table row parted by tabs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

# fmt: off
_DROPPED = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "svg", "canvas", "head", "nav", "aside", "footer",
    "button", "select", "textarea",
})
_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "title", "tr", "ul",
})
# fmt: on
_CELLS = frozenset({"td", "th"})
_VOID = frozenset({"br", "hr"})
_BLANKS = re.compile(r"[ \t\n\r\f\v]+")
_CONTENTS = ("article", "main")


class _Reader(HTMLParser):
    """Collects lines; what stands inside `article` or `main` is also collected apart."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.inner: list[str] = []
        self._line: list[str] = []
        self._dropping: list[str] = []
        self._inside = 0
        self._preformatted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._dropping:
            if tag in _DROPPED:
                self._dropping.append(tag)
            return
        # A head that is never closed ends where the body begins.
        if tag in _DROPPED:
            self._dropping.append(tag)
            return
        if tag in _BLOCKS:
            self._end_line()
        elif tag in _CELLS and self._line:
            self._line.append("\t")
        if tag in _CONTENTS:
            self._inside += 1
        elif tag == "pre":
            self._preformatted += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS and not self._dropping:
            self._end_line()

    def handle_endtag(self, tag: str) -> None:
        if self._dropping:
            if tag in self._dropping:
                while self._dropping.pop() != tag:
                    pass
            return
        if tag in _BLOCKS and tag not in _VOID:
            self._end_line()
        if tag in _CONTENTS:
            self._inside = max(0, self._inside - 1)
        elif tag == "pre":
            self._preformatted = max(0, self._preformatted - 1)

    def handle_data(self, data: str) -> None:
        if self._dropping:
            return
        if self._preformatted:
            for number, part in enumerate(data.split("\n")):
                if number:
                    self._end_line()
                self._line.append(part)
        else:
            self._line.append(_BLANKS.sub(" ", data))

    def close(self) -> None:
        super().close()
        self._end_line()

    def _end_line(self) -> None:
        line = "".join(self._line)
        self._line.clear()
        line = re.sub(r" *\t[ \t]*", "\t", re.sub(" {2,}", " ", line)).strip(" \t\u200b\ufeff")
        if line:
            self.lines.append(line)
            if self._inside:
                self.inner.append(line)


def page_text(html: str) -> str:
    """The text of a page, a line for each block; of a page with an `article` or `main` that holds text, only that.

    >>> page_text("<nav>首页</nav><h1>区政府开会</h1><p>区长&nbsp;主持<br>会议。</p>")
    '区政府开会\\n区长\\xa0主持\\n会议。\\n'
    """
    reader = _Reader()
    body = re.search(r"<body\b", html, re.IGNORECASE)
    reader.feed(html[body.start() :] if body else html)
    reader.close()
    lines = reader.inner if len("".join(reader.inner)) >= 50 else reader.lines
    return "\n".join(lines) + "\n" if lines else ""
