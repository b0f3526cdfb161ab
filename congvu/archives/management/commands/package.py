"""``congvu package check FILE``: is a package as TT 05/2025 asks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from congvu.archives.actions import look_into
from congvu.lib.refusals import Refused

SECONDS = 3600
"""Long enough for a package of many gigabytes; a hostile one ends all the same."""


class Command(BaseCommand):
    help = "Kiểm tra gói hồ sơ SIP, AIP lập ở nơi khác (tệp zip hoặc thư mục)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["check"])
        parser.add_argument("path", type=Path, metavar="FILE|FOLDER")
        parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON")
        parser.add_argument(
            "--seconds",
            type=int,
            default=SECONDS,
            metavar="N",
            help=f"thôi sau chừng ấy giây (mặc định {SECONDS})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["path"]
        if not path.exists():
            raise CommandError(f"Không có tệp hay thư mục {path}.")
        try:
            found = look_into(path, name=path.name, seconds=options["seconds"])
        except Refused as why:
            raise CommandError(str(why)) from why
        faults: list[dict[str, str]] = found["faults"]
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))
        else:
            for fault in faults:
                self.stdout.write(f"{fault['path'] or path.name}: {fault['words']}")
            self.stdout.write(
                f"Gói {found['kind'] or '?'}: {found['documents']} tài liệu, "
                f"{found['files']} tệp, {len(faults)} lỗi. Theo {found['profile']}, "
                "nguồn thứ cấp, chưa đọc văn bản gốc."
            )
        if faults:
            raise SystemExit(1)
