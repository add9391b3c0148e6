"""Directives: what requires something, what is decided, what is neither; formal minutes and task tables."""

from __future__ import annotations

import pytest

from minutes.directives import read_directives
from minutes.document import Document, fold
from minutes.grammar import Template, load_grammar
from minutes.matching import match_template
from minutes.records import DirectiveKind


def read(text: str, *, formal: bool = False) -> list[tuple[str, str | None, str]]:
    document = Document.of_text(text)
    reading = read_directives(document, document.paragraphs, {"段青禾": "段青禾"}, load_grammar(), formal=formal)
    return [(d.kind.value, d.speaker, text[d.span.start : d.span.end]) for d in reading.directives if d.level == 1]


def texts(text: str, *, formal: bool = False) -> list[str]:
    return [said for kind, _, said in read(text, formal=formal) if kind != DirectiveKind.EXPECTATION]


@pytest.mark.parametrize(
    "stretch",
    [
        "各泵站要备足砂石",
        "任何人不得擅离岗位",
        "务必守住堤坝",
        "值守人员须持证上岗",
        "各村应及时转移老人",
        "严禁酒后上堤",
        "由水利站牵头清淤，村里配合",
        "加强夜间巡查",
        "全体队员认真学习预案",
        "切不可麻痹大意",
    ],
)
def test_a_stretch_that_requires_something_is_a_directive(stretch: str) -> None:
    """要, 必须, 不得, 由…牵头 and bare imperatives make a directive of the whole stretch."""
    assert texts(f"会议要求，{stretch}。") == [stretch]


@pytest.mark.parametrize(
    "stretch",
    [
        "防汛事关千家万户",
        "加强堤防建设意义重大",
        "今年以来，全县水利工作取得明显成效",
        "做好防汛工作是头等大事",
        "供应充足，应急物资齐备",
        "主要指标符合要求",
        "坚持就是胜利",
    ],
)
def test_a_stretch_that_states_a_fact_is_none(stretch: str) -> None:
    """Facts, meanings and praise are no directives."""
    assert texts(f"会议指出，{stretch}。") == []


def test_a_comma_never_splits_and_other_marks_do() -> None:
    """。, ；, ！ and line ends split, commas do not."""
    text = "会议强调，要备料，要值守，要报数；要交接！要复盘。"
    assert texts(text) == ["要备料，要值守，要报数", "要交接", "要复盘"]


def test_what_follows_a_requirement_in_a_list_leans_on_it() -> None:
    """Behind ；, a stretch without 要 is one when the one before it is."""
    text = "会议要求，各站要备料；水利站每晚报一次水位。"
    assert texts(text) == ["各站要备料", "水利站每晚报一次水位"]


@pytest.mark.parametrize("hope", ["希望大家保重身体", "建议双方常来常往", "期待项目早日建成"])
def test_hopes_are_expectations(hope: str) -> None:
    """希望, 建议 and 期待 without 要 are kept as expectations."""
    assert [kind for kind, _, _ in read(f"段青禾说，{hope}。")] in ([], ["expectation"])
    assert texts(f"段青禾强调，要守堤。{hope}。") == ["要守堤"]


def test_a_hope_with_yao_in_it_is_a_directive() -> None:
    """希望…要… and numbered hopes are directives."""
    assert texts("段青禾希望队员们要守好堤坝。") == ["队员们要守好堤坝"]
    assert texts("段青禾希望：一要守堤；二要报数。") == ["一要守堤", "二要报数"]


@pytest.mark.parametrize(
    "pledge", ["公司将加快清淤，确保按期完工", "下一步，我们将严格落实要求", "企业愿与村里加强合作"]
)
def test_pledges_are_no_directives(pledge: str) -> None:
    """What somebody will do is a pledge."""
    assert texts(f"段青禾表示，{pledge}。") == []


def test_decisions_begin_at_the_deciding_verb() -> None:
    """Each deciding verb begins a decision; hearing and studying decide nothing."""
    text = "会议听取了水利站的汇报，原则同意清淤方案；审议通过了《值守办法》。会议研究了其他事项。"
    assert read(text) == [
        ("decision", "会议", "原则同意清淤方案"),
        ("decision", "会议", "审议通过了《值守办法》"),
    ]


