"""Background reading of files."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.files import actions
from congvu.files.models import FileState, StoredFile
from congvu.jobs.actions import enqueue
from congvu.jobs.rules import job, periodic
from congvu.lib.text import gettext_noop as _


@job(name="files.read", title=_("Đọc nội dung tệp"), retry=3)
def read_file(file_id: str) -> None:
    file = actions.read(file=_file(file_id), at=timezone.now(), by=SYSTEM)
    _tell_holders(file)


# One scan at a time: the second place of the worker stays free for quick work.
@job(
    name="files.recognise",
    title=_("Nhận dạng chữ trong bản quét"),
    retry=3,
    lock="files.recognise",
    priority=-10,
)
def recognise_file(file_id: str) -> None:
    file = actions.recognise(file=_file(file_id), at=timezone.now(), by=SYSTEM)
    _tell_holders(file)


# Behind every recognition, and on its place: a copy is never waited for.
@job(
    name="files.make_searchable",
    title=_("Tạo bản tìm được chữ của bản quét"),
    retry=1,
    lock="files.recognise",
    priority=-20,
)
def make_searchable_copy(file_id: str) -> None:
    actions.make_searchable(file=_file(file_id), at=timezone.now(), by=SYSTEM)


@job(name="files.preview", title=_("Vẽ trang xem trước"), retry=1, priority=-5)
def preview_file(file_id: str, number: int) -> None:
    file = _file(file_id)
    if file.state in (FileState.READY, FileState.READING):
        actions.preview(file=file, number=number)


@job(name="files.erase", title=_("Xóa nội dung tệp đã hủy"), retry=10, priority=10)
def erase_file(file_id: str) -> None:
    actions.erase_destroyed(file=_file(file_id))


@periodic(cron="*/5 * * * *", title=_("Đọc lại tệp còn chờ đọc"))
def retry_unfinished_files() -> None:
    actions.retry_unfinished(at=timezone.now())


@periodic(cron="41 2 * * *", title=_("Tìm bản quét chưa có bản tìm được chữ"))
def find_lost_copies_of_scans() -> None:
    actions.find_lost_copies()


@periodic(cron="23 * * * *", title=_("Dọn tệp tải lên dở dang"))
def sweep_abandoned_files() -> None:
    actions.sweep()


def _tell_holders(file: StoredFile) -> None:
    """Who let the file in before it was read looks at it again: it may be a secret.

    By the job's name only: this app knows nothing of papers.
    """
    if file.state == FileState.READY:
        enqueue("documents.look_again", file_id=str(file.pk))


def _file(file_id: str) -> StoredFile:
    return StoredFile.objects.defer("text").get(pk=UUID(file_id))
