"""``congvu licences``: what files of a unit are made in, and what a change costs."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import SYSTEM, Door
from congvu.lib.refusals import Refused
from congvu.licences.actions import Scanned, keep_scan, scan_folders
from congvu.licences.queries.listed import usual_minutes
from congvu.licences.rules import FORMAT_LABELS, TROUBLES
from congvu.licences.rules.formats import Change, Minutes, by_format, change_of
from congvu.organisations.queries import resolve_code

_MINUTES = ("macro", "bound", "closed", "alphabet")


class Command(BaseCommand):
    help = "Quét định dạng tệp văn phòng của một đơn vị, ước tính công chuyển đổi"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        scan = verbs.add_parser("scan", help="đếm theo định dạng; không giữ nội dung")
        scan.add_argument("folder", type=Path, nargs="+", metavar="FOLDER")
        scan.add_argument("--json", action="store_true")
        scan.add_argument("--keep", metavar="LABEL", help="ghi lại, dưới tên này")
        scan.add_argument("--agency", metavar="CODE", help="cơ quan, khi ghi lại")
        for kind in _MINUTES:
            scan.add_argument(
                f"--{kind}", type=int, metavar="PHÚT", help="công ước tính mỗi tệp"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        agency_id = self._agency(options)
        now = timezone.localtime()
        scanned = scan_folders(folders=options["folder"], this_year=now.year)
        usual = usual_minutes(now.date())
        given = {k: options[k] for k in _MINUTES if options[k] is not None}
        minutes = Minutes.of({**asdict(usual), **given})
        change = change_of(scanned.tallies, minutes)
        if agency_id is not None:
            by = replace(SYSTEM, agency_id=agency_id, door=Door.COMMAND)
            try:
                keep_scan(
                    scanned=scanned,
                    agency_id=agency_id,
                    label=options["keep"],
                    by=by,
                    at=now,
                )
            except Refused as why:
                raise CommandError(_said(why)) from why
        if options["json"]:
            told = _as_json(scanned, change)
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            self._print(scanned, change)

    def _agency(self, options: dict[str, Any]) -> UUID | None:
        if not options["keep"]:
            return None
        if not options["agency"]:
            raise CommandError(_("Ghi --agency: tệp của cơ quan nào."))
        try:
            return resolve_code(options["agency"], timezone.localdate()).agency.id
        except Refused as why:
            raise CommandError(_said(why)) from why

    def _print(self, scanned: Scanned, change: Change) -> None:
        for one in by_format(scanned.tallies):
            self.stdout.write(
                f"{_(FORMAT_LABELS[one.format]):22} {one.files:8} tệp "
                f"{one.bytes:14} byte, macro {one.macros}, khóa {one.encrypted}, "
                f"liên kết {one.links}, nhúng {one.embedded}, bảng mã cũ {one.alphabet}"
            )
        for each in scanned.troubles:
            self.stdout.write(f"{each.name}: {_(TROUBLES[each.why])}")
        self.stdout.write(
            _("Ước tính chuyển sang định dạng mở: %(hours)d giờ công.")
            % {"hours": change.hours}
        )


def _said(why: Refused) -> str:
    return "\n".join(_(reason.message) for reason in why.reasons)


def _as_json(scanned: Scanned, change: Change) -> dict[str, Any]:
    years: dict[str, dict[str, int]] = {}
    for one in scanned.tallies:
        years.setdefault(one.format, {})[str(one.year or "?")] = one.files
    return {
        "files": scanned.files,
        "bytes": scanned.bytes,
        "formats": [
            {
                **{k: v for k, v in asdict(one).items() if k != "year"},
                "years": years[one.format],
            }
            for one in by_format(scanned.tallies)
        ],
        "troubles": [
            {"file": one.name, "why": one.why, "reason": _(TROUBLES[one.why])}
            for one in scanned.troubles
        ],
        "change": {
            "estimate": True,
            "lines": [
                {"work": kind, "files": files, "minutes_each": each}
                for kind, files, each in change.lines
            ],
            "minutes": change.minutes,
            "hours": change.hours,
        },
    }
