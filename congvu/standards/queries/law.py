"""The data of standards, read once a process."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from congvu.standards.formats import Catalogue, read_catalogue
from congvu.standards.rules import Force, Standard

_DATA = Path(__file__).parents[1] / "data" / "standards.yaml"


@cache
def catalogue() -> Catalogue:
    return read_catalogue(_DATA.read_text(encoding="utf-8"))


def standards_on(day: date) -> list[Standard]:
    return [one for one in catalogue().standards if one.holds_on(day)]


def find_standard(code: str, day: date) -> Standard | None:
    found = (one for one in standards_on(day) if one.code == code)
    return next(found, None)


def mandatory(day: date) -> list[str]:
    return [one.code for one in standards_on(day) if one.force == Force.MUST]


def connect_by() -> date:
    """The last day by which what has to be connected is connected."""
    return catalogue().connect_by
