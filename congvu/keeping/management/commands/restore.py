"""``congvu restore FROM [--key-file F]``: into an empty installation, then proved."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from congvu.keeping.actions import restore
from congvu.keeping.management.words import line, read_key, sentence
from congvu.keeping.queries import look_over
from congvu.keeping.rules import NAME_SHAPE, Unfit
from congvu.keeping.store import Shelf
from congvu.machine.external import prepare_external
from congvu.machine.state import has_external_database


class Command(BaseCommand):
    help = "Khôi phục một bản sao lưu vào bản cài đặt trống, rồi kiểm tra tất cả"
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "source",
            type=Path,
            metavar="TỪ",
            help="thư mục sao lưu (bản mới nhất), hoặc một bản trong đó",
        )
        parser.add_argument("--key-file", type=Path, metavar="TỆP-KHÓA")

    def handle(self, *args: Any, **options: Any) -> None:
        source = options["source"].absolute()
        is_copy = NAME_SHAPE.fullmatch(source.name) is not None
        root, name = (source.parent, source.name) if is_copy else (source, "")
        if has_external_database():
            prepare_external()
        try:
            shelf = Shelf(root, read_key(options["key_file"]))
            restored = restore(shelf=shelf, name=name)
        except Unfit as why:
            raise CommandError(sentence(why)) from why
        except OSError as why:
            raise CommandError(f"Không khôi phục được: {why}") from why
        manifest = restored.manifest
        self.stdout.write(
            f"Đã khôi phục {restored.name}: {restored.rows} dòng, "
            f"{len(manifest.contents) - len(manifest.lost)} tệp, "
            f"{len(manifest.home)} tệp cấu hình và khóa; số dòng và mã băm đều khớp."
        )
        call_command("migrate", interactive=False, verbosity=0)
        call_command("grant_runtime")
        findings = list(look_over())
        for finding in findings:
            self.stdout.write(line(finding))
        if any(finding.faults for finding in findings):
            raise CommandError("Bản khôi phục có điều không đúng, xem các dòng trên.")
        self.stdout.write("Chạy lại văn phòng: make run, hoặc congvu run.")
