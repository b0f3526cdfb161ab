"""Taking files in: each is kept or refused with a reason, and nothing is lost between.

A file is a row before it is read. Reading happens outside any transaction (the jail may
take seconds); what it found is written by ``record_reading``.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor, clean_text
from congvu.documents.actions.attaching import (
    attach_item,
    attach_reasons,
    put_with_paper,
)
from congvu.documents.actions.crossing import lock_sender, refuse_at_door
from congvu.documents.actions.entries import own_entry
from congvu.documents.actions.secrets import (
    cancel_secret_entries,
    cancel_secret_packets,
    enclosing,
    forget_pile,
    forget_secret_on_its_way,
    secret_message,
)
from congvu.documents.models import DocumentFile, IntakeItem
from congvu.documents.rules import Doubt, EntryState, IntakeState, Step, step_taken
from congvu.files import actions as files
from congvu.files.models import FileState, StoredFile
from congvu.files.rules import clean_name
from congvu.jobs.actions import enqueue
from congvu.lib.dates import VIETNAM
from congvu.lib.refusals import NotNow, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat
from congvu.organisations.rules import Permission


def receive_file(
    *,
    stream: BinaryIO,
    name: str,
    channel: str,
    by: Seat,
    at: datetime,
    read_later: bool = True,
) -> IntakeItem:
    """Take one file in at the agency's door; the answer is the item's state.

    Refused, quarantined and accepted files all leave an item with the reason. With
    ``read_later`` a worker reads the paper; without, the caller does.
    """
    need_intake(by)
    shown = clean_name(name)
    try:
        stored = files.store(
            stream=stream,
            name=shown,
            by=by.actor,
            at=at,
            agency_id=by.agency_id,
            read_later=False,
        )
    except files.FileDestroyed:
        return _keep_refusal("", channel, secret_message(), by, at, secret=True)
    except NotNow:  # nothing is wrong with the file: it may come again
        raise
    except Refused as why:
        return _keep_refusal(shown, channel, str(why), by, at)
    return _keep(stored.file, shown, channel, by, at, read_later=read_later)


def actor_of(by: Seat | Actor) -> Actor:
    """A machine reads, too, when nobody sits at the registry desk."""
    return by.actor if isinstance(by, Seat) else by


def need_intake(by: Seat) -> None:
    if not by.can(Permission.INTAKE):
        raise Refused([_("Chức vụ này không có quyền tiếp nhận văn bản.")])


@transaction.atomic
def _keep(
    file: StoredFile,
    name: str,
    channel: str,
    by: Seat,
    at: datetime,
    *,
    read_later: bool,
) -> IntakeItem:
    quarantined = file.state == FileState.QUARANTINED
    item = IntakeItem.objects.create(
        agency_id=by.agency_id,
        file=file,
        name=name,
        channel=channel,
        state=IntakeState.QUARANTINED if quarantined else IntakeState.READING,
        reason=file.reason[:1000] if quarantined else "",
        received_at=at,
        received_by=by.person_name,
    )
    record(
        "documents.file-received",
        by=by.actor,
        at=at,
        on=item,
        data={"sha256": file.sha256, "channel": channel, "state": item.state},
    )
    if read_later and not quarantined:
        enqueue("documents.read_item", item_id=str(item.id))
    return item


@transaction.atomic
def _keep_refusal(
    name: str,
    channel: str,
    reason: str,
    by: Seat,
    at: datetime,
    *,
    secret: bool = False,
) -> IntakeItem:
    item = IntakeItem.objects.create(
        agency_id=by.agency_id,
        name=name,
        channel=channel,
        state=IntakeState.REFUSED,
        reason=reason[:1000],
        received_at=at,
        received_by=by.person_name,
    )
    event = "documents.secret-refused" if secret else "documents.file-refused"
    record(event, by=by.actor, at=at, on=item, data={"reason": reason})
    return item


@transaction.atomic
def record_reading(
    *, item_id: UUID, fields: Mapping[str, object], by: Seat | Actor, at: datetime
) -> IntakeItem:
    """What the reader found on the paper is now beside it, waiting for a person."""
    item = (
        IntakeItem.objects.select_for_update(of=("self",))
        .select_related("file")
        .get(pk=item_id)
    )
    if item.state != IntakeState.READING:
        return item
    item.fields = dict(fields)
    item.state = IntakeState.READY
    item.save(update_fields=["fields", "state"])
    record(
        "documents.file-read",
        by=actor_of(by),
        at=at,
        on=item,
        agency_id=item.agency_id,
        data={"fields": sorted(fields)},
    )
    if item.attach_to_id is not None:
        put_with_paper(item, at)
    return item


def attach_file(
    *,
    entry_id: UUID,
    stream: BinaryIO,
    name: str,
    channel: str,
    by: Seat,
    at: datetime,
) -> IntakeItem:
    """Take in a further file of a registered paper; the answer is the item's state.

    Refused and quarantined files are answered as at the door.
    """
    need_intake(by)
    reasons = attach_reasons(own_entry(entry_id, by), by)
    if reasons:
        raise Refused(reasons)
    item = receive_file(stream=stream, name=name, channel=channel, by=by, at=at)
    if item.state == IntakeState.REFUSED:
        return item
    return attach_item(item_id=item.id, entry_id=entry_id, by=by, at=at)


@transaction.atomic
def await_reading(*, item_id: UUID) -> None:
    """Its file will be read anew. No audit entry: the reading makes its own."""
    IntakeItem.objects.filter(
        pk=item_id, state__in=[IntakeState.READY, IntakeState.QUARANTINED]
    ).update(state=IntakeState.READING, reason="")


@transaction.atomic
def quarantine_item(
    *, item_id: UUID, reason: str, by: Seat | Actor, at: datetime
) -> IntakeItem:
    """Reading showed that the file cannot be trusted or opened."""
    item = IntakeItem.objects.select_for_update().get(pk=item_id)
    if item.state == IntakeState.READING:
        item.state, item.reason = IntakeState.QUARANTINED, reason[:1000]
        item.save(update_fields=["state", "reason"])
        record(
            "documents.file-refused",
            by=actor_of(by),
            at=at,
            on=item,
            agency_id=item.agency_id,
            data={"reason": reason},
        )
    return item


@transaction.atomic
def destroy_secret(
    *,
    item: IntakeItem,
    by: Seat | Actor,
    at: datetime,
    file: StoredFile | None = None,
) -> IntakeItem:
    """A secrecy stamp was found on the paper, or on a further ``file`` that came with
    it from outside: nothing of it stays.

    Its bytes, text and previews go; of every item that named it, in whatever state and
    agency, only who, when and why remain (not even the file's name). A line of a
    register keeps its number.
    """
    actor, secret = actor_of(by), file or item.file
    rows = IntakeItem.objects.select_for_update(of=("self",)).order_by("id")
    if secret is None:
        named = list(rows.filter(pk=item.pk))
    else:
        files.destroy(file=secret, reason=_("Văn bản mật"), by=actor, at=at)
        named = list(rows.filter(file=secret))
        named += cancel_where_registered(file_id=secret.pk, by=actor, at=at)
    for row in named:
        forget_secret_on_its_way(item=row, by=actor, at=at)
        empty_as_secret(row, actor, at)
        step_taken(Step("documents.was-secret", row, at, words=secret_message()))
    item.refresh_from_db()
    return item


def cancel_where_registered(
    *, file_id: UUID, by: Actor, at: datetime, agency_id: UUID | None = None
) -> list[IntakeItem]:
    """A secret had been registered: its lines end, and what lay with it goes, too.

    Everywhere, or in one agency whose registry says so. The answer is the items by
    which that came, locked, and those that wait at a door with it.
    """
    registered = list(enclosing(file_id, agency_id).exclude(entry=None))
    waiting, others = cancel_secret_packets(
        file_id=file_id, by=by, at=at, agency_id=agency_id
    )
    further = cancel_secret_entries(file_id=file_id, by=by, at=at, agency_id=agency_id)
    for item in registered:
        words = secret_message()
        step_taken(Step("documents.file-was-secret", item, at, words=words))
    for file in further + others:
        if not DocumentFile.objects.filter(file=file).exists():
            files.destroy(file=file, reason=_("Văn bản mật"), by=by, at=at)
    rows = IntakeItem.objects.select_for_update(of=("self",)).order_by("id")
    came = rows.filter(file__in=further, attach_to__state=EntryState.CANCELLED)
    return [*came, *waiting]


def refuse_secret_item(*, item_id: UUID, by: Seat, at: datetime) -> IntakeItem:
    """The clerk says that a paper at the door is secret: it does not come in.

    Its file is destroyed with all it said, unless another agency holds the same bytes
    or somebody has registered them: one clerk's word takes only this item away.
    """
    need_intake(by)
    item = (
        IntakeItem.objects.select_related("file")
        .filter(pk=item_id, agency=by.agency_id)
        .first()
    )
    if item is None or item.state not in (IntakeState.READY, IntakeState.READING):
        raise Refused([_("Tệp này không còn chờ vào sổ.")])
    if not _is_held_elsewhere(item):
        return destroy_secret(item=item, by=by, at=at)
    with transaction.atomic():
        lock_sender(item.pk)
        refuse_at_door(item=item, reason=secret_message(), by=by, at=at)
        empty_as_secret(item, by.actor, at)
    return item


def _is_held_elsewhere(item: IntakeItem) -> bool:
    if item.channel == "internal":
        return True
    # What came from outside is a paper of its own before anybody registers it.
    papers = DocumentFile.objects.filter(file=item.file_id)
    is_registered = papers.exclude(document=item.document_id).exists()
    return is_registered or is_kept_by_another(item)


def is_kept_by_another(item: IntakeItem) -> bool:
    """Another agency has the same bytes, and has not called them a secret."""
    enclosed = enclosing(item.file_id).values("pk")
    rows = IntakeItem.objects.filter(Q(file=item.file_id) | Q(pk__in=enclosed))
    others = rows.exclude(agency=item.agency_id)
    return others.exclude(state=IntakeState.REFUSED).exists()


_EMPTIED = (
    "name",
    "fields",
    "draft",
    "entry",
    "state",
    "reason",
    "doubt",
    "doubt_page",
    "attach_to",
    "attach_by",
    "attach_by_post",
    "label",
    "document",
)


def empty_as_secret(row: IntakeItem, by: Actor, at: datetime) -> None:
    """Of an item that was a secret only who, when and why remain."""
    row.name, row.fields, row.draft, row.entry = "", {}, {}, None
    row.state, row.reason = IntakeState.REFUSED, secret_message()
    row.doubt, row.doubt_page = Doubt.NONE, None
    row.attach_to, row.attach_by, row.attach_by_post = None, "", ""
    row.label, row.document = "", None
    row.save(update_fields=_EMPTIED)
    if row.pile_id is not None:
        forget_pile(pile_id=row.pile_id, by=by, at=at)
    record(
        "documents.secret-refused",
        by=by,
        at=at,
        on=row,
        agency_id=row.agency_id,
    )


@transaction.atomic
def save_draft(
    *, item_id: UUID, draft: Mapping[str, str], by: Seat, at: datetime
) -> IntakeItem:
    """Keep what the clerk typed and confirmed; nothing is registered by this."""
    need_intake(by)
    item = (
        IntakeItem.objects.select_for_update()
        .filter(pk=item_id, agency=by.agency_id)
        .first()
    )
    if item is None or item.state not in (IntakeState.READY, IntakeState.READING):
        raise Refused([_("Tệp này không còn chờ vào sổ.")])
    kept = {clean_text(name): clean_text(value) for name, value in draft.items()}
    item.draft = {**kept, "saved_at": at.astimezone(VIETNAM).isoformat()}
    item.save(update_fields=["draft"])
    return item


@transaction.atomic
def discard_item(*, item_id: UUID, reason: str, by: Seat, at: datetime) -> IntakeItem:
    """A file that is not to be registered: kept, with who set it aside and why.

    What another agency sent goes back to it with the reason.
    """
    need_intake(by)
    lock_sender(item_id)
    item = (
        IntakeItem.objects.select_for_update()
        .filter(pk=item_id, agency=by.agency_id)
        .first()
    )
    if item is None or item.state in (IntakeState.REGISTERED, IntakeState.DISCARDED):
        raise Refused([_("Tệp này đã vào sổ hoặc đã bỏ.")])
    if item.is_held:
        raise Refused([_("Phải xác định tệp có phải văn bản mật không, rồi mới bỏ.")])
    if not nfc(reason):
        raise Refused([_("Chưa ghi lý do.")])
    item.state, item.reason = IntakeState.DISCARDED, nfc(reason)[:1000]
    item.save(update_fields=["state", "reason"])
    refuse_at_door(item=item, reason=item.reason, by=by, at=at)
    record(
        "documents.intake-discarded",
        by=by.actor,
        at=at,
        on=item,
        data={"reason": item.reason},
    )
    return item
