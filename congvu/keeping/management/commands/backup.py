"""``congvu backup FOLDER [--key-file F] [--keep N]``: everything, while people work."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.audit.rules import Actor, Door
from congvu.keeping.actions import Copied, back_up
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

        parser.add_argument(
            "--keep",
            type=int,
            default=0,
            metavar="SỐ",
            help="giữ chừng ấy bản mới nhất, bỏ các bản cũ hơn; không có: giữ tất cả",
        )
        parser.add_argument(
            "--verify",
            action="store_true",
            help="đọc lại toàn bộ, cả nội dung chung với các bản trước",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            shelf = Shelf(options["folder"].absolute(), read_key(options["key_file"]))
            copied = back_up(
                shelf=shelf,
                at=timezone.now(),
                by=Actor(name="congvu backup", door=Door.COMMAND),
                keep=options["keep"],
                read_whole=options["verify"],
            )
        except Unfit as why:
            raise CommandError(sentence(why)) from why
        except OSError as why:
            raise CommandError(f"Không sao lưu được: {why}") from why
        self._tell(copied)

    def _tell(self, copied: Copied) -> None:
        manifest = copied.manifest
        self.stdout.write(
            f"Đã sao lưu: {copied.place}\n"
            f"{sum(manifest.counts.values())} dòng trong {len(manifest.counts)} bảng, "
            f"{len(manifest.contents)} tệp, {len(manifest.home)} tệp cấu hình và khóa; "
            f"chép mới {copied.fresh} nội dung, {copied.fresh_bytes} byte. "
            "Đã đọc lại, khớp mã băm."
        )
        if copied.removed:
            self.stdout.write(
                f"Đã bỏ {len(copied.removed)} bản cũ, từ {copied.removed[0]}."
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
