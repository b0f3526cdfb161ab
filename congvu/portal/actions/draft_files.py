"""A draft's own file: laid in, read in the jail, put where the public gets it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.files.actions import store
from congvu.files.models import FileKind, FileState, StoredFile
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import clean
from congvu.organisations.access import Seat
from congvu.portal.access.questions import opens_drafts
from congvu.portal.actions.shelf import lay_out, take_away
from congvu.portal.models import OpenDraft
from congvu.portal.rules.personal import found_in

_TAKEN = frozenset({FileKind.PDF, FileKind.DOCX})
_MOST_NAMED = 5


def lay_draft_file(
    *, stream: BinaryIO, name: str, by: Seat, at: datetime
) -> StoredFile:
    """PDF or Word; the worker scans it and reads it in the jail before it is shown.

    Not one transaction: bytes cannot be rolled back. Storing it is in the log.
    """
    if not opens_drafts(by):
        raise Refused([_("Chức vụ đang chọn không đưa dự thảo ra lấy ý kiến.")])
    kept = store(name=name, stream=stream, by=by.actor, at=at, agency_id=by.agency_id)
    if not kept.is_accepted:
        raise Refused([Reason(kept.reason, "attached")])
    if kept.file.kind not in _TAKEN:
        raise Refused([Reason(_("Chọn tệp PDF hoặc Word (.docx)."), "attached")])
    return kept.file


def file_reasons(file: StoredFile | None) -> list[Reason]:
    """Nobody reads what was not scanned and opened."""
    if file is None or file.state == FileState.READY:
        return []
    if file.state in {FileState.QUARANTINED, FileState.DESTROYED}:
        words = file.reason or _("Tệp này không dùng được.")
        return [Reason(words, "attached")]
    return [Reason(_("Tệp đang được quét, đọc; đợi ít phút rồi gửi lại."), "attached")]


def told_of_people(texts: Sequence[str], keep_because: str) -> list[Reason]:
    """What looks like somebody's data goes out only with a reason."""
    if keep_because:
        return []
    found = [one.words for text in texts for one in found_in(clean(text))]
    words = _("Có dữ liệu cá nhân: “%(words)s”. Bỏ đi, hoặc ghi lý do giữ lại.")
    return [
        Reason(words % {"words": one}, "keep_because")
        for one in list(dict.fromkeys(found))[:_MOST_NAMED]
    ]


def put_file(made: OpenDraft, file: StoredFile | None, name: str) -> None:
    """Beside the text, under its digest; on the shelf before the row says so."""
    if file is None:
        return
    lay_out(file)
    made.file = file
    made.file_sha256, made.file_size = file.sha256, file.size
    made.file_name, made.media_type = name[:255], file.media_type


def drop_file(found: OpenDraft) -> None:
    """Nobody gets it any more, from the commit on. The caller saves."""
    digest = found.file_sha256
    found.file, found.file_sha256, found.file_name = None, "", ""
    found.file_size, found.media_type = 0, ""
    if digest:
        transaction.on_commit(lambda: take_away([digest]))


FILE_FIELDS = ("file", "file_sha256", "file_name", "file_size", "media_type")
