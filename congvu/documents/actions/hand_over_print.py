"""A hand-over record on paper, for both sides; taking it out is written down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents import queries
from congvu.documents.actions.printing import (
    PDF,
    Printed,
    new_file,
    printed_by,
    ready_file,
)
from congvu.documents.formats.hand_over_pdf import Record, write_hand_over_pdf
from congvu.documents.models import HandOver
from congvu.documents.rules import HAND_OVER_REASON_NAMES, HandedKind, HandOverReason
from congvu.law.rules import Column
from congvu.organisations.access import Seat
from congvu.organisations.rules import DESK_WORK


@transaction.atomic
def print_hand_over(*, hand_over: HandOver, by: Seat, at: datetime) -> Printed:
    """The record as PDF: in Vietnamese, whoever takes it out."""
    stream = new_file()
    with override("vi"):
        lines = _lines(hand_over)
        try:
            write_hand_over_pdf(stream, _words(hand_over, by, at), _columns(), lines)
        except BaseException:
            stream.close()
            raise
        name = _("Biên bản bàn giao %(day)s") % {"day": f"{hand_over.on:%Y-%m-%d}"}
    record(
        "documents.hand-over-printed",
        by=by.actor,
        at=at,
        on=hand_over,
        data={"from": _side(hand_over, giving=True), "to": _side(hand_over)},
    )
    return ready_file(stream, f"{name}.pdf", PDF)


def _side(made: HandOver, *, giving: bool = False) -> str:
    if giving:
        return made.from_desk_name or made.from_agency_name
    return made.to_desk_name or made.to_agency_name


def _words(made: HandOver, by: Seat, at: datetime) -> Record:
    why = _(HAND_OVER_REASON_NAMES[HandOverReason(made.reason)])
    basis = made.legal_basis or _("việc %(why)s") % {"why": why}
    return Record(
        title=_("BIÊN BẢN BÀN GIAO"),
        about=_("sổ đăng ký, văn bản và việc đang giải quyết"),
        agency=made.from_agency_name,
        nation=_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=_("Độc lập - Tự do - Hạnh phúc"),
        place_and_day=_day_in_words(made.on),
        paragraphs=(
            _("Căn cứ %(basis)s;") % {"basis": basis},
            _("Bên giao: %(name)s.") % {"name": _full(made, giving=True)},
            _("Bên nhận: %(name)s.") % {"name": _full(made, giving=False)},
            _content(queries.handed_counts(made.pk)),
            *_kept(made),
        ),
        closing=_(
            "Biên bản được lập thành hai bản có nội dung như nhau, mỗi bên giữ một bản."
        ),
        givers=_("ĐẠI DIỆN BÊN GIAO"),
        takers=_("ĐẠI DIỆN BÊN NHẬN"),
        sign_here=_("(Ký, ghi rõ họ tên)"),
        printed=printed_by(by, at),
    )


def _content(counts: Mapping[str, int]) -> str:
    if not counts:
        return _("Nội dung bàn giao: không còn việc dở dang.")
    words = _(
        "Nội dung bàn giao: %(registers)s sổ đăng ký, %(entries)s văn bản đang giải "
        "quyết, %(parts)s phần việc, %(items)s tệp chờ vào sổ, theo danh sách dưới đây."
    )
    told = words % {
        "registers": counts.get(HandedKind.REGISTER, 0),
        "entries": counts.get(HandedKind.ENTRY, 0),
        "parts": counts.get(HandedKind.PART, 0),
        "items": counts.get(HandedKind.ITEM, 0),
    }
    if piles := counts.get(HandedKind.PILE, 0):
        told += " " + _("Kèm %(piles)s xấp văn bản quét.") % {"piles": piles}
    return told


def _kept(made: HandOver) -> list[str]:
    """What else went with the desk, by name."""
    found = []
    for work in DESK_WORK.values():
        names = work.told(made.pk)
        if names:
            words = _("Kèm %(count)s %(label)s: %(names)s.")
            given = {"count": len(names), "label": _(work.label)}
            found.append(words % {**given, "names": "; ".join(names)})
    return found


def _day_in_words(day: date) -> str:
    words = _("Ngày %(d)s tháng %(m)s năm %(y)s")
    return words % {"d": f"{day.day:02d}", "m": f"{day.month:02d}", "y": day.year}


def _full(made: HandOver, *, giving: bool) -> str:
    """ "Hoàng Văn Minh, Chuyên viên, UBND tỉnh Bắc Kạn" """
    agency = made.from_agency_name if giving else made.to_agency_name
    desk = made.from_desk_name if giving else made.to_desk_name
    return f"{desk}, {agency}" if desk else agency


def _columns() -> list[Column]:
    return [
        Column("position", _("TT"), 4),
        Column("kind", _("Loại"), 9),
        Column("number", _("Số đến"), 9),
        Column("symbol", _("Số, ký hiệu"), 13),
        Column("issued_on", _("Ngày văn bản"), 9),
        Column("subject", _("Trích yếu"), 36),
        Column("state", _("Trạng thái"), 11),
        Column("due_on", _("Hạn"), 9),
        Column("from_desk", _("Từ bàn"), 16),
        Column("to_desk", _("Tới bàn"), 16),
    ]


def _lines(made: HandOver) -> Iterator[list[str]]:
    for line in queries.handed_lines(made.pk):
        yield [
            str(line.position),
            line.kind,
            line.number,
            line.symbol,
            f"{line.issued_on:%d/%m/%Y}" if line.issued_on else "",
            line.subject,
            line.state,
            f"{line.due_on:%d/%m/%Y}" if line.due_on else "",
            line.from_desk,
            line.to_desk,
        ]
