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
from congvu.documents.actions.secrets import (
    enclosing,
    forget_secret_on_its_way,
    secret_message,
)
from congvu.documents.formats.paper_head import Head, find_heads
from congvu.documents.formats.paper_secrecy import Sighting, sighted
from congvu.documents.models import DocumentFile, IntakeItem
from congvu.documents.rules import (
    CAME_WHOLE,
    SUSPECTED,
    Doubt,
    IntakeState,
    Step,
    step_taken,
)
from congvu.files.formats.layout import Page
from congvu.files.models import FileState, StoredFile
from congvu.files.queries import coloured_marks, page_texts, pages_of
from congvu.jobs.actions import enqueue
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop, nfc
from congvu.organisations.access import Seat

WITH_ITS_PAPER = gettext_noop("Không phải văn bản mật; tệp nằm cùng văn bản của nó.")


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
    found = _seen_on(file, pages, heads)
    if found is None:
        return item
    if _is_beyond_doubt(found, file):
        return destroy_secret(item=item, by=by, at=at)
    _hold(file_id=file.pk, page=found.page, by=actor_of(by), at=at)
    item.refresh_from_db()
    return item


def look_beside(*, item: IntakeItem, by: Seat | Actor, at: datetime) -> IntakeItem:
    """The same of every further file that came with it from outside and was read.

    A secret among them takes the whole with it. What may be one gets an item of its
    own, to be judged for itself; until then nobody sees it beside its paper either.
    """
    for place in further_files(item):
        if item.state == IntakeState.REFUSED:
            return item
        file = place.file
        pages = pages_of(file) if file.state == FileState.READY else []
        found = _seen_on(file, pages, find_heads(pages)) if pages else None
        if found is None:
            continue
        if _is_beyond_doubt(found, file):
            destroy_secret(item=item, by=by, at=at, file=file)
        else:
            _hold_beside(item, place, found.page, actor_of(by), at)
        item.refresh_from_db()
    return item


def further_files(item: IntakeItem) -> list[DocumentFile]:
    """What came from outside beside a paper; elsewhere each has an item of its own."""
    if item.channel not in CAME_WHOLE or item.document_id is None:
        return []
    places = DocumentFile.objects.filter(document=item.document_id, position__gt=0)
    return list(
        places.exclude(file=item.file_id).select_related("file").order_by("position")
    )


def _seen_on(
    file: StoredFile, pages: Sequence[Page], heads: Sequence[Head]
) -> Sighting | None:
    return sighted(
        pages, heads=heads, texts=page_texts(file), marks=coloured_marks(file)
    )


def _is_beyond_doubt(found: Sighting, file: StoredFile) -> bool:
    """What a person has called no secret is left to persons."""
    judged = IntakeItem.objects.filter(file=file, doubt=Doubt.CLEARED)
    return found.is_certain and not judged.exists()


@transaction.atomic
def _hold_beside(
    item: IntakeItem, place: DocumentFile, page: int, by: Actor, at: datetime
) -> None:
    IntakeItem.objects.select_for_update(of=("self",)).get(pk=item.pk)
    own = IntakeItem.objects.filter(file=place.file_id, agency=item.agency_id)
    if not own.exclude(state=IntakeState.REFUSED).exists():
        IntakeItem.objects.create(
            agency_id=item.agency_id,
            file_id=place.file_id,
            name=place.name,
            channel=item.channel,
            state=IntakeState.READING,
            received_at=item.received_at,
            received_by=item.received_by,
        )
    _hold(file_id=place.file_id, page=page, by=by, at=at)


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
        step_taken(Step("documents.was-secret", row, at, words=secret_message()))
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
        if _lies_with_its_paper(row):
            row.state, row.reason = IntakeState.DISCARDED, WITH_ITS_PAPER
        elif row.state == IntakeState.QUARANTINED:
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


def _lies_with_its_paper(row: IntakeItem) -> bool:
    """Its item was made for judging it: there is nothing more to do with that."""
    was_made = row.channel in CAME_WHOLE and row.document_id is None
    at_the_door = row.state == IntakeState.QUARANTINED
    there = enclosing(row.file_id, row.agency_id)
    return was_made and at_the_door and there.exists()


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
