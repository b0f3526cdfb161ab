"""``load_regulation``: make the shipped rows of the regulation say what they ship."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from congvu.audit.rules import SYSTEM, Door
from congvu.exchange.actions import load_regulation
from congvu.exchange.formats.regulation_file import read_regulation

DATA = Path(__file__).resolve().parents[2] / "data" / "regulation.yaml"


class Command(BaseCommand):
    help = "Nạp quy chế gửi nhận văn bản điện tử"

    def handle(self, *_args: Any, **options: Any) -> None:
        changed = load_regulation(
            rows=read_regulation(DATA.read_text(encoding="utf-8")),
            by=replace(SYSTEM, door=Door.COMMAND),
            at=timezone.now(),
        )
        if options["verbosity"] > 0:
            self.stdout.write(f"Quy chế gửi nhận: {changed} dòng thêm, sửa.")
