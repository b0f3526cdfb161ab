"""Files at the door, and what stands against registering a paper."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Min, Q, QuerySet
from django.utils.translation import gettext as _

from congvu.documents.models import IntakeItem, Register, RegisterEntry
from congvu.documents.rules import (
    LONGEST_NOTE,
    LONGEST_SYMBOL,
    URGENCY_NAMES,
    Doubt,
    IntakeState,
    Paper,
    is_open,
    typed_mark,
)
from congvu.law.queries import document_types
from congvu.lib.dates import VIETNAM, local_date
from congvu.lib.numbering import SymbolUnreadable, parse_symbol
from congvu.lib.refusals import Reason
from congvu.lib.text import nfc

REFUSALS_SHOWN_FOR = timedelta(days=3)
ARRIVED_WITHIN = timedelta(days=366)
_NEEDS_SOMEBODY = [IntakeState.READING, IntakeState.READY, IntakeState.QUARANTINED]


def intake_items(
    agency_id: UUID, *, at: datetime, limit: int = 200
) -> list[IntakeItem]:
    """What lies at the door or is held, newest first, with its file; refusals of the
    last days.

    Where more lies there than fits it is the oldest that are shown: they were to be
    registered first, and the others follow as these go. The papers of one pile stand in
    its own order, so that they are gone through from the first. A file's text is not
    read: a hundred scans would weigh the list down.
    """
    oldest = (
        _at_the_door(agency_id, at)
        .select_related("file", "attach_to", "delivery__assignment")
        .defer("file__text", "attach_to__search", "attach_to__search_text")
        .order_by("received_at", "first_page", "id")[:limit]
    )
    newest = list(oldest)[::-1]
    # A stable sort: within a moment the rest stays newest first.
    return sorted(newest, key=lambda i: (-i.received_at.timestamp(), i.first_page or 0))


def intake_total(agency_id: UUID, *, at: datetime) -> int:
    """How many lie at the door, shown or not; one query."""
    return _at_the_door(agency_id, at).count()


def _at_the_door(agency_id: UUID, at: datetime) -> QuerySet[IntakeItem]:
    return IntakeItem.objects.filter(
        Q(state__in=_NEEDS_SOMEBODY)
        | Q(doubt=Doubt.HELD)
        | Q(state=IntakeState.REFUSED, received_at__gt=at - REFUSALS_SHOWN_FOR),
        agency=agency_id,
    )


def entry_numbered(agency_id: UUID, year: int, number: int) -> RegisterEntry | None:
    """The line of the agency's book with this số đến."""
    return RegisterEntry.objects.filter(
        register__agency=agency_id, register__year=year, number=number
    ).first()


def reason_of(item: IntakeItem) -> str:
    """Why an item does not go on, and what was kept of it; empty when it does.

    In the words of who asks: what is stored is the office's own Vietnamese.
    """
    if item.is_held:
        where = _("Nghi có dấu mật ở trang %(page)d.") % {"page": item.doubt_page or 1}
        return f"{where} {_held_words()}"
    if not item.reason:
        return ""
    reason = _(item.reason)
    if item.state == IntakeState.QUARANTINED:
        kept = _("Tệp được giữ nguyên ở khu cách ly, không ai mở được.")
    elif item.state != IntakeState.REFUSED or not item.name:
        return reason  # a clerk's own words; a secret's say it themselves
    elif item.channel == "folder":
        kept = _("Không giữ lại gì trong hệ thống; tệp nằm ở thư mục tu-choi.")
    else:
        kept = _("Không giữ lại nội dung; chỉ ghi tên tệp, lý do và lúc nhận.")
    return f"{reason} {kept}"


def _held_words() -> str:
    return _(
        "Tệp được giữ nguyên nhưng không ai xem được và chưa vào sổ được, cho đến khi "
        "văn thư xác định có phải văn bản mật không."
    )


def still_read() -> Reason:
    """Nothing is entered that nobody has looked into: it may be a state secret."""
    return Reason(_("Tệp còn đang được đọc và kiểm tra; đợi xong rồi vào sổ."))


def reasons_against(
    paper: Paper, *, agency_id: UUID, arrived_on: date, today: date
) -> list[Reason]:
    """Every reason why this paper cannot be entered that day, in form order."""
    reasons = paper_reasons(paper, arrived_on=arrived_on, today=today)
    if arrived_on > today:
        reasons.append(Reason(_("Ngày đến ở tương lai."), "arrived_on"))
    closed = closed_register(agency_id, arrived_on.year)
    if closed is not None:
        reasons.append(closed)
    else:
        reasons += _long_past(agency_id, arrived_on, today)
    return reasons


