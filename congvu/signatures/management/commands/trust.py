"""``congvu trust list|add|remove``: which roots the office trusts."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import Actor, Door
from congvu.lib.refusals import Refused
from congvu.signatures import actions, queries
from congvu.signatures.models import TrustAnchor, TrustList


class Command(BaseCommand):
    help = "Danh sách tin cậy: xem, thêm, bỏ chứng thư gốc"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list")
        add = verbs.add_parser("add")
        add.add_argument("file", metavar="FILE", type=Path)
        add.add_argument("--list", required=True, help="tên danh sách")
        add.add_argument("--keeper", default="", help="tổ chức giữ chứng thư gốc")
        add.add_argument("--source", default="", help="nơi lấy chứng thư")
        add.add_argument("--note", default="")
        add.add_argument(
            "--sureness",
            choices=TrustList.Sureness.values,
            default=TrustList.Sureness.UNCHECKED,
        )
        remove = verbs.add_parser("remove")
        remove.add_argument("fingerprint", metavar="FINGERPRINT")
        remove.add_argument("--reason", required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"list": self._list, "add": self._add, "remove": self._remove}[
                options["verb"]
            ](options)
        except Refused as why:
            raise CommandError(" ".join(_(r.message) for r in why.reasons)) from why
        except OSError as why:
            raise CommandError(
                _("Không đọc được tệp “%(name)s”.") % {"name": options["file"]}
            ) from why

    def _list(self, _options: dict[str, Any]) -> None:
        lists = queries.trust_lists()
        if not lists:
            self.stdout.write(_("Chưa có danh sách tin cậy nào."))
        for one in lists:
            self.stdout.write(
                f"{one.name} · {one.keeper} · {one.get_sureness_display()}"
            )
            for anchor in one.anchors.all():
                self.stdout.write(
                    f"  {anchor.fingerprint}  {anchor.subject}"
                    f"  ({anchor.valid_until:%d/%m/%Y})"
                )

    def _add(self, options: dict[str, Any]) -> None:
        added = actions.add_to_list(
            path=options["file"],
            name=options["list"],
            keeper=options["keeper"],
            source=options["source"],
            note=options["note"],
            sureness=options["sureness"],
            by=_actor(),
            at=timezone.now(),
        )
        for anchor in added:
            self.stdout.write(f"{anchor.fingerprint}  {anchor.subject}")

    def _remove(self, options: dict[str, Any]) -> None:
        asked = options["fingerprint"].replace(":", "").lower()
        held = TrustAnchor.objects.filter(fingerprint=asked, removed_at__isnull=True)
        if not held:
            raise CommandError(_("Không danh sách nào có chứng thư này."))
        for anchor in held:
            actions.remove_anchor(
                anchor=anchor, reason=options["reason"], by=_actor(), at=timezone.now()
            )


def _actor() -> Actor:
    return Actor(name="congvu trust", door=Door.COMMAND)