def test_what_was_decided_behind_a_mark_begins_behind_it() -> None:
    """会议决定， leads to what was decided, item by item."""
    assert read("会议决定，废止旧办法；由水利站起草新办法。") == [
        ("decision", "会议", "废止旧办法"),
        ("decision", "会议", "由水利站起草新办法"),
    ]


MINUTES = """一、基本情况
堤坝应于去年完工，目前进度滞后。一是料不足；二是人手紧。
二、关于清淤的问题
会议听取了水利站的汇报。会议认为，清淤条件成熟。会议同意水利站的方案，由水利站组织实施。
（一）由水利站牵头，各村配合，6月底前清完。
（责任单位：水利站；完成时限：6月底前）
（二）资金由财政所统筹。
三、其他事项
会议研究了用房问题，由机关科拿出方案后另行研究。
特此纪要。"""


def test_formal_minutes_have_topics_and_items() -> None:
    """Headings are topics, sections of fact hold nothing, brackets stay with their item, 另行研究 is a task."""
    assert texts(MINUTES, formal=True) == [
        "同意水利站的方案，由水利站组织实施",
        "（一）由水利站牵头，各村配合，6月底前清完。\n（责任单位：水利站；完成时限：6月底前）",
        "（二）资金由财政所统筹",
        "由机关科拿出方案后另行研究",
    ]


def test_topics_are_reported_with_what_became_of_them() -> None:
    """The agenda holds the headings without their numbers and the verb that begins them."""
    document = Document.of_text("一、听取清淤汇报\n会议要求，各村要清淤。\n二、关于用房的问题\n会议同意调整。")
    reading = read_directives(document, document.paragraphs, {}, load_grammar(), formal=True)
    assert [(t.text, t.action) for t in reading.topics] == [("听取清淤汇报", "听取"), ("关于用房的问题", None)]
    assert [d.topic for d in reading.directives] == ["听取清淤汇报", "关于用房的问题"]


def test_numbered_headings_with_their_content_are_directives() -> None:
    """Behind 议定如下 a number opens an item, title and content together."""
    text = "会议议定如下：\n一、备料。砂石由水利站筹措。\n二、值守。各村排班。"
    assert texts(text, formal=True) == ["一、备料。砂石由水利站筹措", "二、值守。各村排班"]


@pytest.mark.parametrize(
    "table",
    [
        "序号\t任务\t责任单位\t时限\n1\t清淤\t水利站\t6月底前\n2\t备料\t财政所\t5月底前",
        "| 序号 | 任务 | 责任单位 |\n| --- | --- | --- |\n| 1 | 清淤 | 水利站 |\n| 2 | 备料 | 财政所 |",
        "序号\n任务\n责任单位\n1\n清淤\n水利站\n2\n备料\n财政所",
    ],
)
def test_each_row_of_a_task_table_is_a_directive(table: str) -> None:
    """Rows count, headers do not, whether cells stand beside or below one another."""
    document = Document.of_text(table)
    reading = read_directives(document, document.paragraphs, {}, load_grammar(), formal=True)
    assert [(d.ordinal, d.speaker) for d in reading.directives] == [(1, "会议"), (2, "会议")]
    assert "清淤" in table[reading.directives[0].span.start : reading.directives[0].span.end]


def test_a_row_goes_by_its_columns() -> None:
    """Cells may be empty, hold a bare day, and hold commas; a table behind a person's words is the meeting's."""
    page = (
        "段青禾要求，各村要清淤。\n附：任务清单\n"
        "序号\t任务\t牵头单位\t配合单位\t时限\n1\t清淤，护堤\t水利站\t\t6月3日\n2\t备料\t财政所\t各村\t长期坚持"
    )
    document = Document.of_text(page)
    names = {"段青禾": "段青禾"}
    reading = read_directives(document, document.paragraphs, names, load_grammar(), formal=True)
    assert [(d.ordinal, d.speaker) for d in reading.directives] == [(None, "段青禾"), (1, "会议"), (2, "会议")]
    rows = [d.row for d in reading.directives if d.row is not None]
    assert [[(page[slice(*cell)], part) for cell, part in row.units] for row in rows] == [
        [("水利站", "lead")],
        [("财政所", "lead"), ("各村", "support")],
    ]
    assert [page[slice(*row.limit)] for row in rows if row.limit] == ["6月3日", "长期坚持"]


