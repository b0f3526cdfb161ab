"""Background doors of documents: reading what came in, the watched folders."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.documents.actions import (
    look_again,
    read_item,
    remind,
    take_apart,
    take_in_folders,
)
from congvu.documents.models import IntakeItem, Pile
from congvu.documents.rules import IntakeState, PileState
from congvu.files.models import FileState
from congvu.jobs.actions import enqueue_once
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _


@job(name="documents.read_item", title=_("Đọc tệp tiếp nhận và điền biểu mẫu"), retry=5)
def read_one(*, item_id: str) -> None:
    """Read one received file and fill its form; scans are recognised in turn."""
    item = IntakeItem.objects.filter(pk=UUID(item_id)).first()
    if item is None or item.state != IntakeState.READING:
        return
    # Not the clerk: papers are read while nobody holds that post, too.
    reader = replace(SYSTEM, agency_id=item.agency_id)
    read = read_item(item_id=item.id, by=reader, at=timezone.now(), recognise=False)
    if read.state == IntakeState.READY and read.file and not read.is_held:
        enqueue_once(
            "signatures.verify-file",
            lock=str(read.file.pk),
            file_id=str(read.file.pk),
        )


@job(
    name="documents.look_again",
    title=_("Xem lại tệp tiếp nhận sau khi đọc xong"),
    retry=5,
)
def look_again_at(*, file_id: str) -> None:
    """A file was read after its items had been let in or kept away."""
    look_again(file_id=UUID(file_id), by=SYSTEM, at=timezone.now())


@periodic(
    name="documents.read_waiting",
    title=_("Tìm tệp tiếp nhận đang chờ đọc"),
    cron="* * * * * */2",
)
def read_waiting() -> None:
    """Ask again for items whose file has been read meanwhile, or was forgotten.

    The rows are the truth: a run lost in a crash is found here.
    """
    rows = (
        IntakeItem.objects.filter(state=IntakeState.READING)
        .exclude(file__state=FileState.READING)
        .exclude(document__files__file__state=FileState.READING)
        .values_list("id", flat=True)[:200]
    )
    for item_id in rows:
        enqueue_once("documents.read_item", lock=str(item_id), item_id=str(item_id))


# One pile at a time, behind the reading of single papers: it keeps nobody waiting.
@job(
    name="documents.take_pile_apart",
    title=_("Tách bó quét thành văn bản"),
    retry=5,
    lock="documents.take_pile_apart",
    priority=-5,
)
def take_pile_apart(*, pile_id: str) -> None:
    pile = Pile.objects.filter(pk=UUID(pile_id)).first()
    if pile is not None:
        reader = replace(SYSTEM, agency_id=pile.agency_id)
        take_apart(pile_id=pile.id, by=reader, at=timezone.now())


@periodic(
    name="documents.find_unfinished_piles",
    title=_("Tìm bó quét tách dở"),
    cron="* * * * *",
)
def find_unfinished_piles() -> None:
    """A run lost in a crash is asked for again; the rows are the truth."""
    unfinished = Pile.objects.filter(
        state__in=[PileState.LOOKING, PileState.CUTTING]
    ).values_list("id", flat=True)
    for pile_id in unfinished[:50]:
        enqueue_once(
            "documents.take_pile_apart", lock=str(pile_id), pile_id=str(pile_id)
        )


@periodic(
    name="documents.take_in_folders",
    title=_("Nhận tệp từ thư mục quét"),
    cron="* * * * * */5",
)
def watch_folders() -> None:
    """Take in what scanners put into the watched folders."""
    take_in_folders(at=timezone.now())


@periodic(
    name="documents.remind",
    title=_("Nhắc hạn giải quyết, hạn của văn thư"),
    cron="*/10 * * * *",
)
def remind_of_deadlines() -> None:
    """Also what was missed while no worker ran: each step is taken once."""
    remind(at=timezone.now())
