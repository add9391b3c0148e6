"""Where a person's name ends: surnames, blanks, names that are words, dotted and Latin names, names before verbs."""

from __future__ import annotations

import pytest

from minutes.document import Span, fold
from minutes.grammar import load_grammar
from minutes.mentions import MentionFinder
from minutes.names import NameReader

FINDER = MentionFinder(load_grammar())
READER = NameReader(load_grammar())


def names(text: str, *known: str) -> list[str]:
    """The names found in a sentence, in order."""
    folded = fold(text)
    return [mention.name for mention in FINDER.find(folded, 0, len(folded), known)]


def read(text: str, *, trusted: bool = True, certain: bool = False, known: tuple[str, ...] = ()) -> str | None:
    """The name that begins where `text` begins."""
    found = READER.read(text, 0, len(text), known=known, trusted=trusted, certain=certain)
    return None if found is None else found.name


# -- surnames ----------------------------------------------------------------------------------------------------------

SURNAMES = [
    ("县长欧阳澍主持会议。", ["欧阳澍"]),
    ("副县长司马远航出席会议。", ["司马远航"]),
    ("镇长上官月参加会议。", ["上官月"]),
    ("局长皇甫云汉作汇报。", ["皇甫云汉"]),
    ("院长诸葛青、副院长尉迟敏出席会议。", ["诸葛青", "尉迟敏"]),
    ("县领导令狐川、东方白、夏侯宁出席会议。", ["令狐川", "东方白", "夏侯宁"]),
    ("校长单丹青主持召开座谈会。", ["单丹青"]),
    ("校长仇和风出席仪式。", ["仇和风"]),
    ("局长乐可作了发言。", ["乐可"]),
    ("厂长区长林讲话。", ["区长林"]),
    ("县委书记区长林主持会议。", ["区长林"]),
    ("主任万成参加会议。", ["万成"]),
]


@pytest.mark.parametrize(("text", "wanted"), SURNAMES)
def test_a_name_is_as_long_as_its_surname_allows(text: str, wanted: list[str]) -> None:
    """Two or three characters behind a single surname's place, up to four with a compound one."""
    assert names(text) == wanted


# -- blanks ------------------------------------------------------------------------------------------------------------

BLANKS = [
    ("县领导王 磊、李 敏出席会议。", ["王磊", "李敏"]),
    ("县领导王\u3000磊、宋清和出席会议。", ["王磊", "宋清和"]),
    ("副县长向 前参加会议。", ["向前"]),
    ("出席会议的有：方 正、万 成、高 明。", ["方正", "万成", "高明"]),
    ("县领导欧阳 敏出席会议。", ["欧阳敏"]),
    ("县长 温如许主持会议。", ["温如许"]),
]


@pytest.mark.parametrize(("text", "wanted"), BLANKS)
def test_a_blank_inside_a_short_name_belongs_to_it(text: str, wanted: list[str]) -> None:
    """Blanks that spread two characters over the width of three are left out of the name."""
    assert names(text) == wanted


def test_a_blank_parts_two_whole_names() -> None:
    """Two names of a list without marks stay two."""
    assert read("温如许 宋清和") == "温如许"


# -- names that are words ----------------------------------------------------------------------------------------------

WORDS = [
    ("县长高明出席会议。", ["高明"]),
    ("县领导方正、高原、常青出席会议。", ["方正", "高原", "常青"]),
    ("副县长严肃主持召开会议。", ["严肃"]),
    ("副县长江要武参加会议。", ["江要武"]),
    ("区领导周砚秋、欧阳澍、方正出席会议。", ["周砚秋", "欧阳澍", "方正"]),
    ("主任安定、副主任安全生参加会议。", ["安定", "安全生"]),
    ("县委常委、宣传部部长文明出席活动。", ["文明"]),
    ("县长郝运来、副县长于成功参加会议。", ["郝运来", "于成功"]),
]


@pytest.mark.parametrize(("text", "wanted"), WORDS)
def test_behind_a_post_or_in_a_list_a_word_is_a_name(text: str, wanted: list[str]) -> None:
    """高明, 方正 and 严肃 are names where a post or a label announces one."""
    assert names(text) == wanted


NOT_NAMES = [
    "高明的做法值得推广。",
    "会议严肃指出了存在的问题。",
    "各单位要方正作风，务实工作。",
    "全县安全生产形势平稳。",
    "高度重视春耕生产。",
    "时刻保持清醒头脑，常抓不懈。",
    "应急演练在城南小学举行。",
    "房屋安全隐患排查完成。",
    "金秋时节，稻谷飘香。",
    "常态化开展巡查，严防死守。",
    "明确任务，强化责任。",
    "党员干部带头参加劳动。",
    "全体人员出席会议。",
    "相关部门负责人参加会议。",
    "各镇街主要负责同志参加会议。",
    "县委书记和县长分别讲话。",
    "书记在会上强调了三点。",
    "主任一行来到泵站。",
    "县长主持会议并讲话。",
    "副县长对下一步工作提出要求。",
    "参加会议的有市县有关部门负责人。",
    "由县政府办公室主任负责落实。",
    "局长祝愿大家新春愉快。",
]


