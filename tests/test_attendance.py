"""Roles: every one in several wordings, those of inspections and receptions, and people who are only cited."""

from __future__ import annotations

import pytest

from minutes.attendance import PERSON, AttendanceReader, mask, role_of
from minutes.document import Span, fold
from minutes.grammar import load_grammar
from minutes.mentions import Mention
from minutes.records import Role
from tests.told import roles

MEETING = "3月5日，青禾县召开防汛工作会议。"
VISIT = "3月5日，县委书记温如许到石桥镇调研防汛工作。"
RECEPTION = "3月5日，县委书记温如许会见青禾集团董事长骆远一行。"

AT_MEETINGS = [
    ("县长温如许主持会议。", "温如许", "chair"),
    ("县长温如许主持召开会议并讲话。", "温如许", "chair"),
    ("会议由县长温如许主持。", "温如许", "chair"),
    ("县长温如许主持并讲话。", "温如许", "chair"),
    ("县长温如许出席会议并讲话。", "温如许", "speaker"),
    ("县长温如许在会上强调，要守好堤坝。", "温如许", "speaker"),
    ("县长温如许作动员讲话。", "温如许", "speaker"),
    ("县长温如许致辞。", "温如许", "speaker"),
    ("副县长冷秋宣读了表彰决定。", "冷秋", "speaker"),
    ("副县长冷秋传达了上级会议精神。", "冷秋", "speaker"),
    ("副县长冷秋对下一步工作进行安排部署。", "冷秋", "speaker"),
    ("县水利局局长闵慷作表态发言。", "闵慷", "speaker"),
    ("县水利局局长闵慷汇报了防汛准备情况。", "闵慷", "presenter"),
    ("会上，县水利局局长闵慷通报了有关情况。", "闵慷", "presenter"),
    ("县水利局局长闵慷介绍了相关情况。", "闵慷", "presenter"),
    ("会议听取了县水利局局长闵慷的工作汇报。", "闵慷", "presenter"),
    ("会议听取了县水利局局长闵慷作的关于工作报告审议情况的汇报。", "闵慷", "presenter"),
    ("会议听取了县水利局局长闵慷作的工作报告。", "闵慷", "speaker"),
    ("县水利局局长闵慷对汛情进行简介。", "闵慷", "presenter"),
    ("县水利局局长闵慷对与会专家表示感谢，并就工程进展作了汇报。", "闵慷", "speaker"),
    ("县水利局局长闵慷等到场聆听。", "闵慷", "attendee"),
    ("县水利局局长闵慷就方案起草作了说明。", "闵慷", "presenter"),
    ("县水利局局长闵慷通报了水情，沿河各镇负责人作了发言。", "闵慷", "presenter"),
    ("县水利局局长闵慷以《守土有责》为题汇报了备汛体会。", "闵慷", "presenter"),
    ("县水利局局长闵慷介绍了险情，提出了除险措施。", "闵慷", "presenter"),
    ("县水利局局长闵慷为学员带来题为《守土有责》的专题课程。", "闵慷", "speaker"),
    ("县水利局局长闵慷表示，将守好堤坝。", "闵慷", "speaker"),
    ("县水利局局长闵慷建议，汛前再清一次淤。", "闵慷", "attendee"),
    ("随后，县水利局局长闵慷给大家算了三笔账。", "闵慷", "attendee"),
    ("县水利局局长闵慷出席。他指出，要守好堤坝。", "闵慷", "speaker"),
    ("县领导冷秋出席会议。", "冷秋", "attendee"),
    ("县领导冷秋、闵慷参加会议。", "闵慷", "attendee"),
    ("副县长冷秋参加。", "冷秋", "attendee"),
    ("参加会议的有副县长冷秋、县水利局局长闵慷。", "闵慷", "attendee"),
    ("县人大常委会副主任冷秋列席会议。", "冷秋", "observer"),
    ("列席会议的有：县纪委副书记冷秋。", "冷秋", "observer"),
    ("副县长冷秋因公请假。", "冷秋", "absent"),
    ("副县长冷秋请假。", "冷秋", "absent"),
]


