"""A pile of scans comes in, is looked through and becomes single papers at the door.

Looking and taking out happen in the jail, outside any transaction; each step's result
is kept as soon as it is there, so that a kill costs one step. The papers appear at the
door all at once, in one transaction: never half a pile, never twice.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.actions.intake import need_intake
from congvu.documents.actions.secrets import secret_message
from congvu.documents.formats.pile import PileCut, cut_pile
from congvu.documents.models import IntakeItem, Pile, ScanLabel
from congvu.documents.queries.piles import label_prefix
from congvu.documents.rules import IntakeState, PileState
from congvu.files import actions as files
from congvu.files.models import FileState, StoredFile
from congvu.files.rules import clean_name
from congvu.jobs.actions import enqueue
from congvu.lib.dates import local_date
from congvu.lib.refusals import NotNow, Reason, Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat

AT_ONCE = 20
"""Pages looked through in one go: what a kill can cost."""


def receive_pile(
    *, stream: BinaryIO, name: str, channel: str, by: Seat, at: datetime
) -> Pile:
    """Take one pile in; the answer is its state, and why where it is refused."""
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
        return _keep(None, "", channel, secret_message(), by, at)
    except NotNow:  # nothing is wrong with the file: it may come again
        raise
    except Refused as why:
        return _keep(None, shown, channel, str(why), by, at)
    return _keep(stored.file, shown, channel, "", by, at)


@transaction.atomic
def _keep(
    file: StoredFile | None,
    name: str,
    channel: str,
    reason: str,
    by: Seat,
    at: datetime,
) -> Pile:
    if file is not None:
        before = Pile.objects.filter(agency=by.agency_id, file=file).first()
        if before is not None:
            words = _("Bó quét này đã nhận ngày %(day)s; không tách lần nữa.")
            day = local_date(before.received_at).strftime("%d/%m/%Y")
            file, reason = None, words % {"day": day}
        elif file.kind not in files.PILE_KINDS:
            file, reason = None, _("Bó quét phải là tệp PDF hoặc ảnh (TIFF).")
    quarantined = file is not None and file.state == FileState.QUARANTINED
    if file is not None and quarantined:
        reason = file.reason
    state = PileState.LOOKING if file is not None else PileState.REFUSED
    pile = Pile.objects.create(
        agency_id=by.agency_id,
        file=file,
        name=name,
        channel=channel,
        state=PileState.QUARANTINED if quarantined else state,
        reason=reason[:1000],
        received_at=at,
        received_by=by.person_name,
        prefix=label_prefix(by.agency_id),
    )
    if reason:
        event, data = "documents.pile-refused", {"reason": reason}
    else:
        event, data = "documents.pile-received", {"channel": channel}
        enqueue("documents.take_pile_apart", pile_id=str(pile.id))
    record(event, by=by.actor, at=at, on=pile, data=data)
    return pile


def take_apart(*, pile_id: UUID, by: Actor, at: datetime) -> Pile:
    """Look through a pile and cut it. May run any number of times."""
    pile = Pile.objects.select_related("file").get(pk=pile_id)
    if pile.file is None or pile.state not in (PileState.LOOKING, PileState.CUTTING):
        return pile
    file = files.skim(file=pile.file, at=at, by=by)
    if file.state == FileState.QUARANTINED:
        return _refuse(pile.id, file.reason, by=by, at=at)
    try:
        if pile.state == PileState.LOOKING:
            pile = _look(pile, file)
        if pile.state == PileState.CUTTING:
            _take_out(pile, file, by=by, at=at)
    except files.NotReadable as trouble:
        return _refuse(pile.id, trouble.reason, by=by, at=at)
    return _lay_at_door(pile.id, by=by, at=at)


@transaction.atomic
def _refuse(pile_id: UUID, reason: str, *, by: Actor, at: datetime) -> Pile:
    pile = Pile.objects.select_for_update().get(pk=pile_id)
    if pile.state in (PileState.LOOKING, PileState.CUTTING):
        pile.state, pile.reason = PileState.QUARANTINED, reason[:1000]
        pile.save(update_fields=["state", "reason"])
        event = "documents.pile-refused"
        told = {"reason": reason}
        record(event, by=by, at=at, on=pile, agency_id=pile.agency_id, data=told)
    return pile


def _look(pile: Pile, file: StoredFile) -> Pile:
    """Some pages at a time, each kept at once."""
    total = file.pages or 0
    while pile.state == PileState.LOOKING and len(pile.signs) < total:
        first = len(pile.signs) + 1
        last = min(first + AT_ONCE - 1, total)
        found = files.look_through(file=file, first=first, last=last)
        pile = _keep_signs(pile.id, first, [dict(page) for page in found])
    return _plan(pile.id) if pile.state == PileState.LOOKING else pile


@transaction.atomic
def _keep_signs(pile_id: UUID, first: int, found: list[dict[str, object]]) -> Pile:
    """Not where another run was quicker. No audit entry: the cut makes its own."""
    pile = Pile.objects.select_for_update().get(pk=pile_id)
    if pile.state == PileState.LOOKING and len(pile.signs) == first - 1:
        pile.signs = [*pile.signs, *found]
        pile.save(update_fields=["signs"])
    return pile


@transaction.atomic
def _plan(pile_id: UUID) -> Pile:
    pile = Pile.objects.select_for_update().get(pk=pile_id)
    if pile.state != PileState.LOOKING:
        return pile
    found = cut_pile(pile.signs, prefix=pile.prefix)
    pile.separators = found.separators
    pile.plan = [{"pages": list(c.pages), "label": c.label} for c in found.cuts]
    pile.state = PileState.CUTTING
    pile.save(update_fields=["separators", "plan", "state"])
    return pile


def _take_out(pile: Pile, file: StoredFile, *, by: Actor, at: datetime) -> None:
    """Each paper's file, kept in the plan as soon as it is safe in the store."""
    for place, part in enumerate(pile.plan):
        if "file" in part:
            continue
        cut = PileCut(tuple(part["pages"]), part["label"])
        stored = store_cut(pile=pile, file=file, cut=cut, by=by, at=at)
        with transaction.atomic():
            row = Pile.objects.select_for_update().get(pk=pile.pk)
            if row.state != PileState.CUTTING:
                return
            row.plan[place]["file"] = str(stored.pk)
            row.save(update_fields=["plan"])