@pytest.mark.parametrize("text", NOT_NAMES)
def test_a_word_that_begins_like_a_name_is_none(text: str) -> None:
    """Where nothing announces a person, words that begin with a surname are words."""
    assert names(text) == []


# -- foreign names -----------------------------------------------------------------------------------------------------

FOREIGN = [
    ("副市长阿依古丽·买买提参加会议。", ["阿依古丽·买买提"]),
    ("州长迪力木拉提·艾力主持会议。", ["迪力木拉提·艾力"]),
    ("副主任古丽娜尔•沙比尔出席会议。", ["古丽娜尔•沙比尔"]),
    ("县领导艾山·托合提、温如许出席会议。", ["艾山·托合提", "温如许"]),
    ("总经理John Smith出席签约仪式。", ["John Smith"]),
    ("校长Anna Bell一行来访。", ["Anna Bell"]),
]


@pytest.mark.parametrize(("text", "wanted"), FOREIGN)
def test_dotted_and_latin_names_are_whole(text: str, wanted: list[str]) -> None:
    """A name with a dot ends where its last part ends; Latin ones behind a post are names."""
    assert names(text) == wanted


@pytest.mark.parametrize(
    "text", ["召开PPP项目推进会。", "“3·15”宣传活动举行。", "采用BIM技术施工。", "A·B两座泵站建成。"]
)
def test_letters_and_dots_alone_are_no_name(text: str) -> None:
    """Abbreviations and dates with a dot name nobody."""
    assert names(text) == []


# -- where a name ends before a verb -----------------------------------------------------------------------------------

BEFORE_VERBS = [
    ("张伟进行领学。", "张伟"),
    ("张伟作交流发言。", "张伟"),
    ("段青禾主持会议。", "段青禾"),
    ("段青禾主持召开会议。", "段青禾"),
    ("段青强调，", "段青"),
    ("温如许对此表示感谢。", "温如许"),
    ("温如许一行来到泵站。", "温如许"),
    ("温如许同志出席。", "温如许"),
    ("温如等参加。", "温如"),
    ("宋清和和与会人员参观。", "宋清和"),
    ("向前出席会议", "向前"),
    ("贺向前在会上指出，", "贺向前"),
    ("贺在前在会上指出，", "贺在前"),
    ("闵慷传达了通知精神", "闵慷"),
    ("骆远宣读了名单", "骆远"),
    ("骆远航宣读了名单", "骆远航"),
    ("连城关于项目的汇报", "连城"),
    ("时刻共同为中心揭牌", "时刻"),
    ("骆远线下参加", "骆远"),
    ("连成轻车简从，先后来到水库", "连成"),
]


@pytest.mark.parametrize(("text", "wanted"), BEFORE_VERBS)
def test_a_name_ends_before_the_verb(text: str, wanted: str) -> None:
    """What follows a name may be a verb, an address or a particle without any mark between."""
    assert read(text, certain=True) == wanted


@pytest.mark.parametrize(
    "text", ["进行领学", "主持会议", "强调，", "等单位", "（主任）", "、副局长", "2023年", " ", "区直部门负责人"]
)
def test_what_is_no_name_is_not_read_as_one(text: str) -> None:
    """Verbs, groups, marks and numbers do not begin a name."""
    assert read(text) is None


# -- what the document knows -------------------------------------------------------------------------------------------

KNOWN = [
    ("随后，穆青山来到泵站。", "穆青山", ["穆青山"]),
    ("察看结束后穆青山进行了点评。", "穆青山", ["穆青山"]),
    ("高明随后来到泵站。", "高明", ["高明"]),
]


@pytest.mark.parametrize(("text", "name", "wanted"), KNOWN)
def test_a_name_the_document_knows_is_found_bare(text: str, name: str, wanted: list[str]) -> None:
    """A name that a post shows elsewhere is recognised without one."""
    assert names(text, name) == wanted


def test_the_longer_of_two_known_names_wins() -> None:
    """宋清 and 宋清和 both known: the longer stands here."""
    assert read("宋清和出席", known=("宋清", "宋清和")) == "宋清和"


# -- the interface -----------------------------------------------------------------------------------------------------


def test_a_reading_shows_its_place() -> None:
    """The span covers what stands there, blanks included; the name is without them."""
    found = READER.read("副县长王 磊出席", 3, 8, trusted=True)
    assert found is not None
    assert found.span == Span(3, 6)
    assert found.name == "王磊"


def test_nothing_is_read_behind_the_end() -> None:
    """At the end of the stretch there is no name."""
    assert READER.read("王磊", 2, 2, trusted=True) is None
    assert READER.read("", 0, 0, trusted=True) is None


def test_a_post_makes_a_reading_possible_that_a_bare_place_does_not() -> None:
    """A common word counts as a name only where something announces one."""
    assert read("高原、常青") == "高原"
    assert read("高原、常青", trusted=False) is None