@pytest.mark.parametrize(("text", "name", "role"), AT_MEETINGS)
def test_at_a_meeting_the_wording_tells_the_role(text: str, name: str, role: str) -> None:
    """Who presides, speaks, presents, attends, observes or is absent."""
    assert roles(MEETING + text).get(name) == role


AT_VISITS = [
    ("县领导冷秋陪同调研。", "冷秋", "accompanying"),
    ("县领导冷秋、闵慷一同调研。", "闵慷", "accompanying"),
    ("副县长冷秋陪同。", "冷秋", "accompanying"),
    ("县领导冷秋参加调研。", "冷秋", "accompanying"),
    ("副县长冷秋表示，将守好堤坝。", "冷秋", "accompanying"),
    ("副县长冷秋对温如许一行来访表示欢迎，并一同参观了泵站。", "冷秋", "accompanying"),
    ("随后，温如许率副县长冷秋、县水利局局长闵慷到泵站检查。", "闵慷", "accompanying"),
    ("在副县长冷秋及镇村干部的陪同下，温如许察看了堤坝。", "冷秋", "accompanying"),
    ("副县长冷秋参加活动。", "冷秋", "accompanying"),
    ("", "温如许", "lead"),
    ("温如许实地察看了堤坝。", "温如许", "lead"),
    ("温如许强调，要守好堤坝。", "温如许", "lead"),
]


@pytest.mark.parametrize(("text", "name", "role"), AT_VISITS)
def test_at_an_inspection_who_goes_leads_and_the_others_accompany(text: str, name: str, role: str) -> None:
    """Speaking does not make a speaker of the leader; 参加 at an inspection is accompanying."""
    assert roles(VISIT + text).get(name) == role


LEADING = [
    "3月5日，副县长冷秋带队督导检查石桥镇防汛工作。",
    "3月5日，副县长冷秋率队到石桥镇检查防汛工作。",
    "3月5日，副县长冷秋深入石桥镇走访慰问困难群众。",
    "3月5日，副县长冷秋赴石桥镇暗访防汛值守情况。",
]


@pytest.mark.parametrize("text", LEADING)
def test_who_inspects_leads(text: str) -> None:
    """However the going is worded."""
    assert roles(text) == {"冷秋": "lead"}


AT_RECEPTIONS = [
    ("", {"温如许": "host", "骆远": "guest"}),
    (
        "会谈中，县商务局局长冷秋与青禾集团副总裁向前分别就项目建设作了交流发言。",
        {"温如许": "host", "骆远": "guest", "冷秋": "speaker", "向前": "speaker"},
    ),
    ("县领导冷秋参加会见。", {"温如许": "host", "骆远": "guest", "冷秋": "attendee"}),
    ("青禾集团副总裁向前、县领导冷秋参加。", {"温如许": "host", "骆远": "guest", "向前": "guest", "冷秋": "attendee"}),
]


@pytest.mark.parametrize(("text", "wanted"), AT_RECEPTIONS)
def test_at_a_reception_there_are_hosts_and_guests(text: str, wanted: dict[str, str]) -> None:
    """Who receives is host, who is received guest, and the guests' own people are guests too."""
    assert roles(RECEPTION + text) == wanted


def test_leaders_who_act_jointly_have_one_role() -> None:
    """Both receive, both inspect."""
    assert roles("3月5日，县委书记温如许、县长冷秋会见骆远先生。")["冷秋"] == "host"
    assert roles("3月5日，县委书记温如许、县长冷秋到石桥镇调研防汛工作。")["冷秋"] == "lead"


def test_the_first_role_that_fits_is_kept() -> None:
    """Who presides and speaks is chair, who speaks and attends is speaker."""
    assert roles(MEETING + "县长温如许主持会议。温如许强调，要守好堤坝。温如许、冷秋出席会议。")["温如许"] == "chair"
    assert roles(MEETING + "县领导冷秋、闵慷出席会议。冷秋强调，要守好堤坝。") == {
        "冷秋": "speaker",
        "闵慷": "attendee",
    }


