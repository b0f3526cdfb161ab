"""A paper opened in the room without paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from congvu.audit.queries import seen_with
from congvu.calendar.actions.asking import note
from congvu.calendar.models import Meeting
from congvu.documents.models import DocumentFile
from congvu.files.actions import preview
from congvu.files.models import FileKind, FileState
from congvu.files.queries import open_file
from congvu.lib.refusals import Refused
from congvu.lib.text import nfc
from congvu.organisations.access import Seat

_READ = "calendar.paper-read"


@dataclass(frozen=True)
class OpenedPaper:
    """A file on its way to its reader; ``is_shown``: a browser may show it."""

    stream: BinaryIO
    name: str
    media_type: str
    is_shown: bool


@transaction.atomic
def open_room_file(
    *, meeting: Meeting, held: DocumentFile, by: Seat, at: datetime
) -> OpenedPaper:
    """Written down each time; what nobody has scanned yet is not handed out."""
    file = held.file
    if file.state not in (FileState.READING, FileState.READY):
        raise Refused([_("Tệp này chưa mở được.")])
    try:
        stream = open_file(file)
    except FileNotFoundError as missing:
        raise Refused([_("Tệp này chưa mở được.")]) from missing
    told = {"sha256": file.sha256}
    note(_READ, on=meeting, by=by, at=at, data=told)
    is_run = file.kind in (FileKind.HTML, FileKind.PROGRAM, FileKind.UNKNOWN)
    kind = "" if is_run else file.media_type
    return OpenedPaper(
        stream,
        nfc(held.name) or "tai-lieu",
        kind or "application/octet-stream",
        file.kind in (FileKind.PDF, FileKind.IMAGE),
    )


@transaction.atomic
def look_at_page(
    *, meeting: Meeting, held: DocumentFile, number: int, by: Seat, at: datetime
) -> Path:
    """The picture of a page; whichever is looked at first is written down as reading,
    once for each file and person.
    """
    made = preview(file=held.file, number=number)
    told = {"sha256": held.file.sha256}
    is_known = seen_with(
        meeting.pk,
        person_id=by.person_id,
        event=_READ,
        data=told,
        since=meeting.called_at,
    )
    if not is_known:
        note(_READ, on=meeting, by=by, at=at, data=told)
    return made
