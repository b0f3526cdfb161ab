"""Tiếp nhận tệp từ dòng lệnh: congvu intake TỆP... --agency MÃ [--json]."""

from __future__ import annotations

import json
import os
import time
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import (
    BaseCommand,
    CommandError,
    CommandParser,
    DjangoHelpFormatter,
)
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.documents.actions import read_item, receive_file
from congvu.documents.models import IntakeItem
from congvu.documents.queries import reason_of
from congvu.documents.rules import IntakeState
from congvu.files.models import FileState
from congvu.jobs.queries import is_worker_alive
from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat, clerk_of
from congvu.organisations.queries import resolve_code

FIELDS = {
    "number": "number",
    "symbol": "symbol",
    "issued_on": "issued_on",
    "issuer": "issuer",
    "type": "type_name",
    "subject": "subject",
    "signer": "signer",
}
_NO_PLAIN_FILE = gettext_noop("Đây không phải tệp thường.")
STATUS = {
    IntakeState.QUARANTINED: "quarantined",
    IntakeState.REFUSED: "refused",
}


# A living worker is given this long for each page before the command reads itself.
PATIENCE = 20.0
LIMIT = 1800.0
UNFINISHED = 3


EPILOG = """
Mỗi tệp được trả lời khi đã đọc xong, theo thứ tự đã ghi; trang đang đọc hiện ở stderr.
Chạy được cùng lúc với văn phòng, hoặc khi văn phòng đã dừng.

JSON: mỗi tệp một dòng, gồm
  file      đường dẫn như đã ghi
  sha256, type, pages, ocr
            của nội dung đã giữ; null khi không giữ gì; ocr: có phải nhận dạng không
  fields    number, symbol, issued_on, issuer, type, subject, signer; null: không đọc
            được chắc chắn
  status    accepted (nhận), quarantined (giữ ở khu cách ly hoặc chờ xác định có dấu
            mật), refused (không nhận)
  reason    vì sao và đã giữ gì; rỗng khi không có gì phải nói
  document  mã của tệp ở trang Tiếp nhận (/tiep-nhan/MÃ/, /api/v1/intake/MÃ) cho đến
            khi vào sổ; null khi không nhận

Khi mã cơ quan đã đóng, có thêm khóa note: nhận cho cơ quan kế thừa nào, theo đâu; cùng
lời ấy ở stderr.

Mã kết thúc: 0 mọi tệp đã được trả lời, kể cả tệp bị từ chối; 1 không làm gì (không có
cơ quan ấy, nơi ấy đã được chia, cơ quan không có văn thư); 2 gõ sai lệnh; 3 có tệp
chưa đọc xong trong hạn.
"""


class _AsWritten(DjangoHelpFormatter, RawDescriptionHelpFormatter):
    """The table of answers keeps its lines."""


