"""Reads the YAML law files. Every file names its fact ``sheet``; every row its letter.

    sheet: documents            # which meaning the letters of this file have
    sources: {code: {...}}      # legal texts, usable from every file
    rules:
      - kind: urgency
        source: nd-30-2020      # a group's values hold for its rows unless they differ
        from: 2020-03-05
        sure: A
        rows: [{key: …, label: …, value: {…}}]
    days:
      - {source: …, sure: B, rows: [{day: 2026-02-17, kind: holiday, name: …}]}

All that is wrong in all files is reported at once, each naming its file and row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Any

import yaml

from congvu.law.rules import KINDS, SHEETS, Json, Sureness
from congvu.lib.periods import Period
from congvu.lib.refusals import Reason, Refused
from congvu.lib.yamltext import read_yaml

_DAY_KINDS = frozenset({"holiday", "working"})


class LawFileRefused(Refused):
    """The files contradict themselves; nothing was loaded."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    code: str
    title: str
    number_symbol: str
    issued_on: date | None
    in_force_from: date | None
    in_force_until: date | None
    url: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    kind: str
    key: str
    label: str
    value: Mapping[str, Json]
    position: int
    period: Period
    source: str
    article: str
    sureness: Sureness

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.key}"


@dataclass(frozen=True, slots=True)
class DayRow:
    day: date
    kind: str
    name: str
    source: str
    sureness: Sureness


@dataclass
class LawSet:
    sources: dict[str, SourceRow] = field(default_factory=dict)
    rules: list[RuleRow] = field(default_factory=list)
    days: dict[date, DayRow] = field(default_factory=dict)


def read_law(files: Mapping[str, str]) -> LawSet:
    """One checked set from every file (name → text), or :class:`LawFileRefused`."""
    law = LawSet()
    wrong: list[str] = []
    for name, text in sorted(files.items()):
        try:
            content = read_yaml(text)
        except yaml.YAMLError as error:
            wrong.append(f"{name}: không đọc được YAML: {error}")
            continue
        if not isinstance(content, dict) or content.get("sheet") not in SHEETS:
            wrong.append(f"{name}: thiếu «sheet: documents» hoặc «sheet: platform»")
            continue
        wrong += _read_file(name, content, law)
    wrong += _contradictions(law)
    if wrong:
        raise LawFileRefused([Reason(message) for message in wrong])
    return law


def _read_file(name: str, content: dict[str, Any], law: LawSet) -> list[str]:
    wrong: list[str] = []
    letters = SHEETS[content["sheet"]]
    for code, row in (content.get("sources") or {}).items():
        if code in law.sources:
            wrong.append(f"{name}: nguồn {code} đã có ở tệp khác")
        law.sources[code] = _source(code, row)
    for row in _flattened(content.get("rules")):
        label = f"{name}: {row.get('kind')}/{row.get('key')}"
        try:
            law.rules.append(_rule(row, len(law.rules), letters))
        except (KeyError, ValueError, TypeError) as error:
            wrong.append(f"{label}: {_said(error)}")
    for row in _flattened(content.get("days")):
        label = f"{name}: {row.get('day')}"
        try:
            day = _day(row, letters)
        except (KeyError, ValueError, TypeError) as error:
            wrong.append(f"{label}: {_said(error)}")
            continue
        if day.day in law.days:
            wrong.append(f"{label}: ngày này đã có")
        law.days[day.day] = day
    return wrong


def _flattened(groups: list[dict[str, Any]] | None) -> Iterator[dict[str, Any]]:
    """Each row with what its group says for all."""
    for group in groups or ():
        shared = {k: v for k, v in group.items() if k != "rows"}
        for row in group.get("rows") or ():
            yield {**shared, **row}


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"thiếu hoặc sai «{error.args[0]}»"
    return str(error)


def _source(code: str, row: Mapping[str, Any]) -> SourceRow:
    return SourceRow(
        code=code,
        title=row["title"],
        number_symbol=row.get("symbol", ""),
        issued_on=row.get("issued"),
        in_force_from=row.get("from"),
        in_force_until=row.get("until"),
        url=row.get("url", ""),
    )


def _rule(
    row: Mapping[str, Any], position: int, letters: Mapping[str, Sureness]
) -> RuleRow:
    if row["kind"] not in KINDS:
        message = f"nhóm «{row['kind']}» không có trong law/rules.py"
        raise ValueError(message)
    return RuleRow(
        kind=row["kind"],
        key=str(row["key"]),
        label=row["label"],
        value=row.get("value") or {},
        position=position,
        period=Period(row["from"], row.get("until")),
        source=row["source"],
        article=row.get("article", ""),
        sureness=letters[row["sure"]],
    )


def _day(row: Mapping[str, Any], letters: Mapping[str, Sureness]) -> DayRow:
    if row["kind"] not in _DAY_KINDS or not isinstance(row["day"], date):
        message = f"loại ngày «{row['kind']}» hoặc ngày không đúng"
        raise ValueError(message)
    return DayRow(
        day=row["day"],
        kind=row["kind"],
        name=row["name"],
        source=row["source"],
        sureness=letters[row["sure"]],
    )


def _contradictions(law: LawSet) -> Iterator[str]:
    """Unknown sources, and two rules of one kind and key on one day."""
    for rule in law.rules:
        if rule.source not in law.sources:
            yield f"{rule.name}: không có nguồn «{rule.source}»"
    ordered = sorted(law.rules, key=lambda r: (r.name, r.period.valid_from))
    for one, other in pairwise(ordered):
        if one.name == other.name and one.period.overlaps(other.period):
            yield (
                f"{one.name}: giai đoạn từ {one.period.valid_from:%d/%m/%Y} và "
                f"từ {other.period.valid_from:%d/%m/%Y} chồng lên nhau"
            )
