"""The page itself: one file without any reference to another, for a browser that may be offline."""

from __future__ import annotations

import base64
import hashlib
import re

from minutes.records import Records
from minutes.writing.view.cards import Cards
from minutes.writing.view.labels import Labels, load_labels, load_template
from minutes.writing.view.marks import Segment, marks_of, numbered, segments
from minutes.writing.view.markup import Html, element, escaped, joined


def view_html(records: Records) -> str:
    """A self-contained HTML page that shows `records` beside their text; the same for the same records."""
    labels = load_labels()
    template = load_template()
    cards = Cards(records, labels)
    source = records.source
    facts = [source.name]
    if source.issue_date:
        facts.append(f"{labels['page']['issue_date']} {source.issue_date}")
    if source.encoding:
        facts.append(f"{labels['page']['encoding']} {source.encoding}")
    values = {
        **{f"word_{key}": escaped(word) for key, word in labels["page"].items()},
        "policy": Html(_policy(template)),
        "facts": escaped(" · ".join(facts)),
        "counts": _counts(records, labels),
        "text": _text(records, labels),
        "meetings": cards.meetings(),
        "problems": cards.problems(),
    }
    # In one pass: a value that itself holds {{…}} is not looked into.
    return re.sub(r"\{\{(\w+)\}\}", lambda match: values[match[1]], template)


def _policy(template: str) -> str:
    """What the page may load: nothing, and run: only its own script, told by its digest."""
    script = template.partition("<script>")[2].partition("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"


def _counts(records: Records, labels: Labels) -> Html:
    """A switch for each kind of mark, with how many there are."""
    kinds = (
        ("m", "meetings", len(records.meetings)),
        ("a", "attendees", len(records.attendees)),
        ("d", "directives", len(records.directives)),
        ("p", "problems", len(records.problems)),
    )
    switches = [
        element(
            "label",
            {"class": f"switch {kind}"},
            Html(f'<input type="checkbox" checked data-kind="{kind}">'),
            f"{labels['page'][name]} {number}",
        )
        for kind, name, number in kinds
    ]
    return joined(*switches)


def _text(records: Records, labels: Labels) -> Html:
    starts = numbered(records)
    first = {"m": starts["meetings"], "d": starts["directives"], "p": starts["problems"]}

    def shown(segment: Segment) -> Html:
        if not segment.marks:
            return escaped(segment.text)
        whole = [mark for mark in segment.marks if mark.field is None]
        fields = [mark for mark in segment.marks if mark.field is not None]
        # Attendees stand too close to each other for a number of their own in the margin.
        begins = [mark for mark in segment.opening if mark.field is None and mark.kind in first]
        kinds = sorted({mark.kind for mark in whole})
        number = " ".join(f"{labels['page'][f'mark_{one.kind}']}{one.record - first[one.kind] + 1}" for one in begins)
        return element(
            "span",
            {
                "class": " ".join(["s", *kinds]),
                "data-r": " ".join(str(mark.record) for mark in whole) or None,
                "data-f": " ".join(f"{mark.record}:{mark.field}" for mark in fields) or None,
                "data-n": number or None,
            },
            segment.text,
        )

    return joined(*(shown(segment) for segment in segments(records.source.text, marks_of(records))))