def paper_reasons(paper: Paper, *, arrived_on: date, today: date) -> list[Reason]:
    """What is wrong with what is said of a paper, whoever keeps it."""
    reasons: list[Reason] = []
    if not paper.has_no_symbol:
        try:
            parse_symbol(paper.symbol)
        except SymbolUnreadable as why:
            reasons.extend(why.reasons)
    if paper.issued_on is None:
        reasons.append(Reason(_("Chưa có ngày văn bản."), "issued_on"))
    elif paper.issued_on > today:
        reasons.append(Reason(_("Ngày văn bản ở tương lai."), "issued_on"))
    elif paper.issued_on > arrived_on:
        reasons.append(Reason(_("Ngày văn bản sau ngày đến."), "issued_on"))
    elif paper.issued_on.year < 1945:
        reasons.append(Reason(_("Ngày văn bản trước năm 1945."), "issued_on"))
    if not nfc(paper.issuer_name):
        reasons.append(Reason(_("Chưa có cơ quan ban hành."), "issuer_name"))
    if not any(t.code == paper.type_code for t in document_types(today)):
        reasons.append(Reason(_("Chưa chọn loại văn bản."), "type_code"))
    if paper.urgency not in URGENCY_NAMES:
        reasons.append(Reason(_("Độ khẩn không có trong danh mục."), "urgency"))
    if not is_open(paper.secrecy):
        reasons.append(Reason(_("Độ mật không có trong danh mục."), "secrecy"))
    if not nfc(paper.subject):
        reasons.append(Reason(_("Chưa có trích yếu."), "subject"))
    elif len(nfc(paper.subject)) > 500:
        reasons.append(Reason(_("Trích yếu dài quá 500 ký tự."), "subject"))
    mark = typed_mark(nfc(paper.subject))
    if mark:
        words = _(
            "Trích yếu có dấu “%(mark)s”. Văn bản mật không vào sổ ở đây; nếu không "
            "phải văn bản mật, bỏ chữ ấy khỏi trích yếu."
        )
        reasons.append(Reason(words % {"mark": mark}, "subject"))
    return reasons + _too_long(paper)


def closed_register(agency_id: UUID, year: int) -> Reason | None:
    """Why nothing can be written into the year's book, if it is closed."""
    closed = Register.objects.filter(
        agency=agency_id, year=year, closed_at__isnull=False
    ).first()
    if closed is None or closed.closed_at is None:
        return None
    return closed_reason(closed.year, closed.closed_at)


def correction_reasons(
    entry: RegisterEntry, paper: Paper, *, arrived_on: date
) -> list[Reason]:
    """Every reason why a line cannot be corrected so; judged by its own day."""
    registered_on = local_date(entry.registered_at)
    reasons = paper_reasons(paper, arrived_on=arrived_on, today=registered_on)
    if arrived_on.year != entry.register.year:
        words = _("Ngày đến phải trong năm %(year)d, năm của sổ.")
        reasons.append(Reason(words % {"year": entry.register.year}, "arrived_on"))
    elif arrived_on > registered_on:
        words = _("Ngày đến sau ngày vào sổ (%(day)s).")
        given = {"day": registered_on.strftime("%d/%m/%Y")}
        reasons.append(Reason(words % given, "arrived_on"))
    closed = entry.register.closed_at
    if closed is not None:
        reasons.append(closed_reason(entry.register.year, closed))
    return reasons


def paper_of(entry: RegisterEntry) -> Paper:
    """What its line says of a paper, as a clerk would say it."""
    document = entry.document
    return Paper(
        subject=document.subject,
        issuer_name=document.issuer_name,
        type_code=document.type_code,
        symbol=document.symbol,
        has_no_symbol=not document.symbol,
        issued_on=document.issued_on,
        signer_name=document.signer_name,
        signer_position=document.signer_position,
        urgency=document.urgency,
        identifier=document.identifier,
        note=entry.note,
    )


def moment_of_arrival(day: date, received_at: datetime) -> datetime:
    """The moment of receipt when the paper came that day, else the day's beginning."""
    if local_date(received_at) == day:
        return received_at
    return datetime.combine(day, time.min, tzinfo=VIETNAM)


def _long_past(agency_id: UUID, arrived_on: date, today: date) -> list[Reason]:
    """A slip of the pen in the year would open a book that never was."""
    if today - arrived_on > ARRIVED_WITHIN:
        words = _("Ngày đến cách hôm nay quá %(days)d ngày, kiểm tra lại năm.")
        return [Reason(words % {"days": ARRIVED_WITHIN.days}, "arrived_on")]
    years = Register.objects.filter(agency=agency_id).aggregate(first=Min("year"))
    first: int | None = years["first"]
    if first is not None and arrived_on.year < first:
        words = _("Chưa có sổ văn bản đến năm %(year)d, sổ đầu tiên là %(first)d.")
        given = {"year": arrived_on.year, "first": first}
        return [Reason(words % given, "arrived_on")]
    return []


_LONGEST = {
    "symbol": LONGEST_SYMBOL,
    "issuer_name": 200,
    "signer_name": 80,
    "signer_position": 200,
    "identifier": 200,
    "note": LONGEST_NOTE,
}


def _too_long(paper: Paper) -> list[Reason]:
    """What would have to be cut; nothing typed is lost silently."""
    return [
        Reason(_("Dài quá %(most)d ký tự.") % {"most": most}, name)
        for name, most in _LONGEST.items()
        if len(nfc(getattr(paper, name))) > most
    ]


def closed_reason(year: int, closed_at: datetime) -> Reason:
    return Reason(
        _("Sổ văn bản đến %(year)s đã khóa ngày %(day)s.")
        % {"year": year, "day": local_date(closed_at).strftime("%d/%m/%Y")},
        "arrived_on",
    )


def registers_of(agency_id: UUID) -> list[Register]:
    """An agency's books, newest year first."""
    return list(Register.objects.filter(agency=agency_id).order_by("-year"))
