"""Đo các chỉ tiêu: congvu measure [--since THÁNG] [--until THÁNG] [--code MÃ]."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from congvu.indicators.actions import Outcome, measure
from congvu.indicators.queries import said
from congvu.indicators.rules import REGISTER, PeriodKind, period_of


class Command(BaseCommand):
    help = "Đo các chỉ tiêu; dừng giữa chừng thì chạy lại là đo tiếp"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=_month, metavar="2026-01", help="từ tháng; mặc định kỳ này"
        )
        parser.add_argument(
            "--until", type=_month, metavar="2026-12", help="đến hết tháng"
        )
        parser.add_argument(
            "--code",
            action="append",
            choices=[one.code for one in REGISTER.measured()],
            help="chỉ đo chỉ tiêu này; không ghi thì đo mọi chỉ tiêu",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Without a month what the nightly job would count, else all of these."""
        now, failed, count = timezone.now(), 0, 0
        span = _asked(options["since"], options["until"], timezone.localdate())
        for outcome in measure(at=now, codes=options["code"], span=span):
            count += 1
            failed += bool(outcome.reason)
            self.stdout.write(_line(outcome))
            self.stdout.flush()
        self.stdout.write(f"{count} số đo, {failed} không đo được")
        if failed:
            raise CommandError(
                "Có chỉ tiêu không đo được; số đã biết trước đó vẫn giữ."
            )


def _line(outcome: Outcome) -> str:
    words, values = outcome.period.words
    head = f"{outcome.code}  {_(words) % values}"
    if outcome.is_busy:
        return f"{head}  đang được đo ở nơi khác"
    if outcome.reason:
        return f"{head}  {said(outcome.reason, outcome.error)}"
    told = f"{outcome.bodies} cơ quan, {outcome.records} bản ghi"
    return f"{head}  {told}, {outcome.seconds:.2f} s"


def _month(text: str) -> date:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as why:
        message = f"{text}: tháng viết như 2026-01"
        raise ArgumentTypeError(message) from why


def _asked(
    since: date | None, until: date | None, today: date
) -> tuple[date, date] | None:
    if since is None and until is None:
        return None
    last = period_of(PeriodKind.MONTH, until or today).last
    first = since or last
    if first > last:
        raise CommandError("--since phải trước --until.")
    return first, last
