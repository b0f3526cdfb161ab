"""Đôn đốc: one share, or everything late at once; once a day is enough."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.rules import for_the_log
from congvu.duties import queries
from congvu.duties.access import follows_up, late_to_urge
from congvu.duties.actions.asking import (
    course_reasons,
    length_reasons,
    locked_share,
    not_yours,
    refuse_marked,
)
from congvu.duties.actions.history import line
from congvu.duties.actions.standing import standing_now
from congvu.duties.models import DutyEvent, DutyUrging, Share
from congvu.duties.rules import Course, ShareRole
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import notify_each
from congvu.organisations.access import Seat


def urge(*, share_id: UUID, text: str, by: Seat, at: datetime) -> DutyUrging:
    """Urge who has an open share; whoever follows it up, and once a day."""
    refuse_marked(texts=[text], by=by, at=at)
    return _urge(share_id, text, by, at)


@transaction.atomic
def _urge(share_id: UUID, text: str, by: Seat, at: datetime) -> DutyUrging:
    share, today = locked_share(share_id, by), local_date(at)
    reasons = [] if follows_up(by, share) else [not_yours()]
    if share.role == ShareRole.LEAD:
        reasons += course_reasons(standing_now(share).facts, Course.UNDER_WAY)
    if DutyUrging.objects.filter(share=share, day=today).exists():
        reasons.append(Reason(_("Hôm nay đã đôn đốc nhiệm vụ này rồi.")))
    reasons += length_reasons(text, "text", 500)
    if reasons:
        raise Refused(reasons)
    made = _urging(share, text, by, at)
    made.save(force_insert=True)
    _tell([made], text, by, at)
    return made


def urge_many(
    *, by: Seat, at: datetime, text: str, chosen: Collection[UUID] | None = None
) -> list[DutyUrging]:
    """Urge the chosen late shares, or all that are late; the same few statements
    however many. What was urged today is left alone, by a second press too.
    """
    refuse_marked(texts=[text], by=by, at=at)
    return _urge_many(by, at, text, chosen)


@transaction.atomic
def _urge_many(
    by: Seat, at: datetime, text: str, chosen: Collection[UUID] | None
) -> list[DutyUrging]:
    reasons = length_reasons(text, "text", 500)
    late = late_to_urge(by, on=local_date(at))
    if chosen is not None:
        late = late.filter(share__in=list(chosen))
    shares = [row.share for row in late.select_related("share__duty")]
    if not shares:
        words = _("Không có nhiệm vụ quá hạn nào để đôn đốc, hoặc hôm nay đã đôn đốc.")
        reasons.append(Reason(words))
    if reasons:
        raise Refused(reasons)
    rows = [_urging(share, text, by, at) for share in shares]
    DutyUrging.objects.bulk_create(rows, ignore_conflicts=True)
    kept = set(
        DutyUrging.objects.filter(pk__in=[r.pk for r in rows]).values_list(
            "pk", flat=True
        )
    )
    done = [row for row in rows if row.pk in kept]
    _tell(done, text, by, at)
    return done


def _urging(share: Share, text: str, by: Seat, at: datetime) -> DutyUrging:
    return DutyUrging(
        share=share,
        day=local_date(at),
        text=nfc(text),
        at=at,
        urged_by=by.person_name,
        urged_by_post=by.acts_as,
        post_id=by.post_id,
    )


def _tell(made: Sequence[DutyUrging], text: str, by: Seat, at: datetime) -> None:
    """A line on each timeline and a notice at each desk, in one statement each."""
    DutyEvent.objects.bulk_create(
        line(
            event="duties.urged",
            duty=one.share.duty,
            share=one.share,
            by=by,
            at=at,
            text=one.text,
        )
        for one in made
    )
    given = {one.share.desk_id: one.share.agency_id for one in made}
    told = queries.told_desks(given, local_date(at))
    notify_each(
        "duties.urged",
        to=[
            (desk, one.share_id, {})
            for one in made
            for desk in sorted(told[one.share.desk_id] - by.desks)
        ],
        at=at,
        actor=by.person_name,
    )
    data = for_the_log({"shares": len(made), "text": nfc(text)})
    record(
        "duties.urged",
        by=by.actor,
        at=at,
        on_type="organisations.agency",
        on_id=by.agency_id,
        data=data,
    )
