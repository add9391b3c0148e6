"""The package: what is in the wheel and the sdist, and that importing it does no work."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import zipfile
from importlib import metadata
from importlib.resources import files
from pathlib import Path

import pytest

import minutes

ROOT = Path(__file__).parents[1]
IN_CHECKOUT = (ROOT / "pyproject.toml").exists()
HEAVY = {"pydantic", "pydantic_core", "regex", "openpyxl", "lxml", "rich", "jsonschema", "chardet", "holidays", "borax"}
OPTIONAL = {"pyarrow", "duckdb", "zstandard", "dask"}

checkout_only = pytest.mark.skipif(not IN_CHECKOUT, reason="the source is not here: an installed wheel is tested")


def modules_after(code: str) -> set[str]:
    """The top-level names of all modules that a fresh interpreter has loaded after `code`."""
    ending = "\nimport sys; print('\\n'.join({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code + ending], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_the_package_loads_nothing_heavy() -> None:
    """`import minutes` costs no more than its own `__init__`."""
    assert modules_after("import minutes") & (HEAVY | OPTIONAL | {"typer"}) == set()


def test_help_loads_nothing_heavy_but_the_command_line_library() -> None:
    """`minutes --help` answers before anything that reads or writes documents is loaded."""
    code = (
        "import sys; from minutes.cli import app\nsys.argv = ['minutes', '--help']\ntry: app()\nexcept SystemExit: pass"
    )
    assert modules_after(code) & (HEAVY | OPTIONAL) == set()


def test_extracting_loads_no_optional_library() -> None:
    """The main job runs on the plain installation."""
    code = (
        "from minutes import extract_text\nextract_text('3月5日，县长温如许主持召开春耕调度会。会议强调，要抓紧春灌。')"
    )
    assert modules_after(code) & OPTIONAL == set()


def test_everything_public_is_there() -> None:
    """Each name of `__all__` can be had, and a wrong one is an AttributeError."""
    assert {name for name in minutes.__all__ if not hasattr(minutes, name)} == set()
    with pytest.raises(AttributeError, match="no attribute 'extrat'"):
        minutes.extrat  # type: ignore[attr-defined] # noqa: B018


@pytest.mark.parametrize(
    "place",
    [
        "py.typed",
        "templates/frames.toml",
        "templates/attendance.toml",
        "lexicon/people.toml",
        "tracker/profile.toml",
        "writing/view/page.html",
        "writing/view/labels.toml",
        "reading/data/frequent_characters.txt",
    ],
)
def test_data_files_come_with_the_package(place: str) -> None:
    """Whether it runs from the source or from a wheel."""
    assert files(minutes).joinpath(place).is_file()


def test_the_installed_version_is_the_version_of_the_code() -> None:
    """One place says it."""
    try:
        installed = metadata.version("minutes")
    except metadata.PackageNotFoundError:
        pytest.skip("the package is not installed: it runs from the source")
    assert installed == minutes.__version__


@checkout_only
def test_every_dependency_is_used() -> None:
    """What the package asks for, some module of it imports."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[\[<>=]", requirement)[0] for requirement in project["dependencies"]}
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "minutes").rglob("*.py"))
    assert asked - set(re.findall(r"^\s*(?:import|from) (\w+)", code, re.M)) == set()


@checkout_only
def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    """Code and data, and nothing from elsewhere in the checkout."""
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="hatchling is not installed")
    built = next(wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path)))
    with zipfile.ZipFile(built) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        notes = {name.rpartition("/")[2] for name in archive.namelist() if ".dist-info/" in name}
    package = {path.relative_to(ROOT).as_posix() for path in (ROOT / "minutes").rglob("*") if path.is_file()}
    assert held == {name for name in package if "__pycache__" not in name}
    assert {"METADATA", "entry_points.txt", "LICENSE"} <= notes


@checkout_only
def test_the_sdist_holds_what_a_user_or_packager_needs(tmp_path: Path) -> None:
    """Enough to build, to read and to test it."""
    sdist = pytest.importorskip("hatchling.builders.sdist", reason="hatchling is not installed")
    built = next(sdist.SdistBuilder(str(ROOT)).build(directory=str(tmp_path)))
    with tarfile.open(built) as archive:
        held = {name.partition("/")[2] for name in archive.getnames()}
    wanted = ["pyproject.toml", "README.md", "README.zh-CN.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", ".ci/run"]
    wanted += [
        "minutes/py.typed",
        "schemas/records.schema.json",
        "examples/newspaper-page.txt",
        "tests/test_packaging.py",
    ]
    wanted += ["examples/newspaper-page.records.json", "tools/regenerate.py", "docs/cli.md"]
    assert [name for name in wanted if name not in held] == []
