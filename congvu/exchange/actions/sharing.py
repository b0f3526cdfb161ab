"""The share of electronic exchange as a file: its rules, its tables, its papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO, Literal

from django.utils.translation import gettext as _

from congvu.audit.actions import record
from congvu.documents.formats.list_csv import write_list_csv
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.exchange.queries import Papers, Period
from congvu.exchange.rules import STANDING_NAMES, Share
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.lib.text import gettext_noop
from congvu.organisations.access import Seat

Form = Literal["xlsx", "csv"]
MEDIA_TYPES: dict[Form, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
GROUPING_NAMES = {
    "agency": gettext_noop("Cơ quan"),
    "unit": gettext_noop("Đơn vị"),
    "type": gettext_noop("Loại"),
    "month": gettext_noop("Tháng"),
}
NUMBERS = ("numerator", "denominator", "excluded")


@dataclass(frozen=True)
class SharedFile:
    stream: BinaryIO
    name: str
    media_type: str


def export_share(
    *, form: Form, papers: Papers, period: Period, by: Seat, at: datetime
) -> SharedFile:
    """Every table of the page below one another, then why papers stand as they do."""
    columns = [
        Column("group", _("Theo"), 12),
        Column("name", _("Tên"), 40),
        Column("numerator", _("Gửi điện tử"), 12),
        Column("denominator", _("Phải tính"), 12),
        Column("excluded", _("Loại trừ"), 12),
        Column("percent", _("Tỷ lệ (%)"), 12),
    ]
    lines, stream = _lines(papers), BytesIO()
    if form == "csv":
        write_list_csv(stream, columns, lines, numeric=NUMBERS)
    else:
        head = [by.agency_name, _("Tỷ lệ gửi nhận văn bản điện tử"), _span(period)]
        write_register_xlsx(stream, head, columns, lines, numeric=NUMBERS)
    record(
        "exchange.share-exported",
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        data={
            "form": form,
            "from": period.first.isoformat(),
            "until": period.after.isoformat(),
        },
    )
    stream.seek(0)
    name = f"ty-le-van-ban-dien-tu-{local_date(at):%Y-%m-%d}.{form}"
    return SharedFile(stream, name, MEDIA_TYPES[form])


def _span(period: Period) -> str:
    words = _("Phát hành từ %(first)s đến trước %(after)s")
    days = {"first": period.first, "after": period.after}
    return words % {name: f"{day:%d/%m/%Y}" for name, day in days.items()}


def _lines(papers: Papers) -> Iterator[dict[str, str]]:
    yield _line(_("Tất cả"), papers.total)
    for grouping, name in GROUPING_NAMES.items():
        for share in papers.by(grouping):
            yield _line(_(name), share)
    for standing, count in papers.standings:
        words = _(STANDING_NAMES[standing])
        yield {"group": _("Vì sao"), "name": words, "denominator": str(count)}
    for row, count in papers.rules:
        words = f"{row.label} ({row.citation})"
        yield {"group": _("Theo quy định"), "name": words, "denominator": str(count)}


def _line(group: str, share: Share) -> dict[str, str]:
    percent = "" if share.percent is None else f"{share.percent:.1f}".replace(".", ",")
    return {
        "group": group,
        "name": share.name,
        "numerator": str(share.numerator),
        "denominator": str(share.denominator),
        "excluded": str(share.excluded),
        "percent": percent,
    }
