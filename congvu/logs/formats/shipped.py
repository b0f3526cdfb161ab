"""The rules of detection that come with the office: ``data/rules``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from congvu.logs.formats.reading import read_rules
from congvu.logs.rules.detection import Rules


@cache
def shipped_rules() -> Rules:
    """All of them, by file; each file is whole in itself."""
    folder = files("congvu.logs").joinpath("data/rules")
    found = [
        read_rules(one.read_text("utf-8"))
        for one in sorted(folder.iterdir(), key=lambda one: one.name)
        if one.name.endswith(".yml")
    ]
    return Rules(
        tuple(one for rules in found for one in rules.detections),
        tuple(one for rules in found for one in rules.correlations),
    )
