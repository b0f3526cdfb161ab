"""The slip of one paper taken out for the printer; taking out is written down."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents import queries
from congvu.documents.access import book_agency
from congvu.documents.actions.printing import Printed, printed_by
from congvu.documents.formats.slip_pdf import Said, Section, Sheet, write_slip_pdf
from congvu.documents.models import Assignment, RegisterEntry
from congvu.documents.queries.slips import Opinion, Slip, SlipLevel
from congvu.documents.rules import PART_NAMES, Part
from congvu.lib.dates import local_date
from congvu.organisations.access import Seat


@transaction.atomic
def print_slip(*, entry: RegisterEntry, by: Seat, at: datetime) -> Printed:
    """A record of the office: in Vietnamese, whoever takes it out."""
    found = queries.slip(
        queries.entry_detail(entry), agency_name=book_agency(entry) or by.agency_name
    )
    stream = BytesIO()
    with override("vi"):
        write_slip_pdf(stream, _sheet(entry, found, by, at))
        name = _("Phiếu giải quyết số đến %(number)d.pdf")
        shown = name % {"number": entry.number}
    record("documents.slip-printed", by=by.actor, at=at, on=entry)
    stream.seek(0)
    return Printed(stream, shown, "application/pdf")


def _sheet(entry: RegisterEntry, found: Slip, by: Seat, at: datetime) -> Sheet:
    where = found.place or "................"
    return Sheet(
        agency=found.agency,
        place_and_day=f"{where}, {_day_words(found.begun_on)}",
        paper=_paper_words(entry),
        arrival=_arrival_words(entry, by),
        sections=[Section(level.title, _said(level, found)) for level in found.levels],
        blank_day=_day_words(None),
        printed=printed_by(by, at),
    )


def _arrival_words(entry: RegisterEntry, by: Seat) -> str:
    """Number, day, urgency; and who took the paper over from a body that ended."""
    words = _("Số đến %(number)d, ngày đến %(day)s, độ khẩn: %(urgency)s") % {
        "number": entry.number,
        "day": f"{entry.arrived_on:%d/%m/%Y}",
        "urgency": entry.get_urgency_display(),
    }
    if entry.register.agency_id == by.agency_id:
        return words
    return f"{words}; " + _("%(name)s kế thừa giải quyết") % {"name": by.agency_name}


def _day_words(day: date | None) -> str:
    """ "ngày 05 tháng 02 năm 2026" (NĐ 30/2020 Phụ lục I.II.4), or room for a pen."""
    if day is None:
        return _("ngày ...... tháng ...... năm ........")
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    values = {"day": f"{day.day:02d}", "month": month, "year": day.year}
    return _("ngày %(day)s tháng %(month)s năm %(year)d") % values


def _paper_words(entry: RegisterEntry) -> str:
    """Tên loại; số và ký hiệu; ngày tháng năm; cơ quan ban hành và trích yếu."""
    paper = entry.document
    words = [paper.type_name]
    if paper.symbol:
        words.append(_("số %(symbol)s") % {"symbol": paper.symbol})
    if paper.issued_on:
        words.append(_day_words(paper.issued_on))
    words.append(_("của %(issuer)s") % {"issuer": paper.issuer_name})
    return f"{' '.join(words)}: {paper.subject}"


def _said(level: SlipLevel, found: Slip) -> list[Said]:
    said = [_opinion(one) for one in level.instructions]
    if level is found.levels[-1]:
        said += [_answer(a) for a in found.results]
    return said


def _opinion(one: Opinion) -> Said:
    written = one.instruction
    return Said(
        text=written.text,
        shares=[_share(a) for a in one.assignments],
        signed=_signed(
            written.given_at, f"{written.given_by_post} {written.given_by}".strip()
        ),
    )


def _share(a: Assignment) -> str:
    words = f"{a.desk_name}: {_(PART_NAMES[Part(a.part)])}"
    if a.due_on:
        words += _(", thời hạn %(day)s") % {"day": f"{a.due_on:%d/%m/%Y}"}
    return words


def _answer(a: Assignment) -> Said:
    reply = [_("Văn bản trả lời: %(symbol)s") % {"symbol": a.reply_symbol}]
    return Said(
        text=a.result,
        shares=reply if a.reply_symbol else (),
        signed=_signed(a.reported_at, a.desk_name),
    )


def _signed(at: datetime | None, who: str) -> str:
    if at is None:
        return who
    day = _day_words(local_date(at))
    return f"{day[:1].upper()}{day[1:]}, {who}"
