"""Events: kinds, several in one article, their days, and pages that report none."""

from __future__ import annotations

import pytest

from minutes import extract_text
from tests.told import codes, events, roles

KINDS = [
    ("3月5日，县长温如许主持召开防汛工作会议。", "meeting"),
    ("3月5日，青禾县召开县委常委会会议，县委书记温如许主持会议。", "meeting"),
    ("3月5日，青禾县召开企业家座谈会，县长温如许出席。", "meeting"),
    ("3月5日，青禾医院举办护理培训班，院长宋清和作动员讲话。", "meeting"),
    ("3月5日，县委书记温如许为党员干部讲党课。", "meeting"),
    ("3月5日，青禾大学召开学术研讨会，校长温如许致辞。", "meeting"),
    ("3月5日，县长温如许到石桥镇调研防汛工作。", "inspection"),
    ("3月5日，县长温如许督导检查安全生产工作。", "inspection"),
    ("3月5日，副县长冷秋走访慰问困难群众。", "inspection"),
    ("3月5日，县委书记温如许会见青禾集团董事长骆远一行。", "reception"),
    ("3月5日，县长温如许接待青禾集团客人，并进行座谈。", "reception"),
    ("3月5日，青禾水库加固工程开工仪式举行，县长温如许出席。", "ceremony"),
    ("3月5日，青禾学院与青禾集团签约仪式举行，校长温如许出席。", "ceremony"),
    ("3月5日，县长温如许率队赴云泽市考察学习。", "visit"),
    ("3月5日，青禾学院召开了“护堤经验交流会”，校长温如许出席。", "meeting"),
    ("3月5日，青禾学院举办护堤经验交流会暨优秀班组授牌仪式，校长温如许出席。", "meeting"),
    ("3月5日，校长温如许出席水利工程师大会第八次会议开幕式并致辞。", "meeting"),
    ("3月5日，第三届“护堤人”论坛在大家的期待中拉开帷幕，校长温如许致辞。", "meeting"),
    ("3月5日，县政协九届一次会议圆满完成各项议程，胜利闭幕。县领导温如许出席。", "meeting"),
    ("3月5日，新生“开学第一课”线上线下同步开讲，校长温如许主讲。", "meeting"),
    ("3月5日，水利厅教授级高级工程师温如许做客青禾学院大讲堂。", "meeting"),
    ("3月5日，远澜集团董事长温如许一行来校，交流护堤技术。", "reception"),
    ("3月5日，县水利局局长温如许等赴石桥镇开展护堤技术帮扶。", "inspection"),
    ("3月5日，省水利厅处长温如许带领专家组，到青禾陶瓷公司开展节水诊断。", "inspection"),
    ("3月5日清晨，县长温如许和副县长冷秋未打招呼，分两路来到防汛一线。", "inspection"),
    ("3月5日，柳湾集团总裁温如许到我公司考察交流。董事长骆远接待了客人。", "reception"),
    ("3月5日，柳湾学院院长温如许一行来校调研。双方就护堤技术深入交流。", "reception"),
    ("3月5日，全县水务工作座谈会，于3月5日至6日在柳湾召开。县长温如许出席。", "meeting"),
    ("3月5日，副委员长温如许应邀访问乌兰国，先后会见乌兰总统图兰六世。", "visit"),
    ("3月5日，青禾小学开展防震应急疏散演练，校长温如许参加。", "other"),
    ("3月5日，全县护理技能竞赛在县医院举行，院长温如许出席。", "other"),
    ("3月5日，教授温如许和骆远在石桥镇为120余名枇杷种植户进行技术培训。", "meeting"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_wording_tells_the_kind(text: str, kind: str) -> None:
    """Meetings, inspections, receptions, ceremonies and visits."""
    assert [found for found, _ in events("发布时间：2024-03-06\n\n" + text)] == [kind]


def test_the_headline_tells_what_they_came_for() -> None:
    """来校 alone is a visit that is received; with 调研 above it is an inspection."""
    text = "# 省水利厅来校调研\n\n3月5日，省水利厅副厅长温如许一行来校，深入了解护堤技术。"
    assert events(text) == [("inspection", "--03-05")]


def test_who_comes_from_above_inspects_however_welcome() -> None:
    """检查 and 指导 are no visits among peers, whoever is thanked for them."""
    text = "# 省水利厅来校检查\n\n3月5日，省水利厅副厅长温如许一行来校检查。校长骆远对温如许一行表示欢迎。"
    assert events(text) == [("inspection", "--03-05")]


def test_guests_and_hosts_are_told_apart() -> None:
    """Who comes along is a guest, who bids welcome a host; who thanks for the welcome is none."""
    found = roles(
        "# 柳湾学院一行来校调研\n\n3月5日，柳湾学院院长温如许来校调研，副院长冷秋、闵慷等随访。"
        "校长骆远对温如许一行表示欢迎。温如许对学校的热情接待表示感谢。"
    )
    assert found == {"温如许": "guest", "冷秋": "guest", "闵慷": "guest", "骆远": "host"}


def test_wreaths_laid_in_the_course_of_a_visit_are_an_event_of_one_sentence() -> None:
    """What stands behind it goes on with the visit."""
    text = (
        "3月5日，委员长温如许在北京会见乌兰总统图兰六世。图兰六世表示，愿加强往来。"
        "图兰六世3月5日上午前往青禾广场，向烈士纪念碑敬献花圈。温如许表示，双方要守望相助。"
    )
    assert events(text) == [("reception", "--03-05"), ("ceremony", "--03-05")]


def test_a_report_may_open_with_somebody_who_sets_out() -> None:
    """Without a day, and without a headline; what somebody does as a habit is another matter."""
    assert [kind for kind, _ in events("县水利局局长温如许率队前往石桥镇走访慰问护堤人员。")] == ["inspection"]
    assert events("县水利局局长温如许经常到石桥镇走访慰问护堤人员。") == []


def test_the_day_of_the_report_is_not_that_of_the_event() -> None:
    """1月15日消息, and then the day."""
    text = "青禾网1月15日消息（记者 麦田）1月14日，青禾县举行开工仪式，县长温如许出席。"
    assert events(text) == [("ceremony", "--01-14")]


OTHER_NEWS = """3月5日，县长温如许主持召开防汛工作会议。会议强调，要守好堤坝。

又讯 3月6日，副县长冷秋到石桥镇检查春耕生产。"""
AFTER_THE_MEETING = """3月5日，县委常委会召开会议，县委书记温如许主持。会议强调，要守好堤坝。

会后，监察室召开职能科室负责人会议，监察室主任冷秋主持会议。冷秋要求，要抓好落实。"""
TWO_SESSIONS = """3月5日，县长温如许主持召开县政府第十八次常务会议。会议审议通过了防汛方案。

随后，温如许主持召开县政府第十九次常务会议。会议强调，要抓紧备耕。"""
TOLD_BEFORE = """3月5日，县委书记石晋、县长温如许分别检查防汛工作。当天下午，温如许主持召开防汛调度会。

会前，温如许先后来到石桥泵站、柳湾水库检查备汛情况。会议强调，要守好堤坝。"""
FURTHER_STOPS = """3月5日，县长温如许、副县长冷秋到泵站检查防汛工作。

随后，县领导一行来到柳湾水库检查备汛情况。温如许强调，要守好堤坝。"""
SEVERAL = [
    (TOLD_BEFORE, ["inspection", "meeting"]),
    (FURTHER_STOPS, ["inspection"]),
    (OTHER_NEWS, ["meeting", "inspection"]),
    (AFTER_THE_MEETING, ["meeting", "meeting"]),
    (TWO_SESSIONS, ["meeting", "meeting"]),
]


@pytest.mark.parametrize(("text", "kinds"), SEVERAL)
def test_an_article_may_report_several_events(text: str, kinds: list[str]) -> None:
    """又讯, 会后 and 随后 with an event of its own name or people open another."""
    assert [kind for kind, _ in events(text)] == kinds


ONE = [
    "3月5日，县长温如许到石桥镇调研防汛工作。在石桥闸，温如许察看了机组。随后，温如许来到泵站，了解运行情况。",
    "3月5日，县长温如许到石桥镇调研防汛工作。调研中，温如许主持召开座谈会，听取汇报。温如许强调，要守好堤坝。",
    "3月5日，县长温如许主持召开防汛会议。会议传达学习了市委常委会会议精神。会议强调，要守好堤坝。",
    "3月5日，县长温如许主持召开防汛会议。会前，与会人员观看了警示片。会议强调，要守好堤坝。",
    "3月5日，县长温如许主持召开防汛会议。会议强调，要定期召开调度会议，要开展检查。",
    "3月5日，青禾县举办护堤讲座，县水利局局长温如许主讲。随后，温如许对装沙袋进行了指导。",
]


@pytest.mark.parametrize("text", ONE)
def test_what_belongs_to_an_event_is_no_other(text: str) -> None:
    """Stations of a visit, a 座谈会 in its course, meetings that are studied or demanded."""
    assert len(events(text)) == 1


NONE = [
    "青禾县位于云泽市东南部，总面积1200平方公里，辖8个镇。",
    "今年以来，青禾县持续推进防汛工程建设，完成投资3.2亿元，加固堤防12公里。",
    "防汛无小事。安全意识如何强调也不过分，各级各部门要引以为戒、举一反三，守好每一段堤坝。",
    "关于开展防汛演练的通知\n\n各镇街：\n定于3月15日召开防汛演练部署会，请各单位主要负责人准时参加。",
    "清晨，巡堤员简书禾又出发了。“每天要走两个来回。”他说。",
    "招聘启事\n\n青禾医院面向社会招聘护士10名，要求本科以上学历，报名时间3月5日至3月15日。",
    "春灌正当时，石桥镇的田野里机器轰鸣。截至目前，全镇完成春灌面积2.1万亩。",
    "青禾县防汛应急预案要求，各镇街要落实值守制度，每日报告水情。",
    "据气象部门预报，3月5日至7日全县有小到中雨，请注意防范。",
    "青禾县将于3月15日召开防汛工作会议。",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_a_page_without_an_event_reports_none_and_says_so(text: str) -> None:
    """Profiles, features, editorials, notices, adverts, statistics: no meeting, nobody there, nothing to do."""
    records = extract_text(text)
    assert (records.meetings, records.attendees, records.directives) == ([], [], [])
    assert codes(text) == ["no-event"]


DATES = [
    ("2024年3月5日，县长温如许主持召开防汛会议。", "2024-03-05"),
    ("3月5日，县长温如许主持召开防汛会议。", "--03-05"),
    ("发布时间：2024-03-06\n\n3月5日，县长温如许主持召开防汛会议。", "2024-03-05"),
    ("发布时间：2024-03-06\n\n5日，县长温如许主持召开防汛会议。", "2024-03-05"),
    ("3月5日至6日，青禾县召开防汛会议，县长温如许出席。", "--03-05"),
    ("近日，县长温如许主持召开防汛会议。", None),
    ("5日，县长温如许主持召开防汛会议。", None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_an_event_is_of_the_day_it_is_said_to_be(text: str, date: str | None) -> None:
    """With the year where the document tells it, the first day of a range, nothing where the month is missing."""
    assert [day for _, day in events(text)] == [date]


def test_what_the_day_lacks_is_a_problem() -> None:
    """A missing year and a missing day are said."""
    assert "year-unknown" in codes("3月5日，县长温如许主持召开防汛会议。")
    assert "date-unknown" in codes("近日，县长温如许主持召开防汛会议。")
    assert codes("2024年3月5日，县长温如许主持召开防汛会议。") == []


def test_the_second_event_has_the_day_of_the_first() -> None:
    """会后 on the same day; 又讯 with a day of its own."""
    told = events(AFTER_THE_MEETING)
    assert [day for _, day in told] == ["--03-05", "--03-05"]
    told = events(OTHER_NEWS)
    assert [day for _, day in told] == ["--03-05", "--03-06"]


def test_people_of_one_event_are_not_of_the_other() -> None:
    """Who presides over the second meeting was not at the first."""
    records = extract_text(AFTER_THE_MEETING)
    assert roles(AFTER_THE_MEETING) == {"温如许": "chair", "冷秋": "chair"}
    by_meeting = {m.id: [a.name for a in records.attendees if a.meeting_id == m.id] for m in records.meetings}
    assert list(by_meeting.values()) == [["温如许"], ["冷秋"]]


def test_an_event_has_the_name_it_is_given() -> None:
    """The name as written, without the verb before it; the headline is the title."""
    (meeting,) = extract_text("# 县里部署防汛\n\n3月5日，县长温如许主持召开2024年第二次防汛工作会议。").meetings
    assert meeting.title == "县里部署防汛"
    assert meeting.name is not None
    assert meeting.name.endswith("防汛工作会议")
    assert "召开" not in meeting.name


def test_a_reception_before_the_signing_is_an_event_of_one_sentence() -> None:
    """签约前，X会见了Y: then the signing goes on."""
    text = (
        "3月5日，青禾县与柳湾集团合作签约仪式举行，县长温如许致辞，董事长骆远出席。"
        "签约前，温如许会见了骆远一行。温如许强调，要抓紧建设。"
    )
    assert [kind for kind, _ in events(text)] == ["ceremony", "reception"]


def test_who_goes_on_alone_inspects_no_second_time() -> None:
    """当天，X还走进Y, where nobody else is named: a further stop."""
    report = "3月5日，县长温如许到石桥镇调研防汛工作，副县长冷秋陪同。"
    stop = "当天，温如许还走进柳湾村，看望护堤人员，勉励他们守好堤坝。"
    assert events(report + stop) == [("inspection", "--03-05")]
