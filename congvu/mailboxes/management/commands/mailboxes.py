"""``congvu mailboxes provision [--agency CODE]``: boxes for everybody without one."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused
from congvu.mailboxes.actions import close_left, provision
from congvu.organisations.queries import agency_by_code


class Command(BaseCommand):
    help = "Mở hộp thư công vụ cho mọi người, mọi văn thư chưa có; đóng của người thôi"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["provision"])
        parser.add_argument(
            "--agency", metavar="CODE", help="chỉ cơ quan có mã này (mọi hệ mã)"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        by, at = Actor(name="congvu mailboxes", door=Door.COMMAND), timezone.now()
        agencies = None
        if options["agency"]:
            agency = agency_by_code(options["agency"], timezone.localdate())
            if agency is None:
                raise CommandError("Không có cơ quan nào mang mã này hôm nay.")
            agencies = [agency.pk]
        began = time.monotonic()
        try:
            closed = close_left(by=by, at=at) if agencies is None else 0
            made = provision(by=by, at=at, agencies=agencies)
        except Refused as why:
            raise CommandError(str(why)) from why
        for address, wanted, name in made.collided:
            self.stdout.write(f"  {name}: {address} (trùng {wanted})")
        self.stdout.write(
            f"Mở {made.people} hộp thư cá nhân ({made.reopened} mở lại), "
            f"{made.seats} hộp thư chức danh, {made.members} người dùng; "
            f"đóng {closed}; {time.monotonic() - began:.1f} giây."
        )
