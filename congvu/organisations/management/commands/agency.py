"""``congvu agency CODE``: whom a code means on a day, and what became of it."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.lib.refusals import Refused
from congvu.organisations.models import Agency
from congvu.organisations.queries import DividedCode, known, resolve_code


class Command(BaseCommand):
    help = "Tra mã cơ quan: mã ấy hôm nay, hay một ngày khác, là cơ quan nào"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="CODE", help="mã của bất kỳ hệ mã nào")
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="vào ngày này"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        on = options["on"] or timezone.localdate()
        try:
            meant = resolve_code(options["code"], on)
        except DividedCode as why:
            if options["json"]:
                asked = {
                    "agency": None,
                    "note": str(why),
                    "candidates": [
                        {"id": str(key), "name": name, "code": code}
                        for key, name, code in why.candidates
                    ],
                }
                self.stdout.write(json.dumps(asked, ensure_ascii=False))
            raise CommandError(str(why)) from why
        except Refused as why:
            raise CommandError(str(why)) from why
        if meant.words:
            self.stderr.write(meant.words)
        told = _told(meant.agency, meant.words, on)
        if options["json"]:
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(told["name"])
        for kind, rows in ((_("mã"), told["codes"]), (_("tên"), told["names"])):
            for row in rows:
                until = row["until"] or _("nay")
                what = row.get("code") or row.get("name")
                self.stdout.write(f"  {kind} {what}  {row['from']} – {until}")


def _told(agency: Agency, note: str, on: date) -> dict[str, Any]:
    (found,) = known([agency], on)
    return {
        "agency": str(found.id),
        "name": found.name,
        "note": note,
        "codes": [
            {
                "scheme": row.scheme,
                "code": row.value,
                "from": row.valid_from.isoformat(),
                "until": row.valid_until.isoformat() if row.valid_until else None,
            }
            for row in found.codes
        ],
        "names": [
            {
                "name": row.name,
                "from": row.valid_from.isoformat(),
                "until": row.valid_until.isoformat() if row.valid_until else None,
            }
            for row in found.names
        ],
    }
