"""The rule of a day and the calendar, from copies kept in each process.

Rules are a few hundred rows that change a few times a year and are asked for on every
page. Each process keeps the last set it read, under the stamp of its edition; asking
costs one read of the stamps, once a request.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from congvu.law.models import CalendarDay, Rule
from congvu.law.rules import (
    KINDS,
    Column,
    Deadline,
    DocumentType,
    RuleValue,
    Sureness,
    columns,
    deadline,
    document_type,
    in_force,
)
from congvu.lib.dates import WorkCalendar
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _
from congvu.sql import planned

T = TypeVar("T")


class NoRule(Refused):
    """No rule of that kind and key was in force on that day."""

    def __init__(self, kind: str, key: str, on: date) -> None:
        self.kind, self.key, self.on = kind, key, on
        super().__init__([Reason(_("Chưa có quy định nào có hiệu lực vào ngày này."))])
        self.add_note(f"{kind}/{key} on {on}")


@dataclass
class _Kept(Generic[T]):
    """A copy with the stamp it was read under; replaced whole, never changed."""

    stamp: UUID | None
    content: T


_kept_rules: list[_Kept[dict[str, list[RuleValue]]]] = []
_kept_calendar: list[_Kept[WorkCalendar]] = []


_asked: ContextVar[dict[str, UUID] | None] = ContextVar("asked", default=None)


@contextmanager
def one_edition() -> Iterator[None]:
    """Inside, the stamps are read once: one page speaks by one edition throughout."""
    token = _asked.set({})
    try:
        yield
    finally:
        _asked.reset(token)


def edition_changes() -> None:
    """Whoever changes a rule or a day asks anew from here on."""
    _asked.set(None)


def _stamp(name: str) -> UUID | None:
    asked = _asked.get()
    if asked is None:
        return _stamps().get(name)
    if not asked:
        asked.update(_stamps())
    return asked.get(name)


def _stamps() -> dict[str, UUID]:
    with planned() as cursor:
        cursor.execute("SELECT name, stamp FROM law_edition")
        return dict(cursor.fetchall())


def rules_edition() -> UUID | None:
    """Another with each change of a rule; None before there are any."""
    return _stamp("rules")


def _all_rules() -> dict[str, list[RuleValue]]:
    stamp = _stamp("rules")
    if _kept_rules and stamp is not None and _kept_rules[0].stamp == stamp:
        return _kept_rules[0].content
    by_kind: dict[str, list[RuleValue]] = {}
    rows = Rule.objects.select_related("source").order_by("kind", "position", "key")
    for row in rows:
        by_kind.setdefault(row.kind, []).append(rule_value(row))
    _kept_rules[:] = [_Kept(stamp, by_kind)]
    return by_kind


def rule_value(row: Rule) -> RuleValue:
    """The row as plain data; reads ``row.source``."""
    return RuleValue(
        kind=row.kind,
        key=row.key,
        label=row.label,
        value=row.value,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        sureness=Sureness(row.sureness),
        article=row.article,
        source_code=row.source.code,
        source_symbol=row.source.number_symbol,
        source_title=row.source.title,
    )


def rules(kind: str, on: date) -> list[RuleValue]:
    """Every rule of a kind in force on that day, in the order of the law's own list."""
    return in_force(_all_rules().get(kind, ()), on)


def rules_by_kind(on: date) -> dict[str, list[RuleValue]]:
    """Everything in force on that day, in the order the page shows the kinds."""
    found = {kind: in_force(content, on) for kind, content in _all_rules().items()}
    return {kind: found[kind] for kind in KINDS if found.get(kind)}


def find_rule(kind: str, key: str, on: date) -> RuleValue | None:
    """The one rule of that kind and key on that day, or None."""
    return next((value for value in rules(kind, on) if value.key == key), None)


def rule(kind: str, key: str, on: date) -> RuleValue:
    """The same, where its absence must be refused."""
    found = find_rule(kind, key, on)
    if found is None:
        raise NoRule(kind, key, on)
    return found


def document_types(on: date) -> list[DocumentType]:
    """Types a clerk may choose on that day: administrative first, then normative ones
    that have a code of their own (a normative "Quyết định" is chosen as QĐ, too).
    """
    kept = _all_rules()
    administrative = [
        document_type(r) for r in in_force(kept.get("document_type", ()), on)
    ]
    taken = {t.code for t in administrative}
    normative = (document_type(r) for r in in_force(kept.get("normative_type", ()), on))
    return administrative + [t for t in normative if t.code not in taken]


def register_columns(register: str, on: date) -> tuple[Column, ...]:
    """Columns of "incoming", "tracking" or "outgoing" (NĐ 30/2020 Phụ lục IV)."""
    return columns(rule("register", register, on))


def incoming_deadline(step: str, on: date, *, urgent: bool) -> Deadline | None:
    """The clock of "notify", "register", "submit" or "transfer" on that day; None where
    no law of that day had one."""
    found = find_rule("incoming_deadline", step, on)
    return None if found is None else deadline(found, urgent=urgent)


def calendar() -> WorkCalendar:
    """The office's working days, all years it knows."""
    stamp = _stamp("calendar")
    if _kept_calendar and stamp is not None and _kept_calendar[0].stamp == stamp:
        return _kept_calendar[0].content
    days = list(CalendarDay.objects.values_list("day", "kind"))
    content = WorkCalendar(
        holidays=frozenset(d for d, k in days if k == CalendarDay.Kind.HOLIDAY),
        working_saturdays=frozenset(
            d for d, k in days if k == CalendarDay.Kind.WORKING
        ),
    )
    _kept_calendar[:] = [_Kept(stamp, content)]
    return content


def unread_days(first: date, last: date) -> list[CalendarDay]:
    """Days in that stretch, both included, that are off or worked by a text nobody has
    read itself: a term that runs over them may end on another day.
    """
    rows = CalendarDay.objects.filter(day__range=(first, last))
    rows = rows.exclude(sureness=Sureness.READ).exclude(kind=CalendarDay.Kind.ORDINARY)
    return list(rows.order_by("day"))


@dataclass(frozen=True)
class Month:
    """One month of the office's year, with the days that differ from their weekday."""

    first: date
    working_days: int
    days: tuple[CalendarDay, ...]


def year(number: int) -> list[Month]:
    """The twelve months; a removed shipped day is not shown."""
    work = calendar()
    rows = list(
        CalendarDay.objects.filter(day__year=number)
        .exclude(kind=CalendarDay.Kind.ORDINARY)
        .order_by("day")
    )
    months = []
    for month in range(1, 13):
        first = date(number, month, 1)
        after = date(number + month // 12, month % 12 + 1, 1)
        months.append(
            Month(
                first=first,
                working_days=work.working_days_between(
                    first - timedelta(days=1), after - timedelta(days=1)
                ),
                days=tuple(row for row in rows if row.day.month == month),
            )
        )
    return months


@dataclass(frozen=True)
class YearState:
    """How far a year's calendar can be relied on.

    ``known`` where any day is set; ``announced`` where none is still unverified.
    """

    year: int
    working_days: int
    known: bool
    announced: bool


def year_state(number: int, months: Sequence[Month]) -> YearState:
    days = [day for month in months for day in month.days]
    return YearState(
        year=number,
        working_days=sum(month.working_days for month in months),
        known=bool(days),
        announced=not any(day.sureness == Sureness.UNVERIFIED for day in days),
    )


def known_years() -> list[int]:
    """Years the calendar says anything about."""
    days = CalendarDay.objects.dates("day", "year")
    return [day.year for day in days]