def test_a_numbered_title_and_its_content_are_one_where_one_beside_it_asks() -> None:
    """Content without 要 belongs to its title, as do the meeting's own verbs."""
    text = "三、安排\n（一）值守。各村轮流在岗。\n（二）备料。会议不同意外购，责成财政所另拟。"
    assert texts(text, formal=True) == ["（一）值守。各村轮流在岗", "（二）备料。会议不同意外购，责成财政所另拟"]


def test_a_name_before_a_colon_speaks() -> None:
    """With a post or without; what stands in a section of reports is told and not asked."""
    names = {"段青禾": "段青禾", "温如许": "温如许"}
    page = "一、工作汇报\n温如许：要清的沟渠清了一半。\n二、讨论\n段青禾镇长：各村尽快清淤，雨前完工。"
    document = Document.of_text(page)
    reading = read_directives(document, document.paragraphs, names, load_grammar(), formal=True)
    assert [(d.speaker, d.verb, page[slice(*d.span)]) for d in reading.directives] == [
        ("段青禾", None, "各村尽快清淤，雨前完工")
    ]


def test_who_ends_a_bracket_at_the_head_of_a_line_speaks() -> None:
    """（农业线 段青禾）…: in a section of tasks the first sentence needs no 要."""
    page = "一、各线工作安排\n（农业线 段青禾）水利站本周把闸门修好。\n（平安线 温如许）各村路口要设岗。"
    document = Document.of_text(page)
    names = {"段青禾": "段青禾", "温如许": "温如许"}
    reading = read_directives(document, document.paragraphs, names, load_grammar(), formal=True)
    assert [(d.speaker, page[slice(*d.span)]) for d in reading.directives] == [
        ("段青禾", "水利站本周把闸门修好"),
        ("温如许", "各村路口要设岗"),
    ]


def test_a_topic_told_in_one_paragraph_is_no_item() -> None:
    """Who reported what, and only then what the meeting resolved."""
    text = "二、讨论\n1、鱼塘发包。水利站通报了底数。会议决定公开竞价。\n2、清淤。各村要先报方案。"
    assert texts(text, formal=True) == ["决定公开竞价", "2、清淤。各村要先报方案"]


def test_what_the_meeting_resolves_in_a_section_of_facts_counts() -> None:
    """The rest of the section stays told."""
    text = "一、情况通报\n各村要的砂石到了。会议责成水利站验收入库。"
    assert texts(text, formal=True) == ["水利站验收入库"]


def test_who_decides_after_deliberation_is_the_meeting() -> None:
    """经会商，决定 …: nobody is named."""
    assert texts("经会商，决定启用二号泵。", formal=True) == ["决定启用二号泵"]


def test_a_narrative_tail_is_cut_off() -> None:
    """A last clause that tells what the words did is no part of the directive."""
    assert texts("段青禾强调要多练兵、练精兵，为新队员提供了指引。") == ["要多练兵、练精兵"]


def test_no_paragraphs_give_an_empty_reading() -> None:
    """Nothing in, nothing out."""
    reading = read_directives(Document.of_text(""), [], {}, load_grammar(), formal=False)
    assert (reading.directives, reading.passages, reading.topics, reading.notes) == ((), (), (), ())


KINDS = frozenset({"reporting", "decision", "numbering", "requirement", "exclusion"})
TEMPLATES = [template for template in load_grammar().templates.values() if template.fills in KINDS]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.id)
def test_each_template_proves_itself(template: Template) -> None:
    """Each template finds what its examples want, and nothing in a counterexample that passes its gate."""
    assert {example.want is None for example in template.examples} == {True, False}
    for example in template.examples:
        text = fold(example.text)
        assert not template.gate or any(literal in text for literal in template.gate)
        found = list(match_template(load_grammar(), template, text))
        if example.want is None:
            assert found == []
        else:
            assert {slot: text[span.start : span.end] for slot, span in found[0].slots.items()} == example.want


