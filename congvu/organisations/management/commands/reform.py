"""``congvu reform``: acts that reorganise bodies, from a sheet to their day."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.lib.dates import day_or_none
from congvu.lib.refusals import Refused
from congvu.organisations.actions import (
    ReformRefused,
    carry_out_reform,
    decide_reform,
    prepare_reform,
    read_lines,
    withdraw_reform,
)
from congvu.organisations.models import Reform
from congvu.organisations.queries import reform_list
from congvu.organisations.rules import REFORM

SHOWN = 200


class Command(BaseCommand):
    help = "Sắp xếp, tổ chức lại cơ quan: nạp từ bảng tính, quyết định, thực hiện"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load", help="soạn một quyết định từ bảng .xlsx, .csv")
        load.add_argument("file", type=Path, metavar="FILE")
        load.add_argument("--title", required=True, help="tên gọi của quyết định")
        load.add_argument("--basis", required=True, help="căn cứ pháp lý")
        load.add_argument("--on", required=True, type=day_or_none, metavar="YYYY-MM-DD")
        load.add_argument(
            "--dry-run", action="store_true", help="xét hết các dòng rồi bỏ"
        )
        load.add_argument("--decide", action="store_true", help="quyết định luôn")
        shown = verbs.add_parser("list", help="các quyết định, ngày mới nhất trước")
        shown.add_argument("--json", action="store_true")
        for verb, text in (
            ("decide", "ghi các thay đổi có hiệu lực từ ngày của quyết định"),
            ("carry-out", "chuyển việc đang mở sang nơi kế thừa, khi đã đến ngày"),
            ("withdraw", "rút quyết định còn đang soạn"),
        ):
            one = verbs.add_parser(verb, help=text)
            one.add_argument("id", type=UUID, metavar="ID", help="mã ở lệnh list")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            if options["verb"] == "load":
                self._load(options)
            elif options["verb"] == "list":
                self._list(as_json=options["json"])
            else:
                self._act(options["verb"], options["id"])
        except ReformRefused as why:
            raise CommandError(self._reasons(why, why.quoted)) from why
        except Refused as why:
            raise CommandError(self._reasons(why, {})) from why
        except OSError as error:
            raise CommandError(_("Chưa nạp gì: %(why)s") % {"why": error}) from error
        if options["verb"] != "list":
            words = _("%(seconds)s giây") % {
                "seconds": f"{time.monotonic() - started:.1f}".replace(".", ",")
            }
            self.stderr.write(words)

    def _load(self, options: dict[str, Any]) -> None:
        lines, unread = read_lines(options["file"].read_bytes())
        with transaction.atomic():
            reform = prepare_reform(
                title=options["title"],
                legal_basis=options["basis"],
                on=options["on"],
                lines=lines,
                unread=unread,
                by=REFORM,
                at=timezone.now(),
                dry_run=options["dry_run"],
            )
            if options["decide"] and not options["dry_run"]:
                reform = decide_reform(
                    reform_id=reform.id, by=REFORM, at=timezone.now()
                )
        said = {"n": len(lines), "id": reform.id, "state": reform.get_state_display()}
        if options["dry_run"]:
            self.stdout.write(_("Chạy thử, chưa nạp: %(n)s dòng đều được.") % said)
        else:
            self.stdout.write(_("Đã nạp %(n)s dòng: %(id)s, %(state)s.") % said)

    def _list(self, *, as_json: bool) -> None:
        for reform in reform_list():
            if as_json:
                self.stdout.write(json.dumps(_told(reform), ensure_ascii=False))
                continue
            on, state = f"{reform.on:%d/%m/%Y}", reform.get_state_display()
            self.stdout.write(f"{reform.id}  {on}  {state}  {reform.title}")

    def _act(self, verb: str, reform_id: UUID) -> None:
        act = {
            "decide": decide_reform,
            "carry-out": carry_out_reform,
            "withdraw": withdraw_reform,
        }[verb]
        reform = act(reform_id=reform_id, by=REFORM, at=timezone.now())
        self.stdout.write(f"{reform.title}: {reform.get_state_display()}.")

    def _reasons(self, why: Refused, quoted: dict[int, str]) -> str:
        found = [f"- {reason.message}" for reason in why.reasons[:SHOWN]]
        if len(why.reasons) > SHOWN:
            more = {"n": len(why.reasons) - SHOWN}
            found.append(_("… và %(n)s chỗ nữa") % more)
        rows = [f"  {line}: {cells}" for line, cells in sorted(quoted.items())[:SHOWN]]
        head = _("Chưa làm gì. Phải sửa %(n)s chỗ:") % {"n": len(why.reasons)}
        return "\n".join([head, *found, *rows])


def _told(reform: Reform) -> dict[str, Any]:
    return {
        "id": str(reform.id),
        "title": reform.title,
        "legal_basis": reform.legal_basis,
        "on": reform.on.isoformat(),
        "state": reform.state,
    }
