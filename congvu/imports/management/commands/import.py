"""``congvu import``: old registers of another system, in and out of ours."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.imports import queries
from congvu.imports.actions import (
    ask_to_load,
    check_load,
    read_register,
    run_load,
    undo_load,
    write_report,
)
from congvu.imports.models import Load
from congvu.imports.rules import BookKind, LoadState
from congvu.lib.refusals import Refused
from congvu.organisations.access import Seat, clerk_of
from congvu.organisations.queries import resolve_code

_BOOKS = {"den": BookKind.INCOMING, "di": BookKind.OUTGOING}
SHOWN = 50


class Command(BaseCommand):
    help = "Nạp sổ đăng ký văn bản đến, đi của hệ thống cũ từ .xlsx, .ods, .csv"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        register = verbs.add_parser(
            "register", help="đọc, kiểm tra rồi nạp; không có dòng nào nạp dở"
        )
        register.add_argument("file", type=Path, metavar="FILE")
        register.add_argument("--agency", required=True, metavar="CODE")
        register.add_argument(
            "--book", choices=sorted(_BOOKS), help="sổ đến hay đi; mặc định tự nhận"
        )
        register.add_argument(
            "--scans", type=Path, metavar="FOLDER|ZIP", help="nơi có các bản quét"
        )
        register.add_argument(
            "--dry-run", action="store_true", help="chỉ kiểm tra và báo cáo"
        )
        register.add_argument(
            "--skip-wrong", action="store_true", help="bỏ qua dòng không nạp được"
        )
        register.add_argument(
            "--report", type=Path, metavar="OUT.xlsx", help="ghi báo cáo từng dòng"
        )
        register.add_argument("--json", action="store_true")
        undo = verbs.add_parser("undo", help="rút cả một lần nạp chưa ai xử lý")
        undo.add_argument("load", type=UUID, metavar="LOAD")
        undo.add_argument("--agency", required=True, metavar="CODE")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            meant = resolve_code(options["agency"], timezone.localdate())
            clerk = clerk_of(meant.agency.id, timezone.localdate())
            if options["verb"] == "undo":
                self._undo(options["load"], clerk)
            else:
                self._register(clerk, meant.named_id, options)
        except Load.DoesNotExist as why:
            raise CommandError(_("Không có lần nạp này.")) from why
        except Refused as why:
            raise CommandError("\n".join(r.message for r in why.reasons)) from why
        except OSError as why:
            raise CommandError(_("Không mở được tệp: %(why)s.") % {"why": why}) from why

    def _undo(self, load_id: UUID, clerk: Seat) -> None:
        load = undo_load(load_id=load_id, by=clerk, at=timezone.now())
        self.stdout.write(_("Đã rút lần nạp %(name)s.") % {"name": load.name})

    def _register(self, clerk: Seat, fonds_id: UUID, options: dict[str, Any]) -> None:
        path: Path = options["file"]
        with path.open("rb") as stream:
            load = read_register(
                stream=stream,
                name=path.name,
                by=clerk,
                at=timezone.now(),
                book=_BOOKS.get(options["book"] or ""),
                scans_at=options["scans"],
                fonds_id=fonds_id,
            )
        if options["report"]:
            report = write_report(load=load, by=clerk, at=timezone.now())
            options["report"].write_bytes(report)
        why: Refused | None = None
        if options["dry_run"]:
            load = undo_load(load_id=load.id, by=clerk, at=timezone.now())
        else:
            try:
                load = self._enter(load, clerk, skips_wrong=options["skip_wrong"])
            except Refused as refusal:
                why = refusal
                load = undo_load(load_id=load.id, by=clerk, at=timezone.now())
        self._tell(load, as_json=options["json"])
        if why is not None:
            raise why

    def _enter(self, load: Load, clerk: Seat, *, skips_wrong: bool) -> Load:
        ask_to_load(
            load_id=load.id,
            skips_wrong=skips_wrong,
            by=clerk,
            at=timezone.now(),
            at_once=True,
        )
        load = run_load(load_id=load.id, by=clerk.actor, at=timezone.now())
        if load.state != LoadState.LOADED:
            load = check_load(load_id=load.id, at=timezone.now())
            raise Refused([load.reason])
        return load

    def _tell(self, load: Load, *, as_json: bool) -> None:
        wrong = list(queries.told_rows(load, only="wrong", limit=SHOWN))
        if as_json:
            told = {
                "load": str(load.id),
                "book": load.book,
                "state": load.state,
                "rows": load.rows_total,
                "wrong": load.rows_wrong,
                "scans": load.scans_done,
                "facts": queries.facts_of(load),
                "rows_wrong": [
                    {"where": row.where, "reasons": row.reasons} for row in wrong
                ],
                "unresolved": load.told.get("issuers", []),
            }
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        self.stdout.write(f"{load.get_book_display()}: {load.get_state_display()}")
        for fact in queries.facts_of(load):
            self.stdout.write(fact)
        for row in wrong:
            words = _("dòng %(where)s: %(why)s")
            given = {"where": row.where, "why": " ".join(row.reasons)}
            self.stdout.write(words % given)
        if load.rows_wrong > SHOWN:
            words = _("… và %(n)s dòng nữa; xem báo cáo.")
            self.stdout.write(words % {"n": load.rows_wrong - SHOWN})
        words = _("%(good)s dòng nạp được, %(wrong)s dòng không. Mã lần nạp: %(id)s")
        good = load.rows_total - load.rows_wrong
        given = {"good": str(good), "wrong": str(load.rows_wrong), "id": str(load.id)}
        self.stdout.write(words % given)