class Command(BaseCommand):
    help = "Tiếp nhận tệp văn bản đến và đọc số, ngày, trích yếu từ chính văn bản"

    def create_parser(self, *args: Any, **options: Any) -> CommandParser:
        return super().create_parser(
            *args, epilog=EPILOG, formatter_class=_AsWritten, **options
        )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", type=Path)
        parser.add_argument(
            "--agency", required=True, metavar="CODE", help="mã định danh cơ quan nhận"
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="mỗi tệp một đối tượng JSON trên một dòng",
        )
        parser.add_argument(
            "--wait",
            type=float,
            default=LIMIT,
            metavar="SECONDS",
            help="đợi một tệp đọc xong lâu nhất bao nhiêu giây; mặc định %(default)g",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        try:
            meant = resolve_code(options["agency"], today)
            clerk = clerk_of(meant.agency.id, today)
        except Refused as why:
            raise CommandError(str(why)) from why
        if meant.words:
            self.stderr.write(meant.words)
        unfinished = 0
        for path in options["files"]:
            told, is_finished = self._take_in(path, clerk, options["wait"])
            if meant.words:
                told["note"] = meant.words
            unfinished += not is_finished
            if options["json"]:
                self.stdout.write(json.dumps(told, ensure_ascii=False))
            else:
                line = f"{told['file']}: {told['status']} {told['reason']}"
                self.stdout.write(line.rstrip())
            self.stdout.flush()
        if unfinished:
            words = _("%(n)d tệp chưa đọc xong; xem lại ở trang Tiếp nhận.")
            raise CommandError(words % {"n": unfinished}, returncode=UNFINISHED)

    def _take_in(
        self, path: Path, clerk: Seat, wait: float
    ) -> tuple[dict[str, Any], bool]:
        name, now = shown(path), timezone.now()
        try:
            if path.exists() and not path.is_dir() and not path.is_file():
                return _answer(name, "refused", _refusal(_NO_PLAIN_FILE)), True
            with path.open("rb") as stream:
                item = receive_file(
                    stream=stream,
                    name=path.name,
                    channel="command",
                    by=clerk,
                    at=now,
                    read_later=False,
                )
        except (OSError, ValueError) as error:
            return _answer(name, "refused", _refusal(_os_reason(error))), True
        except Refused as why:
            return _answer(name, "refused", _refusal(str(why))), True
        item = self._read(item, name, clerk, wait)
        return _of_item(name, item), item.state != IntakeState.READING

    def _read(
        self, item: IntakeItem, name: str, clerk: Seat, wait: float
    ) -> IntakeItem:
        """Read to the end, whoever does it: this command, or a worker beside it.

        A page that somebody recognises already is not begun a second time; whoever
        stops making progress, or is killed, is not waited for.
        """
        start = since = time.monotonic()
        seen: tuple[int, int] | None = None
        while True:
            now = time.monotonic()
            is_left = not is_worker_alive(now=time.time()) or now - since > PATIENCE
            try:
                item = read_item(
                    item_id=item.id, by=clerk, at=timezone.now(), recognise=is_left
                )
            except Refused as why:
                self.stderr.write(f"{name}: {why}")
                return item
            if item.state != IntakeState.READING or now - start > wait:
                return item
            found = _progress(item)
            if found != seen:
                seen, since = found, now
                self._tell(name, *found)
            time.sleep(0.2)

    def _tell(self, name: str, done: int, total: int) -> None:
        if total:
            words = _("%(name)s: đang nhận dạng, trang %(done)d/%(total)d")
            self.stderr.write(words % {"name": name, "done": done, "total": total})


def _progress(item: IntakeItem) -> tuple[int, int]:
    file = item.file
    return (file.progress_done, file.progress_total) if file else (0, 0)


def shown(path: Path) -> str:
    """A path that is not UTF-8 is told, too, with what cannot be read replaced."""
    return os.fsencode(path).decode("utf-8", "replace")


def _refusal(reason: str) -> str:
    return f"{_(reason)} {_('Không giữ lại gì.')}"


def _os_reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("Không có tệp này.")
    if isinstance(error, IsADirectoryError):
        return _("Đây là thư mục, không phải tệp.")
    if isinstance(error, PermissionError):
        return _("Không có quyền đọc tệp này.")
    why = getattr(error, "strerror", None) or type(error).__name__
    return _("Không mở được tệp: %(why)s.") % {"why": why}


def _answer(file: str, status: str, reason: str) -> dict[str, Any]:
    return {
        "file": file,
        "sha256": None,
        "type": None,
        "pages": None,
        "ocr": False,
        "fields": dict.fromkeys(FIELDS),
        "status": status,
        "reason": reason,
        "document": None,
    }


def _of_item(name: str, item: IntakeItem) -> dict[str, Any]:
    status = STATUS.get(IntakeState(item.state), "accepted")
    told = _answer(name, status, reason_of(item))
    if item.state == IntakeState.READING:
        told["reason"] = _(
            "Đã giữ tệp nhưng chưa đọc xong; văn phòng sẽ đọc tiếp khi chạy."
        )
    file = item.file
    if file is not None and file.state != FileState.DESTROYED:
        told |= {
            "sha256": file.sha256,
            "type": file.media_type,
            "pages": file.pages,
            "ocr": file.has_ocr,
        }
        if not told["reason"] and file.reason:
            told["reason"] = _(file.reason)
    told["fields"] = {
        key: item.fields.get(name, {}).get("value") for key, name in FIELDS.items()
    }
    told["document"] = str(item.id) if told["status"] == "accepted" else None
    return told
