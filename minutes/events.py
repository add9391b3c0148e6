"""Which events (会议、调研、会见 …) an article reports, what kind each is, and which sentences tell of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from minutes.articles import ArticleDraft
from minutes.attendance import MaskedSentence
from minutes.dates import DocumentDates, EventDate, find_event_dates
from minutes.document import Document, Span, squeezed
from minutes.grammar import Grammar
from minutes.matching import Frame
from minutes.records import MeetingKind
from minutes.sentences import FORMAL_LEAD_SENTENCES, LEAD_SENTENCES, ArticleReading, Sentence

_FIELD: Final = frozenset({MeetingKind.INSPECTION, MeetingKind.VISIT})
_COMING: Final = _FIELD | {MeetingKind.RECEPTION}


@dataclass(frozen=True, slots=True)
class EventDraft:
    """An event as found: kind, the template and sentence that announce it, its sentences and paragraphs."""

    kind: MeetingKind
    template: str
    announced: Span
    name: Span | None
    date: EventDate | None
    stretches: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    venue: Span | None = None
    organizer: Span | None = None
    formal: bool = False
    headed: bool = False
    headed_names: frozenset[str] = frozenset()
    """Who is named in the headline and not only cited there."""
    weak: bool = False
    """The wording alone could as well tell of something habitual; a day or a headline has to say that it happened."""


def find_events(
    document: Document, article: ArticleDraft, reading: ArticleReading, dates: DocumentDates, grammar: Grammar
) -> list[EventDraft]:
    """The events of the article, in order of the text."""
    sentences = reading.sentences
    first = _lead(article, reading, grammar)
    if first is None:
        return []
    at, frame = first
    if _are_guests(reading, at, frame, grammar):
        frame = frame._replace(sets={**frame.sets, "kind": MeetingKind.RECEPTION.value})
        first = at, frame
    opens = [(at, frame)]
    for index in range(at + 1, 0 if article.formal else len(sentences)):
        other = _opens_another(sentences, index, [frame for _, frame in opens], document.text, grammar)
        if other is not None:
            opens.append((index, other))
    headed = reading.headline is not None and any(
        f.sets["kind"] == first[1].sets["kind"] for f in reading.headline.convening
    )
    names = _names(reading.headline)
    events = []
    previous: EventDate | None = None
    apart = {index for index, frame in opens[1:] if frame.sets.get("apart")}
    for number, (index, frame) in enumerate(opens):
        start = 0 if number == 0 else index
        stop = next((i for i, _ in opens[number + 1 :] if i not in apart), len(sentences))
        own = sentences[index : index + 1] if index in apart else _without(sentences, start, stop, apart)
        event = _event(document, article, own, sentences[index], frame, dates, grammar, previous, headed=headed)
        event = replace(event, headed_names=names)
        previous = event.date or previous
        events.append(event)
    return events


def _without(sentences: Sequence[Sentence], start: int, stop: int, apart: set[int]) -> list[Sentence]:
    """The sentences from `start` to `stop` but those that tell of an event of one sentence within another's report."""
    return [sentences[index] for index in range(start, stop) if index not in apart]


def _names(headline: Sentence | None) -> frozenset[str]:
    mentions = headline.masked.mentions if headline else ()
    cited = headline.cited if headline else frozenset()
    return frozenset(squeezed(m.name) for m in mentions if m.name_span.start not in cited)


def _lead(article: ArticleDraft, reading: ArticleReading, grammar: Grammar) -> tuple[int, Frame] | None:
    """The sentence and frame that announce the article's event."""
    wanted = {f.sets["kind"] for f in reading.headline.convening} if reading.headline else set()
    lead = FORMAL_LEAD_SENTENCES if article.formal else LEAD_SENTENCES
    for index, sentence in enumerate(reading.sentences[:lead]):
        frames = sentence.convening
        if not frames:
            continue
        for frame in frames:
            if frame.sets["kind"] in wanted and len(wanted) == 1:
                return index, (frame.sets.get("weak") and _received(frames)) or frame
        (headed,) = wanted if len(wanted) == 1 else ("",)
        coming = headed in _COMING and frames[0].sets["kind"] in _COMING and bool(frames[0].sets.get("weak"))
        if coming and grammar.pattern("comes_here").search(sentence.masked.text):
            # the headline tells what they came for: 来校调研, where the text begins with 来校
            return index, frames[0]._replace(sets={**frames[0].sets, "kind": headed})
        return index, frames[0]
    return None


