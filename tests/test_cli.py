"""The command line as a person types it: commands, exit statuses, streams, and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from minutes import __version__, cli
from minutes.errors import MinutesError

EXAMPLES = Path(__file__).parents[1] / "examples"
REPORT = EXAMPLES / "report.txt"


def run(*arguments: object, text: bytes | None = None) -> Result:
    """The outcome of `minutes ARGUMENTS`."""
    return CliRunner().invoke(cli.app, [str(one) for one in arguments], input=text)


def typed(*arguments: object, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The outcome of a real process."""
    return subprocess.run(
        [sys.executable, "-m", "minutes", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["extract", "validate", "schema", "view", "evaluate", "tracker", "templates"])
def test_every_command_has_help(command: str) -> None:
    """Status 0, on standard output."""
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage:" in result.stdout


def test_version() -> None:
    """The version of the package, alone on its line."""
    assert run("--version").stdout == f"minutes {__version__}\n"


@pytest.mark.parametrize(
    "arguments", [(), ("extrat",), ("extract",), ("extract", "a", "--strange"), ("tracker", "merge"), ("schema", "a")]
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    """No command, an unknown one, a missing argument, an unknown option, one argument too many."""
    assert run(*arguments).exit_code == 2


def test_several_documents_make_one_tracker(tmp_path: Path) -> None:
    """A records file for each, one workbook for all; both are valid."""
    result = run("extract", EXAMPLES / "report.txt", EXAMPLES / "minutes.txt", "-o", tmp_path)
    assert (result.exit_code, result.stdout) == (0, "")
    made = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("."))
    assert made == ["minutes.records.json", "report.records.json", "tracker.xlsx"]
    assert "Tracker: " in result.stderr.splitlines()[-1]
    assert run("validate", *(tmp_path / name for name in made)).exit_code == 0


def test_a_folder_is_read_and_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two folders of results, byte by byte the same, workbook included."""
    first, second = tmp_path / "a", tmp_path / "b"
    for out in (first, second):
        assert run("extract", EXAMPLES, "-o", out, "--tracker", out / "台账.xlsx", "-q").exit_code == 0
    names = sorted(path.name for path in first.iterdir() if not path.name.startswith("."))
    assert {"newspaper-page.records.json", "台账.xlsx"} <= set(names)
    assert [name for name in names if (first / name).read_bytes() != (second / name).read_bytes()] == []


def test_an_existing_tracker_is_merged_into(tmp_path: Path) -> None:
    """The second week's rows come below the first week's; the same records again change nothing."""
    assert run("extract", REPORT, "-o", tmp_path, "-q").exit_code == 0
    assert run("extract", EXAMPLES / "minutes.txt", "-o", tmp_path, "-q").exit_code == 0
    before = (tmp_path / "tracker.xlsx").read_bytes()
    again = run("extract", REPORT, EXAMPLES / "minutes.txt", "-o", tmp_path, "--json", "-q")
    assert again.exit_code == 0
    assert json.loads(again.stdout)["tracker"]["created"] is False
    assert (tmp_path / "tracker.xlsx").read_bytes() == before


def test_a_tracker_that_is_none_is_refused_and_stays(tmp_path: Path) -> None:
    """Status 1, a message with the file's name; records are written all the same."""
    (tmp_path / "tracker.xlsx").write_bytes(b"my own file")
    result = run("extract", REPORT, "-o", tmp_path)
    assert result.exit_code == 1
    assert "tracker.xlsx" in result.stderr
    assert (tmp_path / "tracker.xlsx").read_bytes() == b"my own file"
    assert (tmp_path / "report.records.json").exists()


def test_standard_input_is_read(tmp_path: Path) -> None:
    """`-`, in whatever encoding it comes; the issue date fills in the year."""
    text = "12月5日上午，县长温如许主持召开春耕调度会。会议强调，县水利局要抓紧春灌。".encode("gb18030")
    assert run("extract", "-", "-o", tmp_path, "--date", "2022-12-08", text=text).exit_code == 0
    records = json.loads((tmp_path / "stdin.records.json").read_bytes())
    assert records["meetings"][0]["date"] == "2022-12-05"
    assert records["meetings"][0]["date_basis"] == "issue"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("none.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "picture.txt"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_is_done(
    tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    """Status 1 for the one, results for the other."""
    if content is not None:
        (tmp_path / name).write_bytes(content)
    result = run("extract", tmp_path / name, REPORT, "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert words in result.stderr
    assert (tmp_path / "out" / "report.records.json").exists()


def test_a_folder_without_documents_says_so(tmp_path: Path) -> None:
    """Status 1, and no empty tracker."""
    (tmp_path / "empty").mkdir()
    result = run("extract", tmp_path / "empty", "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "empty" in result.stderr
    assert not (tmp_path / "out" / "tracker.xlsx").exists()


def test_a_document_without_events_is_done(tmp_path: Path) -> None:
    """Status 0: that there is nothing in it is a problem to look at, not a failure."""
    (tmp_path / "feature.txt").write_text("天还没亮，老邮差已经把报纸捆好了。村口的狗认得他。", encoding="utf-8")
    assert run("extract", tmp_path / "feature.txt", "-o", tmp_path).exit_code == 0
    records = json.loads((tmp_path / "feature.records.json").read_bytes())
    assert records["meetings"] == []
    assert [problem["code"] for problem in records["problems"]] == ["no-event"]


def test_a_real_process_does_the_main_job(tmp_path: Path) -> None:
    """`python -m minutes`: status 0, nothing on standard output."""
    done = typed("extract", REPORT, folder=tmp_path)
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "report.records.json").exists()
    assert typed("validate", "report.records.json", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(("arguments", "status"), [(["--help"], 0), (["validate", "none.json"], 1), (["extract"], 2)])
def test_a_process_ends_with_the_status(tmp_path: Path, arguments: list[str], status: int) -> None:
    """0, 1 or 2, and no traceback."""
    done = typed(*arguments, folder=tmp_path)
    assert done.returncode == status
    assert b"Traceback" not in done.stderr


def test_a_terminal_without_chinese_is_no_failure(tmp_path: Path) -> None:
    """What its encoding lacks is written as an escape."""
    done = typed("--help", folder=tmp_path, PYTHONIOENCODING="latin-1", PYTHONUTF8="0")
    assert done.returncode == 0
    assert rb"\u4f1a\u8bae\u7eaa\u8981" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise on Windows")
def test_a_reader_that_goes_away_leaves_no_traceback(tmp_path: Path) -> None:
    """As in `minutes schema | head -1`, or a pipe that nobody reads."""
    reading, writing = os.pipe()
    os.close(reading)
    for arguments in (["schema"], ["--version"]):
        process = subprocess.run(
            [sys.executable, "-m", "minutes", *arguments],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert (process.returncode, process.stderr) == (1, b"")
    os.close(writing)


@pytest.mark.skipif(os.name == "nt", reason="signals are otherwise on Windows")
def test_ctrl_c_ends_with_1_and_a_word(tmp_path: Path) -> None:
    """While it waits for standard input, as a person would leave it."""
    process = subprocess.Popen(
        [sys.executable, "-m", "minutes", "extract", "-"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    )
    assert process.stdin is not None
    process.stdin.write(b"x" * 1_000_000)  # more than a pipe holds: once it is written, the process is reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 1
    assert b"stopped" in said
    assert b"Traceback" not in said
    assert [path.name for path in tmp_path.iterdir()] == []


@pytest.mark.parametrize(
    ("raised", "words"),
    [
        (MinutesError("the page is wet: dry it"), "minutes: the page is wet: dry it\n"),
        (OSError(28, "No space left on device", "/far/away"), "minutes: /far/away: No space left on device\n"),
        (KeyboardInterrupt(), "minutes: stopped\n"),
    ],
)
def test_an_error_that_a_command_let_through_is_a_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], raised: BaseException, words: str
) -> None:
    """Status 1 and the message, whichever command it was."""

    def failing() -> None:
        raise raised

    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(failing)
    monkeypatch.setattr(cli, "app", app)
    monkeypatch.setattr(sys, "argv", ["minutes"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert left.value.code == 1
    assert capsys.readouterr().err.endswith(words)
