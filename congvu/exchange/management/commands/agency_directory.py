"""``agency-directory load FILE.csv``: organisations outside, as a file lists them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import SYSTEM, Door
from congvu.exchange.actions import take_directory
from congvu.exchange.formats.directory_file import read_directory
from congvu.lib.refusals import Refused


class Command(BaseCommand):
    help = "Danh bạ cơ quan ngoài hệ thống: nạp từ tệp .csv"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["load"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", default="", help="tên nguồn; mặc định tên tệp")

    def handle(self, *_args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            with path.open(encoding="utf-8-sig", newline="") as lines:
                taken = take_directory(
                    listed=read_directory(lines),
                    source=(options["source"] or path.name)[:60],
                    by=replace(SYSTEM, door=Door.COMMAND),
                    at=timezone.now(),
                )
        except Refused as refused:
            message = "; ".join(_(one.message) for one in refused.reasons)
            raise CommandError(message) from refused
        except (OSError, UnicodeDecodeError) as why:
            message = f"Không đọc được tệp: {why}"
            raise CommandError(message) from why
        self.stdout.write(f"Danh bạ: {taken.listed} cơ quan, đóng {taken.closed}.")
