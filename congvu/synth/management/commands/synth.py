"""Tạo tỉnh giả lập để đo và thử: congvu synth --documents N --seed S."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.lib.refusals import Refused
from congvu.synth.actions import load_province


class Command(BaseCommand):
    help = "Tạo tỉnh giả lập (cơ quan, người, văn bản, diễn biến) từ một hạt giống"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")
        parser.add_argument("--years", type=int, default=10, metavar="Y")
        parser.add_argument("--agencies", type=int, default=0, metavar="A")
        parser.add_argument(
            "--last",
            type=date.fromisoformat,
            metavar="NGÀY",
            help="ngày cuối của dữ liệu (năm-tháng-ngày), mặc định hôm nay",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        documents, seed = options["documents"], options["seed"]
        if documents < 1 or not 0 <= seed <= 99:
            raise CommandError("Cần --documents từ 1 và --seed từ 0 đến 99.")
        if options["agencies"] and not 3 <= options["agencies"] <= 900:
            raise CommandError("Cần --agencies từ 3 đến 900.")
        if options["years"] < 1:
            raise CommandError("Cần --years từ 1.")
        began = time.monotonic()
        try:
            loaded = load_province(
                documents=documents,
                seed=seed,
                last=options["last"] or timezone.localdate(),
                years=options["years"],
                agencies=options["agencies"],
                by=SYSTEM,
                at=timezone.now(),
                told=lambda done: self.stderr.write(f"{done}/{documents}"),
            )
        except Refused as why:
            raise CommandError(str(why)) from why
        _look_over(loaded.rows)
        spent = time.monotonic() - began
        self.stdout.write(
            f"{loaded.agencies} cơ quan, {documents} văn bản, {spent:.1f} s"
        )
        for name, count in loaded.rows.items():
            self.stdout.write(f"  {name}: {count}")


def _look_over(tables: Iterable[str]) -> None:
    """Tell PostgreSQL what it holds now; by itself it would only know after a while."""
    with connection.cursor() as cursor:
        for table in tables:
            # Inside a transaction (a test's) nothing can be swept, only counted.
            swept = "" if connection.in_atomic_block else "VACUUM "
            cursor.execute(f"{swept}ANALYZE {table}")
