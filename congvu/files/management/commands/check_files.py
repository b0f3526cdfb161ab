"""Is every stored file still what it was?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from congvu.files.queries import verify_store

WORDS = {
    "missing": "mất nội dung",
    "altered": "nội dung đã bị thay đổi",
    "orphan": "nội dung không có trong sổ (sẽ tự dọn sau một giờ)",
}


class Command(BaseCommand):
    help = "Đối chiếu mọi tệp trong kho với mã băm SHA-256 của nó"

    def handle(self, *args: Any, **options: Any) -> None:
        lost = 0
        for damage in verify_store():
            self.stdout.write(f"{damage.sha256}: {WORDS[damage.kind]}")
            lost += damage.kind != "orphan"
        if lost:
            raise CommandError(f"{lost} tệp bị mất hoặc bị thay đổi")
        self.stdout.write("Kho tệp nguyên vẹn.")
