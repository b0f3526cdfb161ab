"""What an addressee does: open the paper, confirm, answer. Each by the person alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.dissemination import queries
from congvu.dissemination.models import Addressee, Question, Telling
from congvu.dissemination.rules import wrong_ones
from congvu.documents.actions import record_file_view
from congvu.documents.models import DocumentFile, Reading
from congvu.files.models import FileKind, FileState
from congvu.files.queries import open_file
from congvu.lib.refusals import Reason, Refused
from congvu.lib.text import nfc
from congvu.notices.actions import mark_target_read
from congvu.organisations.access import Seat


@dataclass(frozen=True)
class Answered:
    """How an attempt went; ``wrong`` are the questions to read about again."""

    passed: bool
    tries: int
    wrong: Sequence[Question]


@dataclass(frozen=True)
class OpenedPaper:
    """A file on its way to its reader; ``is_shown``: a browser may show it."""

    stream: BinaryIO
    name: str
    media_type: str
    is_shown: bool


@transaction.atomic
def open_paper(
    *, telling: Telling, held: DocumentFile, by: Seat, at: datetime
) -> OpenedPaper:
    """The whole file of the paper; of an addressee the first time is written down.

    What nobody has scanned and opened yet is not handed out.
    """
    file = held.file
    if file.state not in (FileState.READING, FileState.READY):
        raise Refused([_("Tệp này chưa mở được.")])
    try:
        stream = open_file(file)
    except FileNotFoundError as missing:
        raise Refused([_("Tệp này chưa mở được.")]) from missing
    record_file_view(held=held, by=by, at=at)
    _first_opening(telling, held, by, at)
    is_run = file.kind in (FileKind.HTML, FileKind.PROGRAM, FileKind.UNKNOWN)
    kind = "" if is_run else file.media_type
    return OpenedPaper(
        stream,
        nfc(held.name) or "van-ban",
        kind or "application/octet-stream",
        file.kind in (FileKind.PDF, FileKind.IMAGE),
    )


def _first_opening(
    telling: Telling, held: DocumentFile, by: Seat, at: datetime
) -> None:
    mine = _mine(telling, by)
    if mine is None or mine.opened_at is not None or mine.left_on is not None:
        return
    mine.opened_at = at
    mine.told_at = mine.told_at or at
    mine.save(update_fields=["opened_at", "told_at"])
    record(
        "dissemination.opened",
        by=by.actor,
        at=at,
        on=telling,
        agency_id=telling.agency_id,
        data={"sha256": held.file.sha256},
    )


@transaction.atomic
def record_look(*, telling: Telling, by: Seat, at: datetime) -> None:
    """What told of it is read; who read the paper in the register has opened it."""
    if by.user_id is not None:
        mark_target_read(
            target_id=telling.pk, user_id=by.user_id, desks=by.desks, at=at
        )
    _as_read(telling, by)


def _as_read(telling: Telling, by: Seat) -> None:
    if telling.incoming_id is None:
        return
    read = Reading.objects.filter(entry=telling.incoming_id, person_id=by.person_id)
    first = read.values_list("first_at", flat=True).first()
    if first is not None:
        mine = Addressee.objects.filter(telling=telling, person=by.person_id)
        mine.filter(opened_at__isnull=True).update(opened_at=first)


@transaction.atomic
def confirm(*, telling_id: UUID, by: Seat, at: datetime) -> Addressee:
    """ "Tôi đã nắm": after the paper was opened, once."""
    telling, mine = _going_on(telling_id, by)
    if mine.confirmed_at is not None:
        words = _("Anh/chị đã xác nhận lúc %(when)s.")
        raise Refused([words % {"when": _moment(mine.confirmed_at)}])
    if mine.opened_at is None:
        raise Refused([_("Mở văn bản đọc trước khi xác nhận.")])
    mine.confirmed_at = at
    mine.save(update_fields=["confirmed_at"])
    record(
        "dissemination.confirmed",
        by=by.actor,
        at=at,
        on=telling,
        agency_id=telling.agency_id,
        data={"sha256": telling.paper_sha256},
    )
    return mine


@transaction.atomic
def answer(
    *, telling_id: UUID, answers: Mapping[UUID, int], by: Seat, at: datetime
) -> Answered:
    """The three questions, all at once; what was answered wrongly is not kept."""
    telling, mine = _going_on(telling_id, by)
    if mine.confirmed_at is None:
        raise Refused([_("Xác nhận đã nắm văn bản trước khi trả lời câu hỏi.")])
    if mine.passed_at is not None:
        words = _("Anh/chị đã trả lời đạt lúc %(when)s.")
        raise Refused([words % {"when": _moment(mine.passed_at)}])
    asked = queries.asked_in(telling_id, by.person_id)
    missing = [
        Reason(_("Chọn một câu trả lời."), f"q-{question.pk}")
        for question in asked
        if not 0 <= answers.get(question.pk, -1) < len(question.choices)
    ]
    if missing:
        raise Refused(missing)
    wrong = set(wrong_ones({q.pk: q.right for q in asked}, answers))
    mine.tries = min(mine.tries + 1, 9999)
    mine.passed_at = None if wrong else at
    mine.save(update_fields=["tries", "passed_at"])
    record(
        "dissemination.answered",
        by=by.actor,
        at=at,
        on=telling,
        agency_id=telling.agency_id,
        data={"passed": not wrong, "tries": mine.tries},
    )
    return Answered(not wrong, mine.tries, [q for q in asked if q.pk in wrong])


def _mine(telling: Telling, by: Seat) -> Addressee | None:
    rows = Addressee.objects.select_for_update()
    return rows.filter(telling=telling, person=by.person_id).first()


def _going_on(telling_id: UUID, by: Seat) -> tuple[Telling, Addressee]:
    """The telling and the person's own row, while there is something to do."""
    telling = Telling.objects.select_for_update(of=("self",), no_key=True).get(
        pk=telling_id
    )
    mine = _mine(telling, by)
    if mine is None:
        raise Refused([_("Văn bản này không phổ biến cho anh/chị.")])
    if telling.ended_at is not None:
        words = _("Đợt phổ biến đã kết thúc: %(words)s")
        raise Refused([words % {"words": telling.ended_words}])
    if mine.left_on is not None:
        words = _("Anh/chị không còn thuộc đối tượng phổ biến từ ngày %(day)s.")
        raise Refused([words % {"day": f"{mine.left_on:%d/%m/%Y}"}])
    return telling, mine


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
