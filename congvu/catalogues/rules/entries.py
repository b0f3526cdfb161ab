"""Lines of a catalogue: read from text, and held against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise

from congvu.catalogues.rules.words import LONGEST_CODE, LONGEST_NAME
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc

_CODE = re.compile(r"[A-Za-z0-9Đđ][A-Za-z0-9Đđ._-]*")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")
_APART = re.compile(r"[;,\s]+")


@dataclass(frozen=True)
class Line:
    """One entry: a code has a name from a day up to, not including, another.

    ``heirs`` are the codes that go on from ``until``.
    """

    code: str
    name: str
    since: date
    until: date | None = None
    heirs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Problem:
    """``row`` counts as people see it; ``values`` fill the words."""

    row: int
    words: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    code: str
    since: date
    until: date | None
    row: int = 0

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


def read_line(row: int, given: Mapping[str, str]) -> tuple[Line | None, list[Problem]]:
    """All that is wrong with one row at once."""
    code, name = nfc(given.get("code", "")).strip(), nfc(given.get("name", ""))
    name = " ".join(name.split())
    since, until = given.get("since", "").strip(), given.get("until", "").strip()
    heirs = tuple(h for h in _APART.split(nfc(given.get("heirs", ""))) if h)
    wrong = []
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        wrong.append(Problem(row, _("mã “%(code)s” không đúng"), {"code": code[:60]}))
    if not name:
        wrong.append(Problem(row, _("chưa có tên")))
    elif len(name) > LONGEST_NAME:
        wrong.append(Problem(row, _("tên dài quá 200 chữ")))
    first, last = _day(since), _day(until)
    if first is None:
        wrong.append(
            Problem(row, _("ngày bắt đầu “%(day)s” không đúng"), {"day": since})
        )
    if until and last is None:
        words = _("ngày hết “%(day)s” không đúng")
        wrong.append(Problem(row, words, {"day": until[:60]}))
    if first and last and last <= first:
        wrong.append(Problem(row, _("ngày hết không sau ngày bắt đầu")))
    if heirs and not until:
        wrong.append(Problem(row, _("có mã kế thừa mà không có ngày hết")))
    if wrong or first is None:
        return None, wrong
    return Line(code, name, first, last, heirs), []


def _day(text: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day alone
        except ValueError:
            continue
    return None


def period_problems(periods: Iterable[Period]) -> list[Problem]:
    """A code may not mean two things on one day."""
    of: dict[str, list[Period]] = defaultdict(list)
    for one in periods:
        of[one.code].append(one)
    wrong = []
    for code, found in of.items():
        found.sort(key=lambda p: p.since)
        for before, after in pairwise(found):
            if before.until is None or before.until > after.since:
                words = _("mã %(code)s trùng thời gian với một mục khác")
                wrong.append(Problem(after.row or before.row, words, {"code": code}))
    return wrong


def problems(lines: Sequence[tuple[int, Line]], kept: Sequence[Line]) -> list[Problem]:
    """What is wrong with lines beside those kept; a line of the same code and first day
    takes the place of the kept one.
    """
    new = {(line.code, line.since): (row, line) for row, line in lines}
    wrong = []
    if len(new) < len(lines):
        seen: set[tuple[str, date]] = set()
        for row, line in lines:
            key = (line.code, line.since)
            if key in seen:
                words = _("mã %(code)s đã có trong tệp với cùng ngày bắt đầu")
                wrong.append(Problem(row, words, {"code": line.code}))
            seen.add(key)
    every = [(0, line) for line in kept if (line.code, line.since) not in new]
    every += list(new.values())
    periods = [Period(o.code, o.since, o.until, row) for row, o in every]
    wrong += period_problems(periods)
    of: dict[str, list[Period]] = defaultdict(list)
    for one in periods:
        of[one.code].append(one)
    for row, line in every:
        until = line.until
        for heir in line.heirs:
            if until and not any(p.holds_on(until) for p in of.get(heir, ())):
                words = _("mã kế thừa %(heir)s của %(code)s không có vào ngày ấy")
                values = {"heir": heir, "code": line.code}
                wrong.append(Problem(row, words, values))
    return sorted(wrong, key=lambda one: one.row)
