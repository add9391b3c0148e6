"""Who has to do a directive, and with what part."""

from __future__ import annotations

import time

import pytest

from minutes.document import fold
from minutes.grammar import Grammar, load_grammar
from minutes.matching import match_template
from minutes.responsible import find_responsible


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return load_grammar()


def _found(grammar: Grammar, said: str, *, formal: bool = True, people: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    drafts = find_responsible(said, fold(said), 0, len(said), grammar, formal=formal, people=people)
    assert all("".join(said[d.span.start : d.span.end].split()) == d.name for d in drafts)
    return [(draft.name, draft.part.value) for draft in drafts]


@pytest.mark.parametrize(
    ("said", "lead", "support"),
    [
        ("由县林草局牵头,县气象局、各林场配合,4月底前完成补植", ["县林草局"], ["县气象局", "各林场"]),
        ("县林草局会同县气象局完成会商系统改造", ["县林草局"], ["县气象局"]),
        ("由基建处负责，会同保卫处于6月20日前封闭北门", ["基建处"], ["保卫处"]),
        ("由审计部具体负责，法务部审核合同", ["审计部", "法务部"], []),
        ("县河道所负责清淤，河口镇负责青苗补偿", ["县河道所", "河口镇"], []),
        ("补植火烧迹地（责任单位：县林草局、各林场；完成时限：4月底）", ["县林草局"], ["各林场"]),
        ("牵头单位：国资处；配合单位：财务处、各学院", ["国资处"], ["财务处", "各学院"]),
        ("县林草局：月底前完成补植。", ["县林草局"], []),
        ("责成河口镇举一反三，限期整改", ["河口镇"], []),
        ("3 清理河口淤泥 县河道所 河口镇、县财政局 6月底", ["县河道所"], ["河口镇", "县财政局"]),
        ("县供水公司会后3日内提供管线图，澄江建工集团据此改道", ["县供水公司", "澄江建工集团"], []),
        ("食堂承包方要当日公示菜价", ["食堂承包方"], []),
        ("县河道所为清淤的牵头单位，河口镇参与", ["县河道所"], ["河口镇"]),
    ],
)
def test_parts_in_formal_minutes(grammar: Grammar, said: str, lead: list[str], support: list[str]) -> None:
    """Who leads or acts is a lead, who helps or comes second supports, and leads come first."""
    assert _found(grammar, said) == [(name, "lead") for name in lead] + [(name, "support") for name in support]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("一要压实责任。各级各部门和各企业要逐项对账", ["各级各部门", "各企业"]),
        (
            "对防火工作，各行业领域、各管护单位和各乡镇（街道）要盯紧火源",
            ["各行业领域", "各管护单位", "各乡镇（街道）"],
        ),
        ("9月底前各学院要报送名单", ["各学院"]),
        ("林草、消防等部门和单位要加密巡查", ["林草、消防等部门和单位"]),
        ("全体党员、干部要带头捐苗", ["全体党员、干部"]),
        ("各林场主要负责人是第一责任人", ["各林场主要负责人"]),
        ("县林草局连夜补齐水泵", ["县林草局"]),
        ("排名靠后的乡镇要说明原因", []),
    ],
)
def test_subjects_in_reports(grammar: Grammar, said: str, names: list[str]) -> None:
    """A unit or collective that is the subject of a requirement has to do it."""
    assert [name for name, _ in _found(grammar, said, formal=False)] == names


@pytest.mark.parametrize(
    "said",
    [
        "全区上下要齐心植树",
        "要加强对各林场的巡查，并向县政府报送台账",
        "方案修改后报县委常委会审定",
        "原则同意由县林草局提出的补植方案",
        "要引导广大党员干部下沉网格",
        "城区积水处于高发期，要备足水泵",
        "值班人员不准离岗",
        "会议要研究下一步打算",
        "大家要学以致用",
    ],
)
def test_who_does_not_act_is_not_responsible(grammar: Grammar, said: str) -> None:
    """The public at large, receivers, objects of verbs and the meeting have nothing to do."""
    assert _found(grammar, said, formal=False) == []


def test_named_persons_are_not_responsible(grammar: Grammar) -> None:
    """A phrase with a person's name in it is a person."""
    assert _found(grammar, "由林业办温如许组长牵头，各村配合", people=("温如许",)) == [("各村", "support")]


def test_a_unit_comes_once(grammar: Grammar) -> None:
    """A unit named twice comes once, and a task of its own outweighs support."""
    said = "县林草局核对图斑，县财政局拨付尾款（责任单位：县林草局、县财政局）"
    assert _found(grammar, said) == [("县林草局", "lead"), ("县财政局", "lead")]


def test_names_lose_their_line_ends(grammar: Grammar) -> None:
    """A name broken over a blank is given whole, its span as it stands."""
    assert _found(grammar, "责任单位： 县林草局、 各林场") == [("县林草局", "lead"), ("各林场", "support")]


def test_every_example_of_the_templates_holds(grammar: Grammar) -> None:
    """Each template has examples for and against, passes its gate in both, and finds what they say."""
    for template in grammar.of_kind("responsibility"):
        assert {example.want is None for example in template.examples} == {True, False}, template.id
        for example in template.examples:
            assert not template.gate or any(word in example.text for word in template.gate), example.text
            found = [
                {slot: example.text[span.start : span.end] for slot, span in frame.slots.items()}
                for frame in match_template(grammar, template, example.text)
            ]
            assert example.want in found if example.want else found == [], (template.id, example.text, found)


@pytest.mark.parametrize("hostile", ["各", "县局、", "由各部门", "（", "区政府和", "要各级，"])
def test_hostile_text_takes_linear_time(grammar: Grammar, hostile: str) -> None:
    """Twenty thousand characters of one phrase are done within seconds."""
    _found(grammar, hostile * 20)
    text = hostile * (20_000 // len(hostile))
    began = time.perf_counter()
    find_responsible(text, text, 0, len(text), grammar, formal=False)
    assert time.perf_counter() - began < 10


def test_firms_by_their_own_names_stand_apart_from_fields_of_work() -> None:
    """What shares a noun behind 等 is one string."""
    text = "河口供电公司、移动、电信、联通等单位要编制方案"
    assert [unit.name for unit in find_responsible(text, text, 0, len(text), load_grammar(), formal=True)] == [
        "河口供电公司",
        "移动、电信、联通等单位",
    ]


def test_a_comma_parts_the_units_of_a_label() -> None:
    """责任单位：甲、乙，丙."""
    text = "清淤（责任单位：河口镇、县河道所，县财政局；完成时限：长期坚持）"
    found = find_responsible(text, text, 0, len(text), load_grammar(), formal=True)
    assert [(unit.name, unit.part.value) for unit in found] == [
        ("河口镇", "lead"),
        ("县河道所", "support"),
        ("县财政局", "support"),
    ]


def test_the_parties_at_the_table_act_in_minutes() -> None:
    """物业公司 without a name is one of those who met; in a report it is anybody."""
    text = "发现隐患立即停用，物业公司安排专人值守"
    found = [
        [unit.name for unit in find_responsible(text, text, 0, len(text), load_grammar(), formal=formal)]
        for formal in (True, False)
    ]
    assert found == [["物业公司"], []]


def test_a_bare_noun_is_told_behind_the_verb_that_tells() -> None:
    """叮嘱食堂…: what stands before the directive makes the noun its addressee."""
    text = "她叮嘱食堂夜里留灯，又看食堂夜里的灯"
    found = [
        [unit.name for unit in find_responsible(text, text, start, start + 6, load_grammar(), formal=False)]
        for start in (3, 12)
    ]
    assert found == [["食堂"], []]
