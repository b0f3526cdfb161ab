"""Chỉ mục tìm kiếm của máy này: congvu search status | rebuild | check."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.search import queries, store
from congvu.search.actions import begin, node_name, only_writer


class Command(BaseCommand):
    help = "Xem, lập lại, đối chiếu chỉ mục tìm kiếm của máy này"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["status", "rebuild", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "rebuild":
            self._rebuild()
        elif options["verb"] == "check":
            self._check()
        else:
            told = queries.index_status(node_name())
            self.stdout.write(json.dumps(told, ensure_ascii=False))

    def _rebuild(self) -> None:
        with only_writer() as alone:
            if not alone:
                raise CommandError(
                    "Tiến trình nền đang ghi chỉ mục; dừng văn phòng rồi lập lại, hoặc"
                    " xóa thư mục search trong thư mục dữ liệu: nó tự lập lại."
                )
            began = time.monotonic()
            indexer = begin(at=timezone.now(), anew=True)
            count = indexer.round(at=timezone.now())
            indexer.close()
        spent = time.monotonic() - began
        self.stdout.write(f"{count} mục, {spent:.1f} s")

    def _check(self) -> None:
        """What the tables have and the index does not, and the other way round."""
        differs = False
        try:
            for kind, missing, extra in queries.compare():
                self.stdout.write(f"{kind}: thiếu {len(missing)}, thừa {len(extra)}")
                differs = differs or bool(missing or extra)
        except store.IndexMissing as why:
            raise CommandError("Chưa có chỉ mục: congvu search rebuild") from why
        if differs:
            raise CommandError("Chỉ mục khác dữ liệu: congvu search rebuild")
