"""Bring every generated file up to date, or say which are not: `python -m tools.regenerate [--check]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from tools.generated import ROOT, Generated


def generate_all() -> Iterator[Generated]:
    """All generated files, in an order in which none is read before it is written."""
    from minutes.schema import SCHEMA_FILE, schema_text
    from minutes.tracker.empty import empty_file, kept_text
    from minutes.tracker.profile import LANGUAGES, load_profile
    from tools.cli_reference import generate_reference
    from tools.console_blocks import generate_outputs
    from tools.example_goldens import generate_goldens

    yield Generated(ROOT / SCHEMA_FILE, schema_text())
    for lang in LANGUAGES:
        yield Generated(empty_file(lang), kept_text(load_profile(lang=lang)))
    yield from generate_goldens()
    yield generate_reference()
    yield from generate_outputs()


def main() -> int:
    """Writes what differs; with --check, writes nothing and ends with 1 if anything does."""
    parser = argparse.ArgumentParser(prog="python -m tools.regenerate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say what differs")
    check = parser.parse_args().check
    differing = 0
    for generated in generate_all():
        difference = generated.difference()
        if not difference:
            continue
        differing += 1
        print("\n".join(difference) if check else generated.name)
        if not check:
            generated.write()
    if check and differing:
        print("run: python -m tools.regenerate, and read what changed", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
