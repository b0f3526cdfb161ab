"""``regulation on DAY``: which rule of sending held that day, and why it won."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from congvu.exchange.queries import recipient_kinds, rows_on
from congvu.exchange.rules import (
    Sending,
    limit_said,
    offer_of,
    paper_said,
    ways_said,
    why_said,
)
from congvu.law.rules import SURENESS_WORDS


class Command(BaseCommand):
    help = "Quy chế gửi nhận: dòng nào có hiệu lực vào một ngày"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["on"])
        parser.add_argument("day", type=_day)
        kinds = [kind for kind, _name in recipient_kinds()]
        parser.add_argument("--type", default="", help="mã loại văn bản: CV, QĐ…")
        parser.add_argument("--subject", default="", help="trích yếu")
        parser.add_argument("--from", dest="sender", default="", choices=["", *kinds])
        parser.add_argument("--to", dest="to", default="", choices=["", *kinds])

    def handle(self, *_args: Any, **options: Any) -> None:
        sending = Sending(
            on=options["day"],
            type_code=options["type"],
            subject=options["subject"],
            sender=options["sender"],
            recipient=options["to"],
        )
        offer = offer_of(rows_on(sending.on), sending)
        if offer is None:
            message = f"Không có dòng nào có hiệu lực ngày {sending.on:%d/%m/%Y}."
            raise CommandError(message)
        row = offer.row
        signed = _("phải ký số") if row.needs_signature else _("không cần ký số")
        for name, said in (
            ("Dòng", f"{row.key}: {row.label}"),
            ("Căn cứ", f"{row.citation} ({_(SURENESS_WORDS[row.sureness])})"),
            ("Vì sao", why_said(offer, _)),
            ("Đường gửi", ways_said(offer.channels, _)),
            ("Chữ ký", signed),
            ("Thời hạn", limit_said(row.limit, row.urgent_limit, _)),
            ("Bản giấy", paper_said(offer, _)),
        ):
            self.stdout.write(f"{name}: {said}")
        for other in offer.others:
            self.stdout.write(f"Dòng không thắng: {other.key}: {other.label}")


def _day(text: str) -> date:
    return date.fromisoformat(text)
