"""``congvu directory sync [--dry-run]``: accounts agree with the directory again."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.accounts import actions, client
from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused


class Command(BaseCommand):
    help = "Danh bạ (LDAP): tạo, nối, đổi tên, khóa, mở khóa tài khoản theo danh bạ"

    def add_arguments(self, parser: ArgumentParser) -> None:
        sync = parser.add_subparsers(dest="verb", required=True).add_parser("sync")
        sync.add_argument(
            "--dry-run", action="store_true", help="chỉ nói sẽ làm gì, không đổi gì"
        )
        sync.add_argument(
            "--many-may-leave",
            action="store_true",
            help="khóa cả khi quá nửa số người không còn trong danh bạ",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        directory = client.directory()
        if directory is None:
            raise CommandError(_("Chưa cấu hình danh bạ (CONGVU_LDAP_URL)."))
        try:
            plan = actions.sync_directory(
                people=directory.people(),
                admission=directory.admission,
                dry_run=options["dry_run"],
                many_may_leave=options["many_may_leave"],
                by=Actor(name="congvu directory", door=Door.COMMAND),
                at=timezone.now(),
            )
        except Refused as why:
            raise CommandError(str(why)) from why
        for line in plan.lines:
            self.stdout.write(line)
        if not any(plan.counts().values()):
            self.stdout.write(_("Tài khoản đã khớp với danh bạ."))
        elif options["dry_run"]:
            self.stdout.write(_("Chạy thử: chưa đổi gì."))
