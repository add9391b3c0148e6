"""What a stretch of the page may differ in from the value it shows, and what not."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minutes.validating import located, showing, validate
from minutes.validating.showing import shows


@pytest.mark.parametrize(
    ("page", "value"),
    [
        ("顾长亭", "顾长亭"),
        ("顾 长\u3000亭", "顾长亭"),
        ("抓紧清\n\n淤", "抓紧清淤"),
        ("抓紧清\n— 12 —\n淤", "抓紧清淤"),
        ("抓紧清\n第3版 要闻\n\n石桥通讯\n淤工作", "抓紧清淤工作"),
        ("抓紧清\n抓紧清\n淤工作", "抓紧清淤工作"),
        ("抓\u200b紧", "抓紧"),
        ("抓紧\r\n清淤", "抓紧清淤"),
        ("# 石桥镇召开\n\n# 清淤会", "石桥镇召开清淤会"),
        ("一\n一\n一\n一", "一一一"),
    ],
)
def test_a_repaired_value_is_shown(page: str, value: str) -> None:
    """White space, and whole lines between the first and the last, may be left out."""
    assert shows(page, value)


@pytest.mark.parametrize(
    ("page", "value"),
    [
        ("顾长亭", "顾长停"),
        ("抓紧清淤,", "抓紧清淤，"),
        ("抓紧 12 清淤", "抓紧清淤"),
        ("— 12 —\n抓紧清淤", "抓紧清淤"),
        ("抓紧清淤\n— 12 —", "抓紧清淤"),
        ("抓紧清\n淤12\n工作", "抓紧清淤工作"),
        ("抓紧清\n淤", "抓紧清淤工作"),
        ("抓紧", ""),
        ("", "抓紧"),
        ("", ""),
        ("\n", " "),
        ("一\n二\n三", "三二一"),
    ],
)
def test_an_invented_value_is_not(page: str, value: str) -> None:
    """Words changed, added or left out within a line, and lines left out at either end, are not repair."""
    assert not shows(page, value)


@given(st.lists(st.text("一二三四五", min_size=1, max_size=4), min_size=2, max_size=8), st.data())
def test_whole_lines_between_may_go(lines: list[str], data: st.DataObject) -> None:
    """Whichever lines between the first and the last are left out, what remains is shown."""
    kept = [line for line in lines[1:-1] if data.draw(st.booleans())]
    assert shows("\n".join(lines), "".join([lines[0], *kept, lines[-1]]))


def test_long_repetitive_pages_take_no_time() -> None:
    """A thousand like lines, of which half are to be found, are settled at once."""
    assert shows("一\n" * 1000 + "二", "一" * 500 + "二")


@pytest.mark.parametrize("module", [located, showing], ids=lambda module: module.__name__)
def test_the_examples_of_the_docstrings_hold(module: object) -> None:
    """Each example prints what it says."""
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


def test_an_empty_object_lists_every_section() -> None:
    """Each field of the file is asked for by name."""
    assert len(validate("{}")) == 8
