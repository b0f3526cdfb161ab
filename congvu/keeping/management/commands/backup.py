"""``congvu backup FOLDER [--key-file F]``: everything, while the office works."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.keeping.actions import back_up
from congvu.keeping.management.words import read_key, sentence
from congvu.keeping.rules import Unfit
from congvu.keeping.store import Shelf


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu, tệp và khóa cùng một lúc, khi văn phòng vẫn chạy"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder",
            type=Path,
            metavar="THƯ-MỤC",
            help="nơi giữ các bản sao lưu; lần sau chỉ chép nội dung mới",
        )
        parser.add_argument(
            "--key-file",
            type=Path,
            metavar="TỆP-KHÓA",
            help="mã hóa bằng khóa trong tệp này (ít nhất 32 byte ngẫu nhiên)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            shelf = Shelf(options["folder"].absolute(), read_key(options["key_file"]))
            copied = back_up(shelf=shelf, at=timezone.now())
        except Unfit as why:
            raise CommandError(sentence(why)) from why
        except OSError as why:
            raise CommandError(f"Không sao lưu được: {why}") from why
        manifest = copied.manifest
        self.stdout.write(
            f"Đã sao lưu: {copied.place}\n"
            f"{sum(manifest.counts.values())} dòng trong {len(manifest.counts)} bảng, "
            f"{len(manifest.contents)} tệp, {len(manifest.home)} tệp cấu hình và khóa; "
            f"chép mới {copied.fresh} nội dung, {copied.fresh_bytes} byte."
        )
        if manifest.destroyed:
            self.stdout.write(
                f"{len(manifest.destroyed)} tệp đã hủy chỉ được ghi tên, không chép."
            )
        if copied.leftover:
            self.stderr.write(
                f"CHÚ Ý: {copied.leftover} nội dung đã hủy còn nằm trong các bản sao "
                "lưu cũ ở thư mục này; hủy các bản ấy theo quy định của cơ quan."
            )
        if manifest.lost:
            raise CommandError(
                f"{len(manifest.lost)} tệp đã mất hoặc hỏng ngay trong kho của văn "
                f"phòng nên không chép được (congvu check-files): {manifest.lost[0]}…"
            )
