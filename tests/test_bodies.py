"""Noun phrases of offices, firms and collectives."""

from __future__ import annotations

import pytest

from minutes.bodies import find_units, is_bare, is_plain, split_list
from minutes.document import fold
from minutes.grammar import Grammar, load_grammar


@pytest.fixture(scope="module")
def grammar() -> Grammar:
    return load_grammar()


@pytest.mark.parametrize(
    ("listed", "units"),
    [
        ("县林草局、县气象局及各林场", ["县林草局", "县气象局", "各林场"]),
        ("各级各部门和各企业", ["各级各部门", "各企业"]),
        ("各级党委和政府", ["各级党委和政府"]),
        ("各级党委、政府和社会各方面", ["各级党委、政府", "社会各方面"]),
        ("广大团员、青年", ["广大团员、青年"]),
        ("林草、消防等部门和单位", ["林草、消防等部门和单位"]),
        ("供水、供热、通信企业", ["供水、供热、通信企业"]),
        ("县、乡、村三级", ["县、乡、村三级"]),
        ("各县(市、区)政府和高新区管委会", ["各县（市、区）政府", "高新区管委会"]),
        ("市人力资源和社会保障局、市住房和城乡建设局", ["市人力资源和社会保障局", "市住房和城乡建设局"]),
        ("实验室与设备管理处", ["实验室与设备管理处"]),
        ("县政府及其所属部门", ["县政府及其所属部门"]),
        ("督查办、社区", ["督查办", "社区"]),
        ("各街镇、园区", ["各街镇", "园区"]),
        ("各级领导干部、党员和师生", ["各级领导干部", "党员", "师生"]),
        ("各级党组织和党员干部", ["各级党组织", "党员干部"]),
        ("各部门、单位", ["各部门、单位"]),
        ("施工、监理单位", ["施工、监理单位"]),
        ("总务科、病理科", ["总务科", "病理科"]),
        ("县工会、县妇联等各党组", ["县工会、县妇联等各党组"]),
        ("林草、消防等部门和各林场", ["林草、消防等部门", "各林场"]),
    ],
)
def test_a_list_falls_into_its_units(grammar: Grammar, listed: str, units: list[str]) -> None:
    """A list is split where each member stands by itself, and kept whole where a head or a tail is shared."""
    text = fold(listed)
    assert [text[a:b] for a, b in split_list(text, 0, len(text), grammar)] == units


@pytest.mark.parametrize("said", ["摸清症结所", "各项工作", "重点项目", "全部", "好处", "安全生产处于", "“空心院"])
def test_what_only_ends_like_a_unit_is_none(grammar: Grammar, said: str) -> None:
    """A verb phrase, an affair or half a quote is no unit, whatever its last character."""
    assert split_list(said, 0, len(said), grammar) == ()


def test_behind_a_label_everything_is_a_unit(grammar: Grammar) -> None:
    """With `trust` the list is only cut at its joints."""
    text = "一组、采购专员组和驻点"
    found = split_list(text, 0, len(text), grammar, trust=True)
    assert [text[a:b] for a, b in found] == ["一组", "采购专员组", "驻点"]


def test_units_are_found_in_running_text(grammar: Grammar) -> None:
    """Units are found between marks and prepositions, each with its own span."""
    text = "由县林草局会同各林场，把苗木送到河口镇。县河道所、县供水公司继续巡查。"
    found = [text[a:b] for a, b in find_units(text, 0, len(text), grammar)]
    assert found == ["县林草局", "各林场", "县河道所", "县供水公司"]


@pytest.mark.parametrize(
    ("unit", "bare", "plain"),
    [("企业", True, False), ("各企业", False, True), ("县河道所", False, True), ("样板段", False, False)],
)
def test_how_far_a_unit_shows_itself(grammar: Grammar, unit: str, bare: bool, plain: bool) -> None:
    """A common noun is bare; a head or a name shows by itself that something is a unit."""
    assert (is_bare(unit, grammar), is_plain(unit, grammar)) == (bare, plain)


def test_what_counts_a_list_is_no_part_of_its_last_unit() -> None:
    """门诊部、药剂科、信息科三个科室 are three units; 公安、林业、应急三家 are fields, and one string."""
    for listed, units in (
        ("门诊部、药剂科、信息科三个科室", ["门诊部", "药剂科", "信息科"]),
        ("公安、林业、应急三家", ["公安、林业、应急三家"]),
    ):
        found = split_list(listed, 0, len(listed), load_grammar())
        assert [listed[a:b] for a, b in found] == units