def _are_guests(reading: ArticleReading, at: int, frame: Frame, grammar: Grammar) -> bool:
    """Whether those who come here to look (来校调研) are guests of equal standing, and inspect nobody."""
    if frame.sets["kind"] not in _FIELD or not frame.sets.get("weak"):
        return False
    following = reading.sentences[at + 1 : at + 3]
    if any(_received(s.convening) and not _opens_with_cue(s, grammar) for s in following):
        return True  # X到我公司考察 … 董事长Y接待了客人
    headline = reading.headline.masked.text if reading.headline else ""
    opening = f"{headline}\n{reading.sentences[at].masked.text}"
    if not grammar.pattern("comes_here").search(opening) or grammar.pattern("comes_from_above").search(opening):
        return False
    told = grammar.pattern("as_guests")
    return any(told.search(sentence.masked.text) for sentence in reading.sentences)


def _opens_with_cue(sentence: Sentence, grammar: Grammar) -> bool:
    return grammar.pattern("new_event_cue").match(sentence.masked.text) is not None


def _received(frames: Sequence[Frame]) -> Frame | None:
    """The frame by which guests are received, in a sentence whose headline tells what they came for.

    来校调研, where the text says that 书记会见了客人: a reception, and no inspection.
    """
    return next((f for f in frames if f.sets["kind"] == MeetingKind.RECEPTION and not f.sets.get("weak")), None)


def _opens_another(
    sentences: Sequence[Sentence], index: int, earlier: Sequence[Frame], text: str, grammar: Grammar
) -> Frame | None:
    """The frame by which the sentence opens another event than those opened `earlier`, or None."""
    sentence = sentences[index]
    if not sentence.convening:
        return None
    start = sentence.span.start
    frame = sentence.convening[0]
    if frame.sets.get("apart"):
        return frame
    if frame.sets.get("lead"):
        return None  # 随后走进车间: only what opens the article
    cue = grammar.pattern("new_event_cue").match(text, start, sentence.span.end)
    if not cue and frame.sets["kind"] not in _FIELD:
        cue = grammar.pattern("hour_cue").match(text, start, sentence.span.end)
    if not cue:
        return None
    if grammar.pattern("event_goes_on").search(sentence.masked.text):
        return None
    if frame.sets["kind"] in _FIELD and not grammar.pattern("goes_there").search(sentence.masked.text):
        return None  # 随后对学员进行了指导: nobody goes anywhere
    other_day = grammar.pattern("other_day_cue").match(cue[0]) is not None
    told = any(other.sets["kind"] == frame.sets["kind"] for other in earlier)
    if told and _said(sentence, frame).endswith(tuple(grammar.words("opening_of_event"))):
        return None  # 论坛召开 … 论坛开幕式举行
    if frame.sets["kind"] == MeetingKind.MEETING and not other_day and _is_part(sentence, frame, earlier, grammar):
        return None
    if told and frame.sets["kind"] in _FIELD and _tells_day(sentences, index, grammar):
        return None
    if told and frame.sets["kind"] in _FIELD and not other_day:
        going = _going(sentences[index : index + 1])
        before = grammar.pattern("before_meeting_cue").match(cue[0]) is not None
        if not going or (before and going <= _going(sentences[:index])):
            return None  # 随后来到X: a further stop of the same inspection
    followers = sentences[index : index + 3]
    people = {a.mention.name for s in followers for a in s.attendance if a.slot not in ("visitor", "speaker")}
    in_field = frame.sets["kind"] in _FIELD and any(other.sets["kind"] in _FIELD for other in earlier)
    if in_field and not grammar.pattern("named_day").search(cue[0]):
        people -= _going(sentences[: index + 1])  # 当天，X还走进Y: no other one without company of its own
    if frame.sets["kind"] == MeetingKind.RECEPTION and grammar.pattern("before_event_cue").match(cue[0]):
        frame = frame._replace(sets={**frame.sets, "apart": True})  # 签约前，X会见了Y: then the signing goes on
    return frame if people else None