@pytest.mark.parametrize(
    ("report", "decided"),
    [
        ("会议听取了水利站的汇报，并原则同意《清淤方案》。", ["原则同意《清淤方案》"]),
        ("会议听取并同意水利站关于清淤的汇报。", ["同意水利站关于清淤的汇报"]),
        ("大会以举手表决的方式通过了选举办法；选举温行舟为理事长。", ["通过了选举办法", "选举温行舟为理事长"]),
        ("会议接受温行舟辞去理事长职务的请求。", ["接受温行舟辞去理事长职务的请求"]),
        ("评审专家组认为，依据充分，一致同意通过评审。", ["一致同意通过评审"]),
        ("与会专家听取了汇报，一致同意通过验收。", ["一致同意通过验收"]),
        ("段青禾主持召开常务会议，研究清淤工作，审议通过《清淤方案》。", ["审议通过《清淤方案》"]),
    ],
)
def test_whatever_decides_at_a_meeting_the_meeting_decides(report: str, decided: list[str]) -> None:
    """Votes, elections, resignations and what experts agree on are decided by the meeting, verb first."""
    assert read(report) == [("decision", "会议", said) for said in decided]


@pytest.mark.parametrize(
    "report",
    [
        "会议听取了大会关于选举办法草案审议情况、推选监票人情况的汇报。",
        "会议研究了县里批准的项目。段青禾同意了他的看法。",
        "会议通过视频连线到各站的办法。",
    ],
)
def test_what_is_only_heard_of_a_decision_is_none(report: str) -> None:
    """A report about an election, or a verb that decides nothing, is no decision."""
    assert texts(report) == []


def test_a_leader_of_the_state_who_is_cited_does_not_end_a_passage() -> None:
    """A sentence of a speech that begins with the leader who is cited in it goes on the speech."""
    document = Document.of_text("段青禾谈到，会议很重要。习近平总书记深刻分析了形势。我们要守好堤坝。")
    names = {"段青禾": "段青禾", "习近平": "习近平"}
    found = read_directives(document, document.paragraphs, names, load_grammar(), formal=False).directives
    assert [d.speaker for d in found] == ["段青禾"]


def test_a_series_begins_behind_the_phrase_that_announces_it() -> None:
    """三条建议，一是 opens a passage of its own, though numbers of facts stand before it."""
    text = "段青禾说，工作有进展，一是修了渠；二是清了淤。段青禾提出三条建议，一是守堤。二是备料。三是报数。"
    assert texts(text)[-3:] == ["一是守堤", "二是备料", "三是报数"]


def test_problems_spoken_of_further_up_do_not_make_a_series_one_of_facts() -> None:
    """Only the sentence that leads to the numbers tells what they count."""
    assert texts("段青禾强调，重在发现解决问题。重点有二。一是守堤；二是备料。") == ["一是守堤", "二是备料"]


def test_whom_somebody_told_is_not_what_he_told() -> None:
    """Behind a quote the verb may be followed by the one who was spoken to."""
    assert texts("“要守好堤！”段青禾叮嘱值守人员。") == ["要守好堤"]


def test_means_and_end_in_one_clause_are_an_imperative() -> None:
    """以…推动… under 强调 asks for it; 一律 asks as well."""
    text = "段青禾强调，以轮训推动练兵。对误报险情的，一律追责。"
    assert texts(text) == ["以轮训推动练兵", "对误报险情的，一律追责"]


def test_requirements_that_were_announced_follow_with_their_numbers() -> None:
    """作出四项部署和要求。 leads to the numbers behind it, on the line or the next, whatever stands behind 一是要."""
    for between in ("", "\n"):
        text = f"段青禾对秋汛作出两项部署和要求。{between}一是要循序渐进，逐站推开。{between}二是要有备无患。"
        assert texts(text) == ["一是要循序渐进，逐站推开", "二是要有备无患"]


def test_a_citation_inside_an_item_does_not_end_it() -> None:
    """Whoever is cited within an item, the item runs to the next number."""
    text = "段青禾强调：\n一要再认识。党的全会指出，要治水。我们要跟上。\n二要再明确。要守堤。"
    assert texts(text) == ["一要再认识。党的全会指出，要治水。我们要跟上", "二要再明确。要守堤"]