NOT_PRESENT = [
    "会议传达学习了省委书记温如许在全省防汛会议上的讲话精神。",
    "会议传达了市长温如许的批示要求。",
    "会议学习了温如许总书记重要讲话精神。",
    "会议指出，温如许书记多次强调要守好堤坝。",
    "本报讯（记者 温如许）",
    "（记者 温如许 通讯员 尹禾）",
    "（摄影：温如许）",
    "村民温如许告诉记者，今年的水来得早。",
    "会议观看了先进典型温如许的事迹短片。",
]


@pytest.mark.parametrize("text", NOT_PRESENT)
def test_who_is_cited_or_reports_did_not_take_part(text: str) -> None:
    """Words of somebody elsewhere, journalists, and people told of are no attendees."""
    page = text + MEETING if text.startswith("本报讯") else MEETING + text
    assert "温如许" not in roles(page + "县长段青禾主持会议。")


def test_a_byline_before_the_report_names_no_attendee() -> None:
    """本报讯 with reporter and correspondent."""
    text = "本报讯(记者尹禾 通讯员简书禾)3月5日，县长温如许主持召开防汛会议。"
    assert roles(text) == {"温如许": "chair"}


SLOTS = [
    ("participant", "meeting", Role.ATTENDEE),
    ("participant", "ceremony", Role.ATTENDEE),
    ("participant", "inspection", Role.ACCOMPANYING),
    ("participant", "visit", Role.ACCOMPANYING),
    ("visitor", "inspection", Role.LEAD),
    ("visitor", "reception", Role.GUEST),
    ("visitor", "meeting", Role.ATTENDEE),
    ("lead", "inspection", Role.LEAD),
    ("lead", "reception", Role.GUEST),
    ("host", "meeting", Role.ATTENDEE),
    ("guest", "reception", Role.GUEST),
    ("chair", "inspection", Role.CHAIR),
    ("absent", "meeting", Role.ABSENT),
]


@pytest.mark.parametrize(("slot", "kind", "role"), SLOTS)
def test_a_slot_is_a_role_at_an_event_of_a_kind(slot: str, kind: str, role: Role) -> None:
    """The same wording tells another role at an inspection, a reception and a meeting."""
    assert role_of(slot, kind) is role


def test_every_slot_of_attendance_is_a_role() -> None:
    """Whatever slot a template has, at any kind of event."""
    for kind in ("meeting", "inspection", "reception", "ceremony", "visit", "other"):
        for slot in load_grammar().kinds["attendance"].slots:
            assert role_of(slot, kind) in Role


# -- masking -----------------------------------------------------------------------------------------------------------


def test_people_are_marks_in_a_masked_sentence() -> None:
    """One mark a person; the marks tell where each was."""
    text = "县长温如许、冷秋出席。"
    mentions = [Mention(Span(0, 5), "温如许", Span(2, 5)), Mention(Span(6, 8), "冷秋", Span(6, 8))]
    masked = mask(text, Span(0, len(text)), mentions)
    assert masked.text == f"{PERSON}、{PERSON}出席。"
    assert masked.marks == (0, 2)
    assert masked.people(Span(0, 1)) == (mentions[0],)
    assert masked.people(Span(0, 3)) == tuple(mentions)
    assert masked.people(Span(3, 5)) == ()


BODIES = [
    ("本报讯(记者尹禾)3月5日，县里开会。", "3月5日，县里开会。"),
    ("3月5日，县里开会。(记者 尹禾)", "3月5日，县里开会。"),
    ("3月5日，县里开会。", "3月5日，县里开会。"),
    ("青禾县(经开区)召开会议。", "青禾县(经开区)召开会议。"),
]


@pytest.mark.parametrize(("text", "wanted"), BODIES)
def test_a_sentence_is_read_without_its_byline(text: str, wanted: str) -> None:
    """The byline before and the reporters' bracket behind are left out, other brackets stay."""
    reader = AttendanceReader(load_grammar())
    span = reader.body(fold(text), Span(0, len(text)))
    assert text[span.start : span.end] == wanted
