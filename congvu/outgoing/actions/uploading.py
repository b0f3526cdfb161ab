"""A version written in Word or LibreOffice."""

from __future__ import annotations

from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.utils.translation import gettext as _

from congvu.documents.actions import refuse_secret
from congvu.files.actions import store
from congvu.files.models import FileKind, StoredFile
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.outgoing.actions.drafting import save_any
from congvu.outgoing.actions.drafts import own_draft
from congvu.outgoing.actions.word import read_word
from congvu.outgoing.models import DraftVersion
from congvu.outgoing.rules.reading_back import merged
from congvu.outgoing.rules.secrets import draft_mark


def save_file(
    *,
    draft_id: UUID,
    stream: BinaryIO,
    name: str,
    by: Seat,
    at: datetime,
    remark: str = "",
    after: int | None = None,
) -> DraftVersion:
    """A version written in Word or LibreOffice: the file as it is, and what it says.

    Its words and elements become the version's; what could not be read of it is kept
    as a list beside (`rules.reading_back`).
    """
    file = _kept(stream, name, by, at)
    read = read_word(file)
    newest = own_draft(draft_id, by).versions.order_by("-number").first()
    if newest is None:
        raise Refused([_("Không tìm thấy bản này.")])
    fields, said = merged(newest.body, read["paper"])
    refuse_secret(level=draft_mark(fields), by=by, at=at)
    return save_any(
        draft_id=draft_id,
        fields=fields,
        by=by,
        at=at,
        remark=remark,
        after=newest.number if after is None else after,
        file=file,
        file_name=name[:255],
        unread=[*said, *read["unread"]],
    )


def _kept(stream: BinaryIO, name: str, by: Seat, at: datetime) -> StoredFile:
    """A Word file from somebody's hands, kept as it came."""
    stored = store(name=name, stream=stream, by=by.actor, at=at, agency_id=by.agency_id)
    if not stored.is_accepted:
        raise Refused([Reason(stored.reason, "file")])
    if stored.file.kind != FileKind.DOCX:
        raise Refused([Reason(_("Chỉ nhận tệp Word (.docx)."), "file")])
    return stored.file
