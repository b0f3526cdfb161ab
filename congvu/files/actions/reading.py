"""Taking the text out of a file: at once, or page by page when it is a picture."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor, clean_text
from congvu.files import jail, rules
from congvu.files.actions.copying import ask_for_copies, can_copy, want_copy
from congvu.files.actions.opening import NotReadable, as_readable, do_in_jail
from congvu.files.client import ScannerUnavailable, is_answering, scan
from congvu.files.models import FileKind, FilePage, FileState, StoredFile
from congvu.files.store import open_store
from congvu.jobs.actions import enqueue, enqueue_once
from congvu.lib.refusals import Refused

READ_SECONDS = 60
PAGE_SECONDS = 150
LOST_AFTER = timedelta(minutes=10)
_READABLE = {
    FileKind.PDF,
    FileKind.DOCX,
    FileKind.DOC,
    FileKind.ODT,
    FileKind.RTF,
    FileKind.IMAGE,
    FileKind.TEXT,
}
_UNFINISHED = (FileState.WAITING, FileState.READING)


class FileGone(Refused):
    """The bytes are not in the store; see ``congvu check_files``."""


@dataclass(frozen=True)
class _Reading:
    """What the jail found; ``reason`` alone when it found why not."""

    state: FileState
    reason: str = ""
    total: int | None = None
    text: str = ""
    pages: Sequence[Mapping[str, Any]] = ()
    recognise: Sequence[int] = ()


def read(*, file: StoredFile, at: datetime, by: Actor) -> StoredFile:
    """Scan for viruses and take the text; ends ready, reading (OCR goes on) or in
    quarantine.

    The slow part runs before the transaction. May run twice: the second finds nothing
    to do. Calls the virus scanner, so it belongs in jobs and commands.
    """
    file.refresh_from_db()
    if file.state != FileState.WAITING:
        return file
    try:
        reason = virus_in(file)
        found = (
            _Reading(FileState.QUARANTINED, reason) if reason else _open_and_read(file)
        )
    except FileNotFoundError as missing:
        raise FileGone([_("Không tìm thấy nội dung tệp trong kho.")]) from missing
    return _enter_reading(file, found, at=at, by=by)


def virus_in(file: StoredFile) -> str:
    """Why to keep the file away, or empty. Without an answer it is kept away."""
    if not getattr(settings, "CLAMD", ""):
        return ""
    with open_store().open(file.sha256) as content:
        return virus_in_content(content)


def virus_in_content(content: BinaryIO) -> str:
    """The same of bytes that are not stored, and may never be."""
    address = getattr(settings, "CLAMD", "")
    if not address:
        return ""
    try:
        found = scan(content, address=address)
    except ScannerUnavailable:
        return rules.NOT_SCANNED
    if not found.virus:
        return ""
    return _("Tệp có mã độc (%(virus)s).") % {"virus": found.virus[:100]}


def _open_and_read(file: StoredFile) -> _Reading:
    if file.kind not in _READABLE:
        return _Reading(FileState.READY)
    try:
        with as_readable(file, for_pictures=False) as (path, kind):
            limits = jail.Limits(seconds=READ_SECONDS)
            found = do_in_jail("read", path, limits=limits, kind=kind).result
    except NotReadable as trouble:
        # A program that is not installed is no fault of the file.
        ours = trouble.reason == rules.NO_OFFICE
        return _Reading(
            FileState.READY if ours else FileState.QUARANTINED, trouble.reason
        )
    wanted = list(found["recognise"])
    state, reason = FileState.READY, ""
    if wanted and can_recognise():
        state = FileState.READING
    elif wanted:
        reason = rules.NO_RECOGNITION
    return _Reading(
        state, reason, found["total"], found["text"], found["pages"], wanted
    )


def can_recognise() -> bool:
    return shutil.which("tesseract") is not None


@transaction.atomic
def _enter_reading(
    file: StoredFile, found: _Reading, *, at: datetime, by: Actor
) -> StoredFile:
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state != FileState.WAITING:
        return row
    row.state, row.reason = found.state, found.reason
    row.pages, row.text = found.total, clean_text(found.text)
    row.needs_ocr = bool(found.recognise)
    row.progress_done, row.progress_total = 0, len(found.recognise)
    row.save(
        update_fields=[
            "state",
            "reason",
            "pages",
            "text",
            "needs_ocr",
            "progress_done",
            "progress_total",
        ]
    )
    _keep_pages(row, found)
    if row.state == FileState.READING:
        enqueue("files.recognise", file_id=str(row.pk))
    refused = row.state == FileState.QUARANTINED
    record(
        "files.quarantined" if refused else "files.read",
        by=by,
        at=at,
        on=row,
        data={"pages": row.pages, "ocr": row.needs_ocr, "reason": row.reason},
    )
    return row


def _keep_pages(row: StoredFile, found: _Reading) -> None:
    """Head and tail; all of them when recognition will fill the gaps between."""
    total = found.total or 0
    FilePage.objects.bulk_create(
        _page_row(row, page, total)
        for page in found.pages
        if page["number"] not in found.recognise
        and (found.recognise or rules.keeps_words(page["number"], total))
    )


def _page_row(row: StoredFile, page: Mapping[str, Any], total: int) -> FilePage:
    # The middle pages of a scan keep theirs until its searchable copy is made of them.
    for_copy = page["source"] == "ocr" and can_copy()
    with_words = for_copy or rules.keeps_words(page["number"], total)
    words = [[clean_text(w[0]), *w[1:]] for w in page["words"]] if with_words else None
    return FilePage(
        file=row,
        number=page["number"],
        width=page["width"],
        height=page["height"],
        source=page["source"],
        words=words,
        marks=[clean_text(mark) for mark in page["marks"]],
        picture=page["picture"],
        text=clean_text(page["text"]),
    )


def recognise(*, file: StoredFile, at: datetime, by: Actor) -> StoredFile:
    """Recognise what is still missing, a page to a transaction; goes on where it was.

    The pages are not one transaction on purpose: minutes of work survive a kill, and
    the progress can be watched.
    """
    file.refresh_from_db()
    if file.state != FileState.READING:
        return file
    try:
        with as_readable(file, for_pictures=True) as (path, kind):
            for number in _missing_pages(file):
                found = _recognise_page(file, path=path, kind=kind, number=number)
                if not _keep_recognised(file, number, found):
                    return file
    except FileNotFoundError as missing:
        raise FileGone([_("Không tìm thấy nội dung tệp trong kho.")]) from missing
    except NotReadable as trouble:
        return _pause_recognition(file, trouble.reason)
    return _finish_recognition(file, at=at, by=by)


def _missing_pages(file: StoredFile) -> list[int]:
    done = set(file.read_pages.values_list("number", flat=True))
    return [n for n in range(1, (file.pages or 0) + 1) if n not in done]


def _recognise_page(
    file: StoredFile, *, path: Any, kind: str, number: int
) -> Mapping[str, Any]:
    """One page; a page that defeats the recogniser becomes an empty one."""
    try:
        limits = jail.Limits(seconds=PAGE_SECONDS, memory=1536 * jail.MIB)
        answer = do_in_jail(
            "recognise",
            path,
            limits=limits,
            kind=kind,
            number=number,
            timeout=PAGE_SECONDS - 30,
        )
    except NotReadable as trouble:
        if trouble.reason == rules.NO_RECOGNITION:
            raise
        return {
            "number": number,
            "width": 595.0,
            "height": 842.0,
            "source": "ocr",
            "words": [],
            "marks": [],
            "picture": True,
            "text": "",
            "failed": True,
        }
    page: Mapping[str, Any] = answer.result["page"]
    return page


@transaction.atomic
def _keep_recognised(file: StoredFile, number: int, page: Mapping[str, Any]) -> bool:
    """False when the file was destroyed meanwhile, and nothing may be kept."""
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state != FileState.READING:
        return False
    FilePage.objects.bulk_create(
        [_page_row(row, page, row.pages or 0)], ignore_conflicts=True
    )
    recognised = row.read_pages.filter(source="ocr").count()
    row.progress_done = min(recognised, row.progress_total)
    if page.get("failed"):
        row.note = rules.PAGES_NOT_RECOGNISED
    row.save(update_fields=["progress_done", "note"])
    return True


@transaction.atomic
def _pause_recognition(file: StoredFile, reason: str) -> StoredFile:
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state == FileState.READING:
        row.state, row.reason = FileState.READY, reason
        row.save(update_fields=["state", "reason"])
    return row


@transaction.atomic
def _finish_recognition(file: StoredFile, *, at: datetime, by: Actor) -> StoredFile:
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state != FileState.READING:
        return row
    texts = row.read_pages.order_by("number").values_list("text", flat=True)
    row.text = "\f".join(texts)
    row.state, row.reason = FileState.READY, ""
    row.needs_ocr, row.has_ocr = False, True
    want_copy(row)
    row.progress_done = row.progress_total
    row.save(
        update_fields=[
            "text",
            "state",
            "reason",
            "needs_ocr",
            "has_ocr",
            "searchable",
            "note",
            "progress_done",
        ]
    )
    record("files.read", by=by, at=at, on=row, data={"pages": row.pages, "ocr": True})
    return row


@transaction.atomic
def release(*, file: StoredFile, at: datetime, by: Actor) -> StoredFile:
    """Let a file out of quarantine to be scanned and read anew.

    What content alone made dangerous (a program, a macro) stays where it is.
    """
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state != FileState.QUARANTINED or row.kind not in _READABLE:
        raise Refused([_("Tệp này không thể đưa ra khỏi cách ly.")])
    row.state, row.reason = FileState.WAITING, ""
    row.save(update_fields=["state", "reason"])
    record("files.released", by=by, at=at, on=row)
    enqueue("files.read", file_id=str(row.pk))
    return row


@transaction.atomic
def retry_unfinished(*, at: datetime | None = None) -> int:
    """Ask again for what waited for a program: the scanner, LibreOffice, Tesseract,
    OCRmyPDF. With ``at`` also for what has waited long, whose run was lost.

    No audit entry: the reading that follows makes its own.
    """
    wanted = Q(pk__in=[])
    address = getattr(settings, "CLAMD", "")
    if not address or is_answering(address):
        wanted |= Q(state=FileState.QUARANTINED, reason=rules.NOT_SCANNED)
    if shutil.which("soffice"):
        wanted |= Q(state=FileState.READY, reason=rules.NO_OFFICE)
    if at is not None:
        # What knows its pages without having been read is a pile: it is not to be.
        wanted |= Q(state=FileState.WAITING, pages=None, created_at__lt=at - LOST_AFTER)
    rows = list(
        StoredFile.objects.filter(wanted).select_for_update(skip_locked=True)[:500]
    )
    for row in rows:
        row.state, row.reason = FileState.WAITING, ""
        row.save(update_fields=["state", "reason"])
        enqueue_once("files.read", lock=str(row.pk), file_id=str(row.pk))
    asked = ask_for_copies() + (_retry_recognition() if can_recognise() else 0)
    return len(rows) + asked


def _retry_recognition() -> int:
    rows = list(
        StoredFile.objects.filter(state=FileState.READY, needs_ocr=True)
        .only("pk")
        .select_for_update(skip_locked=True)[:500]
    )
    for row in rows:
        row.state, row.reason = FileState.READING, ""
        row.save(update_fields=["state", "reason"])
        enqueue("files.recognise", file_id=str(row.pk))
    return len(rows)


__all__ = ["FileGone", "read", "recognise", "release", "retry_unfinished"]
