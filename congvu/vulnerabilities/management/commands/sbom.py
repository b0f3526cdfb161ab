"""``congvu sbom``: bills of materials of what an agency runs."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused
from congvu.organisations.queries import agencies_on, resolve_code
from congvu.vulnerabilities.actions import load_bom


class Command(BaseCommand):
    help = "Nạp bảng kê thành phần phần mềm (CycloneDX 1.4 đến 1.6, JSON hoặc XML)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load", help="thay bảng kê trước của cùng sản phẩm")
        load.add_argument("file", type=Path, metavar="FILE")
        load.add_argument(
            "--agency", metavar="CODE", help="cơ quan dùng sản phẩm; mặc định là tỉnh"
        )
        load.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        path, at = options["file"], timezone.now()
        try:
            content = path.read_bytes()
        except OSError as why:
            raise CommandError(
                _("Không mở được tệp: %(why)s.") % {"why": why.strerror}
            ) from why
        try:
            agency_id = _agency(options["agency"])
            bom = load_bom(
                content=content,
                agency_id=agency_id,
                by=Actor("Công Vụ", agency_id=agency_id, door=Door.COMMAND),
                at=at,
                name=path.stem,
            )
        except Refused as why:
            raise CommandError("\n".join(_(r.message) for r in why.reasons)) from why
        told = {
            "name": bom.name,
            "version": bom.version,
            "components": bom.parts.count(),
            "unknown": bom.unknown,
        }
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self.stdout.write(", ".join(f"{k}: {v}" for k, v in told.items()))


def _agency(code: str | None) -> UUID:
    on = timezone.localdate()
    if code:
        return resolve_code(code, on).agency.id
    top = [one for one in agencies_on(on) if one.kind == "province"]
    if not top:
        raise CommandError(_("Chưa có cơ quan cấp tỉnh; ghi --agency."))
    return top[0].id
