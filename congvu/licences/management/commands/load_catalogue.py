"""``load_catalogue``: the catalogue of known products that comes with the office."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from congvu.audit.rules import SYSTEM, Door
from congvu.licences.actions import load_catalogue
from congvu.licences.formats import CATALOGUE_FILE, read_catalogue


class Command(BaseCommand):
    help = "Nạp danh mục phần mềm thông dụng và quy tắc nhận biết đi kèm"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, default=CATALOGUE_FILE)

    def handle(self, *_args: Any, **options: Any) -> None:
        told = load_catalogue(
            products=read_catalogue(options["file"].read_text(encoding="utf-8")),
            by=replace(SYSTEM, door=Door.COMMAND),
            at=timezone.now(),
        )
        if options["verbosity"] > 0:
            self.stdout.write(
                f"Danh mục phần mềm: thêm {told.products} sản phẩm, "
                f"{told.rules} quy tắc; {told.changed} tên đổi nhận biết."
            )
