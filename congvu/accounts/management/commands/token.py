"""``congvu token create USER``: prints the token, once."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.accounts import actions, queries
from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused


class Command(BaseCommand):
    help = "Tạo mã truy cập API cho một tài khoản (in ra một lần)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        create = parser.add_subparsers(dest="verb", required=True).add_parser("create")
        create.add_argument("user", metavar="USER")
        create.add_argument("--name", default="congvu token", help="tên để nhận ra mã")
        create.add_argument(
            "--expires-on", type=date.fromisoformat, metavar="2027-12-31"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = queries.user_named(options["user"])
        if user is None:
            raise CommandError(
                _("Không có tài khoản “%(name)s”.") % {"name": options["user"]}
            )
        try:
            _token, raw = actions.create_token(
                user=user,
                name=options["name"],
                expires_on=options["expires_on"],
                by=Actor(name="congvu token", door=Door.COMMAND),
                at=timezone.now(),
            )
        except Refused as why:
            raise CommandError(str(why)) from why
        self.stdout.write(raw)
