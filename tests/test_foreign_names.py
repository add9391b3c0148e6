"""Names without a Chinese surname: transliterated ones in lists and behind posts, dotted ones before a mark."""

from __future__ import annotations

import pytest

from minutes.document import fold
from minutes.grammar import load_grammar
from minutes.mentions import MentionFinder

FINDER = MentionFinder(load_grammar())


def names(text: str) -> list[str]:
    """The names of a sentence."""
    folded = fold(text)
    return [mention.name for mention in FINDER.find(folded, 0, len(folded))]


FOREIGN = [
    ("县委常委明朗、乌云其其格、解方出席会议。", ["明朗", "乌云其其格", "解方"]),
    ("乡长吉克阿各等陪同。", ["吉克阿各"]),
    ("主任勒格扎西以及县水利局负责人参会。", ["勒格扎西"]),
    ("副县长温如许、古丽扎·阿不都、冷秋参加会议。", ["温如许", "古丽扎·阿不都", "冷秋"]),
    ("会见乌兰总统霍因斯贝尔。", ["霍因斯贝尔"]),
    ("会见乌兰总统图兰六世、柳兰总理古兰瓦德尔。", ["图兰六世", "古兰瓦德尔"]),
    ("会见乌兰领导人敏昂图。", ["敏昂图"]),
    ("局长巴特巴雅尔、副院长恩和图雅（女）、主任温如许到访。", ["巴特巴雅尔", "恩和图雅", "温如许"]),
    ("留学生代表Emma Hill、温如许发言。", ["Emma Hill", "温如许"]),
]


@pytest.mark.parametrize(("text", "wanted"), FOREIGN)
def test_a_foreign_name_is_whole(text: str, wanted: list[str]) -> None:
    """It ends at the mark, whatever words its syllables make."""
    assert names(text) == wanted


@pytest.mark.parametrize("text", ["县长乌云密布的日子", "主任扎根山村", "总统访问德国。", "领导人会晤。"])
def test_words_behind_a_post_are_no_foreign_names(text: str) -> None:
    """Not every word of such characters is a name."""
    assert names(text) == []
