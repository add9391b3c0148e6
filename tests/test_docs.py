"""The documentation: outputs are generated, links lead somewhere, every command is described, examples run."""

from __future__ import annotations

import doctest
import re
import subprocess
from pathlib import Path

import pytest

from minutes.cli import app
from tools.cli_reference import generate_reference, sections
from tools.console_blocks import generate_outputs, pages_with_outputs
from tools.generated import ROOT
from tools.readme_commands import readme_command

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
OUTPUTS = {page.name: page for page in pages_with_outputs()}
HINT = "run: python -m tools.regenerate"


def anchors(page: Path) -> set[str]:
    """The anchors that a page's headings have on a code host."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_something(page: Path) -> None:
    """Every relative link is a file of the checkout, and its anchor a heading there."""
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        if not linked.exists() or (anchor and anchor not in anchors(linked)):
            broken.append(target)
    assert broken == []


def test_every_page_is_found_from_the_readme() -> None:
    """A page of docs/ that nobody is led to is not read."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if f"](docs/{page.name})" not in readme] == []


def test_the_command_reference_is_generated() -> None:
    """docs/cli.md is what the application says of itself."""
    difference = generate_reference().difference()
    assert not difference, "\n".join([*difference, HINT])


def test_every_command_and_option_is_described() -> None:
    """No section without a sentence, no option without help."""
    described = dict(sections(app))
    assert {"minutes extract", "minutes validate", "minutes tracker merge"} <= set(described)
    for name, section in described.items():
        assert re.search(r"^[A-Z].*\.$", section, re.M), name
        assert not re.search(r"\|  \|$", section, re.M), name


def test_outputs_are_what_the_commands_print() -> None:
    """Each console block is run again."""
    assert "README.md" in OUTPUTS
    for generated in generate_outputs():
        difference = generated.difference()
        assert not difference, "\n".join([*difference, HINT])


def test_the_python_of_the_readme_runs() -> None:
    """Its examples are doctests."""
    outcome = doctest.testfile(str(ROOT / "README.md"), module_relative=False, encoding="utf-8")
    assert outcome.attempted > 0
    assert outcome.failed == 0


@pytest.mark.parametrize("name", ["run", "test"])
def test_the_readme_has_the_two_commands(name: str) -> None:
    """Each does all the set-up, and is shell that parses."""
    command = readme_command(name)
    assert command.startswith("python3 -m venv .venv\n")
    assert subprocess.run(["bash", "-n", "-c", command], check=False).returncode == 0


def test_every_dependency_has_its_reason() -> None:
    """docs/dependencies.md has a row for each requirement of the package and of its extras."""
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[\[<>=; ]", requirement)[0] for requirement in wanted} - {"minutes"}
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    assert {name for name in names if f"| {name} |" not in page} == set()
