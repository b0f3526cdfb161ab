"""``load_law``: make the rules and the calendar say what the shipped files say, and
what the office's own files (the folder law of CONGVU_HOME) add to them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from congvu.audit.rules import SYSTEM, Door
from congvu.law.actions import load_law
from congvu.law.formats import LawFileRefused, read_law

DATA = Path(__file__).resolve().parents[2] / "data"


class Command(BaseCommand):
    help = "Nạp các quy định có ngày hiệu lực và lịch làm việc"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--folder", type=Path, default=DATA)

    def handle(self, *_args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        files = {
            path.name: path.read_text(encoding="utf-8")
            for path in folder.glob("*.yaml")
        }
        own = sorted((Path(settings.HOME) / "law").glob("*.yaml")) if files else []
        files |= {str(path): path.read_text(encoding="utf-8") for path in own}
        if not files:
            message = f"Không có tệp .yaml nào trong {folder}"
            raise CommandError(message)
        try:
            loaded = load_law(
                law=read_law(files),
                by=replace(SYSTEM, door=Door.COMMAND),
                at=timezone.now(),
            )
        except LawFileRefused as refused:
            lines = "\n".join(f"- {reason.message}" for reason in refused.reasons)
            message = f"Không nạp gì, vì:\n{lines}"
            raise CommandError(message) from refused
        if options["verbosity"] > 0:
            self.stdout.write(
                f"Quy định: thêm {loaded.added}, sửa {loaded.changed}, "
                f"rút {loaded.withdrawn}."
            )