def test_behind_a_citation_the_speaker_goes_on() -> None:
    """What is cited is relayed; 我们, 各… behind it is the speaker's own again."""
    assert read("段青禾强调，上级会议指出，要治水。各站要守堤。") == [("requirement", "段青禾", "各站要守堤")]


def test_a_paper_that_is_handled_says_nothing() -> None:
    """结合上级要求, 把报告要求同…: the paper is an object there."""
    assert texts("段青禾强调，各站要守堤，结合上级要求，抓好备料。") == ["各站要守堤，结合上级要求，抓好备料"]
    assert texts("段青禾强调，一要学深，各站要把报告要求同秋收结合起来；二要学透。")[0].endswith("结合起来")


def test_facts_that_are_counted_lean_on_no_requirement() -> None:
    """In a list of problems a number without 要 states a problem, though the one before it says 需要."""
    text = "段青禾指出，存在三个问题，一是堤要加固；二是料不足；三是人不够。"
    assert "二是料不足" not in texts(text)


def test_offices_by_name_act_where_something_is_ordered() -> None:
    """A stretch that begins with units and what they do needs no 要 behind 要求; behind 说 it tells of them."""
    page = "段青禾要求，入山路口要设卡。县林草局、县气象局加密会商，预警第一时间发到户。"
    assert texts(page) == ["入山路口要设卡", "县林草局、县气象局加密会商，预警第一时间发到户"]
    assert texts("段青禾说，入山路口要设卡。县林草局、县气象局加密会商。") == ["入山路口要设卡"]


def test_a_slogan_in_quotes_asks_for_nothing() -> None:
    """A cue inside a quote that is a name counts as little as the name; direct speech does count."""
    assert texts("会议指出，前人确立了“确保水源”的方针，管住了山塘。") == []
    assert texts("段青禾说：“要确保水源。”") == ["要确保水源"]


def test_what_is_ordered_may_look_like_a_report_of_it() -> None:
    """走进 tells of a visit, but not right behind 要求."""
    assert texts("段青禾要求各村干部走进农户，把灶台看一遍。") == ["各村干部走进农户，把灶台看一遍"]


def test_suggestions_of_many_count_where_they_are_numbered() -> None:
    """代表们建议：一、…: each item is a directive of theirs; what they only say is none."""
    page = "代表们建议：一、拓宽水渠；二、补种柳树。"
    assert read(page) == [("requirement", "代表们", "一、拓宽水渠"), ("requirement", "代表们", "二、补种柳树")]
    assert texts("代表们建议，拓宽水渠，补种柳树。") == []


def test_what_is_decided_behind_a_comma_may_tell_of_an_event() -> None:
    """会议决定，…召开: the meeting decided that it is held."""
    page = "会议决定，县第三届垂钓节于6月20日在河口镇举行。"
    assert texts(page) == ["县第三届垂钓节于6月20日在河口镇举行"]


@pytest.mark.parametrize(
    "phrase",
    ["讲了三句话。", "当场立下三条规矩：", "作总结讲话：", "布置了三项任务：", "转身叮嘱陪同的镇水利站站长温行舟，"],
)
def test_ways_of_putting_requirements_forward(phrase: str) -> None:
    """The items behind the phrase are the speaker's."""
    found = read(f"段青禾{phrase}第一，早动手；第二，查到底。")
    assert found == [("requirement", "段青禾", "第一，早动手"), ("requirement", "段青禾", "第二，查到底")]


def test_rules_in_a_row_are_items() -> None:
    """约法三章：一不许…，二不许…: parted at the commas."""
    assert texts("段青禾与各工队约法三章：一不许误工，二不许欠薪，三不许瞒报。") == [
        "一不许误工",
        "二不许欠薪",
        "三不许瞒报",
    ]


