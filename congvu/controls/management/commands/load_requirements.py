"""``load_requirements``: the catalogues of requirements that come with the office."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from congvu.audit.rules import SYSTEM
from congvu.controls.actions import load_shipped


class Command(BaseCommand):
    help = "Nạp các bộ yêu cầu an toàn đi kèm"

    def handle(self, *args: Any, **options: Any) -> None:
        for one in load_shipped(by=SYSTEM, at=timezone.now()):
            self.stdout.write(f"{one.code}: {one.total} yêu cầu")
