"""``congvu portal …``: what the operator asks of the portal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from congvu.audit.rules import Actor, Door
from congvu.portal.actions import make_sites, mark_ended


class Command(BaseCommand):
    help = "Cổng thông tin: lập trang cho các cơ quan"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("sites", help="lập trang còn thiếu, ghi thông báo nơi đã thôi")

    def handle(self, *_args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb']}")(options)

    def _sites(self, _options: dict[str, Any]) -> None:
        now = timezone.now()
        on, by = timezone.localdate(now), Actor(name="congvu portal", door=Door.COMMAND)
        made = make_sites(on=on, by=by, at=now)
        ended = mark_ended(on=on, by=by, at=now)
        self.stdout.write(f"Lập {made} trang; ghi thông báo ở {ended} trang.")
