"""Tiếp nhận tệp từ dòng lệnh: congvu intake TỆP... --agency MÃ [--json]."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.documents.actions import read_item, receive_file
from congvu.documents.models import IntakeItem
from congvu.documents.rules import INTAKE_STATE_NAMES, IntakeState
from congvu.files.models import FileState
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, clerk_of
from congvu.organisations.queries import agency_by_code

FIELDS = {
    "number": "number",
    "symbol": "symbol",
    "issued_on": "issued_on",
    "issuer": "issuer",
    "type": "type_name",
    "subject": "subject",
    "signer": "signer",
}
STATUS = {
    IntakeState.QUARANTINED: "quarantined",
    IntakeState.REFUSED: "refused",
}


class Command(BaseCommand):
    help = "Tiếp nhận tệp văn bản đến và đọc số, ngày, trích yếu từ chính văn bản"

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

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        agency = agency_by_code(options["agency"], today)
        if agency is None:
            raise CommandError(
                _("Không có cơ quan nào mang mã “%(code)s” hôm nay.")
                % {"code": options["agency"]}
            )
        try:
            clerk = clerk_of(agency.id, today)
        except Refused as why:
            raise CommandError(str(why)) from why
        for path in options["files"]:
            told = self._take_in(path, clerk)
            if options["json"]:
                self.stdout.write(json.dumps(told, ensure_ascii=False))
            else:
                self.stdout.write(f"{told['file']}: {told['status']} {told['reason']}")

    def _take_in(self, path: Path, clerk: Seat) -> dict[str, Any]:
        now = timezone.now()
        try:
            with path.open("rb") as stream:
                item = receive_file(
                    stream=stream,
                    name=path.name,
                    channel="command",
                    by=clerk,
                    at=now,
                    read_later=False,
                )
            item = read_item(item_id=item.id, by=clerk, at=now)
        except OSError as error:
            return _answer(str(path), "refused", _os_reason(error))
        except Refused as why:
            return _answer(str(path), "refused", str(why))
        return _of_item(str(path), item)


def _os_reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("Không có tệp này.")
    if isinstance(error, IsADirectoryError):
        return _("Đây là thư mục, không phải tệp.")
    return _("Không mở được tệp: %(why)s.") % {"why": error.strerror or ""}


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
    told = _answer(name, STATUS.get(IntakeState(item.state), "accepted"), item.reason)
    if item.state == IntakeState.READING:
        told["reason"] = _(INTAKE_STATE_NAMES[IntakeState.READING])
    file = item.file
    if file is not None and file.state != FileState.DESTROYED:
        told |= {
            "sha256": file.sha256,
            "type": file.media_type,
            "pages": file.pages,
            "ocr": file.has_ocr,
        }
        told["reason"] = told["reason"] or file.reason
    told["fields"] = {
        key: item.fields.get(name, {}).get("value") for key, name in FIELDS.items()
    }
    told["document"] = str(item.id) if told["status"] == "accepted" else None
    return told
