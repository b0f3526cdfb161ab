"""``congvu user create|lock|unlock|rename|reset-password USER``."""

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
    help = "Tài khoản: tạo, khóa, mở khóa, đổi tên, cấp lại mật khẩu"

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
        rename = verbs.add_parser("rename", help="đổi tên đăng nhập")
        for verb in (create, lock, unlock, reset, rename):
            verb.add_argument("user", metavar="USER")
        rename.add_argument("new", metavar="TÊN-MỚI")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._do(**options)
        except Refused as why:
            raise CommandError(str(why)) from why

    def _do(self, *, verb: str, user: str, **options: Any) -> None:
        by, at = Actor(name="congvu user", door=Door.COMMAND), timezone.now()
        if verb == "create":
            password = new_password()
            actions.create_user(
                username=user,
                password=password,
                email=options["email"],
                second_factor_required=options["second_factor"],
                must_change_password=True,
                by=by,
                at=at,
            )
            self.stdout.write(password)
            return
        found = _existing(user)
        if verb == "lock":
            actions.lock_user(user=found, by=by, at=at)
        elif verb == "unlock":
            actions.unlock_user(user=found, by=by, at=at)
        elif verb == "rename":
            actions.rename_user(user=found, username=options["new"], by=by, at=at)
        else:
            password = new_password()
            actions.reset_password(user=found, password=password, by=by, at=at)
            if options["remove_second_factor"]:
                actions.remove_second_factor(user=found, by=by, at=at)
            self.stdout.write(password)


def _existing(name: str) -> User:
    user = queries.user_named(name)
    if user is None:
        raise CommandError(_("Không có tài khoản “%(name)s”.") % {"name": name})
    return user
