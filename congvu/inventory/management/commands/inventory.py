"""``congvu inventory``: inventories in files, as agents write them."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import Actor, Door
from congvu.inventory.actions import receive
from congvu.inventory.models import MachineReading
from congvu.inventory.rules import ReadingState
from congvu.lib.refusals import Refused
from congvu.organisations.queries import agencies_on, resolve_code


class Command(BaseCommand):
    help = "Nạp bản kiểm kê máy: .ocs, .xml, .json của tác nhân, hoặc bảng .csv"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        found = verbs.add_parser("import", help="mỗi tệp một kết quả, tệp hỏng bỏ qua")
        found.add_argument("file", type=Path, nargs="+", metavar="FILE")
        found.add_argument(
            "--agency", metavar="CODE", help="cơ quan có máy; mặc định là tỉnh"
        )
        found.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        agency_id = self._agency(options["agency"])
        by = Actor("Công Vụ", agency_id=agency_id, door=Door.COMMAND)
        told = []
        for path in options["file"]:
            told += self._one(path, agency_id, by)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
            return
        for one in told:
            self.stdout.write(
                f"{one['file']}: {one['name']} {one['status']} "
                f"+{one['software_added']} -{one['software_removed']} {one['reason']}"
            )

    def _agency(self, code: str | None) -> UUID:
        on = timezone.localdate()
        if code:
            try:
                return resolve_code(code, on).agency.id
            except Refused as why:
                words = "\n".join(reason.message for reason in why.reasons)
                raise CommandError(words) from why
        top = [one for one in agencies_on(on) if one.kind == "province"]
        if not top:
            raise CommandError(_("Chưa có cơ quan cấp tỉnh; ghi --agency."))
        return top[0].id

    def _one(self, path: Path, agency_id: UUID, by: Actor) -> list[dict[str, Any]]:
        try:
            content = path.read_bytes()
        except OSError as why:
            words = _("Không mở được tệp: %(why)s.") % {"why": why.strerror}
            return [_told(path, None, words)]
        taken = receive(
            content=content,
            name=path.name,
            agency_id=agency_id,
            by=by,
            at=timezone.now(),
        )
        return [_told(path, one, one.reason) for one in taken]


def _told(path: Path, reading: MachineReading | None, reason: str) -> dict[str, Any]:
    machine = str(reading.machine_id) if reading and reading.machine_id else None
    return {
        "file": os.fsencode(path).decode("utf-8", "replace"),
        "machine": machine,
        "name": reading.told if reading else "",
        "status": str(reading.state if reading else ReadingState.REFUSED),
        "software_added": reading.added if reading else 0,
        "software_removed": reading.removed if reading else 0,
        "reason": reason,
    }
