"""State secrets never enter: the attempt is refused, and only the attempt is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.documents.actions.history import tell
from congvu.documents.models import (
    Assignment,
    Delivery,
    Document,
    DocumentFile,
    HistoryEvent,
    Instruction,
    IntakeItem,
    Pile,
    RegisterEntry,
    Urging,
    WorkRequest,
)
from congvu.documents.rules import (
    CAME_WHOLE,
    FORGOTTEN,
    AssignmentState,
    EntryState,
    IntakeState,
    PileState,
    is_secret,
)
from congvu.files import actions as files
from congvu.files.models import StoredFile
from congvu.lib.ids import uuid7
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat


class SecretRefused(Refused):
    """The paper carries Mật, Tối mật or Tuyệt mật (QĐ 28/2018 Đ1.2)."""


def secret_message() -> str:
    return _(
        "Văn bản mật không được đưa vào hệ thống này. Không giữ lại tệp hay nội dung; "
        "chỉ ghi ai gửi, lúc nào. Hãy nộp bản giấy cho bộ phận quản lý văn bản mật."
    )


def refuse_secret(*, level: str, by: Seat, at: datetime) -> None:
    """Raise when the level is a secret, after writing down who tried and when.

    Its own transaction, begun before the caller's: the record must outlive the refusal.
    Nothing of the paper goes into the log, not even the degree's own words.
    """
    if not is_secret(level):
        return
    with transaction.atomic():
        record("documents.secret-refused", by=by.actor, at=at)
    raise SecretRefused([Reason(secret_message(), "secrecy")])


def secret_words() -> str:
    """In the office's own language; a trigger of the database knows them, too."""
    return gettext_noop("Văn bản mật, đã hủy")


def cancel_secret_entries(
    *, file_id: UUID, by: Actor, at: datetime, agency_id: UUID | None = None
) -> list[StoredFile]:
    """A secret had been registered: its lines keep their numbers and nothing else.

    Everywhere, or in one agency whose registry says so. What was said of it goes from
    the paper, the lines, the parts, the opinions and the timeline, which keeps who did
    what when. The caller's transaction; the log never held any of it. A further file of
    a paper goes alone: the paper it came with is judged by its own mark. What came with
    a secret paper goes with it; the answer is those files, for the caller to destroy.
    """
    if agency_id is not None:
        _part_from_shared(file_id, agency_id)
    there = Q(document__entries__agency=agency_id) if agency_id else Q()
    places = list(
        DocumentFile.objects.filter(there, file=file_id).select_related("file")
    )
    papers = [p.document_id for p in places if p.position == 0]
    for place in [p for p in places if p.position > 0]:
        _drop_further_file(place, by, at)
    held = DocumentFile.objects.filter(document__in=papers).select_related("file")
    further = [p.file for p in held if p.file_id != file_id]
    held.delete()
    _cancel_papers(papers, by, at)
    return further


def enclosing(
    file_id: UUID | None, agency_id: UUID | None = None
) -> QuerySet[IntakeItem]:
    """What came from outside with this file beside the paper itself, everywhere or in
    one agency."""
    places = DocumentFile.objects.filter(file=file_id, position__gt=0)
    rows = IntakeItem.objects.filter(
        channel__in=CAME_WHOLE, document__in=places.values("document")
    )
    return rows.filter(agency=agency_id) if agency_id else rows


def cancel_secret_packets(
    *, file_id: UUID, by: Actor, at: datetime, agency_id: UUID | None = None
) -> tuple[list[IntakeItem], list[StoredFile]]:
    """A secret lay with a paper from outside that nobody has registered: what came as
    one goes as one. The items, locked, and what else came, for the caller to destroy.
    """
    waiting = enclosing(file_id, agency_id).filter(entry=None)
    waiting = waiting.exclude(state=IntakeState.REFUSED)
    items = list(waiting.select_for_update(of=("self",)).order_by("id"))
    papers = [item.document_id for item in items if item.document_id]
    held = DocumentFile.objects.filter(document__in=papers).select_related("file")
    others = {place.file_id: place.file for place in held if place.file_id != file_id}
    held.delete()
    _cancel_papers(papers, by, at)
    elsewhere = IntakeItem.objects.exclude(pk__in=[item.pk for item in items])
    elsewhere = elsewhere.exclude(state=IntakeState.REFUSED)
    kept = set(elsewhere.filter(file__in=others).values_list("file_id", flat=True))
    return items, [file for one, file in others.items() if one not in kept]


def _part_from_shared(file_id: UUID, agency_id: UUID) -> None:
    """What one registry says of a paper is not said of the issuer's own: from now on
    its line points to a paper of its own with the same files."""
    lines = RegisterEntry.objects.filter(
        agency=agency_id,
        document__files__file=file_id,
        intake_item__document=F("document"),
    )
    for entry in lines.select_for_update(of=("self",)).select_related("document"):
        IntakeItem.objects.filter(entry=entry).update(document=None)
        files = list(DocumentFile.objects.filter(document=entry.document_id))
        paper = entry.document
        paper.pk, paper._state.adding = uuid7(), True
        paper.save(force_insert=True)
        for file in files:
            file.pk, file.document, file._state.adding = uuid7(), paper, True
        DocumentFile.objects.bulk_create(files)
        RegisterEntry.objects.filter(pk=entry.pk).update(document=paper)


