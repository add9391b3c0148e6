"""`minutes extract` checks its options, says what it did, and ends with the right status."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from minutes import command_extract
from minutes.cli_extract import extract
from minutes.command_extract import ExtractOptions, run_extract
from minutes.records import Records
from minutes.running import Extractor
from minutes.tracker.report import MergeReport
from tests.invented import invented_extractor


def _load(_templates: tuple[Path, ...] = ()) -> Extractor:
    return invented_extractor()


def _merge(records: Sequence[Records], path: Path) -> MergeReport:
    path.write_bytes(b"".join(item.source.name.encode() for item in records))
    return MergeReport(path, created=True, changed=True)


@pytest.fixture(autouse=True)
def _invented(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_extract, "load_extractor", _load)
    monkeypatch.setattr(command_extract, "_merge", _merge)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A document."""
    path = tmp_path / "page.txt"
    path.write_text("会议要求,要清淤。\n要巡查。\n", encoding="utf-8")
    return path


def _options(*paths: Path | str, out: Path) -> ExtractOptions:
    return ExtractOptions(tuple(map(str, paths)), out)


def test_a_run_tells_what_it_did(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The summary on standard error counts records and names the files; standard output stays empty."""
    assert run_extract(_options(page, out=tmp_path / "out")) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "Read 1 document: 1 meeting, 1 person, 2 directives." in told.err
    assert "1 problem" in told.err
    assert str(tmp_path / "out" / "page.records.json") in told.err
    assert str(tmp_path / "out" / "tracker.xlsx") in told.err


def test_quiet_says_nothing(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --quiet a run without failures prints nothing at all."""
    assert run_extract(replace(_options(page, out=tmp_path), quiet=True)) == 0
    assert capsys.readouterr() == ("", "")


def test_json_is_for_machines(page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --json standard output is one object with each input's outcome and the totals."""
    status = run_extract(replace(_options(page, "none.txt", out=tmp_path), quiet=True, as_json=True))
    told = json.loads(capsys.readouterr().out)
    assert status == 1
    assert [document["error"] is None for document in told["documents"]] == [True, False]
    assert told["totals"]["directives"] == 2
    assert told["tracker"]["path"].endswith("tracker.xlsx")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"issue_date": "5.12.2022"}, "2022-12-05"),
        ({"issue_date": "2022-13-01"}, "2022-12-05"),
        ({"encoding": "klingon"}, "gb18030"),
        ({"templates": (Path("nowhere"),)}, "no such folder"),
        ({"to": "xml"}, "csv,duckdb,jsonl,parquet,sqlite"),
        ({"to": ""}, "jsonl"),
        ({"engine": "ray"}, "local or dask"),
        ({"scheduler": "tcp://a:1"}, "--engine dask"),
        ({"to": "jsonl", "tracker": Path("t.xlsx")}, "leave out --to"),
    ],
)
def test_wrong_options_end_with_2_and_do_nothing(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, object], words: str
) -> None:
    """Each wrong option is told with what would be right, before anything is written."""
    out = tmp_path / "out"
    assert run_extract(replace(_options(page, out=out), **change)) == 2  # type: ignore[arg-type]
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_failures_end_with_1_and_the_rest_is_done(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A missing file is told, the other one is read."""
    assert run_extract(_options("none.txt", page, out=tmp_path / "out")) == 1
    assert "none.txt: no such file" in capsys.readouterr().err
    assert (tmp_path / "out" / "page.records.json").exists()


def test_a_corpus_gives_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A corpus file without --to gives JSON Lines; the report says what was read and skipped."""
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "a", "text": "要清淤。"}\nbad\n', encoding="utf-8")
    assert run_extract(replace(_options(path, out=tmp_path / "out"), as_json=True)) == 1
    told = capsys.readouterr()
    assert "Read 1 documents: 1 meetings, 2 attendees, 1 directives." in told.err
    assert "1 not-json" in told.err
    assert json.loads(told.out)["rows"]["directives"] == 1
    assert (tmp_path / "out" / "directives.jsonl").exists()


def _command_line() -> typer.Typer:
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(extract)
    return app


def test_the_command_line_passes_every_option_on(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed arrives as options."""
    seen: list[ExtractOptions] = []

    def note(options: ExtractOptions) -> int:
        seen.append(options)
        return 0

    monkeypatch.setattr(command_extract, "run_extract", note)
    typed = f"{page} -o {tmp_path} --tracker t.xlsx --date 2022-12-05 --encoding gbk --templates {tmp_path} --quiet "
    typed += (
        "--json --workers 3 --resume --to jsonl,csv --text-column t --id-column i --date-column d --title-column h "
    )
    typed += "--engine dask --scheduler tcp://a:1"
    result = CliRunner().invoke(_command_line(), typed.split())
    assert result.exit_code == 0, result.output
    assert seen == [
        ExtractOptions(
            paths=(str(page),),
            output=tmp_path,
            tracker=Path("t.xlsx"),
            issue_date="2022-12-05",
            encoding="gbk",
            templates=(tmp_path,),
            workers=3,
            resume=True,
            to="jsonl,csv",
            columns=("t", "i", "d", "h"),
            engine="dask",
            scheduler="tcp://a:1",
            quiet=True,
            as_json=True,
        )
    ]


def test_no_path_and_unknown_options_are_wrong_usage() -> None:
    """The command line itself ends with 2."""
    assert CliRunner().invoke(_command_line(), []).exit_code == 2
    assert CliRunner().invoke(_command_line(), ["a", "--frobnicate"]).exit_code == 2


def test_standard_input_is_read(tmp_path: Path) -> None:
    """`-` reads standard input, and its records go to stdin.records.json."""
    result = CliRunner().invoke(_command_line(), ["-", "-o", str(tmp_path)], input="要清淤。".encode("gbk"))
    assert result.exit_code == 0, result.output
    records = json.loads((tmp_path / "stdin.records.json").read_bytes())
    assert records["source"]["name"] == "-"
    assert records["source"]["encoding"] == "gb18030"
