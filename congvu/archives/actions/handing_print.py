"""Minutes and list of a hand-over on paper (NĐ 30/2020 Phụ lục V)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives import queries
from congvu.archives.models import ArchiveHandOver, HandedDossier
from congvu.archives.rules import ARCHIVE_NAMES, RETENTION_NAMES, Archive, Retention
from congvu.audit.actions import record
from congvu.documents.actions import Printed, printed_by
from congvu.documents.actions.printing import PDF, new_file, ready_file
from congvu.documents.formats.hand_over_pdf import Record, write_hand_over_pdf
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on

Paper = Literal["minutes", "list"]


@transaction.atomic
def print_hand_over(
    *, hand_over: ArchiveHandOver, paper: Paper, by: Seat, at: datetime
) -> Printed:
    """Biên bản giao nhận, or mục lục hồ sơ nộp lưu: in Vietnamese for everybody."""
    stream = new_file()
    with override("vi"):
        lines = list(queries.handed_lines(hand_over))
        minutes = paper == "minutes"
        words = _minutes if minutes else _list_words
        try:
            write_hand_over_pdf(
                stream,
                words(hand_over, lines, by, at),
                handed_columns(),
                _rows(lines),
            )
        except BaseException:
            stream.close()
            raise
        title = _("Biên bản giao nhận") if minutes else _("Mục lục hồ sơ nộp lưu")
    data = {"number": hand_over.number, "form": paper}
    record("archives.hand-over-printed", by=by.actor, at=at, on=hand_over, data=data)
    name = f"{title} {hand_over.number}-{hand_over.year}.pdf"
    return ready_file(stream, name, PDF)


def handed_columns() -> list[Column]:
    """Seven columns of the list (Phụ lục V)."""
    return [
        Column("position", _("TT"), 5),
        Column("symbol", _("Số, ký hiệu hồ sơ"), 16),
        Column("title", _("Tiêu đề hồ sơ"), 52),
        Column("period", _("Thời gian tài liệu"), 20),
        Column("retention", _("Thời hạn bảo quản"), 13),
        Column("sheets", _("Số tờ/trang"), 9),
        Column("note", _("Ghi chú"), 26),
    ]


def _rows(lines: list[HandedDossier]) -> Iterator[list[str]]:
    for line in lines:
        note = [line.note, line.place]
        if line.days_late:
            note.append(_("chậm %(days)s ngày") % {"days": line.days_late})
        if line.returned_because:
            note.append(_("trả lại: %(why)s") % {"why": line.returned_because})
        yield [
            str(line.position),
            f"{line.symbol}/{line.year}",
            line.title,
            f"{line.first_on:%d/%m/%Y} – {line.last_on:%d/%m/%Y}",
            _(RETENTION_NAMES[Retention(line.retention)]),
            str(line.sheets or ""),
            "; ".join(part for part in note if part),
        ]


def _minutes(
    made: ArchiveHandOver, lines: list[HandedDossier], by: Seat, at: datetime
) -> Record:
    taken = _("Bên nhận chưa xác nhận.")
    if made.taken_on:
        words = _("Bên nhận xác nhận ngày %(day)s: nhận %(kept)s, trả lại %(back)s.")
        back = sum(1 for x in lines if x.returned_because)
        told = {
            "day": f"{made.taken_on:%d/%m/%Y}",
            "kept": len(lines) - back,
            "back": back,
        }
        taken = words % told
        if made.taken_note:
            taken = f"{taken} {made.taken_note}"
    basis = _("Nghị định số 30/2020/NĐ-CP, Điều 30, 31")
    paragraphs = (
        _("Căn cứ %(basis)s;") % {"basis": basis},
        _("Bên giao: %(who)s, %(post)s, %(unit)s.")
        % {"who": made.given_by, "post": made.given_as, "unit": made.unit_name},
        _("Bên nhận: %(who)s (%(archive)s).")
        % {"who": _taker(made), "archive": _to(made)},
        _("Khối lượng: %(dossiers)s hồ sơ, %(sheets)s tờ/trang.")
        % {"dossiers": len(lines), "sheets": sum(x.sheets for x in lines)},
        _("Tình trạng tài liệu: %(note)s.")
        % {"note": made.given_note or _("đủ, nguyên vẹn")},
        taken,
    )
    return _record(
        made,
        by,
        at,
        title=_("BIÊN BẢN GIAO NHẬN HỒ SƠ, TÀI LIỆU"),
        about=_("Số %(number)s/%(year)s") % {"number": made.number, "year": made.year},
        paragraphs=paragraphs,
        closing=_(
            "Biên bản được lập thành hai bản có nội dung như nhau, mỗi bên giữ một bản."
        ),
        givers=_("ĐẠI DIỆN BÊN GIAO"),
        takers=_("ĐẠI DIỆN BÊN NHẬN"),
    )


def _list_words(
    made: ArchiveHandOver, lines: list[HandedDossier], by: Seat, at: datetime
) -> Record:
    kept = sum(1 for x in lines if x.retention == Retention.PERMANENT)
    closing = _(
        "Mục lục này gồm %(all)s hồ sơ: %(kept)s hồ sơ bảo quản vĩnh viễn, %(rest)s "
        "hồ sơ bảo quản có thời hạn."
    )
    return _record(
        made,
        by,
        at,
        title=_("MỤC LỤC HỒ SƠ, TÀI LIỆU NỘP LƯU"),
        about=_("Năm %(year)s, kèm biên bản số %(number)s")
        % {"year": made.year, "number": made.number},
        paragraphs=(_("Nộp vào %(archive)s.") % {"archive": _to(made)},),
        closing=closing % {"all": len(lines), "kept": kept, "rest": len(lines) - kept},
        givers="",
        takers=_("NGƯỜI LẬP"),
    )


def _record(
    made: ArchiveHandOver, by: Seat, at: datetime, **words: str | tuple[str, ...]
) -> Record:
    names = agency_names_on([made.fonds_id], local_date(made.given_at))
    return Record(
        agency=names.get(made.fonds_id, ""),
        nation=_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=_("Độc lập - Tự do - Hạnh phúc"),
        place_and_day=_day_in_words(made.taken_on or local_date(made.given_at)),
        sign_here=_("(Ký, ghi rõ họ tên)"),
        printed=printed_by(by, at),
        **words,  # type: ignore[arg-type]
    )


def _to(made: ArchiveHandOver) -> str:
    archive = _(ARCHIVE_NAMES[Archive(made.archive)])
    return f"{archive}, {made.to_name}" if made.to_name else archive


def _taker(made: ArchiveHandOver) -> str:
    return ", ".join(part for part in (made.taken_by, made.taken_as) if part) or "…"


def _day_in_words(day: date) -> str:
    words = _("Ngày %(d)s tháng %(m)s năm %(y)s")
    return words % {"d": f"{day.day:02d}", "m": f"{day.month:02d}", "y": day.year}
