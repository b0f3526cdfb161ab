"""Đôn đốc: one desk, or everything late at once; counted, and once a day is enough."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents import queries
from congvu.documents.access import scope_of
from congvu.documents.actions.across import tell_receivers
from congvu.documents.actions.entries import (
    any_assignment,
    hands_out_reasons,
    locked_entry,
    state_reasons,
    under_way_reasons,
)
from congvu.documents.actions.history import note
from congvu.documents.models import Assignment, HistoryEvent, RegisterEntry, Urging
from congvu.documents.rules import (
    LONGEST_URGING,
    OPEN_ENTRY_STATES,
    WAITS_FOR_REGISTRY,
    for_the_log,
)
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat
from congvu.organisations.queries import posts_of_role
from congvu.organisations.rules import Role


@transaction.atomic
def urge(
    *, entry_id: UUID, assignment_id: UUID | None, text: str, by: Seat, at: datetime
) -> Urging:
    """Urge one desk, or the registry that has the paper still (no ``assignment_id``).

    Any desk whose part came from this one; of what is late, a leader and the office
    chief whoever has it.
    """
    entry = locked_entry(entry_id, by)
    today = local_date(at)
    part = None if assignment_id is None else any_assignment(entry, assignment_id)
    open_parts = queries.open_parts([entry.id]).get(entry.id, [])
    reasons = hands_out_reasons(by) + state_reasons(entry, *OPEN_ENTRY_STATES)
    reasons += _waits_reasons(entry, part, open_parts) + text_reasons(text)
    if assignment_id not in queries.may_be_urged(by, entry, open_parts, on=today):
        words = _("Chỉ đôn đốc việc mình giao, hoặc việc quá hạn trong cơ quan.")
        reasons.append(Reason(words))
    if Urging.objects.filter(
        entry=entry, assignment=part, post_id=by.post_id, day=today
    ).exists():
        reasons.append(Reason(_("Hôm nay đã đôn đốc việc này rồi.")))
    if reasons:
        raise Refused(reasons)
    made = _urging(entry.id, part, text, by, at)
    made.save(force_insert=True)
    note("documents.urged", entry=entry, by=by, at=at, detail=_detail(made))
    _tell_receivers([made], at)
    return made


def _waits_reasons(
    entry: RegisterEntry, part: Assignment | None, open_parts: Sequence[Assignment]
) -> list[Reason]:
    """Only who is still at it, or whom the paper waits for, can be urged."""
    if part is None:
        return state_reasons(entry, *WAITS_FOR_REGISTRY)
    holder = queries.holder_part(entry, open_parts)
    return [] if holder == part else under_way_reasons(part)


@transaction.atomic
def urge_many(
    *, by: Seat, at: datetime, text: str, chosen: Collection[UUID] | None = None
) -> list[Urging]:
    """Urge whoever has the chosen late papers, or all that are late, in one go.

    The same few statements however many. What was urged today by this post is left
    alone, also by a second press at the same moment: the database keeps one a day.
    """
    reasons = hands_out_reasons(by) + text_reasons(text)
    rows: list[Urging] = []
    if not reasons:
        late = queries.late_papers(scope_of(by), by, on=local_date(at), among=chosen)
        rows = [
            _urging(line.entry.id, part, text, by, at)
            for line in late
            for part in line.parts
        ]
        if not rows:
            words = _("Không có việc quá hạn nào để đôn đốc, hoặc hôm nay đã đôn đốc.")
            reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    Urging.objects.bulk_create(rows, ignore_conflicts=True)
    kept = set(
        Urging.objects.filter(pk__in=[r.pk for r in rows]).values_list("pk", flat=True)
    )
    done = [r for r in rows if r.pk in kept]
    _tell_desks(done, by, at)
    _tell_receivers(done, at)
    counted = {
        "parts": len(done),
        "papers": len({r.entry_id for r in done}),
        "text": nfc(text),
    }
    record(
        "documents.urged",
        by=by.actor,
        at=at,
        on_type="organisations.agency",
        on_id=by.agency_id,
        data=for_the_log(counted),
    )
    return done


def _tell_desks(done: Sequence[Urging], by: Seat, at: datetime) -> None:
    """A line on each timeline and a notice at each desk, in one statement each.

    What has no unit here lies with another agency, which is told by itself.
    """
    HistoryEvent.objects.bulk_create(
        HistoryEvent(
            at=at,
            entry_id=r.entry_id,
            agency_id=by.agency_id,
            event="documents.urged",
            actor=by.person_name,
            actor_post=by.acts_as,
            detail=_detail(r),
        )
        for r in done
    )
    clerks = posts_of_role(Role.RECORDS_CLERK, [by.agency_id], local_date(at))
    ring: list[tuple[UUID, UUID, dict[str, str]]] = []
    for r in done:
        if r.assignment is None:
            ring += [(desk, r.entry_id, {}) for desk in clerks.get(by.agency_id, ())]
        elif r.assignment.unit_id is not None:
            part = {"part": str(r.assignment_id)}
            ring.append((r.assignment.desk_id, r.entry_id, part))
    told = [one for one in ring if one[0] not in by.desks]
    notify_each("documents.urged", to=told, at=at, actor=by.person_name)


def _detail(made: Urging) -> dict[str, object]:
    """Kept as the office writes it, whatever language the leader reads in."""
    with override("vi"):
        desk = queries.desk_words(made.assignment)
    named = {"assignment": str(made.assignment_id)} if made.assignment_id else {}
    return {**named, "desk": desk, "text": made.text}


def _tell_receivers(done: Sequence[Urging], at: datetime) -> None:
    texts = {one.assignment_id: {"text": one.text} for one in done if one.assignment_id}
    tell_receivers("documents.urged", texts, kind="documents.urged", at=at)


def _urging(
    entry_id: UUID, part: Assignment | None, text: str, by: Seat, at: datetime
) -> Urging:
    return Urging(
        entry_id=entry_id,
        assignment=part,
        text=nfc(text),
        day=local_date(at),
        at=at,
        urged_by=by.person_name,
        urged_by_post=by.acts_as,
        post_id=by.post_id,
    )


def text_reasons(text: str) -> list[Reason]:
    if len(nfc(text)) <= LONGEST_URGING:
        return []
    words = _("Lời đôn đốc dài quá %(most)d ký tự.") % {"most": LONGEST_URGING}
    return [Reason(words, "text")]
