"""``congvu package check FILE``: is a package as TT 05/2025 asks."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.archives.formats.package_profile import shipped_profile
from congvu.archives.formats.package_reading import check_package


class Command(BaseCommand):
    help = "Kiểm tra gói hồ sơ SIP, AIP lập ở nơi khác (tệp zip hoặc thư mục)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["check"])
        parser.add_argument("path", type=Path, metavar="FILE|FOLDER")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        if not path.exists():
            raise CommandError(f"Không có tệp hay thư mục {path}.")
        found = check_package(path, shipped_profile())
        if options["json"]:
            text = json.dumps(asdict(found), ensure_ascii=False, indent=1)
            self.stdout.write(text)
        else:
            for fault in found.faults:
                self.stdout.write(f"{fault.path or path.name}: {fault.words}")
            self.stdout.write(
                f"Gói {found.kind or '?'}: {found.documents} tài liệu, "
                f"{found.files} tệp, {len(found.faults)} lỗi. Theo {found.profile}, "
                "nguồn thứ cấp, chưa đọc văn bản gốc."
            )
        if found.faults:
            raise SystemExit(1)
