"""The data file as standards: read once, every row checked while it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from congvu.lib.yamltext import read_yaml
from congvu.standards.rules import (
    GROUP_NAMES,
    SURE_NAMES,
    Checker,
    Force,
    Standard,
    StandardList,
)


@dataclass(frozen=True)
class Catalogue:
    """``connect_by``: the last day for systems to be connected, and who says so."""

    lists: tuple[StandardList, ...]
    standards: tuple[Standard, ...]
    connect_by: date
    connect_source: StandardList


def read_catalogue(text: str) -> Catalogue:
    told = read_yaml(text)
    lists = {
        one["code"]: StandardList(
            code=one["code"],
            name=one["name"],
            source=one["source"],
            sure=_known(one["sure"], SURE_NAMES),
            since=one.get("from"),
            until=one.get("until"),
        )
        for one in told["lists"]
    }
    standards = tuple(_standards(told["standards"], lists))
    codes = [one.code for one in standards]
    if len(set(codes)) != len(codes):
        raise ValueError("a code stands twice")
    owed = told["connection"]
    source = lists[owed["list"]]
    return Catalogue(tuple(lists.values()), standards, owed["by"], source)


def _standards(
    told: list[dict[str, Any]], lists: Mapping[str, StandardList]
) -> Iterator[Standard]:
    for part in told:
        of = lists[part["list"]]
        for code, name, *checker in part["rows"]:
            yield Standard(
                code=code,
                name=name,
                group=_known(part["group"], GROUP_NAMES),
                force=Force(part["force"]),
                of=of,
                sure=_known(part["sure"], SURE_NAMES),
                since=part.get("from", of.since),
                until=part.get("until", of.until),
                checker=Checker(checker[0]) if checker else None,
            )


def _known(value: str, names: Mapping[str, str]) -> str:
    if value not in names:
        raise ValueError(f"unknown {value!r}")
    return value
