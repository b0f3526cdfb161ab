"""A copy of a scan in which words can be searched: PDF/A, beside the original."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import transaction

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.files import jail, rules
from congvu.files.actions.opening import (
    NotReadable,
    as_readable,
    do_in_jail,
    write_whole,
)
from congvu.files.formats.packing import pack_page
from congvu.files.models import FilePage, FileState, SearchableCopy, StoredFile
from congvu.files.queries import recognised_pages, searchable_place
from congvu.jobs.actions import enqueue_once

COPY_SECONDS, MORE_FOR_A_PAGE, MOST_SECONDS = 120, 20, 3600


def can_copy() -> bool:
    """Whether OCRmyPDF is installed here, and the recogniser it drives."""
    return find_spec("ocrmypdf") is not None and shutil.which("tesseract") is not None


def want_copy(row: StoredFile) -> None:
    """Called in the transaction that ends recognition; the caller saves the row.

    Without OCRmyPDF it stays waiting, says so, and is asked for when that is there.
    """
    row.searchable = SearchableCopy.WAITING
    if can_copy():
        enqueue_once("files.make_searchable", lock=str(row.pk), file_id=str(row.pk))
    else:
        row.note = row.note or rules.NO_COPIER


def make_searchable(*, file: StoredFile, at: datetime, by: Actor) -> StoredFile:
    """Make the copy, or say why there is none. The original is only read.

    Slow, so before the transaction; may run twice: the second finds nothing to do.
    """
    file.refresh_from_db(fields=["state", "searchable"])
    ready = file.state == FileState.READY
    if not (ready and file.searchable == SearchableCopy.WAITING and can_copy()):
        return file
    try:
        answer = _copy(file)
    except NotReadable as trouble:
        if trouble.reason == rules.NO_COPIER:
            return file
        return _keep_refusal(file, at=at, by=by)
    except FileNotFoundError:
        return _keep_refusal(file, at=at, by=by)
    return _keep_copy(file, answer, at=at, by=by)


def _copy(file: StoredFile) -> jail.Answer:
    numbers = FilePage.objects.filter(file=file, source="ocr").order_by("number")
    pages = ",".join(str(n) for n in numbers.values_list("number", flat=True))
    seconds = COPY_SECONDS + MORE_FOR_A_PAGE * (file.pages or 1)
    seconds = min(seconds, MOST_SECONDS)
    with as_readable(file, for_pictures=True) as (path, kind), _words(file) as words:
        return do_in_jail(
            "searchable",
            path,
            limits=jail.Limits(
                seconds=seconds, memory=3072 * jail.MIB, open_files=1024
            ),
            also=[Path(words)],
            kind=kind,
            words=str(words),
            pages=pages,
            timeout=seconds - 10,
        )


@contextmanager
def _words(file: StoredFile) -> Iterator[Path]:
    """Too many for the order itself, so they lie in a file for as long as it takes."""
    folder = Path(settings.HOME) / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    known = [pack_page(page, "") for page in recognised_pages(file)]
    with tempfile.NamedTemporaryFile(
        "w", dir=folder, prefix="words-", suffix=".json", encoding="utf-8"
    ) as out:
        json.dump(known, out)
        out.flush()
        yield Path(out.name)


@transaction.atomic
def _keep_copy(
    file: StoredFile, answer: jail.Answer, *, at: datetime, by: Actor
) -> StoredFile:
    """Under the row's lock, so that a destruction takes the copy away, too."""
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state != FileState.READY:
        return row
    write_whole(searchable_place(row.sha256), answer.blob)
    archival = bool(answer.result["archival"])
    row.searchable = SearchableCopy.PDFA if archival else SearchableCopy.PDF
    row.note = _other_note(row)
    row.save(update_fields=["searchable", "note"])
    _forget_middle_words(row)
    data = {"form": row.searchable, "size": len(answer.blob)}
    record("files.copied", by=by, at=at, on=row, data=data)
    return row


@transaction.atomic
def _keep_refusal(file: StoredFile, *, at: datetime, by: Actor) -> StoredFile:
    row = StoredFile.objects.select_for_update().get(pk=file.pk)
    if row.state == FileState.READY:
        row.searchable = SearchableCopy.FAILED
        row.note = _other_note(row) or rules.NO_COPY
        row.save(update_fields=["searchable", "note"])
        _forget_middle_words(row)
        record("files.copied", by=by, at=at, on=row, data={"form": row.searchable})
    return row


def _forget_middle_words(row: StoredFile) -> None:
    """They were kept for the copy alone."""
    middle = FilePage.objects.filter(
        file=row,
        number__gt=rules.HEAD_PAGES,
        number__lte=(row.pages or 0) - rules.TAIL_PAGES,
    )
    middle.update(words=None)


def _other_note(row: StoredFile) -> str:
    """What else is noted, now that the copier is there."""
    return "" if row.note == rules.NO_COPIER else row.note


def ask_for_copies() -> int:
    """Ask for the copies that waited for OCRmyPDF to be installed."""
    if not can_copy():
        return 0
    waiting = StoredFile.objects.filter(
        state=FileState.READY, searchable=SearchableCopy.WAITING
    )
    keys = list(waiting.order_by("created_at").values_list("pk", flat=True)[:500])
    for pk in keys:
        enqueue_once("files.make_searchable", lock=str(pk), file_id=str(pk))
    return len(keys)


@transaction.atomic
def find_lost_copies() -> int:
    """Copies lie with what may be deleted at any time: let the lost be made again.

    So are those of scans from before there were copies. No audit entry: nobody
    decided anything, and the copy that follows makes its own.
    """
    rows = StoredFile.objects.filter(state=FileState.READY, has_ocr=True)
    made = rows.filter(searchable__in=(SearchableCopy.PDFA, SearchableCopy.PDF))
    lost = [
        pk
        for pk, sha256 in made.values_list("pk", "sha256").iterator()
        if not searchable_place(sha256).exists()
    ]
    asked = rows.filter(searchable="").update(searchable=SearchableCopy.WAITING)
    for start in range(0, len(lost), 5000):
        part = made.filter(pk__in=lost[start : start + 5000])
        asked += part.update(searchable=SearchableCopy.WAITING)
    return asked


__all__ = [
    "ask_for_copies",
    "can_copy",
    "find_lost_copies",
    "make_searchable",
    "want_copy",
]