CONCLUSIONS = [
    ("议题1 启用二号泵站\n结论：同意启用，先试运行。值守班三天一轮换。", ["同意启用，先试运行", "值守班三天一轮换"]),
    ("议题1 启用二号泵站\n会议意见：\n不予通过。水利站要重做方案。", ["水利站要重做方案"]),
    ("会上商量定了两件事：\n1.值守。夜里两人一班。\n2.备料。砂石照旧。", ["1.值守。夜里两人一班", "2.备料。砂石照旧"]),
    ("会议责令：水利站对险段重新登记。", ["水利站对险段重新登记"]),
    ("一、关于值守\n会议要求，各村要排班。未排班的，由监察室介入。", ["各村要排班", "未排班的，由监察室介入"]),
    ("一、其他\n防汛物资清单6月5日前报水利站。", ["防汛物资清单6月5日前报水利站"]),
    ("一、其他\n防汛物资清单已于6月5日前报水利站。", []),
    (
        "现将议定事项明确如下：\n一、关于限载。施工期间，便桥限重10吨。\n二、关于值守。夜里两人一班。",
        ["一、关于限载。施工期间，便桥限重10吨", "二、关于值守。夜里两人一班"],
    ),
    (
        "五、会议决议\n（1）砂石改用河沙。责任单位：水利站。\n（2）泵房照旧。",
        ["（1）砂石改用河沙。责任单位：水利站", "（2）泵房照旧"],
    ),
]


@pytest.mark.parametrize(("text", "wanted"), CONCLUSIONS)
def test_minutes_say_in_many_ways_that_something_was_settled(text: str, wanted: list[str]) -> None:
    """By a label, a colloquial verb, a heading; whatever follows is decided, though nothing in it asks."""
    assert texts(text, formal=True) == wanted


def test_whoever_said_a_few_words_speaks_what_follows() -> None:
    """讲了几句：, 谈了三点：."""
    assert read("段青禾就春防讲了几句：不许带火种上山；护林员要守住路口。", formal=True) == [
        ("requirement", "段青禾", "不许带火种上山"),
        ("requirement", "段青禾", "护林员要守住路口"),
    ]


def test_a_topic_in_a_sentence_ends_the_items_before_it() -> None:
    """三、会议研究了… is no third item behind （2）."""
    text = "二、会议议定：（1）备料。砂石由水利站筹措；（2）值守。各村要排班。\n三、会议研究了人事事项。"
    assert texts(text, formal=True) == ["（1）备料。砂石由水利站筹措", "（2）值守。各村要排班"]


def test_whom_a_decision_charges_is_part_of_it() -> None:
    """责成 behind what was decided goes on with it; behind a full stop it is a requirement of its own."""
    assert texts("会议审议通过了《节水办法》，责成水利站按月通报。") == ["审议通过了《节水办法》，责成水利站按月通报"]
    assert texts("会议审议通过了《节水办法》。会议责成水利站按月通报。")[1] == "水利站按月通报"


def test_behind_a_comma_what_was_done_is_no_requirement() -> None:
    """讲了意见 ends in a comma: what follows is asked for, unless it tells what others did."""
    assert texts("段青禾就秋收讲了意见，两位村干部作了表态发言。") == []
    assert texts("段青禾就秋收提出要求，水利站三日内试完水泵。") == ["水利站三日内试完水泵"]


def test_a_task_given_behind_a_requirement_needs_no_modal_verb() -> None:
    """Who says 必须 goes on with 由…负责; who only tells is left to tell."""
    asked = "段青禾说，水位低。各站开闸前必须登记。水泵由水利站负责，月底前送到。"
    assert texts(asked) == ["各站开闸前必须登记", "水泵由水利站负责，月底前送到"]
    assert texts("段青禾说，水泵由水利站负责。") == []


@pytest.mark.parametrize(
    "stretch",
    [
        "谁家的渠谁家清",
        "该停的停，该修的修",
        "渠不通不撤人",
        "别光顾着填表",
        "闸门坏了两天，站上马上换",
        "清单逐条认领，限期销号",
        "党员带头清，网格员分头查",
        "库房先腾空、后改造",
        "包村领导每周至少到渠上一次",
    ],
)
def test_blunt_words_require_something(stretch: str) -> None:
    """Nobody says 要 here, but each tells somebody to do or to leave something."""
    assert texts(f"会议强调，{stretch}。") == [stretch]


@pytest.mark.parametrize("stretch", ["水位逐日下降", "一季度马上收官", "清淤已逐段完成", "谁也说不清渠有多长"])
def test_blunt_words_may_state_a_fact(stretch: str) -> None:
    """The same words in what only states a fact."""
    assert texts(f"会议强调，{stretch}。") == []
