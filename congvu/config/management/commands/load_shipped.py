"""``load_shipped``: every file of facts that comes with the office, in one process."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

SHIPPED = {
    "load_law": "Nạp dữ liệu pháp luật…",
    "load_regulation": "Nạp quy chế gửi nhận…",
    "load_requirements": "Nạp các bộ yêu cầu an toàn…",
    "load_catalogue": "Nạp danh mục phần mềm…",
}


class Command(BaseCommand):
    help = "Nạp mọi dữ liệu đi kèm: pháp luật, quy chế, yêu cầu an toàn, danh mục"

    def handle(self, *_args: Any, **_options: Any) -> None:
        for verb, words in SHIPPED.items():
            self.stdout.write(words)
            call_command(verb)
