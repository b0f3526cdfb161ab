"""Whom a seat may urge: one line a late paper, as its lists show it and who has it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.models import Assignment, RegisterEntry, Urging
from congvu.documents.queries.desks import Desk, desks
from congvu.documents.queries.holding import asks, open_parts, waited_for
from congvu.documents.queries.lists import Scope, late_entries
from congvu.documents.rules import (
    ENTRY_STATE_NAMES,
    MOST_URGED,
    OPEN_ENTRY_STATES,
    UNDER_WAY,
    WAITS_FOR_REGISTRY,
    EntryState,
    Part,
)
from congvu.organisations.access import Seat
from congvu.organisations.rules import UNIT_WIDE, Permission, Role


@dataclass(frozen=True)
class LatePaper:
    """One late paper: who has it, and whom an urging by this seat reaches today.

    In ``parts`` None stands for the registry; where it is empty ``reason`` says why.
    """

    entry: RegisterEntry
    due_on: date
    holder: str
    parts: Sequence[Assignment | None]
    reason: str

    @property
    def whom(self) -> list[str]:
        return [desk_words(part) for part in self.parts]


def desk_words(part: Assignment | None) -> str:
    """Who is urged, as the page, the timeline and the notice call them."""
    return part.desk_name if part else _("Văn thư")


def gives_work(seat: Seat) -> bool:
    """Who hands work out urges it, too."""
    return seat.can(Permission.INSTRUCT) or seat.can(Permission.ASSIGN)


def may_be_urged(
    seat: Seat, entry: RegisterEntry, parts: Sequence[Assignment], *, on: date
) -> set[UUID | None]:
    """Which parts of a paper this seat may urge, None for the registry.

    What its own desk gave, however far it was handed on since; for a leader and the
    office chief whatever is late. Needs the parts with their givers' above them.
    """
    if not gives_work(seat) or entry.state not in OPEN_ENTRY_STATES:
        return set()
    parts = [part for part in parts if asks(part)]
    late = is_late(entry, parts, on=on)
    found = {
        part.id if part else None
        for part in waited_for(entry, parts, on=on)
        if _may_urge(seat, part, late=late)
    }
    return found | {
        part.id
        for part in parts
        if part.part != Part.DIRECT
        and part.state in UNDER_WAY
        and _may_urge(seat, part, late=part.due_on is not None and part.due_on < on)
    }


def is_late(entry: RegisterEntry, parts: Sequence[Assignment], *, on: date) -> bool:
    """Whether a day of an open paper has passed: its own, the registry's, a part's."""
    days = [entry.due_on, entry.move_by]
    days += [part.due_on for part in parts if part.part != Part.DIRECT]
    return any(day < on for day in days if day is not None)


def _may_urge(seat: Seat, part: Assignment | None, *, late: bool) -> bool:
    if part is not None and part.desk_id in seat.desks:
        return False
    all_late = seat.is_agency_wide and seat.can(Permission.INSTRUCT) and late
    return all_late or (part is not None and _gave(seat, part))


def _gave(seat: Seat, part: Assignment) -> bool:
    above = part.parent
    while above is not None:
        if above.desk_id in seat.desks:
            return True
        above = above.parent
    return False


def late_papers(
    scope: Scope, seat: Seat, *, on: date, among: Collection[UUID] | None = None
) -> list[LatePaper]:
    """What the lists call late, the latest first, each with whom to urge; five queries.

    No more than one urging covers: the others are there once these are answered for.
    """
    found = late_entries(scope, on=on)
    if among is not None:
        found = found.filter(pk__in=list(among))
    entries = list(
        found.select_related("document")
        .defer("search", "search_text")
        .order_by("nearest_due", "order_key")[:MOST_URGED]
    )
    parts = open_parts(entry.id for entry in entries)
    there = desks(seat.agency_id, on)
    urged = set(
        Urging.objects.filter(
            entry__in=entries, post_id=seat.post_id, day=on
        ).values_list("entry", "assignment")
    )
    return [
        _line(seat, entry, parts.get(entry.id, []), there, urged, on)
        for entry in entries
    ]


def _line(
    seat: Seat,
    entry: RegisterEntry,
    parts: Sequence[Assignment],
    there: Mapping[UUID, Desk],
    urged: Collection[tuple[UUID, UUID | None]],
    on: date,
) -> LatePaper:
    waits = waited_for(entry, parts, on=on)
    may = may_be_urged(seat, entry, parts, on=on)
    allowed = [part for part in waits if (part.id if part else None) in may]
    held: dict[UUID | None, Assignment | None] = {}
    for part in allowed:
        if _is_there(part, there):
            held.setdefault(_who(part, there), part)
    fresh = [p for p in held.values() if (entry.id, p.id if p else None) not in urged]
    reason = ""
    if not allowed:
        mine = any(part and part.desk_id in seat.desks for part in waits)
        reason = _("đang chờ chính mình") if mine else _("việc do người khác giao")
    elif not held:
        reason = _("chưa có người giữ chức vụ này")
    elif not fresh:
        reason = _("hôm nay đã đôn đốc")
    state = EntryState(entry.state)
    return LatePaper(
        entry=entry,
        due_on=entry.nearest_due,  # type: ignore[attr-defined]  # as `late_entries` finds it
        holder=_(ENTRY_STATE_NAMES[state])
        if state in WAITS_FOR_REGISTRY
        else entry.holder.split(",")[0],
        parts=[] if reason else fresh,
        reason=reason,
    )


def _who(part: Assignment | None, there: Mapping[UUID, Desk]) -> UUID | None:
    """The same for a unit's desk and the post of its head: one person, rung once."""
    desk = there.get(part.desk_id) if part else None
    if desk is not None and desk.role in UNIT_WIDE:
        return desk.unit_id
    return part.desk_id if part else None


def _is_there(part: Assignment | None, there: Mapping[UUID, Desk]) -> bool:
    """Whether somebody hears it; another agency answers for its own desks."""
    if part is None:
        return any(d.is_held for d in there.values() if d.role == Role.RECORDS_CLERK)
    desk = there.get(part.desk_id)
    return part.unit_id is None or (desk is not None and desk.is_held)
