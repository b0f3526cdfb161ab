"""Plans and dossiers taken out as files; taking out is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.archives import queries
from congvu.archives.actions.history import note
from congvu.archives.formats.dossier_xml import write_dossier_xml
from congvu.archives.models import Dossier, FilePlan
from congvu.archives.queries import ItemLine
from congvu.archives.rules import RETENTION_NAMES, PlanState, Retention
from congvu.audit.actions import record
from congvu.documents.access import scope_of
from congvu.documents.actions import Printed, printed_by
from congvu.documents.actions.printing import PDF, new_file, ready_file
from congvu.documents.formats.hand_over_pdf import Record, write_hand_over_pdf
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat
from congvu.organisations.queries import agency_names_on, name_and_code

XML = "application/xml; charset=utf-8"


@transaction.atomic
def print_plan(*, plan: FilePlan, by: Seat, at: datetime) -> Printed:
    """Danh mục hồ sơ in the form of Phụ lục V: in Vietnamese, whoever takes it out."""
    stream = new_file()
    with override("vi"):
        shown = queries.shown_plan(plan)
        terms = [x.retention for one in shown for x in one.lines]
        try:
            write_hand_over_pdf(
                stream,
                _plan_words(plan, terms, by, at),
                plan_columns(),
                _plan_lines(shown),
            )
        except BaseException:
            stream.close()
            raise
        name = _("Danh mục hồ sơ năm %(year)s") % {"year": plan.year}
    data = {"year": plan.year}
    record("archives.plan-printed", by=by.actor, at=at, on=plan, data=data)
    return ready_file(stream, f"{name}.pdf", PDF)


def plan_columns() -> list[Column]:
    return [
        Column("symbol", _("Số và ký hiệu hồ sơ"), 14),
        Column("title", _("Tên đề mục và tiêu đề hồ sơ"), 60),
        Column("retention", _("Thời hạn bảo quản"), 14),
        Column("maker", _("Đơn vị/người lập hồ sơ"), 24),
        Column("note", _("Ghi chú"), 12),
    ]


def _plan_words(plan: FilePlan, terms: list[str], by: Seat, at: datetime) -> Record:
    kept = sum(term == Retention.PERMANENT for term in terms)
    closing = _(
        "Bản danh mục hồ sơ này có %(all)s hồ sơ, gồm %(kept)s hồ sơ bảo quản vĩnh "
        "viễn và %(rest)s hồ sơ bảo quản có thời hạn."
    )
    if plan.state == PlanState.ISSUED:
        under = _("Ban hành kèm theo %(basis)s") % {"basis": plan.basis}
    else:
        under = plan.get_state_display()
    return Record(
        title=_("DANH MỤC HỒ SƠ"),
        about=_("Năm %(year)s") % {"year": plan.year},
        agency=_agency(plan.agency_id, local_date(at)),
        nation=_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=_("Độc lập - Tự do - Hạnh phúc"),
        place_and_day="",
        paragraphs=(under,),
        closing=closing % {"all": len(terms), "kept": kept, "rest": len(terms) - kept},
        givers="",
        takers=_("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ"),
        sign_here=plan.approved_by or _("(Ký, ghi rõ họ tên)"),
        printed=printed_by(by, at),
    )


def _plan_lines(shown: list[queries.ShownHeading]) -> Iterator[list[str]]:
    for one in shown:
        title = one.heading.title
        words = title.upper() if one.is_major else title
        yield ["", f"{one.heading.mark}. {words}", "", "", ""]
        for line in one.lines:
            term = _(RETENTION_NAMES[Retention(line.retention)])
            yield [line.symbol, line.title, term, line.maker, ""]


def _agency(agency_id: object, on: date) -> str:
    return agency_names_on([agency_id], on).get(agency_id, "")  # type: ignore[list-item, call-overload, no-any-return]


@transaction.atomic
def export_dossier(
    *, dossier: Dossier, form: Literal["pdf", "xml"], by: Seat, at: datetime
) -> Printed:
    """Mục lục văn bản with the closing note, or all of its data, in time order."""
    stream = new_file()
    with override("vi"):
        try:
            if form == "pdf":
                _list_pdf(stream, dossier, by, at)
            else:
                write_dossier_xml(
                    stream, _xml_head(dossier, by, at), _xml_lines(dossier, by)
                )
        except BaseException:
            stream.close()
            raise
        name = _("Hồ sơ %(symbol)s năm %(year)s") % {
            "symbol": dossier.symbol.replace("/", "-"),
            "year": dossier.year,
        }
    note("archives.dossier-exported", on=dossier, by=by, at=at, data={"form": form})
    return ready_file(stream, f"{name}.{form}", PDF if form == "pdf" else XML)


def _list_pdf(stream: object, dossier: Dossier, by: Seat, at: datetime) -> None:
    columns = queries.list_columns()
    lines = (
        [queries.list_row(n, line)[c.key] for c in columns]
        for n, line in enumerate(queries.listed_lines(dossier, scope_of(by)), start=1)
    )
    write_hand_over_pdf(stream, _list_words(dossier, by, at), columns, lines)  # type: ignore[arg-type]


def _list_words(dossier: Dossier, by: Seat, at: datetime) -> Record:
    term = _(RETENTION_NAMES[Retention(dossier.retention)]) if dossier.retention else ""
    paragraphs = [
        _("Hồ sơ số: %(symbol)s. Thời hạn bảo quản: %(term)s.")
        % {"symbol": dossier.symbol, "term": term or "…"},
        _("Tiêu đề: %(title)s.") % {"title": dossier.title},
        _("Đơn vị, người lập: %(unit)s, %(maker)s.")
        % {"unit": dossier.unit_name, "maker": dossier.maker_name},
    ]
    closing = _("Hồ sơ đang lập, mục lục chưa khép.")
    if dossier.closed_at is not None:
        closing = _(
            "Chứng từ kết thúc: hồ sơ này gồm %(items)s văn bản, tài liệu, %(pages)s "
            "trang. %(note)s"
        ) % {
            "items": dossier.items_total,
            "pages": dossier.pages_total,
            "note": dossier.closing_note,
        }
    closing += _not_shown(dossier, by)
    return Record(
        title=_("MỤC LỤC VĂN BẢN, TÀI LIỆU"),
        about=_("Năm %(year)s") % {"year": dossier.year},
        agency=_agency(dossier.fonds_id, dossier.ended_on or local_date(at)),
        nation=_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=_("Độc lập - Tự do - Hạnh phúc"),
        place_and_day="",
        paragraphs=tuple(paragraphs),
        closing=closing,
        givers="",
        takers=_("NGƯỜI LẬP HỒ SƠ"),
        sign_here=dossier.closed_by or _("(Ký, ghi rõ họ tên)"),
        printed=printed_by(by, at),
    )


def _not_shown(dossier: Dossier, by: Seat) -> str:
    """A list that is not whole says so."""
    hidden = queries.hidden_items(dossier, scope_of(by))
    if not hidden:
        return ""
    words = _(" Bản này không ghi %(hidden)s văn bản mà người xuất không có quyền xem.")
    return words % {"hidden": hidden}


def _xml_head(dossier: Dossier, by: Seat, at: datetime) -> dict[str, str]:
    code = name_and_code(dossier.fonds_id, "code-35", local_date(at))
    term = RETENTION_NAMES[Retention(dossier.retention)] if dossier.retention else ""
    return {
        "OrganId": code,
        "FileCatalog": str(dossier.year),
        "FileNotation": dossier.symbol,
        "Title": dossier.title,
        "Maintenance": term,
        "Creator": dossier.maker_name,
        "Language": "Tiếng Việt",
        "StartDate": _day(dossier.first_on or dossier.opened_on),
        "EndDate": _day(dossier.last_on or dossier.ended_on),
        "DocTotal": str(dossier.items_total or ""),
        "PageTotal": str(dossier.pages_total or ""),
        "Description": dossier.description + _not_shown(dossier, by),
    }


def _xml_lines(dossier: Dossier, by: Seat) -> Iterator[dict[str, str]]:
    lines = queries.listed_lines(dossier, scope_of(by))
    for number, line in enumerate(lines, start=1):
        yield _xml_line(number, line)


def _xml_line(number: int, line: ItemLine) -> dict[str, str]:
    digits, _slash, notation = line.symbol.partition("/")
    return {
        "DocOrdinal": str(line.position or number),
        "TypeName": line.type_name,
        "CodeNumber": digits,
        "CodeNotation": notation,
        "IssuedDate": _day(line.issued_on),
        "OrganName": line.author,
        "Subject": line.subject,
        "PageAmount": str(line.pages or ""),
        "Description": line.note,
    }


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