def store_cut(
    *, pile: Pile, file: StoredFile, cut: PileCut, by: Actor, at: datetime
) -> StoredFile:
    """A paper's pages as a file of its own, noted on the pile it came from."""
    content = files.take_out(file=file, pages=cut.pages)
    stored = files.store(
        stream=BytesIO(content),
        name=cut_name(pile, cut),
        by=by,
        at=at,
        agency_id=pile.agency_id,
        read_later=False,
    ).file
    with transaction.atomic():
        row = Pile.objects.select_for_update().get(pk=pile.pk)
        if stored.pk not in row.made:
            row.made = [*row.made, stored.pk]
            row.save(update_fields=["made"])
    return stored


def cut_name(pile: Pile, cut: PileCut) -> str:
    stem = pile.name.rpartition(".")[0] or pile.name or "bo-quet"
    first, last = cut.pages[0], cut.pages[-1]
    pages = f"{first:03d}" if first == last else f"{first:03d}-{last:03d}"
    return clean_name(f"{stem[:150]} tr{pages}.pdf")


@transaction.atomic
def _lay_at_door(pile_id: UUID, *, by: Actor, at: datetime) -> Pile:
    """Every paper of the plan at once, in the order of the pile."""
    pile = Pile.objects.select_for_update().get(pk=pile_id)
    if pile.state != PileState.CUTTING or any("file" not in p for p in pile.plan):
        return pile
    if not pile.plan:
        pile.state = PileState.QUARANTINED
        pile.reason = _("Bó quét chỉ có tờ ngăn và trang trắng, không có văn bản nào.")
        pile.save(update_fields=["state", "reason"])
        data: dict[str, object] = {"reason": pile.reason}
        event = "documents.pile-refused"
    else:
        for part in pile.plan:
            item = new_item(
                pile,
                PileCut(tuple(part["pages"]), part["label"]),
                StoredFile.objects.get(pk=part["file"]),
            )
            enqueue("documents.read_item", item_id=str(item.id))
        pile.state = PileState.DONE
        pile.save(update_fields=["state"])
        event, data = "documents.pile-cut", {"papers": len(pile.plan)}
    record(event, by=by, at=at, on=pile, agency_id=pile.agency_id, data=data)
    return pile


def new_item(pile: Pile, cut: PileCut, file: StoredFile) -> IntakeItem:
    """A paper at the door, received when its pile was."""
    quarantined = file.state == FileState.QUARANTINED
    return IntakeItem.objects.create(
        agency_id=pile.agency_id,
        file=file,
        name=cut_name(pile, cut),
        channel=pile.channel,
        state=IntakeState.QUARANTINED if quarantined else IntakeState.READING,
        reason=file.reason[:1000] if quarantined else "",
        received_at=pile.received_at,
        received_by=pile.received_by,
        pile=pile,
        pile_pages=list(cut.pages),
        first_page=cut.pages[0],
        label=cut.label,
    )


@transaction.atomic
def set_label_prefix(*, prefix: str, by: Seat, at: datetime) -> ScanLabel:
    """How the agency's labels begin from now on; empty where it uses none."""
    need_intake(by)
    words = nfc(prefix)
    if len(words) > 20:
        raise Refused([Reason(_("Dài quá 20 ký tự."), "prefix")])
    label, _created = ScanLabel.objects.update_or_create(
        agency_id=by.agency_id, defaults={"prefix": words}
    )
    record(
        "documents.label-set",
        by=by.actor,
        at=at,
        on_type="organisations.agency",
        on_id=by.agency_id,
        data={"prefix": words},
    )
    return label