def _is_part(sentence: Sentence, frame: Frame, earlier: Sequence[Frame], grammar: Grammar) -> bool:
    """Whether a meeting without a name of its own is held in the course of an inspection or visit: 随后召开座谈会."""
    unnamed = not _said(sentence, frame) or _said(sentence, frame) in grammar.words("unnamed_meeting")
    return unnamed and all(other.sets["kind"] in _FIELD for other in earlier)


def _said(sentence: Sentence, frame: Frame) -> str:
    """What the sentence calls the event; empty where it does not name it."""
    event = frame.slots.get("event")
    return "" if event is None else sentence.masked.text[event.start : event.end]


def _tells_day(sentences: Sequence[Sentence], index: int, grammar: Grammar) -> bool:
    """Whether the sentence only tells the day of what is reported without one: 近日在X考察, then 11月7日，他到Y."""
    named = grammar.pattern("named_day")
    if any(named.search(sentence.masked.text) for sentence in sentences[:index]):
        return False
    going = _going(sentences[index : index + 1])
    return bool(going) and going <= _going(sentences[:index])


def _going(sentences: Sequence[Sentence]) -> set[str]:
    """Who goes somewhere or leads in `sentences`."""
    return {a.mention.name for s in sentences for a in s.attendance if a.slot in ("visitor", "lead")}


def _event(
    document: Document,
    article: ArticleDraft,
    sentences: Sequence[Sentence],
    announced: Sentence,
    frame: Frame,
    dates: DocumentDates,
    grammar: Grammar,
    previous: EventDate | None,
    *,
    headed: bool,
) -> EventDraft:
    text = document.text
    span = announced.span
    found = find_event_dates(text, span.start, span.end, dates, grammar, previous=previous)
    date = next((d for d in found if d.iso), found[0] if found else None)
    if date is None and previous is None:
        head = Span(sentences[0].span.start, sentences[min(2, len(sentences) - 1)].span.end)
        found = find_event_dates(text, head.start, head.end, dates, grammar)
        date = next((d for d in found if d.iso), found[0] if found else None)
    if date is None and previous is not None:
        date = replace(previous, part_of_day=None, part_span=None)
    start = sentences[0].span.start
    stop = sentences[-1].span.end
    stretches = tuple(
        Span(max(p.start, start), min(p.end, stop)) for p in article.body if p.start < stop and start < p.end
    )
    return EventDraft(
        kind=MeetingKind.MEETING if article.formal else MeetingKind(frame.sets["kind"]),
        template=frame.template,
        announced=span,
        name=_name(announced.masked, frame),
        date=date,
        stretches=stretches,
        sentences=tuple(sentences),
        venue=_told(announced.masked, "event_venue", "place", grammar),
        organizer=_told(announced.masked, "event_organizer", "organizer", grammar),
        formal=article.formal,
        headed=headed,
        weak=bool(frame.sets.get("weak")),
    )


def _name(masked: MaskedSentence, frame: Frame) -> Span | None:
    """Where the event's name stands in the document's text."""
    slot = frame.slots.get("event")
    if slot is None:
        return None
    return Span(unmasked(masked, slot.start), unmasked(masked, slot.end))


def _told(masked: MaskedSentence, entry: str, slot: str, grammar: Grammar) -> Span | None:
    """What a pattern of the lexicon finds in the announcing sentence, in the document's text."""
    found = grammar.pattern(entry).search(masked.text)
    return Span(unmasked(masked, found.start(slot)), unmasked(masked, found.end(slot))) if found else None


def unmasked(masked: MaskedSentence, at: int) -> int:
    """The offset in the document's text of offset `at` of the masked sentence."""
    offset = masked.span.start + at
    for mention, mark in zip(masked.mentions, masked.marks, strict=True):
        if mark >= at:
            break
        offset += len(mention.span) - 1
    return offset
