"""``congvu user create|lock|unlock|reset-password USER``."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.accounts import actions, queries
from congvu.accounts.models import User
from congvu.accounts.rules import new_password
from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused


class Command(BaseCommand):
    help = "Tài khoản: tạo, khóa, mở khóa, cấp lại mật khẩu"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="tạo, in mật khẩu ban đầu")
        create.add_argument("--email", default="")
        create.add_argument(
            "--second-factor", action="store_true", help="bắt buộc mã xác thực"
        )
        lock = verbs.add_parser("lock", help="khóa; các phiên đang mở kết thúc")
        unlock = verbs.add_parser("unlock", help="mở khóa, quên các lần sai")
        reset = verbs.add_parser("reset-password", help="in mật khẩu mới")
        reset.add_argument(
            "--remove-second-factor",
            action="store_true",
            help="gỡ cả mã xác thực (mất điện thoại và mã dự phòng)",
        )
        for verb in (create, lock, unlock, reset):
            verb.add_argument("user", metavar="USER")

    def handle(self, *args: Any, **options: Any) -> None:
        by, at = Actor(name="congvu user", door=Door.COMMAND), timezone.now()
        verb, name = options["verb"], options["user"]
        if verb == "create":
            password = new_password()
            try:
                actions.create_user(
                    username=name,
                    password=password,
                    email=options["email"],
                    second_factor_required=options["second_factor"],
                    must_change_password=True,
                    by=by,
                    at=at,
                )
            except Refused as why:
                raise CommandError(str(why)) from why
            self.stdout.write(password)
            return
        user = _existing(name)
        if verb == "lock":
            actions.lock_user(user=user, by=by, at=at)
        elif verb == "unlock":
            actions.unlock_user(user=user, by=by, at=at)
        else:
            password = new_password()
            try:
                actions.reset_password(user=user, password=password, by=by, at=at)
            except Refused as why:
                raise CommandError(str(why)) from why
            if options["remove_second_factor"]:
                actions.remove_second_factor(user=user, by=by, at=at)
            self.stdout.write(password)


def _existing(name: str) -> User:
    user = queries.user_named(name)
    if user is None:
        raise CommandError(_("Không có tài khoản “%(name)s”.") % {"name": name})
    return user
