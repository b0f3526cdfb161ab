"""Something like a mark of secrecy was seen: unseen until a person has decided.

What is destroyed never comes back, and ordinary papers speak of secrecy, too. So only a
certain mark destroys; for any other a person of the registry says, with name and time,
whether the paper is a state secret. Each agency decides for itself: the same bytes may
lie at a hundred doors, and one wrong word must not take them from all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.actions.intake import (
    actor_of,
    cancel_where_registered,
    destroy_secret,
    empty_as_secret,
    is_kept_by_another,
    need_intake,
)
from congvu.documents.actions.secrets import forget_secret_on_its_way
from congvu.documents.formats.paper_head import Head
from congvu.documents.formats.paper_secrecy import sighted
from congvu.documents.models import IntakeItem
from congvu.documents.rules import SUSPECTED, Doubt, IntakeState
from congvu.files.formats.layout import Page
from congvu.files.queries import coloured_marks, page_texts
from congvu.jobs.actions import enqueue
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat


def look_for_secrecy(
    *,
    item: IntakeItem,
    pages: Sequence[Page],
    heads: Sequence[Head],
    by: Seat | Actor,
    at: datetime,
) -> IntakeItem:
    """Destroy what is secret for certain, hold what may be; the item as it is then.

    What a person has called no secret is not destroyed by a machine any more.
    """
    file = item.file
    if file is None:
        return item
    found = sighted(
        pages, heads=heads, texts=page_texts(file), marks=coloured_marks(file)
    )
    if found is None:
        return item
    rows = IntakeItem.objects.filter(file=item.file_id)
    if found.is_certain and not rows.filter(doubt=Doubt.CLEARED).exists():
        return destroy_secret(item=item, by=by, at=at)
    _hold(file_id=item.file_id, page=found.page, by=actor_of(by), at=at)
    item.refresh_from_db()
    return item


@transaction.atomic
def _hold(*, file_id: UUID | None, page: int, by: Actor, at: datetime) -> None:
    """Every item of the file, in whatever agency and state, as far as none is judged.

    An agency that has judged these bytes once is not asked again.
    """
    rows = IntakeItem.objects.filter(file=file_id).exclude(state=IntakeState.REFUSED)
    judged = set(rows.filter(doubt=Doubt.CLEARED).values_list("agency_id", flat=True))
    unjudged = rows.filter(doubt=Doubt.NONE).select_for_update(of=("self",))
    for row in unjudged.order_by("id"):
        if row.agency_id in judged:
            row.doubt = Doubt.CLEARED
            row.save(update_fields=["doubt"])
            continue
        row.doubt, row.doubt_page = Doubt.HELD, page
        if row.state in (IntakeState.READING, IntakeState.READY):
            row.state, row.reason = IntakeState.QUARANTINED, SUSPECTED
            row.fields = {}
        row.save(update_fields=["doubt", "doubt_page", "state", "reason", "fields"])
        record(
            "documents.secret-suspected",
            by=by,
            at=at,
            on=row,
            agency_id=row.agency_id,
            data={"page": page},
        )


@transaction.atomic
def confirm_secret(*, item_id: UUID, by: Seat, at: datetime) -> IntakeItem:
    """A person of the registry says: this is a state secret. It is destroyed.

    While another agency keeps the same bytes and has not said so, all that this agency
    has of them goes, and the bytes stay with the other.
    """
    item = _held(item_id, by)
    record("documents.secret-confirmed", by=by.actor, at=at, on=item)
    if not is_kept_by_another(item):
        return destroy_secret(item=item, by=by, at=at)
    rows = IntakeItem.objects.select_for_update(of=("self",)).filter(
        file=item.file_id, agency=by.agency_id
    )
    named = list(rows.exclude(state=IntakeState.REFUSED).order_by("id"))
    if item.file_id is not None:
        named += cancel_where_registered(
            file_id=item.file_id, by=by.actor, at=at, agency_id=by.agency_id
        )
    for row in named:
        forget_secret_on_its_way(item=row, by=by.actor, at=at)
        empty_as_secret(row, by.actor, at)
    item.refresh_from_db()
    return item


@transaction.atomic
def deny_secret(*, item_id: UUID, reason: str, by: Seat, at: datetime) -> IntakeItem:
    """A person of the registry says why this is no secret: it goes on to be read.

    For all items of the same bytes in the agency, those that come later, too.
    """
    item = _held(item_id, by)
    if not nfc(reason):
        raise Refused([Reason(_("Chưa ghi lý do."), "reason")])
    rows = IntakeItem.objects.select_for_update(of=("self",)).filter(
        file=item.file_id, agency=by.agency_id, doubt=Doubt.HELD
    )
    for row in rows.order_by("id"):
        row.doubt = Doubt.CLEARED
        if row.state == IntakeState.QUARANTINED:
            row.state, row.reason = IntakeState.READING, ""
            enqueue("documents.read_item", item_id=str(row.id))
        row.save(update_fields=["doubt", "state", "reason"])
        record(
            "documents.secret-denied",
            by=by.actor,
            at=at,
            on=row,
            data={"reason": nfc(reason)[:1000]},
        )
    item.refresh_from_db()
    return item


def _held(item_id: UUID, by: Seat) -> IntakeItem:
    """Locked, so that two people do not decide at once."""
    need_intake(by)
    item = (
        IntakeItem.objects.select_for_update(of=("self",))
        .select_related("file")
        .filter(pk=item_id, agency=by.agency_id, doubt=Doubt.HELD)
        .first()
    )
    if item is None:
        raise Refused([_("Tệp này không chờ ai xác định là văn bản mật hay không.")])
    return item
