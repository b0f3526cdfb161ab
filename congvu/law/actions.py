"""Changing the law the office works by: loading the shipped set, the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.law.formats import LawSet, RuleRow
from congvu.law.models import CalendarDay, Edition, LegalSource, Rule
from congvu.law.queries import edition_changes
from congvu.law.rules import Sureness
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop as _
from congvu.lib.text import nfc


class DayUnusual(Refused):
    """The day cannot be what was asked for."""


@dataclass(frozen=True)
class Loaded:
    """How many rows a loading made, changed and withdrew."""

    added: int
    changed: int
    withdrawn: int

    @property
    def nothing(self) -> bool:
        return not (self.added or self.changed or self.withdrawn)

    def __add__(self, other: Loaded) -> Loaded:
        return Loaded(
            self.added + other.added,
            self.changed + other.changed,
            self.withdrawn + other.withdrawn,
        )


@transaction.atomic
def load_law(*, law: LawSet, by: Actor, at: datetime) -> Loaded:
    """Make the database say what the shipped files say; nothing to do leaves no trace.

    Withdrawn rows go first: a corrected period must not meet the one it replaces.
    """
    # Two nodes may start at once; the second waits and then finds nothing to do.
    _lock("rules")
    sources = _load_sources(law)
    changed = _load_rules(law) + sources
    days = _load_days(law)
    if not changed.nothing:
        _renew("rules")
    if not days.nothing:
        _renew("calendar")
    total = changed + days
    if not total.nothing:
        record(
            "law.loaded",
            by=by,
            at=at,
            data={
                "added": total.added,
                "changed": total.changed,
                "withdrawn": total.withdrawn,
            },
        )
    return total


@transaction.atomic
def set_calendar_day(
    *, day: date, kind: str, name: str, source: str, by: Actor, at: datetime
) -> CalendarDay:
    """Make a day a holiday or a working day, on the authority the office names.

    The office answers for its own entry, so it counts as read from the source named.
    """
    name, source = nfc(name), nfc(source)
    _refuse_unusual(day=day, kind=kind, name=name, source=source)
    row, _created = CalendarDay.objects.update_or_create(
        day=day,
        defaults={
            "kind": kind,
            "name": name,
            "source": source,
            "sureness": Sureness.READ,
            "edited_at": at,
        },
    )
    _renew("calendar")
    record(
        "law.calendar-day-set",
        by=by,
        at=at,
        on=row,
        data={"day": day.isoformat(), "kind": kind, "name": name, "source": source},
    )
    return row


@transaction.atomic
def remove_calendar_day(*, day: date, by: Actor, at: datetime) -> None:
    """Let the day be again what its weekday says."""
    row = CalendarDay.objects.select_for_update().filter(day=day).first()
    if row is None or row.kind == CalendarDay.Kind.ORDINARY:
        raise DayUnusual([Reason(_("Ngày này không có trong lịch."), field="day")])
    said = {"day": day.isoformat(), "kind": row.kind, "name": row.name}
    record("law.calendar-day-removed", by=by, at=at, on=row, data=said)
    if row.shipped:
        row.kind, row.edited_at = CalendarDay.Kind.ORDINARY, at
        row.save(update_fields=["kind", "edited_at"])
    else:
        row.delete()
    _renew("calendar")


def _refuse_unusual(*, day: date, kind: str, name: str, source: str) -> None:
    reasons = []
    if kind not in {CalendarDay.Kind.HOLIDAY, CalendarDay.Kind.WORKING}:
        reasons.append(Reason(_("Chọn ngày nghỉ hoặc ngày làm việc bù."), field="kind"))
    if kind == CalendarDay.Kind.WORKING and day.weekday() < 5:
        reasons.append(
            Reason(_("Ngày làm việc bù phải là thứ Bảy hoặc Chủ nhật."), field="day")
        )
    if not name:
        reasons.append(Reason(_("Ghi tên ngày, ví dụ Quốc khánh."), field="name"))
    if not source:
        reasons.append(
            Reason(
                _("Ghi căn cứ, ví dụ số và ngày của thông báo nghỉ."), field="source"
            )
        )
    if reasons:
        raise DayUnusual(reasons)


def _lock(name: str) -> None:
    edition_changes()
    Edition.objects.get_or_create(name=name, defaults={"stamp": uuid7()})
    Edition.objects.select_for_update().get(name=name)


def _renew(name: str) -> None:
    edition_changes()
    Edition.objects.update_or_create(name=name, defaults={"stamp": uuid7()})


def _brought_to(row: models.Model, values: dict[str, Any]) -> bool:
    """Save the values that differ; whether there were any."""
    differing = [name for name, value in values.items() if getattr(row, name) != value]
    for name in differing:
        setattr(row, name, values[name])
    if differing:
        row.save(update_fields=differing)
    return bool(differing)


def _load_sources(law: LawSet) -> Loaded:
    """Sources are never withdrawn: old rules and old papers may still cite them."""
    known = {row.code: row for row in LegalSource.objects.all()}
    added = changed = 0
    for source in law.sources.values():
        values = {
            "title": source.title,
            "number_symbol": source.number_symbol,
            "issued_on": source.issued_on,
            "in_force_from": source.in_force_from,
            "in_force_until": source.in_force_until,
            "url": source.url,
        }
        if source.code not in known:
            LegalSource.objects.create(code=source.code, **values)
            added += 1
        else:
            changed += _brought_to(known[source.code], values)
    return Loaded(added, changed, 0)


def _load_rules(law: LawSet) -> Loaded:
    sources = {row.code: row.pk for row in LegalSource.objects.all()}
    wanted = {(r.kind, r.key, r.period.valid_from): r for r in law.rules}
    known = {(r.kind, r.key, r.valid_from): r for r in Rule.objects.all()}
    stale = [row.pk for name, row in known.items() if name not in wanted]
    Rule.objects.filter(pk__in=stale).delete()
    new = [
        Rule(
            kind=r.kind,
            key=r.key,
            valid_from=r.period.valid_from,
            **_rule_values(r, sources),
        )
        for name, r in wanted.items()
        if name not in known
    ]
    # Ends before beginnings: a rule that is cut short makes room for its successor.
    kept = sorted(wanted.keys() & known.keys(), key=lambda name: name[2])
    changed = sum(
        _brought_to(known[name], _rule_values(wanted[name], sources)) for name in kept
    )
    Rule.objects.bulk_create(new)
    return Loaded(len(new), changed, len(stale))


def _rule_values(rule: RuleRow, sources: dict[str, Any]) -> dict[str, Any]:
    return {
        "label": rule.label,
        "value": rule.value,
        "position": rule.position,
        "valid_until": rule.period.valid_until,
        "source_id": sources[rule.source],
        "article": rule.article,
        "sureness": str(rule.sureness),
    }


def _load_days(law: LawSet) -> Loaded:
    known = {row.day: row for row in CalendarDay.objects.all()}
    new: list[CalendarDay] = []
    changed = 0
    for day in law.days.values():
        values = {
            "kind": day.kind,
            "name": day.name,
            "source": day.source,
            "sureness": str(day.sureness),
            "shipped": True,
        }
        row = known.get(day.day)
        if row is None:
            new.append(CalendarDay(day=day.day, **values))
        elif row.edited_at is not None:
            changed += _brought_to(row, {"shipped": True})
        else:
            changed += _brought_to(row, values)
    stale = [
        row.pk
        for row in known.values()
        if row.shipped and row.edited_at is None and row.day not in law.days
    ]
    CalendarDay.objects.filter(pk__in=stale).delete()
    CalendarDay.objects.bulk_create(new)
    return Loaded(len(new), changed, len(stale))
