"""The list as proof for an inspection: names, moments, the digest of the paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.dissemination import queries
from congvu.dissemination.access import reach_of
from congvu.dissemination.models import Addressee, Telling
from congvu.documents.actions.printing import (
    PDF,
    Printed,
    new_file,
    printed_by,
    ready_file,
)
from congvu.documents.formats.register_pdf import Title, write_register_pdf
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@transaction.atomic
def print_list(
    *, telling: Telling, form: Literal["pdf", "xlsx"], by: Seat, at: datetime
) -> Printed:
    """In Vietnamese, whoever takes it out: the agency's people by name, other agencies
    in numbers, as the seat may read them."""
    reach, on = reach_of(by), local_date(at)
    with override("vi"):
        lines = list(_lines(reach, telling, on))
        stream, columns = new_file(), _columns()
        about = _about(telling)
        try:
            if form == "pdf":
                title = Title(
                    agency=by.agency_name,
                    book=_("Danh sách phổ biến văn bản"),
                    year=about[0],
                    period=about[1],
                    numbers=about[2],
                    printed=printed_by(by, at),
                    page=_("Trang"),
                )
                write_register_pdf(stream, title, columns, lines)
            else:
                head = [by.agency_name, _("Danh sách phổ biến văn bản"), *about]
                write_register_xlsx(stream, [*head, printed_by(by, at)], columns, lines)
        except BaseException:
            stream.close()
            raise
        name = _("Danh sách phổ biến %(day)s") % {"day": f"{on:%Y-%m-%d}"}
    record(
        "dissemination.printed",
        by=by.actor,
        at=at,
        on=telling,
        agency_id=by.agency_id,
        data={
            "form": form,
            "lines": len(lines),
            "sha256": telling.paper_sha256,
        },
    )
    return ready_file(stream, f"{name}.{form}", PDF if form == "pdf" else _XLSX)


def _about(telling: Telling) -> list[str]:
    paper = telling.document
    sent = _("Gửi lúc %(at)s, %(who)s, %(post)s; hạn xác nhận %(day)s") % {
        "at": _moment(telling.sent_at),
        "who": telling.sent_by,
        "post": telling.sent_post,
        "day": f"{telling.confirm_by:%d/%m/%Y}",
    }
    if telling.ended_at is not None:
        ended = _("kết thúc lúc %(at)s: %(words)s")
        said = {"at": _moment(telling.ended_at), "words": telling.ended_words}
        sent = f"{sent}; {ended % said}"
    name = f"{paper.type_name} {paper.symbol}: {paper.subject}"
    digest = _("SHA-256 của văn bản: %(hex)s") % {"hex": telling.paper_sha256}
    return [name, sent, digest]


def _columns() -> list[Column]:
    return [
        Column("position", _("TT"), 4),
        Column("name", _("Họ và tên"), 18),
        Column("post", _("Chức vụ"), 15),
        Column("unit", _("Đơn vị"), 20),
        Column("due_on", _("Hạn"), 9),
        Column("told", _("Được báo"), 13),
        Column("opened", _("Mở văn bản"), 13),
        Column("confirmed", _("Xác nhận"), 13),
        Column("passed", _("Trả lời đạt"), 13),
        Column("tries", _("Số lần trả lời"), 7),
        Column("note", _("Ghi chú"), 14),
    ]


def _lines(
    reach: queries.Reach, telling: Telling, on: date
) -> Iterator[Mapping[str, str]]:
    n = 0
    for n, one in enumerate(queries.everybody(reach, telling), start=1):
        yield _line(n, one, telling)
    for body in queries.gap_list(reach, telling, on).agencies:
        if not body.opens:
            n += 1
            yield _numbers(n, body)


def _line(n: int, one: Addressee, telling: Telling) -> Mapping[str, str]:
    notes = []
    if one.joined_on > telling.sent_on:
        notes.append(_("vào từ %(day)s") % {"day": f"{one.joined_on:%d/%m/%Y}"})
    if one.left_on is not None:
        notes.append(_("rời %(day)s") % {"day": f"{one.left_on:%d/%m/%Y}"})
    return {
        "position": str(n),
        "name": one.person_name,
        "post": one.post_name,
        "unit": one.unit_name,
        "due_on": f"{one.due_on:%d/%m/%Y}",
        "told": _moment(one.told_at),
        "opened": _moment(one.opened_at),
        "confirmed": _moment(one.confirmed_at),
        "passed": _moment(one.passed_at),
        "tries": str(one.tries or ""),
        "note": "; ".join(notes),
    }


def _numbers(n: int, body: queries.BodyShares) -> Mapping[str, str]:
    """Another agency's people are its own list's; here how many."""
    shares = body.shares
    words = _("%(n)d người")
    return {
        "position": str(n),
        "name": words % {"n": shares.total},
        "unit": body.name,
        "told": str(shares.told),
        "opened": str(shares.opened),
        "confirmed": str(shares.confirmed),
        "passed": str(shares.passed),
    }


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}" if at is not None else ""
