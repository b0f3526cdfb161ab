"""By when: the days that the law of a day gives to a paper and to a step of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import override

from congvu.documents.models import RegisterEntry
from congvu.documents.queries.one import history_of
from congvu.documents.queries.reminders import own_rules
from congvu.documents.rules import handling_due
from congvu.law.queries import calendar, find_rule, incoming_deadline
from congvu.lib.dates import local_date


def handling_deadline(
    urgency: str, arrived_on: date, agency_id: UUID | None = None
) -> tuple[date | None, str]:
    """The day handling must end, and the words that say why.

    Where the agency has set its own number of days, that; else the shipped one. What is
    urgent goes at once, whatever anybody set.
    """
    mark = find_rule("urgency", urgency, arrived_on)
    limit = find_rule("handling_deadline", urgency, arrived_on)
    immediately = mark is not None and mark.flag("immediately")
    own = own_rules(agency_id, arrived_on) if agency_id and not immediately else None
    shipped = limit.number("working_days") if limit else None
    due_on = handling_due(
        arrived_on=arrived_on,
        immediately=immediately,
        working_days=own.working_days if own else shipped,
        days=calendar(),
    )
    if own is not None:
        return due_on, own.basis
    source = mark if immediately else limit
    if source is None or due_on is None:
        return due_on, ""
    with override("vi"):  # kept beside the paper, whoever registers it
        return due_on, source.citation_on_record[:200]


def step_deadline(step: str, urgency: str, since: date) -> date | None:
    """The last day for "register", "submit" or "transfer" (NĐ 30/2020 Đ4.2c, Đ23.1).

    The same day, at latest the next working day; what is urgent goes at once.
    """
    mark = find_rule("urgency", urgency, since)
    urgent = mark is not None and mark.flag("immediately")
    clock = incoming_deadline(step, since, urgent=urgent)
    if clock is None or clock.latest_working_days is None:
        return None
    return calendar().add_working_days(since, clock.latest_working_days)


def has_day_by_rule(entry: RegisterEntry) -> bool:
    """Whether the day to handle it by is the law's, and nobody's decision.

    A leader who writes the very day of the rule has set it, too: the timeline tells.
    """
    _due_on, basis = handling_deadline(entry.urgency, entry.arrived_on, entry.agency_id)
    if entry.due_basis != basis:
        return False
    told = history_of(entry).filter(event="documents.instructed")
    return not any(d.get("due") for d in told.values_list("detail", flat=True))


def waits_since(entry: RegisterEntry) -> date | None:
    """The day a line came back to the registry or was decided; None: it just came."""
    last = (
        history_of(entry)
        .filter(event__in=["documents.sent-back", "documents.instructed"])
        .order_by("-at")
        .first()
    )
    return None if last is None else local_date(last.at)
