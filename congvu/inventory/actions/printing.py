"""What of machines leaves as a file: lists, values of a year, labels, papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from congvu.audit.actions import record
from congvu.documents.actions import Printed, printed_by
from congvu.documents.actions.printing import new_file, ready_file
from congvu.documents.formats.list_csv import write_list_csv
from congvu.documents.formats.register_xlsx import write_register_xlsx
from congvu.inventory import queries
from congvu.inventory.formats.labels import Label, write_labels
from congvu.inventory.formats.receipt import (
    SUMMARIES,
    Receipt,
    ReceiptLine,
    receipt_docx,
    receipt_fields,
    receipt_name,
    receipt_pdf,
    recorded_words,
    settled_words,
    wiped_words,
)
from congvu.inventory.models import Machine, MachinePaper
from congvu.inventory.rules import (
    DISPOSALS,
    MACHINE_KIND_NAMES,
    MACHINE_STATE_NAMES,
    MOST_LABELS,
    WIPING_NAMES,
    MachineKind,
    MachineState,
    PaperKind,
    PaperState,
    Wiping,
)
from congvu.law.rules import Column
from congvu.lib.dates import local_date
from congvu.lib.refusals import Reason, Refused
from congvu.organisations.access import Seat
from congvu.organisations.models import AgencyVersion
from congvu.organisations.queries import agency_on, names_ever, unit_names_on
from congvu.outgoing.actions import DraftWish, start_draft
from congvu.outgoing.models import Draft

SheetForm = Literal["xlsx", "csv"]
PaperForm = Literal["pdf", "docx"]
_MEDIA: dict[str, str] = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_AT_ONCE = 500


@transaction.atomic
def export_machines(
    *, rows: QuerySet[Machine], form: SheetForm, by: Seat, at: datetime
) -> Printed:
    """The list as it is narrowed, all of its pages, with the rights of the list."""
    columns = [
        Column("name", _("Tên máy"), 20),
        Column("kind", _("Loại máy"), 12),
        Column("maker", _("Hãng"), 14),
        Column("model", _("Kiểu máy"), 20),
        Column("serial", _("Số máy"), 16),
        Column("os", _("Hệ điều hành"), 22),
        Column("agency", _("Cơ quan"), 26),
        Column("unit", _("Đơn vị"), 22),
        Column("user", _("Người dùng"), 20),
        Column("place", _("Nơi đặt"), 16),
        Column("state", _("Trạng thái"), 12),
        Column("seen", _("Kiểm kê lần cuối"), 16),
        Column("bought", _("Ngày mua"), 12),
        Column("warranty", _("Bảo hành đến"), 12),
        Column("price", _("Nguyên giá (đồng)"), 14),
    ]
    lines = _machine_lines(rows, local_date(at))
    return _sheet(_("Danh sách máy"), columns, lines, form, by, at)


def _machine_lines(rows: QuerySet[Machine], on: date) -> Iterator[Mapping[str, str]]:
    agencies = names_ever(
        list(rows.order_by().values_list("agency", flat=True).distinct())
    )
    units = unit_names_on(list(agencies), on)
    every = rows.select_related("user").order_by("name", "pk")
    for one in every.iterator(chunk_size=_AT_ONCE):
        yield {
            "name": one.name,
            "kind": _(MACHINE_KIND_NAMES[MachineKind(one.kind)]),
            "maker": one.maker,
            "model": one.model,
            "serial": one.serial,
            "os": f"{one.os_name} {one.os_version}".strip(),
            "agency": agencies.get(one.agency_id, ""),
            "unit": units.get(one.unit_id, "") if one.unit_id else "",
            "user": one.user.full_name if one.user else "",
            "place": one.place,
            "state": _(MACHINE_STATE_NAMES[MachineState(one.state)]),
            "seen": f"{localtime(one.seen_at):%d/%m/%Y %H:%M}" if one.seen_at else "",
            "bought": _day(one.bought_on),
            "warranty": _day(one.warranty_until),
            "price": str(one.price) if one.price is not None else "",
        }


@transaction.atomic
def export_values(
    *, agency_id: UUID, year: int, form: SheetForm, by: Seat, at: datetime
) -> Printed:
    """What each machine is worth at the end of the year, with the rule it is by."""
    columns = [
        Column("name", _("Tên máy"), 20),
        Column("kind", _("Loại máy"), 12),
        Column("serial", _("Số máy"), 16),
        Column("bought", _("Ngày mua"), 12),
        Column("fund", _("Nguồn tiền"), 20),
        Column("price", _("Nguyên giá (đồng)"), 14),
        Column("year", _("Hao mòn trong năm (đồng)"), 14),
        Column("worn", _("Hao mòn lũy kế (đồng)"), 14),
        Column("left", _("Giá trị còn lại (đồng)"), 14),
        Column("basis", _("Căn cứ"), 36),
    ]
    day = date(year, 12, 31)
    lines = _value_lines(queries.owned_at(agency_id, day, at), day)
    title = _("Hao mòn máy năm %(year)d") % {"year": year}
    return _sheet(title, columns, lines, form, by, at)


def _value_lines(rows: QuerySet[Machine], day: date) -> Iterator[Mapping[str, str]]:
    machines = list(rows.order_by("name", "pk"))
    for line in queries.value_lines(machines, day):
        one, worth = line.machine, line.worth
        yield {
            "name": one.name,
            "kind": _(MACHINE_KIND_NAMES[MachineKind(one.kind)]),
            "serial": one.serial,
            "bought": _day(one.bought_on),
            "fund": one.fund,
            "price": str(worth.price) if worth else _("chưa rõ"),
            "year": str(worth.worn_this_year) if worth else "",
            "worn": str(worth.worn) if worth else "",
            "left": str(worth.left) if worth else "",
            "basis": line.life.basis if line.life else _("chưa có mức"),
        }


def _sheet(
    title: str,
    columns: list[Column],
    lines: Iterator[Mapping[str, str]],
    form: SheetForm,
    by: Seat,
    at: datetime,
) -> Printed:
    """Figures stay text: what strangers wrote stands in the same columns."""
    stream = new_file()
    if form == "csv":
        count = write_list_csv(stream, columns, lines)
    else:
        head = [by.agency_name, title, printed_by(by, at)]
        count = write_register_xlsx(stream, head, columns, lines)
    data = {"count": count, "form": form, "name": title}
    agency_id = by.agency_id
    record("inventory.exported", by=by.actor, at=at, agency_id=agency_id, data=data)
    return ready_file(stream, f"{title} {local_date(at):%Y-%m-%d}.{form}", _MEDIA[form])


@transaction.atomic
def print_labels(
    *,
    rows: QuerySet[Machine],
    address: Callable[[UUID], str],
    by: Seat,
    at: datetime,
) -> Printed:
    """By name; ``address`` is what the code of a machine leads to, whole."""
    machines = list(rows.order_by("name", "pk")[: MOST_LABELS + 1])
    if not machines:
        raise Refused([Reason(_("Không có máy nào để in nhãn."))])
    if len(machines) > MOST_LABELS:
        words = _("Một lần in nhiều nhất %(most)d nhãn; thu hẹp danh sách lại.")
        raise Refused([Reason(words % {"most": MOST_LABELS})])
    names = short_names([one.agency_id for one in machines], local_date(at))
    labels = [
        Label(
            address(one.pk),
            [
                one.name,
                f"{one.maker} {one.model}".strip(),
                one.serial,
                names.get(one.agency_id, ""),
                str(one.pk)[-8:].upper(),
            ],
        )
        for one in machines
    ]
    stream = new_file()
    write_labels(stream, labels, _("Nhãn máy"))
    data = {"count": len(labels)}
    record(
        "inventory.labels-printed",
        by=by.actor,
        at=at,
        agency_id=by.agency_id,
        data=data,
    )
    return ready_file(
        stream, f"{_('Nhãn máy')} {local_date(at):%Y-%m-%d}.pdf", _MEDIA["pdf"]
    )


def short_names(agencies: list[UUID], on: date) -> dict[UUID, str]:
    """What each is called for short that day; one query."""
    rows = AgencyVersion.objects.valid(on=on).filter(agency__in=set(agencies))
    return {
        a: short or name
        for a, short, name in rows.values_list("agency", "short_name", "name")
    }


def set_paper(*, paper: MachinePaper, form: PaperForm) -> Printed:
    """The paper as it stands now, in Vietnamese whoever asks for it."""
    with override("vi"):
        receipt = receipt_of(paper)
        made = receipt_pdf(receipt) if form == "pdf" else receipt_docx(receipt)
    stream = new_file()
    stream.write(made)
    name = receipt_name(paper.number, paper.year, form)
    return ready_file(stream, name, _MEDIA[form])


def receipt_of(paper: MachinePaper) -> Receipt:
    """All that stands on it; of a paper that was refused or withdrawn, that it was."""
    agency = agency_on(paper.agency_id, paper.on)
    version = AgencyVersion.objects.valid(on=paper.on).filter(agency=paper.agency_id)
    said = version.values_list("place", "issuer_symbol").first() or ("", "")
    return Receipt(
        agency=agency.name
        if agency
        else names_ever([paper.agency_id])[paper.agency_id],
        above="",
        place=said[0],
        number=paper.number,
        symbol=f"BB-{said[1]}" if said[1] else "BB",
        on=paper.on,
        what=SUMMARIES[PaperKind(paper.kind)],
        giver=paper.giver,
        giver_post=paper.giver_post,
        receiver=paper.receiver,
        receiver_post=paper.receiver_post,
        decision=paper.decision,
        decision_on=paper.decision_on,
        wiping=_wiped(paper),
        condition=paper.condition.rstrip("."),
        confirmed=_settled(paper),
        shows_worth=paper.kind in DISPOSALS or paper.kind == PaperKind.MOVE,
        lines=[
            ReceiptLine(
                line.name,
                str(MACHINE_KIND_NAMES[MachineKind(line.kind)]),
                line.serial,
                line.model,
                line.price,
                line.left,
            )
            for line in queries.lines_of(paper)
        ],
    )


def _wiped(paper: MachinePaper) -> str:
    if paper.wiped is not None and paper.wiped.minutes is not None:
        return recorded_words(paper.wiped.minutes.symbol, paper.wiped.minutes.issued_on)
    if not paper.wiping or paper.wiped_on is None:
        return ""
    how = str(WIPING_NAMES[Wiping(paper.wiping)])
    return wiped_words(how, paper.wiped_on, paper.wiped_by)


def _settled(paper: MachinePaper) -> str:
    if paper.settled_at is None:
        return ""
    return settled_words(
        PaperKind(paper.kind),
        PaperState(paper.state),
        localtime(paper.settled_at),
        by=paper.settled_by,
        reason=paper.reason,
    )


def draft_paper(
    *, paper: MachinePaper, signer_post_id: UUID | None, by: Seat, at: datetime
) -> Draft:
    """The paper as a draft, for who has it signed, numbered and issued as any other."""
    with override("vi"):
        receipt = receipt_of(paper)
    wish = DraftWish(
        type_code="BB", subject=receipt.what, signer_post_id=signer_post_id
    )
    with transaction.atomic():
        draft = start_draft(wish=wish, fields=receipt_fields(receipt), by=by, at=at)
        data = {"number": f"{paper.number}/{paper.year}", "kind": paper.kind}
        record("inventory.paper-drafted", by=by.actor, at=at, on=paper, data=data)
    return draft


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
