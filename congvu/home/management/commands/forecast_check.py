"""Đo dự báo trễ trên những tuần đã qua: congvu forecast-check MÃ."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from congvu.documents.queries import Scope
from congvu.documents.queries.overview import HISTORY, Asked
from congvu.home.queries import WeekTested, backtest
from congvu.law.queries import calendar
from congvu.organisations.queries import agency_by_code


class Command(BaseCommand):
    help = "Đo dự báo trễ của một cơ quan trên những tuần đã qua"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("code", metavar="MÃ", help="mã cơ quan, ví dụ H03")
        parser.add_argument("--weeks", type=int, default=20, metavar="N")

    def handle(self, *args: Any, **options: Any) -> None:
        on, weeks = timezone.localdate(), options["weeks"]
        agency = agency_by_code(options["code"], on)
        if agency is None or not 1 <= weeks <= 104:
            raise CommandError("Cần mã của một cơ quan, và --weeks từ 1 đến 104.")
        first = on - timedelta(weeks=weeks + 1) - 2 * HISTORY
        scope = Scope(agency.pk, None)
        asked = Asked(scope, first, on, timezone.now(), on, calendar())
        tested = backtest(asked, weeks=weeks)
        self.stdout.write("tuần từ     đến hạn  dự báo trễ  trễ thật  cả hai")
        for week in tested:
            self.stdout.write(_line(f"{week.monday:%d/%m/%Y}", week))
        total = WeekTested(
            on,
            due=sum(week.due for week in tested),
            said=sum(week.said for week in tested),
            late=sum(week.late for week in tested),
            both=sum(week.both for week in tested),
        )
        self.stdout.write(_line("cộng      ", total))
        self.stdout.write(
            f"dự báo đúng {_percent(total.both, total.said)} "
            f"(nếu nói mọi văn bản đều trễ: {_percent(total.late, total.due)}); "
            f"thấy trước {_percent(total.both, total.late)} số văn bản trễ"
        )


def _line(label: str, week: WeekTested) -> str:
    return f"{label}  {week.due:7}  {week.said:10}  {week.late:8}  {week.both:6}"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"