def forget_secret_on_its_way(*, item: IntakeItem, by: Actor, at: datetime) -> None:
    """A secret was on its way to a registered paper, and never lay with it.

    Of a paper that has no file it would have been the paper itself: then the line goes,
    too. Otherwise its timeline says that a file was refused, and no more.
    """
    entry = item.attach_to
    if entry is None or item.state == IntakeState.ATTACHED:
        return
    if DocumentFile.objects.filter(document=entry.document_id).exists():
        _tell_refused(entry, by, at)
    else:
        _cancel_papers([entry.document_id], by, at)


def forget_pile(*, pile_id: UUID, by: Actor, at: datetime) -> None:
    """A secret was scanned in one go with other papers: the scan as it came goes, too,
    and with it what was taken out of it and put aside again.

    The other papers are files of their own and stay. What another agency holds is its.
    """
    pile = Pile.objects.select_for_update().get(pk=pile_id)
    if pile.state == PileState.REFUSED:
        return
    named = [*pile.made, *([pile.file_id] if pile.file_id else [])]
    pile.file, pile.name, pile.signs, pile.plan, pile.made = None, "", [], [], []
    pile.state, pile.reason = PileState.REFUSED, secret_message()
    pile.save()
    for file in StoredFile.objects.filter(pk__in=named).order_by("pk"):
        items = IntakeItem.objects.filter(file=file).exclude(state=IntakeState.REFUSED)
        held = items.exists() or Pile.objects.filter(file=file).exists()
        if not held and not DocumentFile.objects.filter(file=file).exists():
            files.destroy(file=file, reason=_("Văn bản mật"), by=by, at=at)
    record("documents.secret-refused", by=by, at=at, on=pile, agency_id=pile.agency_id)


def _drop_further_file(place: DocumentFile, by: Actor, at: datetime) -> None:
    entries = RegisterEntry.objects.filter(document=place.document_id)
    for entry in entries.select_for_update().order_by("id"):
        HistoryEvent.objects.filter(
            entry_id=entry.pk,
            event="documents.file-attached",
            detail__sha256=place.file.sha256,
        ).update(detail=FORGOTTEN)
        _tell_refused(entry, by, at)
    place.delete()


def _tell_refused(entry: RegisterEntry, by: Actor, at: datetime) -> None:
    tell("documents.secret-refused", entry=entry, actor=by.name, at=at, detail={})


def _cancel_papers(papers: Sequence[UUID], by: Actor, at: datetime) -> None:
    if not papers:
        return
    Document.objects.filter(pk__in=papers).update(
        identifier="",
        symbol="",
        number="",
        notation="",
        issued_on=None,
        issuer_name="",
        issuer=None,
        subject=secret_words(),
        signer_name="",
        signer_position="",
        pages=None,
    )
    entries = RegisterEntry.objects.filter(document__in=papers)
    for entry in entries.select_for_update().order_by("id"):
        _cancel_line(entry, by, at)


def _cancel_line(entry: RegisterEntry, by: Actor, at: datetime) -> None:
    Instruction.objects.filter(entry=entry).update(text=secret_words())
    parts = Assignment.objects.filter(entry=entry)
    parts.update(request="", proposal=[], result="", reply_symbol="", reason="")
    parts.exclude(
        state__in=[
            AssignmentState.DONE,
            AssignmentState.SEEN,
            AssignmentState.RETURNED,
            AssignmentState.WITHDRAWN,
            AssignmentState.PASSED_ON,
        ]
    ).update(state=AssignmentState.WITHDRAWN, ended_at=at)
    WorkRequest.objects.filter(entry=entry).update(reason=secret_words(), answer="")
    Urging.objects.filter(entry=entry).update(text="")
    crossed = Q(entry=entry) | Q(received=entry)
    Delivery.objects.filter(crossed).update(result="", reply_symbol="", reason="")
    RegisterEntry.objects.filter(pk=entry.pk).update(
        state=EntryState.CANCELLED,
        move_by=None,
        holder="",
        result="",
        reply_symbol="",
        finished_at=at,
        note=secret_words(),
        symbol_key="",
        search_text=str(entry.number),
    )
    # The one change that the table allows: forgetting what a line told.
    HistoryEvent.objects.filter(entry_id=entry.pk).update(detail=FORGOTTEN)
    tell(
        "documents.number-cancelled",
        entry=entry,
        actor=by.name,
        at=at,
        detail={"text": secret_words()},
    )
    record(
        "documents.number-cancelled",
        by=by,
        at=at,
        on=entry,
        agency_id=entry.agency_id,
        data={"text": secret_words()},
    )
