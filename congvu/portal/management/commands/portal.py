"""``congvu portal …``: what the operator asks of the portal."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.audit.rules import Actor, Door
from congvu.lib.dates import day_or_none
from congvu.portal.actions import index_drafts, index_pages, make_sites, mark_ended
from congvu.portal.actions.searching import ask_anew
from congvu.portal.models import ProvincePage
from congvu.portal.queries.meter import SiteVerdict, as_json, judged
from congvu.portal.rules import SECTION_STATE_NAMES


class Command(BaseCommand):
    help = "Cổng thông tin: lập trang cho các cơ quan"

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("sites", help="lập trang còn thiếu, ghi thông báo nơi đã thôi")
        meter = verbs.add_parser(
            "completeness", help="các mục phải có của từng trang: đủ, thiếu, chậm, cũ"
        )
        meter.add_argument(
            "--site", default="", metavar="TRANG", help="tên trong địa chỉ"
        )
        meter.add_argument("--on", default="", metavar="YYYY-MM-DD", help="hôm nay")
        meter.add_argument("--json", action="store_true", help="in kết quả dạng JSON")

        verbs.add_parser("reindex", help="lập lại tìm kiếm của cổng từ trang, dự thảo")

    def handle(self, *_args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb']}")(options)

    def _sites(self, _options: dict[str, Any]) -> None:
        now = timezone.now()
        on, by = timezone.localdate(now), Actor(name="congvu portal", door=Door.COMMAND)
        made = make_sites(on=on, by=by, at=now)
        ended = mark_ended(on=on, by=by, at=now)
        self.stdout.write(f"Lập {made} trang; ghi thông báo ở {ended} trang.")
        if not ProvincePage.objects.exists():
            self.stdout.write(
                "Chưa có trang nào: cổng cần một cơ quan cấp tỉnh "
                "(congvu organisation load)."
            )

    def _reindex(self, _options: dict[str, Any]) -> None:
        """Safe while people search: each row is found as it was until it is anew."""
        asked = ask_anew()
        put = 0
        while (done := index_pages()) != (0, 0):
            put += done[0]
        drafts = index_drafts(on=timezone.localdate(), most=10_000)
        self.stdout.write(f"Lập lại {put} trong {asked} trang, {drafts} dự thảo.")

    def _completeness(self, options: dict[str, Any]) -> None:
        on = _day(options["on"])
        found = judged(on)
        if options["site"]:
            found = [one for one in found if one.site.slug == options["site"]]
            if not found:
                raise CommandError(f"Không có trang “{options['site']}”.")
        if options["json"]:
            whole = {"on": on.isoformat(), "sites": [as_json(one) for one in found]}
            self.stdout.write(json.dumps(whole, ensure_ascii=False))
            return
        for one in found:
            self.stdout.write("\n".join(_lines(one)))


def _day(text: str) -> date:
    if not text:
        return timezone.localdate()
    day = day_or_none(text)
    if day is None:
        raise CommandError("Ngày viết như 2026-09-02.")
    return day


def _lines(one: SiteVerdict) -> list[str]:
    counted = one.tally
    return [
        f"{one.site.name} ({one.site.slug}): {counted.fine}/{counted.owed}",
        *(
            f"  {v.owed.code:>2} {_(v.owed.section.name)}: "
            f"{_(SECTION_STATE_NAMES[v.state])}"
            for v in one.wrong
        ),
    ]
