"""Looking at somebody's question is written down, too; so is opening its files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from django.db import transaction

from congvu.audit.actions import record
from congvu.files.models import FileKind
from congvu.files.queries import open_file
from congvu.organisations.access import Seat
from congvu.portal.models import PublicQuestion, QuestionFile

_SHOWN = {FileKind.PDF, FileKind.IMAGE}


@transaction.atomic
def record_question_view(*, found: PublicQuestion, by: Seat, at: datetime) -> None:
    agency = found.agency_id
    record("portal.question-viewed", by=by.actor, at=at, on=found, agency_id=agency)


@dataclass(frozen=True)
class OpenedFile:
    stream: BinaryIO
    name: str
    media_type: str
    is_shown: bool


def open_question_file(
    *, found: PublicQuestion, row: QuestionFile, by: Seat, at: datetime
) -> OpenedFile:
    """As it was written anew; ``is_shown``: a browser may show it."""
    if row.file is None:
        raise FileNotFoundError(row.name)
    stream = open_file(row.file)
    with transaction.atomic():
        record(
            "portal.question-viewed",
            by=by.actor,
            at=at,
            on=found,
            agency_id=found.agency_id,
            data={"number": row.number},
        )
    kind = FileKind(row.file.kind)
    return OpenedFile(stream, row.name, row.file.media_type, kind in _SHOWN)
