"""Records files made from gold and spoilt at random, for two programs to score and to agree on."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any


def write_predictions(gold_folder: Path, folder: Path, *, seed: int, rate: float) -> None:
    """For each gold file a records file in which each value is spoilt with probability `rate`; some are not written."""
    dice = random.Random(seed)
    for file in sorted(gold_folder.rglob("*.gold.json")):
        if rate and dice.random() < 0.05:
            continue
        records = _spoilt(json.loads(file.read_text(encoding="utf-8")), dice, rate)
        target = folder / file.name.replace(".gold.json", ".records.json")
        target.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")


def _spoilt(gold: dict[str, Any], dice: random.Random, rate: float) -> dict[str, Any]:
    records: dict[str, Any] = {"meetings": [], "attendees": [], "directives": []}

    def lucky() -> bool:
        return dice.random() >= rate

    for number, meeting in enumerate(gold["meetings"]):
        key = f"m{number}"
        if not lucky():
            continue
        kind = meeting["kind"] if lucky() else "other"
        records["meetings"].append({"id": key, "kind": kind, "date": meeting["date"] if lucky() else None})
        for one in meeting["attendees"]:
            if lucky():
                role = one["role"] if lucky() else "attendee"
                name = one["name"] if lucky() else one["name"] + "某"
                title = one.get("title") if lucky() else dice.choice([None, "镇长", "主任"])
                records["attendees"].append({"meeting_id": key, "name": name, "role": role, "title": title})
        records["attendees"].append({"meeting_id": key, "name": None, "group": "各村", "role": "attendee"})
        records["attendees"].append({"meeting_id": "nowhere", "name": "韩朔", "role": "attendee"})
        for one in meeting["directives"]:
            if lucky():
                records["directives"].append(_directive(one, key, dice, rate))
    for start, end in gold.get("ignore", []):
        evidence = {"start": start, "end": end}
        records["directives"].append({"meeting_id": "m0", "parent_id": None, "text": "希望", "evidence": evidence})
    dice.shuffle(records["directives"])
    return records


def _directive(one: dict[str, Any], key: str, dice: random.Random, rate: float) -> dict[str, Any]:
    def lucky() -> bool:
        return dice.random() >= rate

    start, end = one["span"]
    if not lucky():
        start += dice.randrange(0, max(1, (end - start) // 2))
    units = [{"name": name, "part": "lead"} for name in one.get("lead", one["responsible"])]
    units += [{"name": name, "part": "support"} for name in one.get("support", [])]
    deadlines = [one_day if lucky() else {**one_day, "date": "2020-01-01"} for one_day in one["deadlines"]]
    return {
        "meeting_id": key,
        "parent_id": None if one["level"] == 1 else "parent",
        "kind": one["kind"] if lucky() else "expectation",
        "speaker": one.get("speaker") if lucky() else "会议",
        "ordinal": one.get("ordinal") if lucky() else 9,
        "text": "甲" * 50,
        "responsible": units if lucky() else units[1:],
        "deadlines": deadlines,
        "evidence": {"start": start, "end": end},
    }
