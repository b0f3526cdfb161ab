"""``congvu organisation load FILE.yaml``: the office describes itself in one file."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.lib.refusals import Refused
from congvu.lib.text import gettext_noop
from congvu.organisations.actions import Loaded, load_office
from congvu.organisations.actions.office import read_office
from congvu.organisations.rules import LOAD

COUNTED = {
    "agencies": gettext_noop("cơ quan"),
    "codes": gettext_noop("mã"),
    "units": gettext_noop("đơn vị"),
    "posts": gettext_noop("chức vụ"),
    "people": gettext_noop("cán bộ"),
    "appointments": gettext_noop("lượt bổ nhiệm"),
    "ends": gettext_noop("lượt thôi giữ"),
    "delegations": gettext_noop("lượt ủy quyền"),
}


class Command(BaseCommand):
    help = "Cơ quan, đơn vị, chức vụ, cán bộ: nạp từ một tệp YAML"

    def add_arguments(self, parser: ArgumentParser) -> None:
        load = parser.add_subparsers(dest="verb", required=True).add_parser(
            "load", help="nạp những gì chưa có; chạy lại không đổi gì"
        )
        load.add_argument("file", type=Path, metavar="FILE.yaml")
        load.add_argument(
            "--dry-run", action="store_true", help="làm thử từ đầu đến cuối rồi bỏ"
        )
        load.add_argument(
            "--passwords-to",
            type=Path,
            metavar="FILE",
            help="ghi mật khẩu ban đầu vào tệp mới (chỉ người chạy đọc được)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        dry_run, target = options["dry_run"], options["passwords_to"]
        try:
            office = read_office(options["file"].read_text(encoding="utf-8"))
            # The passwords are on the disk before the accounts exist for good.
            with transaction.atomic():
                done = load_office(
                    office=office, by=LOAD, at=timezone.now(), dry_run=dry_run
                )
                if target and done.passwords and not dry_run:
                    _keep(target, done)
        except Refused as why:
            raise CommandError(
                "\n".join(
                    [
                        _("Chưa nạp gì. Phải sửa %(n)s chỗ:") % {"n": len(why.reasons)},
                        *(f"- {reason.message}" for reason in why.reasons),
                    ]
                )
            ) from why
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(_("Chưa nạp gì: %(why)s") % {"why": error}) from error
        self._tell(done, dry_run=dry_run, printed=target is None)

    def _tell(self, done: Loaded, *, dry_run: bool, printed: bool) -> None:
        for note in done.notes:
            self.stderr.write(note)
        said = ", ".join(
            f"{done.added[key]} {_(word)}"
            for key, word in COUNTED.items()
            if done.added[key]
        )
        if not said:
            self.stdout.write(_("Không có gì thay đổi."))
        elif dry_run:
            self.stdout.write(_("Chạy thử, chưa nạp: %(what)s.") % {"what": said})
        else:
            self.stdout.write(_("Đã nạp: %(what)s.") % {"what": said})
        if printed and done.passwords and not dry_run:
            self.stdout.write(_("Mật khẩu ban đầu, chỉ in lần này:"))
            self.stdout.write(_lines(done), ending="")


def _lines(done: Loaded) -> str:
    return "".join(f"{name}\t{word}\n" for name, word in done.passwords.items())


def _keep(target: Path, done: Loaded) -> None:
    """Into a new file that only its owner may read; never over an old one."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(target, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(_lines(done))
        file.flush()
        os.fsync(file.fileno())
