"""Đôn đốc: one desk, or everything late at once; counted, and once a day is enough."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents import queries
from congvu.documents.actions.across import tell_receivers
from congvu.documents.actions.entries import (
    any_assignment,
    hands_out_reasons,
    locked_entry,
    state_reasons,
    under_way_reasons,
)
from congvu.documents.actions.history import note
from congvu.documents.models import Assignment, HistoryEvent, Urging
from congvu.documents.rules import LONGEST_URGING, OPEN_ENTRY_STATES, for_the_log
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat


@transaction.atomic
def urge(
    *, entry_id: UUID, assignment_id: UUID, text: str, by: Seat, at: datetime
) -> Urging:
    """Urge one desk: what this one gave, or what is late in an agency-wide eye."""
    entry = locked_entry(entry_id, by)
    assignment = any_assignment(entry, assignment_id)
    today = local_date(at)
    reasons = hands_out_reasons(by) + state_reasons(entry, *OPEN_ENTRY_STATES)
    reasons += under_way_reasons(assignment) + text_reasons(text)
    if not queries.may_urge(by, assignment, on=today):
        words = _("Chỉ đôn đốc việc mình giao, hoặc việc quá hạn trong cơ quan.")
        reasons.append(Reason(words))
    if Urging.objects.filter(
        assignment=assignment, post_id=by.post_id, day=today
    ).exists():
        reasons.append(Reason(_("Hôm nay đã đôn đốc việc này rồi.")))
    if reasons:
        raise Refused(reasons)
    made = _urging(assignment, text, by, at)
    made.save(force_insert=True)
    note(
        "documents.urged",
        entry=entry,
        by=by,
        at=at,
        detail={
            "assignment": str(assignment.id),
            "desk": assignment.desk_name,
            "text": made.text,
        },
    )
    _tell_receivers([made], at)
    return made


@transaction.atomic
def urge_many(
    *, by: Seat, at: datetime, text: str, chosen: Collection[UUID] | None = None
) -> list[Urging]:
    """Urge the chosen late parts, or all that this seat may urge, in one go.

    The same few statements however many. What was urged today by this post is left
    alone, also by a second press at the same moment: the database keeps one a day.
    """
    reasons = hands_out_reasons(by) + text_reasons(text)
    parts: Sequence[Assignment] = []
    if not reasons:
        parts = queries.late_parts(by, on=local_date(at), among=chosen)
        if not parts:
            words = _("Không có việc quá hạn nào để đôn đốc, hoặc hôm nay đã đôn đốc.")
            reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    rows = [_urging(part, text, by, at) for part in parts]
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
            detail={
                "assignment": str(r.assignment_id),
                "desk": r.assignment.desk_name,
                "text": r.text,
            },
        )
        for r in done
    )
    notify_each(
        "documents.urged",
        to=[
            (r.assignment.desk_id, r.entry_id, {"part": str(r.assignment_id)})
            for r in done
            if r.assignment.unit_id is not None and r.assignment.desk_id not in by.desks
        ],
        at=at,
        actor=by.person_name,
    )


def _tell_receivers(done: Sequence[Urging], at: datetime) -> None:
    texts = {one.assignment_id: {"text": one.text} for one in done}
    tell_receivers("documents.urged", texts, kind="documents.urged", at=at)


def _urging(part: Assignment, text: str, by: Seat, at: datetime) -> Urging:
    return Urging(
        entry_id=part.entry_id,
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
