"""``congvu check``: books, chain, contents and index in one word; 1 on any fault.

In place of Django's own verb of this name, which an operator has no use for.
"""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from congvu.keeping.management.words import line
from congvu.keeping.queries import look_over


class Command(BaseCommand):
    help = "Kiểm tra tất cả: sổ sách, chuỗi nhật ký, kho tệp, chỉ mục tìm kiếm"
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        is_whole = True
        for finding in look_over():
            self.stdout.write(line(finding))
            is_whole = is_whole and not finding.faults
        self.stdout.write("Toàn vẹn." if is_whole else "CÓ LỖI, xem các dòng trên.")
        if not is_whole:
            sys.exit(1)
