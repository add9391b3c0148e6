"""HTML put together so that nothing gets in unescaped: only `Html` is taken as it is, any other text is escaped."""

from __future__ import annotations

import html
from collections.abc import Mapping

# Characters that HTML does not allow or silently changes, as the pictures Unicode has for them (U+2400 …).
_CONTROLS = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"} | {0x7F: 0x2421}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def escaped(text: str) -> Html:
    """`text` as HTML that shows it.

    >>> escaped('<b>"&"')
    '&lt;b&gt;&quot;&amp;&quot;'
    """
    return text if isinstance(text, Html) else Html(html.escape(text.translate(_CONTROLS), quote=True))


def joined(*parts: str) -> Html:
    """The parts one after the other, each escaped unless it is HTML."""
    return Html("".join(map(escaped, parts)))


def element(name: str, attributes: Mapping[str, str | None], *inner: str) -> Html:
    """An element with its attributes, those that are None left out.

    >>> element("span", {"class": "v", "id": None}, "a<b")
    '<span class="v">a&lt;b</span>'
    """
    given = "".join(f' {key}="{escaped(value)}"' for key, value in attributes.items() if value is not None)
    return Html(f"<{name}{given}>{joined(*inner)}</{name}>")
