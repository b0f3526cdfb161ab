"""Taking a file in: the bytes first, made safe on disk, then the row."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.audit.rules import Actor
from congvu.files.formats.sniff import Sniffed, mislabelled, sniff
from congvu.files.models import FileKind, FileState, StoredFile
from congvu.files.rules import clean_name, ending
from congvu.files.store import Store, StoreUnavailable, open_store
from congvu.jobs.actions import enqueue
from congvu.lib.refusals import NotNow, Reason, Refused

CHUNK = 1024 * 1024
ABANDONED_AFTER = 3600.0
FULL = {errno.ENOSPC, errno.EDQUOT}
BROKEN = {errno.EIO, errno.EROFS, errno.EACCES, errno.EPERM, errno.ESTALE}


class EmptyFile(Refused):
    """Nothing came: 0 bytes."""


class FileTooLarge(Refused):
    """More than this installation takes (``CONGVU_MAX_FILE_MB``)."""


class FileDestroyed(Refused):
    """The same bytes were destroyed here once: a secret, or past its period."""


class NoRoom(NotNow):
    """The disk is full: nothing of the file was kept."""


class StoreSilent(NotNow):
    """The place for bytes does not answer, or refuses: nothing of the file was kept."""


@dataclass(frozen=True)
class Stored:
    """``created`` is false when the same content was already here."""

    file: StoredFile
    created: bool

    @property
    def is_accepted(self) -> bool:
        return self.file.state != FileState.QUARANTINED

    @property
    def reason(self) -> str:
        return self.file.reason if not self.is_accepted else ""


def store(
    *,
    name: str,
    by: Actor,
    at: datetime,
    stream: BinaryIO | None = None,
    path: Path | None = None,
    agency_id: UUID | None = None,
    read_later: bool = True,
    is_envelope: bool = False,
) -> Stored:
    """Keep a content once and ask for its reading.

    Not one transaction around everything: bytes cannot be rolled back. They are whole
    on disk before the row says so; without a row they are swept after an hour.
    ``read_later=False`` is for a caller who reads at once. An envelope is never read
    here: what is in it is stored for itself.
    """
    shelf = open_store()
    with _opened(stream, path) as source, _told_in_words(clean_name(name)):
        temporary = shelf.new_temporary()
        try:
            sha256, size = _receive(source, temporary, name)
            with temporary.open("rb") as content:
                found = sniff(content, ending=ending(clean_name(name)))
            shelf.keep(temporary, sha256)
        finally:
            with suppress(OSError):
                temporary.unlink()
    return _enter(
        shelf,
        StoredFile(
            sha256=sha256,
            name=clean_name(name),
            size=size,
            media_type=found.media_type,
            kind=found.kind,
            state=_first_state(found, is_envelope=is_envelope),
            reason="" if is_envelope else found.danger,
            note=_note(found, name),
            created_at=at,
        ),
        by=by,
        at=at,
        agency_id=agency_id,
        read_later=read_later and not is_envelope,
    )


def _first_state(found: Sniffed, *, is_envelope: bool) -> FileState:
    if is_envelope:
        return FileState.READY
    return FileState.QUARANTINED if found.danger else FileState.WAITING


@transaction.atomic
def _enter(
    shelf: Store,
    file: StoredFile,
    *,
    by: Actor,
    at: datetime,
    agency_id: UUID | None,
    read_later: bool,
) -> Stored:
    new_id = file.id
    StoredFile.objects.bulk_create([file], ignore_conflicts=True)
    # Locked, so that a destruction under way is seen: it takes the bytes away.
    kept = StoredFile.objects.select_for_update().get(sha256=file.sha256)
    if kept.state == FileState.DESTROYED:
        shelf.erase(kept.sha256)
        raise FileDestroyed(
            [
                Reason(
                    _("Tệp này đã bị hủy ở đây (%(why)s); không được nhận lại.")
                    % {"why": kept.reason}
                )
            ]
        )
    created = kept.id == new_id
    if created:
        accepted = file.state != FileState.QUARANTINED
        # No name here: the log cannot forget, and a name may be secret, too.
        record(
            "files.stored" if accepted else "files.quarantined",
            by=by,
            at=at,
            on=kept,
            agency_id=agency_id,
            data={"sha256": kept.sha256, "size": kept.size, "kind": kept.kind},
        )
        if accepted and read_later:
            enqueue("files.read", file_id=str(kept.id))
    return Stored(kept, created)


@contextmanager
def _told_in_words(name: str) -> Iterator[None]:
    """What the disk or the bucket says becomes a refusal whoever sent it can read."""
    try:
        yield
    except OSError as why:
        if why.errno in FULL:
            raise NoRoom(
                [
                    _(
                        "Chưa nhận tệp “%(name)s”: máy chủ hết chỗ ghi. Không có gì bị "
                        "mất; gửi lại khi quản trị đã dọn chỗ."
                    )
                    % {"name": name}
                ]
            ) from why
        if not isinstance(why, StoreUnavailable) and why.errno not in BROKEN:
            raise  # the sender's line, not our disk
        raise StoreSilent(
            [
                _(
                    "Chưa nhận tệp “%(name)s”: nơi giữ tệp không trả lời. Không có gì "
                    "bị mất; gửi lại sau ít phút, nếu vẫn vậy thì báo quản trị."
                )
                % {"name": name}
            ]
        ) from why


@contextmanager
def _opened(stream: BinaryIO | None, path: Path | None) -> Iterator[BinaryIO]:
    if stream is not None:
        yield stream
    elif path is not None:
        with path.open("rb") as opened:
            yield opened
    else:
        raise TypeError("store() needs a stream or a path")


def _receive(source: BinaryIO, temporary: Path, name: str) -> tuple[str, int]:
    """Copy and hash in one pass, and sync: after this a power cut loses nothing."""
    digest = hashlib.sha256()
    size = 0
    shown = clean_name(name)
    with temporary.open("xb") as out:
        while chunk := source.read(CHUNK):
            size += len(chunk)
            if size > settings.MAX_FILE_BYTES:
                raise FileTooLarge(
                    [
                        _("Tệp “%(name)s” lớn hơn %(limit)d MB nên không nhận.")
                        % {"name": shown, "limit": settings.MAX_FILE_BYTES >> 20}
                    ]
                )
            digest.update(chunk)
            out.write(chunk)
        if not size:
            raise EmptyFile(
                [_("Tệp “%(name)s” rỗng (0 byte) nên không nhận.") % {"name": shown}]
            )
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), size


def _note(found: Sniffed, name: str) -> str:
    told = ending(clean_name(name))
    if not mislabelled(found.kind, told):
        return ""
    return _(
        "Tên tệp có đuôi “.%(ending)s” nhưng nội dung là %(kind)s; "
        "đã xử lý theo nội dung."
    ) % {"ending": told, "kind": FileKind(found.kind).label}


def sweep() -> int:
    """Remove what crashes left: unfinished uploads, and bytes without a row.

    No actor and no audit entry: nothing that anybody was told is kept goes away.
    """
    shelf = open_store()
    swept = shelf.sweep(older_than=ABANDONED_AFTER)
    limit = time.time() - ABANDONED_AFTER
    old = [sha for sha, _size, kept_at in shelf.contents() if kept_at < limit]
    for start in range(0, len(old), 5000):
        part = old[start : start + 5000]
        rows = StoredFile.objects.filter(sha256__in=part)
        known = set(
            rows.exclude(state=FileState.DESTROYED).values_list("sha256", flat=True)
        )
        for sha256 in set(part) - known:
            shelf.erase(sha256)
            swept += 1
    return swept
